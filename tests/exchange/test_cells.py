from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.exchange.cells import (
    BadCell,
    Cell,
    CellError,
    as_date,
    as_flag,
    as_text,
    as_whole,
)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Иванов\N{NO-BREAK SPACE}Иван\n", "Иванов Иван"),
        ("\N{ZERO WIDTH SPACE}Анна", "Анна"),
        (89161234567.0, "89161234567"),
        (12.5, "12,5"),
        (7, "7"),
        (True, "да"),
        (date(2015, 3, 12), "12.03.2015"),
        (datetime.combine(date(2015, 3, 12), time()), "12.03.2015"),
        (time(8, 30), "08:30:00"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        (float("inf"), "inf"),
    ],
)
def test_text_is_what_the_cell_shows(cell: Cell, text: str):
    assert as_text(cell) == text


@pytest.mark.parametrize(
    "cell",
    [
        date(2015, 3, 12),
        datetime.combine(date(2015, 3, 12), time(13, 30)),
        42075.0,
        "12.03.2015",
        " 12.3.2015 г.",
        "12-03-2015",
        "2015-03-12",
        "2015-03-12 00:00:00",
        "12 марта 2015 года",
    ],
)
def test_one_date_in_many_notations(cell: Cell):
    assert as_date(cell) == date(2015, 3, 12)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("31.02.2015", "не бывает"),
        ("12.03.15", "год из двух цифр"),
        ("03/12/2015", "не понятно, где день"),
        ("вчера", "«вчера» не дата"),
        ("12 мартобря 2015", "не дата"),
        (5.0, "число 5 не дата"),
        (float("inf"), "не дата"),
        (float("nan"), "не дата"),
        (True, "не дата"),
        (CellError("#N/A"), "ошибка формулы #N/A"),
    ],
)
def test_what_is_no_date_is_told(cell: Cell, why: str):
    with pytest.raises(BadCell, match=why):
        as_date(cell)


def test_blank_cells_have_no_value():
    assert as_date(" ") is None
    assert as_whole("") is None
    assert as_flag("") is False


@given(st.dates(date(1930, 1, 1), date(2110, 1, 1)))
def test_every_day_reads_back_from_each_notation(day: date):
    serial = (day - date(1899, 12, 30)) / timedelta(days=1)
    for cell in (f"{day:%d.%m.%Y}", day.isoformat(), serial):
        assert as_date(cell) == day


@pytest.mark.parametrize(("cell", "number"), [("12", 12), (12.0, 12), ("-3", -3)])
def test_whole_numbers(cell: Cell, number: int):
    assert as_whole(cell) == number


@pytest.mark.parametrize("cell", ["12,5", 12.5, "двенадцать", date(2015, 3, 12), True])
def test_what_is_no_whole_number_is_told(cell: Cell):
    with pytest.raises(BadCell, match="не целое число"):
        as_whole(cell)


@pytest.mark.parametrize(
    ("cell", "answer"), [("Да", True), ("+", True), (1.0, True), (True, True), ("нет", False)]
)
def test_flags(cell: Cell, *, answer: bool):
    assert as_flag(cell) is answer


def test_an_unclear_flag_is_told():
    with pytest.raises(BadCell, match="«может быть» не понятно"):
        as_flag("может быть")
