"""Progress on a terminal; a pipe gets none."""

from __future__ import annotations

import sys


class Bar:
    """One line that is drawn over itself."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._width = 0
        self._last = -1

    def step(self, done: int, total: int, what: str = "") -> None:
        """So many of so many, and on what."""
        percent = 100 * done // total if total else 0
        if not self._shown or (percent == self._last and done != total):
            return
        self._last = percent
        line = f"{percent:3} %  {what}"
        sys.stderr.write("\r" + line.ljust(self._width))
        sys.stderr.flush()
        self._width = len(line)

    def end(self) -> None:
        """Leave a clean line."""
        if self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()
            self._width = 0
