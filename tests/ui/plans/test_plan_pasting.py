"""Blocks pasted into a plan: shown first, written whole or not at all, undone as one."""

from __future__ import annotations

import pytest
from commands.planning import lines, topics
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from ui.keys import CONTROL, SHIFT, Key, press

from journal_desktop.commands.plan_parts import NewTopic
from journal_desktop.domain.plans.values import PlanTopic
from journal_desktop.queries.plans import PlanOf
from journal_desktop.ui.kit.clipboard_table import PastedRow
from journal_desktop.ui.tabs.plans.cells import COLUMNS
from journal_desktop.ui.tabs.plans.paste_dialog import PasteDialog
from journal_desktop.ui.tabs.plans.pasting import Paster

THREE = tuple(PlanTopic(n, n, f"Тема {n}", section="Числа", section_id=1) for n in (1, 2, 3))
ALL = tuple(range(len(COLUMNS)))
USUAL = tuple(number for number, column in enumerate(COLUMNS) if column.usual)
TOPIC_ON = USUAL[1:]


@pytest.fixture
def paste(open_plan):
    """Puts a block on the clipboard and presses Ctrl+V in the topic of a row."""
    tab, said, journal, plan_id = open_plan()

    def at(row, text="", html=""):
        mime = QMimeData()
        mime.setText(text)
        if html:
            mime.setHtml(html)
        QGuiApplication.clipboard().setMimeData(mime)
        tab.editor.table.go(row)
        press(tab.editor.table, Key.Key_V, CONTROL)
        dialogs = [one for one in tab.findChildren(PasteDialog) if one.isVisible()]
        return dialogs[0] if dialogs else None

    return tab, said, journal, plan_id, at


def told(dialog):
    model = dialog.lines
    return [
        tuple(model.index(row, column).data() for column in range(3))
        for row in range(model.rowCount())
    ]


def test_a_block_is_shown_and_then_written_as_one(paste, qtbot):
    tab, _, journal, plan_id, at = paste
    ops = []
    tab.desk.writer.written.connect(lambda done, _source: ops.append(done.op_id))
    dialog = at(3, "Третья\t2\nЧетвёртая 🙂\t0,5\n")
    assert dialog.heading.text() == "Изменится 2 клетки, добавится 1 строка."
    assert told(dialog)[0] == ("Урок № 3, «Тема урока»", "Тема урока 3", "Третья")
    assert dialog.yes.text() == "Вставить"
    assert len(lines(journal, plan_id)) == 3
    with qtbot.waitSignal(tab.plans.loaded):
        press(dialog, Key.Key_Return)
    assert lines(journal, plan_id)[2:] == ["Третья", "Четвёртая 🙂"]
    assert [topic.half_hours for topic in journal.ask(PlanOf(plan_id)).topics] == [2, 2, 4, 1]
    journal.undo(ops[-1])
    assert lines(journal, plan_id) == ["Тема урока 1", "Тема урока 2", "Тема урока 3"]


def test_with_one_bad_cell_nothing_is_written_and_it_is_named(paste):
    _, _, journal, plan_id, at = paste
    dialog = at(3, "Третья\t2\nЧетвёртая\tмного\n")
    ((where, text, why),) = told(dialog)
    assert (where, text) == ("Новая строка № 4", "Четвёртая | много")
    assert "не число часов" in why
    assert not dialog.yes.isVisible()
    press(dialog, Key.Key_Return)
    assert lines(journal, plan_id) == ["Тема урока 1", "Тема урока 2", "Тема урока 3"]


def test_one_text_goes_into_all_chosen_cells_at_once(paste, qtbot):
    tab, _, journal, plan_id, at = paste
    tab.editor.table.go(1, 5)
    QGuiApplication.clipboard().setText('"§ 1\nупр. 2"')
    for _ in range(2):
        press(tab.editor.table, Key.Key_Down, SHIFT)
    with qtbot.waitSignal(tab.desk.writer.written):
        press(tab.editor.table, Key.Key_V, CONTROL)
    homework = {topic.homework for topic in journal.ask(PlanOf(plan_id)).topics}
    assert homework == {"§ 1\nупр. 2"}
    assert at(1, "Одна") is None


def test_a_block_that_was_copied_here_comes_back_with_its_sections(paste, qtbot):
    tab, _, journal, plan_id, _ = paste
    table = tab.editor.table
    table.setFocus()
    table.selectAll()
    press(table, Key.Key_C, CONTROL)
    table.go(table.lines.rowCount() - 1, 0)
    press(table, Key.Key_V, CONTROL)
    (dialog,) = tab.findChildren(PasteDialog)
    assert dialog.heading.text() == "Добавится 3 строки."
    with qtbot.waitSignal(tab.plans.loaded):
        press(dialog, Key.Key_Return)
    assert lines(journal, plan_id) == [topic.topic for topic in topics(3)] * 2
    assert len(journal.ask(PlanOf(plan_id)).sections) == 1


def test_columns_go_by_a_row_of_headings():
    rows = [
        PastedRow(("№ урока", "Д/з", "Тема", "Дата", "Кол-во часов", "УУД")),
        PastedRow(("1", "§ 1", "Новая", "01.09", "2", "знать\nуметь")),
    ]
    made = Paster(THREE, 0, TOPIC_ON, ()).lay(rows)
    assert [(one.field.name, one.text) for one in made.changes] == [
        ("HOMEWORK", "§ 1"),
        ("TOPIC", "Новая"),
        ("HALF_HOURS", "4"),
        ("OUTCOMES", "знать\nуметь"),
    ]
    assert made.notes == [
        "Строка заголовков не вставляется: столбцы взяты по ней.",
        "Столбцы, которых в таблице нет: Дата.",
    ]


def test_a_merged_row_is_a_section_for_the_lines_below_it():
    rows = [
        PastedRow(("Дроби – 2 ч", ""), is_wide=True),
        PastedRow(("Вторая", "1")),
        PastedRow(("Раздел 3. Углы", "")),
        PastedRow(("Новая", "")),
    ]
    made = Paster(THREE, 2, TOPIC_ON, ()).lay(rows)
    assert [(one.topic_id, one.text) for one in made.changes] == [(3, "Дроби"), (3, "Вторая")]
    assert made.added == [NewTopic("Новая", section="Углы")]


def test_what_stands_beyond_the_last_column_is_refused_unless_it_is_empty():
    rows = [PastedRow(("а", "1", "", "", "", "прим", "", "лишнее"))]
    (refusal,) = Paster(THREE, 0, TOPIC_ON, ()).lay(rows).refused
    assert (refusal.where, refusal.text) == ("Урок № 1", "лишнее")
    assert Paster(THREE, 0, TOPIC_ON, ()).lay([PastedRow((*rows[0].texts[:7], " "))]).refused == []


def test_no_topic_becomes_empty_and_no_plan_too_long():
    (empty,) = Paster(THREE, 0, TOPIC_ON, ()).lay([PastedRow(("", "2"))]).refused
    assert empty.why == "тема не может быть пустой"
    thousand = [PastedRow((f"Тема {number}\x00",)) for number in range(999)]
    (long,) = Paster(THREE, 2, TOPIC_ON, ()).lay(thousand).refused
    assert long.why == "в КТП не больше 1000 строк, а стало бы 1001"
    made = Paster(THREE, 2, TOPIC_ON, ()).lay(thousand[:-1])
    assert (len(made.added), made.added[0].topic) == (997, "Тема 1")
