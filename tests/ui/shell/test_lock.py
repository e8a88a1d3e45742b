"""The lock hides everything, keeps what was typed and opens by the password only."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout
from ui.keys import press, type_text
from ui.shell.fakes import PASSWORD, Page

from journal_desktop.ui.shell.idle import IdleWatch
from journal_desktop.ui.shell.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


def unlock(window: MainWindow, password: str) -> None:
    panel = window.lock.panel
    assert panel is not None
    panel.password.setText(password)
    press(panel.password, Qt.Key.Key_Return)


def test_lock_covers_the_window_and_asks_for_the_password(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_L, CTRL)
    assert window.lock.is_on
    shown = window.grab().toImage()
    colours = {
        shown.pixel(x, y) for x in range(0, shown.width(), 7) for y in range(0, shown.height(), 7)
    }
    assert len(colours) == 1


def test_right_password_opens_and_the_typed_text_is_there(qtbot, window: MainWindow) -> None:
    page = window.tabs.current
    assert isinstance(page, Page)
    page.first.setFocus()
    qtbot.waitUntil(page.first.hasFocus)
    type_text(page.first, "недописанная тема")
    window.lock_up()
    with qtbot.waitSignal(window.lock.opened):
        unlock(window, PASSWORD)
    assert not window.lock.is_on
    assert page.first.text() == "недописанная тема"
    qtbot.waitUntil(page.first.hasFocus)


def test_wrong_password_is_cleared_and_explained(qtbot, window: MainWindow) -> None:
    window.lock_up()
    unlock(window, "wrong")
    panel = window.lock.panel
    assert panel is not None
    qtbot.waitUntil(lambda: "Пароль неверен" in panel.error.text())
    assert panel.password.text() == ""
    assert window.lock.is_on


def test_right_password_opens_after_a_wrong_one(qtbot, window: MainWindow) -> None:
    window.lock_up()
    panel = window.lock.panel
    assert panel is not None
    type_text(panel.password, "wrong")
    press(panel.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Пароль неверен" in panel.error.text())
    with qtbot.waitSignal(window.lock.opened):
        type_text(panel, PASSWORD)
        press(panel, Qt.Key.Key_Return)


@pytest.mark.parametrize("password", ["", " "])
def test_lock_does_not_open_by_an_empty_password_or_esc(
    qtbot, window: MainWindow, password: str
) -> None:
    window.lock_up()
    unlock(window, password)
    panel = window.lock.panel
    assert panel is not None
    qtbot.waitUntil(panel.password.isEnabled)
    press(panel, Qt.Key.Key_Escape)
    assert window.lock.is_on
    assert panel.isVisible()


def test_open_dialog_is_covered_too_and_stays_open(qtbot, window: MainWindow) -> None:
    dialog = QDialog(window)
    layout = QVBoxLayout(dialog)
    layout.addWidget(QLabel("Иванов Иван"))
    with qtbot.waitExposed(dialog):
        dialog.open()
    window.lock_up()
    shown = dialog.grab().toImage()
    assert (
        len({shown.pixel(x, y) for x in range(shown.width()) for y in range(shown.height())}) == 1
    )
    with qtbot.waitSignal(window.lock.opened):
        unlock(window, PASSWORD)
    assert dialog.isVisible()
    dialog.close()


def test_locking_twice_makes_one_panel(window: MainWindow) -> None:
    window.lock_up()
    panel = window.lock.panel
    window.lock_up()
    assert window.lock.panel is panel


def test_another_person_may_take_the_place(qtbot, window: MainWindow) -> None:
    window.lock_up()
    panel = window.lock.panel
    assert panel is not None
    with qtbot.waitSignal(window.left):
        panel.other.click()


def test_idle_minutes_lock_the_window(open_window: Callable[..., MainWindow]) -> None:
    window = open_window(idle_minutes=1)
    window.idle.idled.emit()
    assert window.lock.is_on


def test_input_puts_the_idle_time_off(window: MainWindow) -> None:
    now, told = [0.0], []
    owner = QObject()
    watch = IdleWatch(300, lambda: now[0], owner)
    watch.idled.connect(lambda: told.append(now[0]))
    watch.watch(window.windowHandle())
    now[0] = 299
    watch.look()
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton)
    now[0] = 598
    watch.look()
    assert told == []
    now[0] = 600
    watch.look()
    watch.look()
    assert told == [600]


@pytest.mark.usefixtures("qapp")
def test_clock_set_back_counts_as_time_gone() -> None:
    now, told = [1_000_000.0], []
    owner = QObject()
    watch = IdleWatch(300, lambda: now[0], owner)
    watch.idled.connect(lambda: told.append(now[0]))
    now[0] -= 86_400
    watch.look()
    assert told == [913_600]
