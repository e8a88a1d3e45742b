"""Reads aside and hands over only the newest answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from journal_desktop.domain.errors import JournalError
from journal_desktop.journal import Journal
from journal_desktop.queries.base import Ask
from journal_desktop.ui.kit.tab import Desk
from journal_desktop.ui.kit.tasks import Job, Progress

W = TypeVar("W")
R = TypeVar("R")


class Newest(QObject):
    """One wish at a time counts: the last one. `known` is the last answer handed over."""

    loaded = Signal(object)
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ticket = 0
        self.known: Any = None

    def drop(self) -> None:
        """Hand over nothing of what is being read."""
        self._ticket += 1

    def read(self, job: Job) -> None:
        """Do the job aside; an older one's answer is dropped."""
        self._ticket += 1
        ticket = self._ticket
        task = self._desk.run(job)

        def take(reading: Any) -> None:
            if ticket == self._ticket:
                self.known = reading
                self.loaded.emit(reading)

        def fail(error: Exception) -> None:
            if not isinstance(error, JournalError):
                raise error
            if ticket == self._ticket:
                self.failed.emit(str(error))

        task.succeeded.connect(take)
        task.failed.connect(fail)


class WishLoader(Newest, Generic[W, R]):
    """What a tab shows by a wish, from one moment, off the GUI thread: the last wish counts."""

    known: R | None

    def __init__(
        self, desk: Desk, parent: QObject, read: Callable[[Journal, Ask, W, date], R]
    ) -> None:
        super().__init__(desk, parent)
        self._answer = read

    def load(self, wish: W) -> None:
        """Read what is wished."""
        journal, today = self._desk.journal, self._desk.clock().date()

        def job(_progress: Progress) -> R:
            with journal.snapshot() as ask:
                return self._answer(journal, ask, wish, today)

        self.read(job)
