"""Fifty megabytes on the clipboard: one sentence at once, nothing else."""

from __future__ import annotations

import time

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from ui.keys import CONTROL, Key, press, type_text

from journal_desktop.ui.tabs.marks.comment import CommentBox

FIFTY = 50_000_000
ONE_FRAME_TOO_MANY = 0.2
SENTENCE = "В буфере 50,0 млн знаков"


@pytest.fixture(scope="module")
def huge() -> str:
    return "5\t4\n" * (FIFTY // 4)


@pytest.fixture
def clipboard(qapp, huge):
    assert qapp is not None
    board = QGuiApplication.clipboard()
    board.setText(huge)
    yield board
    board.clear()


@pytest.fixture
def page(page, clipboard):
    assert clipboard
    return page


def in_time(work) -> None:
    begun = time.thread_time()  # others use the machine too
    work()
    assert time.thread_time() - begun < ONE_FRAME_TOO_MANY


def test_into_the_grid(page):
    in_time(lambda: page.trigger("Вставить клетки…"))
    assert SENTENCE in page.said.texts[-1]
    assert page.journal.ops == []


def test_into_the_open_editor_of_a_cell(page):
    type_text(page.grid, "о")
    editor = QApplication.focusWidget()
    in_time(lambda: press(editor, Key.Key_V, CONTROL))
    assert len(editor.text()) <= 16
    press(editor, Key.Key_Escape)
    assert page.journal.ops == []


@pytest.mark.parametrize("field", ["homework", "topic"])
def test_into_homework_and_topic(page, field):
    card = page.tab.lessons.card
    edit = card.homework if field == "homework" else card.topic.edit
    edit.setFocus()
    before = edit.toPlainText()
    in_time(edit.paste)
    assert edit.toPlainText() == before
    assert SENTENCE in page.said.texts[-1]


def test_into_a_comment(page):
    box = CommentBox("Абрамова Дарья", "", page.tab)
    box.open_at(page.tab.mapToGlobal(page.tab.rect().center()))
    in_time(lambda: press(box.edit, Key.Key_V, CONTROL))
    assert box.edit.text() == ""
    assert any(SENTENCE in label.text() for label in box.findChildren(QLabel))
    box.close()


def test_a_page_from_a_spreadsheet_still_comes_in(page, clipboard):
    clipboard.setText("5")
    page.trigger("Вставить клетки…")
    page.idle()
    assert len(page.journal.ops) == 1
