"""The tab «КТП» by keys, through the real gate, with the database looked at."""

from __future__ import annotations

from commands.planning import lines
from PySide6.QtCore import Qt
from ui.keys import CONTROL, Key, press, type_text

from journal_desktop.access.policy import Right
from journal_desktop.commands.plan_states import SubmitPlan
from journal_desktop.domain.vocabulary import PlanState
from journal_desktop.queries.plans import PlanLibrary, PlanOf
from journal_desktop.ui.shell.tabs import TABS
from journal_desktop.ui.tabs.plans.approve_form import ApproveDialog
from journal_desktop.ui.tabs.plans.forms import PreviewDialog, RemarkDialog
from journal_desktop.ui.tabs.plans.tab import TAB

ALT = Qt.KeyboardModifier.AltModifier


def test_the_tab_is_registered():
    assert TAB in TABS
    assert TAB.right is Right.PLANS_READ


def test_a_typed_topic_is_written(open_plan, qtbot):
    tab, _, journal, plan_id = open_plan()
    press(tab.editor.table, Key.Key_F2)
    press(tab.editor.table, Key.Key_A, CONTROL)
    type_text(tab.editor.table, "Степень числа")
    with qtbot.waitSignal(tab.desk.writer.written):
        press(tab.editor.table, Key.Key_Return)
    assert tab.editor.table.currentIndex().row() == 2
    assert lines(journal, plan_id) == ["Степень числа", "Тема урока 2", "Тема урока 3"]


def test_lines_move_go_in_and_out(open_plan):
    tab, _, journal, plan_id = open_plan()
    press(tab.editor.table, Key.Key_Down, ALT)
    assert tab.desk.writer.finish()
    assert lines(journal, plan_id) == ["Тема урока 2", "Тема урока 1", "Тема урока 3"]
    tab.editor.table.go(3)
    press(tab.editor.table, Key.Key_Delete, CONTROL)
    assert tab.desk.writer.finish()
    assert lines(journal, plan_id) == ["Тема урока 2", "Тема урока 1"]


def test_a_plan_is_handed_in(open_plan):
    tab, _, journal, plan_id = open_plan()
    trigger(tab, "Отправить КТП на проверку")
    assert tab.desk.writer.finish()
    assert journal.ask(PlanOf(plan_id)).item.state is PlanState.REVIEW


def trigger(tab, title):
    next(action for action in tab.menu_actions() if action.text() == title).trigger()


def test_the_deputy_is_told_why_a_plan_is_not_approved_and_gives_it_back(open_plan, as_, qtbot):
    tab, _, journal, plan_id = open_plan("zavuch")
    as_("ivanova").do(SubmitPlan(plan_id))
    tab.refresh()
    qtbot.waitUntil(lambda: tab.plans.known.plan.item.state is PlanState.REVIEW)
    trigger(tab, "Утвердить КТП…")
    qtbot.waitUntil(lambda: tab.findChild(ApproveDialog) is not None)
    refusal = tab.findChild(ApproveDialog)
    assert not refusal.yes.isEnabled()
    assert "Утвердить нельзя" in refusal.fault.text()
    assert "в КТП 3 ч" in refusal.text.toPlainText()
    refusal.reject()
    trigger(tab, "Вернуть КТП на доработку…")
    dialog = tab.findChild(RemarkDialog)
    type_text(dialog.remark, "Добавьте часы")
    press(dialog.remark, Key.Key_Return)
    assert tab.desk.writer.finish()
    plan = journal.ask(PlanOf(plan_id))
    assert (plan.item.state, plan.remark) == (PlanState.DRAFT, "Добавьте часы")


def test_a_bad_file_is_refused_whole_with_its_place(open_plan, qtbot, tmp_path):
    tab, _, journal, _ = open_plan()
    known = tab.libraries.known
    page = known.own_pages[0]
    bad = tmp_path / "bad.csv"
    bad.write_text("№;Тема урока;Часы\n1;Имя;много\n", encoding="utf-8")
    tab.load_file(bad, known.year, page)
    qtbot.waitUntil(lambda: tab.findChild(PreviewDialog) is not None)
    dialog = tab.findChild(PreviewDialog)
    assert not dialog.yes.isVisible()
    assert "строка 2" in dialog.text.toPlainText()
    assert len(journal.ask(PlanLibrary(known.year.id))) == len(known.items)
