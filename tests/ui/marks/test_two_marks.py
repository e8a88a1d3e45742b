"""«4/5»: waiting for the second mark, or one digit at once and «/» for the second; its kind."""

from __future__ import annotations

import pytest
from ui.fake_gate import FakeJournal
from ui.keys import Key, press, type_text
from ui.marks.pages import a_spread

from journal_desktop.commands.lessons import SetWork
from journal_desktop.ui.tabs.marks.menu import BY_SLASH

SWITCH = "Две отметки: одна цифра – сразу дальше, вторая через «/»"


@pytest.fixture
def two(open_tab):
    page = open_tab(FakeJournal(a_spread(max_marks=2)))
    page.go(6)
    return page


@pytest.fixture
def slash(two):
    two.trigger(SWITCH)
    two.go(6)
    return two


def test_by_default_one_digit_waits_for_the_second(two):
    type_text(two.grid, "4")
    assert two.grid.is_editing
    type_text(two.grid, "5")
    two.idle()
    assert two.stored(6) == "4/5"


def test_with_the_switch_one_digit_goes_on_at_once(slash):
    type_text(slash.grid, "453")
    slash.idle()
    assert [slash.stored(row) for row in (6, 7, 8)] == ["4", "5", "3"]
    assert slash.tab.desk.prefs.get(BY_SLASH) == "1"


@pytest.mark.parametrize("key", ["/", ".", "\\"])
def test_a_slash_opens_the_cell_just_left_for_the_second_mark(slash, key):
    type_text(slash.grid, f"4{key}53")
    slash.idle()
    assert [slash.stored(row) for row in (6, 7, 8)] == ["4/5", "3", ""]
    assert slash.tab.view.cursor_.here == (8, slash.today)


def test_a_slash_after_moving_away_means_the_second_mark_alone(slash):
    type_text(slash.grid, "4")
    slash.go(9)
    type_text(slash.grid, "/5")
    slash.idle()
    assert (slash.stored(6), slash.stored(9)) == ("4", "/5")


def test_another_key_between_lets_the_cell_go(slash):
    type_text(slash.grid, "4")
    press(slash.grid, Key.Key_Down)
    press(slash.grid, Key.Key_Up)
    type_text(slash.grid, "/5")
    slash.idle()
    assert (slash.stored(6), slash.stored(7)) == ("4", "/5")


def test_escape_and_enter_after_the_slash_keep_the_first_mark(slash):
    type_text(slash.grid, "4/")
    press(slash.grid, Key.Key_Escape)
    type_text(slash.grid, "5/")
    press(slash.grid, Key.Key_Return)
    slash.idle()
    assert slash.stored(6) == "5"
    assert [len(op) for op in slash.journal.ops] == [1, 1]


def test_a_letter_or_a_late_mark_is_not_lost_by_the_slash(slash):
    type_text(slash.grid, "н/")
    press(slash.grid, Key.Key_Escape)
    slash.go(8)
    type_text(slash.grid, "о5/4")
    slash.idle()
    assert (slash.stored(6), slash.stored(8)) == ("н", "5/4оп")


def test_where_one_mark_is_allowed_a_slash_opens_nothing(page):
    page.trigger(SWITCH)
    page.go(6)
    type_text(page.grid, "4")
    type_text(page.grid, "/")
    press(page.grid, Key.Key_Escape)
    page.idle()
    assert page.stored(6) == "4"
    assert page.tab.view.cursor_.here == (7, page.today)


def test_the_second_mark_has_its_own_kind_in_the_lesson_card(two):
    boxes = two.tab.lessons.card.topic.kinds
    assert boxes.second.isVisible()
    assert boxes.second.currentIndex() == -1
    boxes.second.setCurrentIndex(boxes.second.findData("CTRL"))
    boxes.second.activated.emit(boxes.second.currentIndex())
    two.idle()
    command = two.journal.ops[-1][0]
    assert isinstance(command, SetWork)
    assert (command.number, command.kind, command.expected) == (2, "CTRL", "")
    two.qtbot.waitUntil(lambda: boxes.second.currentData() == "CTRL")
    assert boxes.first.currentData() == "CTRL"


def test_where_one_mark_is_allowed_there_is_one_kind(page):
    boxes = page.tab.lessons.card.topic.kinds
    assert boxes.first.isVisible()
    assert not boxes.second.isVisible()
