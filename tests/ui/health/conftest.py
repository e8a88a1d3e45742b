"""The tab «Лист здоровья» on the real gate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from commands.health_of import KEY, Medic
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from school import NOON, ZONE
from ui.fake_gate import Said, a_desk

from journal_desktop.journal import Journal
from journal_desktop.ui.tabs.health.tab import HealthTab


@pytest.fixture
def medic(database: Any, small: Any) -> Medic:
    return Medic(database, small)


@pytest.fixture
def open_health(qtbot: QtBot, medic: Medic) -> Iterator[Callable[[Journal], SimpleNamespace]]:
    """Open the tab as a person; nothing runs on when the test ends, before the database does."""
    assert medic.database
    opened: list[HealthTab] = []

    def make(journal: Journal) -> SimpleNamespace:
        said, host = Said(), QWidget()
        qtbot.addWidget(host)
        tab = HealthTab(a_desk(journal, host, said, lambda: NOON.astimezone(ZONE)))
        qtbot.addWidget(tab)
        tab.resize(1366, 700)
        with qtbot.waitExposed(tab):
            tab.show()
        qtbot.waitUntil(lambda: tab.loader.known is not None)
        opened.append(tab)
        grid, model = tab.sheet_view.grid, tab.writes.model
        return SimpleNamespace(tab=tab, said=said, grid=grid, model=model, journal=journal)

    yield make
    for tab in opened:
        tab.desk.writer.finish()
        tab._later.stop()
    QThreadPool.globalInstance().waitForDone()


@pytest.fixture
def nurse(open_health: Callable[[Journal], SimpleNamespace], medic: Medic) -> SimpleNamespace:
    """The medical worker with the key, on the height of the first pupil."""
    one = open_health(medic.journal())
    one.grid.cursor_.to(0, 2)
    one.grid.setFocus()
    return one


@pytest.fixture
def keyless(open_health: Callable[[Journal], SimpleNamespace], medic: Medic) -> SimpleNamespace:
    """The medical worker whose key is not set up."""
    assert KEY.secret
    return open_health(medic.journal(key=None))
