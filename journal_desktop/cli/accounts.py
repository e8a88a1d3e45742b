"""`account`: a login with a first password for a member of staff, or a new password for it."""

from __future__ import annotations

import argparse
import secrets
from typing import Final

from journal_desktop.access.policy import ROLE_TITLES, Role
from journal_desktop.cli.entry import database_url, entered, now, password_of
from journal_desktop.commands.accounts import GrantRole, OpenAccount
from journal_desktop.domain.errors import Invalid
from journal_desktop.journal import Journal
from journal_desktop.queries.staff import StaffItem, StaffList
from journal_desktop.store.accounts import make_server_login
from journal_desktop.store.engine import file_of, is_sqlite, open_server
from journal_desktop.store.keys import KeyRing
from journal_desktop.store.new_database import admin_url

_SIGNS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look alike on paper."""


def give_account(arguments: argparse.Namespace) -> tuple[str, ...]:
    """Lines to tell: the first password is shown here once and nowhere else.

    Who has a login already gets a new password and only the roles that are named.

    Raises:
        Invalid, Refused, Unavailable: no such person, no right, login taken.
    """
    with entered(arguments) as journal:
        person = _person(journal, arguments.staff)
        today = journal.now().astimezone(journal.zone).date()
        begins = arguments.begins or today
        roles = [
            GrantRole(
                person.staff_id, Role(code), begins, arguments.order or "", arguments.order_date
            )
            for code in arguments.role or ([] if person.login else ["ST"])
        ]
        journal.do(OpenAccount(person.staff_id, arguments.new_login), *roles)
    password = "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(3))
    _enrol(arguments, password)
    titles = ", ".join(ROLE_TITLES[role.role] for role in roles)
    return (
        f"{person.name}: {titles or 'роли прежние'}",
        f"Логин: {arguments.new_login}",
        f"Первый пароль: {password} (сменить при входе; больше он нигде не показывается)",
    )


def _person(journal: Journal, name: str) -> StaffItem:
    found = journal.ask(StaffList(name))
    if len(found) == 1:
        return found[0]
    if found:
        raise Invalid(f"Сотрудников «{name}» несколько: уточните ФИО в разделе «Школа».")
    names = "; ".join(item.name for item in journal.ask(StaffList()))
    raise Invalid(f"Сотрудника «{name}» нет. Есть: {names}.")


def _enrol(arguments: argparse.Namespace, password: str) -> None:
    url = database_url(arguments)
    if is_sqlite(url):
        ring = KeyRing(file_of(url))
        own = password_of(url, arguments.login)
        ring.put(arguments.new_login, password, ring.unlock(arguments.login, own, now()))
        return
    engine = open_server(admin_url(url))
    try:
        make_server_login(engine, arguments.new_login, password)
    finally:
        engine.dispose()
