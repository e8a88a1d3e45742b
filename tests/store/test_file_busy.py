"""A file held by another program or on a full disk: told, nothing lost, nothing written twice."""

import pytest
from databases import FILE_KEY
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from uuid6 import uuid7

from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.errors import Unavailable
from journal_desktop.store.engine import for_writes, open_file
from journal_desktop.store.rows.marks import MarkRow
from journal_desktop.store.rows.ops import OpRow
from journal_desktop.store.verify import verify
from store.arrange import journal_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def cell(loaded):
    return loaded.page, loaded.lessons[3], loaded.pupils[0]


def written(database):
    with Session(database.owner) as session:
        ops = select(func.count()).select_from(OpRow).where(OpRow.staff_id.is_not(None))
        return session.scalars(select(MarkRow.value)).all(), session.scalar(ops)


def test_file_held_for_longer_than_two_seconds_is_told_and_the_mark_is_sent_again(
    database, journal, cell
):
    other = open_file(database.path, FILE_KEY)
    uid = uuid7()
    with for_writes(other).begin():
        with pytest.raises(Unavailable, match="занята другой программой дольше 2 секунд"):
            journal.do(SetCell(*cell, "5", ""), uid=uid)
        assert journal.news(None).bookmark.last > 0  # reading goes on
    other.dispose()
    assert written(database) == ([], 0)
    assert journal.do(SetCell(*cell, "5", ""), uid=uid).op_id
    assert written(database) == (["5"], 1)


def limit(engine, times):
    """Let the file grow to so many times its size."""
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages * times}")


def fill(journal, loaded):
    """Type into every cell until the disk is full; the words of the refusal, what was refused."""
    for text, seen in zip("54" * 200, ["", *"54" * 200], strict=False):
        cells = [(lesson, pupil) for lesson in loaded.lessons[:4] for pupil in loaded.pupils]
        marks = [SetCell(loaded.page, *cell, text, seen) for cell in cells]
        uid = uuid7()
        try:
            journal.do(*marks, uid=uid)
        except Unavailable as error:
            return str(error), marks, uid
    raise AssertionError


def test_full_disk_leaves_nothing_and_the_marks_are_sent_again(database, loaded):
    engine = open_file(database.path, FILE_KEY)
    journal = journal_of(engine)
    limit(engine, 1)
    said, marks, uid = fill(journal, loaded)
    assert said.startswith("На диске нет места: запись не сделана.")
    before = written(database)[1]
    limit(engine, 100)
    assert journal.do(*marks, uid=uid).op_id
    assert written(database)[1] == before + 1
    engine.dispose()
    assert verify(database.owner) == ()


def test_two_programs_on_one_file_take_turns(database, loaded):
    """Two engines are what two programs have: each its own connections and its own locks."""
    engines = [open_file(database.path, FILE_KEY) for _ in range(2)]
    journals = [journal_of(engine) for engine in engines]
    seen = ""
    for turn, text in enumerate("5454"):
        place = (loaded.page, loaded.lessons[3], loaded.pupils[0])
        journals[turn % 2].do(SetCell(*place, text, seen))
        seen = text
    for engine in engines:
        engine.dispose()
    assert written(database) == (["4"], 4)
    assert verify(database.owner) == ()
