"""Come in from a terminal: database, login and password, then the same gate as the window's."""

from __future__ import annotations

import argparse
import getpass
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from journal_desktop.domain.errors import Invalid, Unavailable
from journal_desktop.journal import Journal
from journal_desktop.store.logins import School, demo_clock, open_school

_ENGINES: Final = re.compile(r"sqlite|postgresql(\+psycopg)?")
SERVICE = "journal-desktop"
"""Under this name the system's keyring holds passwords, if somebody put them there."""


def now() -> datetime:
    """The moment in UTC."""
    return datetime.now(UTC)


def database_url(arguments: argparse.Namespace) -> str:
    """The database asked for.

    Raises:
        Invalid: none was named, or it is no address of a database.
    """
    url = str(arguments.db)
    if not url:
        raise Invalid("Не указана база: добавьте --db sqlite:///school.db или задайте JOURNAL_DB.")
    scheme, _, place = url.partition("://")
    if not _ENGINES.fullmatch(scheme) or len(place) <= 1:
        raise Invalid(
            f"«{url}» — не адрес базы: нужно sqlite:///school.db "
            "или postgresql+psycopg://сервер/journal."
        )
    return url


@dataclass(frozen=True, slots=True)
class Entered:
    """Who came in, with what giving passwords to others needs."""

    journal: Journal
    school: School
    url: str
    password: str = field(repr=False)


@contextmanager
def entered(arguments: argparse.Namespace) -> Iterator[Journal]:
    """The journal of the person who runs the command."""
    with entered_with_password(arguments) as found:
        yield found.journal


@contextmanager
def entered_with_password(arguments: argparse.Namespace) -> Iterator[Entered]:
    """The same for commands that need the password once more."""
    url, login = database_url(arguments), arguments.login
    if not login:
        raise Invalid("Не указан логин: добавьте --login или задайте JOURNAL_LOGIN.")
    if ":" in url.partition("://")[2].rpartition("@")[0]:
        raise Invalid(
            "Пароль в адресе базы виден другим: уберите его оттуда и задайте JOURNAL_PASSWORD."
        )
    password = password_of(url, login)
    school = open_school(url, login, password, now)
    clock = demo_clock(school, now)
    journal = Journal(school.engine, school.actor, clock, school.zone, medical=school.medical)
    try:
        yield Entered(journal, school, url, password)
    finally:
        school.engine.dispose()


def password_of(url: str, login: str) -> str:
    """From the environment, the system's keyring or a question.

    Raises:
        Unavailable: nowhere to ask.
    """
    if given := os.environ.get("JOURNAL_PASSWORD"):
        return given
    if kept := _kept(url, login):
        return kept
    if not sys.stdin.isatty():
        raise Unavailable("Пароль спросить негде: задайте JOURNAL_PASSWORD.")
    return getpass.getpass(f"Пароль для {login}: ")


def asked(variable: str, question: str) -> str:
    """A secret from the environment or a question; never from the command line.

    Raises:
        Unavailable: nowhere to ask.
    """
    if given := os.environ.get(variable):
        return given
    if not sys.stdin.isatty():
        raise Unavailable(f"{question}: спросить негде, задайте {variable}.")
    return getpass.getpass(f"{question}: ")


def _kept(url: str, login: str) -> str | None:
    import keyring  # noqa: PLC0415 - slow to load, and only where no password was given
    from keyring.errors import KeyringError  # noqa: PLC0415 - with keyring

    try:
        return keyring.get_password(SERVICE, f"{login}@{url}")
    except KeyringError:
        return None
