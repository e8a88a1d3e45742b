"""Sheets of attendance as tables: the month, a period, the year, the school today, всеобуч.

Source: domain 6.4, 6.5.4, 6.5.8, 6.5.10. The same table is shown, saved and printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from journal_desktop.domain.attendance import (
    LETTERS,
    ByReason,
    ClassAttendance,
    PupilAttendance,
    PupilDay,
    Totals,
    each_of,
    summed,
)
from journal_desktop.domain.russian import decimal_text, month_title

ALL_DAYS: Final = "всего"
_NONE: Final = ""


class Head(NamedTuple):
    """A column under its group; the width is in characters, `total` sets sums apart."""

    group: str
    label: str
    width: int = 6
    total: bool = False


class Line(NamedTuple):
    """A row: number, name, cells; a total is strong."""

    number: str
    name: str
    cells: tuple[str, ...]
    strong: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True)
class AttendanceTable:
    """A sheet as it is read: what it is about, the columns, the rows."""

    title: str
    notes: tuple[str, ...]
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    name: str = "Фамилия, имя"

    @property
    def columns(self) -> tuple[str, ...]:
        """Headings in one line each, for a file."""
        heads = (f"{head.group}: {head.label}" if head.group else head.label for head in self.heads)
        return ("№", self.name, *heads)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Texts of every row, for a file."""
        return tuple((line.number, line.name, *line.cells) for line in self.lines)

    @property
    def widths(self) -> tuple[int, ...]:
        """Widths in characters, for a file."""
        return (5, 34, *(head.width + 2 for head in self.heads))


def month_table(found: ClassAttendance, begins: date, ends: date) -> AttendanceTable:
    """Days × pupils: the letter of a day missed whole, «2н» for two lessons of a day."""
    days = sorted({lesson.day for lesson in found.lessons if begins <= lesson.day <= ends})
    heads = [Head(month_title(day), f"{day:%d}", 4) for day in days]
    lines = [
        Line(
            str(number),
            one.pupil.name,
            (*_month_cells(one, days), *_totals_cells(one.totals(begins, ends))),
            gone=bool(one.pupil.note),
        )
        for number, one in enumerate(_listed(found, begins, ends), start=1)
    ]
    away = [str(_away(found, day) or "") for day in days]
    total = (*away, *_totals_cells(found.of_class(begins, ends)))
    lines.append(Line("", "Отсутствовало, всего по классу", total, strong=True))
    title = f"Посещаемость {found.title} класса, {found.year} учебный год"
    notes = (
        f"{begins:%d.%m.%Y}–{ends:%d.%m.%Y}",
        "б – болезнь, у – уважительная причина, н – без причины; число – уроки неполного дня",
    )
    return AttendanceTable(title, notes, (*heads, *_TOTALS), tuple(lines))


_TOTALS: Final = (
    *(Head("Пропущено дней", label, 5, total=True) for label in (ALL_DAYS, *LETTERS)),
    *(Head("Пропущено уроков", label, 5, total=True) for label in (ALL_DAYS, *LETTERS)),
    Head("", "опозд.", 6, total=True),
)


def _totals_cells(totals: Totals) -> tuple[str, ...]:
    return (*_reasons(totals.days), *_reasons(totals.lessons), _number(totals.late))


def _reasons(said: ByReason) -> tuple[str, ...]:
    return tuple(_number(value) for value in (said.total, *said))


def _number(value: int) -> str:
    return str(value) if value else _NONE


def _listed(found: ClassAttendance, begins: date, ends: date) -> list[PupilAttendance]:
    """Pupils who were in the class on any of the days."""
    return [
        one
        for one in found.pupils
        if any(stay.begins <= ends and begins <= (stay.ends or ends) for stay in one.pupil.enrolled)
    ]


def _month_cells(one: PupilAttendance, days: Sequence[date]) -> Iterator[str]:
    by_day = {day.day: day for day in one.days}
    for day in days:
        found = by_day.get(day)
        yield day_text(found) if found is not None else "–"


def day_text(day: PupilDay) -> str:
    """«б» for a whole day, «2н» for two lessons of it, «оп» for lateness alone, "" for nothing."""
    if day.whole:
        return day.whole
    if day.missed.total:
        return f"{day.missed.total}{day.missed.reason}"
    return "оп" if day.late else _NONE


def _away(found: ClassAttendance, day: date) -> int:
    """Pupils away for the whole day."""
    return sum(bool(one.whole) for pupil in found.pupils for one in pupil.days if one.day == day)


class _Part(NamedTuple):
    """A month or a period: its heading and days."""

    title: str
    begins: date
    ends: date


