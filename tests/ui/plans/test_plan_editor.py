"""The editor of a plan as a table: columns, fields that open in cells, corrections one by one."""

from __future__ import annotations

import pytest
from commands.planning import lines
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from ui.keys import CONTROL, Key, press, type_text

from journal_desktop.commands.plan_parts import NewTopic
from journal_desktop.commands.plan_topics import (
    ChangeTopics,
    RemoveTopics,
    TopicChange,
    TopicField,
)
from journal_desktop.domain.plans.verdict import Column
from journal_desktop.queries.plans import PlanOf
from journal_desktop.ui.tabs.plans.cells import COLUMNS
from journal_desktop.ui.tabs.plans.faults_view import count_text
from journal_desktop.ui.tabs.plans.tab import COLUMNS as KEPT
from journal_desktop.ui.tabs.plans.tab import PlansTab

ALT = Qt.KeyboardModifier.AltModifier
NUMBER = {column.field: number for number, column in enumerate(COLUMNS)}
FAULTY = (
    NewTopic("к/р № 1 Дроби", section="Числа", homework="нет"),
    NewTopic("к/р № 2 Углы"),
    NewTopic("Степень числа"),
)


def first(journal, plan_id):
    return journal.ask(PlanOf(plan_id)).topics[0]


def test_all_usual_columns_are_seen_at_once_and_others_are_chosen_for_good(open_plan, qtbot):
    tab, *_ = open_plan()
    table = tab.editor.table
    assert not table.horizontalScrollBar().isVisible()
    assert [COLUMNS[column].title for column in table.shown_columns()] == [
        column.title for column in COLUMNS if column.usual
    ]
    menu = table.columns.menu()
    action = next(one for one in menu.actions() if one.text() == "Тип урока")
    action.trigger()
    table.setColumnWidth(NUMBER[TopicField.NOTE], 77)
    assert tab.settle()
    again = PlansTab(tab.desk)
    qtbot.addWidget(again)
    assert NUMBER[TopicField.LESSON_TYPE] in again.editor.table.shown_columns()
    assert again.editor.table.columnWidth(NUMBER[TopicField.NOTE]) == 77
    assert tab.desk.prefs.get(KEPT).split(",")[NUMBER[TopicField.SECTION]].startswith("-")


def test_alt_enter_breaks_the_line_and_enter_is_done(open_plan, qtbot):
    tab, _, journal, plan_id = open_plan()
    table = tab.editor.table
    table.go(1, NUMBER[TopicField.HOMEWORK])
    type_text(table, "§ 1")
    press(table, Key.Key_Return, ALT)
    type_text(table, "упр. 2")
    height = table.rowHeight(1)
    with qtbot.waitSignal(tab.desk.writer.written):
        press(table, Key.Key_Return)
    assert first(journal, plan_id).homework == "§ 1\nупр. 2"
    assert table.rowHeight(1) > height
    assert table.currentIndex().row() == 2


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        (TopicField.KIND, "Контрольная работа", "CTRL"),
        (TopicField.LESSON_TYPE, "экскурсия", "экскурсия"),
        (TopicField.SECTION, "Глава 9", "Глава 9"),
    ],
)
def test_a_cell_with_a_list_is_typed_and_enter_takes_it(open_plan, qtbot, field, typed, kept):
    tab, _, journal, plan_id = open_plan()
    table, column = tab.editor.table, NUMBER[field]
    table.columns.show(column, shown=True)
    table.go(1, column)
    type_text(table, typed)
    with qtbot.waitSignal(tab.desk.writer.written):
        press(table, Key.Key_Return)
    assert getattr(first(journal, plan_id), field.name.lower()) == kept


def test_a_kind_is_chosen_from_the_list(open_plan, qtbot):
    tab, _, journal, plan_id = open_plan()
    table = tab.editor.table
    table.go(1, NUMBER[TopicField.KIND])
    press(table, Key.Key_F2)
    popup = table.cells.opened.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    assert popup.model().rowCount() == len(tab.plans.known.kinds)
    with qtbot.waitSignal(tab.desk.writer.written):
        press(popup, Key.Key_Down)
        press(popup, Key.Key_Return)
    assert first(journal, plan_id).kind == tab.plans.known.kinds[0].code


def test_what_is_wrong_is_counted_marked_and_gone_to(open_plan):
    tab, *_ = open_plan(given=FAULTY)
    view, table = tab.editor.faults, tab.editor.table
    assert view.count.text() == count_text(tab.plans.known.faults)
    assert "ошибк" in view.count.text()
    row = next(n for n, fault in enumerate(view.faults) if fault.column is Column.HOMEWORK)
    assert view.list.item(row).text().startswith("Ошибка, урок № 1.")
    view.list.setCurrentRow(row)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (
        1,
        NUMBER[TopicField.HOMEWORK],
    )
    assert tab.editor.model.mark(1, NUMBER[TopicField.HOMEWORK]).is_error
    assert tab.editor.model.mark(3, NUMBER[TopicField.HOMEWORK]) is None
    assert count_text(()) == "Замечаний нет."


def test_one_correction_is_taken_by_enter_and_the_others_by_a_button(open_plan, qtbot):
    tab, _, journal, plan_id = open_plan(given=FAULTY)
    view = tab.editor.faults
    row = next(n for n, fault in enumerate(view.faults) if fault.number == 2 and fault.proposal)
    view.list.setCurrentRow(row)
    view.list.setFocus()
    with qtbot.waitSignal(tab.plans.loaded):
        press(view.list, Key.Key_Return)
    mended = "Контрольная работа № 2 по теме «Углы»"
    assert lines(journal, plan_id) == ["к/р № 1 Дроби", mended, "Степень числа"]
    assert not tab.editor.model.mark(2, NUMBER[TopicField.TOPIC]).is_error
    with qtbot.waitSignal(tab.plans.loaded):
        view.all.click()
    assert lines(journal, plan_id)[0] == "Контрольная работа № 1 по теме «Дроби»"
    assert first(journal, plan_id).homework == "Без задания"
    assert not view.all.isEnabled()


