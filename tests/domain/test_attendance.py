"""Attendance is counted as domain 6.4 says, and nothing is lost on the way."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.domain.attendance import (
    LETTERS,
    Absent,
    ByReason,
    ClassAttendance,
    HeldLesson,
    PeriodSpan,
    PupilDay,
    Totals,
    attendance_of,
    each_of,
    summed,
)
from journal_desktop.domain.spread import Enrolled, PupilRow

MONDAY = date(2026, 9, 7)
DAYS = [MONDAY + timedelta(n) for n in range(12)]
PERIODS = (
    PeriodSpan(1, 1, "I четверть", "I ч.", DAYS[0], DAYS[4]),
    PeriodSpan(2, 2, "II четверть", "II ч.", DAYS[6], DAYS[9]),
)


def pupil(number, *stays):
    return PupilRow(number, f"Ученик {number}", "", tuple(Enrolled(*stay) for stay in stays))


def a_class(pupils, lessons, absences, members=None):
    counted = attendance_of(pupils, members or {}, lessons, absences)
    return ClassAttendance(
        1, "7А", "", DAYS[0], DAYS[-1], PERIODS, counted, tuple(lessons), tuple(absences)
    )


def one_day(letters, late=()):
    """One pupil, one day of six lessons."""
    lessons = [HeldLesson(n, MONDAY, n) for n in range(1, 7)]
    cells = [Absent(1, n, letter) for n, letter in enumerate(letters, start=1) if letter]
    cells += [Absent(1, n, "", late=True) for n in late]
    (day,) = attendance_of([pupil(1, (MONDAY,))], {}, lessons, cells)[0].days
    return day


@pytest.mark.parametrize(
    ("letters", "whole"),
    [
        ("бббббб", "б"),
        ("ббууун", "у"),
        ("бббууу", "б"),
        ("ууунн" + "н", "у"),
        ("ббббб", ""),
        ("", ""),
    ],
    ids=["6.4-one-reason", "6.4-most", "6.4-tie-б", "6.4-tie-у", "6.4-not-all", "6.4-present"],
)
def test_a_day_is_missed_when_all_its_lessons_are(letters, whole):
    assert one_day(letters).whole == whole


def test_lateness_is_not_in_missed():
    day = one_day("", late=(1,))
    assert (day.late, day.missed.total, day.whole) == (1, 0, "")


def test_a_lesson_of_another_subgroup_is_not_planned_nor_missed():
    lessons = [HeldLesson(1, MONDAY, 1, 10), HeldLesson(2, MONDAY, 1, 20)]
    members = {10: {1: [Enrolled(MONDAY)]}, 20: {2: [Enrolled(MONDAY)]}}
    cells = [Absent(1, 1, "б")]
    one, two = attendance_of([pupil(1, (MONDAY,)), pupil(2, (MONDAY,))], members, lessons, cells)
    assert one.days == (PupilDay(MONDAY, 1, ByReason(sick=1)),)
    assert one.days[0].whole == "б"
    assert two.days == (PupilDay(MONDAY, 1),)


def test_days_outside_enrolment_are_not_planned():
    lessons = [HeldLesson(n, day, 1) for n, day in enumerate(DAYS[:4])]
    (one,) = attendance_of([pupil(1, (DAYS[1], DAYS[2]))], {}, lessons, [Absent(1, 0, "н")])
    assert [day.day for day in one.days] == DAYS[1:3]


def test_unconfirmed_absences_are_told_apart_within_truancy():
    cells = [Absent(1, 1, "н", confirmed=False), Absent(1, 2, "н"), Absent(1, 3, "б")]
    lessons = [HeldLesson(n, MONDAY, n) for n in (1, 2, 3, 4)]
    totals = attendance_of([pupil(1, (MONDAY,))], {}, lessons, cells)[0].totals(MONDAY, MONDAY)
    assert (totals.lessons, totals.unconfirmed) == (ByReason(1, 0, 2), 1)
    assert totals.percent == Decimal("25.0")


def test_nothing_conducted_has_no_percent():
    assert (Totals().percent, each_of(3, 0), each_of(5, 2)) == (None, None, Decimal("2.5"))


def test_the_roll_is_that_of_the_last_day():
    stays = [pupil(1, (MONDAY,)), pupil(2, (DAYS[0], DAYS[2])), pupil(3, (DAYS[3],))]
    made = a_class(stays, [], [])
    assert made.on_roll(DAYS[0], DAYS[1]) == 2
    assert made.on_roll(DAYS[0], DAYS[-1]) == 2
    assert a_class([pupil(2, (DAYS[0], DAYS[2]))], [], []).on_roll(DAYS[1], DAYS[-1]) == 1


PUPILS = st.integers(min_value=1, max_value=4)
GROUPS = st.sampled_from([None, 10, 20])
LESSONS = st.lists(st.tuples(st.sampled_from(DAYS), GROUPS), max_size=30).map(
    lambda made: [HeldLesson(n, day, 1, group) for n, (day, group) in enumerate(made)]
)
CELLS = st.dictionaries(
    st.tuples(PUPILS, st.integers(min_value=0, max_value=29)),
    st.tuples(st.sampled_from(LETTERS), st.booleans()),
)


@st.composite
def schools(draw):
    """Lessons, cells, the day on which the first pupil changes subgroup."""
    lessons = draw(LESSONS)
    cells = [
        Absent(who, lesson, letter, confirmed=sure)
        for (who, lesson), (letter, sure) in draw(CELLS).items()
        if lesson < len(lessons)
    ]
    return lessons, cells, draw(st.sampled_from(DAYS[1:]))


def groups(moved):
    """Pupil 1 moves from the first subgroup to the second; 2 is in the first, 3 and 4 in none."""
    return {
        10: {1: [Enrolled(DAYS[0], moved - timedelta(1))], 2: [Enrolled(DAYS[0])]},
        20: {1: [Enrolled(moved)]},
    }


@given(schools())
def test_the_year_is_the_sum_of_its_periods(made):
    lessons, cells, moved = made
    found = a_class([pupil(n, (DAYS[0],)) for n in range(1, 5)], lessons, cells, groups(moved))
    for one in found.pupils:
        *parts, year = found.by_period(one)
        assert year == summed(parts)
        inside = [
            one.totals(day.day, day.day)
            for day in one.days
            if any(period.begins <= day.day <= period.ends for period in PERIODS)
        ]
        assert year == summed(inside)
    *parts, year = found.class_by_period()
    assert year == summed(parts)


@given(schools())
def test_the_class_is_the_sum_of_its_pupils(made):
    lessons, cells, moved = made
    found = a_class([pupil(n, (DAYS[0],)) for n in range(1, 5)], lessons, cells, groups(moved))
    of_class = found.of_class(DAYS[0], DAYS[-1])
    assert of_class == summed(one.totals(DAYS[0], DAYS[-1]) for one in found.pupils)
    assert of_class.lessons.total <= of_class.plan
    assert of_class.days.total <= of_class.plan_days


@given(schools(), st.sampled_from(DAYS[1:]))
def test_a_move_between_classes_loses_nothing(made, moved):
    """Both classes have the same lessons: the pupil is counted in one, then in the other."""
    lessons, cells, _ = made
    lessons = [lesson._replace(subgroup_id=None) for lesson in lessons]
    stayed = attendance_of([pupil(1, (DAYS[0],))], {}, lessons, cells)[0]
    before = attendance_of([pupil(1, (DAYS[0], moved - timedelta(1)))], {}, lessons, cells)[0]
    after = attendance_of([pupil(1, (moved,))], {}, lessons, cells)[0]
    assert before.days + after.days == stayed.days
    both = before.totals(DAYS[0], DAYS[-1]).plus(after.totals(DAYS[0], DAYS[-1]))
    assert both == stayed.totals(DAYS[0], DAYS[-1])


@given(schools())
def test_a_move_between_subgroups_loses_nothing(made):
    """Every cell that stands in an own lesson is counted once, by its letter."""
    lessons, cells, moved = made
    one = attendance_of([pupil(1, (DAYS[0],))], groups(moved), lessons, cells)[0]
    own = {
        lesson.id
        for lesson in lessons
        if lesson.subgroup_id in {None, 10 if lesson.day < moved else 20}
    }
    letters = Counter(cell.letter for cell in cells if cell.pupil_id == 1 and cell.lesson_id in own)
    totals = one.totals(DAYS[0], DAYS[-1])
    assert totals.plan == len(own)
    assert totals.lessons == ByReason(letters["б"], letters["у"], letters["н"])
