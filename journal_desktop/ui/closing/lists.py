"""Lists of this window: texts in columns, one that stretches, headings across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem
from typing_extensions import override

from journal_desktop.ui.kit.theme import colours

ROW_PX: Final = 26
PLAIN, SOFT, WARNING = "ink", "soft", "amber"


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its texts and the meaning of its colour; `section` goes across as a heading."""

    texts: tuple[str, ...]
    tone: str = PLAIN
    section: bool = False


class Listing(QTableWidget):
    """Rows are chosen whole; Enter and a double click take one."""

    taken = Signal(int)

    def __init__(self, heads: Sequence[tuple[str, int]], name: str, *, many: bool = False) -> None:
        """`heads` are titles and widths; width 0 takes what is left."""
        super().__init__(0, len(heads))
        self.setHorizontalHeaderLabels([title for title, _ in heads])
        self.setAccessibleName(name)
        self.setProperty("role", "list")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for column, (_, width) in enumerate(heads):
            if width:
                header.resizeSection(column, width)
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.cellDoubleClicked.connect(lambda row, _column: self.taken.emit(row))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these rows; the same row numbers stay chosen."""
        kept = self.chosen()
        self.clearSpans()
        self.setRowCount(len(lines))
        for number, line in enumerate(lines):
            self._put(number, line)
        self.clearSelection()
        for number in kept:
            if number < len(lines):
                self._select(number)

    def chosen(self) -> tuple[int, ...]:
        """Numbers of the chosen rows."""
        return tuple(sorted({index.row() for index in self.selectionModel().selectedRows()}))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.taken.emit(self.currentRow())
            return
        super().keyPressEvent(event)

    def _select(self, number: int) -> None:
        model = self.selectionModel()
        flags = model.SelectionFlag.Select | model.SelectionFlag.Rows
        model.select(self.model().index(number, 0), flags)
        model.setCurrentIndex(self.model().index(number, 0), model.SelectionFlag.NoUpdate)

    def _put(self, number: int, line: Line) -> None:
        colour = QColor(getattr(colours(), line.tone))
        for column in range(self.columnCount()):
            text = line.texts[column] if column < len(line.texts) else ""
            item = QTableWidgetItem(text.replace("\n", " "))
            item.setToolTip(text)
            item.setForeground(colour)
            if line.section:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            self.setItem(number, column, item)
        if line.section:
            self.setSpan(number, 0, 1, self.columnCount())