def test_what_is_being_typed_is_taken_when_the_tab_is_settled_or_left(open_plan):
    tab, _, journal, plan_id = open_plan()
    type_text(tab.editor.table, "Дроби")
    assert tab.settle()
    assert tab.desk.writer.finish()
    type_text(tab.editor.table, "Доли")
    tab.back()
    assert tab.desk.writer.finish()
    assert lines(journal, plan_id)[0] == "Доли"
    assert tab.leftover() == ""


def test_a_text_that_is_refused_stays_within_reach(open_plan, qtbot):
    tab, said, journal, plan_id = open_plan()
    table = tab.editor.table
    table.go(1, NUMBER[TopicField.HALF_HOURS])
    type_text(table, "много")
    press(table, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said.texts))
    assert "не число часов" in said.texts[-1]
    assert tab.leftover() == "Урок № 1, «Часы»: «много»"
    tab.editor.untaken.again.click()
    assert table.typed == "много"
    table.cells.opened.setText("1,5")
    with qtbot.waitSignal(tab.desk.writer.written):
        press(table, Key.Key_Return)
    assert first(journal, plan_id).half_hours == 3
    assert tab.leftover() == ""


def test_an_answer_never_takes_away_what_is_being_typed(open_plan, qtbot):
    tab, said, journal, plan_id = open_plan()
    table = tab.editor.table
    type_text(table, "Моя тема")
    seen = first(journal, plan_id)
    other = TopicChange(seen.id, TopicField.TOPIC, "Чужая тема", seen.topic)
    journal.do(ChangeTopics(plan_id, (other,)))
    with qtbot.waitSignal(tab.plans.loaded):
        tab.refresh()
    assert table.typed == "Моя тема"
    with qtbot.waitSignal(tab.plans.loaded):
        press(table, Key.Key_Return)
    assert "сейчас там «Чужая тема»" in said.texts[-1]
    assert "Вы набрали «Моя тема»" in tab.editor.untaken.said.text()
    assert "сейчас там «Чужая тема»" in tab.editor.untaken.said.text()
    assert tab.editor.model.text(1, NUMBER[TopicField.TOPIC]) == "Чужая тема"


def test_rows_do_not_move_under_a_field_that_is_open(open_plan, qtbot):
    tab, _, journal, plan_id = open_plan()
    table = tab.editor.table
    table.go(3)
    type_text(table, "Моя тема")
    ids = [topic.id for topic in journal.ask(PlanOf(plan_id)).topics]
    journal.do(RemoveTopics(plan_id, (ids[0],)))
    with qtbot.waitSignal(tab.plans.loaded):
        tab.refresh()
    assert table.typed == "Моя тема"
    assert tab.editor.model.text(1, NUMBER[TopicField.TOPIC]) == "Тема урока 1"
    with qtbot.waitSignal(tab.plans.loaded):
        press(table, Key.Key_Return)
    assert lines(journal, plan_id) == ["Тема урока 2", "Моя тема"]
    assert tab.editor.model.text(2, NUMBER[TopicField.TOPIC]) == "Моя тема"


def test_a_plan_is_not_left_while_something_typed_waits(open_plan, qtbot):
    tab, said, journal, plan_id = open_plan()
    table = tab.editor.table
    table.go(1, NUMBER[TopicField.HALF_HOURS])
    type_text(table, "много")
    press(table, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said.texts))
    tab.back()
    assert tab.front.currentWidget() is tab.editor
    assert "«много»" in said.texts[-1]
    tab.editor.untaken.drop.click()
    tab.back()
    assert tab.front.currentWidget() is tab.library
    assert first(journal, plan_id).half_hours == 2


def test_a_plan_that_is_handed_in_is_read_and_copied_only(open_plan):
    tab, said, journal, plan_id = open_plan("zavuch")
    table = tab.editor.table
    type_text(table, "Чужая рука")
    press(table, Key.Key_Delete, CONTROL)
    assert "только свой черновик" in said.texts[-1]
    press(table, Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "Тема урока 1"
    assert not tab.editor.faults.all.isEnabled()
    assert lines(journal, plan_id)[0] == "Тема урока 1"


def test_what_keys_do_is_offered_by_the_mouse_too(open_plan, qtbot):
    tab, _, journal, plan_id = open_plan()
    table = tab.editor.table
    table.go(2)
    point = table.visualRect(table.currentIndex()).center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, point, table.viewport().mapToGlobal(point)
    )
    QApplication.sendEvent(table.viewport(), event)
    menu = table.findChild(QMenu)
    told = {action.text().split("\t")[0]: action for action in menu.actions()}
    assert "Удалить строки" in told
    with qtbot.waitSignal(tab.desk.writer.written):
        told["Удалить строки"].trigger()
    assert lines(journal, plan_id) == ["Тема урока 1", "Тема урока 3"]


def test_too_much_is_not_pasted_into_a_cell(open_plan):
    tab, said, *_ = open_plan()
    table = tab.editor.table
    press(table, Key.Key_F2)
    QGuiApplication.clipboard().setText("а" * 10_001)
    table.cells.opened.paste()
    assert table.typed == "Тема урока 1"
    assert "ничего не вставлено" in said.texts[-1]
