"""Attendance of a class: missed days and lessons by reason, of days, periods and the year.

Source: Regulation 3.2.3, 3.2.4; domain 6.4, 6.5.4, 6.5.8, A2, A3. Only conducted lessons count, for
a pupil those of the own class and subgroup on the days of enrolment. Days before 1 September and
after the year belong to no period: the year is the sum of its periods and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce
from typing import Final, NamedTuple

from journal_desktop.domain.spread import Enrolled, PupilRow

SICK, VALID, TRUANT = "б", "у", "н"
LETTERS: Final = (SICK, VALID, TRUANT)
"""In the order that decides the reason of a day when two have as many lessons (domain 6.4)."""
COURSES_RULE: Final = "attendance_courses"
"""Setting: extracurricular courses count too; off unless the school sets it (domain 6.4)."""
_TENTH: Final = Decimal("0.1")
_ONE, _HUNDRED = Decimal(1), Decimal(100)


class ByReason(NamedTuple):
    """A number for each letter: б, у, н."""

    sick: int = 0
    valid: int = 0
    truant: int = 0

    @property
    def total(self) -> int:
        """For any reason."""
        return self.sick + self.valid + self.truant

    @property
    def reason(self) -> str:
        """The letter with the largest number, ties б > у > н; "" when there is none."""
        most = max(self)
        return LETTERS[self.index(most)] if most else ""

    def plus(self, other: ByReason) -> ByReason:
        """Both together."""
        return ByReason(
            self.sick + other.sick, self.valid + other.valid, self.truant + other.truant
        )


NONE: Final = ByReason()
_OF_LETTER: Final = {
    letter: ByReason(*(int(letter == one) for one in LETTERS)) for letter in LETTERS
}


@dataclass(frozen=True, slots=True)
class Totals:
    """What is told of a pupil or a class over some days.

    `plan` and `plan_days` are conducted lessons and days with lessons while enrolled; `unconfirmed`
    are those of `lessons.truant` whose reason the class teacher has not confirmed (A2); `late` is
    not in missed (A3).
    """

    plan: int = 0
    plan_days: int = 0
    days: ByReason = NONE
    lessons: ByReason = NONE
    late: int = 0
    unconfirmed: int = 0

    def plus(self, other: Totals) -> Totals:
        """Both together."""
        return Totals(
            self.plan + other.plan,
            self.plan_days + other.plan_days,
            self.days.plus(other.days),
            self.lessons.plus(other.lessons),
            self.late + other.late,
            self.unconfirmed + other.unconfirmed,
        )

    @property
    def percent(self) -> Decimal | None:
        """Посещаемость, % to one place; None when no lesson was conducted."""
        if not self.plan:
            return None
        share = Decimal(self.plan - self.lessons.total) / Decimal(self.plan) * _HUNDRED
        return share.quantize(_TENTH, ROUND_HALF_UP)


def summed(totals: Iterable[Totals]) -> Totals:
    """All of them together."""
    kept = tuple(totals)
    return Totals(
        sum([one.plan for one in kept]),
        sum([one.plan_days for one in kept]),
        _together(one.days for one in kept),
        _together(one.lessons for one in kept),
        sum([one.late for one in kept]),
        sum([one.unconfirmed for one in kept]),
    )


def _together(reasons: Iterable[ByReason]) -> ByReason:
    """Their sum; most days have none, and are not worth an object."""
    return reduce(ByReason.plus, [one for one in reasons if one is not NONE], NONE)


def each_of(number: int, pupils: int) -> Decimal | None:
    """«На одного обучающегося», to one place; None for nobody."""
    return (Decimal(number) / Decimal(pupils)).quantize(_TENTH, ROUND_HALF_UP) if pupils else None


class HeldLesson(NamedTuple):
    """A conducted lesson; `subgroup_id` None is the whole class."""

    id: int
    day: date
    number: int
    subgroup_id: int | None = None


class Absent(NamedTuple):
    """What stands in a cell: a letter, or lateness without one."""

    pupil_id: int
    lesson_id: int
    letter: str
    late: bool = False
    confirmed: bool = True


class PupilDay(NamedTuple):
    """A day of a pupil: conducted lessons, those missed by reason."""

    day: date
    plan: int
    missed: ByReason = NONE
    late: int = 0
    unconfirmed: int = 0

    @property
    def whole(self) -> str:
        """The reason of a day missed altogether; "" when the pupil came to a lesson."""
        return self.missed.reason if self.plan and self.missed.total == self.plan else ""


@dataclass(frozen=True, slots=True)
class PeriodSpan:
    """A period of the class's scheme; the year has none of its own."""

    id: int
    number: int
    title: str
    short: str
    begins: date
    ends: date


