"""Every right and scope has Russian words for «посмотреть глазами» (R-3.2.2-04)."""

from journal_desktop.access.policy import MATRIX, Right
from journal_desktop.access.words import RIGHT_WORDS, SCOPE_WORDS, scope_words, words_of


def test_every_right_is_said_in_russian():
    assert [right.name for right in Right if right not in RIGHT_WORDS] == []
    assert words_of(Right.MARKS_WRITE) == ("Текущие отметки, пропуски", "изменяет")


def test_every_scope_is_said_in_russian():
    scopes = {scope for line in MATRIX for scope in line[1:] if scope is not None}
    assert [scope.__name__ for scope in scopes if scope not in SCOPE_WORDS] == []
    assert scope_words(next(iter(SCOPE_WORDS))) == "вся школа"
