"""The tab around the grid: choosing a page, empty states, going to a place."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from ui.fake_gate import FakeJournal
from ui.keys import press
from ui.marks.pages import PAGE, PERIOD, TODAY, a_period, a_spread

from journal_desktop.access.policy import Right
from journal_desktop.domain.errors import Unavailable
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.queries.pages import PageItem
from journal_desktop.ui.kit.tab import Place
from journal_desktop.ui.tabs.marks.chooser import counts_line
from journal_desktop.ui.tabs.marks.reading import WHOLE_YEAR, Wish
from journal_desktop.ui.tabs.marks.tab import TAB


def test_the_chooser_shows_what_was_read(page):
    boxes = page.tab.chooser.boxes
    assert [box.currentText() for box in boxes] == [
        "2026/2027",
        "7А",
        "Алгебра · 3 ч",
        "II четверть",
    ]
    text = page.tab.chooser.counts.text()
    assert text.startswith("33 обучающихся · проведено 9 из 24 уроков · следующий: завтра")


def test_todays_column_is_current_and_in_sight_when_the_page_opens(open_tab):
    page = open_tab(FakeJournal())
    assert page.tab.view.cursor_.here[1] == page.today
    x = page.grid.columnViewportPosition(page.today)
    assert 0 <= x < page.grid.viewport().width()


def test_names_dates_and_means_stay_in_sight_when_the_lessons_scroll(page):
    bar = page.grid.horizontalScrollBar()
    bar.setValue(bar.maximum())
    assert page.grid.verticalHeader().isVisible()
    assert page.tab.view.finals.isVisible()
    assert page.grid.horizontalHeader().offset() == bar.maximum() > 0


def test_both_views_scroll_down_together(page):
    page.tab.resize(1366, 400)
    page.tab.view.cursor_.to(33, page.today)
    left = page.grid.verticalScrollBar().value()
    assert left == page.tab.view.finals.verticalScrollBar().value() > 0


@pytest.mark.parametrize(
    ("spoil", "title"),
    [
        (lambda it: setattr(it, "years", ()), "Учебного года ещё нет"),
        (lambda it: setattr(it, "pages", ()), "Нет страниц журнала"),
        (lambda it: setattr(it, "spread", a_spread(0)), "В классе никого нет"),
        (lambda it: setattr(it, "spread", replace(a_spread(), lessons=(), cells={})), "Уроков нет"),
    ],
)
def test_an_empty_journal_says_why_and_what_to_do(open_tab, spoil, title):
    journal = FakeJournal()
    spoil(journal)
    page = open_tab(journal)
    assert page.tab.empty.isVisible()
    assert page.tab.empty.title.text() == title
    assert page.tab.empty.text.text().endswith(".")


def test_a_dead_database_is_told_instead_of_the_page(qtbot, open_tab, monkeypatch):
    journal = FakeJournal()
    page = open_tab(journal)

    def broken(_query):
        raise Unavailable("Сервер не отвечает. Проверьте сеть.")

    monkeypatch.setattr(journal, "ask", broken)
    with qtbot.waitSignal(page.tab.loader.failed):
        page.tab.refresh()
    assert page.said.texts[-1] == "Сервер не отвечает. Проверьте сеть."
    assert page.grid.isVisible()


def test_the_page_leads_to_its_plan_at_the_opened_lesson(page):
    press(page.grid, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    (place,) = page.said.places
    assert (place.tab, place.page_id) == ("plans", PAGE)
    assert place.lesson_id == page.tab.lessons.open_id is not None


def test_another_page_is_chosen_by_its_class(page, qtbot):
    other = PageItem(8, 2, "7Б", 7, "Алгебра", "группа 1", 3, own=False)
    page.journal.pages = (*page.journal.pages, other)
    page.tab.loader.known = None
    with qtbot.waitSignal(page.tab.loader.loaded):
        page.tab.refresh()
    assert [page.tab.chooser.class_.itemText(n) for n in range(2)] == ["7А", "7Б"]
    with qtbot.waitSignal(page.tab.chooser.wished) as wished:
        page.tab.chooser.class_.setCurrentIndex(1)
        page.tab.chooser.class_.activated.emit(1)
    assert wished.args == [Wish(1, 8, PERIOD)]


def test_the_whole_year_can_be_chosen(page, qtbot):
    period = page.tab.chooser.period
    with qtbot.waitSignal(page.tab.loader.loaded):
        period.setCurrentIndex(period.findData(WHOLE_YEAR))
        period.activated.emit(period.currentIndex())
    assert period.currentText() == "Весь год"


def test_a_finding_leads_to_its_cell(page):
    lesson = page.sheet.spread.lessons[3]
    page.tab.go_to(Place("marks", page_id=PAGE, lesson_id=lesson.id, pupil_id=9))
    page.qtbot.waitUntil(lambda: page.tab.view.cursor_.here == (8, 3))
    assert page.tab.lessons.open_id == lesson.id


def test_a_day_leads_to_its_lesson(page):
    spread = page.journal.spread
    lesson = spread.lessons[1]
    page.tab.go_to(Place("marks", page_id=PAGE, day=lesson.day))
    page.qtbot.waitUntil(lambda: page.tab.lessons.open_id == lesson.id)
    column = page.tab.view.cursor_.here[1]
    assert page.tab.cells.model.sheet.columns[column].lesson == lesson


def test_known_years_and_pages_are_not_asked_twice(page, qtbot):
    page.journal.asked.clear()
    with qtbot.waitSignal(page.tab.loader.loaded):
        page.tab.refresh()
    assert page.journal.asked == ["PeriodsOf", "SpreadOf"]


def test_the_last_page_is_remembered(page):
    assert page.tab.desk.prefs.get("marks.page") == str(PAGE)


def test_a_hidden_tab_reads_again_only_when_it_is_seen(page, qtbot):
    page.tab.hide()
    page.journal.asked.clear()
    page.tab.desk.bus.changed.emit(frozenset({"mark"}), None)
    assert page.journal.asked == []
    with qtbot.waitSignal(page.tab.loader.loaded):
        page.tab.show()


def test_own_writes_do_not_make_the_tab_read_again(page):
    page.journal.asked.clear()
    page.tab.desk.bus.changed.emit(frozenset({"mark"}), page.tab)
    assert page.journal.asked == []


def test_signs_beside_a_name_never_tell_what_is_advised(page):
    tip = page.tab.cells.model.headerData(4, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole)
    assert tip.splitlines()[1] == (
        "Есть рекомендации медицинского работника: щёлкните имя или F7 (п. 5.3)."
    )


def test_the_final_column_says_why_a_mark_is_proposed_or_not(page):
    last = len(page.sheet.columns) - 1
    assert page.tab.cells.model.text_at(18, last) == "мало"
    tip = page.tab.cells.model.index(18, last).data(Qt.ItemDataRole.ToolTipRole)
    assert "Отметок мало" in tip


def test_the_tip_of_the_mean_says_what_one_more_mark_would_make(page):
    mean = len(page.sheet.columns) - 2
    tip = page.tab.cells.model.index(6, mean).data(Qt.ItemDataRole.ToolTipRole)
    assert re.search(r"Что если ещё одна отметка: 5 – станет \d,\d\d; 4 – станет", tip)


def test_a_whole_year_shows_its_finals_narrow_and_without_means(open_tab):
    spread = a_spread()
    quarters = [replace(a_period(), period_id=n, title=f"{n}", short=f"{n} ч.") for n in (1, 2, 3)]
    year = replace(a_period(), period_id=9, kind=PeriodKind.YEAR, title="Год", short="Год")
    page = open_tab(FakeJournal(replace(spread, periods=(*quarters, year))))
    labels = [head.label for head in page.tab.cells.model.heads[len(spread.lessons) :]]
    assert labels == ["1 ч.", "2 ч.", "3 ч.", "Год"]


def test_the_counts_line_follows_the_day():
    spread = replace(a_spread(), periods=(a_period(), replace(a_period(), kind=PeriodKind.YEAR)))
    assert counts_line(spread, date(2026, 12, 25)).endswith("из 24 уроков")
    assert "следующий: 27.11" in counts_line(spread, TODAY.replace(day=24))


def test_the_tab_is_offered_to_those_who_may_read_a_page():
    assert (TAB.key, TAB.title, TAB.right) == ("marks", "Журнал", Right.JOURNAL_READ)
