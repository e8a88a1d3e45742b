"""«Сменить пароль…»: the old one, and the new one twice."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from journal_desktop.domain.errors import JournalError
from journal_desktop.ui.kit.tasks import Task
from journal_desktop.ui.shell.aside import aside
from journal_desktop.ui.shell.dress import label

Change = Callable[[str, str], object]
"""Takes the old password and the new one; raises Refused or Invalid. Runs off the GUI thread."""


class PasswordDialog(QDialog):
    """Changes the person's own password (R-3.1.2-01)."""

    changed = Signal()

    def __init__(self, change: Change, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Смена пароля")
        self._change = change
        self._task: Task | None = None
        self.old, self.new, self.again = QLineEdit(), QLineEdit(), QLineEdit()
        self.error = label("", "error", wrap=True)
        self.buttons = QDialogButtonBox()
        self.go = QPushButton("Сменить")
        self.go.setProperty("role", "main")
        self.go.setDefault(True)
        self.buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        fields = (("Прежний пароль", self.old), ("Новый", self.new), ("Новый ещё раз", self.again))
        for name, field in fields:
            field.setEchoMode(QLineEdit.EchoMode.Password)
            form.addRow(name, field)
        self.error.setMinimumHeight(2 * self.fontMetrics().height())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self.error)
        layout.addWidget(self.buttons)
        self.resize(420, self.sizeHint().height())
        self.buttons.accepted.connect(self._try)
        self.buttons.rejected.connect(self.reject)

    @override
    def reject(self) -> None:
        if self._task is None:
            super().reject()

    def _try(self) -> None:
        old, new = self.old.text(), self.new.text()
        if not old or not new:
            self.error.setText("Введите прежний пароль и новый.")
        elif new != self.again.text():
            self._refuse("Новые пароли не совпали: введите новый ещё раз в оба поля.")
        elif self._task is None:
            change = self._change
            self.go.setEnabled(False)
            self._task = aside(lambda _: change(old, new))
            self._task.succeeded.connect(self._done)
            self._task.failed.connect(self._failed)

    def _done(self, _nothing: object) -> None:
        self._task = None
        self.changed.emit()
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._task = None
        if not isinstance(error, JournalError):
            self.reject()
            raise error
        self._refuse(str(error))

    def _refuse(self, text: str) -> None:
        self.go.setEnabled(True)
        self.go.setDefault(True)  # a default button loses that when it is disabled
        self.error.setText(text)
        for field in (self.new, self.again):
            field.clear()
        self.new.setFocus()
