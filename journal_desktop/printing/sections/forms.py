"""Sections the database knows nothing of: names are printed, the rest is filled in by hand.

Source: domain 2.2 rows 11, 12, 14, all off unless ordered.
"""

from __future__ import annotations

from collections.abc import Sequence

from journal_desktop.printing.sections.names import (
    SMALL,
    TALLEST,
    Named,
    name_head,
    number_head,
    shown_names,
)
from journal_desktop.printing.wide import Cell, Head, Wide, rows_of

_BRIEFINGS = 12
_SPARE = 3
"""Rows for pupils who come after the print."""
_TESTS = (
    "Бег 30 м, с",
    "Челночный бег 3 × 10 м, с",
    "Прыжок в длину с места, см",
    "Подтягивание (отжимание), раз",
    "Наклон вперёд, см",
    "Бег 1000 м, мин",
    "Уровень",
)


def public_life(people: Sequence[Named]) -> Wide:
    """«Сведения об участии в общественной жизни, олимпиадах»."""
    heads = (
        number_head(),
        name_head(40),
        Head("Мероприятие", 60, grow=2, look=SMALL),
        Head("Дата", 22),
        Head("Результат", 36, grow=1, look=SMALL),
    )
    title = "Сведения об участии в общественной жизни, олимпиадах"
    return Wide(title, heads, rows_of(_rows(people, 3), lowest=8), tallest=12)


def fitness(people: Sequence[Named]) -> Wide:
    """«Показатели физической подготовленности»: each test in autumn and in spring."""
    halves = (Head("осень", 8, turned=True), Head("весна", 8, turned=True))
    heads = (number_head(), name_head(40), *(Head(test, below=halves) for test in _TESTS))
    lines = rows_of(_rows(people, 2 * len(_TESTS)))
    return Wide("Показатели физической подготовленности", heads, lines, tallest=TALLEST)


def briefings(people: Sequence[Named]) -> tuple[Wide, Wide]:
    """«Учёт инструктажей»: what was told when, then the signatures by numbers of briefings."""
    title = "Учёт инструктажей по охране труда и правилам дорожного движения"
    told = (
        Head("№", 9),
        Head("Дата", 22),
        Head("Тема инструктажа", 60, grow=2, look=SMALL),
        Head("№ инструкции", 22),
        Head("Инструктаж провёл (фамилия, инициалы, подпись)", 48, grow=1, look=SMALL),
    )
    numbers = [str(number) for number in range(1, _BRIEFINGS + 1)]
    signed = (
        number_head(),
        name_head(40),
        Head(
            "Подписи обучающихся по номерам инструктажей",
            below=tuple(Head(number, 10) for number in numbers),
        ),
    )
    return (
        Wide(
            title, told, rows_of(((number, *("",) * 4) for number in numbers), lowest=9), tallest=16
        ),
        Wide(f"{title}: подписи", signed, rows_of(_rows(people, _BRIEFINGS)), tallest=TALLEST),
    )


def _rows(people: Sequence[Named], empty: int) -> list[tuple[Cell, ...]]:
    """A row for every pupil and some without a name."""
    names = (*shown_names(people), *("",) * _SPARE)
    return [(str(number), name, *("",) * empty) for number, name in enumerate(names, 1)]
