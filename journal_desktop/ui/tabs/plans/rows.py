"""Rows of the editor's table: headings of sections, the lines under them, a row for a new line.

Source: domain 7.1 (раздел: its name and its hours).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from journal_desktop.domain.plans.values import PlanTopic, hours, total
from journal_desktop.ui.kit.clipboard_table import PastedRow
from journal_desktop.ui.tabs.plans.cells import shown

NO_SECTION: Final = "Без раздела"
_NAMED: Final = re.compile(r"(?:раздел|модуль|глава|часть|блок)\b|\d+[.)]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of lines that follow one another in one section.

    A section whose lines are torn apart has a heading over each part, so that the table shows the
    order as it is.
    """

    section_id: int | None
    title: str
    text: str
    topic_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NewRow:
    """The row below the last line, where a new one is typed."""


TableRow = Head | PlanTopic | NewRow


def table_rows(topics: Sequence[PlanTopic], *, editable: bool) -> tuple[TableRow, ...]:
    """The rows of a plan; lines without a section at its beginning have no heading."""
    rows: list[TableRow] = []
    numbers: dict[int, int] = {}
    for section_id, run in groupby(topics, key=lambda topic: topic.section_id):
        lines = tuple(run)
        if section_id is not None or rows:
            rows.append(_head(section_id, lines, numbers))
        rows += lines
    return (*rows, NewRow()) if editable else tuple(rows)


def row_key(row: TableRow) -> Hashable:
    """What makes a row the same row after a change."""
    if isinstance(row, PlanTopic):
        return row.id
    return (Head, row.section_id) if isinstance(row, Head) else NewRow


def block(
    rows: Sequence[TableRow], cells: Sequence[tuple[int, int]], columns: Sequence[int]
) -> list[PastedRow]:
    """The chosen cells for the clipboard; headings go along with whole rows only."""
    places, used = set(cells), {column for _, column in cells}
    chosen = [column for column in columns if column in used]
    found = []
    for number in sorted({row for row, _ in cells}):
        row = rows[number]
        if isinstance(row, PlanTopic):
            texts = (shown(row, one) if (number, one) in places else "" for one in chosen)
            found.append(PastedRow(tuple(texts)))
        elif isinstance(row, Head) and len(chosen) == len(columns):
            found.append(PastedRow((row.text, *[""] * (len(chosen) - 1)), is_wide=True))
    return found


def _head(section_id: int | None, lines: Sequence[PlanTopic], numbers: dict[int, int]) -> Head:
    ids, told = tuple(topic.id for topic in lines), f"{hours(total(lines))} ч"
    if section_id is None:
        return Head(None, "", f"{NO_SECTION} – {told}", ids)
    again = section_id in numbers
    number, title = numbers.setdefault(section_id, len(numbers) + 1), lines[0].section
    named = title if _NAMED.match(title) else f"Раздел {number}. {title}"
    return Head(section_id, title, f"{named}{' (продолжение)' if again else ''} – {told}", ids)
