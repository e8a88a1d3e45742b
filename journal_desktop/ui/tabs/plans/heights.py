"""How high the rows of the editor are: as high as their texts, measured once for each text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView

ROW_PX: Final = 26
ROW_MAX_PX: Final = 280
"""A text longer than this is read in its tip or in the open cell."""
PAD_X: Final = 6
PAD_Y: Final = 4
WRAPPED: Final = int(
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
)
_AT_ONCE: Final = 60
_WIDEST_SIGN: Final = 13
_KEPT: Final = 20_000


class RowHeights(QObject):
    """Measures what is seen at once and the rest between other work: a plan may have 1,000 lines.

    `text_at` gives the text of a cell, "" where it does not count.
    """

    def __init__(self, table: QTableView, text_at: Callable[[int, int], str]) -> None:
        super().__init__(table)
        self._table, self._text_at = table, text_at
        self._known: dict[tuple[str, int], int] = {}
        self._next = 0
        self._later = QTimer(self)
        self._later.setInterval(0)
        self._later.timeout.connect(self._go_on)

    def all_anew(self) -> None:
        """Measure every row: those seen now, the others afterwards."""
        top = max(0, self._table.rowAt(0))
        height, row = 0, top
        while row < self._count() and height < self._table.viewport().height():
            height += self.one(row)
            row += 1
        self._next = 0
        self._later.start()

    def some(self, first: int, last: int) -> None:
        """Measure rows whose texts have changed."""
        if last - first > _AT_ONCE:
            self.all_anew()
        else:
            for row in range(first, last + 1):
                self.one(row)

    def one(self, row: int) -> int:
        """Measure one row; its height."""
        table = self._table
        if len(self._known) > _KEPT:
            self._known.clear()
        height = ROW_PX
        for column in range(table.model().columnCount()):
            if not table.isColumnHidden(column) and (text := self._text_at(row, column)):
                height = max(height, self._height(text, table.columnWidth(column)))
        if table.rowHeight(row) != height:
            table.setRowHeight(row, height)
        return height

    def _height(self, text: str, width: int) -> int:
        room = width - 2 * PAD_X
        if len(text) * _WIDEST_SIGN < room and "\n" not in text:
            return ROW_PX
        known = self._known.get((text, room))
        if known is None:
            metrics = QFontMetrics(self._table.font())
            box = metrics.boundingRect(QRect(0, 0, room, ROW_MAX_PX * 10), WRAPPED, text)
            known = min(box.height() + 2 * PAD_Y, ROW_MAX_PX)
            self._known[text, room] = known
        return known

    def _go_on(self) -> None:
        last = min(self._next + _AT_ONCE, self._count())
        for row in range(self._next, last):
            self.one(row)
        self._next = last
        if last >= self._count():
            self._later.stop()

    def _count(self) -> int:
        return self._table.model().rowCount()
