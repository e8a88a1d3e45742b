"""Processes that behave badly, for tests: what a spawned process imports must have a name."""

from __future__ import annotations

import os
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path

from journal_desktop.printing.batch.work import Failure, Task
from journal_desktop.printing.batch.worker import Ready, Stepped, serve


def dies_once(line: Connection) -> None:
    """Killed at its first class, the first time; after that as any other."""
    mark = Path(os.environ["BATCH_TEST_MARK"])
    if mark.exists():
        serve(line)
        return
    line.recv()
    line.send(Ready())
    task: Task = line.recv()
    (task.job.folder / "half.pdf").write_bytes(b"%PDF")
    mark.touch()
    os.kill(os.getpid(), signal.SIGKILL)


def dies_always(line: Connection) -> None:
    """Killed at every class."""
    line.recv()
    line.send(Ready())
    line.recv()
    os.kill(os.getpid(), signal.SIGKILL)


def never_opens(line: Connection) -> None:
    """The database is not open to it."""
    line.recv()
    line.send(Failure("Сервер не принимает больше соединений."))


def never_ends(line: Connection) -> None:
    """Works on its class until it is stopped, whatever Ctrl+C says."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    line.recv()
    line.send(Ready())
    task: Task = line.recv()
    (task.job.folder / "half.pdf").write_bytes(b"%PDF")
    while True:
        line.send(Stepped(0.5, "страница"))
        time.sleep(0.02)
