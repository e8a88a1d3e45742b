"""«Введите пароль ещё раз»: before final marks and mass changes, once for some minutes.

Source: R-5.4-01. The window asks; the password is judged by the same function as the lock's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QWidget
from typing_extensions import override

from journal_desktop.commands.base import Command
from journal_desktop.domain.russian import plural
from journal_desktop.ui.shell.dress import column, label
from journal_desktop.ui.shell.own_password import OwnPassword, Verify

WIDTH: Final = 400


class PasswordAgainDialog(QDialog):
    """Asks for the password of the person at work; Enter confirms, Esc gives up."""

    def __init__(self, what: str, person: str, verify: Verify, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Введите пароль ещё раз")
        self.go = QPushButton("Подтвердить")
        self.own = OwnPassword(verify, self.go)
        self.password, self.error = self.own.field, self.own.error
        self.buttons = QDialogButtonBox()
        self._lay_out(what, person)
        self.buttons.accepted.connect(self.own.try_it)
        self.buttons.rejected.connect(self.reject)
        self.own.right.connect(self.accept)

    def _lay_out(self, what: str, person: str) -> None:
        self.buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        layout = column(self, spacing=8)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.addWidget(label(what, "heading", wrap=True))
        layout.addWidget(
            label(f"{person}: подтвердите паролем, что это вы (п. 5.4).", "soft", wrap=True)
        )
        layout.addWidget(self.own)
        layout.addWidget(self.buttons)
        self.setFixedWidth(WIDTH)

    @override
    def reject(self) -> None:
        if not self.own.is_checking:
            super().reject()


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
