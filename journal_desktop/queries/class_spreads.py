"""All spreads of a class for a whole year, as they are bound.

Source: R-4.3-01; domain 2.2, 2.3. Eight statements whatever the number of pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, ClassVar

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import PageTarget, Right
from journal_desktop.domain.russian import initials, short_date
from journal_desktop.domain.spread import (
    Cell,
    Enrolled,
    LessonColumn,
    PeriodCell,
    PeriodKind,
    PupilRow,
    Spread,
)
from journal_desktop.domain.vocabulary import Scheme
from journal_desktop.queries.base import Query
from journal_desktop.queries.class_rows import (
    class_absence_rows,
    class_lesson_rows,
    class_mark_rows,
    enrolment_rows,
    member_rows,
    period_mark_rows,
)
from journal_desktop.queries.finals import final_columns
from journal_desktop.queries.membership import still
from journal_desktop.queries.spread import departure_note, substitution_text
from journal_desktop.queries.spread_rows import heads_of_class
from journal_desktop.store.rows.school import PeriodRow
from journal_desktop.store.session import JournalSession

Cells = dict[tuple[int, int], Cell]
Finals = dict[tuple[int, int, PeriodKind], PeriodCell]


@dataclass(frozen=True)
class SpreadsOfClass(Query[tuple[Spread, ...]]):
    """Every page of a class in printing order, with what is printed and nothing else.

    Left empty are works, plan topics, teachers of lessons, moments, comments, proposals, advice,
    diaries and exemptions; final cells without a mark are absent. Equal cells are one object.
    """

    right: ClassVar = Right.JOURNAL_READ
    class_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return PageTarget(0, self.class_id)

    @override
    def answer(self, session: JournalSession) -> tuple[Spread, ...]:
        heads = heads_of_class(session, self.class_id)
        if not heads:
            return ()
        today, year_id = session.context.today, heads[0].year_id
        periods = _periods(session, year_id)
        pupils = _Pupils(session, self.class_id)
        held = _lessons(class_lesson_rows(session, self.class_id))
        lessons = {
            head.title.id: _within(held.get(head.title.id, ()), periods[head.scheme])
            for head in heads
        }
        cells = _cells(session, self.class_id, lessons)
        finals = _finals(period_mark_rows(session, self.class_id, year_id))
        found = []
        for head in heads:
            page, own = head.title.id, periods[head.scheme]
            members = pupils.of(head.subgroup_id)
            marks = _of_page(finals[head.subject_id], own, members)
            kinds = {(period, kind) for _, period, kind in marks}
            spread = Spread(
                title=head.title,
                pupils=members,
                lessons=lessons[page],
                cells=cells[page],
                periods=tuple(final_columns(own, kinds, head.title.grade, today)),
                period_cells={place: cell for place, cell in marks.items() if cell.value},
            )
            found.append(spread)
        return tuple(found)


def _periods(session: JournalSession, year_id: int) -> dict[Scheme, list[PeriodRow]]:
    """By scheme, the year itself first."""
    found: dict[Scheme, list[PeriodRow]] = defaultdict(list)
    for row in session.scalars(
        select(PeriodRow).filter_by(year_id=year_id).order_by(PeriodRow.number)
    ):
        found[row.scheme].append(row)
    return found


def _within(
    lessons: Sequence[LessonColumn], periods: Sequence[PeriodRow]
) -> tuple[LessonColumn, ...]:
    """The lessons of the year as the page's periods bound it."""
    if not periods:
        return ()
    begins = min(period.begins for period in periods)
    ends = max(period.ends for period in periods)
    return tuple(lesson for lesson in lessons if begins <= lesson.day <= ends)


def _lessons(rows: Sequence[Any]) -> dict[int, list[LessonColumn]]:
    """By page; of several substitutions the first one counts."""
    found: dict[int, list[LessonColumn]] = defaultdict(list)
    known = 0
    for page, lesson, day, number, state, topic, homework, halves, reason, kind, *person in rows:
        if lesson == known:
            continue
        known = lesson
        found[page].append(
            LessonColumn(
                id=lesson,
                day=day,
                number=number,
                state=state,
                works=(),
                topic=topic,
                homework=homework,
                substitution=substitution_text(kind, _name(person)) if kind else "",
                half_hours=halves,
                cancel_reason=reason,
            )
        )
    return found


def _name(person: Sequence[str | None]) -> str:
    surname, name, patronymic = person
    return initials(surname, name or "", patronymic or "") if surname is not None else ""


