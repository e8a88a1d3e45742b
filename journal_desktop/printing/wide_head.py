"""The head of a wide table: widths of columns, heights of levels, titles set. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from journal_desktop.printing.page import MM, Align, Face, Style, Type
from journal_desktop.printing.tables import CAPTION, CellLines, lead
from journal_desktop.printing.text import SMALLEST, text_width, wrap
from journal_desktop.printing.wide import Head, columns_of

INSET = 2.6
"""Points between a line and the text of a cell or title."""
_LEAST_SHARE = 0.55
"""What a growing column keeps of its width on a page too narrow."""
_TALLEST = 34 * MM
"""How high a turned title stands before it goes into more lines or is set narrow."""
_TURNED = tuple(
    Style(face, size, Align.LEFT, turn=90)
    for face, size in ((Face.SANS, 7.5), (Face.NARROW, 7.5), (Face.NARROW, SMALLEST))
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title and its box: columns `first` up to not `end`, levels `top` up to not `bottom`."""

    first: int
    end: int
    top: int
    bottom: int
    lines: CellLines


@dataclass(frozen=True, slots=True)
class HeadPlan:
    """The head of one page: `edges` of columns from its left, `levels` from its top, in points."""

    edges: tuple[float, ...]
    levels: tuple[float, ...]
    titles: tuple[Title, ...]

    @property
    def height(self) -> float:
        """Of all levels together."""
        return self.levels[-1]


@dataclass(frozen=True, slots=True)
class _Node:
    """A head in its place: columns `first` up to not `end`, level from the top."""

    head: Head
    first: int
    end: int
    level: int


def plan_head(heads: Sequence[Head], room: float, faces: Type) -> HeadPlan:
    """The head over columns that together are `room` points wide."""
    edges = tuple(accumulate(_widths(columns_of(heads), room), initial=0.0))
    nodes = tuple(_nodes(heads, 0, 0))
    depth = max((head.depth() for head in heads), default=1)
    set_titles = {node: _lines(node, edges, faces) for node in nodes}
    heights = _heights(set_titles, depth, faces)
    titles = tuple(
        Title(node.first, node.end, node.level, node.level + 1 if node.head.below else depth, text)
        for node, text in set_titles.items()
    )
    return HeadPlan(edges, tuple(accumulate(heights, initial=0.0)), titles)


def _widths(columns: Sequence[Head], room: float) -> list[float]:
    """Widths that fill the room: spare goes to those who grow, want is taken from them first."""
    natural = [column.width * MM for column in columns]
    shares = [column.grow for column in columns]
    spare, weight = room - sum(natural), sum(shares)
    if weight and spare > 0:
        return [
            width + spare * share / weight for width, share in zip(natural, shares, strict=True)
        ]
    if weight:
        natural = _tightened(natural, shares, -spare)
    scale = room / sum(natural)
    return [width * scale for width in natural]


def _tightened(natural: Sequence[float], shares: Sequence[float], want: float) -> list[float]:
    """Growing columns give what is wanted, but none more than its part."""
    most = [
        width * (1 - _LEAST_SHARE) if share else 0.0
        for width, share in zip(natural, shares, strict=True)
    ]
    part = min(1.0, want / sum(most))
    return [width - give * part for width, give in zip(natural, most, strict=True)]


def _nodes(heads: Sequence[Head], first: int, level: int) -> Iterator[_Node]:
    for head in heads:
        end = first + sum(1 for _ in head.columns())
        yield _Node(head, first, end, level)
        yield from _nodes(head.below, first, level + 1)
        first = end


def _lines(node: _Node, edges: Sequence[float], faces: Type) -> CellLines:
    width = edges[node.end] - edges[node.first]
    room, text = width - 2 * INSET, faces.clean(node.head.title)
    if node.head.turned:
        return _turned(text, width - 2, faces)
    for face in (Face.SANS, Face.NARROW):
        for size in (CAPTION.size, SMALLEST):
            style = CAPTION._replace(face=face, size=size)
            if longest_word(text, style, faces) <= room:
                return tuple((line, style) for line in wrap(text, room, style, faces))
    style = CAPTION._replace(face=Face.NARROW, size=SMALLEST)
    return tuple((line, style) for line in wrap(text, room, style, faces))


def longest_word(text: str, style: Style, faces: Type) -> float:
    """Width in points of the widest word."""
    return max((text_width(word, style, faces) for word in text.split()), default=0.0)


def _turned(text: str, room: float, faces: Type) -> CellLines:
    """Lines of a title that runs upwards in a column `room` points wide."""
    found: CellLines = ()
    for style in _TURNED:
        for count in range(1, max(int(room / (style.size * 1.1)), 1) + 1):
            found = _in_lines(text, count, style, faces)
            if _turned_height(found, faces) <= _TALLEST:
                return found
    return found


def _in_lines(text: str, count: int, style: Style, faces: Type) -> CellLines:
    """The text in at most `count` lines as short as they can be."""
    whole = text_width(text, style, faces) + 0.1
    room = whole if count == 1 else max(longest_word(text, style, faces), whole / count) + 0.1
    while room < whole:
        lines = wrap(text, room, style, faces)
        if len(lines) <= count:
            return tuple((line, style) for line in lines)
        room += 3
    return ((text, style),) if text else ()


def _turned_height(lines: CellLines, faces: Type) -> float:
    return max((text_width(text, style, faces) for text, style in lines), default=0.0)


def _heights(titles: dict[_Node, CellLines], depth: int, faces: Type) -> list[float]:
    """Of each level: groups decide their own, columns stretch the last one."""
    heights = [0.0] * depth
    for node, text in titles.items():
        if node.head.below:
            heights[node.level] = max(heights[node.level], _height(node, text, faces))
    for node, text in titles.items():
        if not node.head.below:
            missing = _height(node, text, faces) - sum(heights[node.level :])
            heights[-1] += max(missing, 0.0)
    return heights


def _height(node: _Node, text: CellLines, faces: Type) -> float:
    tall = (
        _turned_height(text, faces) if node.head.turned else sum(lead(style) for _, style in text)
    )
    return tall + 2 * INSET + 2
