"""«Выписка…»: what is asked, what is written, who is offered it (R-4.6-01)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from journal_desktop.domain.vocabulary import PrintState


def ask(qtbot, one):
    one.tab.classes.extract.click()
    qtbot.waitUntil(lambda: one.tab.extracts.dialog is not None)
    return one.tab.extracts.dialog


def fill(dialog, folder, basis="№ 14 от 02.11.2026"):
    dialog.subject.setCurrentIndex(dialog.subject.findText("Алгебра"))
    dialog.basis.setText(basis)
    dialog.requester.setText("Белова А. И.")
    dialog.folder.setText(str(folder))
    dialog.purpose.setEditText("Запрос опеки")


def test_an_extract_by_an_order_is_written_and_registered(
    qtbot, open_printing, people, tmp_path, register
):
    assert people
    one = open_printing("admin")
    dialog = ask(qtbot, one)
    fill(dialog, tmp_path)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any("Готово" in text for text in one.said.texts), timeout=20_000)
    (path,) = tmp_path.iterdir()
    assert path.name.startswith("Выписка 7А 2026-2027 Алгебра")
    (row,) = register()
    assert (row.kind, row.state, row.basis_id is not None) == ("extract", PrintState.PRINTED, True)
    assert row.purpose == "Запрос опеки; запросил: Белова А. И."


def test_without_an_order_only_a_draft_is_made(qtbot, open_printing, people, tmp_path, register):
    assert people
    dialog = ask(qtbot, one := open_printing("admin"))
    fill(dialog, tmp_path, basis="приказ")
    dialog.yes.click()
    assert "Укажите распоряжение" in dialog.fault.text()
    dialog.draft.setChecked(True)
    dialog.yes.click()
    qtbot.waitUntil(lambda: any("Готово" in text for text in one.said.texts), timeout=20_000)
    assert [row.state for row in register()] == [PrintState.DRAFT]


def test_days_in_the_wrong_order_and_a_lost_folder_are_told(qtbot, open_printing, people):
    assert people
    dialog = ask(qtbot, open_printing("admin"))
    fill(dialog, "/нет такой папки")
    dialog.yes.click()
    assert "Такой папки нет" in dialog.fault.text()
    dialog.ends.setDate(dialog.begins.minimumDate())
    dialog.begins.setDate(dialog.begins.maximumDate())
    dialog.yes.click()
    assert "позже последнего" in dialog.fault.text()


def test_a_class_teacher_is_not_offered_it(open_printing, people):
    assert people
    assert not open_printing("ivanova").tab.classes.extract.isVisible()
