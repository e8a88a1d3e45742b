from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from journal_desktop.demo.calendar import school_year_of, year_calendar

WEEKDAYS = {
    2025: (32, 35, 34, 34, 33),
    2026: (31, 35, 35, 34, 34),
}


@pytest.mark.parametrize("year", [2025, 2026], ids=["8.1", "8.2"])
def test_school_days_are_those_of_the_reference(year: int) -> None:
    days = year_calendar(year).days(7)
    counted = Counter(day.weekday() for day in days)
    assert tuple(counted[weekday] for weekday in range(5)) == WEEKDAYS[year]


@pytest.mark.parametrize(("year", "days"), [(2025, 163), (2026, 164)])
def test_grade_one_rests_an_extra_week(year: int, days: int) -> None:
    assert len(year_calendar(year).days(1)) == days


@pytest.mark.parametrize("year", range(2001, 2031))
def test_every_year_has_about_thirty_four_weeks_inside_september_and_may(year: int) -> None:
    calendar = year_calendar(year)
    assert 164 <= len(calendar.days(7)) <= 173
    assert calendar.begins == date(year, 9, 1)
    assert [begins < ends for begins, ends in calendar.quarters] == [True] * 4
    assert all(day.weekday() < 5 and day not in calendar.holidays for day in calendar.days(7))


def test_autumn_vacation_ends_before_the_holidays_that_follow_it() -> None:
    autumn = year_calendar(2025).vacations[0]
    assert (autumn.begins, autumn.ends) == (date(2025, 10, 25), date(2025, 11, 2))


def test_a_school_year_begins_in_august_for_orders() -> None:
    assert school_year_of(date(2026, 11, 23)) == 2026
    assert school_year_of(date(2026, 5, 26)) == 2025
