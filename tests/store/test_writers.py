"""Many writers on one server: nobody waits for another page, nothing is lost on one."""

import pytest
from databases import open_database
from sqlalchemy import event, func, select, text
from sqlalchemy.orm import Session

from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.errors import Conflict
from journal_desktop.store.rows.marks import MarkRow
from journal_desktop.store.rows.ops import ChainRow
from journal_desktop.store.verify import verify
from store.arrange import journal_of, load_small, pages_of
from store.writing import Writers

WRITERS = 8
MARKS = 10


@pytest.fixture
def busy(request, tmp_path):
    """A server's school with a page for each writer and a pupil for each mark."""
    database = open_database(request, "postgres", tmp_path)
    small = load_small(database.owner, pupils=MARKS * WRITERS, more_pages=WRITERS)
    yield database, small, pages_of(database.owner)
    database.close()


def test_writers_on_their_own_pages_lose_nothing(busy):
    database, small, pages = busy
    writers = Writers(database)
    writers.run([[(*page, pupil) for pupil in small.pupils[:MARKS]] for page in pages])
    assert writers.errors == []
    with Session(database.owner) as session:
        assert session.scalar(select(func.count()).select_from(MarkRow)) == WRITERS * MARKS
        heads = dict(session.execute(select(ChainRow.id, ChainRow.seq)).all())
    assert {page: heads[page] for page, _ in pages} == {page: MARKS for page, _ in pages}
    assert verify(database.owner) == ()


def test_writers_on_one_page_take_turns_and_lose_nothing(busy):
    database, small, (page, *_) = busy
    writers = Writers(database)
    writers.run(
        [[(*page, pupil) for pupil in small.pupils[turn::WRITERS]] for turn in range(WRITERS)]
    )
    assert writers.errors == []
    with Session(database.owner) as session:
        assert session.scalar(select(func.count()).select_from(MarkRow)) == WRITERS * MARKS
        assert session.get_one(ChainRow, page[0]).seq == WRITERS * MARKS
    assert verify(database.owner) == ()


def test_unfinished_writer_holds_up_only_its_own_page(busy):
    database, small, (first, second, *_) = busy
    engine = database.engine("ivanova")
    journal = journal_of(engine)
    with engine.connect() as unfinished:
        unfinished.execute(
            text(
                "insert into op (uid, at, offset_min, role, computer, title, commands, chain, seq,"
                " digest, seal) values (gen_random_uuid(), now(), 0, 'ST', '', '', '[]', :page, 0,"
                " '', '')"
            ),
            {"page": first[0]},
        )
        assert journal.do(SetCell(*second, small.pupils[0], "5", "")).op_id
        with pytest.raises(Conflict, match="сейчас меняет другой"):
            journal.do(SetCell(*first, small.pupils[0], "5", ""))
    assert journal.do(SetCell(*first, small.pupils[0], "5", "")).op_id


def round_trips(engine, work, log):
    """How often the client waits for the server: every Sync and every simple Query is answered."""

    def begin_trace(connection, *_rest):
        connection.pgconn.trace(handle.fileno())

    with log.open("w") as handle:
        event.listen(engine, "checkout", begin_trace)
        work()
        event.remove(engine, "checkout", begin_trace)
        with engine.connect() as connection:
            connection.connection.driver_connection.pgconn.untrace()
    said = [line.split("\t") for line in log.read_text("utf-8").splitlines()]
    ends = {"Sync", "Query"}  # a text with line breaks goes over several lines of the trace
    return sum(1 for line in said if len(line) > 3 and line[1] == "F" and line[3] in ends)


def test_mark_costs_eight_round_trips_at_most(busy, tmp_path):
    database, small, (page, *_) = busy
    engine = database.engine("ivanova")
    journal = journal_of(engine)
    for pupil in small.pupils[:8]:  # the lesson is held, the driver has prepared its statements
        journal.do(SetCell(*page, pupil, "5", ""))

    def new_mark():
        journal.do(SetCell(*page, small.pupils[8], "4", ""))

    def changed_mark():
        journal.do(SetCell(*page, small.pupils[8], "3", "4"))

    for work in (new_mark, changed_mark):
        assert 4 < round_trips(engine, work, tmp_path / "messages") <= 8
