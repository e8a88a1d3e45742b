"""The health sheet of a class as the medical worker sees it, and its past.

Source: R-5.3-01, -02; domain 2.4. Closed values leave the database sealed; they are opened where
they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from sqlalchemy import or_, select
from typing_extensions import override

from journal_desktop.access.policy import ClassTarget, Right
from journal_desktop.domain.health import PeGroup
from journal_desktop.domain.pe_stays import stay_on
from journal_desktop.domain.russian import initials
from journal_desktop.domain.spread import year_title
from journal_desktop.queries.advice import AdviceLine, AdviceOf
from journal_desktop.queries.base import Query
from journal_desktop.queries.health_rows import (
    SheetClass,
    last_of,
    pe_stays,
    sheet_class,
)
from journal_desktop.store.rows.classes import ClassGroupRow
from journal_desktop.store.rows.health import (
    AdviceReadRow,
    AdviceRow,
    HealthFilledRow,
    HealthSheetRow,
    PeGroupRow,
)
from journal_desktop.store.rows.pupils import EnrolmentRow, ExemptionRow, PupilRow
from journal_desktop.store.rows.school import RuleRow, SchoolRow
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.session import JournalSession

RULE: Final = "health_due"
"""Setting: the last day «ДД.ММ» to fill the sheets at the beginning of a year."""
USUAL_DUE: Final = (10, 9)


@dataclass(frozen=True, slots=True)
class HealthLine:
    """One pupil on the sheet: what only the medical worker sees, and what teachers see.

    `begins` is when the sheet in force was written; `sealed` is opened by `MedicalKey.open`.
    """

    advice: AdviceLine
    born: date
    begins: date | None = None
    examined: date | None = None
    height_mm: int | None = None
    sealed: bytes | None = None
    pe: PeGroup | None = None
    pe_begins: date | None = None
    pe_ends: date | None = None
    document: str = ""
    readers: int = 0


@dataclass(frozen=True, slots=True)
class HealthSheet:
    """The sheet of a class; `filled` is when it was declared filled, `due` the last day for it."""

    school: str
    class_id: int
    class_name: str
    grade: int
    year_id: int
    year: str
    begins: date
    ends: date
    lines: tuple[HealthLine, ...]
    filled: date | None
    filled_by: str
    due: date


@dataclass(frozen=True, slots=True)
class PastLine:
    """What stood in a pupil's sheet from a day on; `sealed` are the closed values of that time."""

    begins: date
    who: str
    kind: str
    words: str
    sealed: bytes | None = None


@dataclass(frozen=True, slots=True)
class SealedValue:
    """The closed values of one pupil with the class, for counting."""

    pupil_id: int
    class_id: int
    grade: int
    sealed: bytes | None
    pe: PeGroup | None
    furniture: int | None


@dataclass(frozen=True)
class HealthSheetOf(Query[HealthSheet]):
    """The sheet of a class today."""

    right: ClassVar = Right.HEALTH_WRITE
    class_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return ClassTarget(self.class_id)

    @override
    def answer(self, session: JournalSession) -> HealthSheet:
        group = sheet_class(session, self.class_id)
        lines = AdviceOf(self.class_id).answer(session).lines
        ids = [line.pupil_id for line in lines]
        parts = _Parts(session, group, ids)
        day, who = _filled(session, self.class_id)
        return HealthSheet(
            school=session.scalar(select(SchoolRow.name).limit(1)) or "",
            class_id=group.id,
            class_name=group.name,
            grade=group.grade,
            year_id=group.year_id,
            year=year_title(group.first_year),
            begins=group.begins,
            ends=group.ends,
            lines=tuple(parts.line(line) for line in lines),
            filled=day,
            filled_by=who,
            due=due_day(session, group),
        )


@dataclass(frozen=True)
class HealthPast(Query[tuple[PastLine, ...]]):
    """Everything that ever stood in a pupil's sheet of a year, the newest first."""

    right: ClassVar = Right.HEALTH_WRITE
    class_id: int
    pupil_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return ClassTarget(self.class_id)

    @override
    def answer(self, session: JournalSession) -> tuple[PastLine, ...]:
        year = sheet_class(session, self.class_id).year_id
        lines = [
            *_past(session, HealthSheetRow, self.pupil_id, year),
            *_past(session, AdviceRow, self.pupil_id, year),
            *_past(session, PeGroupRow, self.pupil_id, year),
        ]
        return tuple(sorted(lines, key=lambda line: line.begins, reverse=True))


@dataclass(frozen=True)
class SealedOfYear(Query[tuple[SealedValue, ...]]):
    """What has to be counted: pupils of the classes declared filled, and of one more class."""

    right: ClassVar = Right.HEALTH_WRITE
    class_id: int

    @override
    def answer(self, session: JournalSession) -> tuple[SealedValue, ...]:
        group = sheet_class(session, self.class_id)
        filled = set(session.scalars(select(HealthFilledRow.class_id))) | {self.class_id}
        row, here = ClassGroupRow, EnrolmentRow
        query = (
            select(here.pupil_id, row.id, row.grade)
            .join(row, row.id == here.class_id)
            .where(row.year_id == group.year_id, row.id.in_(filled), here.begins <= group.day)
            .where(or_(here.ends.is_(None), here.ends >= group.day))
        )
        found = session.execute(query).all()
        parts = _Parts(session, group, [pupil for pupil, _, _ in found])
        return tuple(parts.value(*place) for place in found)


