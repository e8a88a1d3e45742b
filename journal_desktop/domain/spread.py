"""The spread of a journal page as values: what the grid shows and the printer binds.

Source: Regulation 2.3, 3.2.5; domain reference 2.3 (the opening of a subject), 5.1 and 5.4.
A *page* (страница журнала) is one class or subgroup with one subject in one school year.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from journal_desktop.domain.late_edits import LATE_EDIT_DAYS


class LessonState(Enum):
    """What became of a lesson; lessons are never deleted (R-1.4-01)."""

    PLANNED = "PLANNED"
    HELD = "HELD"
    CANCELLED = "CANCELLED"


class PeriodState(Enum):
    """States of a grading period (domain 5.8)."""

    FUTURE = "FUTURE"
    OPEN = "OPEN"
    FINALS = "FINALS"
    CLOSED = "CLOSED"
    ARCHIVED = "ARCHIVED"


class PeriodKind(Enum):
    """What a final column holds: a quarter or half-year, the year, the exam (ПА), the total."""

    PERIOD = "PERIOD"
    YEAR = "YEAR"
    EXAM = "EXAM"
    FINAL = "FINAL"

    __hash__ = object.__hash__  # members are single; a part of every key of a ledger


@dataclass(frozen=True, slots=True)
class Work:
    """One gradable work of a lesson; «4/5» in a cell means two of them (domain 5.3).

    `number` counts from 1. `weight` is the one in force, 1 when the school uses no weights.
    """

    id: int
    number: int
    kind: str
    kind_title: str
    kind_short: str
    weight: Decimal
    is_control: bool
    title: str = ""
    needs_form: bool = False
    """Whether the topic must have the form of R-3.2.5-16."""


@dataclass(frozen=True, slots=True)
class LessonColumn:
    """One lesson: a column on the left page, a row on the right one, in order of date and number.

    `teacher` is the person who gives it, «Замена: …» goes into `substitution`.
    `homework_due` is the last moment of R-3.2.5-09, local time of the school; None when unknown.
    `half_hours` is 2 for an ordinary lesson.
    """

    id: int
    day: date
    number: int
    state: LessonState
    works: tuple[Work, ...]
    topic: str = ""
    homework: str = ""
    plan_number: int | None = None
    plan_topic: str = ""
    teacher_id: int | None = None
    teacher: str = ""
    substitution: str = ""
    confirmed: bool = False
    topic_at: datetime | None = None
    homework_at: datetime | None = None
    homework_due: datetime | None = None
    half_hours: int = 2
    period_id: int | None = None
    cancel_reason: str = ""
    topic_reason: str = ""
    """Why the topic differs from the plan's (R-3.2.5-15); "" when it does not."""
    plan_homework: str = ""
    """What the plan proposes as homework (domain 7.1)."""

    @property
    def off_plan(self) -> str:
        """«Отличается от КТП: карантин»; "" where the topic is the plan's."""
        return f"Отличается от КТП: {self.topic_reason}" if self.topic_reason else ""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Days on which a pupil belongs to the page, both ends included; `ends` None means still."""

    begins: date
    ends: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the day lies inside."""
        return self.begins <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class PupilRow:
    """One pupil of the page, in alphabetical order of `russian.sort_key`.

    `note` is printed across the row after departure: «выбыл 12.09.2025, пр. № 45-у …».
    `has_advice` and `paper_diary` are the neutral signs beside the name (R-5.3-03, R-6.1-02).
    """

    id: int
    name: str
    full_name: str
    enrolled: tuple[Enrolled, ...]
    note: str = ""
    has_advice: bool = False
    paper_diary: bool = False
    exempt: tuple[Enrolled, ...] = ()

    def present_on(self, day: date) -> bool:
        """Whether the pupil is enrolled on that day."""
        for stay in self.enrolled:  # asked for every pupil and day: no generator
            if stay.begins <= day and (stay.ends is None or day <= stay.ends):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands at one pupil and lesson: marks by work number, or an absence letter.

    `marks` has one entry per work, "" where there is none. `absence` is "", «у», «б» or «н»;
    `confirmed` says whether its reason is known (A2); `late` is «оп» (A3). `entered` says when each
    mark was first put, by work number; () when that is not known.
    """

    marks: tuple[str, ...] = ()
    absence: str = ""
    late: bool = False
    confirmed: bool = True
    comment: str = ""
    changed_at: datetime | None = None
    foreign: bool = False
    entered: tuple[datetime | None, ...] = ()
    changed_by: int | None = None

    @property
    def text(self) -> str:
        """The canonical text: «5», «4/5», «н», «4оп», «» — what is typed, compared and printed."""
        if self.absence:
            return self.absence
        marks = "/".join(self.marks).rstrip("/") if any(self.marks) else ""
        return f"{marks}оп" if self.late else marks


EMPTY = Cell()


def year_title(first_year: int) -> str:
    """«2026/2027» of the year that begins in 2026."""
    return f"{first_year}/{first_year + 1}"


@dataclass(frozen=True, slots=True)
class PeriodColumn:
    """A final column («I ч.», «Год», «Экз.», «Итог»); it stands after its period's last lesson.

    `reopened` is the moment until which it is open again after the deadline (domain 9.3).
    """

    period_id: int
    kind: PeriodKind
    title: str
    short: str
    begins: date
    ends: date
    state: PeriodState
    deadline: datetime | None = None
    reopened: datetime | None = None

    def is_overdue(self, now: datetime) -> bool:
        """Whether the deadline is past and nobody opened the column again."""
        late = self.deadline is not None and now > self.deadline
        return late and (self.reopened is None or self.reopened <= now)


@dataclass(frozen=True, slots=True)
class PeriodCell:
    """A final mark with what the program proposes and why (domain 5.7).

    `mean` is exact to two places, None without marks; `need` is the required number of marks,
    `count` the number there is; `why` is the Russian sentence behind the proposal. A `foreign` one
    comes from another school.
    """

    value: str = ""
    proposed: str = ""
    mean: Decimal | None = None
    count: int = 0
    need: int = 0
    why: str = ""
    reason: str = ""
    order: str = ""
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class PageTitle:
    """What the head of a spread says. `group` is «» for the whole class or «группа 1»."""

    id: int
    school_year: str
    class_id: int | None
    class_name: str
    grade: int
    subject: str
    group: str
    teacher: str
    weekly_half_hours: int
    no_marks: bool = False
    max_marks: int = 1
    teacher_ids: tuple[int, ...] = ()
    late_edit_days: int = LATE_EDIT_DAYS
    """After how many days an edit of a mark asks for a reason (domain 9.3)."""

    @property
    def heading(self) -> str:
        """Subject with its subgroup: «Английский язык (группа 1)»."""
        return f"{self.subject} ({self.group})" if self.group else self.subject


@dataclass(frozen=True, slots=True)
class Spread:
    """Pupils down, lessons across, then final columns; cells that hold nothing are absent."""

    title: PageTitle
    pupils: tuple[PupilRow, ...]
    lessons: tuple[LessonColumn, ...]
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    """Keyed by (pupil_id, lesson_id)."""
    periods: tuple[PeriodColumn, ...] = ()
    period_cells: dict[tuple[int, int, PeriodKind], PeriodCell] = field(default_factory=dict)
    """Keyed by (pupil_id, period_id, kind)."""

    def cell(self, pupil_id: int, lesson_id: int) -> Cell:
        """What stands there; EMPTY when nothing does."""
        return self.cells.get((pupil_id, lesson_id), EMPTY)
