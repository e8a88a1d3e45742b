"""Paint the cells of a grid from plain lists, a row of neighbours at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QLine, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from journal_desktop.ui.kit.grid_glyphs import Glyphs
from journal_desktop.ui.kit.grid_model import (
    COLUMN_CONTROL,
    COLUMN_FINAL,
    COLUMN_OFF,
    COLUMN_TODAY,
    TINT_ABSENCE,
    TINT_CHANGED,
    TINT_HATCH,
    TINT_OTHERS,
    TINT_REFUSED,
    Face,
    GridModel,
)
from journal_desktop.ui.kit.theme import DARK_LIGHTNESS, Colours, text_font

LEFT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


DIMMED: Final = 125
"""Percent: on dark paper the veil is darker than a chosen line, for red marks on it."""


class Span(NamedTuple):
    """One visible column: its number, left edge and width."""

    column: int
    x: int
    width: int


class CellPainter:
    """Draws grounds, hairlines and texts of rows, then what lies over them."""

    def __init__(self, model: GridModel, glyphs: Glyphs) -> None:
        self._model = model
        self._glyphs = glyphs
        named = glyphs.named
        self._columns = {
            COLUMN_TODAY: QColor(named.today),
            COLUMN_CONTROL: QColor(named.control),
            COLUMN_FINAL: QColor(named.final),
            COLUMN_OFF: QColor(named.raised),
        }
        self._tints = _tints(named)
        self._paper = QColor(named.paper)
        self._line = QPen(QColor(named.hairline))
        modes = QPainter.CompositionMode
        is_dark = self._paper.lightness() < DARK_LIGHTNESS
        self._veil = QColor(named.selected).darker(DIMMED if is_dark else 100)
        self._veil_mode = (
            modes.CompositionMode_Lighten if is_dark else modes.CompositionMode_Multiply
        )
        self._frame = QPen(QColor(named.accent), 2)
        self._frame.setJoinStyle(Qt.PenJoinStyle.MiterJoin)

    @property
    def glyphs(self) -> Glyphs:
        """The pictures in use."""
        return self._glyphs

    def row_picture(self, row: int, spans: Sequence[Span], height: int) -> QPixmap:
        """Neighbouring cells of one row as a picture; `spans` count from its left edge."""
        last, ratio = spans[-1], self._glyphs.ratio
        width = last.x + last.width
        picture = QPixmap(round(width * ratio), round(height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(self._paper)
        painter = QPainter(picture)
        heads, faces = self._model.heads, self._model.faces[row]
        for column, x, breadth in spans:
            ground = self._columns.get(heads[column].look)
            if ground is not None:
                painter.fillRect(x, 0, breadth, height, ground)
            face = faces[column]
            if face is not None:
                self._cell(painter, face, QRect(x, 0, breadth, height))
        painter.setPen(self._line)
        lines = [QLine(x + breadth - 1, 0, x + breadth - 1, height) for _, x, breadth in spans]
        painter.drawLines([*lines, QLine(0, height - 1, width, height - 1)])
        painter.end()
        return picture

    def paint_chosen(self, painter: QPainter, boxes: Sequence[QRect]) -> None:
        """A veil over the chosen block; it tints the ground and leaves the ink as strong."""
        usual = painter.compositionMode()
        painter.setCompositionMode(self._veil_mode)
        for box in boxes:
            painter.fillRect(box.adjusted(0, 0, -1, -1), self._veil)
        painter.setCompositionMode(usual)

    def paint_note(self, painter: QPainter, box: QRect, text: str) -> None:
        """A line written across a row."""
        painter.setFont(text_font(11))
        painter.setPen(QColor(self._glyphs.named.faint))
        painter.drawText(box.adjusted(6, 0, 0, -1), LEFT, text)

    def paint_current(self, painter: QPainter, box: QRect, *, focused: bool) -> None:
        """The frame of the current cell: whole when the keys come here, thin otherwise."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if focused:
            painter.setPen(self._frame)
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        else:
            painter.setPen(QColor(self._glyphs.named.accent))
            painter.drawRect(box.adjusted(0, 0, -2, -2))

    def _cell(self, painter: QPainter, face: Face, box: QRect) -> None:
        text, ink, tint, signs = face
        if tint == TINT_HATCH:
            painter.drawPixmap(box.x(), box.y(), self._glyphs.hatch(box.width(), box.height()))
        elif tint:
            painter.fillRect(box, self._tints[tint])
        if text or signs:
            picture = self._glyphs.cell(text, ink, signs, box.width(), box.height())
            painter.drawPixmap(box.x(), box.y(), picture)


def _tints(named: Colours) -> dict[int, QColor]:
    return {
        TINT_CHANGED: QColor(named.changed),
        TINT_ABSENCE: QColor(named.absence),
        TINT_REFUSED: QColor(named.red_tint),
        TINT_OTHERS: QColor(named.others),
    }
