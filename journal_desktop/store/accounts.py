"""Give, change and take away the password of an account, on either engine.

Source: R-3.1.1-01, R-3.1.2-01. The row of the account says who; the password lives in the sidecar
of a SQLite file, or in the server's own role.
"""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy import Engine, text

from journal_desktop.domain.errors import Invalid
from journal_desktop.store.server_roles import has_role, quoted, roles_of

SHORTEST: Final = 8
_LOGIN: Final = re.compile(r"[a-z][a-z0-9._-]{1,39}")


def check_login(login: str) -> str:
    """The login if it may be one.

    Raises:
        Invalid: other than 2–40 small Latin letters, digits, dots and hyphens.
    """
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
    """
    with engine.begin() as connection:
        database = str(connection.scalar(text("select current_database()")))
        role = f"{database}_{check_login(login)}"
        raw = connection.connection.driver_connection
        verifier = raw.pgconn.encrypt_password(  # type: ignore[union-attr]
            password.encode(), role.encode(), b"scram-sha-256"
        ).decode()
        verb = "alter" if has_role(connection, role) else "create"
        name, staff = quoted(connection, role), quoted(connection, roles_of(connection).staff)
        connection.exec_driver_sql(f"{verb} role {name} login inherit password '{verifier}'")
        connection.exec_driver_sql(f"grant {staff} to {name}")
