"""Slots, lessons, bells and clashes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.domain.school_calendar import DayRule, SchoolCalendar, Vacation
from journal_desktop.domain.timetable import (
    Bells,
    Clash,
    Occupied,
    Slot,
    clashes,
    day_end,
    lesson_dates,
)
from journal_desktop.domain.vocabulary import DayKind

FIRST = date(2026, 9, 1)
LAST = date(2027, 5, 26)
CALENDAR = SchoolCalendar(
    FIRST,
    LAST,
    (Vacation("Осенние", date(2026, 10, 24), date(2026, 11, 1)),),
    (
        DayRule(date(2026, 9, 12), DayKind.WORKING, follows_weekday=1),
        DayRule(date(2026, 9, 9), DayKind.HOLIDAY),
    ),
)
MONDAY = Slot(1, 10, 1, 2, FIRST)
BELLS = Bells(
    {1: (time(8), time(8, 40)), 2: (time(8, 50), time(9, 30)), 7: (time(13, 20), time(14))}
)


def days_of(slots, ends=date(2026, 9, 30)):
    return [(slot.id, day.day) for slot, day in lesson_dates(slots, CALENDAR, 7, FIRST, ends)]


def test_weekly_slot_gives_a_lesson_a_week_and_on_the_moved_saturday():
    assert days_of([MONDAY]) == [(1, 7), (1, 12), (1, 14), (1, 21), (1, 28)]


def test_holiday_gives_no_lesson():
    assert days_of([replace(MONDAY, weekday=3)]) == [(1, 2), (1, 16), (1, 23), (1, 30)]


@pytest.mark.parametrize(
    ("weeks", "days"),
    [
        ("10", [4, 18]),
        ("01", [11, 25]),
        ("11", [4, 11, 18, 25]),
        ("", [4, 11, 18, 25]),
        ("1", [4, 11, 18, 25]),
        ("0100", [11]),
        ("00", []),
    ],
)
def test_slot_keeps_to_its_weeks(weeks, days):
    assert [day for _, day in days_of([replace(MONDAY, weekday=5, weeks=weeks)])] == days


def test_slot_gives_lessons_only_while_valid():
    slot = replace(MONDAY, valid_from=date(2026, 9, 8), valid_to=date(2026, 9, 21))
    assert days_of([slot]) == [(1, 12), (1, 14), (1, 21)]


def test_lessons_come_by_day_number_and_id():
    slots = [
        Slot(3, 10, 2, 5, FIRST),
        Slot(2, 11, 2, 1, FIRST),
        Slot(1, 12, 2, 5, FIRST),
        Slot(4, 10, 3, 1, FIRST),
    ]
    assert days_of(slots, date(2026, 9, 2)) == [(2, 1), (1, 1), (3, 1), (4, 2)]


def test_vacation_has_no_lessons():
    lessons = lesson_dates([MONDAY], CALENDAR, 7, date(2026, 10, 24), date(2026, 11, 1))
    assert lessons == ()


@pytest.mark.parametrize(
    ("numbers", "ends"),
    [
        pytest.param([1, 2], time(9, 30), id="A6-last-lesson"),
        pytest.param([7, 1], time(14), id="A6-gap-in-the-day"),
        pytest.param([], None, id="A6-no-lessons"),
        pytest.param([1, 8], None, id="A6-bells-do-not-know"),
    ],
)
def test_day_ends_with_its_last_lesson(numbers, ends):
    assert day_end(numbers, BELLS) == ends


BUSY = Slot(1, 10, 1, 2, FIRST, staff_id=5, room_id=7, class_id=3)


@pytest.mark.parametrize(
    ("other", "what"),
    [
        pytest.param({"staff_id": 5}, [Occupied.TEACHER], id="teacher"),
        pytest.param({"room_id": 7}, [Occupied.ROOM], id="room"),
        pytest.param({"class_id": 3}, [Occupied.CLASS], id="class"),
        pytest.param({"class_id": 3, "subgroup_id": 1}, [Occupied.CLASS], id="class-and-its-group"),
        pytest.param({"page_id": 10}, [Occupied.CLASS], id="same-page-twice"),
        pytest.param(
            {"staff_id": 5, "room_id": 7, "class_id": 3},
            [Occupied.TEACHER, Occupied.CLASS, Occupied.ROOM],
            id="everything",
        ),
        pytest.param({"staff_id": 6, "room_id": 8, "class_id": 4}, [], id="nothing-shared"),
        pytest.param({}, [], id="nothing-known"),
        pytest.param({"staff_id": 5, "weekday": 2}, [], id="another-day"),
        pytest.param({"staff_id": 5, "number": 3}, [], id="another-lesson"),
        pytest.param({"staff_id": 5, "shift": 2}, [], id="another-shift"),
    ],
)
def test_shared_teacher_class_or_room_is_a_clash(other, what):
    second = replace(Slot(2, 11, 1, 2, FIRST), **other)
    assert clashes([second, BUSY]) == tuple(Clash(kind, BUSY, second) for kind in what)


def test_two_subgroups_of_a_class_study_at_once():
    slots = [replace(BUSY, id=n, page_id=n, staff_id=n, room_id=n, subgroup_id=n) for n in (1, 2)]
    assert clashes(slots) == ()
    assert clashes([slots[0], replace(slots[1], subgroup_id=1)])[0].what is Occupied.CLASS


@pytest.mark.parametrize(
    ("weeks", "other_weeks", "meet"),
    [
        ("10", "01", False),
        ("10", "11", True),
        ("10", "", True),
        ("100", "01", True),
        ("00", "11", False),
    ],
)
def test_slots_of_different_weeks_do_not_clash(weeks, other_weeks, meet):
    slots = [replace(BUSY, weeks=weeks), replace(BUSY, id=2, weeks=other_weeks)]
    assert bool(clashes(slots)) is meet


@pytest.mark.parametrize(
    ("valid_from", "meet"), [(date(2026, 10, 1), True), (date(2026, 10, 2), False)]
)
def test_slots_of_different_dates_do_not_clash(valid_from, meet):
    slots = [replace(BUSY, valid_to=date(2026, 10, 1)), replace(BUSY, id=2, valid_from=valid_from)]
    assert bool(clashes(slots)) is meet


SLOTS = st.lists(
    st.builds(
        Slot,
        st.integers(1, 10**6),
        st.integers(1, 5),
        st.integers(1, 6),
        st.integers(1, 3),
        st.dates(FIRST, FIRST + timedelta(60)),
        weeks=st.sampled_from(["11", "10", "01"]),
        staff_id=st.integers(1, 3),
    ),
    max_size=6,
    unique_by=lambda slot: slot.id,
)


@given(SLOTS)
def test_every_lesson_is_on_a_school_day_of_its_slot(slots):
    lessons = lesson_dates(slots, CALENDAR, 7, FIRST, FIRST + timedelta(90))
    keys = [(day, slot.number, slot.id) for slot, day in lessons]
    assert keys == sorted(set(keys))
    for slot, day in lessons:
        assert CALENDAR.teaches(day, 7)
        assert slot.holds(day)
        assert CALENDAR.weekday_timetable(day) == slot.weekday


@given(SLOTS)
def test_teacher_without_a_clash_never_has_two_lessons_at_once(slots):
    clashing = {clash.first.id for clash in clashes(slots) if clash.what is Occupied.TEACHER}
    lessons = lesson_dates(slots, CALENDAR, 7, FIRST, LAST)
    seen = {}
    for slot, day in lessons:
        first = seen.setdefault((day, slot.number, slot.staff_id), slot)
        assert first is slot or first.id in clashing
