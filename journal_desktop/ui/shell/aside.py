"""Starts jobs whose signals are safe whatever becomes of the windows."""

from __future__ import annotations

import threading

from PySide6.QtCore import QCoreApplication, QThreadPool

from journal_desktop.ui.kit.tasks import Cancelled, Job, Progress, Task


def aside(job: Job, pool: QThreadPool | None = None) -> Task:
    """A task that is started and deletes itself in the end.

    It belongs to the application: a window closed under it must not delete what the worker signals.
    """
    app = QCoreApplication.instance()
    if app is None:
        raise RuntimeError
    task = Task(job, app)
    task.released.connect(task.deleteLater)
    task.start(pool)
    return task


def until(over: threading.Event, job: Job) -> Job:
    """The job, or nothing when it gets its turn after the window has closed."""

    def turn(progress: Progress) -> object:
        if over.is_set():
            raise Cancelled
        return job(progress)

    return turn
