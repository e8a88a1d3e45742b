"""The rules of the Regulation through the window and the real gate, looked up in the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QDialog
from school import NOON, TODAY
from sqlalchemy import select
from sqlalchemy.orm import Session
from ui.keys import Key, press, type_text

from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.vocabulary import OrderKind
from journal_desktop.store.rows.closing import ReopeningRow
from journal_desktop.store.rows.lessons import WorkRow
from journal_desktop.store.rows.marks import AbsenceRow, MarkRow, PeriodMarkRow
from journal_desktop.store.rows.ops import OpRow
from journal_desktop.store.rows.school import OrderRow, PeriodRow

OLD_LESSON, TODAY_LESSON, FINAL = 0, 2, 5
"""Columns of the second quarter: lessons of 16, 20, 23 and 24 November, the mean, the mark."""


@pytest.fixture
def of(database):
    """Read rows past the gate."""

    def values(*columns):
        with Session(database.owner) as session:
            return [tuple(row) for row in session.execute(select(*columns))]

    return values


@pytest.fixture
def put(database):
    def row(made):
        with Session(database.owner) as session, session.begin():
            session.add(made)
            session.flush()
            return made.id

    return row


@pytest.fixture
def overdue(database, small):
    with Session(database.owner) as session, session.begin():
        session.get_one(PeriodRow, small.periods[2]).deadline = NOON - timedelta(hours=1)


def dialog_of(qtbot, mine):
    qtbot.waitUntil(lambda: bool(mine.tab.window().findChildren(QDialog)))
    return mine.tab.window().findChildren(QDialog)[-1]


def go(mine, row, column):
    mine.tab.view.cursor_.to(row, column)
    mine.tab.view.open_cell().setFocus()


def act(mine, text):
    next(one for one in mine.tab.menu_actions() if one.text() == text).trigger()


def test_an_old_mark_is_changed_with_the_reason_chosen(desk_of, as_, small, of, qtbot):
    old = NOON - timedelta(days=5)
    place = small.page, small.lessons[1], small.pupils[0]
    as_("ivanova", old).do(SetCell(*place, "3", ""))
    mine = desk_of("ivanova", small.page)
    go(mine, 0, OLD_LESSON)
    type_text(mine.grid, "4")
    press(dialog_of(qtbot, mine), Key.Key_Return)
    assert mine.tab.desk.writer.finish()
    assert of(MarkRow.value) == [("4",)]
    said = sorted(of(OpRow.id, OpRow.title, OpRow.reason))
    assert [row[1:] for row in said] == [("Отметка", None), ("Отметка", "ошибка ввода")]
    go(mine, 0, OLD_LESSON)
    act(mine, "История клетки")
    qtbot.waitUntil(lambda: "ошибка ввода" in mine.tab.past.panel.body.text())
    assert (
        "Иванова М. П., учитель: <b>3 → 4</b>, причина: ошибка" in mine.tab.past.panel.body.text()
    )


def test_a_letter_gives_way_to_a_mark_and_comes_back_by_the_link(desk_of, small, of, qtbot):
    mine = desk_of("ivanova", small.page)
    go(mine, 0, TODAY_LESSON)
    type_text(mine.grid, "б")
    go(mine, 0, TODAY_LESSON)
    type_text(mine.grid, "4")
    assert mine.tab.desk.writer.finish()
    assert of(MarkRow.value) + of(AbsenceRow.letter) == [("4",), (None,)]
    assert "вместо «б» поставлено «4»" in mine.said.texts[-1]
    mine.said.offers[-1].take()
    assert mine.tab.desk.writer.finish()
    assert of(MarkRow.value) + of(AbsenceRow.letter) == [(None,), ("б",)]
    qtbot.waitUntil(lambda: mine.tab.cells.model.text_at(0, TODAY_LESSON) == "б")


@pytest.mark.usefixtures("overdue")
def test_the_deputy_opens_the_column_and_the_teacher_writes_in_it(desk_of, small, of, qtbot):
    deputy, teacher = desk_of("zavuch", small.page), desk_of("ivanova", small.page)
    go(teacher, 0, FINAL)
    type_text(teacher.tab.view.finals, "–")
    assert teacher.tab.desk.writer.finish()
    assert "истёк" in teacher.said.texts[-1]
    act(deputy, "Открыть итоговые отметки…")
    dialog = dialog_of(qtbot, deputy)
    type_text(dialog.reason, "болезнь учителя")
    press(dialog, Key.Key_Return)
    assert deputy.tab.desk.writer.finish()
    assert of(ReopeningRow.page_id, ReopeningRow.reason) == [(small.page, "болезнь учителя")]
    qtbot.waitUntil(lambda: "открыты до 24.11" in deputy.tab.chooser.finals.text())
    go(teacher, 0, FINAL)
    type_text(teacher.tab.view.finals, "–")
    assert teacher.tab.desk.writer.finish()
    assert of(PeriodMarkRow.value) == [("–",)]


def test_a_letter_of_the_period_rests_on_the_order_chosen(desk_of, small, of, put, qtbot):
    kind = OrderKind.NONATTESTATION
    order = put(OrderRow(kind=kind, number="61-у", day=TODAY, title="О неаттестации"))
    mine = desk_of("ivanova", small.page)
    go(mine, 0, FINAL)
    type_text(mine.tab.view.finals, "н")
    press(dialog_of(qtbot, mine), Key.Key_Return)
    assert mine.tab.desk.writer.finish()
    assert of(PeriodMarkRow.value, PeriodMarkRow.order_id) == [("н", order)]


def test_the_officer_writes_an_order_down_and_names_it(desk_of, small, of, qtbot):
    teacher = desk_of("ivanova", small.page)
    go(teacher, 0, FINAL)
    type_text(teacher.tab.view.finals, "б")
    qtbot.waitUntil(lambda: of(PeriodMarkRow.value, PeriodMarkRow.order_id) == [("б", None)])
    officer = desk_of("admin", small.page)
    go(officer, 0, FINAL)
    act(officer, "Приказ…")
    dialog = dialog_of(qtbot, officer)
    type_text(dialog.number, "77-у")
    press(dialog.number, Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.list.count() == 1)
    press(dialog, Key.Key_Return)
    assert officer.tab.desk.writer.finish()
    (order,) = of(OrderRow.id, OrderRow.number, OrderRow.day)
    assert order[1:] == ("77-у", TODAY)
    assert of(PeriodMarkRow.value, PeriodMarkRow.order_id) == [("б", order[0])]


def test_the_second_mark_gets_its_kind(desk_of, small, of, qtbot):
    mine = desk_of("petrova", small.other_page)
    boxes = mine.tab.lessons.card.topic.kinds
    boxes.second.setCurrentIndex(boxes.second.findData("CTRL"))
    boxes.second.activated.emit(boxes.second.currentIndex())
    assert mine.tab.desk.writer.finish()
    with_kind = of(WorkRow.number, WorkRow.kind_id)
    assert (2, 2) in with_kind
    qtbot.waitUntil(lambda: boxes.second.currentData() == "CTRL")
    go(mine, 0, 0)
    type_text(mine.grid, "45")
    assert mine.tab.desk.writer.finish()
    assert sorted(of(MarkRow.value)) == [("4",), ("5",)]
