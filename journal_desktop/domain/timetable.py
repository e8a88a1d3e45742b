"""Timetable slots, the lessons they give, bells and clashes.

Source: Regulation 3.2.2, 3.2.5 (R-3.2.2-01/-03, R-3.2.5-09/-19), domain reference 8.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from itertools import combinations
from math import lcm
from typing import Final

from journal_desktop.domain.school_calendar import SchoolCalendar

REPLANNED: Final = "изменение расписания"
"""Why a planned lesson nobody worked on is cancelled when its slot is no more."""
NO_SCHOOL: Final = "изменение календаря"
"""The same when its day became a day off."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the timetable: weekday 1 to 7, lesson number, days of validity.

    `weeks` masks the weeks of the school year in turn: "11" or "" every week, "10" odd ones, "01"
    even ones. `valid_to` None means until the year ends. Teacher, room and class may be unknown.
    """

    id: int
    page_id: int
    weekday: int
    number: int
    valid_from: date
    valid_to: date | None = None
    weeks: str = "11"
    shift: int = 1
    staff_id: int | None = None
    room_id: int | None = None
    class_id: int | None = None
    subgroup_id: int | None = None

    def in_week(self, week_number: int) -> bool:
        """Whether the slot takes place in that week of the school year, counted from 1."""
        return not self.weeks or self.weeks[(week_number - 1) % len(self.weeks)] == "1"

    def holds(self, day: date) -> bool:
        """Whether the slot is valid that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Bells:
    """A bell schedule: begin and end of each lesson number."""

    times: Mapping[int, tuple[time, time]]

    def ends(self, number: int) -> time | None:
        """When that lesson ends; None for a number the schedule does not have."""
        found = self.times.get(number)
        return None if found is None else found[1]


class Occupied(Enum):
    """What two slots cannot share."""

    TEACHER = "TEACHER"
    CLASS = "CLASS"
    ROOM = "ROOM"


@dataclass(frozen=True, slots=True)
class Clash:
    """Two slots, the one with the lower id first, that need the same at the same time."""

    what: Occupied
    first: Slot
    second: Slot


def lesson_dates(
    slots: Iterable[Slot], calendar: SchoolCalendar, grade: int, begins: date, ends: date
) -> tuple[tuple[Slot, date], ...]:
    """Every lesson the slots give from `begins` to `ends`, by day, lesson number and slot id."""
    by_weekday: dict[int, list[Slot]] = {}
    for slot in sorted(slots, key=lambda slot: (slot.number, slot.id)):
        by_weekday.setdefault(slot.weekday, []).append(slot)
    lessons: list[tuple[Slot, date]] = []
    for day in calendar.lesson_days(grade, begins, ends):
        week = calendar.week_number(day)
        today = by_weekday.get(calendar.weekday_timetable(day) or 0, ())
        lessons += [(slot, day) for slot in today if slot.holds(day) and slot.in_week(week)]
    return tuple(lessons)


def day_end(numbers: Iterable[int], bells: Bells) -> time | None:
    """When the last of these lessons ends, for the homework deadline (A6).

    None without lessons, or when the bells do not know the last lesson number.
    """
    last = max(numbers, default=None)
    return None if last is None else bells.ends(last)


def clashes(slots: Iterable[Slot]) -> tuple[Clash, ...]:
    """Pairs of slots that need one teacher, class or room at the same time.

    Two different subgroups of a class may study at once. Rooms and teachers that are unknown
    never clash. Pairs come by weekday, shift, lesson number and ids.
    """
    places: dict[tuple[int, int, int], list[Slot]] = {}
    for slot in sorted(slots, key=lambda slot: slot.id):
        places.setdefault((slot.weekday, slot.shift, slot.number), []).append(slot)
    pairs = (pair for place in sorted(places) for pair in combinations(places[place], 2))
    return tuple(
        Clash(what, first, second)
        for first, second in pairs
        if _meet(first, second)
        for what in _shared(first, second)
    )


def _meet(first: Slot, second: Slot) -> bool:
    """Whether both can fall on one day."""
    begins = max(first.valid_from, second.valid_from)
    cycle = lcm(len(first.weeks) or 1, len(second.weeks) or 1)
    return (
        first.holds(begins)
        and second.holds(begins)
        and any(first.in_week(week) and second.in_week(week) for week in range(1, cycle + 1))
    )


def _shared(first: Slot, second: Slot) -> tuple[Occupied, ...]:
    """What both slots need."""
    shared = {
        Occupied.TEACHER: first.staff_id is not None and first.staff_id == second.staff_id,
        Occupied.CLASS: _same_pupils(first, second),
        Occupied.ROOM: first.room_id is not None and first.room_id == second.room_id,
    }
    return tuple(what for what, both in shared.items() if both)


def _same_pupils(first: Slot, second: Slot) -> bool:
    """Whether the slots are for the same page, class or subgroup."""
    if first.page_id == second.page_id:
        return True
    if first.subgroup_id is not None and second.subgroup_id is not None:
        return first.subgroup_id == second.subgroup_id
    return first.class_id is not None and first.class_id == second.class_id
