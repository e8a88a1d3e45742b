"""Two panes whose border keeps its share of the width when the window changes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override


@dataclass(frozen=True, slots=True)
class Share:
    """Part of the width of the right pane: usual, not under `least` pixels, not over `most`.

    The left pane keeps `kept` pixels before the right one gets its least: on a small screen, or on
    one enlarged twice, work goes on to the left and the right scrolls.
    """

    usual: float
    least: int
    most: float
    kept: int = 0


class SharedSplitter(QSplitter):
    """The person may drag the border; the share is what is remembered."""

    def __init__(self, share: Share, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._limits = share
        self.share = share.usual
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._dragged)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        limits, width = self._limits, self.width() - self.handleWidth()
        right = int(min(max(width * self.share, limits.least), width * limits.most))
        right = min(right, max(width - limits.kept, width // 4))
        self.setSizes([width - right, right])

    def _dragged(self) -> None:
        left, right = self.sizes()
        self.share = right / max(left + right, 1)
