"""Draws the pages of a wide table: titles, head, blocks, notes, lines to sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby

from journal_desktop.printing.hatch import HATCH_GREY, hatching
from journal_desktop.printing.page import MM, Align, Face, Frame, Ink, Pen, Stamps, Style, Type
from journal_desktop.printing.tables import BORDER, HAIR, CellLines, lead, lines_height
from journal_desktop.printing.text import fit
from journal_desktop.printing.wide import Signature, Wide
from journal_desktop.printing.wide_head import INSET, HeadPlan, Title
from journal_desktop.printing.wide_layout import (
    GAP,
    SIGN_STEP,
    Measured,
    Placed,
    WidePlan,
    plan_wide,
    sign_columns,
    titles_height,
)

_STRONG = 0.9
_ASCENT = 0.93
_POST = Style(Face.SERIF, 10)
_HINT = Style(Face.SERIF, 7, Align.CENTRE)
_EMPTY = Style(Face.ITALIC, 10, Align.CENTRE)
_POST_SHARE, _SIGN_SHARE = 0.4, 0.24
_DATE_LINE = "«____» ____________________ 20____ г."
_SEAL = f"М.П.\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0{_DATE_LINE}"


class WidePages:
    """The laid-out pages of one table; `sides` is 2 for one that goes over openings."""

    def __init__(self, wide: Wide, frame: Frame, faces: Type, stamps: Stamps) -> None:
        self._wide = wide.fitting(frame.width)
        self._faces = faces
        self._stamps = stamps
        self.plan: WidePlan = plan_wide(self._wide, frame, faces)
        self.sides = len(self.plan.heads)
        self.count = len(self.plan.pages)
        self.bottom = frame.bottom
        """The y under everything on the page drawn last."""

    def draw(self, pen: Pen, frame: Frame, page: int, side: int = 0) -> None:
        """One page of the table, its number counted from 0; `side` 1 is the right one."""
        plan = self.plan
        titles = plan.titles(page)
        y = frame.body
        for text, style in titles if side == 0 else ():
            y -= lead(style)
            pen.text(frame.centre, y, text, fit(text, frame.width, style, self._faces))
        top = frame.body - titles_height(titles)
        head = plan.heads[side]
        pen.stamps.append(self._head(head, frame.left, top))
        edges = [frame.left + x for x in head.edges]
        y = top - plan.head_height
        for number, block in enumerate(plan.pages[page]):
            _draw_block(pen, block, side, edges, y)
            if number:
                _line_over(pen, block, plan.pages[page][number - 1], edges, y)
            y -= block.height
        pen.box((edges[0], y, edges[-1], top - plan.head_height), BORDER)
        self.bottom = self._under(pen, frame, y, side) if page == self.count - 1 else y

    def _under(self, pen: Pen, frame: Frame, y: float, side: int) -> float:
        if not any(self.plan.pages):
            pen.text(frame.centre, y - 2 * lead(_EMPTY), "Записей нет", _EMPTY)
            y -= 2 * lead(_EMPTY)
        if side:
            return frame.bottom
        y -= GAP
        for text, style in self.plan.notes:
            y -= lead(style)
            pen.text(frame.left, y, text, style)
        if not self._wide.is_signed:
            return y - GAP
        self._sign(pen, frame, y - GAP)
        return frame.bottom

    def _sign(self, pen: Pen, frame: Frame, top: float) -> None:
        """Lines to sign and the place for the seal, side by side where the page is wide."""
        columns = sign_columns(frame.width)
        width = frame.width / columns
        places = [
            (frame.left + width * (number % columns), top - SIGN_STEP * (number // columns + 1))
            for number in range(len(self._wide.signatures) + 1)
        ]
        for signature, (x, y) in zip(self._wide.signatures, places, strict=False):
            span = x, x + width - (5 * MM if columns > 1 else 0)
            draw_signature(pen, span, y, signature, self._faces)
        if self._wide.seal or self._wide.dated:
            pen.text(*places[-1], _SEAL if self._wide.seal else _DATE_LINE, _POST)

    def _head(self, head: HeadPlan, left: float, top: float) -> Ink:
        key = (head, self.plan.head_height, left, top)
        if key not in self._stamps:
            pen = Pen()
            _draw_head(pen, head, self.plan.head_height, left, top)
            self._stamps[key] = pen.ink()
        return self._stamps[key]


def draw_signature(
    pen: Pen, span: tuple[float, float], y: float, signature: Signature, faces: Type
) -> None:
    """Post, a line to sign with its hint, the name, on one line between two xs."""
    left, right = span
    width = right - left
    post = faces.clean(signature.post)
    room, line = width * _POST_SHARE, width * _SIGN_SHARE
    pen.text(left, y, post, fit(post, room - 4, _POST, faces))
    start = left + room
    pen.line((start, y - 2, start + line, y - 2), BORDER)
    pen.text(start + line / 2, y - 8.5, "(подпись)", _HINT)
    name = faces.clean(signature.name) or "_" * 20
    x = start + line + 3 * MM
    pen.text(x, y, f"/{name}/", fit(f"/{name}/", right - x, _POST, faces))


def _draw_head(pen: Pen, head: HeadPlan, height: float, left: float, top: float) -> None:
    """Boxes of the titles; the last level reaches down to the first row."""
    levels = (*head.levels[:-1], height)
    for title in head.titles:
        box = (
            left + head.edges[title.first],
            top - levels[title.bottom],
            left + head.edges[title.end],
            top - levels[title.top],
        )
        _draw_title(pen, title, box)
        pen.line((box[0], box[1], box[0], box[3]), HAIR)
        pen.line((box[0], box[1], box[2], box[1]), HAIR)
    pen.box((left, top - height, left + head.edges[-1], top), BORDER)


def _draw_title(pen: Pen, title: Title, box: tuple[float, float, float, float]) -> None:
    if not title.lines:
        return
    left, bottom, right, top = box
    style = title.lines[0][1]
    if style.turn:
        step = style.size * 1.1
        x = (left + right) / 2 - step * (len(title.lines) - 1) / 2 + style.size * 0.35
        for number, (text, own) in enumerate(title.lines):
            pen.text(x + number * step, bottom + INSET + 1, text, own)
        return
    y = (top + bottom + lines_height(title.lines)) / 2
    _draw_lines(pen, title.lines, (left, right), y)


def _draw_lines(pen: Pen, lines: CellLines, span: tuple[float, float], top: float) -> None:
    for text, style in lines:
        x = (span[0] + span[1]) / 2 if style.align is Align.CENTRE else span[0] + INSET
        x = span[1] - INSET if style.align is Align.RIGHT else x
        pen.text(x, top - style.size * _ASCENT, text, style)
        top -= lead(style)


def _draw_block(pen: Pen, block: Measured, side: int, edges: Sequence[float], top: float) -> None:
    """Cells of a block and the lines between them; `top` is the y over its first row."""
    ys = [top - down for down in accumulate(block.heights, initial=0.0)]
    for row, column, down, across, lines in block.cells[side]:
        span = edges[column], edges[column + across]
        upper, lower = ys[row], ys[row + down]
        if lines is None:
            pen.strokes(HAIR, HATCH_GREY).extend(hatching((span[0], lower, span[1], upper)))
        elif lines:
            spare = upper - lower - lines_height(lines)
            _draw_lines(pen, lines, span, upper - (spare / 2 if down == 1 else 2))
    _draw_grid(pen, block.cells[side], edges, ys)


def _draw_grid(
    pen: Pen, cells: Sequence[Placed], edges: Sequence[float], ys: Sequence[float]
) -> None:
    """Hairlines between cells, open under spans."""
    rows, columns = len(ys) - 1, len(edges) - 1
    if all(cell.down == 1 == cell.across for cell in cells):
        hair = pen.strokes(HAIR)
        hair.extend((edges[0], y, edges[-1], y) for y in ys[1:-1])
        hair.extend((x, ys[0], x, ys[-1]) for x in edges[1:-1])
        return
    closed_under = {
        (row, column)
        for cell in cells
        for row in range(cell.row, cell.row + cell.down - 1)
        for column in range(cell.column, cell.column + cell.across)
    }
    closed_right = {
        (row, column)
        for cell in cells
        for row in range(cell.row, cell.row + cell.down)
        for column in range(cell.column, cell.column + cell.across - 1)
    }
    for row in range(rows - 1):
        for first, end in _runs((row, column) in closed_under for column in range(columns)):
            pen.line((edges[first], ys[row + 1], edges[end], ys[row + 1]), HAIR)
    for column in range(columns - 1):
        for first, end in _runs((row, column) in closed_right for row in range(rows)):
            pen.line((edges[column + 1], ys[first], edges[column + 1], ys[end]), HAIR)


def _line_over(
    pen: Pen, block: Measured, before: Measured, edges: Sequence[float], y: float
) -> None:
    """The line between two blocks: thicker where one of them is of several rows."""
    many = len(block.heights) > 1 or len(before.heights) > 1
    width = _STRONG if block.strong else BORDER * 1.5 if many else HAIR
    pen.line((edges[0], y, edges[-1], y), width)


def _runs(closed: Iterable[bool]) -> Iterator[tuple[int, int]]:
    """Runs of places that are not closed: first and end of each."""
    start = 0
    for is_closed, members in groupby(closed):
        end = start + sum(1 for _ in members)
        if not is_closed:
            yield start, end
        start = end
