"""Give, change and take away the password of an account, on either engine.

Source: R-3.1.1-01, R-3.1.2-01. The row of the account says who; the password lives in the sidecar
of a SQLite file, or in the server's own role.
"""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy import Engine, text

from journal_desktop.domain.errors import Invalid
from journal_desktop.store.server_roles import has_role, quoted, roles_of, scram

SHORTEST: Final = 8
_LOGIN: Final = re.compile(r"[a-z][a-z0-9.-]{1,39}")
"""No underscore: it parts the database's name from the login in the name of a server role."""
_TAKEN: Final = frozenset({"owner", "staff"})
"""With the database's name before them these are the roles of server_roles.py."""
_LONGEST_ROLE: Final = 63
"""Bytes; Postgres cuts longer names silently, and two people would share one role."""


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


def check_password(password: str, login: str) -> None:
    """Refuse a password that is too easy.

    Raises:
        Invalid: shorter than eight signs, the login itself, or one sign repeated.
    """
    if len(password) < SHORTEST:
        raise Invalid(f"Пароль короче {SHORTEST} знаков. Придумайте длиннее.")
    if password.lower() == login or len(set(password)) < 4:  # noqa: PLR2004 - distinct signs
        raise Invalid("Пароль слишком прост: он не должен повторять логин или один знак.")


def make_server_login(engine: Engine, login: str, password: str) -> None:
    """Make or renew the person's own role on the server; `engine` is an administrator's.

    The server receives a SCRAM verifier, never the password.

    Raises:
        Invalid: the login cannot be a role of this database.
    """
    with engine.begin() as connection:
        database = str(connection.scalar(text("select current_database()")))
        role = f"{database}_{check_login(login)}"
        if len(role.encode()) > _LONGEST_ROLE:
            raise Invalid(
                f"Логин «{login}» слишком длинный для базы «{database}»: вместе с её именем — "
                f"не больше {_LONGEST_ROLE} байт. Придумайте короче."
            )
        verifier = scram(connection, role, password)
        verb = "alter" if has_role(connection, role) else "create"
        name, staff = quoted(connection, role), quoted(connection, roles_of(connection).staff)
        connection.exec_driver_sql(f"{verb} role {name} login inherit password '{verifier}'")
        connection.exec_driver_sql(f"grant {staff} to {name}")
