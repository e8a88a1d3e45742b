"""The tab «Посещаемость» on the real gate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from school import NOON, ZONE
from shiboken6 import isValid
from sqlalchemy import select
from sqlalchemy.orm import Session
from ui.fake_gate import Said, a_desk

from journal_desktop.journal import Journal
from journal_desktop.ui.tabs.attendance.reading import View
from journal_desktop.ui.tabs.attendance.tab import AttendanceTab

Open = Callable[[Journal], SimpleNamespace]


@pytest.fixture
def open_tab(qtbot: QtBot, database: Any) -> Iterator[Open]:
    """Open the tab as a person; nothing runs on when the test ends, before the database does."""
    assert database
    opened: list[AttendanceTab] = []

    def make(journal: Journal) -> SimpleNamespace:
        said, host = Said(), QWidget()
        qtbot.addWidget(host)
        tab = AttendanceTab(a_desk(journal, host, said, lambda: NOON.astimezone(ZONE)))
        qtbot.addWidget(tab)
        tab.resize(1366, 700)
        with qtbot.waitExposed(tab):
            tab.show()
        qtbot.waitUntil(lambda: tab.loader.known is not None)
        opened.append(tab)
        grid, model = tab.day_view.grid, tab.writes.model
        grid.setFocus()
        return SimpleNamespace(
            tab=tab,
            said=said,
            grid=grid,
            model=model,
            journal=journal,
            finish=tab.desk.writer.finish,
            show=lambda view: _show(qtbot, tab, view),
            told=lambda words: any(words in text for text in said.texts),
        )

    yield make
    for tab in opened:
        tab.desk.writer.finish()
        tab._later.stop()
        form = tab.papers.form
        if form is not None and isValid(form):
            form._later.stop()
            form.reject()
    QThreadPool.globalInstance().waitForDone()


def _show(qtbot: QtBot, tab: AttendanceTab, view: View) -> None:
    tab._show_view(view)
    qtbot.waitUntil(lambda: tab.reading.view is view)


@pytest.fixture
def rows(database: Any) -> Callable[..., list[Any]]:
    def all_of(table: Any, /, **by: Any) -> list[Any]:
        with Session(database.owner, expire_on_commit=False) as session:
            return list(session.scalars(select(table).filter_by(**by).order_by(table.id)))

    return all_of


@pytest.fixture
def leader(open_tab: Open, as_: Callable[..., Journal]) -> SimpleNamespace:
    """The class teacher on the whole day of the first pupil."""
    one = open_tab(as_("ivanova"))
    one.grid.cursor_.to(0, 0)
    return one
