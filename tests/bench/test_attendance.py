"""The day of a class: opened until it is painted, and a letter from the key to the disk."""

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
from bench.conftest import SHOWN, Sitting, copy_of, enter, logins_of
from bench.machine import share
from bench.tabs import Painted, turn_until
from journal_desktop.access.policy import Role
from journal_desktop.domain.attendance import LETTERS
from journal_desktop.queries.class_attendance import AttendanceOf
from journal_desktop.queries.class_list import ClassesOf
from journal_desktop.queries.pages import SchoolYears
from journal_desktop.ui.tabs.attendance.day_state import Mode
from journal_desktop.ui.tabs.attendance.tab import AttendanceTab

PAUSE_MS = 3
ROUNDS = 30
LETTERS_TYPED = 60


@pytest.fixture
def leader(closed_url: str, tmp_path: Path) -> Iterator[Sitting]:
    """The class teacher of the show class at a copy of the school."""
    url = copy_of(closed_url, tmp_path)
    for login in logins_of(url, Role.CT):
        sitting = enter(url, login)
        today = sitting.clock().date()
        year = next(one for one in sitting.journal.ask(SchoolYears()) if one.begins <= today)
        led = [one.title for one in sitting.journal.ask(ClassesOf(year.id)) if one.leads]
        if SHOWN in led:
            break
        sitting.engine.dispose()
    yield sitting
    sitting.engine.dispose()


class Day:
    """The tab, watched until it is painted."""

    def __init__(self, qtbot: QtBot, sitting: Sitting) -> None:
        host = QWidget()
        qtbot.addWidget(host)
        self.tab = AttendanceTab(a_desk(sitting.journal, host, Said(), sitting.clock))
        qtbot.addWidget(self.tab)
        self.tab.resize(1366, 700)
        with qtbot.waitExposed(self.tab):
            self.tab.show()
        turn_until(lambda: self.tab.loader.known is not None)
        self.grid, self.model = self.tab.day_view.grid, self.tab.writes.model
        self.painted, self.accepted = Painted(self.grid.viewport()), False
        self.tab.writes.settled.connect(self._settled)
        self.tab.loader.loaded.connect(lambda _reading: self.painted.clear())

    def _settled(self) -> None:
        self.accepted = True
        self.painted.clear()

    def open(self, day: Any) -> None:
        """Go to a day; back when its whole grid has been painted."""
        self.painted.clear()
        self.tab._load(self.tab.chooser.wish(day=day))
        grid = self.grid.viewport()
        turn_until(lambda: self.tab.reading.day == day and self.painted.covers(grid.rect()))

    def type_in(self, letter: str) -> None:
        """Press one key and wait until it is durable and painted."""
        cell = self.grid.cursor_.here
        QTest.qWait(PAUSE_MS)
        self.accepted = False
        type_text(self.grid, letter)
        turn_until(lambda: self.accepted)
        box = self.grid.visualRect(self.model.index(*cell)) & self.grid.viewport().rect()
        turn_until(lambda: box.isEmpty() or self.painted.covers(box))

    def close(self) -> None:
        """Let nothing run on."""
        self.tab.desk.writer.finish()
        self.tab._later.stop()
        QThreadPool.globalInstance().waitForDone()


@pytest.mark.usefixtures("dressed")
def test_a_day_is_opened(
    benchmark: Any, qtbot: QtBot, leader: Sitting, machine: dict[str, Any]
) -> None:
    one = Day(qtbot, leader)
    group = one.tab.reading.group
    assert group is not None
    held = leader.journal.ask(AttendanceOf(group.class_id)).lessons
    days = sorted({lesson.day for lesson in held})[-ROUNDS:]
    one.open(days[0])
    metered, turn = Meter(one.open), iter(days[1:])
    benchmark.pedantic(metered, setup=lambda: ((next(turn),), {}), rounds=len(days) - 1)
    told(
        benchmark,
        machine,
        Budget("attendance: open a day of a class until painted", 100, 4),
        **metered.figures,
        pupils=one.model.rowCount(),
        lessons=one.model.columnCount(),
    )
    one.close()


@pytest.mark.usefixtures("dressed")
def test_a_letter_from_the_key_to_the_paint(
    benchmark: Any, qtbot: QtBot, leader: Sitting, machine: dict[str, Any]
) -> None:
    one = Day(qtbot, leader)
    assert one.model.state.mode is Mode.REASONS
    one.grid.setFocus()
    places = _free(one)[:LETTERS_TYPED]
    taken: list[float] = []

    def typed(place: tuple[int, int], letter: str) -> None:
        begun = time.perf_counter()
        one.type_in(letter)
        taken.append((time.perf_counter() - begun) * 1000 - PAUSE_MS)
        assert one.model.state.text(*place) == letter

    metered, turn = Meter(typed), iter(enumerate(places))

    def set_up() -> tuple[tuple[Any, ...], dict[str, Any]]:
        number, place = next(turn)
        one.grid.cursor_.to(*place)
        return (place, LETTERS[number % 3]), {}

    benchmark.pedantic(metered, setup=set_up, rounds=len(places))
    told(
        benchmark,
        machine,
        Budget("attendance: letter typed → reason durable and painted, SQLite FULL", 16, 4),
        **metered.figures,
        worst_ms=round(max(taken), 1),
        p95_ms=round(share(taken, 95), 1),
    )
    one.close()


def _free(one: Day) -> list[tuple[int, int]]:
    """Cells of today in which nothing stands, or an absence."""
    state = one.model.state
    return [
        (row, column)
        for row in range(len(state.pupils))
        for column in range(1, state.width)
        if not state.why_locked(row, column)
        and not state.refusal(row, column, "б")
        and not state.text(row, column)
    ]
