"""The tab «Журнал действий» and «Мои действия» by keys and clicks, through the real gate."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import openpyxl
import pytest
from commands.planning import make, topics
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from school import NOON, ZONE
from shiboken6 import delete
from sqlalchemy import select, text
from sqlalchemy.orm import Session
from ui.fake_gate import Said, a_desk
from ui.keys import Key, press

from journal_desktop.access.policy import Role
from journal_desktop.commands.cells import SetCell
from journal_desktop.commands.lessons import SetHomework
from journal_desktop.store.rows.marks import MarkRow
from journal_desktop.store.rows.ops import ExportRow
from journal_desktop.store.rows.staff import RoleGrantRow
from journal_desktop.ui.kit.tab import Place
from journal_desktop.ui.tabs.audit.mine import MyDeedsDialog
from journal_desktop.ui.tabs.audit.tab import AuditTab


@pytest.fixture
def busy(as_, small):
    """Marks and a homework that begins like a formula, put by two teachers."""
    mine, lesson = as_("ivanova"), small.lessons[3]
    for pupil, mark in zip(small.pupils, "5432", strict=False):
        mine.do(SetCell(small.page, lesson, pupil, mark, ""))
    mine.do(SetCell(small.page, lesson, small.pupils[0], "4", "5"), reason="ошибка ввода")
    as_("petrova").do(SetHomework(small.other_page, small.other_lesson, "=1+1; № 5", ""))
    return small


@pytest.fixture
def desks(qtbot, as_):
    """Desks of people, and a clean end: no reading is left under way."""
    made = []

    def make(login):
        host, said = QWidget(), Said()
        qtbot.addWidget(host)
        journal = as_(login)
        desk = a_desk(journal, host, said, lambda: journal.now().astimezone(ZONE))
        made.append(desk)
        return desk, said, host

    yield make
    for desk in made:
        desk.writer.finish()
    QThreadPool.globalInstance().waitForDone()


@pytest.fixture
def open_tab(qtbot, desks):
    def make(login):
        desk, said, _ = desks(login)
        tab = AuditTab(desk)
        qtbot.addWidget(tab)
        tab.resize(1366, 700)
        with qtbot.waitExposed(tab):
            tab.show()
        if tab.view is not None:
            qtbot.waitUntil(lambda: tab.view.state.text().startswith("Действий"))
        return tab, said

    return make


def shown(view, column=3):
    model = view.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def search(qtbot, view, words):
    with qtbot.waitSignal(view.loaded):
        view.filters.text.setText(words)


@pytest.mark.usefixtures("busy")
def test_the_list_is_told_in_words_and_its_model_is_sound(open_tab):
    tab, _ = open_tab("zavuch")
    QAbstractItemModelTester(tab.view.model)
    assert shown(tab.view)[0] == "домашнее задание пусто → =1+1; № 5"
    assert shown(tab.view)[1] == "отметка 5 → 4"
    assert shown(tab.view, 2)[1] == "7А, алгебра, урок 23.11, Абрамова Имяа"
    assert shown(tab.view, 5)[1] == "ошибка ввода"
    index = tab.view.model.index(1, 3)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Что изменено: отметка 5 → 4"


@pytest.mark.usefixtures("busy")
def test_ctrl_f_and_a_word_narrow_the_list(open_tab, qtbot):
    tab, _ = open_tab("zavuch")
    tab.view.table.setFocus()
    press(tab.view.table, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert tab.view.filters.text.hasFocus()
    with qtbot.waitSignal(tab.view.loaded):
        QTest.keyClicks(tab.view.filters.text, "5 ")
        tab.view.filters.text.setText("№ 5")
    assert len(shown(tab.view)) == 1
    with qtbot.waitSignal(tab.view.loaded):
        press(tab.view.filters.text, Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(shown(tab.view)) in {1, 6})


@pytest.mark.usefixtures("busy")
def test_no_hit_says_so_and_reset_shows_everything_again(open_tab, qtbot):
    tab, _ = open_tab("zavuch")
    search(qtbot, tab.view, "такого не писали")
    assert tab.view.empty.isVisible()
    assert "Сбросить" in tab.view.empty.text()
    with qtbot.waitSignal(tab.view.loaded):
        tab.view.filters.clear.click()
    assert len(shown(tab.view)) == 6


def test_person_kind_and_days_narrow_the_list(open_tab, qtbot, busy):
    tab, _ = open_tab("zavuch")
    filters = tab.view.filters
    qtbot.waitUntil(lambda: filters.person.count() > 1)
    with qtbot.waitSignal(tab.view.loaded):
        filters.person.setCurrentIndex(filters.person.findData(busy.staff["petrova"]))
    assert len(shown(tab.view)) == 1
    assert filters.notes == ("Кто: Петрова А. С.",)
    with qtbot.waitSignal(tab.view.loaded):
        filters.kind.setCurrentIndex(filters.kind.findData("mark"))
    assert shown(tab.view) == []
    with qtbot.waitSignal(tab.view.loaded):
        filters.reset()
    deed = tab.view.model.deeds[0]
    day = (deed.at + timedelta(minutes=deed.offset_min)).date()  # a server takes its own moment
    filters.days.setCurrentIndex(filters.days.count() - 1)
    for back, count in ((1, 0), (0, 6)):
        with qtbot.waitSignal(tab.view.loaded):
            for edit in (filters.begins, filters.ends):
                edit.setDate(day - timedelta(days=back))
        assert len(shown(tab.view)) == count


def test_details_show_both_sides_and_lead_to_the_journal(open_tab, qtbot, busy):
    tab, said = open_tab("zavuch")
    tab.view.table.selectRow(1)
    details = tab.view.details
    qtbot.waitUntil(details.rows.isVisible)
    top = details.rows.topLevelItem(0)
    assert "Отметка, изменено" in top.text(0)
    assert [top.child(0).text(column) for column in range(3)] == ["отметка", "5", "4"]
    assert "Причина: ошибка ввода" in details.title.text()
    assert not details.undo.isVisible()  # another's action
    details.go.click()
    (place,) = said.places
    assert (place.tab, place.page_id, place.lesson_id) == ("marks", busy.page, busy.lessons[3])
    assert place.pupil_id == busy.pupils[0]
    with qtbot.waitSignal(tab.view.loaded):
        details.past.click()
    assert len(shown(tab.view)) == 2
    assert tab.view.filters.narrow.text() == "Только: Клетка"


def test_an_action_on_a_lesson_plan_leads_to_it(open_tab, as_, small, qtbot):
    plan = make(as_("ivanova"), small, topics(2))
    tab, said = open_tab("zavuch")
    tab.view.table.selectRow(0)
    details = tab.view.details
    qtbot.waitUntil(details.go.isVisible)
    details.go.click()
    assert said.places == [Place("plans", plan_id=plan)]


def test_a_place_from_elsewhere_opens_narrowed(open_tab, qtbot, busy):
    tab, _ = open_tab("zavuch")
    place = Place("audit", page_id=busy.page, lesson_id=busy.lessons[3], pupil_id=busy.pupils[1])
    with qtbot.waitSignal(tab.view.loaded):
        tab.go_to(place)
    assert shown(tab.view) == ["отметка пусто → 4"]


def test_findings_lead_to_their_actions(open_tab, qtbot, as_, small):
    night = NOON.replace(hour=16, minute=30)  # 23:30 at the school
    as_("ivanova", night).do(SetCell(small.page, small.lessons[3], small.pupils[0], "2", ""))
    late = as_("ivanova", night + timedelta(minutes=20))
    late.do(SetCell(small.page, small.lessons[3], small.pupils[0], "", "2"))
    tab, _ = open_tab("zavuch")
    tree = tab.attention.tree
    qtbot.waitUntil(lambda: "30 дней" in tab.attention.span.currentText())
    qtbot.waitUntil(lambda: tab.attention.state.text() != "Проверяем…")
    tops = [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]
    titles = [top.text(0) for top in tops]
    if not any(title.startswith("Работа ночью") for title in titles):
        assert as_("zavuch").now() != late.now() or not titles  # a server takes its own moment
        return
    top = next(top for top in tops if top.text(0).startswith("Работа ночью"))
    with qtbot.waitSignal(tab.view.loaded):
        tree.itemActivated.emit(top.child(0), 0)
    assert len(shown(tab.view)) == 2
    assert "ночью 23.11" in tab.view.filters.narrow.text()


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("name", ["список.xlsx", "список.csv"])
def test_a_file_is_logged_with_its_purpose_and_holds_no_formula(
    open_tab, qtbot, database, tmp_path, name
):
    tab, said = open_tab("zavuch")
    qtbot.waitUntil(lambda: bool(tab.view.school))
    path = tmp_path / name
    tab.saving.choose_file = lambda _offered: str(path)
    press(tab.view.table, Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = tab.saving.dialog
    dialog.box.setEditText(" ")
    dialog.go.click()
    assert "п. 1.9" in dialog.error.text()
    dialog.box.setEditText("Педсовет 30.11")
    with qtbot.waitSignal(tab.saving.saved):
        QTest.keyClick(dialog.box.lineEdit(), Key.Key_Return)
    assert said.texts[-1] == f"Готово: {name}, строк: 6."
    with Session(database.owner) as session:
        row = session.scalars(select(ExportRow)).one()
    assert (row.kind, row.purpose) == ("audit", "Педсовет 30.11")
    assert row.subject == "Журнал действий: Все действия"
    if name.endswith("xlsx"):
        cells = [cell for line in openpyxl.load_workbook(path).active.iter_rows() for cell in line]
        assert {cell.data_type for cell in cells if cell.value} == {"s"}
        assert any("=1+1; № 5" in str(cell.value) for cell in cells)
    qtbot.waitUntil(lambda: tab.exports.table.rowCount() == 1)
    tab.bar.setCurrentIndex(1)
    assert tab.exports.table.item(0, 4).text() == "Педсовет 30.11"


@pytest.mark.usefixtures("busy")
def test_a_purpose_dialog_closed_writes_nothing(open_tab, database, tmp_path):
    tab, _ = open_tab("zavuch")
    tab.saving.choose_file = lambda _offered: str(tmp_path / "a.xlsx")
    tab.export()
    press(tab.saving.dialog, Key.Key_Escape)
    assert list(tmp_path.iterdir()) == []
    with Session(database.owner) as session:
        assert session.scalars(select(ExportRow)).all() == []


def test_integrity_is_checked_aside_and_names_what_is_broken(open_tab, qtbot, busy, database):
    tab, _ = open_tab("admin")
    with database.owner.begin() as connection:
        connection.execute(text("update mark set value = '3' where id = 1"))
    with qtbot.waitSignal(tab.verifying.finished, timeout=60_000):
        press(tab, Key.Key_I, _CTRL_SHIFT)
    assert tab.stack.currentWidget() is tab.verifying
    said = [tab.verifying.list.item(row).text() for row in range(tab.verifying.list.count())]
    assert "Отметка: таблица mark, № 1: строка изменена мимо журнала." in said
    assert "Найдено нарушений" in tab.verifying.what.text()
    assert busy


_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def test_a_verification_stopped_has_proved_nothing(open_tab, qtbot, busy):
    assert busy
    tab, _ = open_tab("admin")
    tab.verifying.begin()
    with qtbot.waitSignal(tab.verifying.finished, timeout=60_000):
        tab.verifying.stop.click()
    assert tab.verifying.result is None
    assert "остановлена" in tab.verifying.what.text()


def test_the_archivist_finds_integrity_alone(open_tab, database, small):
    with Session(database.owner) as session, session.begin():
        for grant in session.scalars(select(RoleGrantRow).filter_by(staff_id=small.staff["medic"])):
            grant.role = Role.ARC
    tab, _ = open_tab("medic")
    assert (tab.view, tab.exports, tab.attention) == (None, None, None)
    assert tab.verifying.isVisible()


def test_a_class_teacher_has_no_log_of_exports_and_no_integrity(open_tab, busy):
    assert busy
    tab, _ = open_tab("ivanova")
    assert (tab.exports, tab.verifying) == (None, None)
    assert len(shown(tab.view)) == 6


def test_own_actions_are_found_by_everybody_and_taken_back(desks, qtbot, busy, database):
    desk, said, host = desks("ivanova")
    dialog = MyDeedsDialog(desk, host)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    view = dialog.view
    qtbot.waitUntil(lambda: len(shown(view)) == 5)
    view.table.selectRow(0)
    qtbot.waitUntil(view.details.undo.isVisible)
    view.details.undo.click()
    qtbot.waitUntil(lambda: view.taking_back.dialog is not None)
    assert "никто не менял" in view.taking_back.dialog.said.text()
    with qtbot.waitSignal(view.loaded):
        view.taking_back.dialog.go.click()
    assert said.texts[-1].startswith("Отменено: отметка")
    with Session(database.owner) as session:
        marks = session.scalars(select(MarkRow).filter_by(pupil_id=busy.pupils[0])).all()
    assert [mark.value for mark in marks] == ["5"]
    dialog.close()


def test_an_action_changed_since_says_by_what_and_is_refused(desks, qtbot, busy):
    assert busy
    desk, said, host = desks("ivanova")
    dialog = MyDeedsDialog(desk, host)
    qtbot.addWidget(dialog)
    dialog.show()
    view = dialog.view
    qtbot.waitUntil(lambda: len(shown(view)) == 5)
    view.table.selectRow(4)
    qtbot.waitUntil(view.details.undo.isVisible)
    view.details.undo.click()
    qtbot.waitUntil(lambda: view.taking_back.dialog is not None)
    since = view.taking_back.dialog
    assert "менялись" in since.said.text()
    assert "отметка 5 → 4" in since.list.item(0).text()
    since.go.click()
    qtbot.waitUntil(lambda: bool(said.texts))
    assert "измен" in said.texts[-1]
    dialog.close()


def test_who_did_nothing_is_told_so(desks, qtbot, small):
    assert small
    desk, _, host = desks("medic")
    dialog = MyDeedsDialog(desk, host)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.view.empty.text() == "Вы ещё ничего не меняли в журнале.")
    dialog.close()


@pytest.mark.usefixtures("busy")
def test_own_actions_closed_before_the_answer_came_are_no_fault(desks, qtbot):
    desk, _, host = desks("ivanova")
    tasks, start = [], desk.run
    desk = replace(desk, run=lambda job: tasks.append(start(job)) or tasks[-1])
    dialog = MyDeedsDialog(desk, host)
    with qtbot.waitSignals([task.finished for task in tasks]):
        delete(dialog)


@pytest.mark.usefixtures("busy")
def test_widths_of_columns_are_remembered(open_tab):
    tab, _ = open_tab("zavuch")
    tab.view.table.horizontalHeader().resizeSection(2, 333)
    tab.settle()
    assert tab.desk.prefs.get("audit.columns").split(",")[2] == "333"
