"""Run work off the GUI thread, with progress and cancel."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal
from shiboken6 import isValid
from typing_extensions import override


class Cancelled(Exception):
    """The person stopped the task."""


class Progress:
    """What a job may tell the person; called from the worker thread."""

    def __init__(self, tell: Callable[[int, int, str], None]) -> None:
        self._tell = tell
        self._stop = threading.Event()

    def step(self, done: int, total: int, what: str = "") -> None:
        """Report progress: so many of so many, and on what.

        Raises:
            Cancelled: the person asked to stop.
        """
        if self._stop.is_set():
            raise Cancelled
        self._tell(done, total, what)

    def cancel(self) -> None:
        """Make the next step raise Cancelled."""
        self._stop.set()


Job = Callable[[Progress], Any]
"""Work that holds no widget: it gets a Progress and returns its result."""


class Task(QObject):
    """A job under way; it lives in the GUI thread, so its signals arrive there.

    Give it to the shell as parent, never to a tab: a tab closed under a running job must not
    delete the object the worker signals.
    """

    progressed = Signal(int, int, str)
    succeeded = Signal(object)
    failed = Signal(Exception)
    cancelled = Signal()
    finished = Signal()
    released = Signal()
    """The thread has told everything: only now may the task be deleted.

    A sender deleted while another thread still goes through those who hear it loses the rest.
    """

    def __init__(self, job: Job, parent: QObject) -> None:
        super().__init__(parent)
        self.job = job
        self.progress = Progress(self.progressed.emit)

    def start(self, pool: QThreadPool | None = None) -> None:
        """Queue the job, in the global pool when none is given.

        It begins at the next turn of the event loop, so that whoever asked can connect first.
        """

        def begin() -> None:
            own = pool is not None and isValid(pool)  # it may have gone with its window
            (pool if own and pool else QThreadPool.globalInstance()).start(_Run(self))

        QTimer.singleShot(0, self, begin)

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self.progress.cancel()


def while_there(owner: QObject, slot: Callable[..., None]) -> Callable[..., None]:
    """The slot, or nothing once the owner is deleted.

    Qt forgets a method of what it deletes by itself, and a partial or a function never.
    """

    def turn(*values: object) -> None:
        if isValid(owner):
            slot(*values)

    return turn


class _Run(QRunnable):
    def __init__(self, task: Task) -> None:
        super().__init__()
        self._task = task

    @override
    def run(self) -> None:
        task = self._task
        try:
            result = task.job(task.progress)
        except Cancelled:
            task.cancelled.emit()
        except Exception as error:
            task.failed.emit(error)
        else:
            task.succeeded.emit(result)
        finally:
            task.finished.emit()
            if isValid(task):  # whoever heard the end may own it and have deleted it
                task.released.emit()
