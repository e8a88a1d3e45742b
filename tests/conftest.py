"""Every data test runs on an encrypted SQLite file and on Postgres, as ordinary staff logins."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from databases import CHEAP, FILE_KEY, PASSWORD, KeptFile, KeptServer, migrate
from hypothesis import settings
from postgres_server import PgServer, server
from school import NOON, PEOPLE, TODAY, ZONE, SmallSchool, build
from sqlalchemy.orm import Session

from journal_desktop.journal import Journal
from journal_desktop.store import knocks
from journal_desktop.store.actors import load_actor
from journal_desktop.store.engine import open_file
from journal_desktop.store.keys import KeyRing
from journal_desktop.store.upgrade import upgrade

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("wander", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
"""The same examples judge a commit each time; HYPOTHESIS_PROFILE=wander looks for new ones."""


@pytest.fixture(autouse=True)
def _nobody_has_knocked() -> None:
    """Wrong passwords of one test make nobody wait in the next."""
    knocks.forget_all()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated empty file, made once per process."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    engine = open_file(path, FILE_KEY)
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres() -> PgServer:
    """The tests' own server with a migrated empty template."""
    running = server()
    running.ensure_template("journal_template", migrate)
    return running


@pytest.fixture(scope="session")
def kept_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> KeptFile:
    """This process's own file."""
    return KeptFile(tmp_path_factory.mktemp("sqlite"), sqlite_template)


@pytest.fixture(scope="session")
def kept_server(postgres: PgServer) -> Iterator[KeptServer]:
    """This process's own database on the server."""
    name = f"journal_{os.environ.get('PYTEST_XDIST_WORKER') or os.getpid()}"
    postgres.drop_database(name)
    postgres.create_database(name, "journal_template")
    kept = KeptServer(postgres.admin_url(name))
    yield kept
    kept.close()
    postgres.drop_database(name)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Iterator[KeptFile | KeptServer]:
    """An empty migrated database."""
    name = "kept_file" if request.param == "sqlite" else "kept_server"
    kept: KeptFile | KeptServer = request.getfixturevalue(name)
    kept.empty()
    yield kept
    kept.rest()


@pytest.fixture
def small(database: KeptFile | KeptServer) -> SmallSchool:
    """A small school with one class; a server's clock is the tests' own day."""
    if database.kind == "postgres":
        return database.filled("small", partial(build, today=TODAY))
    return database.filled("small", build)


@pytest.fixture
def as_(database: KeptFile | KeptServer, small: SmallSchool) -> Callable[..., Journal]:
    """The journal as a person, at a moment."""
    assert small.staff.keys() == PEOPLE.keys()

    def journal(login: str, now: datetime = NOON) -> Journal:
        engine = database.engine(login)
        with Session(engine) as session:
            actor = load_actor(session, login, now.astimezone(ZONE).date())
        return Journal(engine, actor, lambda: now, ZONE)

    return journal


@pytest.fixture
def keyring(database: KeptFile | KeptServer) -> KeyRing:
    """Passwords beside a SQLite file."""
    ring = KeyRing(Path(database.url.removeprefix("sqlite:///")), CHEAP)
    for login in PEOPLE:
        ring.put(login, PASSWORD, FILE_KEY)
    return ring
