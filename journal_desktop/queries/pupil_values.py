"""A pupil of a list, as a file tells them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from journal_desktop.domain.vocabulary import Sex
from journal_desktop.queries.timetable_values import ClassKey

_DIGITS = 10


@dataclass(frozen=True, slots=True)
class NewParent:
    """A representative; `relation` is «мать», «отец» or ""."""

    surname: str
    name: str
    patronymic: str = ""
    phone: str = ""
    workplace: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class NewPupil:
    """A pupil; `enrolled` and `order` may be unknown, texts not given are "".

    `order` is the number and the day of the order of enrolment.
    """

    class_key: ClassKey
    surname: str
    name: str
    patronymic: str
    born: date
    sex: Sex
    file_number: str = ""
    address: str = ""
    phone: str = ""
    parents: tuple[NewParent, ...] = ()
    enrolled: date | None = None
    order: tuple[str, date] | None = None
    arrived_from: str = ""

    @property
    def full_name(self) -> str:
        """«Иванова Мария Петровна»."""
        return " ".join(filter(None, (self.surname, self.name, self.patronymic)))


def phone_key(phone: str) -> str:
    """Its last ten digits, so that +7, 8 and nothing in front are the same number."""
    return "".join(filter(str.isdecimal, phone))[-_DIGITS:]
