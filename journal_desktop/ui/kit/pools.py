"""Threads of a window that outlive it until their work is done.

A pool deleted with its window waits inside Qt, with Python's lock held, for a job that needs that
lock to end: the program would stand still for ever. So pools belong to the application.
"""

from __future__ import annotations

from functools import partial
from typing import Final, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, QTimer
from shiboken6 import isValid

_AGAIN_MS: Final = 50
_Pool = TypeVar("_Pool", bound=QThreadPool)


def kept_pool(owner: QObject, pool: _Pool, threads: int | None = None) -> _Pool:
    """The pool, handed to the application; it goes when its owner is gone and its work is done.

    `threads` is the most that work at once, as many as there are processors when None.
    """
    app = QCoreApplication.instance()
    if app is None:
        raise RuntimeError
    pool.setParent(app)
    if threads is not None:
        pool.setMaxThreadCount(threads)
    owner.destroyed.connect(partial(_let_go, pool))
    return pool


def wait_for_pools(milliseconds: int) -> None:
    """Wait for the work of all pools before the application goes; the lock is free meanwhile."""
    app = QCoreApplication.instance()
    for pool in (QThreadPool.globalInstance(), *(app.findChildren(QThreadPool) if app else ())):
        pool.waitForDone(milliseconds)


def _let_go(pool: QThreadPool, _owner: object = None) -> None:
    if not isValid(pool):
        return
    if pool.activeThreadCount():
        QTimer.singleShot(_AGAIN_MS, pool, partial(_let_go, pool))
    else:
        pool.deleteLater()
