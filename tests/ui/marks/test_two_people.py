"""Two people on one page: each sees the other's changes, nothing of one's own work is disturbed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from school import BEGIN
from sqlalchemy import select
from sqlalchemy.orm import Session
from ui.keys import SHIFT, Key, press, type_text

from journal_desktop.commands.cells import SetCell
from journal_desktop.store.rows.classes import AssignmentRow
from journal_desktop.store.rows.lessons import LessonRow, WorkRow
from journal_desktop.store.rows.marks import MarkRow
from journal_desktop.ui.kit.grid_model import TINT_OTHERS

TODAY = 2
"""The column of today's lesson: the second quarter has two lessons before it."""


@pytest.fixture
def pair(desk_of, database, small):
    """Ivanova and Petrova, who teach algebra together, each with a window on its page."""
    with Session(database.owner) as session, session.begin():
        session.add(
            AssignmentRow(page_id=small.page, staff_id=small.staff["petrova"], begins=BEGIN)
        )
    return desk_of("ivanova", small.page), desk_of("petrova", small.page)


def type_into(window, row, text, column=TODAY):
    window.tab.view.cursor_.to(row, column)
    window.grid.setFocus()
    type_text(window.grid, text)
    assert window.tab.desk.writer.finish()


def set_by(window, small, row, text):
    """A mark of today through the other's gate: the keys and their focus stay where they are."""
    sheet = window.tab.cells.model.sheet
    pupil, seen = sheet.pupils[row].id, sheet.shown(row, TODAY)
    window.journal.do(SetCell(small.page, small.lessons[3], pupil, text, seen))


def hear(qtbot, window):
    """One look for news and the reading that follows it."""
    with qtbot.waitSignal(window.tab.loader.loaded):
        window.news.look()


def shown(window, row, column=TODAY):
    return window.tab.cells.model.text_at(row, column)


def tip(window, row, column=TODAY):
    model = window.tab.cells.model
    return model.data(model.index(row, column), Qt.ItemDataRole.ToolTipRole)


def marks_of(database, lesson):
    with Session(database.owner) as session:
        query = select(MarkRow.pupil_id, MarkRow.value).join(WorkRow).filter_by(lesson_id=lesson)
        return dict(session.execute(query).all())


def test_a_mark_of_one_comes_into_the_window_of_the_other(pair, qtbot):
    mine, theirs = pair
    type_into(theirs, 1, "4")
    assert shown(mine, 1) == ""
    hear(qtbot, mine)
    assert shown(mine, 1) == "4"
    assert mine.tab.cells.model.faces[1][TODAY].tint == TINT_OTHERS
    assert "Изменено: Петрова А. С., 12:00" in tip(mine, 1)
    model = mine.tab.cells.model
    words = model.data(model.index(1, TODAY), Qt.ItemDataRole.AccessibleTextRole)
    assert words.endswith("4. Изменено: Петрова А. С., 12:00")


def test_the_tint_leaves_with_ones_own_mark_and_ones_own_marks_have_none(pair, qtbot):
    mine, theirs = pair
    type_into(theirs, 1, "4")
    hear(qtbot, mine)
    type_into(mine, 1, "5")
    type_into(mine, 2, "5")
    assert mine.tab.cells.model.faces[1][TODAY].tint != TINT_OTHERS
    type_into(theirs, 3, "3")
    hear(qtbot, mine)
    tints = [mine.tab.cells.model.faces[row][TODAY].tint for row in (1, 2, 3)]
    assert [tint == TINT_OTHERS for tint in tints] == [False, False, True]
    assert "Изменено" not in tip(mine, 1)


def test_another_page_is_not_read_again(pair, desk_of, small, qtbot):
    mine, _ = pair
    other = desk_of("petrova", small.other_page)
    type_into(other, 0, "4/5", column=0)
    read, tickets = [], mine.tab.loader._ticket
    mine.tab.loader.loaded.connect(read.append)
    with qtbot.waitSignal(mine.tab.desk.bus.changed):
        mine.news.look()
    assert mine.tab.loader._ticket == tickets
    assert read == []


def test_open_editor_stays_and_the_news_come_in_after_it(pair, small, database, qtbot):
    mine, theirs = pair
    mine.tab.view.cursor_.to(2, TODAY)
    mine.grid.setFocus()
    type_text(mine.grid, "о")
    set_by(theirs, small, 5, "3")
    hear(qtbot, mine)
    assert mine.grid.is_editing
    assert shown(mine, 5) == ""
    type_text(mine.grid, "п")
    assert mine.tab.desk.writer.finish()
    qtbot.waitUntil(lambda: shown(mine, 5) == "3")
    assert shown(mine, 2) == "оп"
    rows = [pupil.id for pupil in mine.tab.cells.model.sheet.pupils]
    assert marks_of(database, small.lessons[3])[rows[5]] == "3"


