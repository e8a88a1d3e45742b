"""A block of cells as tab-separated text, and what a pasted one would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.marks import from_paste
from journal_desktop.domain.russian import short_date
from journal_desktop.ui.kit.block import laid_out
from journal_desktop.ui.tabs.marks.sheet import Sheet

Place = tuple[int, int]
OUTSIDE = "За краем таблицы нет такой строки или графы."


@dataclass(frozen=True, slots=True)
class Refusal:
    """One pasted value that a cell does not take: where, what and why."""

    where: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a paste would write; nothing is written when anything is refused."""

    texts: dict[Place, str]
    refused: tuple[Refusal, ...]


def copied(sheet: Sheet, block: Sequence[Place]) -> str:
    """The block as spreadsheets take it: rows by line, cells by tab; gaps are empty."""
    if not block:
        return ""
    rows = range(min(row for row, _ in block), max(row for row, _ in block) + 1)
    columns = range(min(col for _, col in block), max(col for _, col in block) + 1)
    chosen = set(block)
    return "\n".join(
        "\t".join(
            _copied_cell(sheet, (row, col)) if (row, col) in chosen else "" for col in columns
        )
        for row in rows
    )


def pasted(sheet: Sheet, text: str, block: Sequence[Place]) -> Pasted:
    """What the text would write from the first chosen cell on.

    One value pasted into a chosen block fills all of it. Columns that hold means take nothing, so
    a block copied together with its means comes back whole.
    """
    return _judged(sheet, laid_out(text, block))


def _judged(sheet: Sheet, wanted: dict[Place, str]) -> Pasted:
    texts, refused = {}, []
    for place, raw in wanted.items():
        value = from_paste(raw)
        if not _inside(sheet, place):
            if value:
                refused.append(Refusal("за краем", raw.strip(), OUTSIDE))
            continue
        why = _why(sheet, place, value)
        if why:
            refused.append(Refusal(_where(sheet, place), raw.strip() or "пусто", why))
        elif sheet.canonical(place[1], value) != sheet.shown(*place):
            texts[place] = sheet.canonical(place[1], value)
    return Pasted(texts, tuple(refused))


def _why(sheet: Sheet, place: Place, value: str) -> str:
    """Why the cell does not take the value; an empty value for a locked cell changes nothing."""
    locked = sheet.why_locked(*place)
    if locked:
        return locked if value != sheet.shown(*place) else ""
    try:
        sheet.canonical(place[1], value)
    except Invalid as error:
        return str(error)
    return ""


def _copied_cell(sheet: Sheet, place: Place) -> str:
    face = sheet.face(*place)
    if sheet.columns[place[1]].lesson is None and sheet.columns[place[1]].sort.value == "MEAN":
        return face.text if face else ""
    return sheet.shown(*place)


def _inside(sheet: Sheet, place: Place) -> bool:
    return place[0] < len(sheet.pupils) and place[1] < len(sheet.columns)


def _where(sheet: Sheet, place: Place) -> str:
    column, name = sheet.columns[place[1]], sheet.pupils[place[0]].name
    if column.lesson is not None:
        return f"{name}, {short_date(column.lesson.day)}"
    return f"{name}, {column.period.short if column.period else ''}"
