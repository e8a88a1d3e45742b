"""The days of a plan in the window: dated, corrected, compressed, printed (domain 7.5)."""

from __future__ import annotations

import pikepdf
import pytest
from commands.planning import ALGEBRA
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QApplication, QWidget
from school import NOON, TODAY, ZONE
from sqlalchemy import select
from sqlalchemy.orm import Session
from ui.fake_gate import Said, a_desk
from ui.keys import ALT, CONTROL, SHIFT, Key, press, type_text
from uuid6 import uuid7

from journal_desktop.commands.lessons import SetTopic
from journal_desktop.commands.plan_uses import CorrectPlan, FollowPlan
from journal_desktop.domain.plans.wizard import Correction
from journal_desktop.domain.vocabulary import OrderKind, PlanChange
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.plans import PlanCorrectionRow, PlanDateRow
from journal_desktop.store.rows.school import OrderRow
from journal_desktop.ui.kit.theme import colours
from journal_desktop.ui.tabs.plans.agreeing import AgreeDialog
from journal_desktop.ui.tabs.plans.compress import CompressDialog
from journal_desktop.ui.tabs.plans.corrections import CorrectionDialog
from journal_desktop.ui.tabs.plans.tab import PlansTab


@pytest.fixture
def days(qtbot, as_, year):
    """The tab of a person with the plan of sixty lines by its days."""
    plan_id, _ = year
    opened = []

    def make_tab(login="ivanova"):
        host, said = QWidget(), Said()
        qtbot.addWidget(host)
        tab = PlansTab(a_desk(as_(login), host, said, lambda: NOON.astimezone(ZONE)))
        qtbot.addWidget(tab)
        tab.resize(1366, 700)
        with qtbot.waitExposed(tab):
            tab.show()
        qtbot.waitUntil(lambda: tab.libraries.known is not None)
        tab.open_plan(plan_id)
        qtbot.waitUntil(lambda: tab.plans.known is not None)
        tab._show_days()
        qtbot.waitUntil(lambda: tab.days.course is not None)
        opened.append(tab)
        return tab, said

    yield make_tab
    for tab in opened:
        tab.desk.writer.finish()
    QThreadPool.globalInstance().waitForDone()


def stored(database, table):
    with Session(database.owner, expire_on_commit=False) as session:
        return session.scalars(select(table).order_by(table.id)).all()


def asked(kind):
    (dialog,) = (
        one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()
    )
    return dialog


def test_days_are_shown_with_what_the_year_lacks(days, database):
    tab, _ = days()
    assert tab.front.currentWidget() is tab.days
    model = tab.days.days_model
    assert model.rowCount() == 60
    assert model.index(0, 1).data() == "Тема урока 1"
    assert model.index(0, 2).data() == f"{stored(database, PlanDateRow)[0].day:%d.%m.%Y}"
    assert "По КТП нужно уроков: 60" in tab.days.supply.text()


def test_the_next_page_comes_by_a_key_and_one_without_lessons_says_so(
    days, small, add, teacher, year, qtbot
):
    place = {"year_id": small.year, "class_id": small.class_id, "subject_id": ALGEBRA}
    page = add(PageRow(uid=uuid7(), half_hours=6, no_marks=False, max_marks=1, position=9, **place))
    teacher.do(FollowPlan(year[0], page))
    tab, _ = days("zavuch")
    first = tab.days.course.dated.use_id
    press(tab.days.days, Key.Key_PageDown, ALT)
    qtbot.waitUntil(lambda: tab.days.course.dated.use_id != first)
    assert tab.days.supply.text().startswith("У страницы нет ни уроков")
    assert {tab.days.days_model.index(row, 3).data() for row in range(60)} == {"–"}
    press(tab.days.days, Key.Key_PageUp, ALT)
    qtbot.waitUntil(lambda: tab.days.course.dated.use_id == first)


