"""Lessons out of the timetable and the calendar; what somebody worked on is never touched.

Source: R-1.4-01 (no lesson is deleted), R-1.6-01, R-3.2.2-01 (a changed timetable leaves the past
alone), R-3.2.5-19 (columns appear by themselves). Planned lessons that a new timetable has no
place for move to its new places in their order; those left over are cancelled with `REPLANNED`,
which readers do not show, and come back when a later timetable needs them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

from sqlalchemy import select
from uuid6 import uuid7

from journal_desktop.access.policy import Right
from journal_desktop.commands.base import Command, handles
from journal_desktop.domain.cells import closed_sentence, period_is_closed
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.timetable import NO_SCHOOL, REPLANNED, Slot, lesson_dates
from journal_desktop.queries.lesson_places import (
    ORDINARY,
    StandingLesson,
    standing_lessons,
    worked_lessons,
)
from journal_desktop.queries.year_calendar import calendar_of
from journal_desktop.queries.year_pages import (
    YearPage,
    plan_topics,
    slot_of,
    year_pages,
    year_slots,
)
from journal_desktop.store.new_ids import new_ids
from journal_desktop.store.rows.lessons import LessonRow, WorkRow
from journal_desktop.store.rows.school import WorkKindRow
from journal_desktop.store.session import JournalSession

_CHUNK = 500
_HALF_HOURS = 2


@dataclass(frozen=True)
class MakeLessons(Command):
    """Make the lessons that timetable and calendar give and the journal has not got yet."""

    right: ClassVar = Right.SETUP_WRITE
    title: ClassVar = "Уроки по расписанию"
    year_id: int
    begins: date
    ends: date


At = tuple[date, int]
"""Day and lesson number."""


class Place(NamedTuple):
    """Where a lesson should stand, and by which slot."""

    day: date
    number: int
    slot: Slot


@handles(MakeLessons)
def make_lessons(session: JournalSession, cmd: MakeLessons) -> None:
    """Add what is missing; nothing moves and nothing is cancelled."""
    LessonMaker(session, cmd.year_id, (cmd.begins, cmd.ends), moves=False).run(None)


class LessonMaker:
    """Brings lessons, from a first day to a last one, to what the slots of their pages give.

    With `moves` the planned lessons of future days that have lost their place move or end.
    """

    def __init__(
        self, session: JournalSession, year_id: int, days: tuple[date, date], *, moves: bool
    ) -> None:
        self._session = session
        self._year_id = year_id
        self._days = days
        self._moves = moves
        self._today = session.context.today
        self._pages = year_pages(session, year_id)
        self._standing = standing_lessons(session, year_id, *days)
        self._worked = worked_lessons(session, year_id, *days) if self._standing else set()
        self._moved: list[tuple[StandingLesson, Place | None]] = []
        self._made: list[LessonRow] = []

    def run(self, page_ids: Collection[int] | None) -> None:
        """Do the pages named, or all of the year.

        Raises:
            Refused: a lesson would appear or change in a closed period.
        """
        wanted = self._wanted(page_ids)
        for page_id in wanted if page_ids is None else page_ids:
            self._page(page_id, wanted.get(page_id, {}))
        moved = self._move()
        self._link_topics(moved)
        self._session.flush()
        self._insert()

    def _insert(self) -> None:
        """Put the new lessons in, each with its ordinary work."""
        if not self._made:
            return
        kind_id, count = _ordinary_kind(self._session), len(self._made)
        for row, row_id in zip(self._made, new_ids(self._session, LessonRow, count), strict=True):
            row.id = row_id
        self._session.add_all(self._made)
        self._session.flush()
        self._session.add_all(
            WorkRow(id=row_id, lesson_id=row.id, number=1, kind_id=kind_id, title="")
            for row, row_id in zip(self._made, new_ids(self._session, WorkRow, count), strict=True)
        )
        self._session.flush()

    def _wanted(self, page_ids: Collection[int] | None) -> dict[int, dict[At, Place]]:
        """Places by page, day and lesson number."""
        begins, ends = self._days
        calendar = calendar_of(self._session, self._year_id)
        by_grade: dict[int, list[Slot]] = {}
        for page_id, rows in year_slots(self._session, self._year_id, begins=begins).items():
            if page_ids is None or page_id in page_ids:
                slots = by_grade.setdefault(self._pages[page_id].grade, [])
                slots += [slot_of(row) for row in rows]
        found: dict[int, dict[At, Place]] = {}
        for grade, slots in by_grade.items():
            for slot, day in lesson_dates(slots, calendar, grade, begins, ends):
                places = found.setdefault(slot.page_id, {})
                places.setdefault((day, slot.number), Place(day, slot.number, slot))
        return found

    def _page(self, page_id: int, wanted: Mapping[At, Place]) -> None:
        """Decide what stays, moves, ends and is made on one page."""
        standing = self._standing.get(page_id, ())
        taken = {each.at for each in standing if not _waits(each)}
        pool = []
        for each in standing:
            if each.id in self._worked:
                continue
            if each.at not in wanted:
                pool.append(each)
            elif not _waits(each):
                self._settle(each, wanted[each.at])
            elif each.at not in taken:
                taken.add(each.at)
                self._moved.append((each, wanted[each.at]))
        missing = [place for at, place in sorted(wanted.items()) if at not in taken]
        made = self._reuse(pool, missing)
        self._made += [self._lesson(page_id, place) for place in made]

    def _settle(self, each: StandingLesson, place: Place) -> None:
        """A planned lesson that stays may get another teacher or room."""
        slot = place.slot
        now = (each.slot_id, each.staff_id, each.room_id)
        if self._may_change(each) and now != (slot.id, slot.staff_id, slot.room_id):
            self._moved.append((each, place))

    def _reuse(self, pool: Sequence[StandingLesson], missing: list[Place]) -> list[Place]:
        """Lessons without a place take the missing ones; return those still missing."""
        free = [each for each in pool if self._is_movable(each)]
        free.sort(key=lambda each: (_waits(each), each.at))
        reused = sorted(free[: len(missing)], key=lambda each: each.at)
        self._moved += zip(reused, missing, strict=False)
        self._moved += [(each, None) for each in free[len(missing) :] if not _waits(each)]
        return missing[len(reused) :]

    def _is_movable(self, each: StandingLesson) -> bool:
        """Whether the timetable put it there; extra lessons have no slot and stay."""
        return self._may_change(each) and each.slot_id is not None

    def _may_change(self, each: StandingLesson) -> bool:
        """Whether it is planned for today or later."""
        planned = each.state is LessonState.PLANNED or _waits(each)
        return self._moves and planned and each.day >= self._today

    def _lesson(self, page_id: int, place: Place) -> LessonRow:
        self._check_open(self._pages[page_id], place.day)
        return LessonRow(
            uid=uuid7(),
            page_id=page_id,
            day=place.day,
            number=place.number,
            slot_id=place.slot.id,
            staff_id=place.slot.staff_id,
            room_id=place.slot.room_id,
            half_hours=_HALF_HOURS,
            state=LessonState.PLANNED,
            topic="",
            topic_reason="",
            homework="",
            homework_for_absent="",
            cancel_reason="",
        )

    def _move(self) -> dict[int, LessonRow]:
        """Move and end lessons as decided; guards need not read their facts again."""
        rows = lesson_rows(self._session, [each.id for each, _ in self._moved])
        for each, place in self._moved:
            page, row = self._pages[each.page_id], rows[each.id]
            self._check_open(page, each.day)
            if place is None:
                cancel(row, REPLANNED)
            else:
                self._check_open(page, place.day)
                _put(row, place)
            facts = page.facts(row.id, row.day, row.number, row.state)
            self._session.known["lesson", row.id] = facts
        return rows

    def _link_topics(self, moved: Mapping[int, LessonRow]) -> None:
        """Give planned lessons of changed pages the next unused topics, by day (R-3.2.5-15)."""
        changed = {row.page_id for row in (*moved.values(), *self._made)}
        topics = plan_topics(self._session, self._year_id) if changed else {}
        changed &= topics.keys()
        ids = [each.id for page_id in changed for each in self._linkable(page_id)]
        others = [row_id for row_id in ids if row_id not in moved]
        rows = [row for row in (*moved.values(), *self._made) if row.page_id in changed]
        rows += lesson_rows(self._session, others).values()
        rows.sort(key=lambda row: (row.day, row.number))
        used = _used_topics(self._session, changed, {row.id for row in rows})
        left = {page_id: _left(topics[page_id], used[page_id]) for page_id in changed}
        for row in rows:
            is_held = row.state is not LessonState.CANCELLED
            topic_id = next(left[row.page_id], None) if is_held else None
            if row.plan_topic_id != topic_id:
                row.plan_topic_id = topic_id

    def _linkable(self, page_id: int) -> Iterator[StandingLesson]:
        """Lessons whose topic may change: planned for today or later, nobody worked on them."""
        for each in self._standing.get(page_id, ()):
            is_planned = each.state is LessonState.PLANNED and each.day >= self._today
            if is_planned and each.id not in self._worked:
                yield each

    def _check_open(self, page: YearPage, day: date) -> None:
        period = page.period(day)
        if period is not None and period_is_closed(period.state):
            raise Refused(f"{page.title}, {day:%d.%m.%Y}. {closed_sentence(period.title)}")


def cancel(row: LessonRow, reason: str) -> None:
    """End a lesson that will not take place."""
    row.state, row.cancel_reason = LessonState.CANCELLED, reason


def lesson_rows(session: JournalSession, ids: Iterable[int]) -> dict[int, LessonRow]:
    """Lessons to be changed, locked, by id."""
    return {row.id: row for row in _locked(session, list(ids))}


def _locked(session: JournalSession, ids: Sequence[int]) -> Iterator[LessonRow]:
    for start in range(0, len(ids), _CHUNK):
        query = select(LessonRow).where(LessonRow.id.in_(ids[start : start + _CHUNK]))
        yield from session.scalars(query.with_for_update())


def _put(row: LessonRow, place: Place) -> None:
    """Move a lesson to a place, back to life if it was cancelled for want of one."""
    slot = place.slot
    row.day, row.number = place.day, place.number
    row.slot_id, row.staff_id, row.room_id = slot.id, slot.staff_id, slot.room_id
    row.state, row.cancel_reason = LessonState.PLANNED, ""


def _waits(each: StandingLesson) -> bool:
    """Whether the lesson was cancelled by the program and may come back."""
    reasons = (REPLANNED, NO_SCHOOL)
    return each.state is LessonState.CANCELLED and each.cancel_reason in reasons


def _used_topics(
    session: JournalSession, page_ids: Collection[int], except_for: Collection[int | None]
) -> dict[int, Counter[int]]:
    """How many of the other lessons of each page have each topic."""
    query = select(LessonRow.id, LessonRow.page_id, LessonRow.plan_topic_id).where(
        LessonRow.page_id.in_(page_ids),
        LessonRow.plan_topic_id.is_not(None),
        LessonRow.state != LessonState.CANCELLED,
    )
    used: dict[int, Counter[int]] = defaultdict(Counter)
    for row in session.execute(query) if page_ids else ():
        if row[0] not in except_for:
            used[row[1]][row[2] or 0] += 1
    return used


def _left(topics: Sequence[int], used: Counter[int]) -> Iterator[int]:
    """The topics without as many of each as lessons have already."""
    rest = Counter(used)
    for topic in topics:
        if rest[topic] > 0:
            rest[topic] -= 1
        else:
            yield topic


def _ordinary_kind(session: JournalSession) -> int:
    kind_id = session.scalar(select(WorkKindRow.id).filter_by(code=ORDINARY))
    if kind_id is None:
        raise Invalid(
            f"В справочнике школы нет вида работы «Ответ на уроке» ({ORDINARY}): "
            "заведите его на вкладке «Школа», без него урок не создать."
        )
    return kind_id
