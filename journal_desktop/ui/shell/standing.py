"""Notices that the person may work no longer: blocked or dismissed while the window is open.

Source: R-3.1.1-01, domain 9.3. The gate's transactions stay as they are; the question is asked
aside from time to time, after each refusal and at the lock.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from journal_desktop.domain.errors import Refused, Unavailable
from journal_desktop.ui.shell.aside import aside

EVERY_MS: Final = 15_000


class StandingWatch(QObject):
    """Emits `ended` once, with the reason in words."""

    ended = Signal(str)

    def __init__(self, ask: Callable[[], str] | None, parent: QObject) -> None:
        super().__init__(parent)
        self._ask = ask
        self._busy, self._told, self._again = False, False, False
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)
        if ask is not None:
            self._timer.start()

    def look(self) -> None:
        """Ask now; one question at a time."""
        ask = self._ask
        if ask is None or self._busy or self._told:
            return
        self._busy = True
        task = aside(lambda _: ask())
        task.succeeded.connect(self._heard)
        task.failed.connect(self._failed)

    def _heard(self, why: str) -> None:
        self._busy, self._again = False, False
        if why and not self._told:
            self._told = True
            self._timer.stop()
            self.ended.emit(why)

    def _failed(self, error: Exception) -> None:
        """A server that lets the person in no more says so itself; an absent one says nothing."""
        if isinstance(error, Refused):
            self._heard(str(error))
            return
        self._busy = False
        if not isinstance(error, Unavailable):
            raise error
        self._again = not self._again
        if self._again:
            self.look()  # a connection that was cut: the next one tells why
