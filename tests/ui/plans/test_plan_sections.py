"""Sections of a plan as rows of the editor, by keys, with the database looked at (domain 7.1)."""

from __future__ import annotations

import pytest
from commands.planning import lines
from PySide6.QtCore import Qt
from ui.keys import CONTROL, SHIFT, Key, press, type_text

from journal_desktop.commands.plan_parts import NewTopic
from journal_desktop.commands.plan_topics import MoveTopics, NameSection
from journal_desktop.queries.plans import PlanOf
from journal_desktop.ui.tabs.plans.section_dialog import SectionDialog

ALT = Qt.KeyboardModifier.AltModifier
FOUR = (
    NewTopic("Тема 1", section="Числа"),
    NewTopic("Тема 2", 4),
    NewTopic("Тема 3", section="Дроби"),
    NewTopic("Тема 4"),
)


@pytest.fixture
def four(open_plan, qtbot):
    """Four lines of two sections; a deed waits until it is written and shown."""
    tab, said, journal, plan_id = open_plan(given=FOUR)

    def written(key, modifiers=Qt.KeyboardModifier.NoModifier):
        with qtbot.waitSignal(tab.plans.loaded):
            press(tab.editor.table, key, modifiers)

    return tab, said, journal, plan_id, written


def rows(tab):
    return [tab.editor.model.text(row, 1) for row in range(tab.editor.model.rowCount())]


def sections(journal, plan_id):
    return [(topic.topic, topic.section) for topic in journal.ask(PlanOf(plan_id)).topics]


def test_a_section_stands_above_its_lines_with_its_hours(four, qtbot):
    tab, _, journal, plan_id, _ = four
    one, two = "Раздел 1. Числа – 3 ч", "Раздел 2. Дроби – 2 ч"
    assert rows(tab) == [one, "Тема 1", "Тема 2", two, "Тема 3", "Тема 4", ""]
    torn = journal.ask(PlanOf(plan_id)).topics[0].id
    journal.do(MoveTopics(plan_id, (torn,), 5))
    with qtbot.waitSignal(tab.plans.loaded):
        tab.refresh()
    again = "Раздел 1. Числа (продолжение) – 1 ч"
    assert rows(tab)[0] == "Раздел 1. Числа – 2 ч"
    assert rows(tab)[5:7] == [again, "Тема 1"]


def test_a_section_gets_another_name_in_its_row_and_it_is_taken_back_as_one(four):
    tab, _, journal, plan_id, written = four
    tab.editor.table.go(3)
    ops = []
    tab.desk.writer.written.connect(lambda done, _source: ops.append(done.op_id))
    type_text(tab.editor.table, "Углы")
    written(Key.Key_Return)
    assert rows(tab)[3] == "Раздел 2. Углы – 2 ч"
    assert [section for _, section in sections(journal, plan_id)] == ["Числа"] * 2 + ["Углы"] * 2
    journal.undo(ops[-1])
    assert sections(journal, plan_id)[3] == ("Тема 4", "Дроби")


def test_a_name_somebody_changed_is_told_and_what_was_typed_stays(four):
    tab, said, journal, plan_id, written = four
    tab.editor.table.go(3)
    press(tab.editor.table, Key.Key_F2)
    type_text(tab.editor.table, " и доли")
    section = journal.ask(PlanOf(plan_id)).sections[1]
    journal.do(NameSection(plan_id, section.id, "Углы"))
    written(Key.Key_Return)
    assert "сейчас он «Углы»" in said.texts[-1]
    assert tab.leftover() == "Раздел «Дроби»: «Дроби и доли»"
    assert rows(tab)[3] == "Раздел 2. Углы – 2 ч"
    tab.editor.untaken.again.click()
    assert tab.editor.table.typed == "Дроби и доли"
    written(Key.Key_Return)
    assert sections(journal, plan_id)[3] == ("Тема 4", "Дроби и доли")
    assert tab.leftover() == ""


