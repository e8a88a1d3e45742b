"""The library of plans by keys: lists, filters, plans made and copied; both engines."""

from __future__ import annotations

import pytest
from commands.planning import RUSSIAN, lines, make, topics
from PySide6.QtCore import Qt
from school import BEGIN
from sqlalchemy.orm import Session
from ui.keys import Key, press, type_text
from ui.plans.giving import asked, choose, give, offered, titles

from journal_desktop.commands.plan_uses import FollowPlan
from journal_desktop.commands.plans import DeletePlan
from journal_desktop.domain.vocabulary import PlanState, YearState
from journal_desktop.queries.plan_course import DatedPlanOf
from journal_desktop.queries.plans import PlanOf
from journal_desktop.store.rows.school import SchoolYearRow
from journal_desktop.ui.tabs.plans.copy_form import CopyDialog
from journal_desktop.ui.tabs.plans.forms import (
    DeleteDialog,
    NameDialog,
    NewDialog,
    SourceDialog,
    UsesDialog,
)


def test_filters_narrow_the_list_count_it_and_are_kept(library, teacher, small):
    make(teacher, small, topics(2), subject=RUSSIAN)
    make(teacher, small, topics(3), grade=8)
    tab, _ = library("zavuch")
    filters = tab.library.filters
    assert filters.count.text() == "3 КТП, просрочено 2"
    filters.grade.setCurrentIndex(filters.grade.findData(7))
    filters.grade.activated.emit(filters.grade.currentIndex())
    type_text(filters.search, "рус")
    assert titles(tab) == ["Русский язык, 7 класс"]
    assert filters.count.text() == "1 КТП из 3, просрочено 1"
    again, _ = library("zavuch", prefs=tab.desk.prefs)
    assert again.library.filters.grade.currentData() == 7
    assert len(titles(again)) == 2
    type_text(again.library.filters.search, "физика")
    assert again.library.empty.title.text() == "Ничего не найдено"
    press(again.library.filters.search, Key.Key_Escape)
    assert len(titles(again)) == 3


def test_a_click_on_a_heading_sorts_and_widths_are_kept(library, teacher, small):
    make(teacher, small, topics(9), grade=8)
    make(teacher, small, topics(2), grade=6)
    tab, _ = library()
    header = tab.library.table.horizontalHeader()
    header.setSortIndicator(6, header.sortIndicatorOrder().DescendingOrder)
    sizes = [item.topics for item in tab.library.model.rows]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] == 2
    header.setSortIndicator(1, header.sortIndicatorOrder().AscendingOrder)
    assert [item.grade for item in tab.library.model.rows] == [6, 7, 8]
    header.resizeSection(0, 321)
    again, _ = library(prefs=tab.desk.prefs)
    assert again.library.table.columnWidth(0) == 321


def test_the_models_are_sound(library, qtmodeltester):
    tab, _ = library("zavuch")
    qtmodeltester.check(tab.library.model)
    qtmodeltester.check(tab.library.pages_model)


def test_pages_without_a_plan_lead_to_one_that_opens_at_once(library, teacher, small, qtbot):
    tab, said = library()
    give(tab, "Страницы без КТП")
    view = tab.library
    assert view.pages_model.rows[0].title == "7А, Алгебра"
    assert view.filters.count.text() == "3 страницы без КТП, просрочено 3"
    view.pages.selectRow(1)
    assert "Новое КТП…" in offered(tab)
    assert view.chosen_page().own is False
    view.page_opened.emit(view.chosen_page())
    assert "составляет учитель страницы (Петрова А. С.)" in said.texts[-1]
    view.pages.selectRow(2)
    press(view.pages, Key.Key_Return)
    dialog = asked(qtbot, tab, NewDialog)
    assert [page.title for page in dialog.pages.chosen] == ["7А, Разговоры о важном"]
    press(dialog.pages, Key.Key_Return)
    qtbot.waitUntil(lambda: tab.front.currentWidget() is tab.editor)
    qtbot.waitUntil(lambda: tab.plans.known is not None)
    item = teacher.ask(PlanOf(tab.plan_id)).item
    assert (item.subject, item.state) == ("Разговоры о важном", PlanState.DRAFT)
    assert [use.page_id for use in item.uses] == [small.course_page]


@pytest.mark.usefixtures("loose")
def test_a_plan_is_copied_for_the_most_fitting_page(library, teacher, small, qtbot):
    plan = make(teacher, small, topics(3))
    tab, _ = library()
    tab.open_plan(plan)
    qtbot.waitUntil(lambda: tab.scene().plan is not None)
    give(tab, "Копировать КТП…")
    dialog = asked(qtbot, tab, CopyDialog)
    assert [page.title for page in dialog.pages.chosen] == ["7А, Алгебра"]
    assert not dialog.other.isVisible()
    dialog.name.setText("Алгебра, 7А")
    press(dialog.name, Key.Key_Return)
    qtbot.waitUntil(lambda: tab.plan_id != plan)
    copy = teacher.ask(PlanOf(tab.plan_id)).item
    assert (copy.title, copy.grade, [use.page_id for use in copy.uses]) == (
        "Алгебра, 7А",
        7,
        [small.page],
    )
    assert teacher.ask(DatedPlanOf(copy.uses[0].id)).is_dated
    assert lines(teacher, copy.id) == lines(teacher, plan)


