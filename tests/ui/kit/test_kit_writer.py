"""One writer per window: order, holding, resending; and jobs aside."""

from __future__ import annotations

from threading import Event, get_ident

import pytest
from PySide6.QtCore import QObject
from pytestqt.exceptions import capture_exceptions
from ui.fake_gate import FakeJournal

from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.errors import Refused, Unavailable
from journal_desktop.journal import Done
from journal_desktop.ui.kit.tasks import Task
from journal_desktop.ui.kit.writer import Entry, Writer

pytestmark = pytest.mark.usefixtures("qapp")


class Gate:
    """Remembers what it was asked to do and in which thread."""

    def __init__(self) -> None:
        self.done: list[tuple[object, ...]] = []
        self.uids: list[object] = []
        self.threads: set[int] = set()
        self.faults: list[Exception] = []

    def do(self, *commands: object, uid: object = None, **_why: object) -> Done:
        self.threads.add(get_ident())
        self.uids.append(uid)
        if self.faults:
            raise self.faults.pop(0)
        self.done.append(commands)
        return Done(len(self.done), frozenset({"mark"}), "Отметка")

    def undo(self, op_id: int, *, uid: object = None) -> Done:
        self.uids.append(uid)
        self.done.append(("undo", op_id))
        return Done(len(self.done), frozenset({"mark"}), "Отмена")


@pytest.fixture
def gate():
    return Gate()


@pytest.fixture
def writer(gate):
    host = QObject()
    yield Writer(gate, host)
    host.deleteLater()


def a_mark(text: str) -> SetCell:
    return SetCell(1, 1, 1, text, "")


def ignore(*_: object) -> None:
    """Nothing to do."""


def test_entries_reach_the_gate_in_order_in_one_other_thread(writer, gate):
    for text in "5432":
        writer.send([a_mark(text)], ignore, ignore)
    assert writer.finish()
    assert [command.text for (command,) in gate.done] == list("5432")
    assert len(gate.threads) == 1
    assert get_ident() not in gate.threads


def test_an_undo_stands_behind_what_was_typed_before_it(writer, gate):
    writer.send([a_mark("5")], ignore, ignore)
    writer.undo(1, ignore, ignore)
    assert writer.finish()
    assert gate.done[-1] == ("undo", 1)


def test_a_refusal_is_told_to_its_own_entry_and_the_next_goes_on(writer, gate):
    gate.faults.append(Refused("Нельзя."))
    told: list[str] = []
    writer.send([a_mark("5")], ignore, lambda error: told.append(str(error)))
    writer.send([a_mark("4")], lambda done: told.append(done.title), ignore)
    assert writer.finish()
    assert told == ["Нельзя.", "Отметка"]


def test_everything_waits_while_the_database_is_away_and_is_sent_once(writer, gate, qtbot):
    gate.faults.append(Unavailable("Нет связи."))
    with qtbot.waitSignal(writer.held) as held:
        writer.send([a_mark("5")], ignore, ignore)
    assert held.args == ["Нет связи.", 1]
    with qtbot.waitSignal(writer.held) as again:
        writer.send([a_mark("4")], ignore, ignore)
    assert again.args == ["Нет связи.", 2]
    assert (writer.count, writer.is_held, gate.done) == (2, True, [])
    assert not writer.finish(50)
    writer.resend()
    assert writer.finish()
    assert [command.text for (command,) in gate.done] == ["5", "4"]
    assert gate.uids[0] == gate.uids[1] != gate.uids[2]


def test_an_entry_is_prepared_when_its_turn_comes(writer, gate):
    seen: list[int] = []

    def prepare():
        seen.append(len(gate.done))
        return writer.work([a_mark("4")])

    writer.send([a_mark("5")], ignore, ignore)
    writer.put(Entry(prepare, ignore, ignore))
    assert writer.finish()
    assert seen == [1]


def test_written_ops_are_told_with_their_source(writer, qtbot):
    with qtbot.waitSignal(writer.written) as written:
        writer.send([a_mark("5")], ignore, ignore, "grid")
    assert written.args[0].op_id == 1
    assert written.args[1] == "grid"


def test_a_bug_in_the_gate_reaches_the_crash_handler_and_the_queue_lives(writer, gate, qtbot):
    gate.faults.append(ZeroDivisionError("bug"))
    with capture_exceptions() as caught:
        writer.send([a_mark("5")], ignore, ignore)
        writer.send([a_mark("4")], ignore, ignore)
        qtbot.waitUntil(lambda: writer.count == 0)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    assert [command.text for (command,) in gate.done] == ["4"]


def test_a_job_tells_progress_and_its_result(qtbot):
    host = QObject()
    told: list[tuple[int, int, str]] = []

    def job(progress):
        progress.step(1, 2, "лист")
        return "готово"

    task = Task(job, host)
    task.progressed.connect(lambda *step: told.append(step))
    with qtbot.waitSignal(task.succeeded) as got, qtbot.waitSignal(task.released):
        task.start()
    assert got.args == ["готово"]
    assert told == [(1, 2, "лист")]


def test_a_cancelled_job_stops_at_its_next_step(qtbot):
    host, begun, go = QObject(), Event(), Event()

    def job(progress):
        begun.set()
        go.wait(2)
        progress.step(1, 2)
        raise AssertionError

    task = Task(job, host)
    with qtbot.waitSignals([task.cancelled, task.released]):
        task.start()
        qtbot.waitUntil(begun.is_set)
        task.cancel()
        go.set()


def test_a_failing_job_tells_its_error(qtbot):
    host, journal = QObject(), FakeJournal()
    journal.faults.append(Refused("Нельзя."))
    task = Task(lambda _: journal.do(a_mark("5")), host)
    with qtbot.waitSignal(task.failed) as failed, qtbot.waitSignal(task.released):
        task.start()
    assert str(failed.args[0]) == "Нельзя."
