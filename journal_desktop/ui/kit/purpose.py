"""«Цель выгрузки»: what personal data are exported or printed for, asked before every file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.exports import LONGEST, PURPOSES, check_purpose
from journal_desktop.ui.kit.tab import Preferences

KEPT: Final = "export.purposes"
MOST: Final = 12
LEAST_LETTERS: Final = 24


class PurposeBox(QComboBox):
    """A purpose typed or chosen; those used before come first."""

    def __init__(self, known: Sequence[str] = PURPOSES, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumContentsLength(LEAST_LETTERS)
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.setSizeAdjustPolicy(policy)
        self.setAccessibleName("Цель выгрузки")
        self.addItems(list(known))
        edit = self.lineEdit()
        if edit is not None:
            edit.setMaxLength(LONGEST)
            edit.setPlaceholderText("Для чего: записывается в журнал выгрузок")


class PurposeDialog(QDialog):
    """Asks what for; emits `given` with the purpose and closes."""

    given = Signal(str)

    def __init__(self, what: str, prefs: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Цель выгрузки")
        self._prefs = prefs
        self.said = QLabel(what)
        self.said.setWordWrap(True)
        self.note = QLabel(
            "Выгрузка персональных данных записывается: кто, что, когда и для чего (п. 1.9)."
        )
        self.note.setWordWrap(True)
        self.note.setProperty("role", "soft")
        self.box = PurposeBox(known_purposes(prefs))
        self.error = QLabel()
        self.error.setProperty("role", "error")
        self.error.setWordWrap(True)
        self.go = QPushButton("Выгрузить")
        self.go.setProperty("role", "main")
        self.buttons = QDialogButtonBox()
        self.buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        stay = self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        stay.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        for part in (self.said, self.note, self.box, self.error, self.buttons):
            layout.addWidget(part)
        self.resize(480, self.sizeHint().height())
        self.go.setDefault(True)
        self.buttons.accepted.connect(self._take)
        self.buttons.rejected.connect(self.reject)
        edit = self.box.lineEdit()
        if edit is not None:
            edit.returnPressed.connect(self._take)  # the box keeps Enter from the button
        self.box.setFocus()

    def _take(self) -> None:
        if not self.isVisible():
            return  # taken already
        try:
            purpose = check_purpose(self.box.currentText())
        except Invalid as error:
            self.error.setText(str(error))
            self.box.setFocus()
            return
        remember_purpose(self._prefs, purpose)
        self.accept()
        self.given.emit(purpose)


def known_purposes(prefs: Preferences) -> tuple[str, ...]:
    """Purposes used on this machine, the last one first, then the usual ones."""
    used = [line for line in prefs.get(KEPT).split("\n") if line.strip()]
    return tuple(dict.fromkeys((*used, *PURPOSES)))


def remember_purpose(prefs: Preferences, purpose: str) -> None:
    """Offer this purpose first the next time."""
    used = [line for line in prefs.get(KEPT).split("\n") if line.strip()]
    prefs.put(KEPT, "\n".join(list(dict.fromkeys((purpose, *used)))[:MOST]))
