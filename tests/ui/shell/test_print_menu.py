"""«Журнал класса…» leads to the order in the tab of printing: one room for one thing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from ui.shell.fakes import TABS, a_tab

from journal_desktop.access.policy import Right
from journal_desktop.ui.kit.tab import Place

CTRL = Qt.KeyboardModifier.ControlModifier
PRINTING = a_tab("printing", "Печать и архив", Right.BOOKS_READ)


def test_the_key_asks_for_the_class_in_front(open_window, monkeypatch) -> None:
    window = open_window(specs=(*TABS, PRINTING))
    monkeypatch.setattr(window.tabs.current, "class_shown", lambda: 2)
    QTest.keyClick(window, Qt.Key.Key_P, CTRL)
    assert window.tabs.current_key == "printing"
    assert window.tabs.current.went == [Place("printing", class_id=2, name="order")]


def test_without_the_tab_the_command_is_off(open_window) -> None:
    window = open_window()
    assert not window.commands.menus.find("Журнал класса…").isEnabled()


def test_who_may_print_nothing_has_no_command(open_window, journal, monkeypatch) -> None:
    monkeypatch.setattr(
        type(journal), "may", lambda _self, right, _target=None: right is not Right.DRAFTS_PRINT
    )
    window = open_window(specs=(*TABS, PRINTING))
    assert not window.commands.menus.find("Журнал класса…").isEnabled()
