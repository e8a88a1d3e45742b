"""A wide table as values: heads in levels, turned titles, blocks of rows that never split.

Source: domain reference 3.1 (summary ledger), 2.2 (ledgers of the bound journal), 2.3.1.

A section of the book (`Book.sections`) like `Subject` and `Sheet`, and the body of documents of
their own (`printing/ledger`). How it is used:

* `heads` is a forest: a `Head` with `below` is a group over its members, one without is a column.
  `width` is in millimetres; what is left of the page goes to the columns with `grow`, by their
  shares, and when nobody grows all columns are stretched alike. A page too narrow takes from the
  growing columns first.
* `blocks` are read down; each is a group of `lines` kept on one page: all rows of a pupil, or one
  row of an ordinary table (`rows_of`). `bound` keeps a block with the one before it (totals),
  `strong` sets it off by a thicker line.
* a line has one cell for every column of `heads` and then of `further`: a text in the look of
  its column, a `Spot` with a look or a span of its own, None for a hatched cell (the pupil is not
  enrolled), COVERED for a place under the span of a `Spot`.
* `further` are the columns of the right page of an opening: the same rows go on there. The first
  `repeated` of `heads` are printed once more at its left. A span never crosses from the left
  page to the right one.
* the title stands over the first page with the lines `above` and `lead` over and under it, the
  title `again` (the same with «(продолжение)» when empty) over the others, the head over all;
  `notes` and `signatures` stand under the last row and are never alone on a page.

Nothing is ever cut: a text that does not fit is set narrow, then smaller, not under 7 pt, then
wrapped, and its row grows; only a block higher than a page is divided between its rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from journal_desktop.printing.page import MM, Align, Face


class Look(NamedTuple):
    """How the text of a cell is set; the size is in points and is the largest one used."""

    face: Face = Face.SERIF
    align: Align = Align.LEFT
    size: float = 9


TEXT: Final = Look()
SMALL: Final = Look(size=8)
MARK: Final = Look(align=Align.CENTRE)
STRONG: Final = Look(Face.BOLD, Align.CENTRE)
BOLD: Final = Look(Face.BOLD)
ITALIC: Final = Look(Face.ITALIC)


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell with a look of its own (None: that of its column) over `down` × `across` places."""

    text: str
    look: Look | None = None
    down: int = 1
    across: int = 1


class _Covered:
    """The type of COVERED."""

    __slots__ = ()


COVERED: Final = _Covered()
"""A place that lies under the span of a Spot above it or at its left."""

Cell = str | Spot | _Covered | None
Line = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that stay on one page; `bound`: on the page of the block before it.

    `lowest` is the least height of a row in millimetres, for what is filled in by hand.
    """

    lines: tuple[Line, ...]
    bound: bool = False
    strong: bool = False
    lowest: float = 0.0


@dataclass(frozen=True, slots=True)
class Head:
    """A column with its width in millimetres, or a group of columns `below` it.

    `turned` sets the title of a column upwards; `look` is that of its cells.
    """

    title: str
    width: float = 8
    grow: float = 0
    turned: bool = False
    look: Look = MARK
    below: tuple[Head, ...] = ()

    def columns(self) -> Iterator[Head]:
        """The columns under this head, itself when it is one."""
        if not self.below:
            yield self
        for head in self.below:
            yield from head.columns()

    def depth(self) -> int:
        """How many levels of titles it takes."""
        return 1 + max((head.depth() for head in self.below), default=0)


class Signature(NamedTuple):
    """A line to sign: post and name; an empty name leaves room to write it."""

    post: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Wide:
    """One table; see the module for what its parts mean. `teacher` goes into the contents.

    `seal` adds «М.П.» and a line for the date under the signatures, `dated` the date alone. On a
    page narrower than `least` millimetres between its margins the form `upright` is printed.
    `joined` stands under the wide table before it, on its last page, where it has room whole.
    `tallest` is for tables of like rows: they are shared out evenly over the pages and grow, while
    the pages have room, to so many millimetres.
    """

    title: str
    heads: tuple[Head, ...]
    blocks: tuple[Block, ...]
    further: tuple[Head, ...] = ()
    repeated: int = 0
    above: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    again: str = ""
    notes: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    seal: bool = False
    dated: bool = False
    teacher: str = ""
    joined: bool = False
    tallest: float = 0.0
    least: float = 0
    upright: Wide | None = None

    @property
    def is_signed(self) -> bool:
        """Whether something to sign, seal or date stands under it."""
        return bool(self.signatures or self.seal or self.dated)

    def fitting(self, room: float) -> Wide:
        """The table for pages `room` points wide."""
        if self.upright is not None and room < self.least * MM:
            return self.upright.fitting(room)
        return self


def rows_of(lines: Iterable[Sequence[Cell]], lowest: float = 0.0) -> tuple[Block, ...]:
    """Blocks of one row each: an ordinary table."""
    return tuple(Block((tuple(line),), lowest=lowest) for line in lines)


def columns_of(heads: Iterable[Head]) -> tuple[Head, ...]:
    """The columns under the heads from left to right."""
    return tuple(column for head in heads for column in head.columns())
