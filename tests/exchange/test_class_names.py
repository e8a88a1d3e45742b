from __future__ import annotations

import pytest

from journal_desktop.exchange.cells import BadCell
from journal_desktop.exchange.class_names import ClassName, parse_class


@pytest.mark.parametrize(
    ("text", "grade", "letter"),
    [
        ("5А", 5, "А"),
        ("5а", 5, "А"),
        ("5-А", 5, "А"),
        (" 5 «А» класс", 5, "А"),
        ('11 "И"', 11, "И"),
        ("7А кл.", 7, "А"),
        ("5A", 5, "А"),  # Latin A
        ("10", 10, ""),
        ("1Ё", 1, "Ё"),
        ("5-1", 5, "1"),
    ],
)
def test_classes_as_people_write_them(text: str, grade: int, letter: str):
    assert parse_class(text) == ClassName(grade, letter)


@pytest.mark.parametrize("text", ["5Q", "5Ъ", "5?", "0А", "12А", "А", "", "З інд", "5АБВ", "51"])
def test_what_is_no_class_is_refused(text: str):
    with pytest.raises(BadCell):
        parse_class(text)


def test_a_foreign_letter_is_named():
    with pytest.raises(BadCell, match="буква «Q» класса «5Q» не русская"):
        parse_class("5Q")


def test_titles_read_back():
    for title in ("5А", "11", "5-1"):
        assert parse_class(title).title == title
