"""What is asked before a value is sent: an old mark, a letter, a mark over a letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QDialog
from ui.fake_gate import FakeJournal
from ui.keys import CONTROL, Key, press, type_text
from ui.marks.pages import NOW, TODAY, a_spread

from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.errors import ReasonNeeded
from journal_desktop.domain.spread import Cell
from journal_desktop.ui.tabs.marks.tips import cell_tip

OLD = NOW - timedelta(days=11)


@pytest.fixture
def aged(open_tab):
    """The page; pupils 1 to 4 have marks of 12 November in the lesson of 10 November."""
    spread = a_spread()
    control = next(lesson for lesson in spread.lessons if lesson.works[0].is_control)
    for pupil in range(1, 5):
        spread.cells[pupil, control.id] = Cell(("3",), changed_at=OLD, entered=(OLD,))
    page = open_tab(FakeJournal(spread))
    page.column = page.sheet.column_of(control.id)
    page.go(0, page.column)
    return page


def reasons(dialog):
    return [dialog.list.item(row).text().split("   ")[1] for row in range(dialog.list.count())]


def gone(page):
    page.qtbot.waitUntil(lambda: not page.tab.window().findChildren(QDialog))


def test_an_old_mark_asks_why_and_enter_takes_the_first_reason(aged):
    type_text(aged.grid, "4")
    dialog = aged.dialog()
    assert dialog.heading.text() == "Абрамова Дарья, 10.11: 3 → 4"
    assert "12.11.2026, больше 3 дней назад" in dialog.why.text()
    assert "п. 3.2.5" in dialog.why.text()
    assert aged.stored(0, aged.column) == aged.shown(0, aged.column) == "3"
    press(dialog, Key.Key_Return)
    aged.idle()
    assert aged.stored(0, aged.column) == "4"
    assert aged.journal.reasons == ["ошибка ввода"]


def test_escape_leaves_the_old_mark_and_comes_back_to_it(aged):
    type_text(aged.grid, "4")
    press(aged.dialog(), Key.Key_Escape)
    gone(aged)
    assert aged.journal.ops == []
    assert aged.shown(0, aged.column) == "3"
    assert aged.tab.view.cursor_.here == (0, aged.column)


def test_a_number_takes_its_reason_and_the_last_one_is_offered_first(aged):
    type_text(aged.grid, "4")
    type_text(aged.dialog().list, "2")
    aged.idle()
    gone(aged)
    type_text(aged.grid, "5")
    dialog = aged.dialog()
    assert reasons(dialog)[:2] == ["пересдача", "ошибка ввода"]
    press(dialog, Key.Key_Return)
    aged.idle()
    assert aged.journal.reasons == ["пересдача", "пересдача"]
    assert aged.stored(1, aged.column) == "5"


def test_own_words_are_typed_straight_away(aged):
    type_text(aged.grid, "4")
    dialog = aged.dialog()
    type_text(dialog, "работа найдена")
    press(dialog, Key.Key_Return)
    aged.idle()
    assert aged.journal.reasons == ["работа найдена"]


def test_a_block_is_asked_once(aged):
    aged.tab.view.cursor_.to(3, aged.column, extend=True)
    press(aged.grid, Key.Key_Delete)
    dialog = aged.dialog()
    assert dialog.heading.text() == "Прежних отметок изменится: 4"
    press(dialog, Key.Key_Return)
    aged.idle()
    gone(aged)
    assert [len(op) for op in aged.journal.ops] == [4]
    assert [aged.stored(row, aged.column) for row in range(4)] == [""] * 4


def test_a_letter_over_an_old_mark_is_asked_once_with_the_reason(aged):
    type_text(aged.grid, "н")
    press(aged.dialog(), Key.Key_Return)
    aged.idle()
    assert aged.stored(0, aged.column) == "н"


def test_the_reason_is_asked_when_only_the_gate_knows_it_is_needed(page):
    page.journal.faults.append(ReasonNeeded("Отметка «4» поставлена давно (п. 3.2.5)."))
    page.go(0)
    type_text(page.grid, "5")
    dialog = page.dialog()
    assert page.shown(0) == "4"
    press(dialog, Key.Key_Return)
    page.idle()
    assert page.stored(0) == "5"
    assert page.journal.reasons == ["ошибка ввода"]


def test_a_mark_of_three_days_is_typed_over_without_a_word(open_tab):
    spread = a_spread()
    lesson = next(lesson for lesson in spread.lessons if lesson.day == TODAY)
    at = NOW - timedelta(days=3)
    spread.cells[1, lesson.id] = Cell(("3",), changed_at=at, entered=(at,))
    page = open_tab(FakeJournal(spread))
    page.go(0)
    type_text(page.grid, "4")
    page.idle()
    assert page.stored(0) == "4"
    assert page.journal.reasons == [None]


def test_a_mark_over_todays_letter_is_taken_and_told_with_the_way_back(open_tab):
    spread = a_spread()
    lesson = next(lesson for lesson in spread.lessons if lesson.day == TODAY)
    spread.cells[2, lesson.id] = Cell(absence="б", confirmed=False, changed_at=NOW)
    page = open_tab(FakeJournal(spread))
    page.go(1)
    type_text(page.grid, "4")
    page.idle()
    assert page.stored(1) == "4"
    assert page.said.texts[-1] == "Белов Артём, 23.11: вместо «б» поставлено «4»."
    assert page.said.offers[-1].title == "Вернуть «б»"
    page.said.offers[-1].take()
    page.idle()
    assert page.journal.undone == [1]


def test_a_mark_over_a_confirmed_letter_is_asked_once(page):
    page.go(1)
    type_text(page.grid, "4")
    assert "«б» – пропуск по болезни" in page.said.texts[-1]
    assert "«Отработка»" in page.said.texts[-1]
    assert page.stored(1) == "б"
    type_text(page.grid, "4")
    page.idle()
    assert page.stored(1) == "4"
    assert page.said.offers[-1].title == "Вернуть «б»"


def test_a_mark_over_a_letter_of_an_earlier_day_is_asked_once(page):
    column = page.today - 1
    pupil, lesson = page.sheet.pupils[6].id, page.sheet.columns[column].lesson.id
    page.journal.spread.cells[pupil, lesson] = Cell(absence="н", confirmed=False)
    page.tab.refresh()
    page.qtbot.waitUntil(lambda: page.shown(6, column) == "н")
    page.go(6, column)
    type_text(page.grid, "5")
    assert "ещё раз" in page.said.texts[-1]
    assert page.stored(6, column) == "н"


def test_a_block_of_letters_that_gave_way_is_told_together(page):
    page.tab.view.cursor_.to(8, page.today, extend=True)
    type_text(page.grid, "н")
    page.idle()
    page.go(6)
    page.tab.view.cursor_.to(8, page.today, extend=True)
    type_text(page.grid, "5")
    page.idle()
    assert page.said.texts[-1] == "В 3 клетках пропуски заменены отметками."
    assert page.said.offers[-1].title == "Вернуть прежние"


def test_a_changed_old_mark_that_is_typed_again_is_still_old(aged):
    type_text(aged.grid, "4")
    press(aged.dialog(), Key.Key_Return)
    aged.idle()
    gone(aged)
    aged.go(0, aged.column)
    type_text(aged.grid, "5")
    press(aged.dialog(), Key.Key_Escape)
    gone(aged)
    assert aged.stored(0, aged.column) == "4"


def test_an_answer_that_comes_after_the_page_was_left_writes_nothing(aged):
    type_text(aged.grid, "4")
    dialog = aged.dialog()
    title = replace(aged.journal.spread.title, id=99)
    aged.journal.spread = replace(aged.journal.spread, title=title)
    aged.tab.refresh()
    aged.qtbot.waitUntil(lambda: aged.sheet.spread.title.id == 99)
    press(dialog, Key.Key_Return)
    aged.idle()
    assert aged.journal.ops == []


def test_the_tip_says_how_late_a_mark_was_put(aged):
    assert "опозданием" not in cell_tip(aged.sheet, 0, aged.column)  # results: ten days
    pupil, column = aged.sheet.pupils[0].id, aged.column - 1
    lesson = aged.sheet.columns[column].lesson
    aged.journal.spread.cells[pupil, lesson.id] = Cell(("4",), changed_at=OLD, entered=(OLD,))
    aged.tab.refresh()
    aged.qtbot.waitUntil(lambda: aged.shown(0, column) == "4")
    words = "Поставлена 12.11.2026, с опозданием на 3 дня (п. 3.2.5)."
    assert words in cell_tip(aged.sheet, 0, column)


def test_a_pasted_old_mark_asks_too(aged):
    aged.go(6, aged.column)
    aged.tab.view.cursor_.to(0, aged.column)
    press(aged.grid, Key.Key_C, CONTROL)
    aged.trigger("Копировать клетки")
    aged.go(0, aged.column)
    type_text(aged.grid, "5")
    press(aged.dialog(), Key.Key_Return)
    aged.idle()
    gone(aged)
    aged.go(0, aged.column)
    aged.trigger("Вставить клетки…")
    press(aged.dialog(), Key.Key_Return)
    aged.idle()
    assert isinstance(aged.journal.ops[-1][0], SetCell)
    assert aged.stored(0, aged.column) == "3"
