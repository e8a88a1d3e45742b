"""From a list to the next step of a plan, to a file, to the journal and back; both engines."""

from __future__ import annotations

import pytest
from commands.planning import make, topics
from school import TODAY
from sqlalchemy.orm import Session
from ui.keys import Key, press
from ui.plans.giving import asked, choose, give, sent

from journal_desktop.commands.plan_states import ReturnPlan, SubmitPlan
from journal_desktop.commands.plan_uses import FollowPlan
from journal_desktop.domain.vocabulary import OrderKind, PlanState
from journal_desktop.exchange.ktp_file import read_ktp
from journal_desktop.queries.exports import ExportLog
from journal_desktop.queries.plan_course import DatedPlanOf
from journal_desktop.queries.plans import PlanLibrary, PlanOf
from journal_desktop.store.rows.school import OrderRow
from journal_desktop.ui.kit.purpose import PurposeDialog
from journal_desktop.ui.kit.tab import Place
from journal_desktop.ui.tabs.plans.acts import Front
from journal_desktop.ui.tabs.plans.approve_form import ApproveDialog
from journal_desktop.ui.tabs.plans.library import Part
from journal_desktop.ui.tabs.plans.tab import DAYS


def test_the_deputy_approves_several_by_an_order_and_goes_on(
    library, teacher, as_, small, database, qtbot
):
    with Session(database.owner) as session, session.begin():
        day = TODAY.replace(month=8, day=28)
        session.add(OrderRow(kind=OrderKind.OTHER, number="12", day=day, title="Об утверждении"))
    *good, bad = sent(teacher, small, 102, 102, 100)
    tab, said = library("zavuch")
    give(tab, "КТП на проверке")
    assert tab.library.parts.tabText(Part.REVIEW) == "На проверке (3)"
    tab.library.table.selectAll()
    give(tab, "Утвердить КТП…")
    dialog = asked(qtbot, tab, ApproveDialog)
    assert dialog.why.text() == "Будет утверждено: 2. С ошибками, останется на проверке: 1."
    assert "не хватает 2 ч" in dialog.text.toPlainText()
    dialog.order.setCurrentIndex(1)
    press(dialog.order, Key.Key_Return)
    assert tab.desk.writer.finish()
    assert "Утверждены 2 КТП." in said.texts
    deputy = as_("zavuch")
    states = {item.id: item.state for item in deputy.ask(PlanLibrary(small.year))}
    assert {states[plan] for plan in good} == {PlanState.APPROVED}
    assert states[bad] is PlanState.REVIEW
    assert deputy.ask(PlanOf(good[0])).order == "№ 12 от 28.08.2026"
    tab.open_plan(good[0])
    qtbot.waitUntil(lambda: "приказ № 12 от 28.08.2026" in tab.way.text())
    assert "отправлено 23.11.2026 12:00 · утверждено 23.11.2026, Громова Н. П." in tab.way.text()


def test_one_key_goes_from_a_plan_approved_to_the_next_that_waits(library, teacher, small, qtbot):
    first, second = sent(teacher, small, 102, 100)
    tab, said = library("zavuch")
    choose(tab, "Алгебра, 7 класс")
    give(tab, "КТП на проверке")
    give(tab, "Следующее на проверке")
    qtbot.waitUntil(lambda: tab.scene().front is Front.LINES and tab.scene().plan is not None)
    assert tab.plan_id == first
    give(tab, "Утвердить КТП…")
    press(asked(qtbot, tab, ApproveDialog), Key.Key_Return)
    assert tab.desk.writer.finish()
    assert "Утверждено: «Алгебра, 7 класс»." in said.texts
    give(tab, "Следующее на проверке")
    qtbot.waitUntil(lambda: tab.plan_id == second)
    assert teacher.ask(PlanOf(first)).item.state is PlanState.APPROVED


def test_the_head_tells_when_a_plan_was_given_back(library, teacher, as_, small, qtbot):
    plan = make(teacher, small, topics(3))
    teacher.do(SubmitPlan(plan))
    as_("zavuch").do(ReturnPlan(plan, "Добавьте часы"))
    tab, _ = library()
    tab.open_plan(plan)
    qtbot.waitUntil(lambda: "возвращено 23.11.2026 12:00" in tab.way.text())
    assert "Добавьте часы" in tab.editor.heading.remark.text()


def test_a_plan_is_saved_as_a_workbook_and_logged(library, teacher, as_, small, tmp_path, qtbot):
    make(teacher, small, topics(3), grade=8)
    tab, said = library()
    choose(tab, "Алгебра, 8 класс")
    tab.deeds.export.choose_file = lambda name: str(tmp_path / name)
    give(tab, "Сохранить КТП в файл…")
    asked(qtbot, tab, PurposeDialog).given.emit("Для методобъединения")
    name = "КТП Алгебра, 8 класс.xlsx"
    qtbot.waitUntil(lambda: f"Готово: {name}" in said.texts, timeout=20_000)
    assert len(read_ktp(tmp_path / name).rows) == 3
    (line,) = as_("admin").ask(ExportLog())
    assert (line.kind, line.purpose) == ("КТП", "Для методобъединения")


@pytest.mark.usefixtures("loose")
def test_a_page_leads_to_its_plan_at_the_lessons_line_and_back(
    library,
    teacher,
    small,
    qtbot,
):
    plan = make(teacher, small, topics(20))
    teacher.do(FollowPlan(plan, small.page))
    use = teacher.ask(PlanOf(plan)).item.uses[0].id
    items = teacher.ask(DatedPlanOf(use)).course.items
    taken = next(item for item in items if item.places and item.places[0].lesson_id)
    lesson = taken.places[0].lesson_id
    tab, said = library()
    tab.go_to(Place("plans", page_id=small.page, lesson_id=lesson))
    qtbot.waitUntil(lambda: tab.front.currentWidget() is tab.editor)
    qtbot.waitUntil(lambda: tab.scene().plan is not None)
    assert tab.plan_id == plan
    assert tab.editor.line == taken.number
    give(tab, "К уроку в журнале")
    qtbot.waitUntil(lambda: bool(said.places))
    place = said.places[-1]
    assert (place.tab, place.page_id, place.lesson_id) == ("marks", small.page, lesson)


@pytest.mark.usefixtures("loose")
def test_a_place_may_want_the_days_of_a_page(library, teacher, small, qtbot):
    plan = make(teacher, small, topics(20))
    teacher.do(FollowPlan(plan, small.page))
    tab, _ = library("zavuch")
    tab.go_to(Place("plans", page_id=small.page, name=DAYS))
    qtbot.waitUntil(lambda: tab.days.course is not None)
    assert tab.front.currentWidget() is tab.days
    assert tab.days.course.dated.page_id == small.page
    tab.back()
    assert tab.front.currentWidget() is tab.editor


def test_a_page_without_a_plan_is_shown_among_such(library, small, qtbot):
    tab, said = library()
    tab.go_to(Place("plans", page_id=small.course_page))
    qtbot.waitUntil(lambda: tab.library.part is Part.PAGES)
    assert tab.library.chosen_page().page_id == small.course_page
    assert "КТП пока нет" in said.texts[-1]
