"""Cells of a spreadsheet read as what the column means: text, whole number, date, yes or no."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from journal_desktop.domain.russian import short_date
from journal_desktop.domain.text_faults import one_line


@dataclass(frozen=True, slots=True)
class CellError:
    """The error a formula ended with: «#N/A»."""

    code: str


class BadCell(ValueError):
    """The cell does not hold what its column needs; the text says why, in Russian."""


Cell = str | int | float | bool | date | datetime | time | timedelta | CellError

_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 80_000  # 1927 to 2119
_WRITTEN = re.compile(r"(\d{1,2})[.\-](\d{1,2})[.\-](\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?(?:\.0+)?)?", re.ASCII)
_IN_WORDS = re.compile(r"(\d{1,2})\s+([а-я]+)\s+(\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}[./\-]\d{1,2}[./\-]\d{2}", re.ASCII)
_SLASHED = re.compile(r"\d{1,2}/\d{1,2}/\d{4}", re.ASCII)
_MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
_YES = {"да", "д", "+", "1", "истина", "true", "yes"}
_NO = {"", "нет", "н", "-", "–", "—", "0", "ложь", "false", "no"}
_SHOWN = 40


def is_blank(cell: Cell) -> bool:
    """Whether there is nothing to see in the cell."""
    return isinstance(cell, str) and not one_line(cell)


def as_text(cell: Cell) -> str:
    """What the cell shows, in one line: numbers without «.0», dates as «02.09.2026».

    Raises:
        BadCell: a formula's error.
    """
    if isinstance(cell, CellError):
        raise BadCell(f"в ячейке ошибка формулы {cell.code}, впишите значение")
    if isinstance(cell, bool):
        return "да" if cell else "нет"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell).replace(".", ",")
    if isinstance(cell, date):
        return short_date(cell, year=True)
    return one_line(str(cell))


def as_whole(cell: Cell) -> int | None:
    """A whole number; None for a blank cell.

    Raises:
        BadCell: anything else.
    """
    text = as_text(cell)
    if not text:
        return None
    if not re.fullmatch(r"-?\d{1,15}", text, re.ASCII):
        raise BadCell(f"«{_cut(text)}» не целое число")
    return int(text)


def as_flag(cell: Cell) -> bool:
    """Yes («да», «+», 1) or no («нет», «-», 0, blank).

    Raises:
        BadCell: anything else.
    """
    text = as_text(cell).lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise BadCell(f"«{_cut(text)}» не понятно: напишите «да» или «нет»")


def as_date(cell: Cell) -> date | None:
    """A date from a real date, its Excel number, «12.03.2015», «2015-03-12», «12 марта 2015 г.».

    None for a blank cell.

    Raises:
        BadCell: no such day, no such notation, or one that reads in two ways.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if not _FIRST_SERIAL <= cell < _LAST_SERIAL:  # also refuses infinity and NaN
            raise BadCell(f"число {as_text(cell)} не дата, напишите её в виде 12.03.2015")
        return _EPOCH + timedelta(days=int(cell))
    text = re.sub(r"\s*(г|года?)\.?$", "", as_text(cell).lower())
    return _written(text) if text else None


def _written(text: str) -> date:
    if _SHORT_YEAR.fullmatch(text):
        raise BadCell(f"в дате «{text}» год из двух цифр, напишите все четыре")
    if _SLASHED.fullmatch(text):
        raise BadCell(
            f"в дате «{text}» не понятно, где день и где месяц, напишите её в виде 12.03.2015"
        )
    year, month, day = _parts(text)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise BadCell(f"даты «{_cut(text)}» не бывает, исправьте день или месяц") from error


def _parts(text: str) -> tuple[int, int, int]:
    """Year, month, day."""
    if found := _ISO.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _WRITTEN.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    found = _IN_WORDS.fullmatch(text)
    if found and found[2] in _MONTHS:
        return int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1])
    raise BadCell(f"«{_cut(text)}» не дата, напишите её в виде 12.03.2015")


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
