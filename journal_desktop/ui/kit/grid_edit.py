"""The one-line editor of a cell: keys by position, wrong letters refused, whole entries commit."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from journal_desktop.ui.kit.grid_model import GridModel

Key = Qt.Key
STEPS: Final = {Key.Key_Up: (-1, 0), Key.Key_Down: (1, 0)}
ENTER: Final = (Key.Key_Return, Key.Key_Enter)
LONGEST: Final = 16
"""No entry of a cell is longer; whatever is pasted into the editor is cut to this."""
COMMANDS: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class CellEdit(QLineEdit):
    """Takes typed characters by key position; a character that fits nowhere is not typed at all."""

    def __init__(self, model: GridModel, cell: tuple[int, int], parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self.cell = model, cell
        self.setProperty("role", "cell")
        self.setMaxLength(LONGEST)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName("Отметка или пропуск")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if not typed or not typed.isprintable() or event.modifiers() & COMMANDS:
            super().keyPressEvent(event)
            return
        kept = self.text()
        start = self.selectionStart() if self.hasSelectedText() else self.cursorPosition()
        rest = kept[start + len(self.selectedText()) :]
        grown = self._model.from_keys(kept[:start] + typed) + rest
        if reason := self._model.refusal(*self.cell, grown):
            self._model.refused.emit(reason)
            return
        self.setText(grown)
        self.setCursorPosition(len(grown) - len(rest))
        self.textEdited.emit(grown)


class CellDelegate(QStyledItemDelegate):
    """Makes the editors and tells the view where to go after each."""

    left = Signal(int, int)
    """The entry was accepted; go by (rows, columns), (0, 0) meaning "the usual way"."""

    def __init__(self, model: GridModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.commits_whole = True
        """Whether a complete entry commits by itself."""
        self._accepted = True
        self._made: CellEdit | None = None

    @override
    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        editor = CellEdit(self._model, (index.row(), index.column()), parent)
        if words := index.data(Qt.ItemDataRole.AccessibleTextRole):
            editor.setAccessibleName(str(words))
        editor.textEdited.connect(self._edited)
        self._made = editor
        return editor

    def go_on_with(self, text: str) -> None:
        """Let the editor just opened hold the text, to be typed on."""
        if self._made is not None:
            self._made.setText(text)
            self._made.setCursorPosition(len(text))

    @override
    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        editor.setGeometry(option.rect)

    @override
    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    @override
    def setModelData(
        self, editor: QWidget, model: object, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if isinstance(editor, CellEdit):
            self._accepted = self._model.put({editor.cell: editor.text()})

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or not isinstance(editor, QWidget):
            return super().eventFilter(editor, event)
        if event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(editor, event)
        key = Key(event.key())
        if key in ENTER:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._leave(editor, -1 if back else 1, 0)
            return True
        if key in STEPS:
            self._leave(editor, *STEPS[key])
            return True
        return super().eventFilter(editor, event)

    def _edited(self, text: str) -> None:
        editor = self.sender()
        if not self.commits_whole or not isinstance(editor, CellEdit):
            return
        if self._model.is_whole(*editor.cell, text):
            self._leave(editor, 0, 0)

    def _leave(self, editor: QWidget, rows: int, columns: int) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if self._accepted:
            self.left.emit(rows, columns)
