"""The ledger of attendance: the year is the sum of its periods, the class that of its pupils."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.domain.attendance import Absent
from journal_desktop.domain.spread import Enrolled
from journal_desktop.printing.page import Kind
from journal_desktop.printing.sections.attendance import attendance_ledger
from journal_desktop.printing.sections.counted import counted
from printing.reading import squeezed
from printing.sections.absences import (
    BEGINS,
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


def ledger(found, year):
    return attendance_ledger(counted(found, year))


def numbers(row):
    """The figures of a line, five for each period and the year."""
    cells = [int(cell.replace("–", "0")) if cell else 0 for cell in row[2:]]
    return [cells[at : at + 5] for at in range(0, len(cells), 5)]


@given(seed=st.integers(0, 1000), halves=st.booleans())
def test_the_year_is_the_sum_of_its_periods_and_the_class_that_of_its_pupils(seed, halves):
    people = pupils(4)
    found = attendance(people, DAYS, drawn(people, DAYS[::3], seed))
    table = ledger(found, calendar(HALVES if halves else QUARTERS))
    rows = [numbers(texts(block.lines[0])) for block in table.blocks[: len(people)]]
    for row in rows:
        assert row[-1] == [sum(column) for column in zip(*row[:-1], strict=True)]
    total = numbers(texts(table.blocks[len(people)].lines[0]))
    assert total == [
        [sum(column) for column in zip(*period, strict=True)] for period in zip(*rows, strict=True)
    ]


def test_the_columns_are_days_with_illness_and_lessons_with_illness_and_truancy():
    people, day, other = pupils(1), DAYS[0], DAYS[1]
    absences = [Absent(people[0].id, lesson_id(day, n), "б") for n in (1, 2, 3)]
    absences += [Absent(people[0].id, lesson_id(other, n), x) for n, x in ((1, "н"), (2, "у"))]
    table = ledger(attendance(people, DAYS, absences), calendar())
    assert numbers(texts(table.blocks[0].lines[0]))[0] == [1, 1, 5, 3, 1]
    assert titles(table)[2:7] == [
        "всего",
        "в т. ч. по болезни",
        "всего",
        "в т. ч. по болезни",
        "в т. ч. без уважительной причины",
    ]


def test_on_one_pupil_divides_by_those_on_the_roll():
    people = list(pupils(4))
    people[0] = replace(people[0], enrolled=(Enrolled(BEGINS, date(2026, 9, 20)),))
    absences = [Absent(people[1].id, lesson_id(DAYS[0], n), "у") for n in (1, 2, 3)]
    table = ledger(attendance(people, DAYS, absences), calendar())
    average = texts(table.blocks[-1].lines[0])
    assert average[0] == "На одного обучающегося"
    assert average[2:7] == ["0,3", "–", "1,0", "–", "–"]


def test_a_period_nobody_saw_is_hatched_and_one_ahead_is_empty():
    people = [replace(pupils(1)[0], enrolled=(Enrolled(QUARTERS[1].begins),))]
    today = QUARTERS[1].begins
    table = ledger(attendance(people, DAYS[:60]), calendar(today=today))
    row = texts(table.blocks[0].lines[0])[2:]
    assert row[:5] == [None] * 5
    assert row[5:10] == ["–"] * 5
    assert row[10:20] == [""] * 10
    assert texts(table.blocks[1].lines[0])[12:22] == [""] * 10


def test_nobody_in_the_class_leaves_the_head_and_no_totals():
    table = ledger(attendance((), DAYS), calendar())
    assert table.blocks == ()
    assert [page.kind for page in laid(table)] == [Kind.TABLE]


@pytest.mark.parametrize("landscape", [False, True])
def test_forty_five_pupils_with_four_digits_lie_readable_on_paper(landscape):
    people = [replace(one, name=one.name.ljust(60, "я")) for one in pupils(45)]
    absences = [
        Absent(person.id, lesson_id(day, n), "б")
        for person in people
        for day in DAYS
        for n in (1, 2, 3)
    ]
    table = ledger(attendance(people, DAYS, absences), calendar())
    pages = laid(table, landscape=landscape)
    text = whole_text(pages)
    assert [one.name for one in people if squeezed(one.name) not in text] == []
    total = numbers(texts(table.blocks[45].lines[0]))
    assert max(total[-1]) > 9999
    assert str(total[0][2]) in text


def test_twenty_seven_pupils_take_one_page_upright():
    people = pupils(27)
    assert len(laid(ledger(attendance(people, DAYS), calendar()))) == 1
