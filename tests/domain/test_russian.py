"""Russian in documents."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.domain.russian import (
    counted,
    date_words,
    decimal_text,
    in_words,
    initials,
    initials_first,
    join_and,
    month_title,
    plural,
    ranges,
    short_date,
    sort_key,
    weekday_short,
)

SHEETS = ("лист", "листа", "листов")
FILES = ("дело", "дела", "дел")
UNITS = ("единица хранения", "единицы хранения", "единиц хранения")
ALPHABET = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"


@pytest.mark.parametrize(
    ("right", "why"),
    [
        (["Елисеев", "Ёлкин", "Емельянов"], "2.3-ё-with-е"),
        (["Семенов", "Семёнов", "Семенова"], "2.3-ё-decides-between-equals"),
        (["Жилин", "зимин", "Ильин", "Йод", "Ким"], "2.3-case-ignored"),
        (["Петров", "Петров-Водкин", "Петров Иван", "Петрова"], "2.3-hyphen-before-letters"),
        (["Азов", "Аяцков", "Әхмәтов", "Бабин"], "2.3-tatar-after-its-neighbour"),
        (["Һадиев", "Цой"], "2.3-tatar-һ"),
        (["Ян", "Ящук", "O'Neil", "Smith", "王"], "2.3-latin-after-cyrillic"),
        (["Дарская", "Д’Арта", "Дартов"], "2.3-apostrophe-ignored"),
        (["", "Азов"], "2.3-nothing-first"),
        (["2 А", "А 2", "А Б"], "2.3-digits-before-letters"),
    ],
)
def test_surnames_stand_in_the_russian_order(right, why):
    wrong = right[::-1]
    assert sorted(wrong, key=sort_key) == right, why


def test_name_then_patronymic_decide_between_namesakes():
    people = [
        ("Семенов", "Яков", "Ильич"),
        ("Семёнов", "Иван", "Петрович"),
        ("Семенов", "Иван", "Сергеевич"),
        ("Семенов", "Иван", ""),
    ]
    assert sorted(people, key=lambda person: sort_key(*person)) == [
        ("Семенов", "Иван", ""),
        ("Семёнов", "Иван", "Петрович"),
        ("Семенов", "Иван", "Сергеевич"),
        ("Семенов", "Яков", "Ильич"),
    ]


def test_key_is_one_for_every_way_to_write_a_letter():
    assert sort_key("Ёлкин") == sort_key("Е\u0308лкин") == sort_key(" ёЛКИН ")
    assert sort_key("Райкин") == sort_key("Раи\u0306кин")


def by_alphabet(word):
    return tuple(ALPHABET.index("е" if letter == "ё" else letter) for letter in word.lower())


RUSSIAN = st.text(st.sampled_from(ALPHABET + ALPHABET.upper()), max_size=12)


@given(RUSSIAN, RUSSIAN)
def test_order_of_keys_agrees_with_the_alphabet(one, other):
    if by_alphabet(one) != by_alphabet(other):
        assert (sort_key(one) < sort_key(other)) is (by_alphabet(one) < by_alphabet(other))


@given(RUSSIAN, RUSSIAN, RUSSIAN, RUSSIAN)
def test_surname_outweighs_the_name(surname, name, other_surname, other_name):
    if by_alphabet(surname) < by_alphabet(other_surname):
        assert sort_key(surname, name) < sort_key(other_surname, other_name)


@given(RUSSIAN, RUSSIAN)
def test_different_names_have_different_keys(one, other):
    assert (sort_key(one) == sort_key(other)) is (one.lower() == other.lower())


@given(st.text(), st.text(), st.text())
def test_key_of_any_text_is_hexadecimal(surname, name, patronymic):
    assert re.fullmatch(r"[0-9a-f]+", sort_key(surname, name, patronymic))


@pytest.mark.parametrize(
    "text",
    [
        "1 (один) лист",
        "2 (два) листа",
        "5 (пять) листов",
        "11 (одиннадцать) листов",
        "12 (двенадцать) листов",
        "21 (двадцать один) лист",
        "22 (двадцать два) листа",
        "25 (двадцать пять) листов",
        "40 (сорок) листов",
        "90 (девяносто) листов",
        "100 (сто) листов",
        "101 (сто один) лист",
        "111 (сто одиннадцать) листов",
        "112 (сто двенадцать) листов",
        "121 (сто двадцать один) лист",
        "142 (сто сорок два) листа",
        "200 (двести) листов",
        "250 (двести пятьдесят) листов",
        "1000 (одна тысяча) листов",
    ],
)
def test_sheets_are_counted_in_words(text):
    assert counted(int(text.split()[0]), SHEETS) == text


@pytest.mark.parametrize(
    ("number", "forms", "gender", "text"),
    [
        (1, FILES, "n", "1 (одно) дело"),
        (2, FILES, "n", "2 (два) дела"),
        (5, FILES, "n", "5 (пять) дел"),
        (21, FILES, "n", "21 (двадцать одно) дело"),
        (1, UNITS, "f", "1 (одна) единица хранения"),
        (2, UNITS, "f", "2 (две) единицы хранения"),
        (5, UNITS, "f", "5 (пять) единиц хранения"),
        (0, SHEETS, "m", "0 (ноль) листов"),
    ],
)
def test_numerals_agree_in_gender(number, forms, gender, text):
    assert counted(number, forms, gender) == text


@given(st.integers(0, 10**6))
def test_noun_form_follows_the_last_digits(number):
    if number % 100 in range(11, 15):
        form = "листов"
    else:
        form = {1: "лист", 2: "листа", 3: "листа", 4: "листа"}.get(number % 10, "листов")
    assert plural(number, *SHEETS) == form


def test_words_alone():
    assert in_words(142) == "сто сорок два"
    assert in_words(2, "f") == "две"


def test_dates_are_russian():
    day = date(2026, 9, 2)
    assert month_title(day) == "Сентябрь"
    assert date_words(day) == "2 сентября 2026 г."
    assert (short_date(day), short_date(day, year=True)) == ("02.09", "02.09.2026")
    assert weekday_short(day) == "Ср"


def test_every_month_has_its_title():
    titles = [month_title(date(2026, month, 1)) for month in range(1, 13)]
    assert " ".join(titles) == (
        "Январь Февраль Март Апрель Май Июнь Июль Август Сентябрь Октябрь Ноябрь Декабрь"
    )


@pytest.mark.parametrize(
    ("name", "short", "signature"),
    [
        (("Иванова", "Мария", "Петровна"), "Иванова М. П.", "М. П. Иванова"),
        (("Ким", "анна-мария", ""), "Ким А.-М.", "А.-М. Ким"),
        (("Мамедов", "Али", "Гасан оглы"), "Мамедов А. Г.-О.", "А. Г.-О. Мамедов"),
        (("Цой", "", ""), "Цой", "Цой"),
    ],
)
def test_initials(name, short, signature):
    assert initials(*name) == short
    assert initials_first(*name) == signature


@pytest.mark.parametrize(
    ("parts", "text"),
    [([], ""), (["а"], "а"), (["а", "б"], "а и б"), (["а", "б", "в"], "а, б и в")],
)
def test_list_is_joined_with_and(parts, text):
    assert join_and(parts) == text


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([], ""),
        ([5], "5"),
        ([1, 2], "1–2"),
        ([13, 12, 26, 25, 1, 1], "1, 12–13, 25–26"),
        ([1, 2, 3, 4], "1–4"),
    ],
)
def test_numbers_are_drawn_together(numbers, text):
    assert ranges(numbers) == text


def test_decimal_has_a_comma():
    assert decimal_text(Decimal("4.50")) == "4,50"
