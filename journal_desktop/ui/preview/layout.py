"""Where the pages stand one under another, or two beside each other as in an open book. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple

GAP: Final = 14
"""Pixels around every page."""
POINTS: Final = 72
"""In an inch."""
LEAST_ZOOM: Final = 0.1
MOST_ZOOM: Final = 4.0

Size = tuple[float, float]


class Fit(Enum):
    """What decides how large the pages are; the value is what the list of sizes says."""

    WIDTH = "По ширине"
    PAGE = "Страница целиком"
    FREE = "Свой масштаб"


class Spot(NamedTuple):
    """A page on the ground under it, in pixels: left, top, width, height."""

    number: int
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class View:
    """The room there is in pixels, the dots of an inch, how to fit, whether two pages side by side.

    `zoom` 1 is the size of the paper; it counts where `fit` is FREE.
    """

    room: tuple[int, int]
    dots: float
    fit: Fit
    zoom: float
    spread: bool


class Ground:
    """All pages in their places."""

    def __init__(self, sizes: Sequence[Size], view: View) -> None:
        self.rows = _rows(len(sizes), spread=view.spread)
        self.zoom = _zoom(sizes, self.rows, view)
        scale = self.zoom * view.dots / POINTS
        sized = [(round(wide * scale), round(high * scale)) for wide, high in sizes]
        widths = (_wide(row, sized, spread=view.spread) for row in self.rows)
        self.width = max([view.room[0], *widths])
        self.spots: list[Spot] = []
        self._tops: list[int] = []
        top = GAP
        for row in self.rows:
            self._tops.append(top)
            left = self._left(row, sized, spread=view.spread)
            for number in row:
                wide, high = sized[number]
                self.spots.append(Spot(number, left, top, wide, high))
                left += wide + (0 if view.spread else GAP)
            top += max(sized[number][1] for number in row) + GAP
        self.height = top

    def seen(self, top: int, bottom: int) -> list[Spot]:
        """Pages that touch the stripe between two heights."""
        return [spot for spot in self.spots if spot.top < bottom and spot.top + spot.height > top]

    def row_at(self, y: int) -> int:
        """The number of the row at that height."""
        return max(bisect_right(self._tops, y) - 1, 0)

    def row_of(self, number: int) -> int:
        """The row a page stands in."""
        return next(place for place, row in enumerate(self.rows) if number in row)

    def top_of(self, row: int) -> int:
        """Where to scroll to see the row from its top."""
        return self._tops[row] - GAP if self._tops else 0

    def _left(self, row: Sequence[int], sized: Sequence[tuple[int, int]], *, spread: bool) -> int:
        wide = sum(sized[number][0] for number in row)
        if spread and len(row) == 1:
            # alone a page lies on its own side: the title right, a last back side left
            middle = self.width // 2
            return middle if row[0] % 2 == 0 else middle - wide
        return (self.width - wide) // 2


def _rows(count: int, *, spread: bool) -> list[tuple[int, ...]]:
    """Page numbers from 0; in an open book the title is alone and even pages lie on the left."""
    if not spread:
        return [(number,) for number in range(count)]
    pairs = [
        tuple(number for number in (first, first + 1) if number < count)
        for first in range(1, count, 2)
    ]
    return [(0,), *pairs] if count else []


def _wide(row: Sequence[int], sized: Sequence[tuple[int, int]], *, spread: bool) -> int:
    """A page alone needs the room of the one it would lie beside."""
    across = sum(sized[number][0] for number in row)
    return across * (2 if spread and len(row) == 1 else 1) + 2 * GAP


def _zoom(sizes: Sequence[Size], rows: Sequence[tuple[int, ...]], view: View) -> float:
    if view.fit is Fit.FREE or not sizes:
        return clamped(view.zoom)
    widest = max(
        sum(sizes[number][0] for number in row) * (2 if view.spread and len(row) == 1 else 1)
        for row in rows
    )
    across = max(view.room[0] - 2 * GAP, 1) * POINTS / (widest * view.dots)
    if view.fit is Fit.WIDTH:
        return clamped(across)
    highest = max(height for _, height in sizes)
    return clamped(min(across, max(view.room[1] - 2 * GAP, 1) * POINTS / (highest * view.dots)))


def clamped(zoom: float) -> float:
    """Within what is offered."""
    return min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
