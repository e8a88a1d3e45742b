"""A process of its own that prints classes: it reads the database and writes hidden files only.

The key and the password come through the pipe: not by arguments, not by the environment, not by
the disk. Without its parent it ends.
"""

from __future__ import annotations

import signal
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Final

from journal_desktop.domain.errors import JournalError
from journal_desktop.journal import Handover, Journal, take_over
from journal_desktop.printing.batch.work import Failure, Step, Task, attempt
from journal_desktop.queries.pages import SchoolYears

_EVERY: Final = 0.1
"""Seconds between two words about progress."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The database is open."""


@dataclass(frozen=True, slots=True)
class Stepped:
    """How far the class in hand is."""

    share: float
    what: str


def serve(line: Connection) -> None:
    """Open the database, print what comes, until nothing comes any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl+C ends
    try:
        handed: Handover = line.recv()
        journal = _opened(line, handed)
        while journal is not None:
            task: Task = line.recv()
            line.send(attempt(journal.at(task.now), task, _teller(line)))
    except (EOFError, OSError, _Gone):
        return  # the parent is gone or has had enough


def _opened(line: Connection, handed: Handover) -> Journal | None:
    """The journal, known to answer; None when it does not, and the parent is told."""
    try:
        journal = take_over(handed)
        journal.ask(SchoolYears())
    except JournalError as error:
        line.send(Failure(str(error)))
        return None
    line.send(Ready())
    return journal


class _Gone(BaseException):
    """Nobody listens; not an Exception, so that no class takes it for its own failure."""


def _teller(line: Connection) -> Step:
    told = 0.0

    def step(done: int, total: int, what: str) -> None:
        nonlocal told
        if (now := time.monotonic()) - told >= _EVERY:
            told = now
            try:
                line.send(Stepped(done / total if total else 0.0, what))
            except OSError as error:
                raise _Gone from error

    return step
