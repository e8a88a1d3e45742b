"""Tidying and the rule that all records are in Russian."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.domain.text_faults import has_latin_only, many_lines, one_line, reads_russian


@pytest.mark.parametrize(
    ("text", "russian"),
    [
        pytest.param("Времена Present Simple и Past Simple", True, id="R-3.2.5-13-terms"),
        pytest.param("Язык Python", True, id="R-3.2.5-13-one-term"),
        pytest.param("Серная кислота H2SO4", True, id="R-3.2.5-13-formula"),
        pytest.param("Глагол «to be», «to have», «to do»", True, id="R-3.2.5-13-quoted"),
        pytest.param("Моя семья (my family)", True, id="R-3.2.5-13-translation"),
        pytest.param(
            "Конспект по https://sferum.ru/long/latin/address", True, id="R-3.2.5-07-link"
        ),
        pytest.param("My family", False, id="R-3.2.5-13-english"),
        pytest.param("Present Simple", False, id="R-3.2.5-13-term-alone"),
        pytest.param("«Моя» my own family and friends", False, id="R-3.2.5-13-mostly-latin"),
        pytest.param("The я family", False, id="R-3.2.5-13-one-letter"),
        pytest.param("H2SO4", False, id="R-3.2.5-13-formula-alone"),
        pytest.param("№ 5", False, id="R-3.2.5-13-no-letters"),
        pytest.param("", False, id="R-3.2.5-13-empty"),
    ],
)
def test_russian_text_may_hold_foreign_terms(text, russian):
    assert reads_russian(text) is russian


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("§ 5, № 3", False),
        ("Ex. 5, p. 12", True),
        ("https://sferum.ru/a", False),
        ("упр. 5", False),
    ],
)
def test_numbers_and_links_are_no_foreign_text(text, latin):
    assert has_latin_only(text) is latin


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  Дроби \n и\tстепени ", "Дроби и степени"),
        ("Дро\u200bби\x00", "Дроби"),
        ("а\u0306", "ӑ"),
        ("Дроби\u00a0и\u202eстепени", "Дроби истепени"),
    ],
)
def test_one_line_has_single_spaces_and_nothing_invisible(text, line):
    assert one_line(text) == line


def test_lines_stay_lines():
    assert many_lines("\n§ 5 \r\n\n  № 3\x00\n\n") == "§ 5\n\n№ 3"


@given(st.text())
def test_tidied_text_is_tidy(text):
    assert one_line(one_line(text)) == one_line(text)
    assert many_lines(many_lines(text)) == many_lines(text)
