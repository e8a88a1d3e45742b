"""What the journals of a year lack before the official print, for each class by teacher.

Source: R-4.3-01, R-1.9-01: of the whole school for those who read every journal, of the own class
for its teacher. Eight statements whatever the number of classes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any, ClassVar, Final

from sqlalchemy import func, select
from typing_extensions import override

from journal_desktop.access.policy import PageTarget, Right, may
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.readiness import (
    OFFICER,
    ClassReadiness,
    Gap,
    GapKind,
    lessons_text,
    pupils_text,
)
from journal_desktop.domain.russian import initials
from journal_desktop.domain.spread import PeriodState
from journal_desktop.domain.vocabulary import Scheme, YearState
from journal_desktop.queries.base import Query
from journal_desktop.queries.readiness_rows import (
    decision_gap_rows,
    final_gap_rows,
    lesson_gap_rows,
    letter_gap_rows,
)
from journal_desktop.store.rows.classes import (
    ClassGroupRow,
    ClassTeacherRow,
    PageRow,
    SubgroupRow,
)
from journal_desktop.store.rows.school import PeriodRow, SchoolYearRow, SubjectRow
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.rows.views import Teaching
from journal_desktop.store.session import JournalSession

__all__ = ["ClassReadiness", "Gap", "GapKind", "ReadinessOfClass", "ReadinessOfYear"]

_CLOSED: Final = frozenset({PeriodState.CLOSED, PeriodState.ARCHIVED})


@dataclass(frozen=True)
class ReadinessOfYear(Query[tuple[ClassReadiness, ...]]):
    """Every class of a year whose journal the person reads, by grade and letter."""

    right: ClassVar = Right.JOURNAL_READ
    year_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return None

    @override
    def answer(self, session: JournalSession) -> tuple[ClassReadiness, ...]:
        query = select(ClassGroupRow).filter_by(year_id=self.year_id)
        groups = session.scalars(query.order_by(ClassGroupRow.grade, ClassGroupRow.letter))
        actor = session.context.actor
        own = [one for one in groups if may(actor, Right.JOURNAL_READ, PageTarget(0, one.id))]
        return _readiness(session, own)


@dataclass(frozen=True)
class ReadinessOfClass(Query[ClassReadiness]):
    """One class."""

    right: ClassVar = Right.JOURNAL_READ
    class_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return PageTarget(0, self.class_id)

    @override
    def answer(self, session: JournalSession) -> ClassReadiness:
        group = session.get(ClassGroupRow, self.class_id)
        if group is None:
            raise Invalid("Такого класса в базе нет. Обновите окно.")
        return _readiness(session, [group])[0]


def gaps_of_period(
    session: JournalSession, period: PeriodRow, pages: Collection[int]
) -> tuple[tuple[str, Gap], ...]:
    """What the pages lack in one period before it is closed, each with the name of its class."""
    query = select(ClassGroupRow).filter_by(year_id=period.year_id)
    groups = session.scalars(query.order_by(ClassGroupRow.grade, ClassGroupRow.letter)).all()
    if not groups:
        return ()
    names = {group.id: f"{group.grade}{group.letter}" for group in groups}
    found = _Search(session, groups).gaps_of(period, pages)
    ordered = sorted(found, key=lambda pair: _order(pair[1]))
    return tuple((names[class_id], gap) for class_id, gap in ordered)


def _readiness(
    session: JournalSession, groups: Sequence[ClassGroupRow]
) -> tuple[ClassReadiness, ...]:
    if not groups:
        return ()
    year = session.get_one(SchoolYearRow, groups[0].year_id)
    closed = year.state in {YearState.CLOSED, YearState.ARCHIVED}
    search = _Search(session, groups)
    found: dict[int, list[Gap]] = defaultdict(list)
    for class_id, gap in search.gaps(closed=closed):
        found[class_id].append(gap)
    return tuple(
        ClassReadiness(
            class_id=group.id,
            name=f"{group.grade}{group.letter}",
            grade=group.grade,
            class_teacher=search.leader(group.id)[0],
            year_id=year.id,
            year_is_closed=closed,
            gaps=tuple(sorted(found[group.id], key=_order)),
        )
        for group in groups
    )


def _order(gap: Gap) -> tuple[bool, str, bool]:
    """The officer's first, then by teacher: what stops, then what leaves a blank."""
    return gap.staff_id is not None, gap.teacher, not gap.kind.stops


_Person = tuple[str, int | None]


