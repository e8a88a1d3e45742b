"""Why an old mark is changed: ready reasons by number, or own words; Enter accepts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QWidget
from typing_extensions import override

from journal_desktop.domain.late_edits import LONGEST_REASON
from journal_desktop.ui.kit.ask import AskDialog

KEYS: Final = "Цифра – выбрать и записать · Enter – записать · Esc – оставить прежнюю отметку"
COMMANDS: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class ReasonDialog(AskDialog):
    """Emits `given` with the reason and closes."""

    given = Signal(str)

    def __init__(self, reasons: Sequence[str], parent: QWidget) -> None:
        super().__init__("Причина исправления", parent, yes="Исправить", no="Не менять")
        self._reasons = tuple(reasons)
        self.list = QListWidget()
        self.list.setAccessibleName("Причина исправления")
        for number, reason in enumerate(self._reasons, start=1):
            self.list.addItem(f"{number}   {reason}")
        self.list.setCurrentRow(0)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(
            self.list.sizeHintForRow(0) * len(self._reasons) + 2 * self.list.frameWidth() + 4
        )
        self.own = QLineEdit()
        self.own.setPlaceholderText("Другая причина своими словами")
        self.own.setAccessibleName("Другая причина")
        self.own.setMaxLength(LONGEST_REASON)
        keys = QLabel(KEYS)
        keys.setProperty("role", "faint")
        keys.setWordWrap(True)
        for widget in (self.list, self.own, keys):
            self.body.addWidget(widget)
        self.list.itemDoubleClicked.connect(self.take)
        self.list.installEventFilter(self)
        self.own.installEventFilter(self)
        self.list.setFocus()

    @property
    def reason(self) -> str:
        """Own words, or the chosen ready reason."""
        return self.own.text().strip() or self._reasons[self.list.currentRow()]

    @override
    def take(self) -> None:
        reason = self.reason
        self.accept()
        self.given.emit(reason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if watched is self.own:
            return event.key() == Qt.Key.Key_Up and self._back()
        return self._typed(event)

    def _typed(self, event: QKeyEvent) -> bool:
        """A number takes the reason at once, a letter begins own words, ↓ goes on to them."""
        text = event.text()
        if event.key() == Qt.Key.Key_Down and self.list.currentRow() == len(self._reasons) - 1:
            self.own.setFocus()
            return True
        if not text.strip() or not text.isprintable() or event.modifiers() & COMMANDS:
            return False
        if text.isdigit():
            if 1 <= int(text) <= len(self._reasons):
                self.list.setCurrentRow(int(text) - 1)
                self.own.clear()
                self.take()
            return True
        self.own.setFocus()
        self.own.insert(text)
        return True

    def _back(self) -> bool:
        self.own.clear()
        self.list.setFocus()
        return True
