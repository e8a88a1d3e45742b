"""Russian in documents: order of names, plurals, numerals, dates, initials, lists.

Source: domain reference 2.3 (order of pupils), 2.6 (numerals of the certifying inscription).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from pytils import dt, numeral

Gender = Literal["m", "f", "n"]

_GENDERS = {"m": numeral.MALE, "f": numeral.FEMALE, "n": numeral.NEUTER}
_CYRILLIC = "аәӑбвгґғдҙеӗєжҗӂзиіїйкқҡлмнңоөпрсҫтуўүұӳфхһҳцчҷшщъыьэюя"
_RANKS = {
    " ": 0x08,
    **{digit: 0x10 + n for n, digit in enumerate("0123456789")},
    **{letter: 0x20 + n for n, letter in enumerate(_CYRILLIC)},
    **{letter: 0xA0 + n for n, letter in enumerate("abcdefghijklmnopqrstuvwxyz")},
}
_GAP = re.compile(r"[\s\-‐‑–—]+")
_WEEKDAYS = ("Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс")


def sort_key(surname: str, name: str = "", patronymic: str = "") -> str:
    """A string that puts people in the Russian alphabetical order when compared as text.

    Surname, then name, then patronymic; Ё stands with Е and decides only between equals, case is
    ignored, a hyphen counts as a space and goes before letters, Tatar and other Cyrillic letters
    follow their neighbours, Latin comes after. Only 0–9 and a–f occur, so every database collation
    agrees. Two characters per letter, and two more for each Ё and hyphen.
    """
    fields = [
        " ".join(unicodedata.normalize("NFC", part).split()).lower()
        for part in (surname, name, patronymic)
    ]
    primary = "00".join("".join(map(_rank, _plain(field))) for field in fields)
    return f"{primary}0000{_marks(' '.join(fields))}"


def plural(number: int, one: str, few: str, many: str) -> str:
    """The noun form for the number: «лист», «листа», «листов»."""
    return str(numeral.choose_plural(number, (one, few, many)))


def in_words(number: int, gender: Gender = "m") -> str:
    """The number in words, nominative: «сто сорок два»; the gender is that of what is counted."""
    return str(numeral.in_words(number, _GENDERS[gender]))


def counted(number: int, forms: tuple[str, str, str], gender: Gender = "m") -> str:
    """The number, the number in words and the noun: «142 (сто сорок два) листа»."""
    return f"{number} ({in_words(number, gender)}) {plural(number, *forms)}"


def month_title(day: date) -> str:
    """The month as a heading: «Сентябрь»."""
    return str(dt.MONTH_NAMES[day.month - 1][1]).capitalize()


def weekday_short(day: date) -> str:
    """The day of the week: «Пн»."""
    return _WEEKDAYS[day.weekday()]


def date_words(day: date) -> str:
    """The date with the month in words: «2 сентября 2026 г.»."""
    return f"{day.day} {dt.MONTH_NAMES[day.month - 1][2]} {day.year} г."


def short_date(day: date, *, year: bool = False) -> str:
    """«02.09», or «02.09.2026» with the year."""
    short = f"{day.day:02}.{day.month:02}"  # a third of the time that strftime takes
    return f"{short}.{day.year:04}" if year else short


def initials(surname: str, name: str = "", patronymic: str = "") -> str:
    """«Иванова М. П.»; «Анна-Мария» gives «А.-М.»."""
    return " ".join(filter(None, (surname.strip(), _initial(name), _initial(patronymic))))


def initials_first(surname: str, name: str = "", patronymic: str = "") -> str:
    """«М. П. Иванова», as under signatures."""
    return " ".join(filter(None, (_initial(name), _initial(patronymic), surname.strip())))


def join_and(parts: Sequence[str]) -> str:
    """«а», «а и б», «а, б и в»; "" for nothing."""
    head, last = parts[:-1], parts[-1:]
    return " и ".join(filter(None, (", ".join(head), *last)))


def ranges(numbers: Iterable[int]) -> str:
    """Numbers in order with runs drawn together: «1, 3–5, 12–13»."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)


def decimal_text(number: Decimal) -> str:
    """The number with a decimal comma: «4,25»."""
    return f"{number:f}".replace(".", ",")


def _plain(text: str) -> str:
    """Letters as they are compared: Ё is Е, accents of Latin letters and apostrophes go."""
    letters = []
    for letter in _GAP.sub(" ", text).strip().replace("ё", "е"):
        known = letter in _RANKS
        letters.append(letter if known else unicodedata.normalize("NFKD", letter).lower())
    return "".join(sign for sign in "".join(letters) if sign.isalnum() or sign == " ")


def _rank(letter: str) -> str:
    """Two hexadecimal digits for a known letter, eight for any other."""
    known = _RANKS.get(letter)
    return f"ff{ord(letter):06x}" if known is None else f"{known:02x}"


def _marks(text: str) -> str:
    """Places of Ё and hyphens: they decide between people equal otherwise, the first one most."""
    return "".join(f"{max(255 - at, 0):02x}" for at, sign in enumerate(text) if sign in "ё-")


def _initial(name: str) -> str:
    """First letters of the parts of a name: «М.», «А.-М.»."""
    parts = [part for part in re.split(r"[\s\-]+", name.strip()) if part]
    return "-".join(f"{part[0].upper()}." for part in parts)
