"""Which passwords are refused (R-3.1.2-01)."""

import pytest

from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.passwords import check_password, in_latin

NAMES = ("Щукина-Лановая", "Анна", "Львовна")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("корот-7", "короче 8"),
        ("", "короче 8"),
        ("аааааааааб", "один знак"),
        ("shchukina.a", "повторять логин"),
        ("1shchukina.a1", "повторять логин"),
        ("28082026", "одних цифр"),
        ("89131234567", "одних цифр"),
        ("Пароль2026", "подбирают первым"),
        ("gfhjkm2026", "подбирают первым"),
        ("зфыыцщкв77", "подбирают первым"),
        ("!!Qwerty!!", "подбирают первым"),
        ("qwertyuiop", "ряд соседних"),
        ("1234567890ab", "ряд соседних"),
        ("йцукенгш1", "ряд соседних"),
        ("abcdefghij", "ряд соседних"),
        ("щукина-любит", "фамилию"),
        ("Shchukina77!", "фамилию"),
        ("oerbyf-777-x", "фамилию"),
        ("моя-анна-дома", "имя"),
        ("лановая-роща", "фамилию"),
    ],
)
def test_what_is_guessed_first_is_refused_with_a_reason(password, why):
    with pytest.raises(Invalid, match=why):
        check_password(password, "shchukina.a", NAMES)


@pytest.mark.parametrize(
    "password",
    ["сизый-голубь-41", "correct horse 7", "Новый пароль 7", "4815162342-ab", "мост через Качу"],
)
def test_two_words_pass(password):
    check_password(password, "shchukina.a", NAMES)


def test_a_short_name_is_not_looked_for():
    check_password("лимонный лес", "li.oleg", ("Ли", "Олег", ""))


def test_letters_as_they_sound():
    assert in_latin("щукина ёж") == "shchukina ezh"
