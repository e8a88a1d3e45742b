"""What a class's journal lacks before it is printed officially, by teacher.

Source: R-4.3-01 (never before all final marks are in), R-3.2.5-17, -18, R-3.2.4-13; domain 5.8.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import groupby
from typing import Final

from journal_desktop.domain.russian import plural, short_date

OFFICER: Final = "Ответственный за ведение ЭЖ"
"""Whose gaps are those of no teacher."""
_NAMED: Final = 5


class GapKind(Enum):
    """What is missing; the first ones stop the official print, the others leave a blank in it."""

    YEAR_OPEN = "YEAR_OPEN"
    PERIOD_OPEN = "PERIOD_OPEN"
    NO_FINAL = "NO_FINAL"
    NO_LETTER_ORDER = "NO_LETTER_ORDER"
    NO_DECISION = "NO_DECISION"
    NO_DECISION_ORDER = "NO_DECISION_ORDER"
    LESSON_EMPTY = "LESSON_EMPTY"
    NOT_CONFIRMED = "NOT_CONFIRMED"
    NO_TOPIC = "NO_TOPIC"
    NO_HOMEWORK = "NO_HOMEWORK"

    @property
    def stops(self) -> bool:
        """Whether the official journal waits for it (R-4.3-01)."""
        return self not in _BLANKS


_BLANKS: Final = frozenset(
    {GapKind.LESSON_EMPTY, GapKind.NOT_CONFIRMED, GapKind.NO_TOPIC, GapKind.NO_HOMEWORK}
)
_LESSONS: Final = {
    GapKind.NOT_CONFIRMED: "посещаемость не подтверждена —",
    GapKind.NO_TOPIC: "нет темы —",
    GapKind.NO_HOMEWORK: "нет домашнего задания —",
}
_PUPILS: Final = {
    GapKind.NO_FINAL: "нет итоговой отметки",
    GapKind.NO_LETTER_ORDER: "нет приказа о неаттестации",
    GapKind.NO_DECISION: "нет решения педсовета",
    GapKind.NO_DECISION_ORDER: "нет приказа к решению педсовета",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing and who fills it.

    `page_id`, `period_id` and `day` say where: the page, the final column, the first such lesson.
    `count` is of lessons, pupils or periods; `names` are the pupils, «Белов Иван».
    """

    kind: GapKind
    teacher: str
    text: str
    count: int = 1
    page_id: int | None = None
    period_id: int | None = None
    day: date | None = None
    names: tuple[str, ...] = ()
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class ClassReadiness:
    """A class of a year and what its journal lacks, by teacher; the officer's gaps come first."""

    class_id: int
    name: str
    grade: int
    class_teacher: str
    year_id: int
    year_is_closed: bool
    gaps: tuple[Gap, ...]

    @property
    def is_ready(self) -> bool:
        """Whether nothing stops the official print."""
        return not any(gap.kind.stops for gap in self.gaps)

    @property
    def count(self) -> int:
        """How many lessons, marks, decisions and periods wait, all together."""
        return sum(gap.count for gap in self.gaps)

    def by_teacher(self) -> tuple[tuple[str, tuple[Gap, ...]], ...]:
        """The gaps of each teacher."""
        return tuple(
            (name, tuple(own)) for name, own in groupby(self.gaps, lambda gap: gap.teacher)
        )


def lessons_text(subject: str, kind: GapKind, count: int, first: date) -> str:
    """«Алгебра: нет темы — 3 урока, первый 04.09.2026», «Алгебра: не заполнены 3 урока, …»."""
    lack = _LESSONS.get(kind) or plural(count, "не заполнен", "не заполнены", "не заполнено")
    begins = short_date(first, year=True)
    tail = f"первый {begins}" if count > 1 else begins
    return f"{subject}: {lack} {count} {plural(count, 'урок', 'урока', 'уроков')}, {tail}"


def pupils_text(where: str, kind: GapKind, names: Sequence[str]) -> str:
    """«Алгебра, I четверть: нет итоговой отметки — Белов Иван и ещё 2»."""
    more = len(names) - _NAMED
    shown = ", ".join(names[:_NAMED]) + (f" и ещё {more}" if more > 0 else "")
    return f"{where}: {_PUPILS[kind]} — {shown}" if where else f"{_PUPILS[kind]} — {shown}"
