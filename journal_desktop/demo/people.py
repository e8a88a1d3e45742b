"""Invented people: names that agree in sex and family, logins and readable passwords."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from journal_desktop.demo.dice import chance
from journal_desktop.demo.words import table
from journal_desktop.domain.vocabulary import Sex

_CULTURES: Final = ("russian", "tatar", "caucasus")
_SHARES: Final = (82, 10, 8)
_SURNAMES: Final = {"surnames": 90, "indeclinable": 6, "common": 3, "double": 1}
_TO_LATIN: Final = {
    **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True)),
    "ё": "e",
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
}
_SYLLABLES: Final = (
    *("ba", "vo", "ga", "do", "zi", "ka", "lu", "mi", "no", "po"),
    *("ra", "si", "ta", "fe", "che", "sha", "zor", "kel", "mar", "ton"),
)


@dataclass(frozen=True, slots=True)
class FullName:
    """Surname, name and patronymic in the forms of the sex."""

    surname: str
    name: str
    patronymic: str
    sex: Sex


@dataclass(frozen=True, slots=True)
class Family:
    """A child with parents; `father` is None when the mother brings the child up alone."""

    child: FullName
    mother: FullName
    father: FullName | None


def feminine(surname: str) -> str:
    """The woman's form of a man's surname; both parts of a double one, unchanging ones as is."""
    return "-".join(_feminine_part(part) for part in surname.split("-"))


def _feminine_part(part: str) -> str:
    if part in _unchanging():
        return part
    if part.endswith(("ов", "ев", "ёв", "ин", "ын")):
        return f"{part}а"
    if part.endswith(("ый", "ий", "ой")):
        return f"{part[:-2]}ая"
    return part


def _unchanging() -> frozenset[str]:
    return frozenset(word for culture in table("names").values() for word in _fixed_words(culture))


def _fixed_words(culture: dict[str, list[str]]) -> list[str]:
    return culture["indeclinable"] + culture["common"]


class Namer:
    """Gives names that were not given before."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._given: set[tuple[str, str, str]] = set()

    def person(self, sex: Sex, surname: str = "") -> FullName:
        """An adult of the sex; `surname` in the masculine form when the family has one."""
        while True:
            culture = "russian" if surname else self._culture()
            masculine = surname or self._surname(culture)
            found = self._named(culture, sex, masculine, self._father_name(culture))
            if self._is_new(found):
                return found

    def family(self, surname: str = "") -> Family:
        """A child and its parents; the patronymic comes from the father's name."""
        sex = self._rng.choice((Sex.MALE, Sex.FEMALE))
        while True:
            culture = "russian" if surname else self._culture()
            masculine = surname or self._surname(culture)
            father_name = self._father_name(culture)
            child = self._named(culture, sex, masculine, father_name)
            if self._is_new(child):
                return self._around(child, culture, masculine, father_name)

    def _around(self, child: FullName, culture: str, surname: str, father_name: str) -> Family:
        own = self._surname(culture) if chance(self._rng, 0.12) else surname
        mother = self._named(culture, Sex.FEMALE, own, self._father_name(culture))
        if chance(self._rng, 0.2):
            return Family(child, mother, None)
        patronymic = self._rng.choice(list(table("names")[culture]["male"].values()))[0]
        return Family(child, mother, FullName(surname, father_name, patronymic, Sex.MALE))

    def _is_new(self, name: FullName) -> bool:
        known = (name.surname, name.name, name.patronymic)
        if known in self._given:
            return False
        self._given.add(known)
        return True

    def _culture(self) -> str:
        return self._rng.choices(_CULTURES, _SHARES)[0]

    def _father_name(self, culture: str) -> str:
        return str(self._rng.choice(list(table("names")[culture]["male"])))

    def _surname(self, culture: str) -> str:
        lists = table("names")[culture]
        kind = self._rng.choices(list(_SURNAMES), list(_SURNAMES.values()))[0]
        return str(self._rng.choice(lists[kind] or lists["surnames"]))

    def _named(self, culture: str, sex: Sex, surname: str, father_name: str) -> FullName:
        lists = table("names")[culture]
        patronymics = lists["male"][father_name]
        if sex is Sex.MALE:
            return FullName(surname, self._rng.choice(list(lists["male"])), patronymics[0], sex)
        name = self._rng.choice(lists["female"]["names"])
        return FullName(feminine(surname), name, patronymics[1], sex)


def make_login(name: FullName, taken: set[str]) -> str:
    """«ivanova», or with initials and a number when taken; remembers it in `taken`."""
    base = _latin(name.surname)
    initials = _latin(name.name)[:1] + _latin(name.patronymic)[:1]
    tries = [base, f"{base}.{initials}", *(f"{base}.{initials}{n}" for n in range(2, 100))]
    login = next(option for option in tries if option not in taken)
    taken.add(login)
    return login


def make_password(rng: Random) -> str:
    """A password to be read aloud: two invented words with digits between, 14 signs or more."""
    first, last = ("".join(rng.choices(_SYLLABLES, k=3)) for _ in range(2))
    return f"{first.capitalize()}-{rng.randrange(1000, 10000)}-{last}"


def _latin(text: str) -> str:
    return "".join(_TO_LATIN.get(letter, "") for letter in text.lower())
