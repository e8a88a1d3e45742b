from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.domain.vocabulary import Sex
from journal_desktop.exchange.person_names import (
    PersonName,
    guess_sex,
    join_name,
    name_key,
    split_name,
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Иванова Мария Петровна", ("Иванова", "Мария", "Петровна")),
        ("Мария Петровна Иванова", ("Иванова", "Мария", "Петровна")),
        ("  Иванова\N{NO-BREAK SPACE} Мария ", ("Иванова", "Мария", "")),
        ("Иванова М.П.", ("Иванова", "М.", "П.")),
        ("Иванова М. П.", ("Иванова", "М.", "П.")),
        ("М.П. Иванова", ("Иванова", "М.", "П.")),
        ("Иванова", ("Иванова", "", "")),
        ("Римская-Корсакова Анна Ильинична", ("Римская-Корсакова", "Анна", "Ильинична")),
        ("де ла Крус Мария Ивановна", ("де ла Крус", "Мария", "Ивановна")),
        ("Алиев Али Гасан оглы", ("Алиев", "Али", "Гасан оглы")),
        ("Мамедова Сабина Эльдар кызы", ("Мамедова", "Сабина", "Эльдар кызы")),
        ("Ковалевич Анна", ("Ковалевич", "Анна", "")),
        ("", ("", "", "")),
    ],
)
def test_a_name_is_taken_apart(text: str, parts: tuple[str, str, str]):
    assert split_name(text) == PersonName(*parts)


@pytest.mark.parametrize(
    ("lastname", "firstname", "whole", "parts"),
    [
        ("Иванов", "Иван Иванович", "Иванов Иван Иванович", ("Иванов", "Иван", "Иванович")),
        ("Мария Петровна", "Иванова", "Иванова Мария Петровна", ("Иванова", "Мария", "Петровна")),
        ("", "Brian", "Brian Clark", ("Clark", "Brian", "")),
        ("Brown", "Alice", "Alice Brown", ("Brown", "Alice", "")),
        ("", "", "Иванова Мария Петровна", ("Иванова", "Мария", "Петровна")),
        ("", "Мария", "Мария", ("Мария", "", "")),
    ],
)
def test_separate_fields_are_put_together(
    lastname: str, firstname: str, whole: str, parts: tuple[str, str, str]
):
    assert join_name(lastname, firstname, whole) == PersonName(*parts)


@pytest.mark.parametrize("text", ["Ивановна", "Ильинична", "Лукинишна", "Эльдар кызы"])
def test_patronymics_of_girls(text: str):
    assert guess_sex(text) is Sex.FEMALE


@pytest.mark.parametrize("text", ["Иванович", "Ильич", "Лукич", "Никитич", "Фомич", "Гасан оглы"])
def test_patronymics_of_boys(text: str):
    assert guess_sex(text) is Sex.MALE


@pytest.mark.parametrize("text", ["", "-", "Су", "Джон"])
def test_what_is_no_patronymic_tells_nothing(text: str):
    assert guess_sex(text) is None


def test_short_and_full_forms():
    name = PersonName("Иванова", "Мария", "Петровна")
    assert (name.full, name.short) == ("Иванова Мария Петровна", "Иванова М. П.")


def test_one_person_has_one_key():
    assert name_key("Ёлкин-Палкин", "ПЁТР") == name_key("елкин палкин  пётр")


@given(st.text(max_size=60))
def test_any_text_gives_a_name_without_losing_letters(text: str):
    name = split_name(text)
    letters = sorted(sign for sign in text if sign.isalnum())
    assert [
        sign for sign in sorted(name.full) if sign.isalnum()
    ] == letters or not text.isprintable()
