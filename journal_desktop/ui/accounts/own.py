"""One's own: «Мои входы…» and «Медицинский ключ…»."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QWidget
from typing_extensions import override

from journal_desktop.domain.errors import JournalError
from journal_desktop.queries.accounts import LoginLine
from journal_desktop.store.medical import MedicalKey
from journal_desktop.store.recovery import Source
from journal_desktop.ui.accounts.forms import AskForm, SourceFields
from journal_desktop.ui.accounts.tables import fill, texts_table
from journal_desktop.ui.kit.tasks import Task
from journal_desktop.ui.shell.aside import aside
from journal_desktop.ui.shell.dress import column, label

SIZE = (560, 420)


class OwnLogins(QDialog):
    """Every login of the person, and the tries that failed (R-3.1.2-01)."""

    def __init__(self, lines: Sequence[LoginLine], zone: ZoneInfo, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Мои входы")
        self.table = texts_table(("Когда", "Компьютер", "Итог"), "Мои входы")
        fill(self.table, [_row(line, zone) for line in lines])
        text = (
            "Незнакомый компьютер или неверные пароли, которых вы не набирали, — повод сменить "
            "пароль и сказать ответственному за ЭЖ (п. 3.1.2). Пароли, набранные неверно на другом "
            "компьютере, сервер хранит в своём журнале."
        )
        layout = column(self, spacing=10)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.addWidget(label(text, "soft", wrap=True))
        layout.addWidget(self.table, stretch=1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.resize(*SIZE)


def _row(line: LoginLine, zone: ZoneInfo) -> tuple[str, str, str]:
    if line.by_code:
        what = "новый пароль по коду из сейфа"
    else:
        what = "вход" if line.accepted else "неверный пароль"
    return f"{line.at.astimezone(zone):%d.%m.%Y %H:%M:%S}", line.computer, what


class MedicalKeyDialog(AskForm):
    """Brings the medical key back to a medical worker: own password, and who has the key."""

    taken = Signal(object)

    def __init__(self, take: Callable[[str, Source], MedicalKey], parent: QWidget) -> None:
        super().__init__(
            "Медицинский ключ",
            "Закрытые сведения о здоровье открывает ключ, который есть у медработников и в сейфе "
            "директора (п. 5.3). Он будет заперт вашим паролем.",
            "Открыть",
            parent,
        )
        self._take = take
        self._task: Task | None = None
        self.password = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.source = SourceFields()
        self.form.addRow("Ваш пароль", self.password)
        self.body.addWidget(self.source)
        self.password.setFocus()

    @override
    def wrong(self) -> str:
        if not self.password.text():
            return "Введите свой пароль."
        empty = self.source.source() is None
        return "Введите код из сейфа или логин и пароль медработника." if empty else ""

    @override
    def accept(self) -> None:
        source, take, password = self.source.source(), self._take, self.password.text()
        if self._task is not None or source is None:
            return
        self.go.setEnabled(False)
        self._task = aside(lambda _: take(password, source))
        self._task.succeeded.connect(self._done)
        self._task.failed.connect(self._failed)

    @override
    def reject(self) -> None:
        if self._task is None:
            super().reject()

    def _done(self, key: MedicalKey) -> None:
        self._task = None
        self.taken.emit(key)
        super().accept()

    def _failed(self, error: Exception) -> None:
        self._task = None
        self.go.setEnabled(True)
        self.go.setDefault(True)  # a default button loses that when it is disabled
        if not isinstance(error, JournalError):
            raise error
        self.error.setText(str(error))
