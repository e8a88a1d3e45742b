"""Give, change and take away the password of an account, on either engine.

Source: R-3.1.1-01, R-3.1.2-01. The row of the account says who; the password lives in the sidecar
of a SQLite file, or in the server's own role.
"""

from __future__ import annotations

import re
import secrets
from typing import Final

from sqlalchemy import Connection, Engine, func, select

from journal_desktop.domain.errors import Invalid
from journal_desktop.store.engine import for_writes, place_of
from journal_desktop.store.faults import faults
from journal_desktop.store.server_roles import scram

_LOGIN: Final = re.compile(r"[a-z][a-z0-9.-]{1,39}")
"""No underscore: it parts the database's name from the login in the name of a server role."""
_TAKEN: Final = frozenset({"owner", "staff", "keeper"})
"""With the database's name before them these are the roles of server_roles.py."""
_LONGEST_ROLE: Final = 63
"""Bytes; Postgres cuts longer names silently, and two people would share one role."""
_SIGNS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look alike on paper."""


def check_login(login: str) -> str:
    """The login if it may be one.

    Raises:
        Invalid: other than 2–40 small Latin letters, digits, dots and hyphens, or taken.
    """
    if login in _TAKEN:
        raise Invalid(f"Логин «{login}» занят самой программой. Придумайте другой.")
    if not _LOGIN.fullmatch(login):
        raise Invalid(
            f"Логин «{login}» не подходит: нужны 2–40 строчных латинских букв, цифр, точек "
            "или дефисов, первой стоит буква."
        )
    return login


def one_time_password() -> str:
    """A first password to hand over; it has to be changed when it is used (R-3.1.1-01)."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(3))


def make_server_login(engine: Engine, login: str, password: str) -> None:
    """Make or renew the person's own role on the server, as its owner or responsible officer.

    The server receives a SCRAM verifier, never the password.

    Raises:
        Invalid: the login cannot be a role of this database.
    """
    with faults(place_of(engine)), for_writes(engine).begin() as connection:
        open_login(connection, login, password)


def open_login(connection: Connection, login: str, password: str) -> None:
    """The same inside a transaction of the owner's or of the responsible officer's."""
    database = str(connection.scalar(select(func.current_database())))
    role = f"{database}_{check_login(login)}"
    if len(role.encode()) > _LONGEST_ROLE:
        raise Invalid(
            f"Логин «{login}» слишком длинный для базы «{database}»: вместе с её именем — "
            f"не больше {_LONGEST_ROLE} байт. Придумайте короче."
        )
    connection.execute(select(func.open_login(login, scram(connection, role, password))))