@dataclass(frozen=True, slots=True)
class PupilAttendance:
    """A pupil of the class with every day that had lessons, in order."""

    pupil: PupilRow
    days: tuple[PupilDay, ...]

    def totals(self, begins: date, ends: date) -> Totals:
        """Of the days from–to, both included."""
        kept = [day for day in self.days if begins <= day.day <= ends]
        missed = [day for day in kept if day.missed is not NONE]
        return Totals(
            sum([day.plan for day in kept]),
            len(kept),
            _together(_OF_LETTER.get(day.whole, NONE) for day in missed),
            _together(day.missed for day in missed),
            sum([day.late for day in kept]),
            sum([day.unconfirmed for day in kept]),
        )


@dataclass(frozen=True, slots=True)
class ClassAttendance:
    """Attendance of a class from–to: pupils by name, conducted lessons, absences that stand.

    `lessons` are those of the class and of its subgroups, by day and number.
    """

    class_id: int
    title: str
    year: str
    begins: date
    ends: date
    periods: tuple[PeriodSpan, ...]
    pupils: tuple[PupilAttendance, ...]
    lessons: tuple[HeldLesson, ...]
    absences: tuple[Absent, ...]

    def of_class(self, begins: date, ends: date) -> Totals:
        """The class: the sum of its pupils."""
        return summed(pupil.totals(begins, ends) for pupil in self.pupils)

    def by_period(self, pupil: PupilAttendance) -> tuple[Totals, ...]:
        """One pupil: each period in order, then the year as their sum."""
        parts = tuple(pupil.totals(period.begins, period.ends) for period in self.periods)
        return (*parts, summed(parts))

    def class_by_period(self) -> tuple[Totals, ...]:
        """The class: each period in order, then the year as their sum."""
        parts = tuple(self.of_class(period.begins, period.ends) for period in self.periods)
        return (*parts, summed(parts))

    def on_roll(self, begins: date, ends: date) -> int:
        """How many pupils were enrolled on the last of these days, or on any if all have left."""
        last = sum(pupil.pupil.present_on(ends) for pupil in self.pupils)
        return last or sum(
            any(
                stay.begins <= ends and begins <= (stay.ends or ends) for stay in one.pupil.enrolled
            )
            for one in self.pupils
        )


Members = Mapping[int, Sequence[Enrolled]]
"""Stays in a subgroup by pupil id."""


class _Held(NamedTuple):
    """Lessons of a day: of the whole class, and of its subgroups."""

    day: date
    whole: list[int]
    groups: dict[int, list[int]]


def attendance_of(
    pupils: Sequence[PupilRow],
    members: Mapping[int, Members],
    lessons: Iterable[HeldLesson],
    absences: Iterable[Absent],
) -> tuple[PupilAttendance, ...]:
    """Days of every pupil of the class; `members` are stays by subgroup id."""
    held: dict[date, _Held] = {}
    day_of: dict[int, date] = {}
    for lesson in lessons:
        day_of[lesson.id] = lesson.day
        one = held.setdefault(lesson.day, _Held(lesson.day, [], defaultdict(list)))
        into = one.whole if lesson.subgroup_id is None else one.groups[lesson.subgroup_id]
        into.append(lesson.id)
    cells: dict[int, dict[date, list[Absent]]] = defaultdict(lambda: defaultdict(list))
    for absent in absences:
        if (day := day_of.get(absent.lesson_id)) is not None:
            cells[absent.pupil_id][day].append(absent)
    days = [held[day] for day in sorted(held)]
    return tuple(
        PupilAttendance(pupil, tuple(_days(pupil, members, days, cells.get(pupil.id, {}))))
        for pupil in pupils
    )


def _days(
    pupil: PupilRow,
    members: Mapping[int, Members],
    days: Sequence[_Held],
    cells: Mapping[date, Sequence[Absent]],
) -> Iterator[PupilDay]:
    groups = [(group, own[pupil.id]) for group, own in members.items() if pupil.id in own]
    for one in days:
        day = one.day
        if not pupil.present_on(day):
            continue
        parts: list[list[int]] = []
        if one.groups:
            parts = [
                one.groups[group]
                for group, stays in groups
                if group in one.groups and any(stay.holds(day) for stay in stays)
            ]
        count = len(one.whole) + sum(map(len, parts))
        if count and day not in cells:
            yield PupilDay(day, count)
        elif count:
            own = {*one.whole, *(lesson for part in parts for lesson in part)}
            yield _day(day, count, [cell for cell in cells[day] if cell.lesson_id in own])


def _day(day: date, count: int, stands: Sequence[Absent]) -> PupilDay:
    missed = [cell for cell in stands if cell.letter]
    return PupilDay(
        day,
        count,
        reduce(ByReason.plus, (_OF_LETTER[cell.letter] for cell in missed), NONE),
        sum(cell.late for cell in stands),
        sum(cell.letter == TRUANT and not cell.confirmed for cell in missed),
    )
