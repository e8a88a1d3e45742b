"""The spread of a page: what the grid shows and the printer binds.

Source: R-2.3-01; domain 2.3, 5.7. Six statements whatever the number of pupils and lessons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import zip_longest
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.homework import homework_due, joined_homework
from journal_desktop.domain.russian import initials, short_date
from journal_desktop.domain.spread import (
    Cell,
    Enrolled,
    LessonColumn,
    PeriodColumn,
    PeriodKind,
    PupilRow,
    Spread,
    Work,
)
from journal_desktop.domain.topics import joined_topics
from journal_desktop.domain.vocabulary import EnrolmentEnd, SubstitutionKind
from journal_desktop.queries.base import Query
from journal_desktop.queries.finals import Finals
from journal_desktop.queries.membership import still
from journal_desktop.queries.periods import REOPENED, period_column
from journal_desktop.queries.plan_halves import half_partners
from journal_desktop.queries.spread_pupils import pupil_rows
from journal_desktop.queries.spread_rows import (
    HALF_HOURS,
    PLANNED,
    cell_rows,
    day_ends,
    head_of,
    lesson_rows,
    page_right,
    period_rows,
)
from journal_desktop.store.rows.school import WorkKindRow
from journal_desktop.store.session import JournalSession

_ENDED = {EnrolmentEnd.MOVED: "переведён(а)", EnrolmentEnd.LEFT: "выбыл(а)"}
_WITHOUT = {SubstitutionKind.CANCELLED: "Урок не состоялся", SubstitutionKind.JOINED: "Объединение"}


@dataclass(frozen=True, slots=True)
class WorkKind:
    """A kind of work to choose (domain 5.5)."""

    code: str
    title: str
    short: str
    weight: Decimal
    is_control: bool


@dataclass(frozen=True)
class WorkKinds(Query[tuple[WorkKind, ...]]):
    """The kinds of work of the school, in their order."""

    right: ClassVar = Right.SCHOOL_READ

    @override
    def answer(self, session: JournalSession) -> tuple[WorkKind, ...]:
        row = WorkKindRow
        query = select(row.code, row.title, row.short, row.weight, row.is_control)
        return tuple(WorkKind(*found) for found in session.execute(query.order_by(row.position)))


@dataclass(frozen=True)
class SpreadOf(Query[Spread]):
    """One page, for a period or (None) for the whole year.

    Without `proposals` final cells say only what stands.
    """

    right: ClassVar = Right.JOURNAL_READ
    page_id: int
    period_id: int | None = None
    proposals: bool = True

    @override
    def target(self, session: JournalSession) -> object:
        return page_right(session, self.page_id)

    @override
    def answer(self, session: JournalSession) -> Spread:
        head = head_of(session, self.page_id)
        found = period_rows(session, head)
        today = session.context.today
        columns = {row[0].id: period_column(row[0], today, reopened=row[REOPENED]) for row in found}
        if self.period_id is not None and self.period_id not in columns:
            raise Invalid("Такого периода у этой страницы нет. Выберите другой.")
        asked = columns.get(self.period_id or 0)
        begins = asked.begins if asked else min((c.begins for c in columns.values()), default=_DAWN)
        ends = asked.ends if asked else max((c.ends for c in columns.values()), default=_DAWN)
        clocks = _deadlines(day_ends(session, head, begins, ends), session.context.zone)
        found_lessons = lesson_rows(session, self.page_id, begins, ends)
        halves = {row[0].plan_topic_id for row in found_lessons if row[HALF_HOURS] == 1}
        lessons = _lessons(
            found_lessons,
            _periods(columns.values()),
            clocks,
            half_partners(session, self.page_id, halves) if halves else {},
            weighted=head.weighted,
        )
        spread = Spread(
            title=head.title,
            pupils=_pupils(pupil_rows(session, head, today)),
            lessons=lessons,
            cells=_cells(cell_rows(session, self.page_id, begins, ends), lessons),
        )
        finals = Finals(spread, head.scheme, found, today, self.proposals)
        periods = finals.columns(asked)
        return replace(spread, periods=periods, period_cells=finals.cells(periods))


_DAWN = date(1970, 1, 1)
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def _periods(columns: Any) -> list[PeriodColumn]:
    return [column for column in columns if column.kind is PeriodKind.PERIOD]


def _deadlines(rows: list[Any], zone: ZoneInfo) -> dict[date, datetime]:
    clocks = {}
    for day, ordinary, short in rows:
        last = short or ordinary
        if isinstance(last, str):  # SQLite has no type for an aggregate of times
            last = time.fromisoformat(last)
        if last is not None:
            clocks[day] = homework_due(datetime.combine(day, last, zone))
    return clocks


def _lessons(
    rows: list[Any],
    periods: list[PeriodColumn],
    clocks: dict[date, datetime],
    halves: Mapping[int, Any],
    *,
    weighted: bool,
) -> tuple[LessonColumn, ...]:
    by_lesson: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_lesson[row[0].id].append(row)
    return tuple(
        _lesson(found, _works(found, weighted=weighted), periods, clocks, halves)
        for found in by_lesson.values()
    )


def _works(rows: list[Any], *, weighted: bool) -> tuple[Work, ...]:
    works = {}
    for row in rows:
        work, kind = row[1], row[2]
        if work is None:
            continue
        own = kind.weight if work.weight is None else work.weight
        works[work.number] = Work(
            id=work.id,
            number=work.number,
            kind=kind.code,
            kind_title=kind.title,
            kind_short=kind.short,
            weight=own if weighted else Decimal(1),
            is_control=kind.is_control,
            title=work.title,
            needs_form=kind.needs_form,
        )
    return tuple(works.values())


def _lesson(
    rows: list[Any],
    works: tuple[Work, ...],
    periods: list[PeriodColumn],
    clocks: dict[date, datetime],
    halves: Mapping[int, Any],
) -> LessonColumn:
    lesson, _, _, teacher, kind, substitute, plan_number, *_ = rows[0]
    planned, homework = _planned(rows[0], halves)
    period = next((p.period_id for p in periods if p.begins <= lesson.day <= p.ends), None)
    return LessonColumn(
        id=lesson.id,
        day=lesson.day,
        number=lesson.number,
        state=lesson.state,
        works=works,
        topic=lesson.topic,
        homework=lesson.homework,
        plan_number=plan_number if planned else None,
        plan_topic=planned,
        plan_homework=homework,
        teacher_id=lesson.staff_id,
        teacher=_name(teacher),
        substitution=substitution_text(kind, _name(substitute)) if kind else "",
        confirmed=lesson.confirmed_at is not None,
        topic_at=lesson.topic_at,
        homework_at=lesson.homework_at,
        homework_due=clocks.get(lesson.day),
        half_hours=lesson.half_hours,
        period_id=period,
        cancel_reason=lesson.cancel_reason,
        topic_reason=lesson.topic_reason,
    )


def _planned(row: Any, halves: Mapping[int, Any]) -> tuple[str, str]:
    """Topic and homework of the plan for a lesson: of one topic, two merged or two half ones.

    A lesson that another subject was given in is none of the plan (R-2.5-01).
    """
    lesson, kind = row[0], row[4]
    topic, merged, homework, more, _ = row[PLANNED:]
    if not topic or kind is SubstitutionKind.OTHER:
        return "", ""
    half = halves.get(lesson.plan_topic_id)
    topics = [topic, merged, half.topic if half else ""]
    return (
        joined_topics([each for each in topics if each]),
        joined_homework([each or "" for each in (homework, more, half.homework if half else "")]),
    )


def _name(person: Any) -> str:
    return initials(person.surname, person.name, person.patronymic) if person else ""


def substitution_text(kind: SubstitutionKind, substitute: str) -> str:
    """«Замена: Петрова А. И.», «Урок не состоялся»; `substitute` is "" when there is none."""
    return _WITHOUT.get(kind, "Замена") + (f": {substitute}" if substitute else "")


def _pupils(rows: list[Any]) -> tuple[PupilRow, ...]:
    by_pupil: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_pupil[row[0].id].append(row)
    return tuple(_pupil(found) for found in by_pupil.values())


def _pupil(rows: list[Any]) -> PupilRow:
    pupil = rows[0][0]
    stays = sorted({(row[1], still(row[2])) for row in rows}, key=lambda stay: stay[0])
    exempt = {(row[9], row[10]) for row in rows if row[9] is not None}
    return PupilRow(
        id=pupil.id,
        name=f"{pupil.surname} {pupil.name}",
        full_name=f"{pupil.surname} {pupil.name} {pupil.patronymic}".strip(),
        enrolled=tuple(Enrolled(*stay) for stay in stays),
        note=departure_note(*rows[-1][3:7]),
        has_advice=rows[0][7],
        paper_diary=rows[0][8],
        exempt=tuple(Enrolled(*days) for days in sorted(exempt)),
    )


def departure_note(
    kind: EnrolmentEnd | None, ended: date | None, number: str | None, ordered: date | None
) -> str:
    """«выбыл(а) 12.09.2025, пр. № 45-у от …»; "" while the pupil is there."""
    if kind not in _ENDED or ended is None:
        return ""
    order = f", пр. № {number} от {short_date(ordered, year=True)}" if number and ordered else ""
    return f"{_ENDED[kind]} {short_date(ended, year=True)}{order}"


def _cells(rows: list[Any], lessons: tuple[LessonColumn, ...]) -> dict[tuple[int, int], Cell]:
    width = {lesson.id: max((w.number for w in lesson.works), default=1) for lesson in lessons}
    cells: dict[tuple[int, int], Cell] = {}
    for lesson_id, pupil_id, *said in rows:
        if lesson_id not in width:
            continue
        place, part = (pupil_id, lesson_id), _part(width[lesson_id], *said)
        known = cells.get(place)
        cells[place] = part if known is None else _joined(known, part)
    return {place: cell for place, cell in cells.items() if cell.text or cell.comment}


def _part(width: int, number: int, mark: str | None, *rest: Any) -> Cell:
    """What one row says of a cell: a mark of one work, an absence (0) or a comment (-1)."""
    letter, late, confirmed, comment, at, entered, author = rest
    if number > 0:
        before, after = ("",) * (number - 1), ("",) * (width - number)
        moments = (*((None,) * (number - 1)), entered, *((None,) * (width - number)))
        marks = (*before, mark or "", *after)
        return Cell(marks=marks, changed_at=at, entered=moments, changed_by=author)
    if number == 0:
        known = bool(confirmed) or letter is None
        absence = letter or ""
        return Cell((), absence, bool(late), known, changed_at=at, changed_by=author)
    return Cell(comment=comment)


def _joined(one: Cell, other: Cell) -> Cell:
    pairs = zip_longest(one.marks, other.marks, fillvalue="")
    entered = zip_longest(one.entered, other.entered)
    changed = [each for each in (one, other) if each.changed_at is not None]
    last = max(changed, key=lambda each: each.changed_at or _NEVER, default=None)
    return Cell(
        marks=tuple(mark or another for mark, another in pairs),
        absence=one.absence or other.absence,
        late=one.late or other.late,
        confirmed=one.confirmed and other.confirmed,
        comment=one.comment or other.comment,
        entered=tuple(at or another for at, another in entered),
        changed_at=last.changed_at if last else None,
        changed_by=last.changed_by if last else None,
    )
