"""The form of the login window: which school, who, and the password."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)

from journal_desktop.settings import Database
from journal_desktop.ui.shell.addresses import file_of, in_full, in_words
from journal_desktop.ui.shell.dress import column, label, row
from journal_desktop.ui.shell.keyboard import KeyboardWatch

SHOW, HIDE = "Показать", "Скрыть"


class LoginForm(QWidget):
    """Fields and buttons; knows nothing of how a school is opened."""

    submitted = Signal(str, str, str)
    """(url, login, password)"""

    chosen = Signal(str)
    """The url of the school now chosen, "" for none."""

    dropped = Signal(str)
    """The url to be left out of the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.database = QComboBox()
        self.drop = QPushButton("Убрать")
        self.login = QLineEdit(placeholderText="например, ivanova")
        self.password = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.reveal = QPushButton(SHOW)
        self.layout_hint = label("", "faint")
        self.caps_hint = label("", "warning")
        self.error = label("", "error", wrap=True)
        self.wait = QProgressBar(minimum=0, maximum=0, textVisible=False)
        self.enter = QPushButton("Войти")
        self.leave = QPushButton("Выход")
        self.links = {
            "file": QPushButton("Открыть файл…"),
            "server": QPushButton("Сервер…"),
            "demo": QPushButton("Демонстрация…"),
        }
        self.forgot = QPushButton("Забыли все пароли?")
        """Offered after a refusal: the code of the safe opens a file."""
        self._databases: dict[str, Database] = {}
        self._keyboard = KeyboardWatch(self)
        self._name_parts()
        self._lay_out()
        self._connect()

    def _name_parts(self) -> None:
        self.database.setAccessibleName("Школа")
        self.database.setPlaceholderText("Школа ещё не выбрана")
        self.login.setAccessibleName("Логин")
        self.password.setAccessibleName("Пароль")
        self.drop.setToolTip("Убрать эту школу из списка")
        self.drop.setProperty("role", "small")
        self.drop.setAutoDefault(False)
        self.reveal.setCheckable(True)
        self.reveal.setProperty("role", "small")
        self.enter.setProperty("role", "main")
        self.enter.setDefault(True)
        self.leave.setAutoDefault(False)
        self.reveal.setAutoDefault(False)
        self.wait.setProperty("role", "thin")
        self.wait.hide()
        self.error.setMinimumHeight(2 * self.fontMetrics().height() + 2)
        self.error.setAlignment(Qt.AlignmentFlag.AlignTop)
        for link in (*self.links.values(), self.forgot):
            link.setProperty("role", "link")
            link.setAutoDefault(False)
        self.forgot.hide()

    def _lay_out(self) -> None:
        links = row(spacing=14)
        for link in self.links.values():
            links.addWidget(link)
        links.addStretch()
        hints = row()
        hints.addWidget(self.layout_hint)
        hints.addStretch()
        hints.addWidget(self.forgot)
        hints.addWidget(self.caps_hint)
        buttons = row()
        buttons.addWidget(self.enter, stretch=1)
        buttons.addWidget(self.leave)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        lines: tuple[tuple[str, QWidget | QBoxLayout, QWidget | None], ...] = (
            ("Школа", self.database, self.drop),
            ("", links, None),
            ("Логин", self.login, None),
            ("Пароль", self.password, self.reveal),
            ("", hints, None),
        )
        for line, (text, field, side) in enumerate(lines):
            self._row(grid, line, text, field, side)
        layout = column(self, spacing=6)
        layout.addLayout(grid)
        layout.addWidget(self.error)
        layout.addWidget(self.wait)
        layout.addStretch()
        layout.addLayout(buttons)

    def _row(
        self,
        grid: QGridLayout,
        line: int,
        text: str,
        field: QWidget | QBoxLayout,
        side: QWidget | None,
    ) -> None:
        if text:
            name = label(text, "soft")
            grid.addWidget(name, line, 0)
        if isinstance(field, QBoxLayout):
            grid.addLayout(field, line, 1, 1, 2)
            return
        if text:
            name.setBuddy(field)
        grid.addWidget(field, line, 1, 1, 1 if side else 2)
        if side:
            grid.addWidget(side, line, 2)

    def _connect(self) -> None:
        self.database.currentIndexChanged.connect(self._choose)
        self.drop.clicked.connect(lambda: self.dropped.emit(self.url))
        self.enter.clicked.connect(self.submit)
        self.reveal.toggled.connect(self._reveal)
        self._keyboard.watch(self.login)
        self._keyboard.watch(self.password)
        self._keyboard.changed.connect(self._show_keyboard)
        self._show_keyboard()

    @property
    def url(self) -> str:
        """The address of the chosen school; "" for none."""
        return str(self.database.currentData() or "")

    def offer(self, databases: Sequence[Database]) -> None:
        """Fill the list of schools, the latest first, and choose that one."""
        self._databases = {known.url: known for known in databases}
        blocked = QSignalBlocker(self.database)
        self.database.clear()
        for known in databases:
            self.database.addItem(_named(known, databases), known.url)
            last = self.database.count() - 1
            self.database.setItemData(last, in_full(known.url), Qt.ItemDataRole.ToolTipRole)
        self.database.setCurrentIndex(0 if databases else -1)
        blocked.unblock()
        self._choose()

    def refuse(self, text: str) -> None:
        """Say why the person was not let in; the password is typed anew."""
        self.ready()
        self.error.setText(text)
        self.password.clear()
        self.password.setFocus()
        self.forgot.setVisible(file_of(self.url) is not None)

    def waiting(self) -> None:
        """Show that the password is being checked."""
        self.error.clear()
        self.enter.setText("Проверяется…")
        self.wait.show()
        self._enable(on=False)

    def ready(self) -> None:
        """Take input again."""
        self.enter.setText("Войти")
        self.wait.hide()
        self._enable(on=True)
        self.enter.setDefault(True)  # a default button loses that when it is disabled

    def submit(self) -> None:
        """Offer what was typed; say what is missing instead when something is."""
        login, password = self.login.text().strip(), self.password.text()
        missing = (
            (not self.url, "Сначала выберите школу: откройте файл базы или сервер.", self.database),
            (not login, "Введите логин.", self.login),
            (not password, "Введите пароль.", self.password),
        )
        for absent, text, field in missing:
            if absent:
                self.error.setText(text)
                field.setFocus()
                return
        self.submitted.emit(self.url, login, password)

    def focus_first(self) -> None:
        """Put the cursor where the person goes on: the login, or the password when it is known."""
        (self.password if self.login.text() else self.login).setFocus()

    def _enable(self, *, on: bool) -> None:
        fields = (self.database, self.drop, self.login, self.password, self.reveal, self.enter)
        for widget in (*fields, *self.links.values()):
            widget.setEnabled(on)
        self._allow()

    def _choose(self) -> None:
        known = self._databases.get(self.url)
        self.login.setText(known.login if known else "")
        self.password.clear()
        self.error.clear()
        self.forgot.hide()
        self.database.setToolTip(in_full(self.url) if known else "")
        self._allow()
        self.chosen.emit(self.url)
        self.focus_first()

    def _allow(self) -> None:
        known = bool(self._databases)
        for widget in (self.database, self.drop, self.login, self.password, self.reveal):
            widget.setEnabled(known and self.wait.isHidden())
        self.enter.setEnabled(known and self.wait.isHidden())

    def _reveal(self, on: bool) -> None:  # noqa: FBT001 - slot of QPushButton.toggled
        mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        self.password.setEchoMode(mode)
        self.reveal.setText(HIDE if on else SHOW)
        self.password.setFocus()

    def _show_keyboard(self) -> None:
        layout = self._keyboard.layout
        self.layout_hint.setText(f"Раскладка: {layout}" if layout else "")
        self.caps_hint.setText("Включён Caps Lock" if self._keyboard.caps else "")


def _named(known: Database, databases: Sequence[Database]) -> str:
    """The title of the school; its file or server too where titles are the same or missing."""
    words = in_words(known.url)
    namesakes = [other for other in databases if other.title == known.title]
    if not known.title:
        return words
    return known.title if len(namesakes) == 1 else f"{known.title} — {words}"
