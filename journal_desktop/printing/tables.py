"""Tables whose cells wrap: rows measured, broken over pages and ruled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from journal_desktop.printing.page import Align, Face, Pen, Style, Type
from journal_desktop.printing.text import wrap

HAIR = 0.25
"""Width in points of the inner lines."""
BORDER = 0.4
"""Width in points of the outer lines and of those under headings."""
PAD = 3.0
"""Points between a line and the text beside it."""
BODY = Style(Face.SERIF, 9)
LEADING = 1.2
_FEWEST = 3
"""Rows a last page has at least: one alone is an orphan."""
CAPTION = Style(Face.SANS, 7.5, Align.CENTRE)

CellLines = tuple[tuple[str, Style], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of wrapped cells; one with a single cell goes across the table. Height in points."""

    cells: tuple[CellLines, ...]
    height: float


def lead(style: Style) -> float:
    """Distance in points from one baseline to the next."""
    return style.size * LEADING


def lines_height(lines: CellLines) -> float:
    """Height in points of the lines of one cell without padding."""
    if len(lines) == 1:
        return lead(lines[0][1])
    return sum([style.size * LEADING for _, style in lines])


def row(cells: Iterable[CellLines]) -> Row:
    """A row as high as its highest cell."""
    kept = tuple(cells)
    return Row(kept, max([lines_height(cell) for cell in kept], default=0.0) + 2 * PAD)


def lines(text: str, room: float, style: Style, faces: Type) -> CellLines:
    """A text wrapped to a column `room` points wide, borders included."""
    if not text:
        return ()
    return tuple((line, style) for line in wrap(faces.clean(text), room - 2 * PAD, style, faces))


def split(long: Row, room: float) -> tuple[Row, Row | None]:
    """The part of the row that fits into `room` points and the rest; at least one line moves."""
    heads: list[CellLines] = []
    tails: list[CellLines] = []
    for cell in long.cells:
        count = _lines_in(cell, room - 2 * PAD)
        heads.append(cell[:count])
        tails.append(cell[count:])
    return row(heads), row(tails) if any(tails) else None


def _lines_in(cell: CellLines, room: float) -> int:
    used = 0.0
    for count, (_, style) in enumerate(cell):
        used += lead(style)
        if used > room and count:
            return count
    return len(cell)


def break_pages(rows: Iterable[Row], room: float) -> list[list[Row]]:
    """Rows page by page, each page at most `room` points high; a row too high is split."""
    pages: list[list[Row]] = [[]]
    used = 0.0
    for whole in rows:
        rest: Row | None = whole
        while rest is not None:
            if pages[-1] and used + rest.height > room:
                pages.append([])
                used = 0.0
            part, rest = split(rest, room) if rest.height > room else (rest, None)
            pages[-1].append(part)
            used += part.height
    return pages


def without_orphans(pages: list[list[Row]], room: float) -> list[list[Row]]:
    """The same rows, but no last page with fewer than three of them when it can be helped."""
    while len(pages) > 1 and len(pages[-1]) < _FEWEST < len(pages[-2]):
        moved = pages[-2][-1]
        if moved.height + sum(line.height for line in pages[-1]) > room:
            break
        pages[-1].insert(0, pages[-2].pop())
    return pages


@dataclass(frozen=True, slots=True)
class Grid:
    """Where a table stands: left edge and widths of its columns in points."""

    left: float
    widths: tuple[float, ...]

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.left + sum(self.widths)

    def edges(self) -> tuple[float, ...]:
        """The x of every vertical line."""
        xs = [self.left]
        for width in self.widths:
            xs.append(xs[-1] + width)
        return tuple(xs)


def heading(titles: Sequence[str], widths: Sequence[float], faces: Type) -> Row:
    """The row of column titles."""
    return row(
        lines(title, width, CAPTION, faces) for title, width in zip(titles, widths, strict=True)
    )


def draw_heading(pen: Pen, grid: Grid, top: float, head: Row) -> float:
    """Draw the titles in the middle of their cells and return the y under them."""
    edges = grid.edges()
    bottom = top - head.height
    pen.box((grid.left, bottom, grid.right, top), BORDER)
    for x in edges[1:-1]:
        pen.line((x, bottom, x, top), HAIR)
    for cell, left, right in zip(head.cells, edges, edges[1:], strict=False):
        spare = (head.height - 2 * PAD - lines_height(cell)) / 2
        _draw_cell(pen, cell, (left, right), top - spare)
    return bottom


def draw_rows(pen: Pen, grid: Grid, top: float, rows: Sequence[Row]) -> float:
    """Draw rows downwards and return the y under them."""
    edges, right = grid.edges(), grid.right
    hair, y = pen.strokes(HAIR), top
    for number, line in enumerate(rows):
        if number:
            hair.append((grid.left, y, right, y))
        spans = edges if len(line.cells) > 1 else (grid.left, right)
        for cell, span in zip(line.cells, pairwise(spans), strict=False):
            if cell:
                _draw_cell(pen, cell, span, y)
        bottom = y - line.height
        hair.extend([(x, bottom, x, y) for x in spans[1:-1]])
        y = bottom
    if rows:
        pen.box((grid.left, y, right, top), BORDER)
    return y


def draw_notes(pen: Pen, grid: Grid, top: float, rows: Sequence[Row]) -> None:
    """Draw paragraphs downwards without lines."""
    y = top
    for line in rows:
        _draw_cell(pen, line.cells[0], (grid.left - PAD, grid.right), y)
        y -= line.height


def _draw_cell(pen: Pen, cell: CellLines, span: tuple[float, float], top: float) -> None:
    y = top - PAD
    known: Style | None = None
    for text, style in cell:
        if style is not known:
            known, x, places = style, _x(span, style.align), pen.places(style)
        places.append((x, y - style.size * 0.93, text))
        y -= style.size * LEADING


def _x(span: tuple[float, float], align: Align) -> float:
    left, right = span
    if align is Align.LEFT:
        return left + PAD
    return (left + right) / 2 if align is Align.CENTRE else right - PAD