def test_a_copy_goes_into_the_next_year_without_a_page(library, teacher, small, database, qtbot):
    with Session(database.owner) as session, session.begin():
        year = SchoolYearRow(
            first_year=2027,
            begins=BEGIN.replace(year=2027),
            ends=BEGIN.replace(year=2028, month=5),
            week_days=5,
            state=YearState.PREPARED,
        )
        session.add(year)
    plan = make(teacher, small, topics(3), subject=RUSSIAN)
    tab, _ = library()
    choose(tab, "Русский язык, 7 класс")
    give(tab, "Копировать КТП…")
    dialog = asked(qtbot, tab, CopyDialog)
    assert (dialog.year.currentText(), dialog.page_ids) == ("2027/2028", ())
    assert "копия будет без страницы" in dialog.none.text()
    dialog.grade.setCurrentIndex(dialog.grade.findData(8))
    dialog.grade.activated.emit(dialog.grade.currentIndex())
    assert dialog.name.text() == "Русский язык, 8 класс"
    dialog.yes.click()
    qtbot.waitUntil(lambda: tab.front.currentWidget() is tab.editor)
    copy = teacher.ask(PlanOf(tab.plan_id))
    assert (copy.year, copy.item.grade, copy.item.uses) == ("2027/2028", 8, ())
    assert lines(teacher, copy.item.id) == lines(teacher, plan)


@pytest.mark.usefixtures("loose")
def test_a_copy_is_made_from_the_list_of_pages_too(library, teacher, small, qtbot):
    make(teacher, small, topics(3), grade=8)
    tab, _ = library()
    give(tab, "Страницы без КТП")
    give(tab, "Копировать КТП…")
    source = asked(qtbot, tab, SourceDialog)
    source.box.setCurrentIndex(
        source.box.findText("Алгебра, 8 класс", Qt.MatchFlag.MatchStartsWith)
    )
    press(source.box, Key.Key_Return)
    dialog = asked(qtbot, tab, CopyDialog)
    assert dialog.chosen_grade == 7
    assert "составлено для 8 класса, а копия – для 7" in dialog.other.text()
    dialog.yes.click()
    qtbot.waitUntil(lambda: tab.front.currentWidget() is tab.editor)
    assert teacher.ask(PlanOf(tab.plan_id)).item.grade == 7


@pytest.mark.usefixtures("loose")
def test_pages_are_bound_and_released_in_one_dialog(library, teacher, small, qtbot):
    plan = make(teacher, small, topics(300))
    tab, _ = library()
    tab.open_plan(plan)
    qtbot.waitUntil(lambda: tab.scene().plan is not None)
    give(tab, "Страницы КТП…")
    dialog = asked(qtbot, tab, UsesDialog)
    assert dialog.pages.chosen == ()
    press(dialog.pages, Key.Key_Space)
    press(dialog.pages, Key.Key_Return)
    assert tab.desk.writer.finish()
    assert [use.page_id for use in teacher.ask(PlanOf(plan)).item.uses] == [small.page]


@pytest.mark.usefixtures("loose")
def test_a_draft_is_renamed_and_deleted_only_when_agreed(library, teacher, small, qtbot):
    plan = make(teacher, small, topics(3))
    tab, said = library()
    tab.open_plan(plan)
    qtbot.waitUntil(lambda: tab.scene().plan is not None)
    give(tab, "Название и программа…")
    name = asked(qtbot, tab, NameDialog)
    name.name.setText("Алгебра, 7 класс, углублённо")
    name.programme.selectAll()
    type_text(name.programme, "УМК Мерзляк")
    press(name.programme, Key.Key_Return)
    assert tab.desk.writer.finish()
    assert teacher.ask(PlanOf(plan)).item.programme == "УМК Мерзляк"
    qtbot.waitUntil(lambda: "УМК Мерзляк" in tab.way.text())
    teacher.do(FollowPlan(plan, small.page))  # elsewhere, so that the deletion is refused
    give(tab, "Удалить черновик КТП…")
    press(asked(qtbot, tab, DeleteDialog), Key.Key_Return)
    assert tab.desk.writer.finish()
    assert "сначала снимите его" in said.texts[-1]
    assert tab.front.currentWidget() is tab.editor
    assert len(lines(teacher, plan)) == 3


def test_a_plan_that_went_elsewhere_leaves_no_dead_editor(library, teacher, small, qtbot):
    plan = make(teacher, small, topics(3))
    tab, said = library()
    tab.open_plan(plan)
    qtbot.waitUntil(lambda: tab.scene().plan is not None)
    teacher.do(DeletePlan(plan))
    tab.refresh()
    qtbot.waitUntil(lambda: tab.front.currentWidget() is tab.library)
    assert "больше нет" in " ".join(said.texts)


def test_what_does_not_fit_is_under_more(library, teacher, small, qtbot):
    make(teacher, small, topics(3), grade=8)
    tab, _ = library()
    choose(tab, "Алгебра, 8 класс")
    bar = tab.deeds.acts.bar
    tab.resize(1900, 700)
    qtbot.waitUntil(lambda: not bar.more.isVisible())
    tab.resize(640, 500)
    qtbot.waitUntil(bar.more.isVisible)
    shown = [each.defaultAction().text() for each in bar.buttons if each.isVisible()]
    hidden = [action.text() for action in bar.menu.actions()]
    enabled = [each.defaultAction() for each in bar.buttons if each.defaultAction().isEnabled()]
    assert [*shown, *hidden] == [action.text() for action in enabled]
    assert bar.more.geometry().right() <= bar.width()
