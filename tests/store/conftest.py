"""Fixtures over a school loaded in bulk, which `verify` therefore knows."""

from collections.abc import Callable

import pytest
from databases import KeptFile, KeptServer
from school import SmallSchool

from journal_desktop.commands.cells import SetCell
from journal_desktop.journal import Journal
from store.arrange import journal_of, load_small


@pytest.fixture
def loaded(database: KeptFile | KeptServer) -> SmallSchool:
    """A small school in the database, known to its audit."""
    return database.filled("loaded", load_small)


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
