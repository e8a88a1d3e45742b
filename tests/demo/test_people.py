from __future__ import annotations

import re

import pytest

from journal_desktop.demo.dice import dice, make_uid
from journal_desktop.demo.people import FullName, Namer, feminine, make_login, make_password
from journal_desktop.demo.words import table
from journal_desktop.domain.passwords import check_password
from journal_desktop.domain.vocabulary import Sex
from journal_desktop.store.accounts import check_login

PATRONYMICS = {
    name: forms for culture in table("names").values() for name, forms in culture["male"].items()
}


@pytest.mark.parametrize(
    ("man", "woman"),
    [
        ("Иванов", "Иванова"),
        ("Ёлкин", "Ёлкина"),
        ("Дубровский", "Дубровская"),
        ("Донской", "Донская"),
        ("Подгорный", "Подгорная"),
        ("Петров-Водяной", "Петрова-Водяная"),
        ("Орлов-Кучеренко", "Орлова-Кучеренко"),
        ("Шевченко", "Шевченко"),
        ("Черных", "Черных"),
        ("Цой", "Цой"),
        ("Мельник", "Мельник"),
        ("Сафин", "Сафина"),
        ("Саркисян", "Саркисян"),
    ],
)
def test_a_surname_takes_the_form_of_a_woman(man: str, woman: str) -> None:
    assert feminine(man) == woman


def test_a_family_shares_surname_and_the_patronymic_comes_from_the_father() -> None:
    namer = Namer(dice("test"))
    families = [namer.family() for _ in range(300)]
    for family in families:
        if family.father is None:
            continue
        surname, child = family.father.surname, family.child
        own = surname if child.sex is Sex.MALE else feminine(surname)
        assert child.surname == own
        assert child.patronymic in PATRONYMICS[family.father.name]
    assert {family.child.sex for family in families} == set(Sex)


def test_no_two_people_have_one_full_name() -> None:
    namer = Namer(dice("twins"))
    people = [namer.family().child for _ in range(1500)]
    assert len({(one.surname, one.name, one.patronymic) for one in people}) == len(people)


def test_logins_of_namesakes_differ_and_are_allowed() -> None:
    taken: set[str] = set()
    names = [
        FullName("Щербакова", "Юлия", "Ильинична", Sex.FEMALE),
        FullName("Щербакова", "Яна", "Юрьевна", Sex.FEMALE),
        FullName("Щербакова", "Яна", "Юрьевна", Sex.FEMALE),
    ]
    logins = [make_login(name, taken) for name in names]
    assert logins == ["shcherbakova", "shcherbakova.yy", "shcherbakova.yy2"]
    for login in logins:
        assert check_login(login) == login


def test_passwords_are_readable_and_pass_the_rule() -> None:
    for number in range(50):
        password = make_password(dice("password", number))
        assert re.fullmatch(r"[A-Z][a-z]+-\d{4}-[a-z]+", password)
        check_password(password, "ivanova")


def test_uids_look_like_version_seven_and_repeat_with_the_key() -> None:
    first, again = make_uid(dice("uid")), make_uid(dice("uid"))
    assert first == again
    assert first.version == 7
    assert make_uid(dice("other")) != first
