"""The editor of a plan in the window: undo and redo by keys, the lock over a field being typed."""

from __future__ import annotations

import pytest
from commands.planning import lines, make, topics
from ui.keys import CONTROL, Key, press, type_text
from ui.shell.conftest import journal, open_window, settings, sitting, theme  # noqa: F401
from ui.shell.fakes import PASSWORD

from journal_desktop.ui.tabs.plans.tab import TAB


@pytest.fixture
def opened(qtbot, open_window, as_, small):  # noqa: F811 - the fixture imported above
    """The window of a teacher with a plan of three lines in front."""
    gate = as_("ivanova")
    plan_id = make(gate, small, topics(3))
    window = open_window((TAB,), journal=gate)
    tab = window.tabs.current
    qtbot.waitUntil(lambda: tab.libraries.known is not None)
    tab.open_plan(plan_id)
    qtbot.waitUntil(lambda: tab.plans.known is not None and tab.plans.known.faults is not None)
    tab.editor.table.go(1)
    return window, tab, gate, plan_id


def test_ctrl_z_and_ctrl_y_work_in_the_table(opened, qtbot):
    window, tab, gate, plan_id = opened
    table = tab.editor.table
    qtbot.waitUntil(table.hasFocus)
    type_text(table, "Дроби")
    with qtbot.waitSignal(tab.plans.loaded):
        press(table, Key.Key_Return)
    assert lines(gate, plan_id)[0] == "Дроби"
    for key, topic in ((Key.Key_Z, "Тема урока 1"), (Key.Key_Y, "Дроби")):
        with qtbot.waitSignal(tab.plans.loaded):
            qtbot.keyClick(table, key, CONTROL)
        assert lines(gate, plan_id)[0] == topic
        assert tab.editor.model.text(1, 1) == topic
    assert window.writer.count == 0


def test_what_is_being_typed_when_the_lock_comes_is_there_afterwards_unsent(opened, qtbot):
    window, tab, gate, plan_id = opened
    table = tab.editor.table
    qtbot.waitUntil(table.hasFocus)
    type_text(table, "Дроби")
    window.lock_up()
    panel = window.lock.panel
    qtbot.waitUntil(panel.password.hasFocus)
    type_text(panel.password, PASSWORD)
    with qtbot.waitSignal(window.lock.opened):
        press(panel.password, Key.Key_Return)
    assert table.typed == "Дроби"
    assert lines(gate, plan_id)[0] == "Тема урока 1"
    qtbot.waitUntil(table.cells.opened.hasFocus)
    with qtbot.waitSignal(window.writer.written):
        press(table, Key.Key_Return)
    assert lines(gate, plan_id)[0] == "Дроби"
