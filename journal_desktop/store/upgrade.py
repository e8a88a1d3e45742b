"""Create or migrate a database, then lay on what is not tables: triggers, roles, grants.

Idempotent: a second run changes nothing. Heavy (alembic): imported only where it is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, cast

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

from journal_desktop.paths import migrations, sql
from journal_desktop.store.engine import for_writes
from journal_desktop.store.faults import faults
from journal_desktop.store.server_roles import Roles, has_role, quoted, roles_of

_UNKEPT: Final = """
    select r.rolname, current_setting('server_version_num')::int >= 160000
    from pg_auth_members m join pg_roles r on r.oid = m.member
    where m.roleid = to_regrole(quote_ident(:staff)) and r.rolname <> :keeper
      and starts_with(r.rolname, current_database() || '_')
      and not pg_has_role(to_regrole(quote_ident(:keeper)), r.oid, 'member')"""
_SERVER: Final = (
    "facts.sql",
    "audit.sql",
    "accounts.sql",
    "views.sql",
    "policies.sql",
    "columns.sql",
    "roles.sql",
    "logins.sql",
)
"""In this order: policies ask the facts, and what is granted must be there."""


def upgrade(engine: Engine) -> None:
    """Bring a database to the newest schema; on Postgres as an administrator.

    Raises:
        Unavailable: the database cannot be reached or written.
    """
    with faults(), for_writes(engine).connect() as connection:
        if connection.dialect.name == "sqlite":
            with _unlinked(connection), connection.begin():
                _hide_views(connection)
                _migrate(connection)
                _run_sqlite(connection)
        else:
            with connection.begin():
                roles = _become_owner(connection)
                _migrate(connection)
                _run_postgres(connection, roles)


@contextmanager
def _unlinked(connection: Connection) -> Iterator[None]:
    """SQLite rebuilds tables to alter them: foreign keys must look away meanwhile."""
    raw = cast("Any", connection.connection.driver_connection)
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def configured(connection: Connection) -> Config:
    """Alembic's configuration over one connection."""
    config = Config()
    config.set_main_option("script_location", str(migrations()))
    config.attributes["connection"] = connection
    return config


def _migrate(connection: Connection) -> None:
    command.upgrade(configured(connection), "head")


def _hide_views(connection: Connection) -> None:
    """A table that is rebuilt must have no view over it."""
    names = "select name from sqlite_master where type = 'view'"
    for name in connection.exec_driver_sql(names).scalars().all():
        connection.exec_driver_sql(f'drop view "{name}"')


def _run_sqlite(connection: Connection) -> None:
    for statement in sql("sqlite/views.sql").read_text("utf-8").split(";"):
        if "create view" in statement:
            connection.exec_driver_sql(statement)
    script = sql("sqlite/audit.sql").read_text("utf-8")
    for statement in script.split("end;"):
        if "create trigger" in statement:
            connection.exec_driver_sql(statement + "end;")


def _run_postgres(connection: Connection, roles: Roles) -> None:
    signs = ((":owner", roles.owner), (":staff", roles.staff), (":keeper", roles.keeper))
    for name in _SERVER:
        script = sql(f"postgres/{name}").read_text("utf-8")
        for sign, role in signs:
            script = script.replace(sign, quoted(connection, role))
        connection.exec_driver_sql(script.replace("%", "%%"))


def _become_owner(connection: Connection) -> Roles:
    """Make the roles if they are missing; from here on, what is made belongs to the owner."""
    roles = roles_of(connection)
    kinds = {roles.owner: "noinherit", roles.staff: "noinherit", roles.keeper: "createrole"}
    for role, kind in kinds.items():
        if not has_role(connection, role):
            connection.exec_driver_sql(f"create role {quoted(connection, role)} nologin {kind}")
    owner, staff, keeper = (quoted(connection, role) for role in kinds)
    connection.exec_driver_sql(f"grant {owner}, {keeper} to current_user")
    connection.exec_driver_sql(f"grant usage, create on schema public to {owner}, {keeper}")
    connection.exec_driver_sql(f"grant {staff} to {keeper} with admin option")
    _close_temporary(connection, owner)
    _hand_over(connection, roles)
    connection.exec_driver_sql(f"set local role {owner}")
    return roles


def _close_temporary(connection: Connection, owner: str) -> None:
    """Nobody of the staff makes temporary things; without the right to say so they still can."""
    database = quoted(connection, connection.scalar(text("select current_database()")) or "")
    connection.exec_driver_sql(f"revoke temporary on database {database} from public")
    connection.exec_driver_sql(f"grant temporary on database {database} to {owner}")


def _hand_over(connection: Connection, roles: Roles) -> None:
    """Give the keeper the logins that were made before there was one."""
    keeper = quoted(connection, roles.keeper)
    made = connection.execute(text(_UNKEPT), {"staff": roles.staff, "keeper": roles.keeper})
    for login, newer in made.all():
        how = "with admin true, inherit true, set false" if newer else ""
        connection.exec_driver_sql(f"grant {quoted(connection, login)} to {keeper} {how}")
