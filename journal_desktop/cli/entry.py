"""Come in from a terminal: database, login and password, then the same gate as the window's."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from journal_desktop.domain.errors import Invalid, Unavailable
from journal_desktop.journal import Journal
from journal_desktop.store.logins import demo_clock, open_school

SERVICE = "journal-desktop"
"""Under this name the system's keyring holds passwords, if somebody put them there."""


def now() -> datetime:
    """The moment in UTC."""
    return datetime.now(UTC)


def database_url(arguments: argparse.Namespace) -> str:
    """The database asked for.

    Raises:
        Invalid: none was named.
    """
    if not arguments.db:
        raise Invalid("Не указана база: добавьте --db sqlite:///school.db или задайте JOURNAL_DB.")
    return str(arguments.db)


@contextmanager
def entered(arguments: argparse.Namespace) -> Iterator[Journal]:
    """The journal of the person who runs the command."""
    url, login = database_url(arguments), arguments.login
    if not login:
        raise Invalid("Не указан логин: добавьте --login или задайте JOURNAL_LOGIN.")
    school = open_school(url, login, password_of(url, login), now)
    try:
        yield Journal(school.engine, school.actor, demo_clock(school, now), school.zone)
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


def _kept(url: str, login: str) -> str | None:
    import keyring  # noqa: PLC0415 - slow to load, and only where no password was given
    from keyring.errors import KeyringError  # noqa: PLC0415 - with keyring

    try:
        return keyring.get_password(SERVICE, f"{login}@{url}")
    except KeyringError:
        return None
