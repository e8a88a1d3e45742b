"""Rows of the daily journal as plain values: plans, lessons, marks, absences, finals.

Each class names the columns of one table, so that a loader writes it as it is.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from journal_desktop.domain.spread import LessonState, PeriodKind
from journal_desktop.domain.vocabulary import PlanChange, PlanState, SubstitutionKind


class LessonPlan(NamedTuple):
    """A plan of a subject for a parallel by an author for a year."""

    id: int
    uid: UUID
    year_id: int
    subject_id: int
    grade: int
    author_id: int
    title: str
    programme: str
    state: PlanState
    submitted_at: datetime | None = None
    approved_at: datetime | None = None
    approved_by: int | None = None
    order_id: int | None = None
    returned_at: datetime | None = None
    remark: str | None = None


class PlanSection(NamedTuple):
    """A section of a plan."""

    id: int
    plan_id: int
    position: int
    title: str = ""


class PlanTopic(NamedTuple):
    """One lesson of a plan (domain 7.1); `number` runs 1…N without gaps."""

    id: int
    plan_id: int
    section_id: int | None
    number: int
    topic: str
    half_hours: int
    kind_id: int | None = None
    lesson_type: str = ""
    homework: str = ""
    resources: str = ""
    outcomes: str = ""
    note: str = ""


class PlanUse(NamedTuple):
    """A plan followed by a page."""

    id: int
    plan_id: int
    page_id: int


class PlanDate(NamedTuple):
    """The planned day of one topic for one page."""

    id: int
    use_id: int
    topic_id: int
    first_day: date | None = None
    day: date | None = None


class PlanCorrection(NamedTuple):
    """A line of «Лист корректировки» (domain 7.5)."""

    id: int
    use_id: int
    topic_id: int
    change: PlanChange
    day_before: date | None = None
    day_after: date | None = None
    with_topic_id: int | None = None
    reason: str = ""
    order_id: int | None = None


class Lesson(NamedTuple):
    """A lesson of a page on a day; ends as held or cancelled, never vanishes."""

    id: int
    uid: UUID
    page_id: int
    day: date
    number: int
    slot_id: int | None
    staff_id: int | None
    room_id: int | None
    half_hours: int
    state: LessonState
    topic: str = ""
    topic_reason: str = ""
    topic_at: datetime | None = None
    homework: str = ""
    homework_at: datetime | None = None
    homework_for_absent: str = ""
    plan_topic_id: int | None = None
    confirmed_at: datetime | None = None
    confirmed_by: int | None = None
    cancel_reason: str = ""
    order_id: int | None = None


class Substitution(NamedTuple):
    """Who gives a lesson instead of its teacher (R-3.2.5-03)."""

    id: int
    lesson_id: int
    absent_id: int
    staff_id: int | None
    kind: SubstitutionKind
    subject_id: int | None = None
    reason: str = ""
    order_id: int | None = None
    ended: date | None = None


class Work(NamedTuple):
    """A gradable work of a lesson; each lesson has number 1 (architecture 15.4)."""

    id: int
    lesson_id: int
    number: int
    kind_id: int
    title: str = ""
    weight: Decimal | None = None
    makeup_of: int | None = None


class Mark(NamedTuple):
    """The mark of one pupil for one work; null once cleared."""

    id: int
    work_id: int
    pupil_id: int
    value: str | None
    entered_at: datetime
    changed_at: datetime
    changed_by: int | None = None


class Absence(NamedTuple):
    """Absence or lateness at one lesson; `letter` null and not late once cleared."""

    id: int
    lesson_id: int
    pupil_id: int
    letter: str | None
    late: bool
    confirmed: bool
    excuse_id: int | None
    entered_at: datetime
    changed_at: datetime
    changed_by: int | None = None


class DayConfirmation(NamedTuple):
    """The class teacher confirmed a day of the class (R-3.2.4-06)."""

    id: int
    class_id: int
    day: date
    staff_id: int
    at: datetime


class PeriodMark(NamedTuple):
    """A final mark, keyed by pupil, subject and period, not by class; null once cleared."""

    id: int
    pupil_id: int
    subject_id: int
    period_id: int
    kind: PeriodKind
    page_id: int | None
    value: str | None
    reason: str
    order_id: int | None
    is_foreign: bool
    entered_at: datetime
    changed_at: datetime
    changed_by: int | None = None