def test_what_was_given_is_faint_and_not_corrected(days, database, qtbot):
    tab, said = days()
    tab.days.days.setCurrentIndex(tab.days.days_model.index(0, 0))
    row = next(row for row in stored(database, LessonRow) if row.plan_topic_id is not None)
    tab.desk.writer.send(
        (SetTopic(row.page_id, row.id, "Тема урока 1", ""),), lambda _done: None, pytest.fail, tab
    )
    assert tab.desk.writer.finish()
    tab.day_deeds.read(tab.day_deeds.use_id)
    qtbot.waitUntil(lambda: tab.days.days_model.index(0, 5).data() == "дан")
    colour = tab.days.days_model.index(0, 1).data(Qt.ItemDataRole.ForegroundRole)
    assert colour.name() == colours().faint
    assert tab.days.days_model.index(1, 1).data(Qt.ItemDataRole.ForegroundRole) is None
    press(tab.days.days, Key.Key_F2)
    assert "Тема № 1 уже дана" in said.texts[-1]


def test_two_chosen_topics_are_merged_by_keys_and_stand_in_the_sheet(days, database, qtbot):
    tab, said = days()
    table = tab.days.days
    table.setFocus()
    table.setCurrentIndex(tab.days.days_model.index(4, 0))
    press(table, Key.Key_Down, SHIFT)
    press(table, Key.Key_F2)
    dialog = asked(CorrectionDialog)
    assert dialog.heading.text() == "Темы № 5–6"
    assert dialog.change.currentData() is PlanChange.MERGE
    assert dialog.preview.model.index(0, 3).data().endswith("вместе с № 5")
    press(dialog, Key.Key_Return)
    assert "Укажите причину" in dialog.fault.text()
    type_text(dialog.reason, "карантин")
    press(dialog, Key.Key_Return)
    qtbot.waitUntil(lambda: "лист корректировки" in " ".join(said.texts))
    (line,) = stored(database, PlanCorrectionRow)
    assert (line.change, line.reason) == (PlanChange.MERGE, "карантин")
    qtbot.waitUntil(lambda: tab.days.sheet_model.rowCount() == 1)
    assert tab.days.sheet_model.index(0, 4).data() == "карантин"
    assert tab.days.parts.tabText(1) == "Лист корректировки (1)"
    assert tab.days.days_model.index(5, 5).data() == "Объединение тем с № 5"


def test_a_refused_correction_keeps_the_dialog_with_the_reason(days, database, qtbot):
    """By the form at once, by the gate when the journal went on meanwhile."""
    tab, _ = days()
    tab.days.days.selectRow(29)
    press(tab.days.days, Key.Key_F2)
    dialog = asked(CorrectionDialog)
    dialog.change.setCurrentIndex(dialog.change.findData(PlanChange.MERGE))
    assert "из разных разделов" in dialog.fault.text()
    dialog.reason.setEditText("карантин")
    dialog.yes.click()
    assert dialog.isVisible()
    dialog.change.setCurrentIndex(dialog.change.findData(PlanChange.SPLIT))
    assert dialog.fault.isHidden()
    assert "Займёт ещё 1 урок" in dialog.preview.said.text()
    topic = tab.days.course.dated.topics[29].topic_id
    command = CorrectPlan(
        tab.day_deeds.use_id, (Correction(PlanChange.SPLIT, topic),), "болезнь учителя"
    )
    tab.desk.writer.send((command,), lambda _done: None, pytest.fail, tab)
    dialog.yes.click()
    qtbot.waitUntil(lambda: "уже скорректирована" in dialog.fault.text())
    assert dialog.isVisible()
    assert dialog.yes.isEnabled()
    assert len(stored(database, PlanCorrectionRow)) == 1


