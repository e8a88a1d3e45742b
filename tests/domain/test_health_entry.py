"""Keys of the quick entry: whole at once, wrong ones refused (Regulation 5.3)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.health_entry import (
    ACCEPTS,
    Field,
    canonical,
    day_of,
    height_mm,
    height_text,
    is_whole,
    refusal,
)

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("field", "typed", "text"),
    [
        (Field.HEIGHT, "152", "152"),
        (Field.HEIGHT, "52", "152"),
        (Field.HEIGHT, "98", "198"),
        (Field.HEIGHT, "098", "98,0"),
        (Field.HEIGHT, "203", "203"),
        (Field.HEIGHT, "152,5", "152,5"),
        (Field.HEIGHT, "152.5", "152,5"),
        (Field.GROUP, "2", "II"),
        (Field.GROUP, "iv", "IV"),
        (Field.PE, "о", "основная"),
        (Field.PE, "j", "основная"),
        (Field.PE, "П", "подготовительная"),
        (Field.PE, "f", "специальная «А»"),
        (Field.PE, ",", "специальная «Б»"),
        (Field.PE, "осв", "освобождён"),
        (Field.PE, "Освобождён", "освобождён"),
        (Field.PE, "5", "освобождён"),
        (Field.ROW, "1", "1"),
        (Field.ROW, "k", "любой"),
        (Field.PLACE, "4", "4"),
        (Field.PLACE, "0", "первые парты"),
        (Field.FURNITURE, "6", "6"),
        (Field.EXAMINED, "5.9", "05.09.2026"),
        (Field.EXAMINED, "30.11", "30.11.2025"),
        (Field.EXAMINED, "01.09.26", "01.09.2026"),
        (Field.LIMITS_UNTIL, "30.11", "30.11.2026"),
        (Field.LIMITS_UNTIL, "10.01", "10.01.2027"),
        (Field.WORDING, "  Работает   в очках ", "Работает в очках"),
        (Field.HEIGHT, "", ""),
    ],
)
def test_typed_text_becomes_what_the_sheet_says(field, typed, text):
    assert canonical(field, typed, TODAY) == text
    assert canonical(field, text, TODAY) == text


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (Field.HEIGHT, "12"),
        (Field.HEIGHT, "250"),
        (Field.HEIGHT, "рост"),
        (Field.GROUP, "6"),
        (Field.PE, "ы"),
        (Field.ROW, "4"),
        (Field.PLACE, "10"),
        (Field.FURNITURE, "7"),
        (Field.EXAMINED, "31.02"),
        (Field.EXAMINED, "вчера"),
        (Field.WORDING, "а" * 1001),
    ],
)
def test_what_a_column_does_not_take_is_refused_in_words(field, typed):
    with pytest.raises(Invalid):
        canonical(field, typed, TODAY)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (Field.HEIGHT, "52"),
        (Field.HEIGHT, "152"),
        (Field.GROUP, "3"),
        (Field.PE, "g"),
        (Field.ROW, "0"),
        (Field.PLACE, "9"),
    ],
)
def test_a_whole_entry_needs_no_enter(field, typed):
    assert is_whole(field, typed)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (Field.HEIGHT, "1"),
        (Field.HEIGHT, "15"),
        (Field.HEIGHT, "5"),
        (Field.EXAMINED, "05.09"),
        (Field.WORDING, "1"),
    ],
)
def test_what_may_grow_waits_and_is_not_refused(field, typed):
    assert not is_whole(field, typed)
    assert refusal(field, typed, TODAY) == ""


@pytest.mark.parametrize(
    ("field", "typed"), [(Field.HEIGHT, "x"), (Field.GROUP, "7"), (Field.PE, "z")]
)
def test_a_wrong_key_is_refused_while_it_is_typed(field, typed):
    assert refusal(field, typed, TODAY)


@given(st.integers(900, 2200))
def test_heights_come_back(millimetres):
    assert height_mm(height_text(millimetres)) == millimetres
    assert height_mm("") is None


@given(st.integers(130, 199))
def test_two_digits_are_enough_for_who_is_taller_than_130(height):
    assert canonical(Field.HEIGHT, str(height)[1:], TODAY) == str(height)


def test_days_come_back_and_every_column_says_what_it_takes():
    assert day_of("05.09.2026") == date(2026, 9, 5)
    assert day_of("") is None
    assert set(ACCEPTS) == set(Field)
