"""«Введите пароль ещё раз»: before final marks and mass changes, once for some minutes.

Source: R-5.4-01. The window asks; the password is judged by the same function as the lock's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from journal_desktop.commands.base import Command
from journal_desktop.domain.errors import JournalError
from journal_desktop.domain.russian import plural
from journal_desktop.ui.kit.tasks import Task
from journal_desktop.ui.shell.aside import aside
from journal_desktop.ui.shell.dress import column, label, row
from journal_desktop.ui.shell.keyboard import KeyboardWatch
from journal_desktop.ui.shell.lock import Verify

WIDTH: Final = 400


class PasswordAgainDialog(QDialog):
    """Asks for the password of the person at work; Enter confirms, Esc gives up."""

    def __init__(self, what: str, person: str, verify: Verify, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Введите пароль ещё раз")
        self._verify = verify
        self._task: Task | None = None
        self.password = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText("Пароль")
        self.password.setAccessibleName("Пароль")
        self.keyboard = KeyboardWatch(self)
        self.layout_hint, self.caps = label("", "faint"), label("", "warning")
        self.error = label("", "error", wrap=True)
        self.wait = QProgressBar(minimum=0, maximum=0, textVisible=False)
        self.go = QPushButton("Подтвердить")
        self.buttons = QDialogButtonBox()
        self._lay_out(what, person)
        self.keyboard.watch(self.password)
        self.keyboard.changed.connect(self._show_keyboard)
        self.buttons.accepted.connect(self._try)
        self.buttons.rejected.connect(self.reject)
        self._show_keyboard()

    def _lay_out(self, what: str, person: str) -> None:
        self.wait.setProperty("role", "thin")
        self._busy(on=False)
        self.go.setProperty("role", "main")
        self.buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.error.setMinimumHeight(2 * self.fontMetrics().height())
        self.error.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = column(self, spacing=8)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.addWidget(label(what, "heading", wrap=True))
        layout.addWidget(
            label(f"{person}: подтвердите паролем, что это вы (п. 5.4).", "soft", wrap=True)
        )
        layout.addWidget(self.password)
        hints = row()
        hints.addWidget(self.layout_hint)
        hints.addStretch()
        hints.addWidget(self.caps)
        layout.addLayout(hints)
        layout.addWidget(self.error)
        layout.addWidget(self.wait)
        layout.addWidget(self.buttons)
        self.setFixedWidth(WIDTH)

    @override
    def reject(self) -> None:
        if self._task is None:
            super().reject()

    def _try(self) -> None:
        password = self.password.text()
        if not password or self._task is not None:
            self.error.setText("" if password else "Введите пароль.")
            self.password.setFocus()
            return
        self._busy(on=True)
        verify = self._verify
        self._task = aside(lambda _: verify(password))
        self._task.succeeded.connect(self._agree)
        self._task.failed.connect(self._refuse)

    def _agree(self) -> None:
        self._task = None
        self.password.clear()
        self.accept()

    def _refuse(self, error: Exception) -> None:
        self._task = None
        self._busy(on=False)
        self.password.clear()
        self.password.setFocus()
        if not isinstance(error, JournalError):
            self.error.setText("Проверить пароль не удалось.")
            raise error
        self.error.setText(str(error))

    def _busy(self, *, on: bool) -> None:
        self.error.clear()
        self.wait.setVisible(on)
        for part in (self.password, self.go):
            part.setEnabled(not on)
        self.go.setDefault(not on)  # a default button loses that when it is disabled

    def _show_keyboard(self) -> None:
        layout = self.keyboard.layout
        self.layout_hint.setText(f"Раскладка: {layout}" if layout else "")
        self.caps.setText("Включён Caps Lock" if self.keyboard.caps else "")


class PasswordAgain(QObject):
    """Knows when the password was entered last, and asks when that is too long ago."""

    def __init__(
        self,
        window: QWidget,
        who: tuple[str, Verify],
        limits: tuple[float, int],
        seconds: Callable[[], float],
    ) -> None:
        """`who` is the person and the check; `limits` are seconds of trust and cells of an op."""
        super().__init__(window)
        self._window, self._who = window, who
        self._trust, self._cells = limits
        self._seconds = seconds
        self._proved: float | None = None
        self.dialog: PasswordAgainDialog | None = None

    def prove(self) -> None:
        """The password has just been entered, here or at the lock."""
        self._proved = self._seconds()

    def concerns(self, commands: Sequence[Command]) -> bool:
        """Whether these commands are of the kind that is confirmed."""
        return len(commands) > self._cells or any(type(each).confirm for each in commands)

    def is_fresh(self) -> bool:
        """Whether the password was entered a short while ago; a clock set back is no proof."""
        gone = None if self._proved is None else self._seconds() - self._proved
        return gone is not None and 0 <= gone < self._trust

    def ask(
        self, commands: Sequence[Command], agreed: Callable[[], None], declined: Callable[[], None]
    ) -> None:
        """Ask on top of everything; exactly one of the two is called in the end."""
        person, verify = self._who
        dialog = PasswordAgainDialog(_title(commands, self._cells), person, verify, self._window)
        dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.dialog = dialog

        def done(result: int) -> None:
            self.dialog = None
            dialog.deleteLater()
            self._window.activateWindow()  # the focus goes back to where it was typed
            if result == QDialog.DialogCode.Accepted.value:
                self.prove()
                agreed()
            else:
                declined()

        dialog.finished.connect(done)
        dialog.open()
        dialog.password.setFocus()


def _title(commands: Sequence[Command], cells: int) -> str:
    count = len(commands)
    if count > cells:
        return f"Массовое изменение: {count} {plural(count, 'запись', 'записи', 'записей')}"
    if not commands:
        return "Отмена итоговых отметок или массового изменения"
    if count == 1:
        return commands[0].title
    return f"{commands[0].title}: {count} {plural(count, 'запись', 'записи', 'записей')}"
