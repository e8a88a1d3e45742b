"""Sheets of attendance as people read them (domain 6.4, 6.5.4, 6.5.8)."""

from datetime import date
from decimal import Decimal

import pytest

from journal_desktop.domain.attendance import (
    Absent,
    ClassAttendance,
    HeldLesson,
    PeriodSpan,
    attendance_of,
)
from journal_desktop.domain.attendance_tables import (
    month_table,
    months_of,
    percent_text,
    period_table,
    share_text,
    year_table,
)
from journal_desktop.domain.spread import Enrolled, PupilRow

BEGIN, END = date(2026, 9, 1), date(2027, 5, 26)
PERIODS = (
    PeriodSpan(1, 1, "I четверть", "I ч.", BEGIN, date(2026, 10, 23)),
    PeriodSpan(2, 2, "II четверть", "II ч.", date(2026, 11, 2), date(2026, 12, 30)),
)
DAYS = [date(2026, 9, 7), date(2026, 10, 5), date(2026, 11, 9)]


@pytest.fixture
def found():
    """Two pupils, three days of two lessons; one ill on a day, away for one lesson, late once."""
    lessons = [
        HeldLesson(10 * n + number, day, number)
        for n, day in enumerate(DAYS, start=1)
        for number in (1, 2)
    ]
    pupils = [
        PupilRow(1, "Белов Ян", "", (Enrolled(BEGIN),)),
        PupilRow(2, "Ёлкин Пётр", "", (Enrolled(BEGIN, date(2026, 10, 10)),), "выбыл 10.10.2026"),
    ]
    cells = [
        Absent(1, 11, "б"),
        Absent(1, 12, "б"),
        Absent(1, 21, "н", confirmed=False),
        Absent(1, 31, "", late=True),
        Absent(2, 22, "у"),
    ]
    counted = attendance_of(pupils, {}, lessons, cells)
    return ClassAttendance(
        1, "7А", "2026/2027", BEGIN, END, PERIODS, counted, tuple(lessons), tuple(cells)
    )


def test_the_month_shows_whole_days_by_letter_and_parts_by_number(found):
    table = month_table(found, date(2026, 9, 1), date(2026, 9, 30))
    assert [head.label for head in table.heads[:1]] == ["07"]
    assert table.lines[0].cells == ("б", "1", "1", "", "", "2", "2", "", "", "")
    assert table.lines[-1].cells[0] == "1"
    part = month_table(found, date(2026, 10, 1), date(2026, 10, 31))
    assert [line.cells[0] for line in part.lines] == ["1н", "1у", ""]


def test_who_has_left_is_not_in_a_later_month_and_a_day_outside_is_dashed(found):
    table = month_table(found, date(2026, 11, 1), date(2026, 11, 30))
    assert [line.name for line in table.lines] == ["Белов Ян", "Отсутствовало, всего по классу"]
    assert table.lines[0].cells[0] == "оп"
    both = month_table(found, BEGIN, END)
    assert both.lines[1].cells[2] == "–"
    assert both.lines[1].gone


def test_a_period_is_told_by_its_months_with_the_whole_and_the_percent(found):
    table = period_table(found, PERIODS[0].begins, PERIODS[0].ends)
    assert table.notes == ("I четверть 01.09.2026–23.10.2026", "Всего дано уроков: 4")
    assert [head.group for head in table.heads[::9]] == [
        "Сентябрь: дней",
        "Октябрь: дней",
        "Всего: дней",
        "",
    ]
    assert table.lines[0].cells[-1] == "25,0"
    assert table.lines[-2].name == "Всего по классу"
    assert table.lines[-1].cells[18:22] == ("1,0", "1,0", "", "")


def test_the_year_is_the_sum_of_its_periods(found):
    table = year_table(found)
    first, second, year = (table.lines[0].cells[at : at + 9] for at in (0, 9, 18))
    assert first == ("1", "1", "", "", "3", "2", "", "1", "")
    assert second == ("", "", "", "", "", "", "", "", "1")
    assert year == ("1", "1", "", "", "3", "2", "", "1", "1")
    assert table.title == "Сводная ведомость учёта посещаемости 7А класса"


def test_a_table_goes_into_a_file_with_one_line_of_headings(found):
    table = year_table(found)
    assert table.columns[:3] == ("№", "Фамилия, имя", "I четверть: дней: всего")
    assert all(len(row) == len(table.columns) == len(table.widths) for row in table.rows)


def test_months_are_cut_to_the_days_asked_for():
    assert months_of(date(2026, 12, 30), date(2027, 1, 11)) == [
        (date(2026, 12, 30), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 1, 11)),
    ]


def test_a_share_of_nothing_is_not_told():
    assert (share_text(1, 0), share_text(1, 8), percent_text(None)) == ("", "12,5 %", "")
    assert percent_text(Decimal("97.4")) == "97,4"
