"""The tab «Журнал» on the real gate, watched until it is painted."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, QRect, QThreadPool, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override
from ui.fake_gate import Said, a_desk

from bench.conftest import Sitting
from journal_desktop.queries.pages import PageItem
from journal_desktop.ui.kit.tab import Place
from journal_desktop.ui.tabs.marks.tab import MarksTab

SCREEN = (1920, 1080)
PATIENCE = 20.0
BEAT_MS = 100


class Painted(QObject):
    """Remembers what of a widget was painted; the picture is whole when the event is over."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.boxes: list[QRect] = []
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(event, QPaintEvent):
            self.boxes.append(event.rect())
        return False

    def covers(self, box: QRect) -> bool:
        """Whether the box was painted since the last `clear`."""
        return any(painted.contains(box) for painted in self.boxes)

    def clear(self) -> None:
        """Forget what was painted."""
        self.boxes.clear()


def turn_until(done: Any) -> None:
    """Turn the event loop until something is so; it sleeps while nothing happens."""
    last, heartbeat = time.monotonic() + PATIENCE, QTimer()
    heartbeat.start(BEAT_MS)
    while not done():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        assert time.monotonic() < last, "nothing happened"


class Opened:
    """The tab of a person at the size of a large screen."""

    def __init__(self, qtbot: QtBot, sitting: Sitting, gate: Any = None) -> None:
        self.said, host = Said(), QWidget()
        qtbot.addWidget(host)
        self.tab = MarksTab(a_desk(gate or sitting.journal, host, self.said, sitting.clock))
        qtbot.addWidget(self.tab)
        self.tab.resize(*SCREEN)
        with qtbot.waitExposed(self.tab):
            self.tab.show()
        turn_until(lambda: self.tab.loader.known is not None)
        self.painted = Painted(self.tab.view.lessons.viewport())
        self._arrived = 0
        self.tab.loader.loaded.connect(self._count)

    def _count(self, _reading: object) -> None:
        self._arrived += 1
        self.painted.clear()  # the tab shows it by now; only what is painted from here on counts

    def pages(self) -> tuple[PageItem, ...]:
        """The pages the person may choose."""
        known = self.tab.loader.known
        assert known is not None
        return known.pages

    def go(self, place: Place) -> None:
        """Show another page; back when its whole grid has been painted."""
        arrived, grid = self._arrived, self.tab.view.lessons.viewport()
        self.tab.go_to(place)
        turn_until(lambda: self._arrived > arrived and self.painted.covers(grid.rect()))

    def close(self) -> None:
        """Let nothing run on."""
        self.tab.desk.writer.finish(2000)
        QThreadPool.globalInstance().waitForDone()
