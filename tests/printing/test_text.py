from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.printing.page import Face, Style
from journal_desktop.printing.text import SMALLEST, fit, text_width, wrap
from printing.reading import squeezed
from printing.year import TYPE

_STYLE = Style(Face.SERIF, 9)
_WORDS = st.text(alphabet="абвш Щ№5-\n.", max_size=300)


@given(_WORDS, st.floats(12, 300))
def test_wrapping_loses_nothing_and_keeps_to_the_column(text, room):
    lines = wrap(text, room, _STYLE, TYPE)
    assert squeezed("".join(lines)) == squeezed(text)
    for line in lines:
        assert len(line) == 1 or text_width(line, _STYLE, TYPE) <= room + 1e-6


def test_a_word_wider_than_the_column_is_broken():
    lines = wrap("Ж" * 100, 90, _STYLE, TYPE)
    assert len(lines) > 5
    assert "".join(lines) == "Ж" * 100


def test_line_ends_of_the_text_stay():
    assert wrap("а) раз\nб) два", 500, _STYLE, TYPE) == ("а) раз", "б) два")


def test_a_number_never_parts_from_its_sign():
    for room in range(40, 200, 3):
        for line in wrap("Повторить п. 25, решить № 601 и упр. 7", room, _STYLE, TYPE):
            assert not line.endswith(("№", "п.", "упр."))


def test_a_text_that_fits_is_set_as_asked():
    assert fit("4", 20, _STYLE, TYPE) == _STYLE


def test_two_marks_fit_a_cell_of_seven_millimetres_at_seven_points_or_more():
    for text in ("4/5", "осв.", "5/4оп", "зач."):
        style = fit(text, 18.4, _STYLE, TYPE)
        assert style.size >= SMALLEST
        assert text_width(text, style, TYPE) <= 18.4


@given(st.text(alphabet="Щщ ", min_size=1, max_size=300), st.floats(10, 200))
def test_fitting_always_fits(text, room):
    assert text_width(text, fit(text, room, _STYLE, TYPE), TYPE) <= room + 1e-6
