"""What may be typed into the columns of the health sheet: short keys, checked while typed.

Source: R-5.3-01, domain 2.4. Digits alone are enough, so that a nurse need not leave them; letters
are taken by key position, in either keyboard layout.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Final

from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.health import (
    ANY_ROW,
    DIAGNOSIS_MAX,
    FIRST_DESKS,
    FURNITURE,
    HealthGroup,
    PeGroup,
)
from journal_desktop.domain.russian import short_date
from journal_desktop.domain.text_faults import one_line


class Field(Enum):
    """A column of the health sheet that can be typed into."""

    EXAMINED = "EXAMINED"
    HEIGHT = "HEIGHT"
    GROUP = "GROUP"
    PE = "PE"
    FURNITURE = "FURNITURE"
    ROW = "ROW"
    PLACE = "PLACE"
    CONDITIONS = "CONDITIONS"
    LIMITS = "LIMITS"
    LIMITS_UNTIL = "LIMITS_UNTIL"
    WORDING = "WORDING"
    DIAGNOSIS = "DIAGNOSIS"


LEAST_MM: Final = 900
MOST_MM: Final = 2200
_SHORT_HEIGHTS: Final = "3456789"
"""«52» is 152 cm: nobody at school is so small that it could be meant as it stands."""
_ENTERED_AT: Final = 3
_MM: Final = 10
_METRE: Final = 100
_CM: Final = re.compile(r"(\d{2,3})(?:[.,](\d))?")
_DAY: Final = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?")
_CENTURY: Final = 2000
_NO_DAY: Final = "«{}» – не день: напишите, например, 05.09.2026."
_POSITIONS: Final = MappingProxyType(
    {"j": "о", "g": "п", "f": "а", ",": "б", "d": "в", "k": "л", "c": "с", "b": "и", ".": "ю"}
)
_PE_KEYS: Final[Mapping[str, PeGroup]] = MappingProxyType(
    {
        "о": PeGroup.MAIN,
        "п": PeGroup.PREPARATORY,
        "а": PeGroup.SPECIAL_A,
        "б": PeGroup.SPECIAL_B,
        "в": PeGroup.EXEMPT,
        "1": PeGroup.MAIN,
        "2": PeGroup.PREPARATORY,
        "3": PeGroup.SPECIAL_A,
        "4": PeGroup.SPECIAL_B,
        "5": PeGroup.EXEMPT,
        "осв": PeGroup.EXEMPT,
        "освобожден": PeGroup.EXEMPT,
        "освобождена": PeGroup.EXEMPT,
        "осн": PeGroup.MAIN,
        "подг": PeGroup.PREPARATORY,
        "спец. а": PeGroup.SPECIAL_A,
        "спец. б": PeGroup.SPECIAL_B,
        **{group.value.casefold().replace("ё", "е"): group for group in PeGroup},
    }
)
_GROUP_KEYS: Final = MappingProxyType(
    {
        **{str(number): group for number, group in enumerate(HealthGroup, start=1)},
        **{group.value.casefold(): group for group in HealthGroup},
    }
)
_ROW_KEYS: Final = MappingProxyType(
    {"1": "1", "2": "2", "3": "3", "0": ANY_ROW, "л": ANY_ROW, ANY_ROW: ANY_ROW}
)
_PLACE_KEYS: Final = MappingProxyType(
    {
        **{str(number): str(number) for number in range(1, 10)},
        "0": FIRST_DESKS,
        "п": FIRST_DESKS,
        FIRST_DESKS: FIRST_DESKS,
    }
)
_FURNITURE_KEYS: Final = MappingProxyType({str(one.number): str(one.number) for one in FURNITURE})
_CHOICES: Final[Mapping[Field, Mapping[str, str]]] = MappingProxyType(
    {
        Field.GROUP: {key: group.value for key, group in _GROUP_KEYS.items()},
        Field.PE: {key: group.value for key, group in _PE_KEYS.items()},
        Field.ROW: _ROW_KEYS,
        Field.PLACE: _PLACE_KEYS,
        Field.FURNITURE: _FURNITURE_KEYS,
    }
)
ACCEPTS: Final[Mapping[Field, str]] = MappingProxyType(
    {
        Field.EXAMINED: "день осмотра: 05.09",
        Field.HEIGHT: "рост в сантиметрах: 152, или коротко 52",
        Field.GROUP: "группа здоровья 1–5",
        Field.PE: "1 о – основная, 2 п – подготовительная, 3 а, 4 б – специальные, 5 в – осв.",
        Field.FURNITURE: "номер мебели 1–6; сам – по росту",
        Field.ROW: "ряд 1 (у окна), 2, 3 (у стены); 0 л – любой",
        Field.PLACE: "парта по счёту 1–9; 0 п – первые парты",
        Field.CONDITIONS: "условия посадки, без диагноза",
        Field.LIMITS: "ограничения: бег, труд, экран",
        Field.LIMITS_UNTIL: "последний день ограничений: 30.11",
        Field.WORDING: "рекомендация учителю, без диагноза",
        Field.DIAGNOSIS: "видит только медработник",
    }
)
_LENGTHS: Final[Mapping[Field, int]] = MappingProxyType(
    {
        Field.CONDITIONS: 255,
        Field.LIMITS: 255,
        Field.WORDING: 1000,
        Field.DIAGNOSIS: DIAGNOSIS_MAX,
    }
)


def canonical(field: Field, typed: str, today: date) -> str:
    """The text as the sheet shows and keeps it; "" for nothing. A day without a year is past.

    Raises:
        Invalid: the column does not take it.
    """
    text = one_line(typed)
    if not text:
        return ""
    if field is Field.HEIGHT:
        return height_text(_height(text))
    if field in (Field.EXAMINED, Field.LIMITS_UNTIL):
        return short_date(_day(text, today, ahead=field is Field.LIMITS_UNTIL), year=True)
    if field in _CHOICES:
        found = _CHOICES[field].get(_key(text))
        if found is None:
            raise Invalid(f"«{text}» сюда не вводят: {ACCEPTS[field]} (п. 5.3).")
        return found
    if len(text) > _LENGTHS[field]:
        raise Invalid(f"Слишком длинно: {len(text)} знаков, помещается {_LENGTHS[field]}.")
    return text


def is_whole(field: Field, typed: str) -> bool:
    """Whether the typed text is complete, so that it commits by itself."""
    if field is Field.HEIGHT:
        wanted = 2 if typed[:1] in _SHORT_HEIGHTS else _ENTERED_AT
        return typed.isdigit() and len(typed) == wanted
    return len(typed) == 1 and field in _CHOICES and _key(typed) in _CHOICES[field]


def refusal(field: Field, typed: str, today: date) -> str:
    """Why the typed text can never become an entry; "" when it is one or may grow into one."""
    if field is Field.HEIGHT:
        may_grow = typed.isdigit() and len(typed) < (2 if typed[:1] in _SHORT_HEIGHTS else 3)
    elif field in _CHOICES:
        may_grow = any(key.startswith(_key(typed)) for key in _CHOICES[field])
    elif field in (Field.EXAMINED, Field.LIMITS_UNTIL):
        may_grow = re.fullmatch(r"[\d.]{1,10}", typed) is not None
    else:
        may_grow = True
    if may_grow or not typed:
        return ""
    try:
        canonical(field, typed, today)
    except Invalid as error:
        return str(error)
    return ""


def height_mm(text: str) -> int | None:
    """Millimetres of a canonical height; None for ""."""
    if not text:
        return None
    whole, _, tenth = text.partition(",")
    return int(whole) * _MM + int(tenth or 0)


def height_text(millimetres: int | None) -> str:
    """A height in centimetres: «152», «152,5», «98,0», which is not 198; "" for None."""
    if millimetres is None:
        return ""
    whole, tenth = divmod(millimetres, _MM)
    return f"{whole},{tenth}" if tenth or whole < _METRE else f"{whole}"


def day_of(text: str) -> date | None:
    """The day of a canonical text «05.09.2026»; None for ""."""
    if not text:
        return None
    day, month, year = map(int, text.split("."))
    return date(year, month, day)


def _key(text: str) -> str:
    plain = text.casefold().replace("ё", "е")
    return _POSITIONS.get(plain, plain) if len(plain) == 1 else plain


def _height(text: str) -> int:
    found = _CM.fullmatch(text)
    if found is None:
        raise Invalid(f"«{text}» – не рост: {ACCEPTS[Field.HEIGHT]} (п. 5.3).")
    whole = found[1]
    if len(whole) < _ENTERED_AT and not found[2] and whole[0] in _SHORT_HEIGHTS:
        whole = f"1{whole}"
    made = int(whole) * _MM + int(found[2] or 0)
    if not LEAST_MM <= made <= MOST_MM:
        raise Invalid(
            f"Рост {height_text(made)} см? Ожидается от {LEAST_MM // _MM} до {MOST_MM // _MM}."
        )
    return made


def _day(text: str, today: date, *, ahead: bool) -> date:
    found = _DAY.fullmatch(text)
    if found is None:
        raise Invalid(_NO_DAY.format(text))
    try:
        day, month = int(found[1]), int(found[2])
        if found[3]:
            year = int(found[3])
            return date(year if year > _CENTURY else _CENTURY + year, month, day)
        made = date(today.year, month, day)
        if ahead and made < today:
            return date(today.year + 1, month, day)
        return made if ahead or made <= today else date(today.year - 1, month, day)
    except ValueError as error:
        raise Invalid(_NO_DAY.format(text)) from error
