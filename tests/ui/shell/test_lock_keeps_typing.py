"""What is being typed when the lock comes is there afterwards and was not sent (R-5.4-01)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from ui.fake_gate import FakeJournal
from ui.keys import press, type_text
from ui.shell.fakes import PASSWORD

from journal_desktop.ui.kit.grid_edit import CellEdit
from journal_desktop.ui.shell.main_window import MainWindow
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


def unlock(qtbot, window: MainWindow) -> None:
    panel = window.lock.panel
    assert panel is not None
    qtbot.waitUntil(panel.password.hasFocus)
    type_text(panel.password, PASSWORD)
    with qtbot.waitSignal(window.lock.opened):
        press(panel.password, Qt.Key.Key_Return)


def typing(qtbot, field: QWidget) -> None:
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)


def test_a_half_typed_cell_survives_the_lock_unsent(
    qtbot, window: MainWindow, gate: FakeJournal
) -> None:
    tab = tab_of(window)
    today = max(
        number for number, it in enumerate(tab.cells.model.sheet.columns) if it.lesson is not None
    )
    rows = range(len(tab.cells.model.sheet.pupils))
    row, column = next(
        (row, column)
        for column in range(today, -1, -1)
        for row in rows
        if not tab.cells.model.why_locked(row, column)
        and tab.cells.model.sheet.columns[column].lesson is not None
        and not tab.cells.model.text_at(row, column)
    )
    tab.view.set_advance(on=False)
    tab.view.cursor_.to(row, column)
    typing(qtbot, tab.view.open_cell())
    type_text(tab.view.lessons, "5")
    editor = QApplication.focusWidget()
    assert isinstance(editor, CellEdit)
    window.idle.idled.emit()
    assert window.lock.is_on
    unlock(qtbot, window)
    assert (editor.text(), editor.isVisible()) == ("5", True)
    assert gate.ops == []
    qtbot.waitUntil(editor.hasFocus)
    press(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(gate.ops) == 1)


def test_half_typed_homework_survives_the_lock_unsent(
    qtbot, window: MainWindow, gate: FakeJournal
) -> None:
    card = tab_of(window).lessons.card
    field = card.homework
    typing(qtbot, field)
    before = field.toPlainText()
    type_text(field, "упр. 12, пи")
    window.lock_up()
    unlock(qtbot, window)
    assert field.toPlainText() == before + "упр. 12, пи"
    assert gate.ops == []
    qtbot.waitUntil(field.hasFocus)
    type_text(field, "сьменно")
    tab_of(window).view.open_cell().setFocus()
    qtbot.waitUntil(lambda: len(gate.ops) == 1)
    assert gate.ops[0][0].homework.endswith("упр. 12, письменно")


def test_a_person_blocked_in_mid_word_sends_nothing(
    qtbot, window: MainWindow, gate: FakeJournal
) -> None:
    field = tab_of(window).lessons.card.homework
    typing(qtbot, field)
    type_text(field, "упр. 12")
    window.end("Ваша учётная запись заблокирована ответственным за ЭЖ (п. 3.1).")
    panel = window.lock.panel
    assert panel is not None
    with qtbot.waitSignal(window.left):
        panel.other.click()
    assert gate.ops == []
