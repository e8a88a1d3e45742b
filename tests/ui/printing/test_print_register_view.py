"""«Учёт печати»: the next step of a book, by whom it may be marked, what equals the journal."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from school import TODAY

from journal_desktop.commands.cells import SetCell
from journal_desktop.commands.print_states import MarkSewn
from journal_desktop.domain.vocabulary import PrintState
from journal_desktop.printing.page import Paper
from journal_desktop.printing.printed_class import print_class
from journal_desktop.queries.exports import ExportLog
from journal_desktop.queries.prints import PrintRegister
from journal_desktop.ui.tabs.printing.register import RegisterView
from journal_desktop.ui.tabs.printing.step_dialog import StepDialog
from journal_desktop.ui.tabs.printing.verify_dialog import VerifyDialog

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


def front(one) -> RegisterView:
    one.tab.bar.setCurrentIndex(one.tab.bar.count() - 1)
    view = one.tab.register
    view.table.selectRow(0)
    return view


def test_a_book_is_marked_sewn_with_its_day(qtbot, open_printing, printed, register):
    assert printed
    one = open_printing("admin")
    view = front(one)
    assert view.steps[PrintState.SEWN].isEnabled()
    assert not view.steps[PrintState.SEALED].isEnabled()
    assert not view.steps[PrintState.SIGNED].isVisible()
    view.steps[PrintState.SEWN].click()
    dialog = view.findChild(StepDialog)
    assert "прошит" in dialog.heading.text()
    QTest.keyClick(dialog, Key.Key_Return)
    qtbot.waitUntil(lambda: register()[0].state is PrintState.SEWN)
    assert register()[0].state_day == TODAY
    qtbot.waitUntil(lambda: "прошит" in view.model.index(0, 1).data())
    assert one.said.texts[-1] == "Отмечено: прошит."


def test_the_director_signs_what_is_sewn(qtbot, open_printing, printed, register, as_):
    assert printed
    as_("admin").do(MarkSewn(register()[0].id, TODAY))
    view = front(open_printing("dir"))
    assert [state for state, button in view.steps.items() if button.isVisible()] == [
        PrintState.SIGNED
    ]
    view.steps[PrintState.SIGNED].click()
    view.findChild(StepDialog).yes.click()
    qtbot.waitUntil(lambda: register()[0].state is PrintState.SIGNED)


def test_a_step_somebody_else_took_is_told(qtbot, open_printing, printed, register, as_):
    assert printed
    one = open_printing("admin")
    view = front(one)
    view.steps[PrintState.SEWN].click()
    as_("admin").do(MarkSewn(register()[0].id, TODAY))
    view.findChild(StepDialog).yes.click()
    qtbot.waitUntil(lambda: bool(one.said.texts))
    assert "по порядку" in one.said.texts[-1]


def test_a_class_teacher_sees_the_own_class_and_marks_nothing(open_printing, printed):
    assert printed
    view = front(open_printing("ivanova"))
    assert view.model.rowCount() == 1
    assert not any(button.isVisible() for button in view.steps.values())


def test_drafts_are_shown_when_wished_and_go_no_further(open_printing, people, as_, tmp_path):
    print_class(as_("admin"), people.class_id, tmp_path, Paper(draft=True), lambda *_: None)
    one = open_printing("admin")
    view = one.tab.register
    assert view.stack.currentWidget() is view.empty
    view.drafts.click()
    front(one)
    assert view.model.index(0, 1).data() == "черновик"
    assert not any(button.isEnabled() for button in view.steps.values())


def test_the_list_is_searched(open_printing, printed):
    assert printed
    one = open_printing("admin")
    view = front(one)
    QTest.keyClick(one.tab, Key.Key_F, CTRL)
    assert view.search.hasFocus()
    view.search.setText("королёв")
    assert view.model.rowCount() == 1
    view.search.setText("9Б")
    assert view.stack.currentWidget() is view.empty
    assert not view.export.isEnabled()


def test_the_register_is_saved_with_its_purpose(qtbot, open_printing, printed, tmp_path, as_):
    assert printed
    one = open_printing("admin")
    front(one)
    path = tmp_path / "Учёт.csv"
    one.tab.saving.choose_file = lambda _name: str(path)
    QTest.keyClick(one.tab, Key.Key_E, CTRL)
    dialog = one.tab.saving.dialog
    dialog.box.setEditText("Проверка архива")
    dialog.go.click()
    qtbot.waitUntil(lambda: "Готово" in one.said.texts[-1] if one.said.texts else False)
    assert "Журнал 7А 2026-2027" in path.read_text("utf-8-sig")
    assert any(line.purpose == "Проверка архива" for line in as_("admin").ask(ExportLog()))


@pytest.fixture
def draft(people, as_, tmp_path, register):
    """The fingerprint of a draft printed now."""
    print_class(as_("admin"), people.class_id, tmp_path, Paper(draft=True), lambda *_: None)
    signs = register()[0].content.hex()[:16].upper()
    return "-".join(signs[at : at + 4] for at in range(0, 16, 4))


def ask(qtbot, one, text):
    QTest.keyClick(one.tab, Key.Key_F, CTRL | SHIFT)
    dialog = one.tab.window().findChild(VerifyDialog)
    qtbot.waitActive(dialog)
    dialog.mark.setText(text)
    QTest.keyClick(dialog.mark, Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.verdict.text() not in ("", "Документ собирается заново…"))
    return dialog


def test_a_page_that_equals_the_journal(qtbot, open_printing, draft):
    dialog = ask(qtbot, open_printing("admin"), draft.lower().replace("-", " "))
    assert dialog.verdict.text() == "✓ Совпадает с журналом."
    assert draft in dialog.answer.toPlainText()


def test_a_page_changed_since_names_the_subject(qtbot, open_printing, people, draft, as_):
    as_("ivanova").do(SetCell(people.page, people.lessons[0], people.pupils[0], "5", ""))
    dialog = ask(qtbot, open_printing("admin"), draft)
    assert dialog.verdict.text().startswith("! Отличается")
    assert "Алгебра" in dialog.answer.toPlainText()


def test_what_is_no_fingerprint_is_told(qtbot, open_printing, people):
    assert people
    dialog = ask(qtbot, open_printing("admin"), "собака")
    assert "не отпечаток" in dialog.verdict.text()
    assert not dialog.answer.isVisible()


def test_the_day_of_a_step_lies_between_the_last_one_and_today(qtbot, printed, register, as_):
    assert printed
    host = QWidget()
    qtbot.addWidget(host)
    lines = as_("admin").ask(PrintRegister(printed.year))
    dialog = StepDialog(lines, PrintState.SEWN, date(2026, 11, 30), host)
    assert dialog.day.minimumDate().toPython() == register()[0].state_day
    assert dialog.day.maximumDate().toPython() == date(2026, 11, 30)


def test_the_archivist_checks_a_file_and_no_fingerprint(
    qtbot, open_printing, people, as_, tmp_path
):
    path = print_class(
        as_("admin"), people.class_id, tmp_path, Paper(draft=True), lambda *_: None
    ).path
    one = open_printing("arc")
    front(one)
    QTest.keyClick(one.tab, Key.Key_F, CTRL | SHIFT)
    dialog = one.tab.window().findChild(VerifyDialog)
    qtbot.waitActive(dialog)
    assert not dialog.mark.isVisible()
    assert not dialog.go.isVisible()
    dialog.choose_file = lambda: str(path)
    QTest.keyClick(dialog.file, Key.Key_Space)
    qtbot.waitUntil(lambda: dialog.verdict.text() == "✓ Файл не изменён.")
    assert "Журнал 7А" in dialog.answer.toPlainText()
    path.write_bytes(path.read_bytes() + b"%")
    dialog.verify_file()
    qtbot.waitUntil(lambda: dialog.verdict.text() == "! Это не тот файл, что был напечатан.")
