"""The tab «Журнал» around a gate in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from school import NOON, ZONE
from ui.fake_gate import FakeJournal, Said, a_desk
from ui.marks.pages import TODAY

from journal_desktop.journal import Journal
from journal_desktop.ui.kit.grid import GridView
from journal_desktop.ui.kit.tab import Place
from journal_desktop.ui.shell.news import NewsWatch
from journal_desktop.ui.tabs.marks.tab import MarksTab


def calm() -> None:
    """Let what was asked last begin and end: a reading needs its task and holds a connection."""
    for _ in range(3):
        QApplication.processEvents()
        QThreadPool.globalInstance().waitForDone()


class OpenTab:
    """A shown tab with what stands around it."""

    def __init__(self, qtbot: QtBot, journal: FakeJournal) -> None:
        self.qtbot, self.journal, self.said = qtbot, journal, Said()
        self.tab = MarksTab(a_desk(journal, self._host(qtbot), self.said))
        qtbot.addWidget(self.tab)
        self.tab.resize(1366, 700)
        with qtbot.waitExposed(self.tab):
            self.tab.show()
        qtbot.waitUntil(lambda: self.tab.loader.known is not None)

    @staticmethod
    def _host(qtbot: QtBot) -> QWidget:
        host = QWidget()
        qtbot.addWidget(host)
        return host

    @property
    def grid(self) -> GridView:
        return self.tab.view.lessons

    @property
    def sheet(self):
        return self.tab.cells.model.sheet

    @property
    def today(self) -> int:
        """The column of today's lesson."""
        return next(
            number
            for number, column in enumerate(self.sheet.columns)
            if column.lesson is not None and column.lesson.day == TODAY
        )

    def go(self, row: int, column: int | None = None) -> None:
        """Make a cell current; today's column when none is given."""
        self.tab.view.cursor_.to(row, self.today if column is None else column)
        self.tab.view.open_cell().setFocus()

    def idle(self) -> None:
        """Wait until every typed value is answered."""
        self.qtbot.waitUntil(lambda: self.tab.desk.writer.count == 0)

    def trigger(self, text: str) -> None:
        """Use an action of the tab's menu."""
        next(action for action in self.tab.menu_actions() if action.text() == text).trigger()

    def dialog(self) -> QDialog:
        """The dialog that has come up."""
        self.qtbot.waitUntil(lambda: bool(self.tab.window().findChildren(QDialog)))
        return self.tab.window().findChildren(QDialog)[-1]

    def stored(self, row: int, column: int | None = None) -> str:
        """What the gate holds."""
        lesson = self.sheet.columns[self.today if column is None else column].lesson
        return self.journal.spread.cell(self.sheet.pupils[row].id, lesson.id).text

    def shown(self, row: int, column: int | None = None) -> str:
        """What the grid shows."""
        return self.tab.cells.model.text_at(row, self.today if column is None else column)


@pytest.fixture
def open_tab(qtbot: QtBot) -> Iterator[Callable[[FakeJournal], OpenTab]]:
    """Open the tab on a journal; nothing runs on when the test ends."""
    opened: list[OpenTab] = []

    def make(journal: FakeJournal) -> OpenTab:
        opened.append(OpenTab(qtbot, journal))
        return opened[-1]

    yield make
    for one in opened:
        one.tab.desk.writer.finish(2000)
    calm()


@pytest.fixture
def page(open_tab: Callable[[FakeJournal], OpenTab]) -> OpenTab:
    """The invented page, today's column current, an empty cell of row 6 chosen."""
    one = open_tab(FakeJournal())
    one.go(6)
    return one


@pytest.fixture
def desk_of(qtbot, as_):
    """The tab «Журнал» of a person on the page of algebra."""
    opened = []

    def quiet(_host: QWidget) -> None:
        """End what runs on: a reading under way holds a connection and tells a closed window."""
        while opened:
            tab, watch = opened.pop()
            tab.desk.writer.finish()
            watch.end()
        for _ in range(
            3
        ):  # a reading begins at a turn of the loop, and its end may ask for another
            QApplication.processEvents()
            QThreadPool.globalInstance().waitForDone()
        QApplication.processEvents()

    def make(
        login: str, page: int | None = None, journal: Journal | None = None
    ) -> SimpleNamespace:
        journal, said, host = journal or as_(login), Said(), QWidget()
        qtbot.addWidget(host, before_close_func=quiet)
        desk = a_desk(journal, host, said, lambda: NOON.astimezone(ZONE))
        tab = MarksTab(desk)
        qtbot.addWidget(tab)
        tab.resize(1366, 700)
        with qtbot.waitExposed(tab):
            tab.show()
        qtbot.waitUntil(lambda: tab.loader.known is not None)
        if page is not None:
            with qtbot.waitSignal(tab.loader.loaded):
                tab.go_to(Place("marks", page_id=page))
        watch = NewsWatch(journal, desk.writer, desk.bus, bookmark=journal.news(None).bookmark)
        opened.append((tab, watch))
        return SimpleNamespace(
            tab=tab, said=said, grid=tab.view.lessons, journal=journal, news=watch
        )

    return make
