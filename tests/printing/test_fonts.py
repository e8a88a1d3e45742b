from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.printing import fonts
from journal_desktop.printing.page import BOX, Face


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("п. 5, № 3", "п. 5, № 3"),
        ("Ёлкин", "Ёлкин"),
        ("Һүнәр, Ғали, Әминә", "Һүнәр, Ғали, Әминә"),
        ("и\u0306", "й"),
        ("a\tb", "a b"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("тонкий\u2009пробел", "тонкий пробел"),
        ("№\u00a05", "№\u00a05"),
        ("при\u00adмер", "пример"),
        ("нуль\x00", f"нуль{BOX}"),
        ("привет 😀", f"привет {BOX}"),
        ("∠ABC", f"{BOX}ABC"),
        ("汉字", BOX * 2),
        ("\ud800", BOX),
    ],
)
def test_what_the_faces_cannot_show_becomes_a_visible_sign(typed, shown):
    assert fonts.clean(typed) == shown


@given(st.text())
def test_every_cleaned_character_has_a_glyph_in_every_face(text):
    cleaned = fonts.clean(text).replace("\n", "")
    for face in Face:
        assert all(ord(sign) in fonts.font(face).face.charToGlyph for sign in cleaned)


def test_ordinary_signs_are_those_that_nothing_is_done_to():
    for sign in map(chr, range(0x10000)):
        if fonts._ORDINARY.fullmatch(sign):
            assert fonts._PRINTABLE[ord(sign)] == unicodedata.normalize("NFC", sign) == sign


@given(st.text(alphabet="абвгд №-,.«»", max_size=40))
def test_width_of_a_text_is_the_sum_of_its_characters(text):
    width = fonts.typefaces().width
    assert width(text, Face.SERIF) == pytest.approx(sum(width(s, Face.SERIF) for s in text))


def test_figures_of_every_face_are_of_one_width():
    width = fonts.typefaces().width
    for face in Face:
        assert len({width(figure, face) for figure in "0123456789"}) == 1
