"""Final marks typed in the spread: asked on top, Esc gives the old value back (R-5.4-01)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from ui.fake_gate import FakeJournal
from ui.keys import press, type_text
from ui.shell.fakes import PASSWORD

from journal_desktop.ui.shell.main_window import MainWindow
from journal_desktop.ui.tabs.marks.columns import Sort
from journal_desktop.ui.tabs.marks.tab import TAB, MarksTab


@pytest.fixture
def gate() -> FakeJournal:
    return FakeJournal()


@pytest.fixture
def window(qtbot, open_window: Callable[..., MainWindow], gate: FakeJournal) -> MainWindow:
    made = open_window((TAB,), journal=gate)
    qtbot.waitUntil(lambda: tab_of(made).loader.known is not None)
    return made


def tab_of(window: MainWindow) -> MarksTab:
    page = window.tabs.current
    assert isinstance(page, MarksTab)
    return page


def proposals(tab: MarksTab) -> list[tuple[int, int, str]]:
    """Empty final cells with the mark the journal proposes there."""
    sheet = tab.cells.model.sheet
    return [
        (row, column, sheet.final(row, column).proposed)
        for column, it in enumerate(sheet.columns)
        if it.sort is Sort.FINAL
        for row in range(len(sheet.pupils))
        if sheet.final(row, column).proposed
        and not sheet.shown(row, column)
        and not sheet.why_locked(row, column)
    ]


def type_final(qtbot, tab: MarksTab, place: tuple[int, int, str]) -> None:
    row, column, mark = place
    tab.view.cursor_.to(row, column)
    grid = tab.view.open_cell()
    grid.setFocus()
    qtbot.waitUntil(grid.hasFocus)
    type_text(grid, mark)


def test_esc_gives_the_old_value_back_and_offers_the_typed_one(
    qtbot, window: MainWindow, gate: FakeJournal
) -> None:
    tab = tab_of(window)
    place = proposals(tab)[0]
    type_final(qtbot, tab, place)
    qtbot.waitUntil(lambda: window.again.dialog is not None)
    press(window.again.dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.writer.count == 0)
    assert tab.cells.model.sheet.shown(*place[:2]) == ""
    assert gate.ops == []
    assert "прежнее значение" in window.strip.message.text.text()


def test_several_final_marks_ask_once(qtbot, window: MainWindow, gate: FakeJournal) -> None:
    tab = tab_of(window)
    first, second = proposals(tab)[:2]
    type_final(qtbot, tab, first)
    qtbot.waitUntil(lambda: window.again.dialog is not None)
    type_text(window.again.dialog.password, PASSWORD)
    press(window.again.dialog.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(gate.ops) == 1)
    type_final(qtbot, tab, second)
    qtbot.waitUntil(lambda: len(gate.ops) == 2)
    assert window.again.dialog is None
    assert tab.cells.model.sheet.shown(*first[:2]) == first[2]