class _Parts:
    """Rows in force of some pupils."""

    def __init__(self, session: JournalSession, group: SheetClass, ids: list[int]) -> None:
        self._day = group.day
        self._sheets = _in_force(session, HealthSheetRow, group, ids)
        self._stays = pe_stays(session, ids, group.year_id)
        self._advice = _in_force(session, AdviceRow, group, ids)
        born = select(PupilRow.id, PupilRow.born).where(PupilRow.id.in_(ids))
        self._born = {row[0]: row[1] for row in session.execute(born)}
        self._documents = _documents(session, ids)
        read = select(AdviceReadRow.advice_id).where(
            AdviceReadRow.advice_id.in_([row.id for row in self._advice.values()])
        )
        self._read = list(session.scalars(read))

    def line(self, advice: AdviceLine) -> HealthLine:
        pupil = advice.pupil_id
        sheet, stay = self._sheets.get(pupil), stay_on(self._stays.get(pupil, []), self._day)
        known = {} if sheet is None else {"begins": sheet.begins, "examined": sheet.examined}
        exempt = stay is not None and stay.group is PeGroup.EXEMPT
        return HealthLine(
            advice,
            self._born[pupil],
            **known,
            height_mm=sheet.height_mm if sheet else None,
            sealed=sheet.sealed if sheet else None,
            pe=stay.group if stay else None,
            pe_begins=stay.begins if stay else None,
            pe_ends=stay.ends if stay else None,
            document=self._documents.get(pupil, "") if exempt else "",
            readers=self._read.count(advice.advice_id),
        )

    def value(self, pupil: int, class_id: int, grade: int) -> SealedValue:
        sheet, stay = self._sheets.get(pupil), stay_on(self._stays.get(pupil, []), self._day)
        advice = self._advice.get(pupil)
        return SealedValue(
            pupil,
            class_id,
            grade,
            sheet.sealed if sheet else None,
            stay.group if stay else None,
            advice.furniture if advice else None,
        )


def due_day(session: JournalSession, group: SheetClass) -> date:
    """The last day for filling the sheets of that year: 10 September unless set otherwise."""
    query = (
        select(RuleRow.value)
        .where(RuleRow.name == RULE, RuleRow.begins <= group.ends)
        .where(or_(RuleRow.ends.is_(None), RuleRow.ends >= group.begins))
        .order_by(RuleRow.begins.desc())
        .limit(1)
    )
    value = session.scalar(query)
    try:
        day, month = map(int, str(value).split(".")) if value else USUAL_DUE
        return date(group.first_year, month, day)
    except ValueError:
        return date(group.first_year, USUAL_DUE[1], USUAL_DUE[0])


def _in_force(
    session: JournalSession, kind: Any, group: SheetClass, ids: list[int]
) -> dict[int, Any]:
    query = select(kind).where(kind.pupil_id.in_(ids), kind.year_id == group.year_id)
    query = query.where(kind.begins <= group.day).order_by(kind.begins, kind.id)
    return last_of(session.scalars(query))


def _documents(session: JournalSession, ids: list[int]) -> dict[int, str]:
    row = ExemptionRow
    query = select(row.pupil_id, row.document).where(row.pupil_id.in_(ids)).order_by(row.id)
    return {found[0]: found[1] for found in session.execute(query)}


def _filled(session: JournalSession, class_id: int) -> tuple[date | None, str]:
    row = HealthFilledRow
    query = select(row.day, StaffRow.surname, StaffRow.name, StaffRow.patronymic)
    query = query.join(StaffRow, StaffRow.id == row.staff_id).where(row.class_id == class_id)
    found = session.execute(query).one_or_none()
    return (None, "") if found is None else (found[0], initials(*found[1:]))


def _past(session: JournalSession, kind: Any, pupil_id: int, year_id: int) -> list[PastLine]:
    query = (
        select(kind, StaffRow.surname, StaffRow.name, StaffRow.patronymic)
        .join(StaffRow, StaffRow.id == kind.staff_id)
        .where(kind.pupil_id == pupil_id, kind.year_id == year_id)
        .order_by(kind.begins.desc(), kind.id.desc())
    )
    lines = []
    for row, *name in session.execute(query):
        title, words = _WORDS[kind](row)
        sealed = row.sealed if isinstance(row, HealthSheetRow) else None
        lines.append(PastLine(row.begins, initials(*name), title, words, sealed))
    return lines


def _sheet_words(row: HealthSheetRow) -> tuple[str, str]:
    height = f"рост {row.height_mm / 10:g} см".replace(".", ",") if row.height_mm else ""
    examined = f"осмотр {row.examined:%d.%m.%Y}" if row.examined else ""
    return "Осмотр", ", ".join(filter(None, (examined, height)))


def _advice_words(row: AdviceRow) -> tuple[str, str]:
    until = f" до {row.limits_until:%d.%m.%Y}" if row.limits_until else ""
    parts = (
        f"мебель {row.furniture}" if row.furniture else "",
        f"ряд {row.desk_row}" if row.desk_row else "",
        f"парта {row.desk_place}" if row.desk_place else "",
        row.seat_conditions,
        f"{row.limits}{until}" if row.limits else "",
        row.wording,
    )
    return "Учителю", "; ".join(filter(None, parts))


def _pe_words(row: PeGroupRow) -> tuple[str, str]:
    if row.ends is not None and row.ends < row.begins:
        return "Физкультура", f"{row.name} (отменено)"
    return "Физкультура", row.name + (f" по {row.ends:%d.%m.%Y}" if row.ends else "")


_WORDS: Final[dict[Any, Any]] = {
    HealthSheetRow: _sheet_words,
    AdviceRow: _advice_words,
    PeGroupRow: _pe_words,
}
