"""The login window: opens a school for one person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QPushButton,
    QStackedWidget,
    QWidget,
)
from typing_extensions import override

from journal_desktop.domain.errors import JournalError, Unavailable
from journal_desktop.settings import Database, SettingsFile
from journal_desktop.ui.kit.tasks import Job, Task
from journal_desktop.ui.kit.theme import Theme
from journal_desktop.ui.shell.addresses import file_of, file_url, without_password
from journal_desktop.ui.shell.aside import aside
from journal_desktop.ui.shell.demo_school import building, place
from journal_desktop.ui.shell.dress import column, dress, label, row
from journal_desktop.ui.shell.entrance import DemoPerson, Entrance, School
from journal_desktop.ui.shell.login_form import LoginForm
from journal_desktop.ui.shell.login_pages import DemoPage, Page, PasswordPage, ServerPage
from journal_desktop.ui.shell.people_list import PeopleList
from journal_desktop.ui.shell.recovery_page import RecoveryPage

GAP: Final = 22
HEIGHT: Final = 330
ROOMY: Final = (460, 330, 420)
TIGHT: Final = (410, 236, HEIGHT)
"""Widths of the form and of the panel beside it, and the height with people in it."""
TALL: Final = 366
"""The recovery page has a field more than the others."""
FILES: Final = "Базы школы (*.db);;Все файлы (*)"


@dataclass(frozen=True, slots=True)
class Entered:
    """Who came in, and where; the password is needed once more to change a first one."""

    school: School
    url: str
    login: str


class LoginWindow(QDialog):
    """Asks which school, who and the password; emits `entered` and stays open until closed."""

    entered = Signal(object)

    def __init__(self, entrance: Entrance, settings: SettingsFile, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle("Классный журнал — вход")
        self._entrance, self._settings = entrance, settings
        self._width, self._side, self._height = _room(self)
        self._task: Task | None = None
        self._failed: Callable[[JournalError], None] = self._refuse
        self._typed = ("", "", "")
        self._candidate: Entered | None = None
        self.form, self.people, self.side = LoginForm(), PeopleList(), QStackedWidget()
        self.welcome = _Welcome()
        self.server, self.demo, self.renewal = ServerPage(), DemoPage(entrance.home), PasswordPage()
        self.recovery = RecoveryPage()
        self.pages = QStackedWidget()
        self._lay_out()
        dress(self, theme)
        self._connect()
        self._offer()

    def _lay_out(self) -> None:
        for panel in (QWidget(), self.welcome, self.people):
            self.side.addWidget(panel)
        self.side.setFixedWidth(self._side)
        start = QWidget()
        columns = row(start, spacing=GAP)
        columns.addWidget(self.form, stretch=1)
        columns.addWidget(self.side)
        for page in (start, self.server, self.demo, self.renewal, self.recovery):
            self.pages.addWidget(page)
        layout = column(self, spacing=14)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.addWidget(label("Классный журнал", "title"))
        layout.addWidget(self.pages, stretch=1)

    def _connect(self) -> None:
        links = self.form.links
        links["file"].clicked.connect(self._open_file)
        links["server"].clicked.connect(partial(self._show, self.server))
        for button in (links["demo"], self.welcome.button):
            button.clicked.connect(partial(self._show, self.demo))
        self.form.submitted.connect(self.come_in)
        self.form.chosen.connect(self._look_round)
        self.form.dropped.connect(self._drop)
        self.form.leave.clicked.connect(self.reject)
        self.people.chosen.connect(self._come_in_as)
        self._connect_pages()

    def _connect_pages(self) -> None:
        for page in (self.server, self.demo, self.renewal, self.recovery):
            page.left.connect(self._start)
        self.server.given.connect(self.add)
        self.demo.wanted.connect(self._build)
        self.demo.opened.connect(self._open_built)
        self.renewal.given.connect(self._renew)
        self.recovery.given.connect(self._recover)
        self.form.forgot.clicked.connect(self._forgot)

    def say(self, text: str) -> None:
        """Show a sentence from the start of the program: broken settings, for one."""
        self.form.error.setText(text)

    def add(self, url: str) -> None:
        """Put a school into the list and choose it."""
        known = [entry for entry in self._remembered() if entry.url == without_password(url)]
        self._remember(known[0] if known else Database(without_password(url)))
        self._start()

    def _add_built(self, url: str) -> None:
        self._remember(Database(url, "Демонстрационная школа", is_demo=True))
        self._start()

    def come_in(self, url: str, login: str, password: str) -> None:
        """Check the password off the GUI thread."""
        if self._task is not None:
            return
        self._typed = (url, login, password)
        self.form.waiting()
        self._run(lambda _: self._entrance.open(url, login, password), self._admit, self._refuse)

    def _admit(self, school: School) -> None:
        url, login, _ = self._typed
        self.form.ready()
        self.form.password.clear()
        self._candidate = Entered(school, url, login)
        if school.must_change_password and self._entrance.change_password is not None:
            self._show(self.renewal)
            return
        self._typed = ("", "", "")
        self._finish()

    def _finish(self) -> None:
        entered = self._candidate
        if entered is None:
            return
        school = entered.school
        self._remember(Database(entered.url, school.title, entered.login, school.is_demo))
        self._candidate = None
        self.entered.emit(entered)

    def _refuse(self, error: JournalError) -> None:
        self._typed = ("", "", "")
        self.form.refuse(str(error))

    def _renew(self, password: str) -> None:
        entered, old, change = self._candidate, self._typed[2], self._entrance.change_password
        if entered is None or change is None or self._task is not None:
            return
        self.renewal.accept.setEnabled(False)
        self._run(
            lambda _: change(entered, old, password),
            self._renewed,
            self._not_renewed,
        )

    def _renewed(self, _nothing: object) -> None:
        self.renewal.accept.setEnabled(True)
        self._typed = ("", "", "")
        self._finish()

    def _not_renewed(self, error: JournalError) -> None:
        self.renewal.accept.setEnabled(True)
        self.renewal.accept.setDefault(True)
        self.renewal.refuse(str(error))

    def _forgot(self) -> None:
        self.recovery.login.setText(self.form.login.text())
        self._show(self.recovery)
        self.setMinimumHeight(TALL)

    def _recover(self, code: str, login: str, password: str) -> None:
        recover, url = self._entrance.recover, self.form.url
        if recover is None or self._task is not None:
            return

        def recovered(_nothing: object) -> None:
            self._start()
            self.form.login.setText(login)
            self.form.forgot.hide()
            self.form.error.setText("Пароль заменён. Войдите с новым.")
            self.form.password.setFocus()

        job = partial(_job, recover, (url, code, login, password))
        self._run(job, recovered, lambda error: self.recovery.refuse(str(error)))

    def _come_in_as(self, person: DemoPerson) -> None:
        self.form.login.setText(person.login)
        self.come_in(self.form.url, person.login, person.password)

    def _open_file(self) -> None:
        recent = file_of(self.form.url)
        folder = str(recent.parent if recent else Path.home())
        name, _ = QFileDialog.getOpenFileName(self, "Открыть базу школы", folder, FILES)
        if name:
            self.add(file_url(Path(name)))

    def _open_built(self, size: str) -> None:
        self._add_built(file_url(place(self._entrance.home, size)))

    def _build(self, size: str) -> None:
        if self._task is not None:
            return
        self.demo.building()
        task = self._run(building(self._entrance, size), self._add_built, self._not_built)
        task.progressed.connect(self.demo.progressed)
        task.cancelled.connect(self.demo.quiet)
        self.demo.stopped.connect(task.cancel)

    def _not_built(self, error: JournalError) -> None:
        self.demo.quiet()
        self.demo.error.setText(str(error))

    def _run(
        self,
        job: Job,
        succeeded: Callable[[Any], None],
        failed: Callable[[JournalError], None],
    ) -> Task:
        task = aside(job)
        self._task = task
        task.finished.connect(self._idle)
        task.succeeded.connect(succeeded)
        self._failed = failed
        task.failed.connect(self._tell)
        return task

    def _tell(self, error: Exception) -> None:
        """Pass an understandable error on; anything else is a bug and goes to the crash dialog."""
        if not isinstance(error, JournalError):
            self._failed(Unavailable("В программе произошла ошибка: отчёт открыт отдельно."))
            raise error
        self._failed(error)

    def _idle(self) -> None:
        self._task = None

    def _drop(self, url: str) -> None:
        self._settings.update(lambda settings: settings.forgotten(url))
        self._offer()

    def _remembered(self) -> tuple[Database, ...]:
        return self._settings.load_or_default()[0].databases

    def _remember(self, database: Database) -> None:
        kept = replace(database, url=without_password(database.url))
        self._settings.update(lambda settings: settings.opened(kept))
        self._offer()

    def _offer(self) -> None:
        self.form.offer(self._remembered())

    def _look_round(self, url: str) -> None:
        self._beside(None if url else self.welcome)
        if url:
            ask = self._entrance.people
            aside(lambda _: (url, ask(url))).succeeded.connect(self._meet)

    def _meet(self, found: tuple[str, tuple[DemoPerson, ...]]) -> None:
        url, people = found
        if url == self.form.url and people:
            self.people.offer(people)
            self._beside(self.people)

    def _beside(self, panel: QWidget | None) -> None:
        self.side.setVisible(panel is not None)
        if panel is not None:
            self.side.setCurrentWidget(panel)
        tall = self._height if panel is self.people else HEIGHT
        self.setMinimumSize(self._width + (self._side + GAP if panel else 0), tall)
        place = self.geometry()
        place.setSize(self.minimumSize())
        place.moveCenter(self.screen().availableGeometry().center())
        self.setGeometry(place)
        if panel is self.welcome:
            self.welcome.button.setFocus()

    def _show(self, page: Page) -> None:
        self.pages.setCurrentWidget(page)
        page.enter()

    def _start(self) -> None:
        self._candidate = None
        self.pages.setCurrentIndex(0)
        self.form.enter.setDefault(True)
        self.form.focus_first()

    @override
    def reject(self) -> None:
        if self.pages.currentIndex() and self._task is None:
            self._start()
            return
        if self._task is not None:
            self._task.cancel()
        super().reject()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._task is not None:
            self._task.cancel()
        super().closeEvent(event)


def _job(
    recover: Callable[[str, str, str, str], None], said: tuple[str, str, str, str], _: object
) -> None:
    recover(*said)


class _Welcome(QWidget):
    """What a first start offers."""

    def __init__(self) -> None:
        super().__init__()
        self.button = QPushButton("Открыть демонстрационную школу")
        self.button.setProperty("role", "main")
        layout = column(self, spacing=10)
        layout.addWidget(label("Первый запуск", "heading"))
        text = (
            "Если база школы уже есть, откройте её файл или укажите сервер: куда обращаться, знает"
            " ответственный за ЭЖ.\n\nЧтобы осмотреться, откройте демонстрационную школу — все люди"
            " в ней выдуманы."
        )
        layout.addWidget(label(text, "soft", wrap=True))
        layout.addWidget(self.button)
        layout.addStretch()


def _room(window: QWidget) -> tuple[int, int, int]:
    """Sizes that fit: a small screen at 200 % has 683×384 logical pixels."""
    free = window.screen().availableGeometry()
    roomy = free.width() > sum(ROOMY[:2]) + 2 * GAP and free.height() > ROOMY[2] + 2 * GAP
    return ROOMY if roomy else TIGHT
