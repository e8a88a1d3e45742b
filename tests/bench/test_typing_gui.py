"""From the key to a mark that is durable with its audit and painted as accepted, on SQLite FULL."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from ui.keys import type_text

from bench.budget import Budget, Meter, told
from bench.conftest import SHOWN, Sitting, copy_of, enter_as_teacher
from bench.machine import share
from bench.tabs import Opened, turn_until
from journal_desktop.commands.base import Command
from journal_desktop.journal import Done
from journal_desktop.queries.pages import PageItem, PagesOf, YearItem
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.ui.kit.grid_model import SIGN_PENDING
from journal_desktop.ui.kit.tab import Place

KEYS = 150
WARM_UP = 5
PAUSE_MS = 5
Cell = tuple[int, int]


class TimedGate:
    """The gate of a person; keeps how long each write took in the writer's thread."""

    def __init__(self, sitting: Sitting) -> None:
        self._journal = sitting.journal
        self.taken: list[float] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._journal, name)

    def do(self, *commands: Command, **how: Any) -> Done:
        begun = time.perf_counter()
        done = self._journal.do(*commands, **how)
        self.taken.append((time.perf_counter() - begun) * 1000)
        return done


class Typist:
    """Types one digit at a time and waits until its cell is plain again and painted."""

    def __init__(self, opened: Opened) -> None:
        self.opened, self.grid = opened, opened.tab.view.lessons
        self.model = opened.tab.cells.model
        self.accepted = False
        self.in_key: list[float] = []
        self.until_answered: list[float] = []
        opened.tab.cells.settled.connect(self._settled)

    def _settled(self) -> None:
        self.accepted = True
        self.opened.painted.clear()

    def open_cells(self) -> Iterator[Cell]:
        """Cells that take a mark without a question, the newest lesson first."""
        sheet = self.model.sheet
        lessons = [n for n, column in enumerate(sheet.columns) if column.lesson is not None]
        for column in reversed(lessons):
            for row in range(len(sheet.pupils)):
                shown = sheet.shown(row, column)
                asks = sheet.late_edits(row, column, "5") or sheet.late_edits(row, column, "4")
                is_open = not sheet.why_locked(row, column) and (not shown or shown in "2345")
                if is_open and not asks:
                    yield row, column

    def settle_at(self, cell: Cell) -> None:
        """Make the cell current, and let everything that follows happen."""
        self.opened.tab.view.cursor_.to(*cell)
        self.grid.setFocus()
        QTest.qWait(PAUSE_MS)

    def type_in(self, cell: Cell) -> None:
        """Press one key; back when the mark is accepted and painted so."""
        self.accepted = False
        begun = time.perf_counter()
        type_text(self.grid, "5" if self.model.text_at(*cell) != "5" else "4")
        self.in_key.append((time.perf_counter() - begun) * 1000)
        turn_until(lambda: self.accepted)
        self.until_answered.append((time.perf_counter() - begun) * 1000)
        turn_until(lambda: self.opened.painted.covers(self._box(cell)))

    def is_plain(self, cell: Cell) -> bool:
        """Whether nothing waits in the cell and it shows a mark."""
        face = self.model.faces[cell[0]][cell[1]]
        return face is not None and face.text in "45" and not face.signs & SIGN_PENDING

    def _box(self, cell: Cell) -> Any:
        box = self.grid.visualRect(self.model.index(*cell))
        return box & self.grid.viewport().rect()


@pytest.fixture
def typed_page(reader: Sitting, year: YearItem) -> PageItem:
    """The fullest page of the show class on which one digit is a whole entry."""
    pages = [page for page in reader.journal.ask(PagesOf(year.id)) if page.class_name == SHOWN]
    spreads = {page: reader.journal.ask(SpreadOf(page.page_id)) for page in pages}
    whole = [page for page, it in spreads.items() if it.title.max_marks == 1 and not page.group]
    return max(whole, key=lambda page: len(spreads[page].lessons))


@pytest.fixture
def own_copy(closed_url: str, tmp_path: Path, typed_page: PageItem) -> Iterator[Sitting]:
    """The teacher of the page at a copy of the school."""
    sitting = enter_as_teacher(copy_of(closed_url, tmp_path), typed_page)
    yield sitting
    sitting.engine.dispose()


@pytest.mark.usefixtures("dressed")
def test_a_mark_from_the_key_to_the_paint(
    benchmark: Any,
    qtbot: QtBot,
    own_copy: Sitting,
    typed_page: PageItem,
    machine: dict[str, Any],
) -> None:
    gate = TimedGate(own_copy)
    opened = Opened(qtbot, own_copy, gate=gate)
    opened.go(Place("marks", page_id=typed_page.page_id))
    typist = Typist(opened)
    cells = list(islice(typist.open_cells(), KEYS + WARM_UP))
    waiting = iter(cells)

    def next_cell() -> tuple[tuple[Cell], dict[str, Any]]:
        cell = next(waiting)
        typist.settle_at(cell)
        return (cell,), {}

    for _ in range(WARM_UP):
        typist.type_in(next_cell()[0][0])
    typed = Meter(typist.type_in)
    benchmark.pedantic(typed, setup=next_cell, rounds=KEYS)
    told(
        benchmark,
        machine,
        Budget("key pressed → mark durable with its audit and painted, SQLite FULL", 16, 1),
        **typed.figures,
        **_spent("gate", gate.taken[WARM_UP:]),
        **_spent("in_the_key_event", typist.in_key[WARM_UP:]),
        **_spent("until_answered", typist.until_answered[WARM_UP:]),
    )
    opened.close()
    assert len(gate.taken) == len(cells) == KEYS + WARM_UP
    assert all(map(typist.is_plain, cells))


def _spent(what: str, taken: list[float]) -> dict[str, float]:
    return {
        f"{what}_p50_ms": round(share(taken, 50), 2),
        f"{what}_p95_ms": round(share(taken, 95), 2),
    }
