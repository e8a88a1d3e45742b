"""Columns of a list of pupils: what they are called and which of them must be there.

Source: domain 2.2 row 6 (general data of pupils).
"""

from __future__ import annotations

import re

TITLES = {
    "class": "Класс",
    "surname": "Фамилия",
    "name": "Имя",
    "patronymic": "Отчество",
    "born": "Дата рождения",
    "sex": "Пол",
    "file_number": "№ личного дела",
    "address": "Адрес",
    "phone": "Телефон",
    "parent1_name": "Родитель 1: ФИО",
    "parent1_phone": "Родитель 1: телефон",
    "parent1_work": "Родитель 1: место работы, должность",
    "parent2_name": "Родитель 2: ФИО",
    "parent2_phone": "Родитель 2: телефон",
    "parent2_work": "Родитель 2: место работы, должность",
    "enrolled": "Дата зачисления",
    "order_number": "№ приказа",
    "order_date": "Дата приказа",
    "arrived_from": "Откуда прибыл",
}
"""The titles of the import form, by field, in its order."""

PARENTS = {"parent1": "", "parent2": "", "mother": "мать", "father": "отец"}
"""Sets of columns about one representative, and the relation each tells."""

ORDINAL = "ordinal"
FULL_NAME = "full_name"

_PUPIL = r"(?: (?:ученика|ученицы|учащегося|обучающегося|воспитанника|ребенка))?"
_FIELDS = tuple(
    (re.compile(pattern), field)
    for pattern, field in (
        (r"(?:учебный )?класс(?: обучения)?", "class"),
        (rf"фамилия{_PUPIL}", "surname"),
        (rf"имя{_PUPIL}", "name"),
        (rf"отчество{_PUPIL}(?: при наличии)?", "patronymic"),
        (
            rf"(?:фио|ф и о|фамилия (?:и )?имя(?: (?:и )?отчество)?){_PUPIL}",
            FULL_NAME,
        ),
        (r"ученик|ученики|обучающийся|обучающиеся|учащийся|учащиеся", FULL_NAME),
        (rf"(?:дата|день|число месяц год) (?:рождения|рожд){_PUPIL}|д р|др|год рождения", "born"),
        (rf"пол{_PUPIL}", "sex"),
        (r"(?:номер )?(?:личного дела|личное дело|л д|дела)|личное дело номер", "file_number"),
        (
            r"(?:домашний )?адрес(?: (?:места )?(?:проживания|жительства))?|место жительства",
            "address",
        ),
        (rf"(?:(?:домашний|мобильный|контактный|моб|дом) )?(?:телефон|тел){_PUPIL}", "phone"),
        (r"дата (?:зачисления|прибытия|приема)|зачислен", "enrolled"),
        (r"номер приказа(?: о зачислении)?|приказ(?: о зачислении)?(?: номер)?", "order_number"),
        (r"дата приказа(?: о зачислении)?", "order_date"),
        (r"откуда прибыл(?: а)?|прибыл(?: а)? из|предыдущая школа", "arrived_from"),
        (r"номер(?: п п)?|п п|n(?: п п)?", ORDINAL),
    )
)
_WHO = (
    (re.compile(r"\b(?:мать|матери|мама|мамы)\b"), "mother"),
    (re.compile(r"\b(?:отец|отца|папа|папы)\b"), "father"),
    (re.compile(r"\b(?:родител|представител)\w*"), "parent"),
)
_WHAT = (
    (re.compile(r"\b(?:работы|работа|должность)\b"), "work"),
    (re.compile(r"\b(?:телефон|телефоны|тел)\b"), "phone"),
)
_OTHER = re.compile(r"\b(?:почта|адрес|email|mail|паспорт|снилс|дата|образование)\b")


def field_of(title: str) -> str:
    """The field a column title means, "" for one that is not read."""
    plain = title.lower().replace("ё", "е").replace("№", " номер ")
    plain = re.sub(r"\([^)]*\)?", " ", plain)
    plain = " ".join(re.findall(r"[а-яa-z0-9]+", plain))
    parent = _parent_field(plain)
    if parent:
        return parent
    return next((field for pattern, field in _FIELDS if pattern.fullmatch(plain)), "")


def _parent_field(plain: str) -> str:
    who = next((who for pattern, who in _WHO if pattern.search(plain)), "")
    if not who or _OTHER.search(plain):
        return ""
    if who == "parent":
        who += "2" if re.search(r"\b2\b|\bвтор", plain) else "1"
    return f"{who}_{next((what for pattern, what in _WHAT if pattern.search(plain)), 'name')}"
