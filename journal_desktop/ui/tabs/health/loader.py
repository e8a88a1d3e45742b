"""Reads the sheet aside and hands over only the newest answer."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from journal_desktop.domain.errors import JournalError
from journal_desktop.ui.kit.tab import Desk
from journal_desktop.ui.tabs.health.reading import Reading, Wish, reading_job


class Loader(QObject):
    """One wish at a time counts: the last one."""

    loaded = Signal(object)
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ticket = 0
        self.known: Reading | None = None

    def load(self, wish: Wish) -> None:
        """Read what is wished."""
        self._ticket += 1
        ticket = self._ticket
        task = self._desk.run(reading_job(self._desk.journal, wish, self._desk.clock().date()))

        def take(reading: Reading) -> None:
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