def _cells(
    session: JournalSession, class_id: int, lessons: Mapping[int, Sequence[LessonColumn]]
) -> dict[int, Cells]:
    """By page, then pupil and lesson."""
    found: dict[int, Cells] = {page: {} for page in lessons}
    of_lesson = {one.id: found[page] for page, own in lessons.items() for one in own}
    for lesson, pupil, letter, late in class_absence_rows(session, class_id):
        if (cells := of_lesson.get(lesson)) is not None:
            cells[pupil, lesson] = _absence(letter or "", late)
    for lesson, pupil, number, value in class_mark_rows(session, class_id):
        if (cells := of_lesson.get(lesson)) is not None:
            place = pupil, lesson
            known = cells.get(place)
            cells[place] = _mark(number, value) if known is None else _with(known, number, value)
    return found


@cache
def _absence(letter: str, late: bool) -> Cell:  # noqa: FBT001 - as the database gives it
    return Cell(absence=letter, late=bool(late))


@cache
def _mark(number: int, value: str) -> Cell:
    return Cell(marks=(*("",) * (number - 1), value))


def _with(known: Cell, number: int, value: str) -> Cell:
    """The cell with one mark more."""
    marks = [*known.marks, *("",) * (number - len(known.marks))]
    marks[number - 1] = value
    return Cell(marks=tuple(marks), absence=known.absence, late=known.late)


def _finals(rows: Sequence[Any]) -> dict[int, Finals]:
    """By subject; a cleared mark is a cell without value."""
    found: dict[int, Finals] = defaultdict(dict)
    for subject, pupil, period, kind, value, foreign in rows:
        found[subject][pupil, period, kind] = _final(value or "", foreign)
    return found


@cache
def _final(value: str, foreign: bool) -> PeriodCell:  # noqa: FBT001 - as above
    return PeriodCell(value=value, foreign=bool(foreign))


def _of_page(finals: Finals, periods: Iterable[PeriodRow], pupils: Iterable[PupilRow]) -> Finals:
    """The final marks of the page's pupils in the page's periods."""
    people, spans = {pupil.id for pupil in pupils}, {period.id for period in periods}
    return {
        place: cell for place, cell in finals.items() if place[0] in people and place[1] in spans
    }


class _Pupils:
    """The pupils of a class and of its subgroups; those of one group are one tuple."""

    def __init__(self, session: JournalSession, class_id: int) -> None:
        rows = enrolment_rows(session, class_id)
        self._stays = {pupil: list(own) for pupil, own in groupby(rows, itemgetter(0))}
        self._members: dict[int | None, dict[int, list[Any]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for group, pupil, begins, ends in member_rows(session, class_id):
            self._members[group][pupil].append((begins, ends))
        self._known: dict[int | None, tuple[PupilRow, ...]] = {}

    def of(self, subgroup_id: int | None) -> tuple[PupilRow, ...]:
        """In alphabetical order."""
        if subgroup_id not in self._known:
            self._known[subgroup_id] = tuple(self._pupils(subgroup_id))
        return self._known[subgroup_id]

    def _pupils(self, subgroup_id: int | None) -> Iterator[PupilRow]:
        members = self._members[subgroup_id]
        for pupil, stays in self._stays.items():
            days = [(row[4], still(row[5])) for row in stays]
            if subgroup_id is not None:
                days = [_common(own, stay) for own in members.get(pupil, ()) for stay in days]
            if days:
                yield _pupil(stays, sorted(set(days), key=itemgetter(0)))


def _common(one: tuple[date, date | None], other: tuple[date, date | None]) -> Any:
    """First and last day of both."""
    ends = min(one[1] or date.max, other[1] or date.max)
    return max(one[0], other[0]), still(ends)


def _pupil(stays: Sequence[Any], days: Sequence[tuple[date, date | None]]) -> PupilRow:
    """A pupil with the note of the last stay in the class that began before the end here.

    Who goes on in the class, but not in the subgroup, has a note of that.
    """
    pupil, surname, name, patronymic = stays[0][:4]
    until = max(ends or date.max for begins, ends in days if begins == days[-1][0])
    last = [row for row in stays if row[4] <= until]
    note = departure_note(last[-1][6], last[-1][5], *last[-1][7:]) if last else ""
    if last and not note and until < (still(last[-1][5]) or date.max):
        note = f"в группе до {short_date(until, year=True)}"
    return PupilRow(
        id=pupil,
        name=f"{surname} {name}",
        full_name=f"{surname} {name} {patronymic}".strip(),
        enrolled=tuple(Enrolled(*stay) for stay in days),
        note=note,
    )
