"""What the responsible officer does with accounts: the gate writes, then the door obeys.

No widgets here: the window and the command line use the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from journal_desktop.access.policy import Role
from journal_desktop.commands.account_states import BlockAccount, EndRole, UnblockAccount
from journal_desktop.commands.accounts import GrantRole, OpenAccount
from journal_desktop.domain.errors import JournalError, Unavailable
from journal_desktop.journal import Journal
from journal_desktop.queries.accounts import AccountLine, Accounts
from journal_desktop.store.accounts import one_time_password
from journal_desktop.store.doors import Doors, open_doors
from journal_desktop.store.logins import Clock, School
from journal_desktop.store.recovery import Source, give_medical, renew_code, take_medical_away

NO_KEY: Final = (
    "Медицинский ключ не передан: запись работает, но закрытые сведения о здоровье не откроются, "
    "пока медработник не введёт в «Файл → Медицинский ключ…» код из сейфа или пароль коллеги."
)


@dataclass(frozen=True, slots=True)
class Appointment:
    """A role to give from a day on, by an order when there is one."""

    role: Role
    begins: date
    order_number: str = ""
    order_day: date | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """A login with its one-time password, shown once and kept nowhere (R-3.1.1-01)."""

    name: str
    login: str
    password: str = field(repr=False)
    note: str = ""


class AccountDeeds:
    """The officer at work; made with the officer's own password, which stays with the doors."""

    def __init__(self, journal: Journal, school: School, url: str, clock: Clock) -> None:
        self.journal = journal
        self._school, self._url, self._clock = school, url, clock
        self._doors: Doors | None = None

    def unlock(self, password: str) -> None:
        """Prove who works; asked once before anything is given.

        Raises:
            Refused: the password is wrong.
        """
        login = self.journal.actor.login
        self._doors = open_doors(self._url, self._school.engine, login, password, self._clock)

    def people(self) -> tuple[AccountLine, ...]:
        """Everybody, as the window shows them."""
        return self.journal.ask(Accounts())

    @property
    def today(self) -> date:
        """The day at the school."""
        return self.journal.now().astimezone(self.journal.zone).date()

    def give(
        self,
        person: AccountLine,
        login: str,
        roles: Sequence[Appointment] = (),
        source: Source | None = None,
    ) -> Given:
        """A login with a first password, or a new password for the login there is.

        Raises:
            Invalid, Refused, Unavailable: nothing was given, or, where said so, only the password.
        """
        doors = self._open()
        self.journal.do(
            OpenAccount(person.staff_id, login), *(_grant(person.staff_id, each) for each in roles)
        )
        password = one_time_password()
        try:
            doors.give(login, password)
        except JournalError as error:
            raise Unavailable(
                f"Учётная запись «{login}» записана, но пароль не выдан: {error} "
                "Выдайте новый пароль ещё раз."
            ) from error
        held = {grant.role for grant in person.roles(self.today)} | {each.role for each in roles}
        note = self._medical(person.staff_id, password, source) if Role.MED in held else ""
        return Given(person.name, login, password, note)

    def grant(self, staff_id: int, appointment: Appointment) -> None:
        """Give one more role."""
        self.journal.do(_grant(staff_id, appointment))

    def end(self, grant_id: int, last_day: date) -> None:
        """Say which day is the last of a role."""
        self.journal.do(EndRole(grant_id, last_day))

    def block(self, person: AccountLine) -> None:
        """Shut the account; its sessions end."""
        self.journal.do(BlockAccount(person.staff_id))
        self._open().block(person.login, blocked=True)

    def unblock(self, person: AccountLine) -> None:
        """Open the account again with the password it had."""
        self.journal.do(UnblockAccount(person.staff_id))
        self._open().block(person.login, blocked=False)

    def new_code(self, source: Source) -> str:
        """A new recovery code for the safe, in place of the old one."""
        return renew_code(self._url, self._school.engine, self._open(), source, self._clock)

    def _medical(self, staff_id: int, password: str, source: Source | None) -> str:
        """Wrap the medical key for a new password; what to say when it cannot be."""
        engine, said = self._school.engine, NO_KEY
        if source is not None:
            try:
                give_medical(self._url, engine, (staff_id, password), source, self._clock)
            except JournalError as error:
                said = f"{error} {NO_KEY}"
            else:
                return ""
        take_medical_away(engine, staff_id)  # its box is for a password that is no more
        return said

    def _open(self) -> Doors:
        if self._doors is None:
            raise Unavailable("Сначала введите свой пароль: учётные записи открываются с ним.")
        return self._doors


def _grant(staff_id: int, appointment: Appointment) -> GrantRole:
    return GrantRole(
        staff_id,
        appointment.role,
        appointment.begins,
        appointment.order_number,
        appointment.order_day,
    )
