"""Annual calendars: given ones from `data/calendars.toml`, others by the federal pattern.

Source: domain reference 8.1-8.3: 8, 8, 11 and 7 weeks, grade 1 has an extra week off.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from journal_desktop.demo.words import table
from journal_desktop.domain.school_calendar import DayRule, SchoolCalendar, Vacation
from journal_desktop.domain.vocabulary import DayKind

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
_AUGUST = 8
_VACATIONS = ("Осенние каникулы", "Зимние каникулы", "Весенние каникулы", "Летние каникулы")
Span = tuple[date, date]
"""First and last day, both inside."""


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """One school year; `quarters` are four spans, `holidays` days off inside them."""

    first_year: int
    begins: date
    ends: date
    quarters: tuple[Span, ...]
    first_grade_break: Span
    holidays: tuple[date, ...]

    @property
    def title(self) -> str:
        """«2026/2027»."""
        return f"{self.first_year}/{self.first_year + 1}"

    @property
    def halves(self) -> tuple[Span, ...]:
        """The two half-years."""
        first, second, third, fourth = self.quarters
        return ((first[0], second[1]), (third[0], fourth[1]))

    @property
    def vacations(self) -> tuple[Vacation, ...]:
        """Autumn, winter, spring and summer vacations, and the extra week of grade 1."""
        firsts = [span[1] + _DAY for span in self.quarters]
        lasts = [span[0] - _DAY for span in self.quarters[1:]]
        lasts = [self._before_holidays(day) for day in lasts] + [date(self.first_year + 1, 8, 31)]
        whole = (Vacation(*found) for found in zip(_VACATIONS, firsts, lasts, strict=True))
        extra = Vacation("Дополнительные каникулы", *self.first_grade_break, grade_to=1)
        return (*whole, extra)

    @property
    def school(self) -> SchoolCalendar:
        """The same year as the journal's rules see it: five days a week, Saturdays free."""
        rules = tuple(DayRule(day, DayKind.HOLIDAY, "Праздничный день") for day in self.holidays)
        return SchoolCalendar(self.begins, self.ends, self.vacations, rules)

    def days(self, grade: int) -> tuple[date, ...]:
        """Days with lessons of the grade, in order."""
        return _days(self, first_grade=grade == 1)

    def _before_holidays(self, day: date) -> date:
        while day in self.holidays:
            day -= _DAY
        return day


@cache
def _days(calendar: YearCalendar, *, first_grade: bool) -> tuple[date, ...]:
    grade = 1 if first_grade else 2
    return calendar.school.lesson_days(grade, calendar.begins, calendar.ends)


@cache
def year_calendar(first_year: int) -> YearCalendar:
    """The calendar of the school year that begins in `first_year`."""
    known = table("calendars").get(str(first_year))
    return _given(first_year, known) if known else _by_pattern(first_year)


def school_year_of(day: date) -> int:
    """The first year of the school year the day belongs to; it changes on 1 August."""
    return day.year if day.month >= _AUGUST else day.year - 1


def _given(first_year: int, known: dict[str, Any]) -> YearCalendar:
    return YearCalendar(
        first_year,
        known["begins"],
        known["ends"],
        tuple((first, last) for first, last in known["quarters"]),
        (known["first_grade_break"][0], known["first_grade_break"][1]),
        tuple(known["holidays"]),
    )


def _by_pattern(year: int) -> YearCalendar:
    begins = date(year, 9, 1)
    second = _monday(date(year, 11, 5))
    third = _monday(date(year + 1, 1, 15))
    fourth = third + 12 * _WEEK
    ends = date(year + 1, 5, 26)
    extra = third + 5 * _WEEK
    return YearCalendar(
        year,
        begins,
        ends,
        (
            (begins, second - 10 * _DAY),
            (second, date(year, 12, 29)),
            (third, fourth - 10 * _DAY),
            (fourth, ends),
        ),
        (extra, extra + 6 * _DAY),
        (
            *(date(year, 11, 4), date(year + 1, 2, 23), date(year + 1, 3, 8)),
            *(date(year + 1, 5, 1), date(year + 1, 5, 9)),
        ),
    )


def _monday(day: date) -> date:
    """The Monday of the day's week."""
    return day - day.weekday() * _DAY
