"""A week's timetable as it is told by names, before anything in the journal is matched to it.

Source: R-3.2.2-01; domain 8.6 (groups across classes), 8.7 (subgroups).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from journal_desktop.domain.vocabulary import Sex

_GAP = re.compile(r"[\s\-‐‑–—]+")


@dataclass(frozen=True, slots=True, order=True)
class ClassKey:
    """A class of the year: grade 1 to 11 and its letter, "" when it is the only one."""

    grade: int
    letter: str

    @property
    def title(self) -> str:
        """«7А»; «5-1» for a class told by a digit."""
        return f"{self.grade}{'-' if self.letter[:1].isdecimal() else ''}{self.letter}"


@dataclass(frozen=True, slots=True)
class TeacherKey:
    """A teacher as the file names them: parts not given are "", initials stay «М.»."""

    surname: str
    name: str = ""
    patronymic: str = ""
    sex: Sex | None = None

    @property
    def title(self) -> str:
        """«Иванова Мария Петровна»."""
        return " ".join(filter(None, (self.surname, self.name, self.patronymic)))


@dataclass(frozen=True, slots=True)
class PageKey:
    """A journal page by names: one class, or several for a group across classes.

    `group` is "" for the whole class; `subject` is the title as the file has it.
    """

    classes: tuple[ClassKey, ...]
    group: str
    subject: str

    @property
    def is_across(self) -> bool:
        """Whether pupils of several classes study there together."""
        return len(self.classes) > 1

    @property
    def group_title(self) -> str:
        """What the subgroup is called; a group across classes is named after them."""
        return f"{self.classes_title} {self.group}" if self.is_across else self.group

    @property
    def classes_title(self) -> str:
        """«10А, 10Б»."""
        return ", ".join(key.title for key in self.classes)

    @property
    def title(self) -> str:
        """«7А Алгебра», «5А Английский язык (группа 1)»."""
        group = f" ({self.group})" if self.group else ""
        return f"{self.classes_title} {self.subject}{group}"


@dataclass(frozen=True, slots=True)
class Placed:
    """One place of a page in the week.

    `division` says what divides the class, "" for the whole one. The first of `teachers` gives the
    lesson. `weekday` is 1 Monday to 7; `weeks` masks the weeks of the year: «11», «10», «01».
    """

    page: PageKey
    division: str
    subject_short: str
    teachers: tuple[TeacherKey, ...]
    room: str
    weekday: int
    number: int
    weeks: str


def told_key(text: str) -> str:
    """A string equal for names that differ only in case, Ё, spaces and hyphens."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    return _GAP.sub(" ", plain).strip()
