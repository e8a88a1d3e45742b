"""The school year by days, against the computed figures of the domain reference."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.domain.school_calendar import DayRule, SchoolCalendar, Vacation
from journal_desktop.domain.vocabulary import DayKind

day = date.fromisoformat


def holidays(*days):
    return tuple(DayRule(day(text), DayKind.HOLIDAY) for text in days)


YEAR_2025 = SchoolCalendar(
    day("2025-09-01"),
    day("2026-05-26"),
    (
        Vacation("Осенние", day("2025-10-25"), day("2025-11-02")),
        Vacation("Зимние", day("2025-12-31"), day("2026-01-11")),
        Vacation("Дополнительные", day("2026-02-16"), day("2026-02-22"), 1, 1),
        Vacation("Весенние", day("2026-03-28"), day("2026-04-05")),
    ),
    holidays(
        "2025-11-03", "2025-11-04", "2026-02-23", "2026-03-08",
        "2026-03-09", "2026-05-01", "2026-05-09", "2026-05-11",
    ),
)  # fmt: skip
QUARTERS_2025 = (
    ("2025-09-01", "2025-10-24"),
    ("2025-11-05", "2025-12-30"),
    ("2026-01-12", "2026-03-27"),
    ("2026-04-06", "2026-05-26"),
)
YEAR_2026 = SchoolCalendar(
    day("2026-09-01"),
    day("2027-05-26"),
    (
        Vacation("Осенние", day("2026-10-24"), day("2026-11-01")),
        Vacation("Зимние", day("2026-12-31"), day("2027-01-10")),
        Vacation("Дополнительные", day("2027-02-15"), day("2027-02-21"), 1, 1),
        Vacation("Весенние", day("2027-03-27"), day("2027-04-04")),
    ),
    holidays(
        "2026-11-04", "2027-02-22", "2027-02-23", "2027-03-08",
        "2027-05-01", "2027-05-03", "2027-05-09", "2027-05-10",
    ),
)  # fmt: skip
QUARTERS_2026 = (
    ("2026-09-01", "2026-10-23"),
    ("2026-11-02", "2026-12-30"),
    ("2027-01-11", "2027-03-26"),
    ("2027-04-05", "2027-05-26"),
)


def six_days(calendar):
    return SchoolCalendar(
        calendar.begins, calendar.ends, calendar.vacations, calendar.day_rules, week_days=6
    )


@pytest.mark.parametrize(
    ("calendar", "quarters", "grade", "days"),
    [
        pytest.param(YEAR_2025, QUARTERS_2025, 7, (40, 40, 53, 35), id="8.1-grades-2-11"),
        pytest.param(YEAR_2025, QUARTERS_2025, 1, (40, 40, 48, 35), id="8.1-grade-1"),
        pytest.param(six_days(YEAR_2025), QUARTERS_2025, 7, (47, 48, 63, 41), id="8.1-six-days"),
        pytest.param(
            six_days(YEAR_2025), QUARTERS_2025, 1, (40, 40, 48, 35), id="8.3-grade-1-five"
        ),
        pytest.param(YEAR_2026, QUARTERS_2026, 7, (39, 42, 52, 36), id="8.2-grades-2-11"),
    ],
)
def test_quarters_have_the_computed_number_of_days(calendar, quarters, grade, days):
    found = tuple(len(calendar.lesson_days(grade, day(a), day(b))) for a, b in quarters)
    assert found == days
    assert len(calendar.lesson_days(grade, calendar.begins, calendar.ends)) == sum(days)


@pytest.mark.parametrize(
    ("calendar", "grade", "total", "counts"),
    [
        pytest.param(YEAR_2025, 7, 168, (32, 35, 34, 34, 33), id="8.1-grades-2-11"),
        pytest.param(YEAR_2025, 1, 163, (31, 34, 33, 33, 32), id="8.1-grade-1"),
        pytest.param(six_days(YEAR_2025), 7, 199, (32, 35, 34, 34, 33, 31), id="8.1-six-days"),
        pytest.param(YEAR_2026, 7, 169, (31, 35, 35, 34, 34), id="8.2-grades-2-11"),
        pytest.param(YEAR_2026, 1, 164, (30, 34, 34, 33, 33), id="8.2-grade-1"),
    ],
)
def test_weekdays_are_counted(calendar, grade, total, counts):
    found = calendar.weekday_counts(grade, calendar.begins, calendar.ends)
    assert tuple(found[weekday] for weekday in sorted(found)) == counts
    assert sum(found.values()) == total


def test_monday_subject_lacks_two_lessons_of_34():
    assert YEAR_2025.weekday_counts(5, YEAR_2025.begins, YEAR_2025.ends)[1] == 34 - 2


def test_weeks_with_lessons_are_counted():
    weeks = [YEAR_2025.school_weeks(7, day(a), day(b)) for a, b in QUARTERS_2025]
    assert weeks == [8, 9, 11, 8]
    assert YEAR_2025.school_weeks(1, *map(day, QUARTERS_2025[2])) == 10


MOVED = SchoolCalendar(
    day("2026-09-01"),
    day("2027-05-26"),
    (Vacation("Весенние", day("2027-03-27"), day("2027-04-04")),),
    (
        DayRule(day("2027-02-20"), DayKind.WORKING, "за 22 февраля", follows_weekday=1),
        DayRule(day("2027-02-22"), DayKind.HOLIDAY, "перенос"),
        DayRule(day("2027-03-27"), DayKind.WORKING, follows_weekday=5),
        DayRule(day("2026-11-03"), DayKind.SHORT),
        DayRule(day("2026-11-07"), DayKind.SHORT),
        DayRule(day("2026-12-26"), DayKind.WORKING),
        DayRule(day("2026-12-29"), DayKind.SHORT, follows_weekday=3),
        DayRule(day("2027-06-05"), DayKind.WORKING, follows_weekday=1),
    ),
)


@pytest.mark.parametrize(
    ("text", "weekday", "teaches"),
    [
        pytest.param("2026-09-01", 1 + 1, True, id="8.2-first-tuesday"),
        pytest.param("2026-09-05", None, False, id="8.3-saturday"),
        pytest.param("2027-02-20", 1, True, id="R-3.2.2-02-saturday-for-monday"),
        pytest.param("2027-02-22", None, False, id="R-3.2.2-02-moved-holiday"),
        pytest.param("2027-03-27", 5, False, id="vacation-outweighs-a-working-day"),
        pytest.param("2026-11-03", 2, True, id="shortened-day"),
        pytest.param("2026-11-07", None, False, id="shortened-saturday-is-still-a-day-off"),
        pytest.param("2026-12-26", 6, True, id="working-saturday-of-its-own"),
        pytest.param("2026-12-29", 3, True, id="tuesday-with-wednesday-lessons"),
        pytest.param("2026-08-31", None, False, id="before-the-year"),
        pytest.param("2027-06-05", None, False, id="after-the-year"),
    ],
)
def test_day_follows_its_weekday_or_its_rule(text, weekday, teaches):
    assert MOVED.weekday_timetable(day(text)) == weekday
    assert MOVED.teaches(day(text), 7) is teaches


def test_short_days_are_known():
    assert MOVED.is_short(day("2026-11-03"))
    assert not MOVED.is_short(day("2027-02-20"))
    assert not MOVED.is_short(day("2026-11-05"))


def test_extra_vacation_is_for_grade_1_only():
    assert YEAR_2026.vacation(day("2027-02-16"), 1).title == "Дополнительные"
    assert YEAR_2026.vacation(day("2027-02-16"), 2) is None


@pytest.mark.parametrize(
    ("text", "number", "odd"),
    [
        ("2026-09-01", 1, True),
        ("2026-09-06", 1, True),
        ("2026-09-07", 2, False),
        ("2026-11-02", 10, False),
        ("2027-01-11", 20, False),
    ],
)
def test_weeks_are_counted_from_the_first_school_week(text, number, odd):
    assert YEAR_2026.week_number(day(text)) == number
    assert YEAR_2026.is_odd_week(day(text)) is odd


DAYS = st.dates(day("2026-08-01"), day("2027-07-31"))


@given(DAYS, st.integers(1, 11))
def test_lesson_days_are_inside_the_year_and_outside_vacations_and_holidays(found, grade):
    if MOVED.teaches(found, grade):
        assert MOVED.begins <= found <= MOVED.ends
        assert MOVED.vacation(found, grade) is None
        assert MOVED.weekday_timetable(found) is not None


@given(DAYS)
def test_parity_alternates_week_by_week(found):
    assert YEAR_2026.is_odd_week(found) is not YEAR_2026.is_odd_week(found + timedelta(weeks=1))


@given(DAYS, st.integers(0, 120), st.integers(0, 120))
def test_lesson_days_of_two_halves_make_the_whole(begins, first, second):
    middle, ends = begins + timedelta(first), begins + timedelta(first + second + 1)
    halves = YEAR_2026.lesson_days(7, begins, middle) + YEAR_2026.lesson_days(
        7, middle + timedelta(1), ends
    )
    assert halves == YEAR_2026.lesson_days(7, begins, ends)
