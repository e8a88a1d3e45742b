"""The one writer of a window: edits go to the gate in the order they were made."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QEventLoop, QObject, QRunnable, QThreadPool, QTimer, Signal
from typing_extensions import override
from uuid6 import uuid7

from journal_desktop.commands.base import Command
from journal_desktop.domain.errors import JournalError, Refused, Unavailable
from journal_desktop.journal import Done, Journal
from journal_desktop.ui.kit.pools import kept_pool

Work = Callable[[], Done]
UNCONFIRMED = "Пароль не введён: запись не сделана, прежнее значение осталось (п. 5.4)."


class Confirm(Protocol):
    """Asks for the password again before grave writes (R-5.4-01); the shell has one."""

    def concerns(self, commands: Sequence[Command]) -> bool:
        """Whether these are of the kind that is confirmed."""

    def is_fresh(self) -> bool:
        """Whether it was confirmed a short while ago."""

    def ask(
        self, commands: Sequence[Command], agreed: Callable[[], None], declined: Callable[[], None]
    ) -> None:
        """Ask; exactly one of the two is called in the end."""


@dataclass(frozen=True, slots=True)
class Op:
    """Commands under one name, ready to be sent; it may be sent again after a break."""

    journal: Journal
    commands: tuple[Command, ...]
    uid: UUID
    reason: str | None = None

    def __call__(self) -> Done:
        """Send it."""
        return self.journal.do(*self.commands, uid=self.uid, reason=self.reason)


@dataclass(frozen=True, slots=True)
class _Undo:
    """The taking back of an op; `grave` when the op itself was confirmed."""

    journal: Journal
    op_id: int
    uid: UUID
    grave: bool

    def __call__(self) -> Done:
        return self.journal.undo(self.op_id, uid=self.uid)


@dataclass(frozen=True, slots=True, eq=False)
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

    def __init__(self, journal: Journal, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.confirm: Confirm | None = None
        """Without one nothing is asked."""
        self._journal = journal
        self._queue: deque[Entry] = deque()
        self._grave: set[int] = set()
        self._declined: list[Entry] = []
        self._shut = ""
        self._prepared: Work | None = None
        self._busy = False
        self._held, self._why = False, ""
        self._pool = kept_pool(self, _Thread(), 1)
        self._pool.setExpiryTimeout(-1)
        self._pool.back.connect(self._answer)

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
        return Op(self._journal, tuple(commands), uuid7(), reason)

    def undo(
        self, op_id: int, answered: Callable[[Done], None], failed: Callable[[JournalError], None]
    ) -> None:
        """Queue the undoing of an op, after everything typed before it."""
        journal, grave, uid = self._journal, self._grave, uuid7()
        self.put(Entry(lambda: _Undo(journal, op_id, uid, op_id in grave), answered, failed))

    def shut(self, why: str) -> None:
        """Send nothing any more: what waits, and what is put later, is refused with the reason."""
        self._shut = why
        self._held = False
        self._next()

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
        if self._shut:
            self._answer(Refused(self._shut))
            return
        if self._prepared is None:
            self._prepared = self._queue[0].prepare()
        if self._wants_password(self._prepared):
            self._ask()
        else:
            self._send()

    def _send(self) -> None:
        if self._shut:  # while the password was being asked for
            self._answer(Refused(self._shut))
            return
        self._pool.start(_Write(self._prepared or _nothing, self._pool.back.emit))

    def _is_grave(self, work: Work) -> bool:
        if self.confirm is None:
            return False
        if isinstance(work, _Undo):
            return work.grave
        return isinstance(work, Op) and self.confirm.concerns(work.commands)

    def _wants_password(self, work: Work) -> bool:
        return self._is_grave(work) and self.confirm is not None and not self.confirm.is_fresh()

    def _ask(self) -> None:
        """Hold the queue until the password is there; who gives up is not asked for the rest."""
        work = self._prepared
        if self.confirm is None or self._queue[0] in self._declined:
            self._decline()
        else:
            commands = work.commands if isinstance(work, Op) else ()
            self.confirm.ask(commands, self._send, self._give_up)

    def _give_up(self) -> None:
        self._declined = list(self._queue)
        self._decline()

    def _decline(self) -> None:
        self._answer(Refused(UNCONFIRMED))

    def _answer(self, outcome: Done | Exception) -> None:
        self._busy = False
        if isinstance(outcome, Unavailable):
            self._held, self._why = True, str(outcome)
            self.held.emit(self._why, len(self._queue))
            return
        entry, work = self._queue.popleft(), self._prepared
        self._prepared = None
        if entry in self._declined:
            self._declined.remove(entry)
        if isinstance(outcome, Done) and outcome.op_id and work and self._is_grave(work):
            self._grave.add(outcome.op_id)
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


def _nothing() -> Done:
    return Done(None, frozenset())


class _Thread(QThreadPool):
    """The writer's thread; it outlives a window closed under a write, and so does its answer."""

    back = Signal(object)


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