class _Search:
    """Gaps of some classes of one year."""

    def __init__(self, session: JournalSession, groups: Sequence[ClassGroupRow]) -> None:
        self._session = session
        self._groups = groups
        self._ids = [group.id for group in groups]
        self._today = session.context.today
        self._staff = _staff(session)
        self._pages = {row[0]: row for row in session.execute(_pages(self._ids))}
        self._teachers = self._last(Teaching, Teaching.page_id.in_(list(self._pages)))
        self._leaders = self._last(ClassTeacherRow, ClassTeacherRow.class_id.in_(self._ids))
        query = select(PeriodRow).filter_by(year_id=groups[0].year_id).order_by(PeriodRow.number)
        self._periods = {row.id: row for row in session.scalars(query)}

    def leader(self, class_id: int) -> _Person:
        """The class teacher, the last one."""
        return self._person(self._leaders.get(class_id))

    def gaps(self, *, closed: bool) -> Iterator[tuple[int, Gap]]:
        """Each gap with its class."""
        if not closed:
            year = Gap(GapKind.YEAR_OPEN, OFFICER, "Учебный год не закрыт")
            yield from ((class_id, year) for class_id in self._ids)
        yield from self._open_periods()
        today = self._today
        finals = final_gap_rows(self._session, self._ids, today)
        yield from self._of_pupils(GapKind.NO_FINAL, finals)
        letters = letter_gap_rows(self._session, self._ids)
        yield from self._of_pupils(GapKind.NO_LETTER_ORDER, letters)
        yield from self._decisions()
        yield from self._lessons(today)

    def gaps_of(self, period: PeriodRow, pages: Collection[int]) -> Iterator[tuple[int, Gap]]:
        """What the pages lack in a period; its lessons count where they are its own."""
        finals = final_gap_rows(self._session, self._ids, self._today)
        letters = letter_gap_rows(self._session, self._ids)
        for kind, rows in ((GapKind.NO_FINAL, finals), (GapKind.NO_LETTER_ORDER, letters)):
            yield from self._of_pupils(kind, [row for row in rows if row[1] == period.id])
        if period.number or period.scheme is Scheme.YEAR:
            after = min(self._today, period.ends + timedelta(days=1))
            for class_id, gap in self._lessons(after, period.begins):
                if gap.page_id in pages:
                    yield class_id, gap

    def _open_periods(self) -> Iterator[tuple[int, Gap]]:
        """Periods of the schemes a class's pages follow; the year itself has its own gap."""
        schemes: dict[int, set[Scheme]] = defaultdict(set)
        for row in self._pages.values():
            schemes[row.class_id].add(row.scheme)
        for class_id in self._ids:
            for period in self._periods.values():
                ours = period.number and period.scheme in schemes[class_id]
                if ours and period.state not in _CLOSED:
                    text = f"Период не закрыт: {period.title}"
                    yield (
                        class_id,
                        Gap(GapKind.PERIOD_OPEN, OFFICER, text, period_id=period.id),
                    )

    def _of_pupils(self, kind: GapKind, rows: Sequence[Any]) -> Iterator[tuple[int, Gap]]:
        for (page_id, period_id), own in groupby(rows, lambda row: (row[0], row[1])):
            names = tuple(f"{row[2]} {row[3]}" for row in own)
            page, period = self._pages[page_id], self._periods[period_id]
            text = pupils_text(f"{_title(page)}, {period.title}", kind, names)
            teacher, staff_id = self._teacher(page_id)
            yield (
                page.class_id,
                Gap(
                    kind,
                    teacher,
                    text,
                    len(names),
                    page_id,
                    period_id,
                    names=names,
                    staff_id=staff_id,
                ),
            )

    def _decisions(self) -> Iterator[tuple[int, Gap]]:
        rows = decision_gap_rows(self._session, self._ids, self._today)
        for class_id, own in groupby(rows, lambda row: row[0]):
            found = list(own)
            teacher, staff_id = self.leader(class_id)
            for kind, has in ((GapKind.NO_DECISION, False), (GapKind.NO_DECISION_ORDER, True)):
                names = tuple(f"{row[2]} {row[3]}" for row in found if (row[1] is not None) == has)
                if names:
                    text = pupils_text("", kind, names)
                    count = len(names)
                    gap = Gap(kind, teacher, text, count, names=names, staff_id=staff_id)
                    yield class_id, gap

    def _lessons(self, before: date, since: date = date.min) -> Iterator[tuple[int, Gap]]:
        kinds, rows = lesson_gap_rows(self._session, self._ids, before, since)
        for page_id, staff_id, *found in rows:
            page = self._pages[page_id]
            teacher, person = self._person(staff_id) if staff_id else self._teacher(page_id)
            for kind, count, first in zip(kinds, found[::2], found[1::2], strict=True):
                if count:
                    text = lessons_text(_title(page), kind, count, first)
                    yield (
                        page.class_id,
                        Gap(kind, teacher, text, count, page_id, day=first, staff_id=person),
                    )

    def _teacher(self, page_id: int) -> _Person:
        return self._person(self._teachers.get(page_id))

    def _person(self, staff_id: int | None) -> _Person:
        """The name; a page without a teacher is the officer's to see to."""
        return (self._staff[staff_id], staff_id) if staff_id in self._staff else (OFFICER, None)

    def _last(self, table: Any, where: Any) -> Mapping[int, int]:
        """Who teaches each page or leads each class, the last one."""
        place = table.page_id if table is Teaching else table.class_id
        query = select(place, table.staff_id).where(where).order_by(table.begins, table.id)
        return dict(_pairs(self._session.execute(query)))


def _pairs(rows: Iterable[Any]) -> Iterator[tuple[int, int]]:
    return ((row[0], row[1]) for row in rows)


def _staff(session: JournalSession) -> dict[int, str]:
    row = StaffRow
    query = select(row.id, row.surname, row.name, row.patronymic)
    return {found[0]: initials(*found[1:]) for found in session.execute(query)}


def _pages(classes: Sequence[int]) -> Any:
    page, group = PageRow, ClassGroupRow
    return (
        select(
            page.id,
            page.class_id,
            SubjectRow.title,
            SubgroupRow.title.label("subgroup"),
            _scheme(),
        )
        .join(SubjectRow, SubjectRow.id == page.subject_id)
        .join(group, group.id == page.class_id)
        .outerjoin(SubgroupRow, SubgroupRow.id == page.subgroup_id)
        .where(page.class_id.in_(classes))
        .order_by(page.position, page.id)
    )


def _scheme() -> Any:
    return func.coalesce(PageRow.scheme, ClassGroupRow.scheme).label("scheme")


def _title(page: Any) -> str:
    return f"{page.title} ({page.subgroup})" if page.subgroup else str(page.title)
