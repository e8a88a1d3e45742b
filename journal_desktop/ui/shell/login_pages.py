"""What the login window shows instead of the form: a server, a demonstration, a new password."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QWidget,
)
from typing_extensions import override

from journal_desktop.domain.errors import Invalid
from journal_desktop.ui.shell.addresses import POSTGRES_PORT, server_url
from journal_desktop.ui.shell.demo_school import SIZES, place
from journal_desktop.ui.shell.dress import column, label, row


class Page(QWidget):
    """A title, the body, a place for the error and two buttons; Enter takes the first."""

    left = Signal()

    def __init__(self, title: str, intro: str, accept: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.error = label("", "error", wrap=True)
        self.accept = QPushButton(accept)
        self.accept.setProperty("role", "main")
        self.back = QPushButton("Назад")
        self.body = column()
        buttons = row()
        buttons.addStretch()
        buttons.addWidget(self.accept)
        buttons.addWidget(self.back)
        layout = column(self, spacing=10)
        layout.addWidget(label(title, "heading"))
        layout.addWidget(label(intro, "soft", wrap=True))
        layout.addLayout(self.body)
        layout.addWidget(self.error)
        layout.addStretch()
        layout.addLayout(buttons)
        self.back.clicked.connect(self.left)

    def enter(self) -> None:
        """Make ready to be shown."""
        self.error.clear()
        self.accept.setDefault(True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the first button; the dialog's own default may still be the form's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept.click()
        else:
            super().keyPressEvent(event)


class ServerPage(Page):
    """Where the school's Postgres server is."""

    given = Signal(str)
    """The address of the database."""

    def __init__(self) -> None:
        super().__init__(
            "Школа на сервере",
            "Имя сервера и базы данных сообщает ответственный за ЭЖ. Логин и пароль — ваши"
            " собственные.",
            "Добавить",
        )
        self.server = QLineEdit(placeholderText=f"например, server или 10.0.0.5:{POSTGRES_PORT}")
        self.database = QLineEdit("journal")
        form = QFormLayout(horizontalSpacing=10, verticalSpacing=8)
        for text, field in (("Сервер", self.server), ("База данных", self.database)):
            form.addRow(text, field)
        self.body.addLayout(form)
        self.accept.clicked.connect(self._give)

    @override
    def enter(self) -> None:
        """Start with the server's name."""
        super().enter()
        self.server.setFocus()

    def _give(self) -> None:
        try:
            url = server_url(self.server.text(), self.database.text())
        except Invalid as error:
            self.error.setText(str(error))
            self.server.setFocus()
            return
        self.given.emit(url)


class DemoPage(Page):
    """Builds or opens a demonstration school."""

    wanted = Signal(str)
    """The size to build."""

    opened = Signal(str)
    """The size that is there already and shall be opened."""

    stopped = Signal()

    def __init__(self, home: Path) -> None:
        super().__init__(
            "Демонстрационная школа",
            "Выдуманная школа с классами, уроками и отметками: попробуйте всё, ничего не испортив.",
            "Построить",
        )
        self._home = home
        self._sizes = QButtonGroup(self)
        for number, size in enumerate(SIZES):
            choice = QRadioButton(f"{size.title} — {size.what}")
            choice.setChecked(number == 0)
            self._sizes.addButton(choice, number)
            self.body.addWidget(choice)
        self.again = QPushButton("Построить заново")
        self.again.setProperty("role", "link")
        self.step = label("", "faint")
        self.bar = QProgressBar(minimum=0, maximum=0, textVisible=False)
        self.body.addWidget(self.step)
        self.body.addWidget(self.bar)
        again = row()
        again.addWidget(self.again)
        again.addStretch()
        self.body.addLayout(again)
        self._sizes.idToggled.connect(self._look)
        self.accept.clicked.connect(self._take)
        self.again.clicked.connect(lambda: self.wanted.emit(self.chosen))

    @property
    def chosen(self) -> str:
        """The key of the chosen size."""
        return SIZES[self._sizes.checkedId()].key

    @override
    def enter(self) -> None:
        """Look which schools are there already."""
        super().enter()
        self.quiet()
        self.accept.setFocus()

    def building(self) -> None:
        """Show progress; «Назад» becomes the way to stop."""
        self.error.clear()
        self._toggle(busy=True)
        self.step.setText("Подготовка…")
        self.bar.setRange(0, 0)
        self.back.setFocus()

    def quiet(self) -> None:
        """Nothing is being built."""
        self._toggle(busy=False)
        self._look()

    def progressed(self, done: int, total: int, what: str) -> None:
        """Show how far it is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.step.setText(what or f"{done} из {total}")

    def _toggle(self, *, busy: bool) -> None:
        for choice in self._sizes.buttons():
            choice.setEnabled(not busy)
        self.accept.setEnabled(not busy)
        self.step.setVisible(busy)
        self.bar.setVisible(busy)
        self.again.setVisible(False)
        self.back.setText("Остановить" if busy else "Назад")
        self.back.clicked.disconnect()
        self.back.clicked.connect(self.stopped if busy else self.left)

    def _look(self) -> None:
        there = place(self._home, self.chosen).is_file()
        self.accept.setText("Открыть" if there else "Построить")
        self.again.setVisible(there)

    def _take(self) -> None:
        there = place(self._home, self.chosen).is_file()
        (self.opened if there else self.wanted).emit(self.chosen)


class PasswordPage(Page):
    """A new password instead of the first, one-time one (R-3.1.1-01)."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            "Придумайте свой пароль",
            "Выданный пароль действует один раз. Новый знаете только вы: не записывайте его и"
            " никому не сообщайте.",
            "Сменить и войти",
        )
        self.first, self.second = QLineEdit(), QLineEdit()
        form = QFormLayout(horizontalSpacing=10, verticalSpacing=8)
        for text, field in (("Новый пароль", self.first), ("Ещё раз", self.second)):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            form.addRow(text, field)
        self.body.addLayout(form)
        self.accept.clicked.connect(self._give)

    @override
    def enter(self) -> None:
        """Start with empty fields."""
        super().enter()
        self.refuse("")

    def refuse(self, text: str) -> None:
        """Say what is wrong with the new password and take another."""
        self.first.clear()
        self.second.clear()
        self.error.setText(text)
        self.first.setFocus()

    def _give(self) -> None:
        if not self.first.text():
            self.refuse("Введите новый пароль.")
        elif self.first.text() != self.second.text():
            self.refuse("Пароли не совпали: введите новый пароль ещё раз в оба поля.")
        else:
            self.given.emit(self.first.text())
