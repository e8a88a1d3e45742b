"""Rows of the school as plain values: year, calendar, staff, classes, pages, timetable.

Each class names the columns of one table, so that a loader writes it as it is.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from journal_desktop.access.policy import Role
from journal_desktop.domain.spread import PeriodState
from journal_desktop.domain.vocabulary import (
    AccountState,
    DayKind,
    OrderKind,
    PlanPart,
    Scheme,
    Sex,
    SubjectKind,
    YearState,
)


class School(NamedTuple):
    """The one school of this database; `today` is set in a demonstration school only."""

    id: int
    name: str = ""
    short_name: str = ""
    settlement: str = ""
    region: str = ""
    zone: str = ""
    kiasuo_url: str = ""
    today: date | None = None


class Order(NamedTuple):
    """An order of the director or a protocol: number and date, always both."""

    id: int
    kind: OrderKind
    number: str
    day: date
    title: str = ""


class SchoolYear(NamedTuple):
    """A school year, 1 September to 31 August; `first_year` 2026 means 2026/2027."""

    id: int
    first_year: int
    begins: date
    ends: date
    week_days: int
    state: YearState


class Period(NamedTuple):
    """A grading period of a scheme; `number` 0 is the year itself."""

    id: int
    year_id: int
    scheme: Scheme
    number: int
    title: str
    short: str
    begins: date
    ends: date
    deadline: datetime | None
    state: PeriodState


class Vacation(NamedTuple):
    """Vacation days, for some grades only when `grade_from`…`grade_to` say so."""

    id: int
    year_id: int
    title: str
    begins: date
    ends: date
    grade_from: int
    grade_to: int


class CalendarDay(NamedTuple):
    """A day that differs from its weekday; a working Saturday may follow Monday's timetable."""

    id: int
    year_id: int
    day: date
    kind: DayKind
    title: str = ""
    follows_weekday: int | None = None


class BellSchedule(NamedTuple):
    """A bell schedule for a shift, grades and days (R-3.2.2-03)."""

    id: int
    year_id: int
    title: str
    shift: int
    grade_from: int
    grade_to: int
    begins: date
    ends: date
    short_day: bool


class Bell(NamedTuple):
    """Begin and end of one lesson number."""

    id: int
    schedule_id: int
    number: int
    begins: time
    ends: time


class Subject(NamedTuple):
    """A subject or course; `max_marks` in one cell is 2 for Russian and literature (5.3)."""

    id: int
    title: str
    short: str
    area: str
    kind: SubjectKind
    position: int
    max_marks: int


class Room(NamedTuple):
    """A classroom."""

    id: int
    title: str = ""
    building: str = ""


class WorkKind(NamedTuple):
    """A kind of work with its weight and terms (domain 5.5)."""

    id: int
    code: str
    title: str
    short: str
    weight: Decimal
    is_control: bool
    needs_form: bool
    result_days: int
    position: int


class Staff(NamedTuple):
    """A person who works at the school; past records stay with the name after dismissal."""

    id: int
    uid: UUID
    surname: str
    name: str
    patronymic: str
    sort_key: str
    sex: Sex
    position: str = ""
    hired: date | None = None
    dismissed: date | None = None
    nondisclosure: date | None = None


class Account(NamedTuple):
    """The right to log in; the password itself is kept by the engine, never here."""

    id: int
    staff_id: int
    login: str
    state: AccountState
    must_change: bool
    created_at: datetime


class RoleGrant(NamedTuple):
    """A role of a person from–to with its order; without one it is listed as baseless."""

    id: int
    staff_id: int
    role: Role
    begins: date
    ends: date | None = None
    order_id: int | None = None
    data_categories: str = ""


class ClassGroup(NamedTuple):
    """A class of one school year: «7А»."""

    id: int
    uid: UUID
    year_id: int
    grade: int
    letter: str
    profile: str
    shift: int
    scheme: Scheme
    room_id: int | None = None


class ClassTeacher(NamedTuple):
    """Class teacher from–to, by order."""

    id: int
    class_id: int
    staff_id: int
    begins: date
    ends: date | None = None
    order_id: int | None = None


class StudyPlan(NamedTuple):
    """Weekly hours of a subject in a class, by half-year (domain 7.2)."""

    id: int
    class_id: int
    subject_id: int
    half_hours_1: int
    half_hours_2: int
    part: PlanPart
    advanced: bool
    no_marks: bool
    position: int


class Subgroup(NamedTuple):
    """A part of a class, or a group across classes when `class_id` is null."""

    id: int
    year_id: int
    class_id: int | None = None
    title: str = ""
    division: str = ""


class Page(NamedTuple):
    """A journal page: a class or subgroup with one subject for one year."""

    id: int
    uid: UUID
    year_id: int
    class_id: int | None
    subgroup_id: int | None
    subject_id: int
    half_hours: int
    no_marks: bool
    max_marks: int
    scheme: Scheme | None
    position: int


class Assignment(NamedTuple):
    """Who teaches a page, from–to."""

    id: int
    page_id: int
    staff_id: int
    begins: date
    ends: date | None = None
    order_id: int | None = None


class Slot(NamedTuple):
    """A place in the timetable, valid from–to; `weeks` masks week parity: «11», «10», «01»."""

    id: int
    page_id: int
    staff_id: int | None
    room_id: int | None
    weekday: int
    number: int
    weeks: str
    begins: date
    ends: date | None = None
