"""Which passwords are too easy: by rules, not by a dictionary of millions.

Source: R-3.1.1-01, R-3.1.2-01. What is guessed first is refused: the login, the person's own name,
words everybody takes, rows of keys, dates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from journal_desktop.domain.errors import Invalid

SHORTEST: Final = 8
_FEWEST: Final = 4
"""Distinct signs."""
_NAME: Final = 4
"""Letters of a name worth looking for: «Ли» stands in too many words."""
_RUN: Final = 6
"""So many keys in a row, or signs of the alphabet, make no password."""
_DIGITS: Final = 12
"""Digits alone are a date or a phone unless there are so many."""
_COMMON: Final = frozenset(
    """
    пароль секрет журнал школа учитель учительница директор завуч класс доступ вход привет любовь
    солнышко админ администратор россия красноярск норильск ачинск канск лицей гимназия йцукен
    приветик парольпароль password passw0rd secret journal school teacher admin administrator
    welcome letmein dragon monkey football iloveyou sunshine princess master access login russia
    krasnoyarsk qwerty qazwsx zaqwsx qweasd qweasdzxc passwordpassword
    """.split()  # noqa: SIM905 - a list of words reads better so
)
_ROWS: Final = (
    "1234567890",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "абвгдежзиклмнопрстуфхцчшщэюя",
    "abcdefghijklmnopqrstuvwxyz",
)
_LATIN: Final = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_CYRILLIC: Final = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_AS_RUSSIAN: Final = str.maketrans(_LATIN, _CYRILLIC)
_AS_LATIN: Final = str.maketrans(_CYRILLIC, _LATIN)
_SOUNDS: Final = {
    "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya",
    "ё": "e", "й": "y", "ы": "y", "э": "e", "ъ": "", "ь": "",
}  # fmt: skip
_LETTERS: Final = dict(zip("абвгдезиклмнопрстуф", "abvgdeziklmnoprstuf", strict=True))


def check_password(password: str, login: str, names: Sequence[str] = ()) -> None:
    """Refuse a password that is guessed easily.

    Args:
        password: as typed.
        login: of the account.
        names: surname, name and patronymic of the person.

    Raises:
        Invalid: what is wrong with it and what to do.
    """
    if len(password) < SHORTEST:
        raise Invalid(f"Пароль короче {SHORTEST} знаков. Придумайте длиннее.")
    said = password.lower()
    if len(set(said)) < _FEWEST or said == login or (len(login) >= _NAME and login in said):
        raise Invalid("Пароль слишком прост: он не должен повторять логин или один знак.")
    if password.isdigit() and len(password) < _DIGITS:
        raise Invalid("Пароль из одних цифр подбирают первым. Добавьте слова.")
    if any(_bare(form) in _COMMON for form in _forms(said)):
        raise Invalid("Такой пароль подбирают первым. Сложите его из двух-трёх несвязанных слов.")
    if _is_run(said):
        raise Invalid("Пароль — ряд соседних клавиш или букв. Сложите его из нескольких слов.")
    if _holds_name(said, names):
        raise Invalid("Пароль не должен содержать вашу фамилию, имя или отчество.")


def in_latin(text: str) -> str:
    """Small Russian letters as they sound in Latin ones: «щукина» is "shchukina"."""
    return "".join(_SOUNDS.get(sign, _LETTERS.get(sign, sign)) for sign in text)


def _forms(said: str) -> tuple[str, ...]:
    """As typed, and as the same keys say in the other layout."""
    return said, said.translate(_AS_RUSSIAN), said.translate(_AS_LATIN)


def _bare(said: str) -> str:
    """The word without digits and signs around it: «Пароль-2026!» is «пароль»."""
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", said)


def _is_run(said: str) -> bool:
    """Whether all that is there is one run of neighbours, forwards or backwards, and a little."""
    longest = 0
    for row in _ROWS:
        for line in (row, row[::-1]):
            for start in range(len(line) - _RUN + 1):
                if line[start : start + _RUN] in said:
                    longest = max(longest, _length(said, line[start:]))
    return len(said) - longest < _FEWEST and longest > 0


def _length(said: str, line: str) -> int:
    length = _RUN
    while length < len(line) and line[: length + 1] in said:
        length += 1
    return length


def _holds_name(said: str, names: Sequence[str]) -> bool:
    """Whether a name stands in it, in Russian, in Latin letters or in the wrong layout."""
    for name in {part for whole in names for part in re.split(r"[\s-]+", whole.lower())}:
        if len(name) < _NAME:
            continue
        if any(form in said for form in (name, in_latin(name), name.translate(_AS_LATIN))):
            return True
    return False
