"""Paint and scroll a year of the show class on a large screen, ours beside a naive delegate."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QScrollBar, QTableView, QWidget
from pytestqt.qtbot import QtBot

from bench.budget import Budget, Meter, told
from bench.conftest import Sitting
from bench.naive_grid import NaiveModel, naive_view
from bench.tabs import Painted
from journal_desktop.queries.pages import PageItem
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.ui.tabs.marks.model import SpreadModel
from journal_desktop.ui.tabs.marks.sheet import Allowed, Sheet
from journal_desktop.ui.tabs.marks.view import SpreadView

OURS, NAIVE = "ours", "naive"
WIDE, LOW = (1920, 1080), (1920, 560)
STEP_PX = 40
CELL = (4, 3)

pytestmark = [pytest.mark.usefixtures("dressed"), pytest.mark.parametrize("kind", [OURS, NAIVE])]


@dataclass
class Shown:
    """A grid on the screen: what paints the cells and all that is painted with them."""

    window: QWidget
    table: QTableView
    model: SpreadModel
    naive: NaiveModel
    painted: Painted

    def repaint(self) -> None:
        """Paint cells, dates and names at once."""
        tables = [self.table, *self.window.findChildren(QTableView)]
        for table in {id(table): table for table in tables}.values():
            table.viewport().repaint()
            table.horizontalHeader().viewport().repaint()
            table.verticalHeader().viewport().repaint()

    def step(self, bar: QScrollBar, pixels: int) -> None:
        """Scroll so far and paint."""
        self.painted.clear()
        bar.setValue(bar.value() + pixels)
        QApplication.processEvents()

    def change(self, kind: str) -> None:
        """Say that one cell changed, and paint."""
        self.painted.clear()
        if kind == OURS:
            self.model.refresh([CELL])
        else:
            self.naive.tell(*CELL)
        QApplication.processEvents()

    def cells_in_sight(self) -> int:
        """How many cells are painted at once."""
        return sum(_in_sight(table) for table in self.window.findChildren(QTableView)) or _in_sight(
            self.table
        )


@pytest.fixture(scope="module")
def model(reader: Sitting, show_page: PageItem) -> SpreadModel:
    """A year of the show class."""
    spread = reader.journal.ask(SpreadOf(show_page.page_id))
    made = SpreadModel(lambda _batch: None)
    made.show(Sheet(spread, Allowed(lambda _: True, lambda _: True), reader.clock()))
    return made


@pytest.fixture
def shown(qtbot: QtBot, model: SpreadModel, kind: str, request: pytest.FixtureRequest) -> Shown:
    """The grid of a kind, large unless the test asks for a low one."""
    naive, ours = NaiveModel(model), SpreadView(model)
    qtbot.addWidget(ours)
    model.modelReset.emit()
    window, table = ours, ours.lessons
    if kind == NAIVE:
        window = table = naive_view(naive, model, ours.lessons.verticalHeader().width())
    qtbot.addWidget(window)
    window.resize(*getattr(request, "param", WIDE))
    with qtbot.waitExposed(window):
        window.show()
    QApplication.processEvents()
    return Shown(window, table, model, naive, Painted(table.viewport()))


def test_a_full_repaint(benchmark: Any, shown: Shown, machine: dict[str, Any], kind: str) -> None:
    work = Meter(shown.repaint)
    benchmark.pedantic(work, rounds=60, warmup_rounds=2)
    budget = Budget("full repaint of a spread, 1920×1080", _mine(kind, 10), 40)
    told(benchmark, machine, budget, kind=kind, **work.figures, cells=shown.cells_in_sight())
    assert shown.painted.covers(shown.table.viewport().rect())


def test_a_full_repaint_with_nothing_kept(
    benchmark: Any, shown: Shown, machine: dict[str, Any], kind: str
) -> None:
    def forget() -> None:
        if kind == OURS:
            shown.model.modelReset.emit()
        QApplication.processEvents()
        if kind == OURS:
            shown.table.measure()

    work = Meter(shown.repaint)
    benchmark.pedantic(work, setup=forget, rounds=20, warmup_rounds=1)
    budget = Budget("the same with no picture kept from before", None, 41)
    told(benchmark, machine, budget, kind=kind, **work.figures)
    assert shown.painted.covers(shown.table.viewport().rect())


def test_a_step_across(benchmark: Any, shown: Shown, machine: dict[str, Any], kind: str) -> None:
    bar = shown.table.horizontalScrollBar()
    steps = cycle([STEP_PX] * (bar.maximum() // STEP_PX) + [-STEP_PX] * (bar.maximum() // STEP_PX))
    work = Meter(lambda: shown.step(bar, next(steps)))
    benchmark.pedantic(work, rounds=120)
    budget = Budget("a scroll step across, 40 px", _mine(kind, 5), 42)
    told(benchmark, machine, budget, kind=kind, **work.figures)
    assert shown.painted.boxes


@pytest.mark.parametrize("shown", [LOW], indirect=True, ids=["low"])
def test_a_step_down(benchmark: Any, shown: Shown, machine: dict[str, Any], kind: str) -> None:
    bar = shown.table.verticalScrollBar()
    assert bar.maximum() > 2 * STEP_PX
    steps = cycle([STEP_PX] * (bar.maximum() // STEP_PX) + [-STEP_PX] * (bar.maximum() // STEP_PX))
    work = Meter(lambda: shown.step(bar, next(steps)))
    benchmark.pedantic(work, rounds=120)
    budget = Budget("a scroll step down, 40 px", _mine(kind, 5), 43)
    told(benchmark, machine, budget, kind=kind, **work.figures)
    assert shown.painted.boxes


def test_one_cell(benchmark: Any, shown: Shown, machine: dict[str, Any], kind: str) -> None:
    work = Meter(shown.change)
    benchmark.pedantic(work, (kind,), rounds=120, warmup_rounds=2)
    told(benchmark, machine, Budget("one changed cell", None, 44), kind=kind, **work.figures)
    assert shown.painted.boxes


def _in_sight(table: QTableView) -> int:
    box, model = table.viewport().rect(), table.model()
    rows = sum(
        0 <= table.rowViewportPosition(row) < box.bottom() for row in range(model.rowCount())
    )
    columns = sum(
        0 <= table.columnViewportPosition(column) < box.right() and not table.isColumnHidden(column)
        for column in range(model.columnCount())
    )
    return rows * columns


def _mine(kind: str, most_ms: float) -> float | None:
    return most_ms if kind == OURS else None