def test_a_line_goes_over_a_heading_into_the_other_section(four):
    tab, _, journal, plan_id, written = four
    tab.editor.table.go(2)
    written(Key.Key_Down, ALT)
    moved = [("Тема 1", "Числа"), ("Тема 2", "Дроби"), ("Тема 3", "Дроби"), ("Тема 4", "Дроби")]
    assert sections(journal, plan_id) == moved
    written(Key.Key_Down, ALT)
    assert lines(journal, plan_id) == ["Тема 1", "Тема 3", "Тема 2", "Тема 4"]
    assert tab.editor.table.currentIndex().row() == rows(tab).index("Тема 2")


def test_hasty_keys_are_all_taken_in_their_order(four):
    tab, _, journal, plan_id, _ = four
    table = tab.editor.table
    table.go(1)
    for _ in range(4):
        press(table, Key.Key_Down, ALT)
    assert table.currentIndex().row() == rows(tab).index("Тема 1")
    assert tab.desk.writer.finish()
    assert lines(journal, plan_id) == ["Тема 2", "Тема 3", "Тема 4", "Тема 1"]
    table.go(1)
    for _ in range(2):
        press(table, Key.Key_Delete, CONTROL)
    assert tab.desk.writer.finish()
    assert sections(journal, plan_id) == [("Тема 4", "Дроби"), ("Тема 1", "Дроби")]


def test_a_new_line_stands_above_with_the_cursor_in_it(four):
    tab, _, journal, plan_id, written = four
    tab.editor.table.go(4)
    written(Key.Key_Insert)
    assert sections(journal, plan_id)[2] == ("Новая тема", "Дроби")
    assert tab.editor.table.currentIndex().row() == rows(tab).index("Новая тема")


def test_a_section_moves_whole_and_its_heading_goes_alone(four):
    tab, _, journal, plan_id, written = four
    tab.editor.table.go(3)
    written(Key.Key_Up, ALT)
    assert lines(journal, plan_id) == ["Тема 3", "Тема 4", "Тема 1", "Тема 2"]
    assert rows(tab)[0] == "Раздел 1. Дроби – 2 ч"
    assert tab.editor.table.currentIndex().row() == 0
    tab.editor.table.go(3)
    written(Key.Key_Delete, CONTROL)
    assert {section for _, section in sections(journal, plan_id)} == {"Дроби"}
    assert len(lines(journal, plan_id)) == 4


def test_lines_go_into_a_new_section_by_the_keyboard(four, qtbot):
    tab, _, journal, plan_id, _ = four
    tab.editor.table.go(2)
    press(tab.editor.table, Key.Key_G, CONTROL)
    dialog = tab.findChild(SectionDialog)
    type_text(dialog.box, "Углы")
    with qtbot.waitSignal(tab.plans.loaded):
        press(dialog.box, Key.Key_Return)
    assert rows(tab)[2:4] == ["Раздел 2. Углы – 2 ч", "Тема 2"]
    assert sections(journal, plan_id)[1] == ("Тема 2", "Углы")


def test_filling_and_clearing_pass_over_headings_in_one_op(four):
    tab, _, journal, plan_id, written = four
    column = 5
    tab.editor.table.go(2, column)
    type_text(tab.editor.table, "§ 1")
    press(tab.editor.table, Key.Key_Return)
    tab.editor.table.go(2, column)
    for _ in range(3):
        press(tab.editor.table, Key.Key_Down, SHIFT)
    written(Key.Key_D, CONTROL)
    told = [topic.homework for topic in journal.ask(PlanOf(plan_id)).topics]
    assert told == ["", "§ 1", "§ 1", "§ 1"]
    written(Key.Key_Delete)
    assert {topic.homework for topic in journal.ask(PlanOf(plan_id)).topics} == {""}


def test_a_line_is_typed_below_the_last_one(four):
    tab, _, journal, plan_id, written = four
    tab.editor.table.go(6)
    type_text(tab.editor.table, "Тема 5")
    written(Key.Key_Return)
    assert sections(journal, plan_id)[-1] == ("Тема 5", "Дроби")
    assert tab.editor.table.currentIndex().row() == 7
