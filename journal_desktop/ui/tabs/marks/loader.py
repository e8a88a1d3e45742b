"""Reads pages aside and hands over only the newest answer."""

from __future__ import annotations

from journal_desktop.ui.kit.newest import Newest
from journal_desktop.ui.tabs.marks.reading import Reading, Wish, reading_job


class Loader(Newest):
    """One wish at a time counts: the last one."""

    known: Reading | None

    def load(self, wish: Wish, *, afresh: bool = False) -> None:
        """Read what is wished; `afresh` also reads the lists of years and pages again."""
        known = None if afresh else self.known
        today = self._desk.clock().date()
        self.read(reading_job(self._desk.journal, wish, today, known))
