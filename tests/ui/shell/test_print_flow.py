"""«Журнал класса…» from the menu to the file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from ui.shell.fakes import FakePrinter

from journal_desktop.ui.shell.main_window import MainWindow
from journal_desktop.ui.shell.print_dialog import PrintDialog

CTRL = Qt.KeyboardModifier.ControlModifier


def dialog_of(qtbot, window: MainWindow) -> PrintDialog:
    QTest.keyClick(window, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: window.commands.printing.dialog is not None)
    dialog = window.commands.printing.dialog
    assert dialog is not None
    return dialog


def test_class_is_printed_aside_and_the_file_is_offered(
    qtbot, window: MainWindow, printer: FakePrinter, tmp_path: Path
) -> None:
    dialog = dialog_of(qtbot, window)
    dialog.folder.setText(str(tmp_path))
    dialog.classes.setCurrentText("10Ё")
    dialog.go.click()
    qtbot.waitUntil(lambda: "Печать: страница 3 из 3" in window.strip.tasks.text.text())
    printer.go_on.set()
    qtbot.waitUntil(lambda: window.strip.message.text.text() == "Готово: 7А.pdf")
    order = printer.orders[0]
    assert (order.class_ids, order.folder, order.is_draft) == ((2,), tmp_path, True)
    buttons = window.strip.message.buttons
    offered = [buttons.itemAt(number).widget().text() for number in range(buttons.count())]
    assert offered == ["Открыть", "В папку"]


def test_the_class_in_front_is_offered(qtbot, window: MainWindow, monkeypatch) -> None:
    monkeypatch.setattr(window.tabs.current, "class_shown", lambda: 2)
    assert dialog_of(qtbot, window).classes.currentText() == "10Ё"


def test_a_file_that_nothing_can_open_is_told(
    qtbot, window: MainWindow, printer: FakePrinter, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    dialog = dialog_of(qtbot, window)
    dialog.folder.setText(str(tmp_path))
    printer.go_on.set()
    dialog.go.click()
    qtbot.waitUntil(lambda: window.strip.message.buttons.count() == 2)
    window.strip.message.buttons.itemAt(1).widget().click()
    said = window.strip.message.text.text()
    assert said == f"На компьютере нечем открыть «{tmp_path}»."


def test_a_printed_file_that_is_gone_is_told(
    qtbot, window: MainWindow, printer: FakePrinter, tmp_path: Path
) -> None:
    dialog = dialog_of(qtbot, window)
    dialog.folder.setText(str(tmp_path))
    printer.go_on.set()
    dialog.go.click()
    qtbot.waitUntil(lambda: window.strip.message.buttons.count() == 2)
    (tmp_path / "7А.pdf").unlink(missing_ok=True)
    window.strip.message.buttons.itemAt(0).widget().click()
    assert "больше нет" in window.strip.message.text.text()


def test_stopped_print_says_so(qtbot, window: MainWindow, printer: FakePrinter, tmp_path) -> None:
    dialog = dialog_of(qtbot, window)
    dialog.folder.setText(str(tmp_path))
    dialog.go.click()
    qtbot.waitUntil(lambda: window.strip.tasks.count == 1)
    window.strip.tasks.stop.click()
    printer.go_on.set()
    qtbot.waitUntil(lambda: window.strip.message.text.text() == "Печать остановлена.")
    assert list(tmp_path.glob("*.pdf")) == []


def test_all_classes_are_one_order(qtbot, window, printer: FakePrinter, tmp_path: Path) -> None:
    dialog = dialog_of(qtbot, window)
    dialog.folder.setText(str(tmp_path))
    dialog.classes.setCurrentIndex(2)
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(printer.orders))
    assert printer.orders[0].class_ids == (1, 2)
    printer.go_on.set()


def test_missing_folder_is_said_in_the_dialog(qtbot, window, printer: FakePrinter) -> None:
    dialog = dialog_of(qtbot, window)
    dialog.folder.setText("/нет такой папки")
    dialog.go.click()
    assert "Такой папки нет" in dialog.error.text()
    assert dialog.isVisible()
    assert printer.orders == []


def test_who_may_print_drafts_only_cannot_take_the_mark_off(
    qtbot, window, printer: FakePrinter
) -> None:
    printer.final = False
    dialog = dialog_of(qtbot, window)
    assert dialog.draft.isChecked()
    assert not dialog.draft.isEnabled()


def test_person_without_classes_is_told(qtbot, window, printer: FakePrinter) -> None:
    printer.choices = ()
    QTest.keyClick(window, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: "Нет классов" in window.strip.message.text.text())


def test_folder_is_remembered(qtbot, window, printer: FakePrinter, tmp_path: Path) -> None:
    dialog = dialog_of(qtbot, window)
    dialog.folder.setText(str(tmp_path))
    printer.go_on.set()
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(printer.orders))
    qtbot.waitUntil(lambda: window.commands.printing.dialog is None)
    with qtbot.waitActive(window):
        window.activateWindow()
    assert dialog_of(qtbot, window).folder.text() == str(tmp_path)


def test_without_a_printer_the_command_is_off(open_window) -> None:
    window = open_window(printing=None)
    assert not window.commands.menus.find("Журнал класса…").isEnabled()
