"""An invented class with absences, as values of attendance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from journal_desktop.domain.attendance import (
    Absent,
    ClassAttendance,
    HeldLesson,
    PeriodSpan,
    attendance_of,
)
from journal_desktop.domain.school_calendar import SchoolCalendar, Vacation
from journal_desktop.domain.spread import PupilRow
from journal_desktop.queries.book_calendar import BookCalendar
from printing.year import PERIODS

BEGINS, ENDS = PERIODS[0][2], PERIODS[-1][3]
QUARTERS = tuple(PeriodSpan(number, number, *period) for number, period in enumerate(PERIODS, 1))
HALVES = (
    PeriodSpan(11, 1, "I полугодие", "I п.", BEGINS, PERIODS[1][3]),
    PeriodSpan(12, 2, "II полугодие", "II п.", PERIODS[2][2], ENDS),
)
VACATIONS = tuple(
    Vacation("каникулы", before[3] + timedelta(1), after[2] - timedelta(1))
    for before, after in pairwise(PERIODS)
)


def calendar(
    periods: Sequence[PeriodSpan] = QUARTERS, today: date = ENDS, week_days: int = 5
) -> BookCalendar:
    """The year of the invented class."""
    year = SchoolCalendar(BEGINS, ENDS, VACATIONS, (), week_days)
    return BookCalendar(7, tuple(periods), QUARTERS, year, today)


def attendance(
    people: Sequence[PupilRow], days: Sequence[date], absences: Sequence[Absent] = ()
) -> ClassAttendance:
    """Three lessons on each of the days; lesson ids are day × 10 + number."""
    lessons = [HeldLesson(lesson_id(day, n), day, n) for day in days for n in (1, 2, 3)]
    return ClassAttendance(
        7,
        "7А",
        "2026/2027",
        BEGINS,
        ENDS,
        QUARTERS,
        attendance_of(people, {}, lessons, absences),
        tuple(lessons),
        tuple(absences),
    )


def lesson_id(day: date, number: int) -> int:
    """Told by day and number."""
    return day.toordinal() * 10 + number


def drawn(people: Sequence[PupilRow], days: Sequence[date], seed: int) -> list[Absent]:
    """Absences of every kind, whole days and single lessons."""
    chance = Random(seed)  # noqa: S311  # invented absences
    return [
        Absent(person.id, lesson_id(day, number), chance.choice("убн"))
        for person in people
        for day in days
        if person.present_on(day) and chance.random() < 0.1
        for number in (1, 2, 3)
        if chance.random() < 0.8
    ]
