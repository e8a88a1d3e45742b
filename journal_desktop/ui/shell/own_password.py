"""One's own password asked for while the program runs: at the lock and before what is confirmed.

Source: R-5.4-01. Caps Lock and the keyboard's layout are told; the check runs off the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QProgressBar, QPushButton, QWidget

from journal_desktop.domain.errors import JournalError
from journal_desktop.ui.kit.tasks import Task
from journal_desktop.ui.shell.aside import aside
from journal_desktop.ui.shell.dress import column, label, row
from journal_desktop.ui.shell.keyboard import KeyboardWatch

Verify = Callable[[str], object]
"""Takes the password; raises Refused when it is wrong. Runs off the GUI thread."""


class OwnPassword(QWidget):
    """The field with its hints, the refusal and the wait; `right` when it was the right one."""

    right = Signal()

    def __init__(self, verify: Verify, go: QPushButton, others: tuple[QWidget, ...] = ()) -> None:
        """`go` begins the check; it and `others` rest while it runs."""
        super().__init__()
        self._verify, self._go, self._others = verify, go, others
        self._task: Task | None = None
        self.field = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.field.setPlaceholderText("Пароль")
        self.field.setAccessibleName("Пароль")
        self.keyboard = KeyboardWatch(self)
        self.layout_hint, self.caps = label("", "faint"), label("", "warning")
        self.error = label("", "error", wrap=True)
        self.wait = QProgressBar(minimum=0, maximum=0, textVisible=False)
        self._lay_out()
        go.setProperty("role", "main")
        self._rest(on=False)
        self.keyboard.watch(self.field)
        self.keyboard.changed.connect(self._show_keyboard)
        self._show_keyboard()

    def _lay_out(self) -> None:
        self.wait.setProperty("role", "thin")
        self.error.setMinimumHeight(2 * self.fontMetrics().height())
        self.error.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = column(self, spacing=8)
        layout.addWidget(self.field)
        hints = row()
        hints.addWidget(self.layout_hint)
        hints.addStretch()
        hints.addWidget(self.caps)
        layout.addLayout(hints)
        layout.addWidget(self.error)
        layout.addWidget(self.wait)

    @property
    def is_checking(self) -> bool:
        """Whether a password is being checked."""
        return self._task is not None

    def try_it(self) -> None:
        """Check what was typed, unless a check is under way or nothing was."""
        password = self.field.text()
        if self._task is not None:
            return
        if not password:
            self.error.setText("Введите пароль.")
            self.field.setFocus()
            return
        self._rest(on=True)
        verify = self._verify
        self._task = aside(lambda _: verify(password))
        self._task.succeeded.connect(self._accept)
        self._task.failed.connect(self._refuse)

    def shut(self, why: str) -> None:
        """Ask no more: nothing is left but the reason."""
        self.field.clear()
        for part in (self.field, self.layout_hint, self.caps):
            part.hide()
        self.error.setText(why)

    def _accept(self) -> None:
        self._task = None
        self._rest(on=False)
        self.field.clear()
        self.right.emit()

    def _refuse(self, error: Exception) -> None:
        self._task = None
        self._rest(on=False)
        self.field.clear()
        self.field.setFocus()
        if not isinstance(error, JournalError):
            self.error.setText("Проверить пароль не удалось.")
            raise error
        self.error.setText(str(error))

    def _rest(self, *, on: bool) -> None:
        self.error.clear()
        self.wait.setVisible(on)
        for part in (self.field, self._go, *self._others):
            part.setEnabled(not on)
        self._go.setDefault(not on)  # a default button loses that when it is disabled

    def _show_keyboard(self) -> None:
        layout = self.keyboard.layout
        self.layout_hint.setText(f"Раскладка: {layout}" if layout else "")
        self.caps.setText("Включён Caps Lock" if self.keyboard.caps else "")
