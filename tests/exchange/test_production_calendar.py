from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from journal_desktop.domain.errors import BadFile
from journal_desktop.domain.vocabulary import DayKind
from journal_desktop.exchange.problems import Problems
from journal_desktop.exchange.production_calendar import CalendarDay, CalendarFile, read_calendar

CALENDAR = """<?xml version="1.0" encoding="UTF-8"?>
<calendar year="2024" lang="ru" date="2023.09.30">
    <holidays>
        <holiday id="3" title="День защитника Отечества"/>
    </holidays>
    <days>
        <day d="04.27" t="3"/>
        <day d="02.22" t="2"/>
        <day d="02.23" t="1" h="3"/>
        <day d="04.29" t="1" f="04.27"/>
    </days>
</calendar>"""


def read(tmp_path: Path, text: str) -> CalendarFile:
    path = tmp_path / "ru_2024.xml"
    path.write_text(text, encoding="utf-8")
    return read_calendar(path)


def test_days_are_read_in_order_with_kind_title_and_transfer(tmp_path: Path):
    found = read(tmp_path, CALENDAR)
    assert (found.year, found.notes) == (2024, ())
    assert found.days == (
        CalendarDay(date(2024, 2, 22), DayKind.SHORT, "Сокращённый день"),
        CalendarDay(date(2024, 2, 23), DayKind.HOLIDAY, "День защитника Отечества"),
        CalendarDay(date(2024, 4, 27), DayKind.WORKING, "Рабочий день"),
        CalendarDay(
            date(2024, 4, 29),
            DayKind.HOLIDAY,
            "Выходной день, перенесённый с 27 апреля",
            date(2024, 4, 27),
        ),
    )


def test_everything_wrong_is_told_at_once_with_its_line(tmp_path: Path):
    text = CALENDAR.replace('"04.27" t="3"', '"02.30" t="3"').replace('h="3"', 'h="9"')
    text = text.replace('t="2"', 't="7"').replace('f="04.27"', 'f="апрель"')
    with pytest.raises(Problems) as refusal:
        read(tmp_path, text)
    assert str(refusal.value).splitlines() == [
        "ru_2024.xml, строка 7: дня d=«02.30» (месяц.день) нет в 2024 году",
        "ru_2024.xml, строка 8: вид дня t=«7» неизвестен, бывает 1, 2 или 3",
        "ru_2024.xml, строка 9: праздника h=«9» нет в списке праздников",
        "ru_2024.xml, строка 10: f=«апрель» не дата вида месяц.день",
    ]


def test_a_day_given_twice_is_told(tmp_path: Path):
    with pytest.raises(Problems, match=r"строка 10: день 02\.23 указан дважды"):
        read(tmp_path, CALENDAR.replace('"04.29" t="1" f="04.27"', '"02.23" t="1"'))


def test_the_leap_day_exists_only_in_a_leap_year(tmp_path: Path):
    leap = CALENDAR.replace("02.22", "02.29")
    assert read(tmp_path, leap).days[1].day == date(2024, 2, 29)
    with pytest.raises(Problems, match="нет в 2025 году"):
        read(tmp_path, leap.replace('year="2024"', 'year="2025"'))


@pytest.mark.parametrize("year", ["", "24", "двадцать", "0000", "99999"])
def test_a_year_that_is_none_is_told(tmp_path: Path, year: str):
    with pytest.raises(BadFile, match="не похож на год"):
        read(tmp_path, CALENDAR.replace('year="2024"', f'year="{year}"'))


@pytest.mark.parametrize("text", ["<timetable/>", "<calendar year='2024'/>"])
def test_another_xml_is_refused(tmp_path: Path, text: str):
    with pytest.raises(BadFile, match="не производственный календарь"):
        read(tmp_path, text)


def test_a_calendar_without_days_is_refused(tmp_path: Path):
    with pytest.raises(BadFile, match="нет ни одного дня"):
        read(tmp_path, "<calendar year='2024'><days/></calendar>")


def test_the_calendar_of_another_country_is_noted(tmp_path: Path):
    assert "не России" in read(tmp_path, CALENDAR.replace('lang="ru"', 'lang="kz"')).notes[0]
