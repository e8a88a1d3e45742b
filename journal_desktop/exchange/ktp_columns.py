"""Columns of a lesson plan (КТП) as schools head them.

Source: domain reference 7.1 (form columns, synonyms of headings).
"""

from __future__ import annotations

import re
from typing import Final

TITLES: Final = {
    "number": "№ урока",
    "section": "Раздел (модуль)",
    "topic": "Тема урока",
    "hours": "Кол-во часов",
    "lesson_type": "Тип урока",
    "kind": "Вид контроля",
    "homework": "Домашнее задание",
    "resources": "ЭОР, оборудование",
    "outcomes": "Планируемые результаты",
    "note": "Примечание",
}
"""The titles of the import form, by field, in its order."""
NO_WORK: Final = "без контроля"
"""In the column of kinds: no work, although the topic is named like one."""
DATES: Final = frozenset({"planned", "fact"})
"""Columns that are known and not loaded: the program sets days by the timetable."""
JOINED: Final = frozenset({"outcomes", "resources", "note"})
"""Fields that may have several columns: their texts stand one under another."""

_COUNT: Final = r"(?:кол во|количество|колич|число|всего)"
_SPELLINGS: Final = {
    "number": (
        r"номер(?: (?:урока|занятия|п п|по порядку|темы))?",
        r"п п|n(?: п п)?",
        r"номер (?:урока п п|п п урока|урока в (?:теме|разделе))",
    ),
    "section": (
        (
            r"(?:название |наименование )?(?:раздела?|модул[ья]|глав[аы]|блок)"
            r"(?: модуль| модуля| курса| программы)?"
        ),
    ),
    "topic": (
        r"(?:название |наименование )?тем[аыу](?: (?:урока|уроков|занятия|занятий|урока занятия))?",
        r"содержание(?: (?:урока|материала|учебного материала|темы|занятия))?",
        r"(?:название|наименование) (?:разделов и тем|раздела и темы|тем(?: уроков)?|урока)",
        r"(?:разделы?|раздел программы) (?:и )?тем[аы](?: урока)?|тема урока раздел",
        r"темы (?:уроков|занятий)|тематика(?: уроков)?",
    ),
    "hours": (
        rf"{_COUNT} (?:час|часа|часов|уроков|ч)|{_COUNT}|объем часов",
        rf"час|часы|часов|ч|{_COUNT} часов (?:всего|на тему|по теме)",
    ),
    "lesson_type": (r"(?:тип|вид|форма)(?: проведения)? (?:урока|занятия)",),
    "kind": (
        r"(?:вид|виды|форма|формы|виды и формы|вид форма)(?: текущего)? контроля",
        r"контроль|вид работы|виды работ",
    ),
    "homework": (
        r"д з|дз|дом(?:ашнее)? зад(?:ание)?|задание на дом|домашняя работа|домашние задания",
    ),
    "resources": (
        r"эор|цор|ресурсы|оборудование|эор оборудование|оборудование эор|материалы",
        r"электронные .*ресурсы|электронные цифровые .*|учебно методическое обеспечение",
    ),
    "outcomes": (
        (
            r"(?:планируемые |предметные |метапредметные |личностные |образовательные )*результаты"
            r"(?: .*)?"
        ),
        r"ууд|предметные|метапредметные|личностные|элементы содержания",
        r"характеристика .*деятельности.*|основные виды .*деятельности.*",
    ),
    "note": (r"примечани[ея]|корректировка(?: .*)?|причина(?: корректировки)?|комментари[ий]",),
    "planned": (
        r"(?:планируемая )?дата(?: (?:урока|проведения|по плану|план|плановая|изучения))*",
        r"плановая дата|план|по плану|сроки?(?: .*)?|планируемая дата .*|календарные сроки",
    ),
    "fact": (
        r"фактическая дата|дата(?: проведения)? (?:по факту|факт|фактическая|фактически)",
        r"факт|по факту|фактически",
    ),
}
_FIELDS: Final = tuple(
    (re.compile("|".join(spellings)), field) for field, spellings in _SPELLINGS.items()
)
_MARKS_BELOW: Final = frozenset({"planned", "fact"})


def field_of(title: str) -> str:
    """The field a column title means, "" for one that is not read."""
    plain = plain_title(title)
    return next((field for pattern, field in _FIELDS if pattern.fullmatch(plain)), "")


def plain_title(title: str) -> str:
    """A title without case, signs and what stands in brackets: «кол во часов»."""
    plain = title.lower().replace("ё", "е").replace("№", " номер ")
    plain = re.sub(r"\([^)]*\)?", " ", plain)
    return " ".join(re.findall(r"[а-яa-z0-9]+", plain))


def is_below_heading(texts: list[str]) -> bool:
    """Whether a row only goes on with the heading: «план», «факт», or numbers of columns."""
    told = [text for text in texts if text]
    if all(field_of(text) in _MARKS_BELOW for text in told):
        return True
    return told == [str(number) for number in range(1, len(told) + 1)] and len(told) > _FEW


_FEW: Final = 2
