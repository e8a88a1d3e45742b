"""Fixtures over a school loaded in bulk, which `verify` therefore knows."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from databases import FILE_KEY, PASSWORD, Database, KeptFile, KeptServer
from school import PEOPLE, SmallSchool
from sqlalchemy import Connection, text

from journal_desktop.commands.cells import SetCell
from journal_desktop.journal import Journal
from journal_desktop.store.accounts import make_server_login
from journal_desktop.store.engine import open_file
from store.arrange import enrol, journal_of, load_small


@pytest.fixture
def loaded(database: KeptFile | KeptServer) -> SmallSchool:
    """A small school in the database, known to its audit."""
    return database.filled("loaded", load_small)


@pytest.fixture
def enrolled(database: KeptFile | KeptServer, loaded: SmallSchool) -> SmallSchool:
    """The school in which everybody has a password."""
    if database.kind == "sqlite":
        enrol(Path(database.url.removeprefix("sqlite:///")))
    else:
        for login in PEOPLE:
            make_server_login(database.owner, login, PASSWORD)
    return loaded


@pytest.fixture
def journal(database: KeptFile | KeptServer, loaded: SmallSchool) -> Journal:
    """The journal of Ivanova, who teaches the page."""
    assert "ivanova" in loaded.staff
    return journal_of(database.engine("ivanova"))


@pytest.fixture
def mark(journal: Journal, loaded: SmallSchool) -> Callable[..., int]:
    """Put a mark into a cell; answers the number of the op."""

    def put(text: str, expected: str = "", *, pupil: int = 0, lesson: int = 0) -> int:
        done = journal.do(
            SetCell(loaded.page, loaded.lessons[lesson], loaded.pupils[pupil], text, expected)
        )
        assert done.op_id is not None
        return done.op_id

    return put


@pytest.fixture
def file_school(tmp_path: Path, sqlite_template: Path) -> Path:
    """The path of a loaded school in a file, closed, with its passwords."""
    path = tmp_path / "school.db"
    shutil.copy(sqlite_template, path)
    engine = open_file(path, FILE_KEY)
    load_small(engine)
    engine.dispose()
    enrol(path)
    return path


@pytest.fixture
def attack(database: Database) -> Callable[..., None]:
    """Run SQL as the owner, with every trigger of the audit out of the way."""

    def run(*statements: str, **values: object) -> None:
        with database.owner.connect() as connection, _unguarded(connection):
            for statement in statements:
                connection.execute(text(statement), values)

    return run


@contextmanager
def _unguarded(connection: Connection) -> Iterator[None]:
    if connection.dialect.name != "sqlite":
        connection.execute(text("set local session_replication_role = replica"))
        yield
        connection.commit()
        return
    raw = connection.connection.driver_connection
    raw.execute("pragma foreign_keys = off")
    query = text("select name, sql from sqlite_master where type = 'trigger'")
    triggers = connection.execute(query).all()
    for trigger in triggers:
        connection.execute(text(f"drop trigger {trigger.name}"))
    yield
    for trigger in triggers:
        connection.execute(text(trigger.sql))
    connection.commit()
    raw.execute("pragma foreign_keys = on")
