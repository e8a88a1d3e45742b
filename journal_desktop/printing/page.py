"""A laid-out page as values: points from the lower left corner of the paper, nothing to decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from journal_desktop.domain.errors import Invalid

MM = 72 / 25.4
"""Points in a millimetre."""
LEAST_BINDING = 30
"""Millimetres (R-4.3-02)."""
_LEAST_WIDTH = 150 * MM


BOX = "◊"
"""Stands for every character that the typefaces do not have."""


class Face(Enum):
    """The typefaces of the printed book."""

    SERIF = "serif"
    BOLD = "serif-bold"
    ITALIC = "serif-italic"
    SANS = "sans"
    NARROW = "narrow"
    NARROW_BOLD = "narrow-bold"

    __hash__ = object.__hash__  # members are single; the one of Enum costs 7 % of a book


class Align(Enum):
    """Which part of the text stands at its x."""

    LEFT = "LEFT"
    CENTRE = "CENTRE"
    RIGHT = "RIGHT"

    __hash__ = object.__hash__


class Style(NamedTuple):
    """How a text is set: size in points, grey from 0 (black) to 1, turn in degrees."""

    face: Face
    size: float
    align: Align = Align.LEFT
    grey: float = 0.0
    turn: int = 0


Place = tuple[float, float, str]
"""Where a text stands: x of its aligned point, y of its baseline, the text."""

Stroke = tuple[float, float, float, float]
"""A straight line from x, y to x, y."""

Box = tuple[float, float, float, float]
"""A filled black rectangle: x, y of the lower left corner, width, height."""


class Run(NamedTuple):
    """Texts of one style."""

    style: Style
    places: tuple[Place, ...]


class Rule(NamedTuple):
    """Lines of one width in points and one grey."""

    width: float
    grey: float
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """Lines and texts; compared by identity, so that one Ink met on many pages is stored once."""

    rules: tuple[Rule, ...]
    runs: tuple[Run, ...]
    fills: tuple[Box, ...] = ()


Stamps = dict[tuple[object, ...], Ink]
"""Inks already made, by everything they depend on."""


class Pen:
    """Collects lines and texts into an Ink; `stamps` are the shared Inks drawn before it."""

    def __init__(self) -> None:
        self.stamps: list[Ink] = []
        self.fills: list[Box] = []
        self._rules: dict[tuple[float, float], list[Stroke]] = {}
        self._runs: dict[Style, list[Place]] = {}

    def text(self, x: float, y: float, text: str, style: Style) -> None:
        """Set a text; an empty one leaves no trace."""
        if text:
            self.places(style).append((x, y, text))

    def places(self, style: Style) -> list[Place]:
        """The growing list of places in that style."""
        return self._runs.setdefault(style, [])

    def strokes(self, width: float, grey: float = 0.0) -> list[Stroke]:
        """The growing list of lines of that width and grey."""
        return self._rules.setdefault((width, grey), [])

    def line(self, stroke: Stroke, width: float, grey: float = 0.0) -> None:
        """Draw a straight line."""
        self.strokes(width, grey).append(stroke)

    def box(self, stroke: Stroke, width: float) -> None:
        """Draw the rectangle between two opposite corners."""
        x1, y1, x2, y2 = stroke
        for side in ((x1, y1, x2, y1), (x1, y2, x2, y2), (x1, y1, x1, y2), (x2, y1, x2, y2)):
            self.line(side, width)

    def ink(self) -> Ink:
        """What has been drawn so far."""
        return Ink(
            tuple(Rule(*key, tuple(lines)) for key, lines in self._rules.items() if lines),
            tuple(Run(style, tuple(places)) for style, places in self._runs.items() if places),
            tuple(self.fills),
        )


class Frame(NamedTuple):
    """The area of a page that may carry ink.

    `body` is the y below the running head, `foot` that of the lowest ink: a line under the bottom.
    """

    left: float
    bottom: float
    right: float
    top: float
    body: float
    foot: float

    @property
    def width(self) -> float:
        """In points."""
        return self.right - self.left

    @property
    def centre(self) -> float:
        """The x of the middle."""
        return (self.left + self.right) / 2


class Kind(Enum):
    """What a page is."""

    TITLE = "TITLE"
    TABLE = "TABLE"
    LEFT = "LEFT"
    RIGHT = "RIGHT"
    BLANK = "BLANK"
    LAST = "LAST"
    STICKERS = "STICKERS"


def is_counted(kind: Kind) -> bool:
    """Whether a page belongs to the sheets that the certifying one counts."""
    return kind is not Kind.LAST and kind is not Kind.STICKERS


@dataclass(frozen=True, slots=True)
class Page:
    """One side of a sheet. `sheet` is None on a back side, the certifying sheet and behind it.

    `lessons` are the ids of the lessons an opening carries, equal on both its pages.
    """

    number: int
    sheet: int | None
    kind: Kind
    size: tuple[float, float]
    frame: Frame
    stamps: tuple[Ink, ...]
    ink: Ink
    lessons: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """How the book is printed. Margins in millimetres (domain 2.3.1).

    `binding` lies at the left of front sides and, when `duplex`, at the right of back sides.
    `large` is A3, for the tables of domain 3.1.
    """

    landscape: bool = False
    duplex: bool = True
    draft: bool = False
    holes: bool = True
    binding: float = 30
    outer: float = 10
    head: float = 10
    top: float = 20
    bottom: float = 15
    foot: float = 9
    large: bool = False

    def __post_init__(self) -> None:
        if not self.binding >= LEAST_BINDING:
            raise Invalid(
                f"Поле подшивки {self.binding:g} мм мало: журнал прошивают, нужно не меньше"
                f" {LEAST_BINDING} мм (п. 4.3)."
            )
        if self.size[0] - (self.binding + self.outer) * MM < _LEAST_WIDTH:
            raise Invalid(f"Поле подшивки {self.binding:g} мм велико: для таблиц нет места.")

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        short, long = (297 * MM, 420 * MM) if self.large else (210 * MM, 297 * MM)
        return (long, short) if self.landscape else (short, long)

    def is_back(self, number: int) -> bool:
        """Whether the page of that number lies on the back of a sheet."""
        return self.duplex and number % 2 == 0

    def sheet(self, number: int) -> int:
        """Number of the sheet that carries the page."""
        return (number + 1) // 2 if self.duplex else number

    def frame(self, number: int) -> Frame:
        """The printable area of the page of that number."""
        width, height = self.size
        inner, outer = self.binding * MM, self.outer * MM
        left, right = (outer, inner) if self.is_back(number) else (inner, outer)
        return Frame(
            left,
            self.bottom * MM,
            width - right,
            height - self.head * MM,
            height - self.top * MM,
            self.foot * MM,
        )


@dataclass(frozen=True, slots=True)
class Type:
    """What layout asks of the typefaces.

    `width` is that of a text in ems of its face; `clean` replaces what the faces cannot show.
    """

    width: Callable[[str, Face], float]
    clean: Callable[[str], str]
