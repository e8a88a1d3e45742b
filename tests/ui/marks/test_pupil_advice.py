"""The sign beside a name: nothing of it is on the screen until it is asked for (R-5.3-03)."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from commands.health_of import Medic
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QLabel, QWidget
from school import NOON, ZONE
from sqlalchemy import select
from sqlalchemy.orm import Session
from ui.fake_gate import Said, a_desk
from ui.keys import Key, press

from journal_desktop.domain.health_entry import Field
from journal_desktop.domain.spread import Enrolled
from journal_desktop.store.rows.health import AdviceReadRow
from journal_desktop.ui.kit.tab import Place
from journal_desktop.ui.tabs.marks.advice import AdviceBox
from journal_desktop.ui.tabs.marks.faces import EXEMPT, absent_face
from journal_desktop.ui.tabs.marks.tab import MarksTab
from journal_desktop.ui.tabs.marks.tips import name_tip


@pytest.fixture
def page(qtbot, as_, database, small):
    medic = Medic(database, small)
    medic.journal().do(
        medic.advice(Field.WORDING, "Обращаться громко"), medic.advice(Field.ROW, "2")
    )
    said, host = Said(), QWidget()
    qtbot.addWidget(host)
    tab = MarksTab(a_desk(as_("petrova"), host, said, lambda: NOON.astimezone(ZONE)))
    qtbot.addWidget(tab)
    with qtbot.waitExposed(tab):
        tab.show()
    qtbot.waitUntil(lambda: tab.loader.known is not None)
    with qtbot.waitSignal(tab.loader.loaded):
        tab.go_to(Place("marks", page_id=small.other_page))
    tab.view.cursor_.to(0, 0)
    yield SimpleNamespace(tab=tab, said=said)
    tab.desk.writer.finish()
    QThreadPool.globalInstance().waitForDone()


def boxes(page):
    return page.tab.findChildren(AdviceBox)


def ask(page):
    action = next(it for it in page.tab.menu_actions() if it.text().startswith("Рекомендации"))
    action.trigger()


def test_the_tip_of_a_name_does_not_tell_the_advice(page):
    pupil = page.tab.cells.model.sheet.pupils[0]
    assert pupil.has_advice
    assert "громко" not in name_tip(pupil)


def test_f7_and_enter_acknowledge(page, qtbot, database, small):
    ask(page)
    qtbot.waitUntil(lambda: bool(boxes(page)))
    box = boxes(page)[0]
    said = [label.text() for label in box.findChildren(QLabel)]
    assert "Обращаться громко" in said
    assert "Место: ряд 2" in said
    press(box, Key.Key_Return)
    assert not box.isVisible()
    assert page.tab.desk.writer.finish()
    assert "ознакомлены" in page.said.texts[-1]
    with Session(database.owner) as session:
        assert session.scalars(select(AdviceReadRow.staff_id)).all() == [small.staff["petrova"]]


def test_a_click_on_the_name_opens_it_and_esc_leaves_it_unread(page, qtbot, database):
    page.tab.view.lessons.verticalHeader().sectionClicked.emit(0)
    qtbot.waitUntil(lambda: bool(boxes(page)))
    press(boxes(page)[0], Key.Key_Escape)
    assert page.tab.desk.writer.finish()
    with Session(database.owner) as session:
        assert session.scalars(select(AdviceReadRow.id)).all() == []


def test_a_pupil_without_advice_has_nothing_to_open(page):
    page.tab.view.cursor_.to(1, 0)
    ask(page)
    assert "нет" in page.said.texts[-1]


def test_a_day_of_an_exemption_reads_exempt(page):
    sheet = page.tab.cells.model.sheet
    lesson = sheet.columns[0].lesson
    assert absent_face(sheet.pupils[0], lesson) is None
    away = replace(sheet.pupils[0], exempt=(Enrolled(lesson.day),))
    assert absent_face(away, lesson).text == EXEMPT
