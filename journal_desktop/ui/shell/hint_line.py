"""The quiet line of the strip: where the person is, what is accepted there, what is owed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from journal_desktop.ui.kit.tab import Hint
from journal_desktop.ui.kit.theme import SMALL_PX, colours, text_font

PIXELS: Final = 12
GAP: Final = 14
CAP: Final = 4
NARROW: Final = 620
"""Below this width what is owed stands in a line of its own."""
OWED_SHARE: Final = 0.45
"""The most of the line that what is owed may take."""


class HintLine(QWidget):
    """Paints one line: place and rule at the left, keys in boxes, what is owed at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = Hint()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_hint(self, hint: Hint) -> None:
        """Show another hint."""
        if hint == self._hint:
            return
        self._hint = hint
        self.updateGeometry()
        keys = ", ".join(f"{what} {key}" for what, key in hint.keys)
        words = ". ".join(part for part in (hint.where, hint.accepts, keys, hint.owed) if part)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    @property
    def hint(self) -> Hint:
        """What is shown."""
        return self._hint

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, (self.fontMetrics().height() + 8) * (2 if self._is_split else 1))

    @property
    def _is_split(self) -> bool:
        return bool(self._hint.owed) and self.width() < NARROW

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        named, hint = colours(), self._hint
        tall = self.height() // 2 if self._is_split else self.height()
        line = _Line(painter, tall, float(self.width()))
        if self._is_split:
            painter.translate(0, tall)
            _Line(painter, tall, float(self.width())).text(hint.owed, named.amber)
            painter.translate(0, -tall)
        else:
            line.right(hint.owed, named.amber)
        line.text(hint.where, named.soft)
        line.text(hint.accepts, named.ink, bold=True)
        for what, key in hint.keys:
            line.key(what, key)


class _Line:
    """A pen that goes from left to right and stops where no room is left."""

    def __init__(self, painter: QPainter, height: int, room: float) -> None:
        self._painter, self._height = painter, height
        self._x, self._end, self._room = 0.0, room, room

    def right(self, text: str, colour: str) -> None:
        """Write at the right end; the rest of the line gets shorter."""
        if not text:
            return
        metrics = self._font()
        room = min(metrics.horizontalAdvance(text) + 1, self._room * OWED_SHARE)
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        self._write(self._room - room, cut, room, colour)
        self._end = self._room - room - GAP

    def text(self, text: str, colour: str, *, bold: bool = False) -> None:
        """Write on, cut short when it does not fit."""
        room = self._end - self._x
        if not text or room < GAP:
            return
        metrics = self._font(bold=bold)
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        self._write(self._x, cut, room, colour)
        self._x += metrics.horizontalAdvance(cut) + GAP

    def key(self, what: str, key: str) -> None:
        """Write an action and its key in a box, both or neither."""
        named, metrics = colours(), self._font()
        small = QFontMetricsF(text_font(SMALL_PX))
        wide = metrics.horizontalAdvance(what)
        cap = small.horizontalAdvance(key) + 2 * CAP
        if self._x + wide + CAP + cap > self._end:
            self._x = self._end
            return
        self._write(self._x, what, wide + 1, named.soft)
        tall = small.height() + 2
        box = QRectF(self._x + wide + CAP, (self._height - tall) / 2, cap, tall)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(QColor(named.border))
        self._painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        self._painter.setFont(text_font(SMALL_PX))
        self._painter.setPen(QColor(named.soft))
        self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
        self._x += wide + CAP + cap + GAP - CAP

    def _font(self, *, bold: bool = False) -> QFontMetricsF:
        self._painter.setFont(text_font(PIXELS, bold=bold))
        return QFontMetricsF(self._painter.font())

    def _write(self, left: float, text: str, room: float, colour: str) -> None:
        self._painter.setPen(QColor(colour))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        self._painter.drawText(QRectF(left, 0, room + 1, self._height), flags, text)
