"""Knows for how long nobody touched the keyboard or the mouse (R-5.4-01)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from typing_extensions import override

LOOK_MS: Final = 2000
INPUT: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
    }
)


class IdleWatch(QObject):
    """Emits `idled` once after so many seconds without input in any window of the program.

    It filters windows, not widgets, so that painting and timers do not pass through Python.
    `seconds` is a clock that also runs while the computer sleeps.
    """

    idled = Signal()

    def __init__(self, limit: float, seconds: Callable[[], float], parent: QObject) -> None:
        super().__init__(parent)
        self._limit, self._seconds = limit, seconds
        self._last = seconds()
        self._told = False
        self._windows: set[QWindow] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self.watch)

    def watch(self, window: QWindow | None) -> None:
        """Look at the input of this window too; a window that comes to the front is watched."""
        if window is None or window in self._windows:
            return
        self._windows.add(window)
        window.installEventFilter(self)
        window.destroyed.connect(lambda: self._windows.discard(window))

    def touched(self) -> None:
        """Somebody is here."""
        self._last, self._told = self._seconds(), False

    def look(self) -> None:
        """Tell when the limit is over; a clock set back counts as time gone."""
        gone = self._seconds() - self._last
        if not self._told and (gone >= self._limit or gone < -LOOK_MS):
            self._told = True
            self.idled.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in INPUT:
            self._last, self._told = self._seconds(), False
        return False
