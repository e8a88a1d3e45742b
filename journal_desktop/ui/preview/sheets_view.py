"""The pages under each other, painted; Ctrl and the wheel make them larger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from typing_extensions import override

from journal_desktop.ui.kit.theme import colours
from journal_desktop.ui.preview.layout import (
    GAP,
    POINTS,
    Fit,
    Ground,
    Size,
    Spot,
    View,
    clamped,
)
from journal_desktop.ui.preview.pictures import Pictures, Wish

STEP: Final = 1.15
LINE_PX: Final = 48
AHEAD: Final = 2
"""So many rows after those in sight are made ready, and one before."""
DOTS: Final = 96.0
WHITE: Final = QColor(255, 255, 255)
FOUND: Final = QColor(255, 196, 0, 90)
"""Laid over a word found; the paper is white in the dark too."""
MOST_PX: Final = 4000

Marked = Mapping[int, Sequence[QRectF]]
"""Places to show on pages by number, in points."""


class SheetsView(QAbstractScrollArea):
    """Shows pages; knows nothing of what is on them."""

    turned = Signal(int)
    """Another page has come to the top, by number from 0."""
    zoomed = Signal()

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Страницы")
        self.setProperty("role", "desk")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.verticalScrollBar().setSingleStep(LINE_PX)
        self.horizontalScrollBar().setSingleStep(LINE_PX)
        self._pictures = pictures
        self._sizes: tuple[Size, ...] = ()
        self._marked: Marked = {}
        self.fit, self._zoom, self.spread = Fit.WIDTH, 1.0, False
        self._current = 0
        self._ground = Ground((), self._view())
        pictures.ready.connect(self._arrived)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def current(self) -> int:
        """The page at the top, from 0."""
        return self._current

    @property
    def zoom(self) -> float:
        """1 is the size of the paper."""
        return self._ground.zoom

    def show_pages(self, sizes: Sequence[Size]) -> None:
        """Show other pages, from the one now at the top."""
        self._sizes = tuple(sizes)
        self._marked = {}
        self._current = min(self._current, max(len(self._sizes) - 1, 0))
        self._arrange()

    def go_to(self, number: int) -> None:
        """Bring a page to the top."""
        if self._sizes:
            self._current = max(0, min(number, self.count - 1))
            row = self._ground.row_of(self._current)
            self.verticalScrollBar().setValue(self._ground.top_of(row))
            self.turned.emit(self._current)
            self._wish()

    def step(self, rows: int) -> None:
        """Go so many pages, or openings, on or back."""
        if self._sizes:
            row = self._ground.row_of(self._current) + rows
            self.go_to(self._ground.rows[max(0, min(row, len(self._ground.rows) - 1))][0])

    def fit_to(self, fit: Fit, zoom: float = 1.0) -> None:
        """Choose the size of the pages; `zoom` counts where it is free."""
        self.fit, self._zoom = fit, clamped(zoom)
        self._arrange()

    def zoom_by(self, steps: float) -> None:
        """Make the pages larger, or smaller."""
        self.fit_to(Fit.FREE, self.zoom * STEP**steps)

    def open_spread(self, *, on: bool) -> None:
        """Show two pages side by side, as in the bound book."""
        self.spread = on
        self._arrange()

    def mark(self, marked: Marked) -> None:
        """Show places on pages."""
        self._marked = marked
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(event.angleDelta().y() / 120)
            event.accept()
        else:
            super().wheelEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        moves = {
            Qt.Key.Key_PageDown: lambda: self.step(1),
            Qt.Key.Key_PageUp: lambda: self.step(-1),
            Qt.Key.Key_Home: lambda: self.go_to(0),
            Qt.Key.Key_End: lambda: self.go_to(self.count - 1),
            Qt.Key.Key_Space: lambda: bar.setValue(bar.value() + bar.pageStep()),
        }
        move = moves.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
        else:
            move()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(colours().hatch))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        offset = self._offset()
        for spot in self._seen():
            self._paint(painter, spot, offset)

    def _paint(self, painter: QPainter, spot: Spot, offset: QPoint) -> None:
        box = QRect(spot.left - offset.x(), spot.top - offset.y(), spot.width, spot.height)
        painter.fillRect(box, WHITE)
        image = self._pictures.picture(self._wished(spot))
        if image is not None:
            painter.drawImage(box, image)
        scale = spot.width / self._sizes[spot.number][0]
        for place in self._marked.get(spot.number, ()):
            corner = place.topLeft() * scale + box.topLeft().toPointF()
            painter.fillRect(QRectF(corner, place.size() * scale).adjusted(-2, -2, 2, 2), FOUND)
        painter.setPen(QPen(QColor(colours().border), 1))
        painter.drawRect(box.adjusted(0, 0, -1, -1))

    def _view(self) -> View:
        room = self.viewport().size()
        return View((room.width(), room.height()), DOTS, self.fit, self._zoom, self.spread)

    def _arrange(self) -> None:
        """Lay the pages out anew; the page at the top stays there."""
        bar = self.verticalScrollBar()
        row = self._ground.row_of(self._current) if self._current < len(self._ground.spots) else 0
        before = self._ground.top_of(row)
        inside = (bar.value() - before) * POINTS / (self._ground.zoom * DOTS)
        self._ground = Ground(self._sizes, self._view())
        room = self.viewport().size()
        bar.blockSignals(True)  # noqa: FBT003 - Qt's own way
        bar.setPageStep(max(room.height() - GAP, 1))
        bar.setRange(0, max(self._ground.height - room.height(), 0))
        across = self.horizontalScrollBar()
        across.setPageStep(room.width())
        across.setRange(0, max(self._ground.width - room.width(), 0))
        across.setValue(across.maximum() // 2)
        if self._sizes:
            here = self._ground.row_of(self._current)
            bar.setValue(self._ground.top_of(here) + round(inside * self.zoom * DOTS / POINTS))
        bar.blockSignals(False)  # noqa: FBT003 - Qt's own way
        self.zoomed.emit()
        self._wish()
        self.viewport().update()

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _seen(self) -> list[Spot]:
        top = self.verticalScrollBar().value()
        return self._ground.seen(top, top + self.viewport().height())

    def _wished(self, spot: Spot) -> Wish:
        return Wish(spot.number, min(round(spot.width * self.devicePixelRatioF()), MOST_PX))

    def _wish(self) -> None:
        seen = self._seen()
        if not seen:
            return
        first, last = seen[0].number, seen[-1].number
        near = [
            spot
            for spot in self._ground.spots
            if first - AHEAD < spot.number <= last + 2 * AHEAD and spot not in seen
        ]
        near.sort(key=lambda spot: (spot.number < first, spot.number))
        self._pictures.want([self._wished(spot) for spot in (*seen, *near)])

    def _scrolled(self, value: int) -> None:
        if not self._sizes:
            return
        row = self._ground.rows[self._ground.row_at(value + self.viewport().height() // 3)]
        if self._current not in row:
            self._current = row[0]
            self.turned.emit(self._current)
        self._wish()

    def _arrived(self, number: int) -> None:
        if any(spot.number == number for spot in self._seen()):
            self.viewport().update()
