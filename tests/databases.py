"""The databases of the tests: encrypted SQLite and Postgres, as ordinary staff logins.

A test process has one database of each kind and hands it to one test after another, emptied: its
engines stay, so that statements are compiled once, and so do the logins of the server.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from school import SmallSchool
from sqlalchemy import Engine, create_engine, text

from journal_desktop.store.accounts import make_server_login
from journal_desktop.store.engine import open_file, open_server
from journal_desktop.store.keys import Cost
from journal_desktop.store.rows import Base
from journal_desktop.store.upgrade import upgrade

FILE_KEY = bytes(range(32))
PASSWORD = "correct horse 7"
CHEAP = Cost(passes=1, memory=64, lanes=1)
"""Argon2 made cheap: the tests do not measure it."""

_TABLES = [f'"{table}"' for table in Base.metadata.tables]
_DELETES = [f"delete from {table}" for table in _TABLES]  # noqa: S608 - our own names
_TRUNCATE_EVERY = 200
"""Emptyings; between them rows are deleted, 60 times faster, which leaves dead ones behind."""
_ROLE = """
    select rolpassword, rolcanlogin, rolinherit, rolconnlimit, rolvaliduntil, rolsuper,
           array(select roleid from pg_auth_members where member = pg_authid.oid order by 1)
    from pg_authid where rolname = :name"""
_SEQUENCES = """
    select quote_ident(relname) from pg_class
    where relkind = 'S' and relnamespace = 'public'::regnamespace"""
_IDS_ANEW = """
    select setval(oid, 1, false) from pg_class
    where relkind = 'S' and relnamespace = 'public'::regnamespace"""


@dataclass
class Database:
    """A migrated database of one kind, and ways into it."""

    kind: str
    url: str
    owner: Engine
    """For arranging and looking; never what the code under test uses."""
    engines: dict[str, Engine] = field(default_factory=dict)
    _roles: dict[str, object] = field(default_factory=dict)

    def engine(self, login: str) -> Engine:
        """The database as one person sees it, who enters a server with PASSWORD."""
        if self.kind == "sqlite":
            return self.owner
        role = f"{self.owner.url.database}_{login}"
        if login not in self._roles or self._roles[login] != self._role(role):
            make_server_login(self.owner, login, PASSWORD)
            self._roles[login] = self._role(role)
        if login not in self.engines:
            self.engines[login] = open_server(self.owner.url, login=role, password=PASSWORD)
        return self.engines[login]

    def _role(self, name: str) -> object:
        with self.owner.connect() as connection:
            return connection.execute(text(_ROLE), {"name": name}).one_or_none()

    def let_make_temporary(self) -> None:
        """As on a server whose owner could not close that: everybody makes temporary names."""
        with self.owner.begin() as connection:
            name = connection.scalar(text("select quote_ident(current_database())"))
            connection.exec_driver_sql(f"grant temporary on database {name} to public")

    def close(self) -> None:
        """Let every connection go."""
        for engine in (self.owner, *self.engines.values()):
            engine.dispose()


class KeptFile(Database):
    """The SQLite file of a test process, always at one path."""

    def __init__(self, folder: Path, template: Path) -> None:
        self.path, self._template = folder / "school.db", template
        self._copies: dict[str, tuple[Path, SmallSchool]] = {}
        self._folder = folder
        super().__init__("sqlite", f"sqlite:///{self.path}", open_file(self.path, FILE_KEY))

    def empty(self) -> None:
        """Begin anew."""
        self._begin(self._template)

    def filled(self, name: str, build: Callable[[Engine], SmallSchool]) -> SmallSchool:
        """Fill the empty database; `build` does it only the first time, later it is copied."""
        if name not in self._copies:
            made = build(self.owner)
            self.owner.dispose()
            kept = self._template.with_name(f"{name}.db")
            self._copies[name] = Path(shutil.copy(self.path, kept)), made
        kept, made = self._copies[name]
        self._begin(kept)
        return deepcopy(made)

    def rest(self) -> None:
        """End of a test."""
        self.owner.dispose()

    def _begin(self, template: Path) -> None:
        self.owner.dispose()
        shutil.rmtree(self._folder)
        self._folder.mkdir()
        shutil.copy(template, self.path)


class KeptServer(Database):
    """The Postgres database of a test process."""

    def __init__(self, url: str) -> None:
        self._times = 0
        self._made: dict[str, tuple[str, SmallSchool]] = {}
        super().__init__("postgres", url, open_server(url))

    def empty(self) -> None:
        """Begin anew."""
        self._times += 1
        if self._times % _TRUNCATE_EVERY:
            self._run(";".join([*_DELETES, _IDS_ANEW]))
        else:
            self._run(f"truncate {', '.join(_TABLES)} restart identity cascade")

    def filled(self, name: str, build: Callable[[Engine], SmallSchool]) -> SmallSchool:
        """Fill the empty database; `build` does it only the first time, later it is copied."""
        if name not in self._made:
            made = build(self.owner)
            self._made[name] = self._kept(name), made
        else:
            self._run(self._made[name][0])
        return deepcopy(self._made[name][1])

    def rest(self) -> None:
        """End of a test: connections stay for the next one unless one was not given back."""
        if any(engine.pool.checkedout() for engine in (self.owner, *self.engines.values())):
            self.close()

    def _run(self, statements: str) -> None:
        with self.owner.begin() as connection:
            connection.exec_driver_sql(f"set local session_replication_role = replica;{statements}")

    def _kept(self, name: str) -> str:
        """Copy every row aside; the statements that bring them back into the empty database."""
        restore = []
        with self.owner.begin() as connection:
            connection.exec_driver_sql(f"create schema kept_{name}")
            for table in _TABLES:
                if connection.scalar(text(f"select exists (select from {table})")):  # noqa: S608 - our own names
                    aside = f"kept_{name}.{table}"
                    connection.exec_driver_sql(f"create table {aside} as table {table}")
                    restore.append(f"insert into {table} overriding system value table {aside}")
            for sequence in connection.scalars(text(_SEQUENCES)):
                query = f"select last_value, is_called from {sequence}"  # noqa: S608 - our own
                last, is_called = connection.execute(text(query)).one()
                restore.append(f"select setval('{sequence}', {last}, {is_called})")
        return ";".join(restore)


def migrate(url: str) -> None:
    """Make the tables in an empty database."""
    engine = create_engine(url)
    upgrade(engine)
    engine.dispose()


def open_database(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> Database:
    """An empty database for a test that closes it itself: a file of its own, or the kept server."""
    if kind == "sqlite":
        path = tmp_path / "school.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        return Database(kind, f"sqlite:///{path}", open_file(path, FILE_KEY))
    kept: KeptServer = request.getfixturevalue("kept_server")
    kept.empty()
    return kept