def test_chosen_block_and_scroll_stay(pair, small, qtbot):
    mine, theirs = pair
    mine.tab.resize(560, 240)
    bars = mine.grid.horizontalScrollBar(), mine.tab.view.finals.verticalScrollBar()
    mine.tab.view.cursor_.to(0, 0)
    press(mine.grid, Key.Key_Down, SHIFT)
    block = mine.tab.view.cursor_.block()
    qtbot.waitUntil(lambda: any(bar.maximum() for bar in bars))
    for bar in bars:
        bar.setValue(bar.maximum())
    places = [bar.value() for bar in bars]
    set_by(theirs, small, 4, "4")
    hear(qtbot, mine)
    assert shown(mine, 4) == "4"
    assert (mine.tab.view.cursor_.block(), [bar.value() for bar in bars]) == (block, places)


def test_block_stays_by_pupil_and_lesson_when_a_column_comes(pair, database, small, qtbot):
    mine, _ = pair
    mine.tab.view.cursor_.to(1, TODAY - 1)
    press(mine.grid, Key.Key_Down, SHIFT)
    press(mine.grid, Key.Key_Right, SHIFT)
    sheet = mine.tab.cells.model.sheet
    block = {sheet.key(*cell) for cell in mine.tab.view.cursor_.block()}
    with Session(database.owner) as session, session.begin():
        first = session.get_one(LessonRow, small.lessons[1])
        first.day = BEGIN  # a lesson of this quarter goes to the one before
    mine.tab.refresh()
    qtbot.waitUntil(lambda: mine.tab.cells.model.sheet is not sheet)
    sheet = mine.tab.cells.model.sheet
    assert {sheet.key(*cell) for cell in mine.tab.view.cursor_.block()} == block


def test_the_second_in_a_cell_sees_both_values_and_the_author_and_decides(
    pair, database, small, qtbot
):
    mine, theirs = pair
    type_into(theirs, 1, "4")
    type_into(mine, 1, "5")  # the window does not know of the 4 yet
    said = mine.said.texts[-1]
    assert "уже стоит «4» (Петрова А. С.)" in said
    assert "вы ввели «5»" in said
    qtbot.waitUntil(lambda: shown(mine, 1) == "4")
    pupil = mine.tab.cells.model.sheet.pupils[1].id
    assert marks_of(database, small.lessons[3]) == {pupil: "4"}
    offer = mine.said.offers[-1]
    assert offer.title == "Поставить «5»"
    offer.take()
    assert mine.tab.desk.writer.finish()
    assert marks_of(database, small.lessons[3]) == {pupil: "5"}


def test_editor_left_over_a_value_that_came_meanwhile_is_a_conflict(pair, database, small, qtbot):
    mine, theirs = pair
    mine.tab.view.cursor_.to(2, TODAY)
    mine.grid.setFocus()
    type_text(mine.grid, "о")
    set_by(theirs, small, 2, "4")
    hear(qtbot, mine)
    type_text(mine.grid, "п")
    assert mine.tab.desk.writer.finish()
    assert "уже стоит «4» (Петрова А. С.), а вы ввели «оп»" in mine.said.texts[-1]
    assert list(marks_of(database, small.lessons[3]).values()) == ["4"]


def test_topic_typed_here_stays_when_another_lessons_homework_comes(pair, small, qtbot):
    mine, theirs = pair
    mine.tab.lessons.open_lesson(small.lessons[3])
    card = mine.tab.lessons.card
    card.topic.edit.setFocus()
    type_text(card.topic.edit, "Степени")
    theirs.journal.do(SetCell(small.page, small.lessons[2], small.pupils[0], "3", ""))
    hear(qtbot, mine)
    assert card.topic.edit.toPlainText() == "Степени"
    assert shown(mine, 0, TODAY - 1) == "3"


def test_undo_takes_back_ones_own_only(pair, database, small, qtbot):
    mine, theirs = pair
    done = mine.journal.do(SetCell(small.page, small.lessons[3], small.pupils[0], "5", ""))
    theirs.journal.do(SetCell(small.page, small.lessons[3], small.pupils[0], "4", "5"))
    failed = []
    mine.tab.desk.writer.undo(done.op_id, lambda _done: None, failed.append)
    assert mine.tab.desk.writer.finish()
    assert len(failed) == 1
    assert marks_of(database, small.lessons[3]) == {small.pupils[0]: "4"}
    assert qtbot
