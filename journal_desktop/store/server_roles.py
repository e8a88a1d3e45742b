"""Roles of a school on a Postgres server.

Roles are cluster-wide, so their names begin with the database's name; a restored or copied database
keeps the roles it was made with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

_SUFFIX = "_owner"


@dataclass(frozen=True, slots=True)
class Roles:
    """Nobody logs in as these: `owner` owns the tables, every person's login is in `staff`.

    `keeper` makes, renews and shuts those logins through functions of its own.
    """

    owner: str
    staff: str
    keeper: str


def roles_of(connection: Connection) -> Roles:
    """The roles of the connected database, whether they are made yet or not."""
    query = text("select tableowner from pg_tables where schemaname='public' and tablename='op'")
    owner = connection.scalar(query)
    if owner is None or not str(owner).endswith(_SUFFIX):
        owner = f"{connection.scalar(text('select current_database()'))}{_SUFFIX}"
    stem = str(owner).removesuffix(_SUFFIX)
    return Roles(str(owner), f"{stem}_staff", f"{stem}_keeper")


def has_role(connection: Connection, role: str) -> bool:
    """Whether the server knows the role."""
    query = text("select 1 from pg_roles where rolname = :role")
    return connection.scalar(query, {"role": role}) is not None


def quoted(connection: Connection, name: str) -> str:
    """An identifier, quoted."""
    return connection.dialect.identifier_preparer.quote_identifier(name)


def scram(connection: Connection, role: str, password: str) -> str:
    """What the server keeps in place of a password, so that it never travels or is logged."""
    raw: Any = connection.connection.driver_connection
    verifier: bytes = raw.pgconn.encrypt_password(
        password.encode(), role.encode(), b"scram-sha-256"
    )
    return verifier.decode()
