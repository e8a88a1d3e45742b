"""`account`: a login with a first password for a member of staff, a new one, or none any more."""

from __future__ import annotations

import argparse
import os

from journal_desktop.access.policy import ROLE_TITLES, Role
from journal_desktop.cli.entry import Entered, asked, database_url, entered_with_password, now
from journal_desktop.domain.errors import Invalid
from journal_desktop.queries.accounts import AccountLine
from journal_desktop.store.engine import is_sqlite, open_server
from journal_desktop.store.new_database import admin_url
from journal_desktop.store.recovery import SafeCode, recover, recover_as_owner
from journal_desktop.ui.accounts.deeds import AccountDeeds, Appointment, Given

CODE = "JOURNAL_RECOVERY"


def account(arguments: argparse.Namespace) -> tuple[str, ...]:
    """Lines to tell.

    Raises:
        Invalid, Refused, Unavailable: no such person, no right, login taken.
    """
    if arguments.recovery:
        return _recover(arguments)
    with entered_with_password(arguments) as found:
        deeds = AccountDeeds(found.journal, found.school, found.url, now)
        deeds.unlock(found.password)
        if arguments.block or arguments.unblock:
            return _bar(deeds, arguments)
        return _give(deeds, arguments, found)


def _give(deeds: AccountDeeds, arguments: argparse.Namespace, found: Entered) -> tuple[str, ...]:
    """The first password is shown here once and nowhere else.

    Who has a login already gets a new password and only the roles that are named.
    """
    if not arguments.staff:
        raise Invalid("Кому? Добавьте --staff «Фамилия Имя Отчество».")
    person = _person(deeds, arguments.staff)
    begins = arguments.begins or deeds.today
    order = (arguments.order or "", arguments.order_date)
    codes = arguments.role or ([] if person.login else ["ST"])
    roles = [Appointment(Role(code), begins, *order) for code in codes]
    code = os.environ.get(CODE, "")
    given = deeds.give(person, arguments.new_login, roles, SafeCode(code) if code else None)
    return _told(given, ", ".join(ROLE_TITLES[role.role] for role in roles), found)


def _told(given: Given, titles: str, found: Entered) -> tuple[str, ...]:
    lines = (
        f"{given.name}: {titles or 'роли прежние'}",
        f"Логин: {given.login}",
        f"Первый пароль: {given.password} (сменить при входе; больше он нигде не показывается)",
    )
    if not given.note:
        return lines
    return *lines, f"{given.note} Или повторите команду, задав {CODE} (база {found.school.title})."


def _bar(deeds: AccountDeeds, arguments: argparse.Namespace) -> tuple[str, ...]:
    people = {person.login: person for person in deeds.people() if person.login}
    person = people.get(arguments.new_login)
    if person is None:
        raise Invalid(f"Логина «{arguments.new_login}» нет. Есть: {', '.join(sorted(people))}.")
    if arguments.block:
        deeds.block(person)
        return (f"{person.name}: вход закрыт, начатая работа прервана.",)
    deeds.unblock(person)
    return (f"{person.name}: вход открыт, пароль прежний.",)


def _recover(arguments: argparse.Namespace) -> tuple[str, ...]:
    """A new password without the old one: by the code of the safe, or by the server's owner."""
    url, login = database_url(arguments), arguments.new_login
    if is_sqlite(url):
        code = asked(CODE, "Код восстановления из сейфа")
        recover(url, code, login, _new_password(), now)
    else:
        engine = open_server(admin_url(url))
        try:
            recover_as_owner(engine, login, _new_password(), now())
        finally:
            engine.dispose()
    return (f"Пароль «{login}» заменён. Войдите с новым.",)


def _new_password() -> str:
    new = asked("JOURNAL_NEW_PASSWORD", "Новый пароль")
    if new != asked("JOURNAL_NEW_PASSWORD", "Ещё раз"):
        raise Invalid("Пароли не совпали. Повторите.")
    return new


def _person(deeds: AccountDeeds, name: str) -> AccountLine:
    wanted = " ".join(name.split()).casefold()
    people = deeds.people()
    found = [person for person in people if person.name.casefold() == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise Invalid(f"Сотрудников «{name}» несколько: уточните ФИО в разделе «Школа».")
    names = "; ".join(person.name for person in people)
    raise Invalid(f"Сотрудника «{name}» нет. Есть: {names}.")
