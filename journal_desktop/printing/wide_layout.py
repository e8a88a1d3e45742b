"""A wide table → pages: cells measured, blocks put on pages, none torn. Pure.

Source: domain reference 3.1: «a pupil's block is never split across pages; header repeated».
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from journal_desktop.printing.page import MM, Align, Face, Frame, Style, Type
from journal_desktop.printing.tables import CellLines, lead, lines_height
from journal_desktop.printing.text import SMALLEST, wrap
from journal_desktop.printing.wide import Block, Look, Spot, Wide, columns_of
from journal_desktop.printing.wide_head import INSET, HeadPlan, longest_word, plan_head

GAP = 4.0
"""Points between the table and what stands under it."""
TITLE = Style(Face.BOLD, 13, Align.CENTRE)
AGAIN = Style(Face.BOLD, 11, Align.CENTRE)
LEAD = Style(Face.SERIF, 10.5, Align.CENTRE)
NOTE = Style(Face.SERIF, 8.5)
SIGN_STEP = 8 * MM
_SHARES = tuple(part / 40 for part in range(18, 40))
"""Parts of a page that are tried to share rows out evenly."""
_UNDER_SIGN = 11.0
"""Points under the last line to sign: what is to be written stands there."""
_SIDE_BY_SIDE = 220 * MM
_LEAST_ROW = 4.2 * MM
_PAD = 1.0
_CENTRED_INSET = 0.6
_FACES = {Face.BOLD: Face.NARROW_BOLD, Face.NARROW_BOLD: Face.NARROW_BOLD}

Titles = tuple[tuple[str, Style], ...]


class Placed(NamedTuple):
    """A measured cell: row in its block, column of its page, span; `lines` is None if hatched."""

    row: int
    column: int
    down: int
    across: int
    lines: CellLines | None


@dataclass(frozen=True, slots=True)
class Measured:
    """A block: heights of its rows in points, its cells by page of the opening."""

    heights: tuple[float, ...]
    cells: tuple[tuple[Placed, ...], ...]
    bound: bool = False
    strong: bool = False

    @property
    def height(self) -> float:
        """Of all rows together."""
        return sum(self.heights)


@dataclass(frozen=True, slots=True)
class WidePlan:
    """A table laid out: a head for each page of an opening (one or two), blocks page by page.

    `first` and `again` are the titles; `notes` stand on the last page with the signatures.
    """

    heads: tuple[HeadPlan, ...]
    pages: tuple[tuple[Measured, ...], ...]
    first: Titles
    again: Titles
    notes: CellLines

    @property
    def head_height(self) -> float:
        """The same on both pages of an opening."""
        return max(head.height for head in self.heads)

    def titles(self, page: int) -> Titles:
        """What stands over the table on that page."""
        return self.again if page else self.first


def titles_height(titles: Titles) -> float:
    """Height in points of the titles with the space under them."""
    return sum(lead(style) for _, style in titles) + 2 * GAP


def plan_wide(wide: Wide, frame: Frame, faces: Type) -> WidePlan:
    """Lay the table out on pages whose frames are as wide and high as this one."""
    groups = [wide.heads]
    if wide.further:
        groups.append((*wide.heads[: wide.repeated], *wide.further))
    heads = tuple(plan_head(group, frame.width, faces) for group in groups)
    ruler = _Ruler(wide, heads, faces)
    notes = tuple(
        (line, NOTE)
        for text in wide.notes
        for line in wrap(faces.clean(text), frame.width, NOTE, faces)
    )
    first, again = _titles(wide, frame.width, faces)
    highest = max(head.height for head in heads)
    under = frame.body - frame.bottom - highest
    rooms = (under - titles_height(first), under - titles_height(again))
    blocks = [ruler.block(block) for block in wide.blocks]
    tail = notes_height(notes) + signatures_height(wide, frame.width)
    pages = _break(blocks, rooms, tail)
    if wide.tallest:
        pages = _grown(_shared_out(pages, blocks, rooms, tail), rooms, tail, wide.tallest * MM)
    return WidePlan(heads, tuple(map(tuple, pages)), first, again, notes)


def notes_height(notes: CellLines) -> float:
    """Height in points of the notes with the space over and under them."""
    return lines_height(notes) + 2 * GAP if notes else 0.0


def signatures_height(wide: Wide, room: float) -> float:
    """Height in points of the lines to sign on a page `room` points wide."""
    if not wide.signatures:
        return 0.0
    lines = len(wide.signatures) + (wide.seal or wide.dated)
    return SIGN_STEP * -(-lines // sign_columns(room)) + 2 * GAP + _UNDER_SIGN


def sign_columns(room: float) -> int:
    """How many lines to sign stand side by side."""
    return 2 if room >= _SIDE_BY_SIDE else 1


def _titles(wide: Wide, room: float, faces: Type) -> tuple[Titles, Titles]:
    def wrapped(texts: Sequence[str], style: Style) -> Titles:
        found = (wrap(faces.clean(text), room, style, faces) for text in texts)
        return tuple((line, style) for lines in found for line in lines)

    above, under = wrapped(wide.above, LEAD), wrapped(wide.lead, LEAD)
    again = wide.again or f"{wide.title} (продолжение)"
    return (*above, *wrapped([wide.title], TITLE), *under), wrapped([again], AGAIN)


class _Ruler:
    """Measures blocks; equal texts of equal columns are measured once."""

    def __init__(self, wide: Wide, heads: Sequence[HeadPlan], faces: Type) -> None:
        self._faces = faces
        self._heads = heads
        self._known: dict[tuple[str, Look, int], CellLines] = {}
        own = columns_of(wide.heads)
        repeated = len(columns_of(wide.heads[: wide.repeated]))
        self._looks = [column.look for column in (*own, *columns_of(wide.further))]
        self._sides = [tuple(range(len(own)))]
        if wide.further:
            self._sides.append((*range(repeated), *range(len(own), len(self._looks))))

    def block(self, block: Block) -> Measured:
        """The block with the heights its cells need; a long spanning one stretches its rows."""
        cells = tuple(
            tuple(self._cells(block, side, head))
            for side, head in zip(self._sides, self._heads, strict=True)
        )
        heights = [max(_LEAST_ROW, block.lowest * MM)] * len(block.lines)
        every = [cell for side in cells for cell in side]
        spanning = [cell for cell in every if cell.down > 1]
        for row, _, down, _, lines in every:
            if down == 1:
                missing = cell_height(lines) - heights[row]
                if missing > 0:
                    heights[row] += missing
        for cell in sorted(spanning, key=lambda cell: cell.down):
            rows = range(cell.row, cell.row + cell.down)
            missing = cell_height(cell.lines) - sum(heights[row] for row in rows)
            for row in rows:
                heights[row] += max(missing, 0.0) / cell.down
        return Measured(tuple(heights), cells, block.bound, block.strong)

    def _cells(self, block: Block, side: Sequence[int], head: HeadPlan) -> Iterator[Placed]:
        looks, edges, measured = self._looks, head.edges, self._lines
        for row, line in enumerate(block.lines):
            for place, column in enumerate(side):
                cell = line[column]
                if isinstance(cell, str):
                    if cell:
                        room = edges[place + 1] - edges[place]
                        yield Placed(row, place, 1, 1, measured(cell, looks[column], room))
                elif cell is None:
                    yield Placed(row, place, 1, 1, None)
                elif isinstance(cell, Spot):
                    room = edges[place + cell.across] - edges[place]
                    lines = measured(cell.text, cell.look or looks[column], room)
                    yield Placed(row, place, cell.down, cell.across, lines)

    def _lines(self, text: str, look: Look, room: float) -> CellLines:
        key = (text, look, int(room * 100))
        found = self._known.get(key)
        if found is None:
            found = cell_lines(self._faces.clean(text), room, look, self._faces)
            self._known[key] = found
        return found


def cell_height(lines: CellLines | None) -> float:
    """What the row of a cell needs, in points."""
    return lines_height(lines) + 2 * _PAD if lines else 0.0


def cell_lines(text: str, width: float, look: Look, faces: Type) -> CellLines:
    """A text set so that no word is broken, if 7 pt allow, in a cell `width` points wide."""
    inset = _CENTRED_INSET if look.align is Align.CENTRE else INSET
    room = width - 2 * inset
    asked = Style(look.face, look.size, look.align)
    narrow = asked._replace(face=_FACES.get(look.face, Face.NARROW))
    sizes = {look.size, max(look.size - 1, SMALLEST), SMALLEST}
    smaller = (narrow._replace(size=size) for size in sorted(sizes, reverse=True))
    style = asked
    for style in (asked, *smaller):
        if longest_word(text, style, faces) <= room:
            break
    return tuple((line, style) for line in wrap(text, room, style, faces))


def _break(
    blocks: Sequence[Measured], rooms: tuple[float, float], tail: float
) -> list[list[Measured]]:
    """Blocks page by page; the last page keeps `tail` points for what stands under the table."""
    pages: list[list[Measured]] = [[]]
    used = 0.0
    for group in _groups(blocks, min(rooms)):
        height = sum(block.height for block in group)
        if pages[-1] and used + height > rooms[len(pages) > 1]:
            pages.append([])
            used = 0.0
        pages[-1].extend(group)
        used += height
    if used + tail > rooms[len(pages) > 1]:
        pages.append(_moved(pages[-1]))
    return pages


def _shared_out(
    pages: list[list[Measured]],
    blocks: Sequence[Measured],
    rooms: tuple[float, float],
    tail: float,
) -> list[list[Measured]]:
    """As many pages, none much emptier than the others."""
    highest = max(
        (sum(one.height for one in group) for group in _groups(blocks, min(rooms))), default=0
    )
    for share in _SHARES if len(pages) > 1 else ():
        less = rooms[0] * share, rooms[1] * share
        if highest + tail > min(less):
            continue
        evener = _break(blocks, less, tail)
        if len(evener) == len(pages):
            return evener
    return pages


def _grown(
    pages: list[list[Measured]], rooms: tuple[float, float], tail: float, tallest: float
) -> list[list[Measured]]:
    """The pages with rows of one height, as far as the fullest page and `tallest` allow."""
    level = tallest
    for number, page in enumerate(pages):
        room = rooms[number > 0] - (tail if number == len(pages) - 1 else 0.0)
        level = min(level, _level([height for block in page for height in block.heights], room))
    return [
        [replace(one, heights=tuple(max(height, level) for height in one.heights)) for one in page]
        for page in pages
    ]


def _level(heights: Sequence[float], room: float) -> float:
    """To what height the low rows may grow in `room` points."""
    rest, low = room - 0.01, sorted(heights)
    while low and low[-1] > rest / len(low):
        rest -= low.pop()
    return rest / len(low) if low else 0.0


def _moved(page: list[Measured]) -> list[Measured]:
    """The last block with what is bound to it, taken to go with the signatures; one stays."""
    first = max((n for n, block in enumerate(page) if n and not block.bound), default=len(page))
    moved = page[first:]
    del page[first:]
    return moved


def _groups(blocks: Sequence[Measured], room: float) -> Iterator[list[Measured]]:
    """Blocks that stay together; one higher than a page comes in parts."""
    group: list[Measured] = []
    for block in blocks:
        together = sum(one.height for one in group) + block.height <= room
        if group and not (block.bound and together):
            yield group
            group = []
        rest: Measured | None = block
        while rest is not None and rest.height > room:
            part, rest = divide(rest, room)
            yield [part]
        group.extend([rest] if rest else [])
    if group:
        yield group


def divide(block: Measured, room: float) -> tuple[Measured, Measured | None]:
    """The part of a block that fits into `room` points and the rest; at least a line moves."""
    used, count = 0.0, 0
    while count < len(block.heights) and used + block.heights[count] <= room:
        used += block.heights[count]
        count += 1
    if count == len(block.heights):
        return block, None
    heads: list[tuple[Placed, ...]] = []
    tails: list[tuple[Placed, ...]] = []
    inside = count == 0
    for side in block.cells:
        halves = [_halves(cell, block.heights, (count, inside), room) for cell in side]
        heads.append(tuple(head for head, _ in halves if head))
        tails.append(tuple(tail for _, tail in halves if tail))
    kept = (room,) if inside else block.heights[:count]
    rest = _stretched(block.heights[count:], tails)
    return (
        Measured(kept, tuple(heads), block.bound, block.strong),
        Measured(rest, tuple(tails), strong=block.strong),
    )


def _halves(
    cell: Placed, heights: Sequence[float], cut: tuple[int, bool], room: float
) -> tuple[Placed | None, Placed | None]:
    """A cell over and under the cut after `count` rows, or inside the first one."""
    count, inside = cut
    if not inside and cell.row + cell.down <= count:
        return cell, None
    if cell.row >= max(count, inside):
        return None, Placed(cell.row - count, cell.column, cell.down, cell.across, cell.lines)
    above = room if inside else sum(heights[cell.row : count])
    lines = cell.lines
    fitting = _count(lines or (), above - 2 * _PAD)
    down = 1 if inside else count - cell.row
    rest = cell.down if inside else cell.row + cell.down - count
    head = Placed(cell.row, cell.column, down, cell.across, lines and lines[:fitting])
    tail = Placed(0, cell.column, rest, cell.across, lines and lines[fitting:])
    return head, tail


def _count(lines: CellLines, room: float) -> int:
    used = 0.0
    for count, (_, style) in enumerate(lines):
        used += lead(style)
        if used > room and count:
            return count
    return len(lines)


def _stretched(heights: Sequence[float], sides: Sequence[Sequence[Placed]]) -> tuple[float, ...]:
    """Heights of the rest: its first row as high as what is left in it."""
    found = list(heights)
    found[0] = _LEAST_ROW
    for cell in (cell for side in sides for cell in side):
        rows = range(cell.row, cell.row + cell.down)
        missing = cell_height(cell.lines) - sum(found[row] for row in rows)
        found[rows[-1]] += max(missing, 0.0)
    return tuple(found)
