"""Undo and redo of ops through the writer, and of text in fields."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from ui.keys import type_text
from ui.shell.fakes import FakeJournal, Page

from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.errors import Conflict
from journal_desktop.ui.shell.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
MARK = SetCell(1, 1, 1, "5", "")


def write(qtbot, window: MainWindow, times: int = 1) -> None:
    for _ in range(times):
        window.writer.send([MARK], lambda _done: None, lambda _error: None, window)
    qtbot.waitUntil(lambda: window.writer.count == 0)


def test_last_op_is_undone_and_done_again_by_keys(
    qtbot, window: MainWindow, journal: FakeJournal
) -> None:
    write(qtbot, window, times=2)
    assert window.undo.undo_title == "Отметка"
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: journal.undone == [2])
    qtbot.waitUntil(lambda: window.undo.redo_title == "Отметка")
    QTest.keyClick(window, Qt.Key.Key_Y, CTRL)
    qtbot.waitUntil(lambda: journal.undone == [2, 3])
    qtbot.waitUntil(lambda: window.undo.redo_title == "")
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: journal.undone == [2, 3, 4])


def test_hasty_undos_go_one_after_another(qtbot, window: MainWindow, journal: FakeJournal) -> None:
    write(qtbot, window, times=3)
    for _ in range(5):
        QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: journal.undone == [3, 2, 1])
    qtbot.waitUntil(lambda: window.undo.undo_title == "")


def test_undo_waits_for_what_was_typed_before_it(
    qtbot, window: MainWindow, journal: FakeJournal
) -> None:
    journal.gate.clear()
    window.writer.send([MARK], lambda _done: None, lambda _error: None)
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    journal.gate.set()
    qtbot.waitUntil(lambda: journal.undone == [1])


def test_a_new_op_leaves_nothing_to_redo(qtbot, window: MainWindow) -> None:
    write(qtbot, window)
    window.undo.undo()
    qtbot.waitUntil(lambda: window.undo.redo_title == "Отметка")
    write(qtbot, window)
    assert window.undo.redo_title == ""


def test_op_changed_by_somebody_else_says_so_and_lets_the_one_before_be_undone(
    qtbot, window: MainWindow, journal: FakeJournal
) -> None:
    write(qtbot, window, times=2)
    journal.refuse = Conflict("Эту отметку уже изменила Петрова А. А.: отменить нельзя.")
    window.undo.undo()
    qtbot.waitUntil(lambda: "Петрова" in window.strip.message.text.text())
    journal.refuse = None
    window.undo.undo()
    qtbot.waitUntil(lambda: journal.undone == [1])


def test_undo_tells_every_tab_what_changed(qtbot, window: MainWindow) -> None:
    write(qtbot, window)
    page = window.tabs.current
    assert isinstance(page, Page)
    before = page.refreshed
    with qtbot.waitSignal(window.bus.changed) as heard:
        window.undo.undo()
    assert heard.args == [frozenset({"mark"}), None]
    assert page.refreshed == before + 1


def test_text_field_is_asked_first(qtbot, window: MainWindow, journal: FakeJournal) -> None:
    write(qtbot, window)
    page = window.tabs.current
    assert isinstance(page, Page)
    page.first.setFocus()
    qtbot.waitUntil(page.first.hasFocus)
    type_text(page.first, "тема")
    QTest.keyClick(page.first, Qt.Key.Key_Z, CTRL)
    assert page.first.text() != "тема"
    assert journal.undone == []


def test_field_with_nothing_to_take_back_lets_the_op_be_undone(
    qtbot, window: MainWindow, journal: FakeJournal
) -> None:
    write(qtbot, window)
    page = window.tabs.current
    assert isinstance(page, Page)
    page.first.setFocus()
    qtbot.waitUntil(page.first.hasFocus)
    QTest.keyClick(page.first, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: journal.undone == [1])


def test_menu_and_strip_name_what_would_be_undone(qtbot, window: MainWindow) -> None:
    window.showNormal()
    window.resize(1200, 600)
    titles = [action.text() for action in window.commands.menus.actions]
    assert "Отменить" in titles
    assert not window.strip.undo.isVisible()
    write(qtbot, window)
    titles = [action.text() for action in window.commands.menus.actions]
    assert "Отменить: отметка" in titles
    assert window.strip.undo.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Z, Qt.Key.Key_Y])
def test_nothing_to_undo_does_nothing(
    window: MainWindow, journal: FakeJournal, key: Qt.Key
) -> None:
    QTest.keyClick(window, key, CTRL)
    assert journal.undone == []
