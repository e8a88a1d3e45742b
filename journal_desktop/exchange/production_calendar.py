"""The production calendar of a year: days off, shortened days, working Saturdays.

Source: R-3.2.2-02 (calendar), domain 8.1. In the file `t` is 1 for a day off, 2 for a shortened
day, 3 for a working day; `h` names the holiday, `f` the date the day off was moved from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from journal_desktop.domain.errors import BadFile
from journal_desktop.domain.russian import date_words
from journal_desktop.domain.text_faults import one_line
from journal_desktop.domain.vocabulary import DayKind
from journal_desktop.exchange.problems import Problem, refuse_if_any
from journal_desktop.exchange.safe_xml import Node, XmlDocument, parse_xml

_KINDS = {"1": DayKind.HOLIDAY, "2": DayKind.SHORT, "3": DayKind.WORKING}
_TITLES = {
    DayKind.HOLIDAY: "Выходной день",
    DayKind.SHORT: "Сокращённый день",
    DayKind.WORKING: "Рабочий день",
}
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})", re.ASCII)
_YEARS = range(1990, 2100)


class _BadDay(ValueError):
    """A `<day>` that cannot be understood."""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day unlike its weekday; `moved_from` is the date whose day off it took, if any."""

    day: date
    kind: DayKind
    title: str
    moved_from: date | None = None


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The year's exceptions by date; ordinary Saturdays and Sundays are not among them."""

    file: str
    year: int
    days: tuple[CalendarDay, ...]
    notes: tuple[str, ...] = ()


def read_calendar(path: Path) -> CalendarFile:
    """Read a production calendar.

    Raises:
        BadFile: not XML, or not a calendar.
        Problems: days that do not exist, come twice or mean nothing, all of them.
    """
    document = parse_xml(path)
    year = _year(document)
    titles = {
        node.get("id"): one_line(node.get("title")) for node in document.root.items("holidays")
    }
    problems: list[Problem] = []
    days: dict[date, CalendarDay] = {}
    for node in document.root.items("days"):
        try:
            day = _read(node, year, titles)
        except _BadDay as error:
            problems.append(Problem(str(error), document.file, row=node.line))
            continue
        if day.day in days:
            text = f"день {node.get('d')} указан дважды"
            problems.append(Problem(text, document.file, row=node.line))
        days[day.day] = day
    refuse_if_any(problems)
    if not days:
        raise BadFile(
            f"{document.file}: в календаре нет ни одного дня (<day>), выгрузите его заново."
        )
    ordered = tuple(days[day] for day in sorted(days))
    return CalendarFile(document.file, year, ordered, (*document.notes, *_remarks(document.root)))


def _year(document: XmlDocument) -> int:
    root = document.root
    if root.tag != "calendar" or root.child("days") is None:
        raise BadFile(
            f"{document.file}: это XML, но не производственный календарь (корневой элемент "
            f"<{root.tag[:40]}>, нужен <calendar> с разделом <days>), выберите другой файл."
        )
    written = root.get("year").strip()
    if not re.fullmatch(r"\d{4}", written, re.ASCII) or int(written) not in _YEARS:
        raise BadFile(
            f"{document.file}: год календаря «{written[:20]}» не похож на год, исправьте year."
        )
    return int(written)


def _read(node: Node, year: int, titles: Mapping[str, str]) -> CalendarDay:
    day = _date(node, "d", year)
    kind = _KINDS.get(node.get("t"))
    if kind is None:
        raise _BadDay(f"вид дня t=«{node.get('t')[:20]}» неизвестен, бывает 1, 2 или 3")
    holiday = node.get("h")
    if holiday and holiday not in titles:
        raise _BadDay(f"праздника h=«{holiday[:20]}» нет в списке праздников")
    moved = _date(node, "f", year) if node.get("f") else None
    title = titles.get(holiday) or _TITLES[kind]
    if moved and not holiday:
        title = f"Выходной день, перенесённый с {_without_year(moved)}"
    return CalendarDay(day, kind, title, moved)


def _date(node: Node, attribute: str, year: int) -> date:
    """A date written as month and day: «02.23»."""
    written = node.get(attribute).strip()
    found = _DAY.fullmatch(written)
    try:
        if found:
            return date(year, int(found.group(1)), int(found.group(2)))
    except ValueError as error:
        raise _BadDay(f"дня {attribute}=«{written}» (месяц.день) нет в {year} году") from error
    raise _BadDay(f"{attribute}=«{written[:20]}» не дата вида месяц.день")


def _without_year(day: date) -> str:
    return date_words(day).rsplit(" ", 2)[0]


def _remarks(root: Node) -> tuple[str, ...]:
    country = root.get("country") or root.get("lang")
    return (f"календарь не России, а «{country[:20]}»",) if country not in {"", "ru"} else ()
