"""Thirty paper cards typed into «Лист здоровья» without the mouse: keys counted, latency taken."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from ui.fake_gate import Said, a_desk
from ui.keys import type_text

from bench.budget import Budget, Meter, told
from bench.conftest import Sitting, copy_of, enter, logins_of
from bench.machine import share
from bench.tabs import Painted, turn_until
from journal_desktop.access.policy import Role
from journal_desktop.domain.health_entry import Field
from journal_desktop.ui.tabs.health.tab import HealthTab

PUPILS = 30
CARD = ("52", "2", "1", "2", "3")
"""Height, health group, physical education, row, desk: six keys, none of them Enter."""
PAUSE_MS = 3


@pytest.fixture
def nurse(closed_url: str, tmp_path: Path) -> Iterator[Sitting]:
    """The medical worker at a copy of the school, with the medical key."""
    url = copy_of(closed_url, tmp_path)
    sitting = enter(url, logins_of(url, Role.MED)[0])
    assert sitting.journal.medical is not None
    yield sitting
    sitting.engine.dispose()


class Nurse:
    """Types a value of a card and waits until it is durable and painted."""

    def __init__(self, qtbot: QtBot, sitting: Sitting) -> None:
        host = QWidget()
        qtbot.addWidget(host)
        self.tab = HealthTab(a_desk(sitting.journal, host, Said(), sitting.clock))
        qtbot.addWidget(self.tab)
        self.tab.resize(1366, 700)
        with qtbot.waitExposed(self.tab):
            self.tab.show()
        turn_until(lambda: self.tab.loader.known is not None)
        self.grid, self.model = self.tab.sheet_view.grid, self.tab.writes.model
        self.painted, self.accepted, self.keys = Painted(self.grid.viewport()), False, 0
        self.tab.writes.settled.connect(self._settled)

    def _settled(self) -> None:
        self.accepted = True
        self.painted.clear()

    def type_in(self, value: str) -> None:
        """Press the keys of one value."""
        cell = self.grid.cursor_.here
        QTest.qWait(PAUSE_MS)
        self.accepted = False
        type_text(self.grid, value)
        self.keys += len(value)
        turn_until(lambda: self.accepted)
        box = self.grid.visualRect(self.model.index(*cell)) & self.grid.viewport().rect()
        turn_until(lambda: box.isEmpty() or self.painted.covers(box))


@pytest.mark.usefixtures("dressed")
def test_thirty_cards_from_the_key_to_the_paint(
    benchmark: Any, qtbot: QtBot, nurse: Sitting, machine: dict[str, Any]
) -> None:
    one = Nurse(qtbot, nurse)
    first = next(number for number, it in enumerate(one.model.sheet.columns) if it.quick)
    one.grid.cursor_.to(0, first)
    one.grid.setFocus()
    cards = _cards(one)
    taken: list[float] = []

    def timed(value: str) -> None:
        begun = time.perf_counter()
        one.type_in(value)
        taken.append((time.perf_counter() - begun) * 1000 - PAUSE_MS)

    metered = Meter(timed)
    values = iter(cards)
    benchmark.pedantic(metered, setup=lambda: ((next(values),), {}), rounds=len(cards))
    told(
        benchmark,
        machine,
        Budget("health card: key pressed → value durable and painted, SQLite FULL", 16, 3),
        **metered.figures,
        keys=one.keys,
        pupils=PUPILS,
        worst_ms=round(max(taken), 1),
        p95_ms=round(share(taken, 95), 1),
    )
    assert one.keys == PUPILS * sum(map(len, CARD))
    rows = one.model.sheet.rows[:PUPILS]
    assert all(row.texts[Field.GROUP] in ("II", "III") for row in rows)
    one.tab.desk.writer.finish()
    one.tab._later.stop()
    QThreadPool.globalInstance().waitForDone()


def _cards(one: Nurse) -> list[str]:
    """Values that differ from what stands there, so that every one is written."""
    values = []
    for row in one.model.sheet.rows[:PUPILS]:
        said = row.texts
        values += [
            "52" if said.get(Field.HEIGHT) != "152" else "53",
            "2" if said.get(Field.GROUP) != "II" else "3",
            "1" if said.get(Field.PE) != "основная" else "2",
            "2" if said.get(Field.ROW) != "2" else "3",
            "3" if said.get(Field.PLACE) != "3" else "4",
        ]
    return values
