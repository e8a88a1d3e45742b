"""Fields that open in a cell: one of several lines, one of a single line with a list to choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QMimeData, QRect, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from journal_desktop.ui.kit.pasting import too_long

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BREAKS: Final = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
LINES_MAX: Final = 12
LONGEST: Final = 10_000
"""Letters that may be pasted into one cell."""
_EDGE_PX: Final = 10
_CHOICES_SEEN: Final = 14


class ManyLinesEdit(QPlainTextEdit):
    """Wraps and grows with its text; Enter is done, Alt+Enter breaks the line where breaks stay."""

    done = Signal()
    grown = Signal()
    refused = Signal(str)
    """Why nothing was pasted."""

    def __init__(self, parent: QWidget, *, breaks: bool) -> None:
        super().__init__(parent)
        self._breaks = breaks
        self.setProperty("role", "text")
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(
            lambda _size: self.grown.emit()
        )

    def wanted_height(self) -> int:
        """How high it must be for its text, within bounds."""
        lines = max(1, min(LINES_MAX, round(self.document().size().height())))
        return self.fontMetrics().lineSpacing() * lines + _EDGE_PX

    def fill(self, text: str, *, chosen: bool) -> None:
        """Show a text, all of it chosen or with the cursor at its end."""
        self.setPlainText(text)
        if chosen:
            self.selectAll()
        else:
            self.moveCursor(QTextCursor.MoveOperation.End)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif not event.modifiers() & _BREAKS:
            self.done.emit()
        elif self._breaks:
            self.insertPlainText("\n")

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        if reason := too_long(source, LONGEST):
            self.refused.emit(reason)
        else:
            super().insertFromMimeData(source)


class OneLineEdit(QLineEdit):
    """One line; `choices` are offered under it and may be typed over."""

    picked = Signal()
    """A choice was taken from the list."""

    def __init__(self, parent: QWidget, choices: Sequence[str] = ()) -> None:
        super().__init__(parent)
        self.setProperty("role", "text")
        self.setFrame(False)
        self.setMaxLength(LONGEST)
        self._choices: QCompleter | None = None
        if choices:
            completer = QCompleter(QStringListModel(list(choices), self), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setMaxVisibleItems(_CHOICES_SEEN)
            self.setCompleter(completer)
            self._choices = completer
            completer.activated.connect(lambda _text: QTimer.singleShot(0, self, self.picked.emit))

    def fill(self, text: str, *, chosen: bool) -> None:
        """Show a text, all of it chosen or with the cursor at its end; offer all choices then."""
        self.setText(text)
        if chosen:
            self.selectAll()
        else:
            self.setCursorPosition(len(text))
            if self._choices is not None:
                QTimer.singleShot(0, self, self.offer)

    def offer(self) -> None:
        """Open the list with every choice in it."""
        if self._choices is not None and self.isVisible():
            self._choices.setCompletionPrefix("")
            box = QRect(self.rect())  # as wide as its words, not as the cell
            popup = self._choices.popup()
            words = popup.sizeHintForColumn(0) + _EDGE_PX * 3 if popup is not None else 0
            box.setWidth(max(box.width(), words))
            self._choices.complete(box)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_down = event.key() == Qt.Key.Key_Down
        if is_down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.offer()
        else:
            super().keyPressEvent(event)
