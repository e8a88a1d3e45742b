"""Fixtures over a school loaded in bulk, which `verify` therefore knows."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from databases import FILE_KEY, PASSWORD, KeptFile, KeptServer
from school import PEOPLE, SmallSchool

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