def test_a_shift_from_a_day_and_a_move_are_shown_before_they_are_done(days, database, qtbot):
    tab, said = days()
    tab.days.days.selectRow(2)
    tab.days.correct.click()
    dialog = asked(CorrectionDialog)
    dialog.how.setCurrentIndex(1)
    dialog.day.setCurrentIndex(dialog.day.currentIndex() + 1)
    day = dialog.day.currentData()
    assert dialog.preview.model.index(0, 3).data() == f"{day:%d.%m.%Y}"
    dialog.reason.setEditText("командировка")
    dialog.yes.click()
    qtbot.waitUntil(lambda: "лист корректировки" in " ".join(said.texts))
    topics = [row for row in stored(database, PlanDateRow) if row.day == day]
    assert [row.first_day < row.day for row in topics] == [True]
    qtbot.waitUntil(lambda: tab.days.sheet_model.rowCount() == 1)
    tab.days.days.selectRow(5)
    tab.days.correct.click()
    dialog = asked(CorrectionDialog)
    dialog.change.setCurrentIndex(dialog.change.findData(PlanChange.MOVE))
    dialog.place.setCurrentIndex(dialog.place.currentIndex() + 3)
    place = dialog.place.currentData()
    moved = tab.days.course.dated.topics[5].topic_id
    dialog.reason.setEditText("командировка")
    dialog.yes.click()
    qtbot.waitUntil(lambda: tab.days.sheet_model.rowCount() == 2)
    assert {row.topic_id: row.day for row in stored(database, PlanDateRow)}[moved] == place.day


def test_only_ticked_proposals_are_carried_out_by_one_op(days, database, qtbot):
    tab, _ = days()
    proposed = tab.days.proposed
    assert len(proposed) > 2
    press(tab.days.days, Key.Key_U, CONTROL)
    dialog = asked(CompressDialog)
    assert dialog.list.count() == len(proposed)
    assert "Все темы помещаются в год" in dialog.preview.said.text()
    press(dialog.list, Key.Key_Space)
    assert dialog.count.text() == f"Отмечено {len(proposed) - 1} из {len(proposed)}."
    assert "Не хватит ещё 1 урока" in dialog.preview.said.text()
    left_out = dialog.list.item(0).data(Qt.ItemDataRole.UserRole)
    dialog.reason.setEditText("праздничный день")
    dialog.yes.click()
    qtbot.waitUntil(lambda: len(stored(database, PlanCorrectionRow)) == len(proposed) - 1)
    assert left_out.topic_id not in {row.topic_id for row in stored(database, PlanCorrectionRow)}
    assert len({row.day for row in stored(database, PlanDateRow) if row.day is None}) <= 1


def test_the_deputy_names_the_order_of_a_topic_studied_alone(
    days,
    database,
    qtbot,
    add,
):
    order = add(OrderRow(kind=OrderKind.OTHER, number="7", day=TODAY, title="О карантине"))
    tab, _ = days()
    tab.days.days.selectRow(1)
    tab.days.correct.click()
    dialog = asked(CorrectionDialog)
    dialog.change.setCurrentIndex(dialog.change.findData(PlanChange.INDEPENDENT))
    assert dialog.order.count() == 1  # the teacher leaves it to the deputy
    dialog.reason.setEditText("карантин")
    dialog.yes.click()
    qtbot.waitUntil(lambda: tab.days.sheet_model.rowCount() == 1)
    assert tab.days.sheet_model.index(0, 6).data() == "нужен приказ"
    chief, _ = days("zavuch")
    press(chief.days.days, Key.Key_F8)
    agree = asked(AgreeDialog)
    assert agree.list.item(0).text().startswith("№ 7 от ")
    press(agree.list, Key.Key_Return)
    qtbot.waitUntil(lambda: chief.days.sheet_model.index(0, 6).data().startswith("№ 7 от"))
    assert [row.order_id for row in stored(database, PlanCorrectionRow)] == [order]


def test_the_sheet_and_the_plan_are_printed(days, tmp_path, qtbot):
    tab, said = days()
    tab.day_deeds._prints.choose_file = lambda _name: str(tmp_path / "КТП.pdf")
    tab.day_deeds.print_plan()
    from journal_desktop.ui.kit.purpose import PurposeDialog  # noqa: PLC0415 - only here

    dialog = asked(PurposeDialog)
    dialog.given.emit("для проверки")
    qtbot.waitUntil(lambda: "Готово: КТП.pdf" in said.texts, timeout=20_000)
    with pikepdf.open(tmp_path / "КТП.pdf") as pdf:
        assert len(pdf.pages) >= 1


def test_who_does_not_teach_the_page_looks_only(days):
    tab, _ = days("zavuch")
    for button in (tab.days.date, tab.days.correct, tab.days.compress):
        assert not button.isVisible()
    tab.back()
    assert tab.front.currentWidget() is tab.editor
