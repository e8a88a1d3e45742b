"""The collector of cycles at rest while a book is made.

A book is some hundred thousand values without cycles; to look through them, and through the whole
program beside them, again and again takes a fifth of the time of printing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class _Rest:
    """Counts who asked for it, in whatever thread: the last one out wakes the collector."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._count = 0
        self._worked = False

    def begin(self) -> None:
        with self._lock:
            if not self._count:
                self._worked = gc.isenabled()
                gc.disable()
            self._count += 1

    def end(self) -> None:
        with self._lock:
            self._count -= 1
            if not self._count and self._worked:
                gc.enable()


_REST = _Rest()


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Collect no cycles inside; what is made there should be gone by the end."""
    _REST.begin()
    try:
        yield
    finally:
        _REST.end()
