"""The buttons of «Учётные записи»: when each is offered, what it asks and what it does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final, Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from journal_desktop.access.policy import ROLE_TITLES, Right
from journal_desktop.domain.vocabulary import AccountState
from journal_desktop.queries.accounts import AccountLine, Grant
from journal_desktop.queries.eyes import Eyes, EyesOf
from journal_desktop.ui.accounts.deeds import AccountDeeds, Given
from journal_desktop.ui.accounts.eyes import EyesDialog
from journal_desktop.ui.accounts.forms import CodeForm, EndForm, GiveForm, RoleForm, day_of
from journal_desktop.ui.accounts.shown_once import (
    code_shown,
    issue_sheet,
    password_shown,
    save_pdf,
)
from journal_desktop.ui.kit.tasks import Job, Task
from journal_desktop.ui.shell.messages import confirmed
from journal_desktop.ui.shell.password_again import PasswordAgainDialog

EYES: Final = "Посмотреть глазами…"
GIVE: Final = "Выдать логин…"
RENEW: Final = "Новый пароль…"
BLOCK: Final = "Заблокировать"
UNBLOCK: Final = "Разблокировать"
GRANT: Final = "Дать роль…"
END: Final = "Закончить роль…"
CODE: Final = "Новый код восстановления…"
SHEET: Final = "Ведомость выдачи…"


class Host(Protocol):
    """What the acts use of their window."""

    deeds: AccountDeeds
    school: str
    person: str

    @property
    def chosen(self) -> AccountLine | None:
        """The person now chosen."""

    @property
    def chosen_grant(self) -> Grant | None:
        """The role now chosen."""

    def work(self, job: Job, done: Callable[[Any], None]) -> Task:
        """Do something off the GUI thread."""

    def load(self) -> None:
        """Read everybody anew."""


class Acts(QObject):
    """Asks, does, shows; the first deed of the sitting asks for the officer's own password."""

    personal: Final = (EYES, GIVE, RENEW, GRANT, END, BLOCK, UNBLOCK)
    common: Final = (SHEET, CODE)

    def __init__(self, host: Host, window: QWidget) -> None:
        super().__init__(window)
        self._host, self._window = host, window
        self._may_write = host.deeds.journal.may(Right.STAFF_WRITE)
        self._unlocked = False
        self.issued: list[tuple[str, str]] = []
        """Names and logins given in this sitting, for the sheet."""
        self._does: dict[str, Callable[[], None]] = {
            EYES: self._eyes,
            GIVE: self._give,
            RENEW: self._give,
            GRANT: self._grant,
            END: self._end,
            BLOCK: self._block,
            UNBLOCK: self._unblock,
            CODE: self._code,
            SHEET: self._sheet,
        }
        self._buttons = {title: QPushButton(title) for title in self._does}
        for title, button in self._buttons.items():
            button.setAutoDefault(False)
            button.clicked.connect(partial(self.take, title))

    def button(self, title: str) -> QPushButton:
        """The button of an act."""
        return self._buttons[title]

    def show(self) -> None:
        """Offer what may be done with the person and the role now chosen."""
        person, grant = self._host.chosen, self._host.chosen_grant
        state = person.state if person else None
        offered = {
            EYES: person is not None,
            GIVE: person is not None and state is None,
            RENEW: state is not None,
            GRANT: person is not None,
            END: grant is not None and grant.ends is None,
            BLOCK: state is AccountState.ACTIVE,
            UNBLOCK: state is AccountState.BLOCKED,
            CODE: True,
            SHEET: True,
        }
        for title, button in self._buttons.items():
            button.setEnabled(offered[title])
            button.setVisible(title == EYES or self._may_write)
        self._buttons[GIVE].setVisible(self._may_write and state is None)
        self._buttons[RENEW].setVisible(self._may_write and state is not None)
        self._buttons[BLOCK].setVisible(self._may_write and state is not AccountState.BLOCKED)
        self._buttons[UNBLOCK].setVisible(self._may_write and state is AccountState.BLOCKED)

    def take(self, title: str, *_event: object) -> None:
        """Do it; whatever gives or takes asks first who works."""
        does = self._does[title]
        if title in (EYES, SHEET) or self._unlocked:
            does()
            return
        what = "Учётные записи и роли"
        deeds = self._host.deeds
        dialog = PasswordAgainDialog(what, self._host.person, deeds.unlock, self._window)
        dialog.accepted.connect(partial(self._unlock, does))
        self._open(dialog)
        dialog.password.setFocus()

    def _unlock(self, does: Callable[[], None]) -> None:
        self._unlocked = True
        does()

    def _open(self, dialog: QDialog) -> None:
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _changed(self, _nothing: object) -> None:
        self._host.load()

    def _eyes(self) -> None:
        person, journal = self._host.chosen, self._host.deeds.journal
        if person is None:
            return

        def show(eyes: Eyes) -> None:
            self._open(EyesDialog(person.name, eyes, self._window))

        self._host.work(lambda _: journal.ask(EyesOf(person.staff_id)), show)

    def _give(self) -> None:
        person, deeds = self._host.chosen, self._host.deeds
        if person is None:
            return
        form = GiveForm(person, deeds.today, self._window)

        def give() -> None:
            login, roles = form.login.text().strip().lower(), form.appointments
            source = form.chosen_source()
            self._host.work(lambda _: deeds.give(person, login, roles, source), self._given)

        form.accepted.connect(give)
        self._open(form)

    def _given(self, given: Given) -> None:
        self.issued.append((given.name, given.login))
        self._open(password_shown(given, self._window))
        self._host.load()

    def _grant(self) -> None:
        person, deeds = self._host.chosen, self._host.deeds
        if person is None:
            return
        form = RoleForm(person, deeds.today, self._window)

        def grant() -> None:
            appointment = form.roles.chosen
            self._host.work(lambda _: deeds.grant(person.staff_id, appointment), self._changed)

        form.accepted.connect(grant)
        self._open(form)

    def _end(self) -> None:
        person, grant, deeds = self._host.chosen, self._host.chosen_grant, self._host.deeds
        if person is None or grant is None:
            return
        what = f"{person.name}: {ROLE_TITLES[grant.role]} с {grant.begins:%d.%m.%Y}"
        form = EndForm(what, deeds.today, self._window)

        def end() -> None:
            last = day_of(form.last)
            self._host.work(lambda _: deeds.end(grant.id, last), self._changed)

        form.accepted.connect(end)
        self._open(form)

    def _block(self) -> None:
        person, deeds = self._host.chosen, self._host.deeds
        if person is not None and confirmed(
            self._window,
            "Заблокировать учётную запись",
            f"{person.name} больше не войдёт, а начатая работа прервётся; всё записанное останется "
            "с его именем.",
            yes="Заблокировать",
            no="Отмена",
        ):
            self._host.work(lambda _: deeds.block(person), self._changed)

    def _unblock(self) -> None:
        person, deeds = self._host.chosen, self._host.deeds
        if person is not None:
            self._host.work(lambda _: deeds.unblock(person), self._changed)

    def _code(self) -> None:
        form, deeds = CodeForm(self._window), self._host.deeds

        def renew() -> None:
            source = form.source.source()
            if source is not None:
                self._host.work(lambda _: deeds.new_code(source), self._show_code)

        form.accepted.connect(renew)
        self._open(form)

    def _show_code(self, code: str) -> None:
        host = self._host
        self._open(code_shown(code, host.school, host.deeds.today, self._window))

    def _sheet(self) -> None:
        """Those given in this sitting; the chosen person when there are none."""
        person, host = self._host.chosen, self._host
        people = self.issued or ([(person.name, person.login)] if person and person.login else [])
        save_pdf(issue_sheet(people, host.school, host.deeds.today), "Ведомость", self._window)
