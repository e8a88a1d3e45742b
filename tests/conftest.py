"""Every data test runs on an encrypted SQLite file and on Postgres, as ordinary staff logins."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from postgres_server import PgServer, server
from school import NOON, PEOPLE, ZONE, SmallSchool, build
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from journal_desktop.journal import Journal
from journal_desktop.store.accounts import make_server_login
from journal_desktop.store.actors import load_actor
from journal_desktop.store.engine import open_file, open_server
from journal_desktop.store.keys import Cost, KeyRing
from journal_desktop.store.rows import Base
from journal_desktop.store.upgrade import upgrade

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

FILE_KEY = bytes(range(32))
PASSWORD = "correct horse 7"
_TABLES = ", ".join(f'"{table}"' for table in Base.metadata.tables)
CHEAP = Cost(passes=1, memory=64, lanes=1)
"""Argon2 made cheap: the tests do not measure it."""


@dataclass
class Database:
    """An empty migrated database of one kind, and ways into it."""

    kind: str
    url: str
    owner: Engine
    """For arranging and looking; never what the code under test uses."""
    engines: dict[str, Engine] = field(default_factory=dict)

    def engine(self, login: str) -> Engine:
        """The database as one person sees it."""
        if self.kind == "sqlite":
            return self.owner
        if login not in self.engines:
            name = self.owner.url.database
            make_server_login(self.owner, login, PASSWORD)
            self.engines[login] = open_server(
                self.owner.url, login=f"{name}_{login}", password=PASSWORD
            )
        return self.engines[login]

    def close(self) -> None:
        """Let every connection go."""
        for engine in (self.owner, *self.engines.values()):
            engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated empty file, made once per worker."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    engine = open_file(path, FILE_KEY)
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres() -> PgServer:
    """The tests' own server with a migrated empty template."""
    running = server()
    running.ensure_template("journal_template", _migrate)
    return running


def _migrate(url: str) -> None:
    engine = create_engine(url)
    upgrade(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_database(postgres: PgServer) -> str:
    """This worker's own database, emptied before every test; its administrator's URL."""
    name = f"journal_{os.environ.get('PYTEST_XDIST_WORKER', 'gw')}"
    postgres.drop_database(name)
    postgres.create_database(name, "journal_template")
    return postgres.admin_url(name)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty migrated database."""
    kind: str = request.param
    made = open_database(request, kind, tmp_path)
    yield made
    made.close()


def open_database(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> Database:
    """A fresh copy of the template."""
    if kind == "sqlite":
        path = tmp_path / "school.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        return Database(kind, f"sqlite:///{path}", open_file(path, FILE_KEY))
    url: str = request.getfixturevalue("postgres_database")
    owner = open_server(url)
    with owner.begin() as connection:
        connection.execute(text(f"truncate {_TABLES} restart identity cascade"))
    return Database(kind, url, owner)


@pytest.fixture
def small(database: Database) -> SmallSchool:
    """A small school with one class."""
    return build(database.owner)


@pytest.fixture
def as_(database: Database, small: SmallSchool) -> Callable[..., Journal]:
    """The journal as a person, at a moment."""
    assert small.staff.keys() == PEOPLE.keys()

    def journal(login: str, now: datetime = NOON) -> Journal:
        engine = database.engine(login)
        with Session(engine) as session:
            actor = load_actor(session, login, now.astimezone(ZONE).date())
        return Journal(engine, actor, lambda: now, ZONE)

    return journal


@pytest.fixture
def keyring(database: Database) -> KeyRing:
    """Passwords beside a SQLite file."""
    ring = KeyRing(Path(database.url.removeprefix("sqlite:///")), CHEAP)
    for login in PEOPLE:
        ring.put(login, PASSWORD, FILE_KEY)
    return ring
