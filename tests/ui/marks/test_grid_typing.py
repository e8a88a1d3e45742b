"""Typing in the grid: what the keys do and what reaches the gate."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTableWidget
from ui.fake_gate import FakeJournal
from ui.keys import CONTROL, SHIFT, Key, press, type_text
from ui.marks.pages import a_spread

from journal_desktop.access.policy import Right
from journal_desktop.commands.cells import CommentCell
from journal_desktop.ui.tabs.marks.comment import CommentBox


def test_four_keys_give_four_pupils_their_marks_without_enter(page):
    type_text(page.grid, "54н3")
    page.idle()
    assert [page.stored(row) for row in (6, 7, 8, 9)] == ["5", "4", "н", "3"]
    assert page.tab.view.cursor_.here == (10, page.today)


@pytest.mark.parametrize(
    ("key", "sign"), [("y", "н"), ("e", "у"), (",", "б"), ("Y", "н"), ("Н", "н")]
)
def test_a_letter_in_the_wrong_layout_means_its_key(page, key, sign):
    type_text(page.grid, key)
    page.idle()
    assert page.stored(6) == sign


def test_an_unfinished_entry_waits_for_enter_which_goes_down_once(page):
    type_text(page.grid, "о")
    assert page.grid.is_editing
    press(page.grid, Key.Key_Return)
    type_text(page.grid, "5")
    page.idle()
    assert page.stored(6) == "оп"
    assert page.stored(7) == "5"
    assert page.tab.view.cursor_.here == (8, page.today)


def test_enter_after_a_mark_loses_no_digit(page):
    for mark in "345":
        type_text(page.grid, mark)
        press(page.grid, Key.Key_Return)
    page.idle()
    assert [page.stored(row) for row in range(6, 12)] == ["3", "", "4", "", "5", ""]


def test_two_marks_stand_in_one_cell_where_two_are_allowed(open_tab):
    page = open_tab(FakeJournal(a_spread(max_marks=2)))
    page.go(6)
    type_text(page.grid, "4/5")
    type_text(page.grid, "3")
    press(page.grid, Key.Key_Down)
    page.idle()
    assert (page.stored(6), page.stored(7)) == ("4/5", "3")


def test_a_sign_that_fits_nowhere_is_not_typed_and_the_reason_is_told(page):
    type_text(page.grid, "7")
    assert not page.grid.is_editing
    assert "«7»" in page.said.texts[-1]
    assert "п. 3.2.5" in page.said.texts[-1]
    type_text(page.grid, "оф")
    assert page.grid.findChild(QLineEdit).text() == "о"


def test_escape_leaves_the_cell_as_it_was(page):
    page.go(0)
    type_text(page.grid, "о")
    press(page.grid, Key.Key_Escape)
    page.idle()
    assert page.stored(0) == "4"
    assert page.journal.ops == []


def test_delete_clears_the_chosen_block_as_one_op(page):
    page.go(2)
    page.tab.view.cursor_.to(5, page.today, extend=True)
    press(page.grid, Key.Key_Delete)
    page.idle()
    assert [page.stored(row) for row in range(6)] == ["4", "б", "", "", "", ""]
    assert len(page.journal.ops) == 1


def test_a_chosen_block_takes_one_letter_at_once_as_one_op(page):
    page.tab.view.cursor_.to(12, page.today, extend=True)
    type_text(page.grid, "y")
    page.idle()
    assert [page.stored(row) for row in range(6, 13)] == ["н"] * 7
    assert [len(op) for op in page.journal.ops] == [7]


def test_a_letter_over_a_mark_is_asked_once_and_the_same_key_answers(page):
    page.go(0)
    type_text(page.grid, "н")
    page.idle()
    assert page.stored(0) == "4"
    assert "ещё раз" in page.said.texts[-1]
    assert page.tab.view.cursor_.here == (0, page.today)
    type_text(page.grid, "н")
    page.idle()
    assert page.stored(0) == "н"


def test_space_toggles_the_absence(page):
    press(page.grid, Key.Key_Space)
    page.idle()
    assert page.stored(6) == "н"
    page.go(6)
    press(page.grid, Key.Key_Space)
    page.idle()
    assert page.stored(6) == ""


def test_the_future_the_past_pupil_and_the_mean_take_nothing(page):
    before = len(page.journal.ops)
    page.go(6, page.today + 1)
    type_text(page.grid, "5")
    assert "ещё не состоялся" in page.said.texts[-1]
    page.go(21)
    type_text(page.grid, "5")
    assert "не числится" in page.said.texts[-1]
    page.go(6, len(page.sheet.columns) - 2)
    type_text(page.tab.view.finals, "5")
    assert "Среднее" in page.said.texts[-1]
    page.idle()
    assert len(page.journal.ops) == before


def test_down_jumps_over_a_pupil_who_left(page):
    page.go(20)
    type_text(page.grid, "5")
    assert page.tab.view.cursor_.here == (22, page.today)


def test_the_way_after_an_entry_can_be_to_the_right(page):
    page.tab.view.set_direction(rightward=True)
    page.go(6, page.today - 2)
    type_text(page.grid, "5")
    assert page.tab.view.cursor_.here == (6, page.today - 1)
    press(page.grid, Key.Key_Return, SHIFT)
    assert page.tab.view.cursor_.here == (6, page.today - 2)


def test_committing_by_itself_can_be_switched_off(page):
    page.tab.view.set_advance(on=False)
    type_text(page.grid, "5")
    assert page.grid.is_editing
    press(page.grid, Key.Key_Return)
    page.idle()
    assert page.stored(6) == "5"


def test_tab_in_the_editor_commits_and_goes_to_the_next_cell_that_can_be_typed_into(page):
    page.go(6, page.today - 1)
    type_text(page.grid, "о")
    press(page.grid, Key.Key_Tab)
    page.idle()
    assert page.stored(6, page.today - 1) == "оп"
    assert page.tab.view.cursor_.here == (6, page.today)


@pytest.mark.parametrize(
    ("key", "pressed", "place"),
    [
        (Key.Key_Up, None, (5, 0)),
        (Key.Key_Right, None, (6, 1)),
        (Key.Key_Home, None, (6, -9)),
        (Key.Key_End, None, (6, 16)),
        (Key.Key_Home, CONTROL, (0, -9)),
        (Key.Key_End, CONTROL, (33, 16)),
        (Key.Key_Up, CONTROL, (5, 0)),
        (Key.Key_Left, CONTROL, (6, -1)),
        (Key.Key_Tab, None, (7, -9)),
    ],
)
def test_keys_move_as_in_a_spreadsheet(page, key, pressed, place):
    press(page.grid, key, pressed or Qt.KeyboardModifier.NoModifier)
    row, column = page.tab.view.cursor_.here
    assert (row, column - page.today) == place or key == Key.Key_Tab
    if key == Key.Key_Tab:
        assert not page.sheet.why_locked(row, column)
        assert (row, column) > (6, page.today)


def test_the_right_view_takes_over_and_a_proposed_mark_is_confirmed_by_space(page):
    page.go(6, len(page.sheet.columns) - 1)
    assert page.tab.view.finals.hasFocus()
    press(page.tab.view.finals, Key.Key_Space)
    page.idle()
    pupil = page.sheet.pupils[6].id
    values = [
        cell.value for (who, *_), cell in page.journal.spread.period_cells.items() if who == pupil
    ]
    assert values == ["4"]


def test_a_mark_unlike_the_proposal_asks_for_the_reason(page):
    page.go(6, len(page.sheet.columns) - 1)
    type_text(page.tab.view.finals, "5")
    menu = QApplication.activePopupWidget()
    assert menu.actions()[0].text() == "Ёлкин Лев: «5» отличается от предложенной. Почему?"
    menu.actions()[2].trigger()
    menu.close()
    page.idle()
    command = page.journal.ops[-1][0]
    assert (command.text, command.reason) == ("5", "динамика")


def test_ctrl_d_fills_the_block_down_as_one_op(page):
    page.go(5)
    page.tab.view.cursor_.to(8, page.today, extend=True)
    page.trigger("Заполнить вниз")
    page.idle()
    assert [page.stored(row) for row in (5, 6, 7, 8)] == ["3"] * 4


def test_a_copied_block_is_tab_separated_and_comes_back_by_paste(page):
    page.go(0)
    page.tab.view.cursor_.to(2, page.today, extend=True)
    page.trigger("Копировать клетки")
    assert QApplication.clipboard().text() == "4\nб\n5"
    page.go(6)
    page.trigger("Вставить клетки…")
    page.dialog().accept()
    page.idle()
    assert [page.stored(row) for row in (6, 7, 8)] == ["4", "б", "5"]
    assert [len(op) for op in page.journal.ops] == [3]


def test_a_block_with_one_wrong_value_is_shown_and_nothing_is_pasted(page):
    QApplication.clipboard().setText("5\r\n9\r\nH\r\n")
    page.go(6)
    page.trigger("Вставить клетки…")
    dialog = page.dialog()
    table = dialog.findChild(QTableWidget)
    assert table.rowCount() == 1
    assert table.item(0, 1).text() == "9"
    dialog.reject()
    page.idle()
    assert page.journal.ops == []


def test_pasted_latin_look_alikes_are_read_as_letters(page):
    QApplication.clipboard().setText("H\ny\n5.0")
    page.trigger("Вставить клетки…")
    page.dialog().accept()
    page.idle()
    assert [page.stored(row) for row in (6, 7, 8)] == ["н", "у", "5"]


def test_a_comment_is_written_to_the_cell_and_marks_its_corner(page):
    page.go(0)
    page.trigger("Комментарий к отметке…")
    box = page.tab.findChild(CommentBox)
    box.edit.setText("у доски")
    press(box.edit, Key.Key_Return)
    page.idle()
    command = page.journal.ops[-1][0]
    assert isinstance(command, CommentCell)
    assert (command.comment, command.expected) == ("у доски", "")
    assert page.sheet.cell(0, page.today).comment == "у доски"


def test_history_of_the_cell_opens_and_closes(page, qtbot):
    page.go(0)
    page.trigger("История клетки")
    qtbot.waitUntil(page.tab.past.panel.isVisible)
    assert "Абрамова Дарья, 23.11" in page.tab.past.panel.title.text()
    assert "Иванова М. П." in page.tab.past.panel.body.text()
    page.trigger("История клетки")
    assert not page.tab.past.panel.isVisible()


def test_the_status_line_says_what_the_cell_accepts(page):
    hint = page.said.hints[-1]
    assert hint.where == "Ёлкин Лев, 23.11, контрольная работа"
    assert hint.accepts == "2–5, у н б, оп"
    assert "срок до 03.12 (п. 5.2)" in hint.owed


def test_a_screen_reader_hears_the_pupil_the_date_and_the_value(page):
    index = page.tab.cells.model.index(1, page.today)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert index.data(role) == "Белов Артём, 23.11: отсутствие по болезни"


def test_a_reader_without_the_right_cannot_type(open_tab):
    journal = FakeJournal()
    journal.denied = {Right.MARKS_WRITE}
    page = open_tab(journal)
    page.go(6)
    type_text(page.grid, "5")
    assert "другой учитель" in page.said.texts[-1]
    assert not page.grid.is_editing


def test_the_model_is_a_sound_table(page, qtmodeltester):
    qtmodeltester.check(page.tab.cells.model)


def test_the_selection_can_be_made_by_shift_and_arrows(page):
    for _ in range(3):
        press(page.grid, Key.Key_Down, SHIFT)
    press(page.grid, Key.Key_Left, SHIFT)
    assert len(page.tab.view.cursor_.block()) == 8
    page.tab.view.cursor_.selection.clear()
    assert page.tab.view.cursor_.block() == []
    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
    page.tab.view.cursor_.selection.setCurrentIndex(page.tab.cells.model.index(0, 0), flag)
    assert page.tab.view.cursor_.block() == [(0, 0)]
