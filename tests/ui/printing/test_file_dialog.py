"""«Дело ведомостей…»: what is asked, what is written, who is offered it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from journal_desktop.domain.vocabulary import PrintState
from journal_desktop.ui.tabs.printing.file_dialog import FilePart


def ask(one):
    one.tab.file.click()
    dialog = one.tab.files.dialog
    assert dialog is not None
    return dialog


def fill(dialog, folder):
    dialog.folder.setText(str(folder))
    dialog.purpose.setEditText("Архивное хранение")


def test_a_draft_of_the_file_is_written_and_registered(
    qtbot, open_printing, people, tmp_path, register
):
    assert people
    one = open_printing("admin")
    dialog = ask(one)
    assert dialog.draft.isChecked()
    assert not dialog.draft.isEnabled()
    fill(dialog, tmp_path)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(one.said.texts), timeout=20_000)
    (path,) = tmp_path.iterdir()
    assert path.name == "Дело 04-05 2026-2027 том 1 черновик.pdf"
    assert "Готово: 1 файл" in one.said.texts[-1]
    assert one.said.offers[-1].title == "Открыть папку"
    assert {row.state for row in register()} == {PrintState.DRAFT}


def test_a_file_whose_ledgers_are_not_ready_names_them(qtbot, open_printing, closed, tmp_path):
    assert closed
    one = open_printing("admin")
    dialog = ask(one)
    assert not dialog.draft.isChecked()
    fill(dialog, tmp_path)
    dialog.yes.click()
    qtbot.waitUntil(lambda: bool(one.said.texts))
    assert "не хватает сводных ведомостей" in one.said.texts[-1]
    assert list(tmp_path.iterdir()) == []


def test_what_is_missing_is_told_in_the_dialog(open_printing, people, tmp_path):
    assert people
    dialog = ask(open_printing("admin"))
    fill(dialog, "/нет такой папки")
    dialog.yes.click()
    assert "Такой папки нет" in dialog.fault.text()
    fill(dialog, tmp_path)
    dialog.index.clear()
    dialog.yes.click()
    assert "индекс" in dialog.fault.text()
    dialog.index.setText("04-05")
    dialog.purpose.setEditText("")
    dialog.yes.click()
    assert "п. 1.9" in dialog.fault.text()
    dialog.reject()


def test_a_part_of_the_file_and_a_level_are_chosen(open_printing, people, tmp_path):
    assert people
    dialog = ask(open_printing("admin"))
    fill(dialog, tmp_path)
    dialog.part.setCurrentText(FilePart.COVER.value)
    dialog.level.setCurrentText("5–9")
    wishes = []
    dialog.given.disconnect()
    dialog.given.connect(wishes.append)
    dialog.yes.click()
    (wish,) = wishes
    assert (wish.part, wish.first_grade, wish.last_grade) == (FilePart.COVER, 5, 9)


def test_only_who_forms_files_is_offered_one(open_printing, people):
    assert people
    assert not open_printing("dir").tab.file.isVisible()
    assert not open_printing("ivanova").tab.file.isVisible()
