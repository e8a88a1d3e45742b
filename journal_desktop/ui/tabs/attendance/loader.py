"""Reads the tab aside and hands over only the newest answer."""

from __future__ import annotations

from journal_desktop.ui.kit.newest import Newest
from journal_desktop.ui.tabs.attendance.reading import Reading, Wish, reading_job


class Loader(Newest):
    """One wish at a time counts: the last one."""

    known: Reading | None

    def load(self, wish: Wish) -> None:
        """Read what is wished."""
        self.read(reading_job(self._desk.journal, wish, self._desk.clock().date()))
