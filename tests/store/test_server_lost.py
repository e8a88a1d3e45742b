"""The server goes away in the middle of a mark: it is written once or not at all, and told."""

import time

import pytest
from databases import PASSWORD, open_database
from sqlalchemy import event, func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session
from uuid6 import uuid7
from wire import Wire, deaf, through

from journal_desktop.commands.cells import SetCell
from journal_desktop.commands.lessons import ConfirmAttendance
from journal_desktop.domain.errors import Conflict, Unavailable
from journal_desktop.store.engine import open_server
from journal_desktop.store.rows.marks import MarkRow
from journal_desktop.store.rows.ops import OpRow
from journal_desktop.store.verify import verify
from store.arrange import journal_of, load_small

KILL = """
    select pg_terminate_backend(pid) from pg_stat_activity
    where usename = :role and pid <> pg_backend_pid()"""


class Far:
    """A school behind a wire, and the journal of Ivanova through it."""

    def __init__(self, database, small) -> None:
        self.database, self.small = database, small
        database.engine("ivanova")
        url = make_url(database.owner.url)
        self.role = f"{url.database}_ivanova"
        self.wire = Wire(url.host, url.port)
        self.engine = open_server(url.set(port=self.wire.port), login=self.role, password=PASSWORD)
        self.journal = journal_of(self.engine)

    def mark(self, text="5", seen="", *, pupil=0):
        small = self.small
        return SetCell(small.page, small.lessons[3], small.pupils[pupil], text, seen)

    def kill(self):
        """What an administrator's restart does to every session."""
        with self.database.owner.begin() as connection:
            connection.execute(text(KILL), {"role": self.role})
        self.database.engine("ivanova").dispose()  # its connections belong to the same login

    def marks(self):
        with Session(self.database.owner) as session:
            return session.scalars(select(MarkRow.value).order_by(MarkRow.pupil_id)).all()

    def ops(self):
        with Session(self.database.owner) as session:
            mine = OpRow.staff_id.is_not(None)
            return session.scalar(select(func.count()).select_from(OpRow).where(mine))

    def close(self):
        self.engine.dispose()
        self.wire.close()


@pytest.fixture
def far(request, tmp_path):
    database = open_database(request, "postgres", tmp_path)
    one = Far(database, load_small(database.owner))
    yield one
    assert verify(database.owner) == ()
    one.close()


def test_session_killed_between_marks_is_told_and_the_next_is_written(far):
    far.journal.do(far.mark())
    far.kill()
    uid = uuid7()
    with pytest.raises(Unavailable, match="Сервер базы данных не отвечает"):
        far.journal.do(far.mark("4", "5"), uid=uid)
    assert far.marks() == ["5"]
    assert far.journal.do(far.mark("4", "5"), uid=uid).op_id
    assert far.marks() == ["4"]


@pytest.mark.parametrize("sign", ["INSERT INTO mark", "INSERT INTO op ", "INSERT INTO op_change"])
def test_session_killed_in_the_middle_of_a_mark_leaves_nothing(far, sign):
    def kill(_connection, _cursor, statement, *_rest):
        if statement.startswith(sign):
            far.kill()

    event.listen(far.engine, "before_cursor_execute", kill)
    uid = uuid7()
    with pytest.raises(Unavailable):
        far.journal.do(far.mark(), uid=uid)
    event.remove(far.engine, "before_cursor_execute", kill)
    assert (far.marks(), far.ops()) == ([], 0)
    assert far.journal.do(far.mark(), uid=uid).op_id
    assert (far.marks(), far.ops()) == (["5"], 1)


def test_mark_whose_answer_was_lost_is_sent_again_and_written_once(far):
    far.wire.lose_answer_to_commit()
    uid = uuid7()
    with pytest.raises(Unavailable):
        far.journal.do(far.mark(), uid=uid)
    assert (far.marks(), far.ops()) == (["5"], 1)
    done = far.journal.do(far.mark(), uid=uid)
    assert done.op_id is not None
    assert "mark" in done.touched
    assert (far.marks(), far.ops()) == (["5"], 1)


def test_changed_by_another_after_the_lost_answer_stays_changed(far):
    far.wire.lose_answer_to_commit()
    uid = uuid7()
    with pytest.raises(Unavailable):
        far.journal.do(far.mark(), uid=uid)
    journal_of(far.database.engine("ivanova")).do(far.mark("4", "5"))
    assert far.journal.do(far.mark(), uid=uid).op_id
    assert (far.marks(), far.ops()) == (["4"], 2)


def test_undo_whose_answer_was_lost_is_done_once(far):
    done = far.journal.do(far.mark())
    far.wire.lose_answer_to_commit()
    uid = uuid7()
    with pytest.raises(Unavailable):
        far.journal.undo(done.op_id, uid=uid)
    assert far.marks() == [None]
    again = far.journal.undo(done.op_id, uid=uid)
    assert again.op_id == done.op_id + 1
    assert (far.marks(), far.ops()) == ([None], 2)
    far.journal.undo(again.op_id)
    assert far.marks() == ["5"]


def test_attendance_whose_answer_was_lost_is_confirmed_once_and_can_be_undone(far):
    command = ConfirmAttendance(far.small.page, far.small.lessons[3])
    far.wire.lose_answer_to_commit()
    uid = uuid7()
    with pytest.raises(Unavailable):
        far.journal.do(command, uid=uid)
    assert far.journal.do(command, uid=uid).op_id is not None
    assert far.ops() == 1


def test_server_that_takes_no_connections_is_told_and_found_again(far):
    far.journal.do(far.mark())
    far.wire.refuse(on=True)
    far.wire.cut()
    for _ in range(2):
        with pytest.raises(Unavailable):
            far.journal.do(far.mark("4", "5"))
        with pytest.raises(Unavailable):
            far.journal.news(None)
    far.wire.refuse(on=False)
    assert far.journal.do(far.mark("4", "5")).op_id


def test_server_that_says_nothing_any_more_is_given_up(far, monkeypatch):
    far.journal.do(far.mark())
    monkeypatch.setattr("journal_desktop.store.impatient.PATIENCE", 0.5)
    far.wire.rule = deaf
    uid, begun = uuid7(), time.monotonic()
    with pytest.raises(Unavailable, match="не отвечает"):
        far.journal.do(far.mark("4", "5"), uid=uid)
    assert time.monotonic() - begun < 3
    far.wire.cut()
    far.wire.rule = through
    assert far.journal.do(far.mark("4", "5"), uid=uid).op_id
    assert far.marks() == ["4"]


def test_replayed_op_is_not_done_twice(far):
    uid = uuid7()
    first = far.journal.do(far.mark(), uid=uid)
    assert far.journal.do(far.mark(), uid=uid).op_id == first.op_id
    assert far.journal.do(far.mark("3", "5"), uid=uid).op_id == first.op_id
    assert (far.marks(), far.ops()) == (["5"], 1)


def test_another_persons_uid_gives_nothing(far):
    uid = uuid7()
    far.journal.do(far.mark(), uid=uid)
    other = journal_of(far.database.engine("petrova"), "petrova")
    place = (far.small.other_page, far.small.other_lesson, far.small.pupils[0])
    with pytest.raises(Conflict):
        other.do(SetCell(*place, "5", ""), uid=uid)
    assert (far.marks(), far.ops()) == (["5"], 1)
