"""People's names as files give them: one string, initials, swapped parts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from journal_desktop.domain.russian import initials
from journal_desktop.domain.text_faults import one_line
from journal_desktop.domain.vocabulary import Sex

_FEMALE = re.compile(r"(?:[вчш]на|кызы|гызы|қызы)$", re.IGNORECASE)
_MALE = re.compile(r"(?:[вьмкт]ич|оглы|оглу|улы|ұлы)$", re.IGNORECASE)
_PARTICLE = re.compile(r"(?:кызы|гызы|қызы|оглы|оглу|улы|ұлы)", re.IGNORECASE)
_INITIAL = re.compile(r"[^\W\d_]{1,2}\.")
_FULL = 3
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in three parts; what the file does not give is "". Initials stay initials: «М.»."""

    surname: str
    name: str = ""
    patronymic: str = ""

    @property
    def full(self) -> str:
        """«Иванова Мария Петровна»."""
        return " ".join(filter(None, (self.surname, self.name, self.patronymic)))

    @property
    def short(self) -> str:
        """«Иванова М. П.»."""
        return initials(self.surname, self.name, self.patronymic)


def split_name(text: str) -> PersonName:
    """Take a name apart, surname first unless a patronymic or initials show another order."""
    words = re.sub(r"\.(?=[^\W\d_])", ". ", one_line(text)).split(" ")
    if _INITIAL.fullmatch(words[0]) and not _INITIAL.fullmatch(words[-1]):
        return _initials_first(words)
    last = len(words) - 1
    if last >= _FULL and _PARTICLE.fullmatch(words[last]):  # «Гасан оглы» is one patronymic
        words[last - 1 :] = [f"{words[last - 1]} {words[last]}"]
    at = _patronymic_at(words)
    if at is None:
        return PersonName(words[0], *_two(words[1:]))
    if at == len(words) - 1:
        return PersonName(" ".join(words[: at - 1]), words[at - 1], words[at])
    return PersonName(" ".join(words[at + 1 :]), words[at - 1], words[at])


def join_name(lastname: str, firstname: str, whole: str) -> PersonName:
    """The name from the separate fields of a file, any of which may be empty or swapped."""
    last, first, whole = one_line(lastname), one_line(firstname), one_line(whole)
    if not last:
        rest = whole.removeprefix(first).strip() if first else ""
        return split_name(f"{rest} {first}") if rest else split_name(whole or first)
    if guess_sex(last.split(" ")[-1]) and " " in last:  # «Мария Петровна» stands as the surname
        return split_name(f"{first} {last}")
    return PersonName(last, *_two(first.split(" ")))


def guess_sex(patronymic: str) -> Sex | None:
    """The sex a patronymic tells; None when it tells nothing."""
    if _FEMALE.search(patronymic):
        return Sex.FEMALE
    return Sex.MALE if _MALE.search(patronymic) else None


def name_key(*parts: str) -> str:
    """A string equal for the same person however written: case, Ё and hyphens do not count."""
    return re.sub(r"[\s\-‐‑–—]+", " ", one_line(" ".join(parts)).casefold().replace("ё", "е"))


def _initials_first(words: list[str]) -> PersonName:
    """«М. П. Иванова»."""
    signs = [word for word in words if _INITIAL.fullmatch(word)]
    surname = " ".join(word for word in words if not _INITIAL.fullmatch(word))
    return PersonName(surname, *_two(signs))


def _patronymic_at(words: list[str]) -> int | None:
    """Where the patronymic stands; the first word is never taken for one."""
    if len(words) < _SHORTEST:
        return None
    found = [n for n, word in enumerate(words) if n and guess_sex(word)]
    return found[-1] if found else None


def _two(words: list[str]) -> tuple[str, str]:
    """The name, and the rest as the patronymic."""
    return (words[0], " ".join(words[1:])) if words else ("", "")
