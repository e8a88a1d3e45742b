"""«Забыли все пароли?»: the code of the safe gives a responsible officer a new one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit
from typing_extensions import override

from journal_desktop.ui.shell.login_pages import Page


class RecoveryPage(Page):
    """Code, login and the new password twice; the code is shown as it is typed."""

    given = Signal(str, str, str)
    """(code, login, password)"""

    def __init__(self) -> None:
        super().__init__(
            "Забыты все пароли",
            "Код из сейфа директора даёт новый пароль ответственному за ЭЖ. Если утрачены и код, и"
            " все пароли, базу не откроет никто.",
            "Сменить пароль",
        )
        self.code = QLineEdit(placeholderText="XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX")
        self.login = QLineEdit(placeholderText="логин ответственного за ЭЖ")
        self.first, self.second = QLineEdit(), QLineEdit()
        form = QFormLayout(horizontalSpacing=10, verticalSpacing=8)
        fields = (
            ("Код из сейфа", self.code),
            ("Логин", self.login),
            ("Новый пароль", self.first),
            ("Ещё раз", self.second),
        )
        for text, field in fields:
            form.addRow(text, field)
        for field in (self.first, self.second):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.body.addLayout(form)
        self.accept.clicked.connect(self._give)

    @override
    def enter(self) -> None:
        """Start with the code."""
        super().enter()
        for field in (self.code, self.first, self.second):
            field.clear()
        self.busy(on=False)
        self.code.setFocus()

    def busy(self, *, on: bool) -> None:
        """The code is being tried."""
        self.accept.setEnabled(not on)
        if not on:
            self.accept.setDefault(True)  # a default button loses that when it is disabled

    def refuse(self, text: str) -> None:
        """Say what was wrong; what is typed stays."""
        self.busy(on=False)
        self.error.setText(text)

    def _give(self) -> None:
        login = self.login.text().strip().lower()
        if not self.code.text().strip() or not login or not self.first.text():
            self.refuse("Введите код, логин и новый пароль.")
        elif self.first.text() != self.second.text():
            self.refuse("Пароли не совпали: введите новый пароль ещё раз в оба поля.")
        else:
            self.error.clear()
            self.busy(on=True)
            self.given.emit(self.code.text(), login, self.first.text())
