"""A school year in the making: what every later step needs to know about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from journal_desktop.demo.calendar import YearCalendar
from journal_desktop.demo.office import Office
from journal_desktop.demo.population import Person, Place
from journal_desktop.demo.sheaf import Sheaf
from journal_desktop.demo.staffing import Worker
from journal_desktop.demo.structure import ClassShape
from journal_desktop.demo.values_school import Period
from journal_desktop.demo.words import table
from journal_desktop.domain.spread import PeriodState
from journal_desktop.domain.vocabulary import Scheme, Sex

_AUGUST: Final = 8
ZONE: Final = ZoneInfo("Asia/Krasnoyarsk")


class SlotAt(NamedTuple):
    """A weekly lesson: weekday 1 to 5, number in the shift, weeks «11», «10» or «01»."""

    id: int
    weekday: int
    number: int
    weeks: str


@dataclass(slots=True)
class PageWork:
    """A journal page; `group` 0 is the whole class."""

    id: int
    shape: ClassShape
    subject: str
    group: int
    half_hours: int
    no_marks: bool
    worker: Worker
    places: list[Place]
    slots: list[SlotAt] = field(default_factory=list)
    plan_hours: int = 0

    @property
    def subject_id(self) -> int:
        """The subject's row."""
        return subject_id(self.subject)

    @property
    def max_marks(self) -> int:
        """Marks allowed in one cell (domain 5.3)."""
        return int(table("subjects")[self.subject].get("max_marks", 1))


@dataclass(slots=True)
class YearBook:
    """One year; `until` is the last day that has happened, `today` its half-filled day if any."""

    calendar: YearCalendar
    year_id: int
    until: date
    closed: bool
    today: date | None
    sheaf: Sheaf
    office: Office
    periods: Mapping[tuple[Scheme, int], Period]
    class_ids: Mapping[ClassShape, int]
    places: Mapping[ClassShape, list[Place]]
    leaders: Mapping[ClassShape, Worker]
    lesson_span: tuple[date, date]
    pages: list[PageWork] = field(default_factory=list)

    @property
    def last_day(self) -> date | None:
        """31 August of a closed year, None while it goes on: when its appointments ended."""
        return date(self.calendar.first_year + 1, 8, 31) if self.closed else None

    def periods_of(self, scheme: Scheme) -> Iterator[Period]:
        """Quarters or half-years in order, without the year."""
        return (row for (known, number), row in self.periods.items() if known is scheme and number)

    def is_finished(self, period: Period) -> bool:
        """Whether final marks of the period are in."""
        return period.state in (PeriodState.CLOSED, PeriodState.ARCHIVED)

    @property
    def persons(self) -> dict[int, Person]:
        """Every pupil of the year by id."""
        return {place.person.id: place.person for all_ in self.places.values() for place in all_}


@cache
def subject_id(code: str) -> int:
    """Subjects are numbered in the order of `data/subjects.toml`."""
    return list(table("subjects")).index(code) + 1


@cache
def kind_id(code: str) -> int:
    """Kinds of work are numbered in the order of `data/work_kinds.toml`."""
    return [kind[0] for kind in table("work_kinds")["kinds"]].index(code) + 1


@cache
def is_control(code: str) -> bool:
    """Whether everybody present must get a mark."""
    return any(kind[0] == code and kind[4] for kind in table("work_kinds")["kinds"])


@cache
def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE).astimezone(UTC)


def moment(day: date, at: time, minutes: int = 0) -> datetime:
    """A time of the school's clock, `minutes` later, as a moment in UTC."""
    return _midnight(day) + timedelta(hours=at.hour, minutes=at.minute + minutes)


def bell_schedule(shape: ClassShape, *, spring: bool) -> str:
    """Which bells of `data/bells.toml` a class lives by."""
    if shape.grade == 1:
        return "grade1_spring" if spring else "grade1_autumn"
    return "first" if shape.shift == 1 else "second"


@cache
def lesson_end(shape: ClassShape, day: date, number: int) -> time:
    """When that lesson of the class ends."""
    bells = table("bells")[bell_schedule(shape, spring=day.month < _AUGUST)]
    end: time = bells["times"][number - 1][1]
    return end


def group_of(person: Person, subject: str, *, by_sex: bool) -> int:
    """1 or 2: boys and girls for labour where both are enough, halves of the class otherwise."""
    if subject == "trud" and by_sex:
        return 1 if person.name.sex is Sex.MALE else 2
    return 1 + person.id % 2
