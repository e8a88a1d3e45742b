"""Which classes a year has and what they study.

Source: domain reference 8.3 (shifts), 8.4-8.6 (study plans), R-3.2.5-17 (no-mark courses).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from journal_desktop.demo.words import table
from journal_desktop.domain.vocabulary import PlanPart, Scheme

GROWTH_FROM: Final = 2025
"""Since this year four classes are taken into grade 1 instead of three."""
PRIMARY: Final = 4
SENIOR: Final = 10
_FIRST_ENGLISH: Final = (2, "anglijskij")
SECOND_SHIFT: Final = frozenset({3, 4, 6})
PROFILES: Final[Mapping[str, str]] = {"А": "tech", "Б": "hum"}
PROFILE_TITLES: Final[Mapping[str, str]] = {"tech": "технологический", "hum": "гуманитарный"}
SHOW_CLASS: Final = (7, "А")


@dataclass(frozen=True, slots=True)
class Size:
    """How large a school is built; `only` limits it to one class and one quarter."""

    name: str
    years: int
    only: tuple[int, str] | None = None


SIZES: Final[Mapping[str, Size]] = {
    "class": Size("class", 1, SHOW_CLASS),
    "school": Size("school", 2),
    "archive": Size("archive", 26),
}


class PlanLine(NamedTuple):
    """A line of the study plan; hours are half hours per week."""

    subject: str
    half_hours: int
    part: PlanPart
    advanced: bool
    no_marks: bool


class ClassShape(NamedTuple):
    """A class of one year, before it has pupils."""

    first_year: int
    grade: int
    letter: str

    @property
    def title(self) -> str:
        """«7А»."""
        return f"{self.grade}{self.letter}"

    @property
    def cohort(self) -> tuple[int, str]:
        """The same for a class through its years: year of grade 1 and letter."""
        return (self.first_year - self.grade + 1, self.letter)

    @property
    def profile(self) -> str:
        """Profile of grades 10-11, "" below."""
        return PROFILES[self.letter] if self.grade >= SENIOR else ""

    @property
    def shift(self) -> int:
        """1 or 2; grades 1, 5, 7-11 and 2 study in the first one."""
        return 2 if self.grade in SECOND_SHIFT else 1

    @property
    def scheme(self) -> Scheme:
        """Quarters, half-years in grades 10-11, the whole year in grade 1."""
        if self.grade == 1:
            return Scheme.YEAR
        return Scheme.HALVES if self.grade >= SENIOR else Scheme.QUARTERS


def classes_of(first_year: int, size: Size) -> tuple[ClassShape, ...]:
    """Classes of a year from 1А to 11Б."""
    if size.only is not None:
        return (ClassShape(first_year, *size.only),)
    return tuple(
        ClassShape(first_year, grade, letter)
        for grade in range(1, 12)
        for letter in _letters(first_year, grade)
    )


def _letters(first_year: int, grade: int) -> str:
    if grade >= SENIOR:
        return "АБ"
    return "АБВГ" if first_year - grade + 1 >= GROWTH_FROM else "АБВ"


@cache
def plan_of(shape: ClassShape) -> tuple[PlanLine, ...]:
    """The study plan of a class, subjects in the order of the plan."""
    tables = table("study_plans")
    grade = str(shape.grade)
    if shape.profile:
        hours = dict(tables["profile"][shape.profile][grade])
    else:
        hours = dict(tables["grade"][grade])
        for until, changes in tables["before"].items():
            if shape.first_year < int(until):
                hours |= changes.get(grade, {})
    advanced = tables["advanced"].get(shape.profile, ())
    return tuple(
        PlanLine(code, int(2 * weekly), _part(code), code in advanced, has_no_marks(code, shape))
        for code, weekly in hours.items()
    )


def has_no_marks(subject: str, shape: ClassShape) -> bool:
    """Whether «К» stands instead of marks (R-3.2.5-17)."""
    by_grade = shape.grade == 1 or (shape.grade, subject) == _FIRST_ENGLISH
    return by_grade or subject == "orkse" or bool(table("subjects")[subject].get("no_marks"))


def _part(subject: str) -> PlanPart:
    chosen = ("gramotnost", "finansy", "cherchenie", "praktikum_mat", "praktikum_rus")
    return PlanPart.CHOSEN if subject in (*chosen, "praktikum_est") else PlanPart.REQUIRED


def speciality_of(subject: str, grade: int) -> str:
    """Whose teachers give a subject; in grades 1-4 mostly the class's own teacher."""
    own = str(table("subjects")[subject]["speciality"])
    if grade > PRIMARY or own in ("eng", "music", "sport"):
        return own
    return "primary"


_TOWN_GROUP: Final = 25


def is_divided(subject: str, grade: int, pupils: int) -> bool:
    """Whether the class is taught in two subgroups (domain 8.7)."""
    if pupils < _TOWN_GROUP:
        return False
    grades = {"anglijskij": range(2, 12), "informatika": range(7, 12), "trud": range(5, 10)}
    return grade in grades.get(subject, ())


DAILY: Final[Mapping[int, tuple[int, ...]]] = {
    21: (4, 4, 4, 4, 5),
    23: (5, 4, 5, 5, 4),
    29: (6, 6, 6, 6, 5),
    30: (6, 6, 6, 6, 6),
    32: (6, 7, 6, 7, 6),
    33: (7, 7, 6, 7, 6),
    34: (7, 7, 7, 7, 6),
}
"""Lessons from Monday to Friday for the weekly hours (domain 8.3)."""
