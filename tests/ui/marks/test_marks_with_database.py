"""Keys typed into the tab, looked up in the database through the real gate."""

from __future__ import annotations

from datetime import timedelta

from school import NOON, ZONE
from sqlalchemy import select
from sqlalchemy.orm import Session
from ui.keys import Key, press, type_text

from journal_desktop.store.rows.lessons import LessonRow, WorkRow
from journal_desktop.store.rows.marks import AbsenceRow, MarkRow
from journal_desktop.store.rows.ops import OpRow

TODAY = 2
"""The column of today's lesson: the second quarter has two lessons before it."""


def test_a_minute_of_typing_is_durable_with_one_op_for_each_entry(desk_of, database, small):
    mine = desk_of("ivanova", small.page)
    mine.tab.view.cursor_.to(0, TODAY)
    mine.grid.setFocus()
    type_text(mine.grid, "54y3")
    assert mine.tab.desk.writer.finish()
    lesson = small.lessons[3]
    with Session(database.owner) as session:
        marks = session.execute(
            select(MarkRow.pupil_id, MarkRow.value).join(WorkRow).where(WorkRow.lesson_id == lesson)
        ).all()
        absences = session.execute(
            select(AbsenceRow.pupil_id, AbsenceRow.letter, AbsenceRow.confirmed)
        ).all()
        ops = session.scalars(select(OpRow.title)).all()
    rows = [pupil.id for pupil in mine.tab.cells.model.sheet.pupils]
    assert dict(marks) == {rows[0]: "5", rows[1]: "4", rows[3]: "3"}
    assert absences == [(rows[2], "н", False)]
    assert ops == ["Отметка"] * 4


def test_a_cleared_cell_is_empty_in_the_database_and_undo_brings_it_back(desk_of, database, small):
    mine = desk_of("ivanova", small.page)
    mine.tab.view.cursor_.to(0, TODAY)
    mine.grid.setFocus()
    written = []
    mine.tab.desk.writer.written.connect(lambda done, _source: written.append(done.op_id))
    type_text(mine.grid, "5")
    mine.tab.view.cursor_.to(0, TODAY)
    press(mine.grid, Key.Key_Delete)
    assert mine.tab.desk.writer.finish()
    with Session(database.owner) as session:
        assert session.scalars(select(MarkRow.value)).all() == [None]
    mine.tab.desk.writer.undo(written[-1], lambda _done: None, _fail)
    assert mine.tab.desk.writer.finish()
    with Session(database.owner) as session:
        assert session.scalars(select(MarkRow.value)).all() == ["5"]


def test_undo_by_the_window_is_shown_in_the_grid(desk_of, small, qtbot):
    mine = desk_of("ivanova", small.page)
    mine.tab.view.cursor_.to(0, TODAY)
    mine.grid.setFocus()
    with qtbot.waitSignal(mine.tab.desk.writer.written) as written:
        type_text(mine.grid, "5")
    assert mine.tab.cells.model.text_at(0, TODAY) == "5"
    mine.tab.desk.writer.undo(written.args[0].op_id, lambda _done: None, _fail)
    qtbot.waitUntil(lambda: mine.tab.cells.model.text_at(0, TODAY) == "")


def test_two_windows_on_one_cell_show_both_values_and_the_author(desk_of, small, qtbot):
    mine, again = desk_of("ivanova", small.page), desk_of("ivanova", small.page)
    for window, mark in ((mine, "5"), (again, "4")):
        window.tab.view.cursor_.to(1, TODAY)
        window.grid.setFocus()
        type_text(window.grid, mark)
        window.tab.desk.writer.finish()
    said = again.said.texts[-1]
    assert "«5»" in said
    assert "«4»" in said
    assert "Иванова" in said
    qtbot.waitUntil(lambda: again.tab.cells.model.text_at(1, TODAY) == "5")


def test_topic_and_homework_of_today_are_in_the_database(desk_of, database, small, qtbot):
    mine = desk_of("ivanova", small.page)
    mine.tab.lessons.open_lesson(small.lessons[3])
    mine.tab.lessons.card.take_plan()
    mine.tab.lessons.card.write_no_homework()
    mine.tab.lessons.card.confirm.click()
    assert mine.tab.desk.writer.finish()
    with Session(database.owner) as session:
        lesson = session.get_one(LessonRow, small.lessons[3])
        assert (lesson.topic, lesson.homework) == ("Тема по плану 4", "Без задания")
        assert lesson.confirmed_at is not None
    qtbot.waitUntil(lambda: mine.tab.lessons.card.filled.text() == "✓ заполнен в день урока")


def test_a_colleague_has_no_page_of_another_to_open(desk_of, small):
    theirs = desk_of("petrova")
    sheet = theirs.tab.cells.model.sheet
    assert sheet.spread.title.id == small.other_page
    theirs.tab.view.cursor_.to(0, 0)
    theirs.grid.setFocus()
    type_text(theirs.grid, "4/5")
    assert theirs.tab.desk.writer.finish()
    assert sheet.stored(0, 0) == "4/5"


def test_the_deputy_reads_and_cannot_type(desk_of, small):
    reader = desk_of("zavuch", small.page)
    reader.tab.view.cursor_.to(0, TODAY)
    reader.grid.setFocus()
    type_text(reader.grid, "5")
    assert "другой учитель" in reader.said.texts[-1]
    assert reader.tab.desk.writer.count == 0


def test_tomorrow_takes_nothing(desk_of, small):
    mine = desk_of("ivanova", small.page)
    mine.tab.view.cursor_.to(0, TODAY + 1)
    mine.grid.setFocus()
    type_text(mine.grid, "5")
    tomorrow = (NOON.astimezone(ZONE) + timedelta(days=1)).strftime("%d.%m.%Y")
    assert tomorrow in mine.said.texts[-1]


def _fail(error: Exception) -> None:
    raise error
