"""Processes that share the classes: each takes the next one when it is done with one.

A process that dies costs a second try of its class and nothing else.
"""

from __future__ import annotations

import signal
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import ModuleType, TracebackType
from typing import Final

from journal_desktop.journal import Handover
from journal_desktop.printing.batch.work import Ending, Failure, Task
from journal_desktop.printing.batch.worker import Ready, Stepped, serve

_TICK: Final = 0.1
"""Seconds after which the caller may look whether to go on."""
_TRIES: Final = 2
_START: Final = 60.0
"""Seconds a process may take to come in."""
_DIED: Final = "Процесс печати дважды прервался на этом классе: повторите печать позже."


class NoProcesses(Exception):
    """This computer starts none: whoever asked does the work alone."""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: a step of a task, its end, or nothing (`task` None) for a tick."""

    task: Task | None = None
    step: Stepped | None = None
    ending: Ending | None = None


@dataclass(eq=False)
class _Hand:
    process: BaseProcess
    line: Connection
    task: Task | None = None
    ready: bool = False
    since: float = field(default_factory=time.monotonic)


class Crew:
    """At most `size` processes of the person who hands over."""

    def __init__(self, handed: Handover, size: int) -> None:
        self.most = 0
        """How many have worked at once."""
        self._handed = handed
        self._size = size
        self._hands: list[_Hand] = []
        self._queue: deque[Task] = deque()
        self._tries: dict[int, int] = {}

    def __enter__(self) -> Crew:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for hand in self._hands:
            _end(hand)
        self._hands.clear()

    def work(self, tasks: Iterable[Task]) -> Iterator[Event]:
        """Do all tasks; what happens, as it happens, and a tick now and then.

        Raises:
            NoProcesses: not one could be started; no task was ended.
        """
        self._queue.extend(tasks)
        while self._queue or self._busy():
            self._hire()
            found = wait([hand.line for hand in self._hands], _TICK)
            for hand in [hand for hand in self._hands if hand.line in found]:
                yield from self._hear(hand)
            if not found:
                yield from self._late()
                yield Event()

    def rest(self) -> tuple[Task, ...]:
        """Tasks that nobody has done yet."""
        return tuple(self._queue)

    def _busy(self) -> int:
        return sum(hand.task is not None for hand in self._hands)

    def _hire(self) -> None:
        """As many as there is work for; once some work, those that cannot start are not missed."""
        wanted = min(self._size, len(self._queue) + self._busy())
        while len(self._hands) < wanted:
            hand = _start(self._handed)
            if hand is None:
                self._fewer()
                wanted = min(wanted, self._size)
                continue
            self._hands.append(hand)

    def _fewer(self) -> None:
        self._size -= 1
        if self._size < 1:
            raise NoProcesses

    def _hear(self, hand: _Hand) -> Iterator[Event]:
        try:
            said = hand.line.recv()
        except (EOFError, OSError):
            yield from self._lost(hand)
            return
        match said:
            case Ready():
                hand.ready = True
                self.most = max(self.most, sum(one.ready for one in self._hands))
                yield from self._give(hand)
            case Stepped():
                yield Event(hand.task, step=said)
            case Failure() if not hand.ready:
                yield from self._lost(hand)
            case _:
                task, hand.task = hand.task, None
                yield Event(task, ending=said)
                yield from self._give(hand)

    def _give(self, hand: _Hand) -> Iterator[Event]:
        if not self._queue:
            return
        hand.task = self._queue.popleft()
        try:
            hand.line.send(hand.task)
        except OSError:
            yield from self._lost(hand)

    def _lost(self, hand: _Hand) -> Iterator[Event]:
        self._hands.remove(hand)
        _end(hand)
        if not hand.ready:
            self._fewer()
        if (task := hand.task) is None:
            return
        tries = self._tries[task.number] = self._tries.get(task.number, 0) + 1
        if tries < _TRIES:
            self._queue.appendleft(task)
        else:
            yield Event(task, ending=Failure(_DIED))

    def _late(self) -> Iterator[Event]:
        """A process that does not come in is one that did not start."""
        now = time.monotonic()
        for hand in [one for one in self._hands if not one.ready and now - one.since > _START]:
            yield from self._lost(hand)


def _start(handed: Handover) -> _Hand | None:
    """A process that has been given what opens the database; None when none can be started."""
    context = get_context("spawn")  # a fork would copy locks of other threads
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs,), daemon=True)
    try:
        with _deaf_to_interrupts(), _without_main():
            process.start()
        theirs.close()
        ours.send(handed)
    except OSError:
        ours.close()
        theirs.close()
        return None
    return _Hand(process, ours)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """A process started inside is not stopped by Ctrl+C while it comes in."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _without_main() -> Iterator[None]:
    """A process started inside does not run the program's own script anew, guarded or not."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _end(hand: _Hand) -> None:
    """It only reads and writes where the batch cleans up: nothing is lost with it."""
    hand.line.close()
    hand.process.kill()
    hand.process.join()
    hand.process.close()
