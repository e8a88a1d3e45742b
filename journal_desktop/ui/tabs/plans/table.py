"""The table of a plan's lines with the keys of a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget
from typing_extensions import override

from journal_desktop.ui.tabs.plans.cells import COLUMNS, shown
from journal_desktop.ui.tabs.plans.models import TopicModel

_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier
_NONE: Final = Qt.KeyboardModifier.NoModifier
TOPIC_COLUMN: Final = 2


class TopicTable(QTableView):
    """F2 or typing edits, Enter goes down; the other keys ask by signals."""

    filled = Signal()
    moved = Signal(int)
    inserted = Signal()
    removed = Signal()
    pasted = Signal(str)

    def __init__(self, model: TopicModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = model
        self.setModel(model)
        self.setAccessibleName("Темы КТП")
        self.setWordWrap(True)
        self.setTabKeyNavigation(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        for number, column in enumerate(COLUMNS):
            self.setColumnWidth(number, column.width)
        self._deeds: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], object]] = {
            (Qt.Key.Key_D, _CONTROL): self.filled.emit,
            (Qt.Key.Key_C, _CONTROL): self.copy,
            (Qt.Key.Key_V, _CONTROL): self._paste,
            (Qt.Key.Key_Up, _ALT): lambda: self.moved.emit(-1),
            (Qt.Key.Key_Down, _ALT): lambda: self.moved.emit(1),
            (Qt.Key.Key_Insert, _NONE): self.inserted.emit,
            (Qt.Key.Key_Delete, _CONTROL): self.removed.emit,
            (Qt.Key.Key_Return, _NONE): lambda: self.step(1),
        }

    def rows(self) -> list[int]:
        """Rows of the selection, in order."""
        return sorted({index.row() for index in self.selectedIndexes()})

    def step(self, by: int) -> None:
        """Go so many rows down in the same column."""
        here = self.currentIndex()
        self.go(here.row() + by, here.column())

    def go(self, row: int, column: int = TOPIC_COLUMN) -> None:
        """Put the cursor there and select the cell."""
        index = self.lines.index(max(0, min(row, self.lines.rowCount() - 1)), column)
        if index.isValid():
            chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, chosen)
            self.scrollTo(index)

    def copy(self) -> None:
        """Put the selection on the clipboard, as a spreadsheet does."""
        columns = sorted({index.column() for index in self.selectedIndexes()})
        lines = (
            "\t".join(shown(self.lines.topics[row], column) for column in columns)
            for row in self.rows()
        )
        QGuiApplication.clipboard().setText("\n".join(lines))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        deed = self._deeds.get((Qt.Key(event.key()), modifiers))
        if deed is None or self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        else:
            deed()

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:  # Enter
            self.step(1)

    def _paste(self) -> None:
        self.pasted.emit(QGuiApplication.clipboard().text())