def period_table(found: ClassAttendance, begins: date, ends: date) -> AttendanceTable:
    """6.5.4 of a period by its months."""
    parts = _months(begins, ends)
    title = f"Отчёт о посещаемости {found.title} класса, {found.year} учебный год"
    named = next(
        (one.title for one in found.periods if (one.begins, one.ends) == (begins, ends)), ""
    )
    notes = (f"{named} {begins:%d.%m.%Y}–{ends:%d.%m.%Y}".strip(), *_given(found, begins, ends))
    return _report(found, title, notes, parts, "Всего")


def year_table(found: ClassAttendance) -> AttendanceTable:
    """6.5.8 «Сводная ведомость учёта посещаемости»: periods, then the year as their sum."""
    parts = [_Part(one.title, one.begins, one.ends) for one in found.periods]
    title = f"Сводная ведомость учёта посещаемости {found.title} класса"
    begins, ends = found.begins, found.ends
    notes = (f"{found.year} учебный год", *_given(found, begins, ends))
    return _report(found, title, notes, parts, "Год")


def _months(begins: date, ends: date) -> list[_Part]:
    return [_Part(month_title(first), first, last) for first, last in months_of(begins, ends)]


def months_of(begins: date, ends: date) -> list[tuple[date, date]]:
    """First and last day of every month, cut to the days from–to."""
    parts, first = [], begins
    while first <= ends:
        year, month = divmod(first.year * _MONTHS + first.month, _MONTHS)
        after = date(year, month + 1, 1)
        parts.append((first, min(ends, date.fromordinal(after.toordinal() - 1))))
        first = after
    return parts


_MONTHS: Final = 12


def _given(found: ClassAttendance, begins: date, ends: date) -> tuple[str, ...]:
    """«Всего дано уроков»: lesson numbers of the class, subgroups at one time counted once."""
    given = len({(one.day, one.number) for one in found.lessons if begins <= one.day <= ends})
    return (f"Всего дано уроков: {given}",)


def _report(
    found: ClassAttendance,
    title: str,
    notes: tuple[str, ...],
    parts: Sequence[_Part],
    whole: str,
) -> AttendanceTable:
    many = len(parts) > 1
    heads = [head for part in parts if many for head in _part_heads(part.title, total=False)]
    heads += [*_part_heads(whole, total=True), Head("", "%", 7, total=True)]
    lines = []
    listed = _listed(found, parts[0].begins, parts[-1].ends) if parts else []
    for number, one in enumerate(listed, start=1):
        by_part = [one.totals(part.begins, part.ends) for part in parts]
        cells = tuple(_report_cells(by_part))
        lines.append(Line(str(number), one.pupil.name, cells, gone=bool(one.pupil.note)))
    of_class = [found.of_class(part.begins, part.ends) for part in parts]
    lines.append(Line("", "Всего по классу", tuple(_report_cells(of_class)), strong=True))
    roll = found.on_roll(parts[0].begins, parts[-1].ends) if parts else 0
    each = tuple(_each_cells(of_class, roll))
    lines.append(Line("", "На одного обучающегося", each, strong=True))
    return AttendanceTable(title, notes, tuple(heads), tuple(lines))


def _part_heads(title: str, *, total: bool) -> list[Head]:
    days = [Head(f"{title}: дней", label, 5, total) for label in (ALL_DAYS, *LETTERS)]
    lessons = [Head(f"{title}: уроков", label, 5, total) for label in (ALL_DAYS, *LETTERS)]
    return [*days, *lessons, Head("", "опозд.", 6, total)]


def _report_cells(parts: Sequence[Totals]) -> Iterator[str]:
    whole = summed(parts)
    for totals in (*parts, whole) if len(parts) > 1 else (whole,):
        yield from _totals_cells(totals)
    yield percent_text(whole.percent)


def _each_cells(parts: Sequence[Totals], roll: int) -> Iterator[str]:
    whole = summed(parts)
    for totals in (*parts, whole) if len(parts) > 1 else (whole,):
        for value in (*_with_total(totals.days), *_with_total(totals.lessons), totals.late):
            each = each_of(value, roll)
            yield decimal_text(each) if each else _NONE
    yield _NONE


def _with_total(said: ByReason) -> tuple[int, ...]:
    return (said.total, *said)


def percent_text(value: Decimal | None) -> str:
    """«97,4»; "" where nothing was conducted."""
    return decimal_text(value) if value is not None else _NONE


def share_text(part: int, whole: int) -> str:
    """A share of a whole as «3,5 %»; "" of nothing."""
    found = each_of(part * 100, whole)
    return f"{decimal_text(found)} %" if found is not None else _NONE
