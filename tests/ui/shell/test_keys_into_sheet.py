"""A tab opened by its key takes the next key into its sheet, not into a list over it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from commands.health_of import Medic
from commands.planning import make as make_plan
from commands.planning import topics
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from school import NOON, ZONE, SmallSchool
from sqlalchemy import select
from sqlalchemy.orm import Session
from ui.keys import Key, press, type_text

from journal_desktop.journal import Journal
from journal_desktop.store.rows.health import HealthSheetRow
from journal_desktop.store.rows.marks import AbsenceRow, MarkRow
from journal_desktop.ui.shell.main_window import MainWindow
from journal_desktop.ui.shell.tabs import TABS

ALT = Qt.KeyboardModifier.AltModifier
LETTERS = {"marks": ("5", MarkRow.value), "attendance": ("б", AbsenceRow.letter)}
"""What is typed into a tab's sheet, and where it is stored."""
Open = Callable[[Journal], MainWindow]


@pytest.fixture
def enter(database: Any, open_window: Callable[..., MainWindow]) -> Open:
    """The real tabs over the real gate; the window is closed before its database is."""
    assert database

    def entered(journal: Journal) -> MainWindow:
        return open_window(TABS, journal=journal, clock=lambda: NOON.astimezone(ZONE))

    return entered


def turn_to(qtbot: Any, window: MainWindow, key: str) -> None:
    """From another tab, by Alt and the number; then the sheet has been read."""
    keys = [spec.key for spec in window.tabs.specs]
    window.tabs.open_tab(keys[keys.index(key) - 1])
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key(Key.Key_1 + keys.index(key)), ALT)
    assert window.tabs.current_key == key
    page = window.tabs.current
    assert page is not None
    qtbot.waitUntil(lambda: page.sheet() is not None)
    qtbot.waitUntil(lambda: window.focusWidget() is page.sheet())


def type_there(window: MainWindow, text: str) -> None:
    type_text(window, text)
    assert window.writer.finish()


def stored(database: Any, column: Any) -> list[Any]:
    with Session(database.owner) as session:
        return list(session.scalars(select(column)))


@pytest.mark.parametrize("key", LETTERS)
def test_a_letter_after_the_tabs_key_goes_into_its_sheet(qtbot, enter: Open, as_, database, key):
    typed, column = LETTERS[key]
    window = enter(as_("ivanova"))
    turn_to(qtbot, window, key)
    type_there(window, typed)
    assert set(stored(database, column)) == {typed}
    turn_to(qtbot, window, key)  # the tab is there already and is only turned to


def test_a_digit_goes_into_the_health_sheet(qtbot, enter: Open, database, small: SmallSchool):
    window = enter(Medic(database, small).journal())
    turn_to(qtbot, window, "health")
    type_there(window, "152")
    assert stored(database, HealthSheetRow.height_mm) == [1520]


def test_the_arrows_and_enter_go_into_the_list_of_plans(qtbot, enter: Open, as_, small):
    plan_id = make_plan(as_("ivanova"), small, topics(3))
    window = enter(as_("ivanova"))
    turn_to(qtbot, window, "plans")
    tab: Any = window.tabs.current
    qtbot.waitUntil(lambda: tab.library.table.model().rowCount() > 0)
    press(window, Key.Key_Down)
    press(window, Key.Key_Return)
    assert tab.plan_id == plan_id
