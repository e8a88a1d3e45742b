"""Names as the tables of the bound journal tell them, and words they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final, Protocol

from journal_desktop.printing.page import Align
from journal_desktop.printing.wide import Head, Look

NAME: Final = Look(size=8.5)
SMALL: Final = Look(size=8)
TALLEST: Final = 6.5
"""Millimetres to which rows of a table of pupils grow where its page has room."""


class Named(Protocol):
    """Somebody with a short and a full name."""

    @property
    def name(self) -> str:
        """«Абрамова Дарья»."""
        ...

    @property
    def full_name(self) -> str:
        """With the patronymic."""
        ...


def shown_names(people: Iterable[Named]) -> tuple[str, ...]:
    """«Абрамова Дарья»; namesakes get their patronymics."""
    everybody = tuple(people)
    met = Counter(person.name for person in everybody)
    return tuple(person.full_name if met[person.name] > 1 else person.name for person in everybody)


def number_head() -> Head:
    """The column of numbers."""
    return Head("№ п/п", 7, look=Look(align=Align.CENTRE, size=8))


def name_head(width: float = 38) -> Head:
    """The column of names, which takes what is left of the page."""
    return Head("Фамилия, имя обучающегося", width, grow=1, look=NAME)


def lines(*texts: str) -> str:
    """The texts that are there, one under the other."""
    return "\n".join(filter(None, texts))
