"""What a few letters find."""

from __future__ import annotations

import pytest

from journal_desktop.ui.shell.finding import SHOWN, Target, found


def a_target(title: str, more: str = "") -> Target:
    return Target(title, "журнал", lambda: None, more)


TARGETS = [
    a_target(title)
    for title in ("7А · Алгебра", "7А · Геометрия", "10Ё · Физика", "7Б · Алгебра", "Заблокировать")
]


@pytest.mark.parametrize(
    ("typed", "first", "count"),
    [
        ("7а алг", "7А · Алгебра", 1),
        ("алг 7а", "7А · Алгебра", 1),
        ("АЛГЕБРА", "7А · Алгебра", 2),
        ("10е", "10Ё · Физика", 1),
        ("10ё", "10Ё · Физика", 1),
        ("7f fku", "7А · Алгебра", 1),
        ("fku", "7А · Алгебра", 2),
        ("ф", "10Ё · Физика", 1),
        ("локир", "Заблокировать", 1),
        ("", "7А · Алгебра", 5),
        ("  ", "7А · Алгебра", 5),
    ],
)
def test_words_in_any_order_and_layout_find_the_target(typed: str, first: str, count: int) -> None:
    hits = found(TARGETS, typed)
    assert (hits[0].title, len(hits)) == (first, count)


def test_nothing_is_found_for_nonsense() -> None:
    assert found(TARGETS, "щщщ") == ()


def test_beginning_of_a_word_goes_before_its_middle() -> None:
    targets = [a_target("Биология"), a_target("Логика")]
    assert [hit.title for hit in found(targets, "лог")] == ["Логика", "Биология"]


def test_a_long_list_is_cut() -> None:
    assert len(found([a_target(f"класс {n}") for n in range(1000)], "класс")) == SHOWN
