"""F4 in the lesson card and on a final mark, through the real gate."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QWidget
from school import NOON, ZONE
from sqlalchemy.orm import Session
from ui.fake_gate import Said, a_desk
from ui.keys import Key, press

from journal_desktop.commands.lessons import SetHomework
from journal_desktop.commands.period_marks import SetPeriodMark
from journal_desktop.domain.spread import PeriodKind, PeriodState
from journal_desktop.store.rows.school import PeriodRow
from journal_desktop.ui.kit.tab import Place
from journal_desktop.ui.tabs.marks.tab import MarksTab


@pytest.fixture
def tab(qtbot, as_, small, database):
    """The page of algebra, with a homework and a final mark that somebody wrote."""
    with Session(database.owner) as session, session.begin():
        session.get_one(PeriodRow, small.periods[2]).state = PeriodState.FINALS
    journal = as_("ivanova")
    journal.do(SetHomework(small.page, small.lessons[3], "<b>№ 5</b>", ""), reason="дополнено")
    mark = SetPeriodMark(
        small.page, small.pupils[0], small.periods[2], PeriodKind.PERIOD, "4", "", "по итогам"
    )
    journal.do(mark)
    host, said = QWidget(), Said()
    qtbot.addWidget(host)
    made = MarksTab(a_desk(journal, host, said, lambda: NOON.astimezone(ZONE)))
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitExposed(made):
        made.show()
    with qtbot.waitSignal(made.loader.loaded):
        made.go_to(Place("marks", page_id=small.page, lesson_id=small.lessons[3]))
    yield made
    made.desk.writer.finish()
    QThreadPool.globalInstance().waitForDone()


def test_f4_in_the_card_tells_the_lessons_past(tab, qtbot):
    tab.lessons.card.homework.setFocus()
    qtbot.waitUntil(tab.lessons.card.homework.hasFocus)
    press(tab.lessons.card.homework, Key.Key_F4)
    qtbot.waitUntil(tab.past.panel.isVisible)
    text = tab.past.panel.body.text()
    assert "урок 23.11" in tab.past.panel.title.text()
    assert "Иванова М. П.: домашнее задание: пусто → " in text
    assert "&lt;b&gt;№ 5&lt;/b&gt;" in text
    assert "причина: дополнено" in text


def test_f4_on_a_final_mark_tells_its_past(tab, qtbot):
    columns = tab.cells.model.sheet.columns
    final = next(
        number
        for number, column in enumerate(columns)
        if column.period is not None and column.sort.name == "FINAL"
    )
    tab.view.cursor_.to(0, final)
    tab.view.setFocus()
    press(tab.view.lessons, Key.Key_F4)
    qtbot.waitUntil(tab.past.panel.isVisible)
    assert "итоговая отметка: пусто → 4, причина: по итогам" in tab.past.panel.body.text()
