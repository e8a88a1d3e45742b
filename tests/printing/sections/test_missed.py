"""Missed lessons by days: what stands in the cells, which days have columns, how they lie."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.domain.attendance import Absent, ByReason, PeriodSpan
from journal_desktop.domain.spread import Enrolled
from journal_desktop.printing.page import Kind
from journal_desktop.printing.sections.counted import counted
from journal_desktop.printing.sections.missed import missed_lessons, missed_text, parts
from journal_desktop.printing.wide import columns_of
from printing.reading import squeezed
from printing.sections.absences import (
    BEGINS,
    ENDS,
    HALVES,
    QUARTERS,
    attendance,
    calendar,
    drawn,
    lesson_id,
)
from printing.sections.paper import laid, texts, titles, whole_text
from printing.year import pupils, school_days

DAYS = tuple(school_days(range(5)))
ILL = date(2026, 9, 14)


def openings(found, year):
    return missed_lessons(counted(found, year))


@pytest.mark.parametrize(
    ("missed", "text"),
    [
        (ByReason(sick=6), "6б"),
        (ByReason(valid=2, truant=1), "2у 1н"),
        (ByReason(1, 1, 1), "1б 1у 1н"),
        (ByReason(), ""),
    ],
)
def test_a_cell_tells_how_many_lessons_and_why_domain_2_2(missed, text):
    assert missed_text(missed) == text


def test_each_cell_says_what_the_attendance_of_the_day_says():
    people = pupils(6)
    found = attendance(people, DAYS, drawn(people, DAYS, seed=1))
    quarter = openings(found, calendar())[0]
    days = [day for day in DAYS if day <= QUARTERS[0].ends]
    assert titles(quarter)[2:-2] == [str(day.day) for day in days]
    for block, person in zip(quarter.blocks, found.pupils, strict=False):
        _, name, *cells, whole_days, lessons = texts(block.lines[0])
        missed = {one.day: missed_text(one.missed) for one in person.days}
        assert name == person.pupil.name
        assert cells == [missed[day] for day in days]
        total = person.totals(QUARTERS[0].begins, QUARTERS[0].ends)
        assert whole_days == (str(total.days.total) if total.days.total else "–")
        assert lessons == (str(total.lessons.total) if total.lessons.total else "–")


def test_the_class_line_is_the_sum_of_the_pupils():
    people = pupils(6)
    found = attendance(people, DAYS, drawn(people, DAYS, seed=2))
    for quarter in openings(found, calendar()):
        *rows, total = (texts(block.lines[0]) for block in quarter.blocks)
        for column in (-2, -1):
            assert int(total[column]) == sum(int(row[column].replace("–", "0")) for row in rows)


def test_days_outside_the_class_are_hatched_and_the_departed_stay():
    people = list(pupils(3))
    people[1] = replace(people[1], enrolled=(Enrolled(BEGINS, ILL),))
    absences = [Absent(people[1].id, lesson_id(ILL, n), "б") for n in (1, 2, 3)]
    found = attendance(people, DAYS, absences)
    first, second = openings(found, calendar())[:2]
    _, name, *cells, whole_days, lessons = texts(first.blocks[1].lines[0])
    here = sum(day <= ILL for day in DAYS)
    assert (name, whole_days, lessons) == (people[1].name, "1", "3")
    assert cells[here - 1 : here + 1] == ["3б", None]
    assert set(cells[here:]) == {None}
    assert set(texts(second.blocks[1].lines[0])[2:-2]) == {None}


def test_weekends_and_vacations_have_no_columns_but_a_day_with_lessons_has():
    saturday = date(2026, 9, 12)
    found = attendance(pupils(2), [*DAYS, saturday, QUARTERS[0].ends + timedelta(2)])
    days = [day for part in _parts(found) for day in part.days]
    assert saturday in days
    assert all(any(q.begins <= day <= q.ends for q in QUARTERS) for day in days)
    assert [day for day in days if day.weekday() > 4] == [saturday]
    assert days == sorted({*DAYS, saturday})


def _parts(found, periods=QUARTERS, week_days=5):
    held = {lesson.day for lesson in found.lessons}
    year = calendar(periods, week_days=week_days)
    return [part for period in periods for part in parts(period, year, held)]


@pytest.mark.parametrize("week_days", [5, 6])
def test_a_half_year_goes_over_openings_by_quarters_with_sums_at_its_end(week_days):
    days = tuple(school_days(range(week_days)))
    found = _parts(attendance(pupils(2), days), HALVES, week_days)
    assert [bool(part.closes) for part in found] == [False, True] * 2
    assert [part.closes.number for part in found if part.closes] == [1, 2]
    assert found[0].title == "I полугодие, сентябрь – октябрь"
    assert [day for part in found for day in part.days] == list(days)
    assert max(len(part.days) for part in found) <= 66


def test_a_period_without_quarters_is_cut_into_even_openings():
    year = PeriodSpan(1, 1, "Год", "Год", BEGINS, ENDS)
    held = {*DAYS}
    found = list(parts(year, replace(calendar([year]), quarters=()), held))
    sizes = [len(part.days) for part in found]
    assert max(sizes) - min(sizes) <= 1
    assert max(sizes) <= 66
    assert [day for part in found for day in part.days] == list(DAYS)


def test_periods_that_have_not_begun_are_left_out():
    found = attendance(pupils(2), DAYS)
    assert len(openings(found, calendar(today=QUARTERS[1].begins))) == 2
    assert openings(found, calendar(today=BEGINS - timedelta(1))) == ()


def test_a_quarter_without_absences_is_an_opening_with_dashes():
    first = openings(attendance(pupils(3), DAYS), calendar())[0]
    assert {cell for block in first.blocks for cell in texts(block.lines[0])[2:-2]} == {""}
    assert {tuple(texts(block.lines[0])[-2:]) for block in first.blocks} == {("–", "–")}
    assert [page.kind for page in laid(first)] == [Kind.LEFT, Kind.RIGHT]


def test_nobody_in_the_class_is_an_opening_all_the_same():
    first = openings(attendance((), DAYS), calendar())[0]
    assert first.blocks == ()
    assert "Записейнет" in whole_text(laid(first))


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("week_days", [5, 6])
def test_forty_five_pupils_with_long_names_lie_readable_on_paper(landscape, week_days):
    days = tuple(school_days(range(week_days)))
    people = [
        replace(one, name=f"{one.name} {'Долгоимённая-' * 3}".ljust(60, "я")) for one in pupils(45)
    ]
    absences = drawn(people, days, seed=3)
    found = openings(attendance(people, days, absences), calendar(week_days=week_days))
    pages = laid(*found, landscape=landscape)
    kinds = [page.kind for page in pages]
    assert kinds == [Kind.LEFT, Kind.RIGHT] * (len(kinds) // 2)
    text = whole_text(pages)
    assert [one.name for one in people if squeezed(one.name) not in text] == []


def test_three_reasons_of_one_day_fit_the_narrowest_column():
    people = pupils(34)
    days = tuple(school_days(range(6)))
    absences = [
        Absent(person.id, lesson_id(day, n), letter)
        for person in people
        for day in days
        for n, letter in zip((1, 2, 3), "убн", strict=True)
    ]
    third = openings(attendance(people, days, absences), calendar(week_days=6))[2]
    assert len(columns_of((*third.heads, *third.further))) > 60
    pages = laid(third)
    assert whole_text(pages).count("1б1у1н") >= len(people)


@given(
    begins=st.dates(BEGINS, ENDS),
    ends=st.dates(BEGINS, ENDS),
    week_days=st.sampled_from((5, 6)),
    extra=st.sets(st.dates(BEGINS, ENDS), max_size=5),
)
def test_every_day_of_a_period_stands_in_exactly_one_opening(begins, ends, week_days, extra):
    period = PeriodSpan(1, 1, "Период", "П.", min(begins, ends), max(begins, ends))
    year = calendar([period], week_days=week_days)
    found = list(parts(period, year, extra))
    taught = year.calendar.lesson_days(7, period.begins, period.ends)
    inside = {day for day in extra if period.begins <= day <= period.ends}
    assert [day for part in found for day in part.days] == sorted({*taught, *inside})
    assert [part.closes for part in found] == [None] * (len(found) - 1) + [period]
    assert max(len(part.days) for part in found) <= 66
