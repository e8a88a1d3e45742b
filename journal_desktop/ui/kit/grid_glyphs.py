"""Drawn-once pictures of texts, sharp at the screen's own pixel ratio."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPixmap, QPolygonF

from journal_desktop.ui.kit.grid_model import (
    INK_BAD,
    INK_FAINT,
    INK_STRONG,
    SIGN_CORNER,
    SIGN_DOT,
    SIGN_PENDING,
    SIGN_WORDS,
)
from journal_desktop.ui.kit.theme import Colours, text_font

DOT_PX = 2.4
CORNER_PX = 5.0
HATCH_STEP = 6
SMALL_LENGTH = 4
WORDS_GAP = 5


class Glyphs:
    """Pictures of cell texts for one pixel ratio and one set of colours."""

    def __init__(self, named: Colours, ratio: float) -> None:
        self.named = named
        self.ratio = ratio
        self._cells: dict[tuple[str, int, int, int, int], QPixmap] = {}
        self._others: dict[Hashable, QPixmap] = {}
        self._inks = (
            named.ink,
            named.absence_ink,
            named.red,
            named.faint,
            named.soft,
            named.accent_ink,
        )

    def fits(self, named: Colours, ratio: float) -> bool:
        """Whether the pictures are still right for the screen."""
        return named is self.named and ratio == self.ratio

    def cell(self, text: str, ink: int, signs: int, width: int, height: int) -> QPixmap:
        """The text of a cell centred on a transparent ground, with its small signs."""
        key = (text, ink, signs, width, height)
        found = self._cells.get(key)
        if found is None:
            found = self._cells[key] = self._draw(
                width, height, lambda painter: self._draw_cell(painter, key)
            )
        return found

    def kept(
        self, key: Hashable, size: tuple[int, int], paint: Callable[[QPainter], None]
    ) -> QPixmap:
        """The picture of that key, painted once; `size` is width and height in logical pixels."""
        found = self._others.get(key)
        if found is None:
            found = self._others[key] = self._draw(*size, paint)
        return found

    def hatch(self, width: int, height: int) -> QPixmap:
        """Slanting lines for days on which the pupil does not belong to the page."""

        def paint(painter: QPainter) -> None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(self.named.hatch))
            for x in range(-height, width + height, HATCH_STEP):
                painter.drawLine(QPointF(x, height), QPointF(x + height, 0))

        return self.kept((width, height), (width, height), paint)

    def _draw(self, width: int, height: int, paint: Callable[[QPainter], None]) -> QPixmap:
        picture = QPixmap(round(width * self.ratio), round(height * self.ratio))
        picture.setDevicePixelRatio(self.ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint(painter)
        painter.end()
        return picture

    def _draw_cell(self, painter: QPainter, key: tuple[str, int, int, int, int]) -> None:
        text, ink, signs, width, height = key
        colour = QColor(self._inks[ink])
        painter.setPen(colour)
        painter.setFont(self._font(text, ink))
        if signs & SIGN_WORDS:
            self._draw_words(painter, text, width, height)
        else:
            painter.drawText(QRectF(0, 0, width, height), Qt.AlignmentFlag.AlignCenter, text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(colour))
        if signs & SIGN_DOT:
            painter.drawEllipse(QPointF(width / 2 + 7, height / 2 - 4), DOT_PX / 1.6, DOT_PX / 1.6)
        if signs & SIGN_CORNER:
            painter.setBrush(QColor(self.named.accent))
            corner = [QPointF(width - 1 - CORNER_PX, 0), QPointF(width - 1, 0)]
            painter.drawPolygon(QPolygonF([*corner, QPointF(width - 1, CORNER_PX)]))
        if signs & SIGN_PENDING:
            painter.setBrush(QColor(self.named.amber))
            painter.drawRect(QRectF(6, height - 4, width - 13, 1.5))

    @staticmethod
    def _draw_words(painter: QPainter, text: str, width: int, height: int) -> None:
        font = text_font(12)
        painter.setFont(font)
        room = width - 2 * WORDS_GAP
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(WORDS_GAP, 0, room, height), left, shown)

    @staticmethod
    def _font(text: str, ink: int) -> QFont:
        if ink in (INK_BAD, INK_STRONG):
            return text_font(14, bold=True)
        small = ink == INK_FAINT and len(text) >= SMALL_LENGTH
        return text_font(12 if small or "," in text else 14)
