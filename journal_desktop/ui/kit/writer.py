"""The one writer of a window: edits go to the gate in the order they were made."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEventLoop, QObject, QRunnable, QThreadPool, QTimer, Signal
from typing_extensions import override
from uuid6 import uuid7

from journal_desktop.commands.base import Command
from journal_desktop.domain.errors import JournalError, Unavailable
from journal_desktop.journal import Done, Journal

Work = Callable[[], Done]


@dataclass(frozen=True, slots=True)
class Entry:
    """One write that waits its turn.

    `prepare` runs in the GUI thread when the turn comes and may name the value seen by then; what
    it returns runs in the writer's thread. `answered` and `failed` run in the GUI thread.
    """

    prepare: Callable[[], Work]
    answered: Callable[[Done], None]
    failed: Callable[[JournalError], None]
    source: object = None


class Writer(QObject):
    """Sends one entry after another; holds all of them while the database is away.

    Lives in the GUI thread, which never waits for it. "Accepted" means answered by the gate.
    """

    written = Signal(object, object)
    """(Done, source) for every accepted write: the undo stack and the bus listen."""

    waiting = Signal(int)
    """How many entries are not answered yet; emitted at every change."""

    held = Signal(str, int)
    """(why, how many): the database is away, the entries wait for `resend`."""

    _back = Signal(object)

    def __init__(self, journal: Journal, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self._queue: deque[Entry] = deque()
        self._prepared: Work | None = None
        self._busy = False
        self._held, self._why = False, ""
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)
        self._back.connect(self._answer)

    @property
    def count(self) -> int:
        """How many entries are not answered yet."""
        return len(self._queue)

    @property
    def is_held(self) -> bool:
        """Whether the entries wait for the person's agreement to send them again."""
        return self._held

    def put(self, entry: Entry) -> None:
        """Queue an entry and send it as soon as those before it are answered."""
        self._queue.append(entry)
        self.waiting.emit(len(self._queue))
        if self._held:
            self.held.emit(self._why, len(self._queue))
        self._next()

    def send(
        self,
        commands: Sequence[Command],
        answered: Callable[[Done], None],
        failed: Callable[[JournalError], None],
        source: object = None,
    ) -> None:
        """Queue commands whose content is known already; all of them are one op."""
        ready = tuple(commands)
        self.put(Entry(lambda: self.work(ready), answered, failed, source))

    def work(self, commands: Sequence[Command], reason: str | None = None) -> Work:
        """One op of commands under one name: sent again after a break, it is not done twice."""
        journal, ready, uid = self._journal, tuple(commands), uuid7()
        return lambda: journal.do(*ready, uid=uid, reason=reason)

    def undo(
        self, op_id: int, answered: Callable[[Done], None], failed: Callable[[JournalError], None]
    ) -> None:
        """Queue the undoing of an op, after everything typed before it."""
        journal, uid = self._journal, uuid7()
        self.put(Entry(lambda: lambda: journal.undo(op_id, uid=uid), answered, failed))

    def resend(self) -> None:
        """Send what is held; the person agreed."""
        self._held = False
        self._next()

    def finish(self, milliseconds: int = 5000) -> bool:
        """Wait, with a live event loop, until all is answered; False when something is not."""
        if self._queue and not self._held:
            loop = QEventLoop()
            self.waiting.connect(lambda left: None if left else loop.quit())
            self.held.connect(loop.quit)
            QTimer.singleShot(milliseconds, loop.quit)
            loop.exec()
        return not self._queue

    def _next(self) -> None:
        if self._busy or self._held or not self._queue:
            return
        self._busy = True
        if self._prepared is None:
            self._prepared = self._queue[0].prepare()
        self._pool.start(_Write(self._prepared, self._back.emit))

    def _answer(self, outcome: Done | Exception) -> None:
        self._busy = False
        if isinstance(outcome, Unavailable):
            self._held, self._why = True, str(outcome)
            self.held.emit(self._why, len(self._queue))
            return
        entry = self._queue.popleft()
        self._prepared = None
        try:
            self._tell(entry, outcome)
        finally:
            self.waiting.emit(len(self._queue))
            self._next()

    def _tell(self, entry: Entry, outcome: Done | Exception) -> None:
        if isinstance(outcome, JournalError):
            entry.failed(outcome)
        elif isinstance(outcome, Exception):
            raise outcome
        else:
            entry.answered(outcome)
            self.written.emit(outcome, entry.source)


class _Write(QRunnable):
    def __init__(self, work: Work, back: Callable[[object], None]) -> None:
        super().__init__()
        self._work = work
        self._back = back

    @override
    def run(self) -> None:
        try:
            outcome: object = self._work()
        except Exception as error:  # noqa: BLE001 - the thread boundary: bugs are raised again in the GUI thread
            outcome = error
        self._back(outcome)
