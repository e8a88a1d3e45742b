"""A lesson plan and its correction sheet on paper: headings, a table with its head on each page.

Source: domain 7.1 (form columns and title block), 7.5 (Лист корректировки КТП).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from journal_desktop.printing.book import Column
from journal_desktop.printing.page import (
    MM,
    Align,
    Face,
    Kind,
    Page,
    Paper,
    Pen,
    Style,
    Type,
)
from journal_desktop.printing.tables import (
    BODY,
    PAD,
    Grid,
    Row,
    break_pages,
    draw_heading,
    draw_rows,
    heading,
    lead,
    lines,
    row,
)
from journal_desktop.printing.text import fit, wrap

PAPER: Final = Paper(landscape=True, duplex=False, holes=False)
_CENTRED: Final = BODY._replace(align=Align.CENTRE)
_SECTION: Final = BODY._replace(face=Face.BOLD)
_HEAD: Final = Style(Face.BOLD, 13, Align.CENTRE)
_TEXT: Final = Style(Face.SERIF, 10.5, Align.CENTRE)
_STAMP: Final = Style(Face.SERIF, 9)
_SIGN: Final = Style(Face.SERIF, 10.5)
_FOOT: Final = Style(Face.SANS, 8, Align.RIGHT)
_GAP: Final = 3 * MM
_FOOT_ROOM: Final = 5 * MM


@dataclass(frozen=True, slots=True)
class PlanTable:
    """What is printed: stamps side by side, lines of a title, a table, lines under it.

    A row with one text alone goes across the table: a section. `title` is the line set large.
    """

    stamps: tuple[tuple[str, ...], ...]
    heading: tuple[str, ...]
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    closing: tuple[str, ...]
    foot: str


def plan_pages(table: PlanTable, faces: Type) -> list[Page]:
    """The pages, numbered sheet by sheet; the closing lines are never alone on one."""
    frame = PAPER.frame(1)
    unit = frame.width / sum(column.share for column in table.columns)
    grid = Grid(frame.left, tuple(column.share * unit for column in table.columns))
    head = heading([column.title for column in table.columns], grid.widths, faces)
    rows = [_row(texts, table.columns, grid, faces) for texts in table.rows]
    drawn = Pen()
    first = frame.top - _draw_top(drawn, table, faces)
    bottom = frame.bottom + _FOOT_ROOM
    closing = _closing_height(table, faces)
    parts = _parts(rows, (first, frame.top), head.height, (bottom, closing))
    pages = []
    for number, part in enumerate(parts, 1):
        pen = drawn if number == 1 else Pen()
        top = first if number == 1 else frame.top
        y = draw_rows(pen, grid, draw_heading(pen, grid, top, head), part)
        if number == len(parts):
            _draw_closing(pen, table, faces, y)
        foot = f"{table.foot} · лист {number} из {len(parts)}"
        style = fit(foot, frame.width, _FOOT, faces)
        pen.text(frame.right, frame.bottom + PAD, faces.clean(foot), style)
        pages.append(Page(number, number, Kind.TABLE, PAPER.size, frame, (), pen.ink()))
    return pages


def _parts(
    rows: Sequence[Row], tops: tuple[float, float], head: float, ends: tuple[float, float]
) -> list[list[Row]]:
    """Rows page by page: the first has the title above it, the last the closing lines below."""
    (first, top), (bottom, closing) = tops, ends
    spare = Row((), top - first)  # what the title takes of the first page
    parts = break_pages([spare, *rows], top - bottom - head)
    parts[0] = parts[0][1:]
    used = sum(each.height for each in parts[-1]) + (top - first if len(parts) == 1 else 0.0)
    if used + closing > top - bottom - head:
        kept = parts[-1][:-1] if len(parts[-1]) > 1 else parts[-1]
        moved = parts[-1][len(kept) :]
        parts[-1:] = [list(kept), list(moved)]
    return parts


def _row(texts: Sequence[str], columns: Sequence[Column], grid: Grid, faces: Type) -> Row:
    if len(texts) == 1:
        return row([lines(texts[0], sum(grid.widths), _SECTION, faces)])
    styles = [_CENTRED if column.centred else BODY for column in columns]
    return row(
        _cell(text, width, style, faces)
        for text, width, style in zip(texts, grid.widths, styles, strict=True)
    )


def _cell(text: str, width: float, style: Style, faces: Type) -> tuple[tuple[str, Style], ...]:
    """A cell keeps its own lines."""
    return tuple(line for part in text.split("\n") for line in lines(part, width, style, faces))


def _draw_top(pen: Pen, table: PlanTable, faces: Type) -> float:
    """Stamps and title of the first page; the height they take."""
    frame = PAPER.frame(1)
    y = frame.top
    if table.stamps:
        width = frame.width / len(table.stamps)
        ends = [
            _draw_lines(pen, frame.left + n * width, y, _wrapped(stamp, width - _GAP, faces))
            for n, stamp in enumerate(table.stamps)
        ]
        y = min(ends) - _GAP
    for text in table.heading:
        style = _HEAD if text == table.title else _TEXT
        for line in wrap(faces.clean(text), frame.width, style, faces):
            y -= lead(style)
            pen.text(frame.centre, y, line, style)
    return frame.top - y + _GAP


def _wrapped(stamp: Sequence[str], width: float, faces: Type) -> Iterator[str]:
    for text in stamp:
        yield from wrap(faces.clean(text), width, _STAMP, faces)


def _draw_lines(pen: Pen, x: float, y: float, texts: Iterator[str]) -> float:
    for text in texts:
        y -= lead(_STAMP)
        pen.text(x, y, text, _STAMP)
    return y


def _closing_lines(table: PlanTable, faces: Type) -> list[str]:
    width = PAPER.frame(1).width
    return [line for text in table.closing for line in wrap(faces.clean(text), width, _SIGN, faces)]


def _closing_height(table: PlanTable, faces: Type) -> float:
    return _GAP * 2 + len(_closing_lines(table, faces)) * lead(_SIGN) * 1.35


def _draw_closing(pen: Pen, table: PlanTable, faces: Type, y: float) -> None:
    y -= _GAP
    for text in _closing_lines(table, faces):
        y -= lead(_SIGN) * 1.35
        pen.text(PAPER.frame(1).left, y, text, _SIGN)
