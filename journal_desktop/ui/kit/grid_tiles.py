"""Pictures of pieces of rows, kept until the row changes: a repaint only lays them out."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHeaderView

from journal_desktop.ui.kit.grid_paint import CellPainter, Span

TILE_COLUMNS: Final = 8
TILES_KEPT: Final = 900


class Strip(NamedTuple):
    """Neighbouring shown columns painted together: their left edge in the table and their spans."""

    left: int
    right: int
    spans: tuple[Span, ...]


class Tiles:
    """Pictures by row and strip of columns; few enough to be kept in memory."""

    def __init__(self, painter: CellPainter, header: QHeaderView, height: int) -> None:
        self.painter = painter
        self._height = height
        self._kept: dict[tuple[int, int], QPixmap] = {}
        self.strips = _strips(header)

    def drop(self, rows: range, columns: range) -> None:
        """Forget the pictures that show any of these cells."""
        for number, strip in enumerate(self.strips):
            if strip.spans[0].column < columns.stop and strip.spans[-1].column >= columns.start:
                for row in rows:
                    self._kept.pop((row, number), None)

    def picture(self, row: int, number: int) -> QPixmap:
        """The picture of a row in the strip of that number."""
        found = self._kept.get((row, number))
        if found is None:
            if len(self._kept) >= TILES_KEPT:
                self._kept.clear()
            found = self.painter.row_picture(row, self.strips[number].spans, self._height)
            self._kept[row, number] = found
        return found


def _strips(header: QHeaderView) -> tuple[Strip, ...]:
    shown = [
        Span(column, header.sectionPosition(column), header.sectionSize(column))
        for column in range(header.count())
        if header.sectionSize(column)
    ]
    strips = []
    for start in range(0, len(shown), TILE_COLUMNS):
        piece = shown[start : start + TILE_COLUMNS]
        left = piece[0].x
        spans = tuple(Span(column, x - left, width) for column, x, width in piece)
        strips.append(Strip(left, piece[-1].x + piece[-1].width, spans))
    return tuple(strips)
