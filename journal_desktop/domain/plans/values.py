"""A lesson plan as rules see it: its lines, its hours and the hours of the study plan.

Source: Regulation 3.2.5 (R-3.2.5-10, -11), domain reference 7.1, 7.2. Hours are counted in half
hours: 1 is 0,5 h.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from journal_desktop.domain.russian import plural

HALF_HOURS: Final = 2
"""Half hours of one lesson."""
LONGEST_PLAN: Final = 1000
"""Lines a plan may have; the longest of schools has about three hundred."""
WEEKS_RULE: Final = "plan_weeks"
"""Setting: weeks of both half-years by grade, {"9": [16, 18]} (domain 7.2)."""
DUE_RULE: Final = "plans_due"
"""Setting: month and day by which plans are approved, [8, 31] (R-3.2.5-10)."""
_DUE: Final = (8, 31)
_WEEKS: Final = (16, 18)
_WEEKS_OF_FIRST_GRADE: Final = (16, 17)
_WEEK_FORMS: Final = ("неделя", "недели", "недель")


@dataclass(frozen=True, slots=True)
class PlanTopic:
    """One line of a plan (domain 7.1); `kind` is a code of 5.5, "" for an ordinary lesson.

    `is_control` by the kind of work, or by a control work named in the topic.
    """

    id: int
    number: int
    topic: str
    half_hours: int = HALF_HOURS
    section_id: int | None = None
    section: str = ""
    kind: str = ""
    kind_title: str = ""
    needs_form: bool = False
    is_control: bool = False
    lesson_type: str = ""
    homework: str = ""
    resources: str = ""
    outcomes: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StudyHours:
    """Weekly half hours by the study plan and the weeks of both half-years (domain 7.2)."""

    first: int
    second: int
    weeks: tuple[int, int] = _WEEKS

    @property
    def half_hours(self) -> int:
        """Half hours a year."""
        return self.first * self.weeks[0] + self.second * self.weeks[1]

    @property
    def weekly(self) -> int:
        """Half hours of the fuller week."""
        return max(self.first, self.second)

    @property
    def text(self) -> str:
        """«5 ч × 34 недели», «1 ч × 16 недель + 0 ч × 18 недель»."""
        if self.first == self.second:
            return _product(self.first, sum(self.weeks))
        return f"{_product(self.first, self.weeks[0])} + {_product(self.second, self.weeks[1])}"


def study_weeks(grade: int, setting: Any = None) -> tuple[int, int]:
    """School weeks of both half-years: 34 in all, 33 in grade 1, or as the school has set.

    `setting` is the value of `plan_weeks`; what is no pair of whole numbers is passed over.
    """
    usual = _WEEKS_OF_FIRST_GRADE if grade == 1 else _WEEKS
    told = setting.get(str(grade)) if isinstance(setting, Mapping) else None
    if not isinstance(told, list | tuple) or len(told) != len(usual):
        return usual
    first, second = told
    return (first, second) if isinstance(first, int) and isinstance(second, int) else usual


def due_day(first_year: int, setting: Any = None) -> date:
    """The day by which the plans of a school year are approved: 31 August (R-3.2.5-10)."""
    month, day = _DUE
    if isinstance(setting, list | tuple) and len(setting) == len(_DUE):
        month, day = setting
    try:
        return date(first_year, month, day)
    except (TypeError, ValueError):
        return date(first_year, *_DUE)


def total(topics: Iterable[PlanTopic]) -> int:
    """Half hours of all lines."""
    return sum(topic.half_hours for topic in topics)


def hours(half_hours: int) -> str:
    """«170», «0,5», «−2»: half hours as hours."""
    whole, half = divmod(abs(half_hours), HALF_HOURS)
    return f"{'−' if half_hours < 0 else ''}{whole}{',5' if half else ''}"


def lessons_of(half_hours: int) -> int:
    """How many lessons of an hour it takes; half an hour takes a lesson too."""
    return max(1, -(-half_hours // HALF_HOURS))


def _product(weekly: int, weeks: int) -> str:
    return f"{hours(weekly)} ч × {weeks} {plural(weeks, *_WEEK_FORMS)}"
