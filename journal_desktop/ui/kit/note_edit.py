"""A text field as high as its text, that saves when it is left."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from journal_desktop.ui.kit.pasting import too_long

Key = Qt.Key
ENTER: Final = (Key.Key_Return, Key.Key_Enter)
EDGE_PX: Final = 12
LINES_MAX: Final = 6
LONGEST: Final = 10_000
"""Letters that may be pasted; how many a column holds is the gate's to say."""


class NoteEdit(QPlainTextEdit):
    """Emits `left` with its text on focus-out and Ctrl+Enter; Esc puts the stored text back."""

    left = Signal(str)
    typed = Signal()
    refused = Signal(str)
    """Why nothing was pasted."""

    def __init__(self, *, one_line: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._one_line = one_line
        self._stored = ""
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._changed)
        self.fit()

    @property
    def dirty(self) -> bool:
        """Whether the text differs from the stored one."""
        return self.toPlainText() != self._stored

    @property
    def stored(self) -> str:
        """The text as the person saw it before typing."""
        return self._stored

    def show_stored(self, text: str) -> None:
        """Show another stored text, dropping what is typed."""
        self._stored = text
        if self.toPlainText() != text:
            self.setPlainText(text)

    def settle(self, text: str) -> None:
        """The text was accepted; what was typed after it stays."""
        if not self.dirty or " ".join(self.toPlainText().split()) == " ".join(text.split()):
            self.show_stored(text)
        else:
            self._stored = text

    def commit(self) -> None:
        """Emit the text when it is not the stored one."""
        if self.dirty and not self.isReadOnly():
            self.left.emit(self.toPlainText())

    def fit(self) -> None:
        """Be as high as the text, within bounds."""
        line = self.fontMetrics().lineSpacing()
        lines = max(1, min(LINES_MAX, round(self.document().size().height())))
        height = line * lines + EDGE_PX
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in ENTER and (control or self._one_line):
            self.commit()
        elif event.key() == Key.Key_Escape and self.dirty:
            self.show_stored(self._stored)
        else:
            super().keyPressEvent(event)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        if reason := too_long(source, LONGEST):
            self.refused.emit(reason)
        else:
            super().insertFromMimeData(source)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _changed(self) -> None:
        self.fit()
        self.typed.emit()
