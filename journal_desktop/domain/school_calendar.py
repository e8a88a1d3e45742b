"""The school year by days: vacations, holidays, moved working days, weeks.

Source: Regulation 3.2.2 (R-3.2.2-02), domain reference 8.1–8.3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from journal_desktop.domain.vocabulary import DayKind

MONDAY_TO_FRIDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Vacation:
    """Days without lessons, both ends included, for grades `grade_from` to `grade_to`."""

    title: str
    begins: date
    ends: date
    grade_from: int = 1
    grade_to: int = 11

    def holds(self, day: date, grade: int) -> bool:
        """Whether this grade rests on that day."""
        return self.begins <= day <= self.ends and self.grade_from <= grade <= self.grade_to


@dataclass(frozen=True, slots=True)
class DayRule:
    """A day unlike its weekday; `follows_weekday`, 1 to 7, names whose timetable it has."""

    day: date
    kind: DayKind
    title: str = ""
    follows_weekday: int | None = None


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """One school year; grade 1 has five days a week whatever the others have (8.3)."""

    begins: date
    ends: date
    vacations: tuple[Vacation, ...] = ()
    day_rules: tuple[DayRule, ...] = ()
    week_days: int = MONDAY_TO_FRIDAY

    def rule(self, day: date) -> DayRule | None:
        """The rule of that day, if it has one."""
        return next((rule for rule in self.day_rules if rule.day == day), None)

    def is_short(self, day: date) -> bool:
        """Whether lessons are shortened that day."""
        rule = self.rule(day)
        return rule is not None and rule.kind is DayKind.SHORT

    def teaches(self, day: date, grade: int) -> bool:
        """Whether the grade has lessons that day; a vacation outweighs a moved working day."""
        if self.weekday_timetable(day) is None or self.vacation(day, grade) is not None:
            return False
        rule = self.rule(day)
        moved = rule is not None and rule.kind is DayKind.WORKING
        return moved or day.isoweekday() <= (MONDAY_TO_FRIDAY if grade == 1 else self.week_days)

    def vacation(self, day: date, grade: int) -> Vacation | None:
        """The vacation the grade has that day, if any."""
        return next((found for found in self.vacations if found.holds(day, grade)), None)

    def weekday_timetable(self, day: date) -> int | None:
        """Whose weekday timetable the day follows, 1 for Monday; None when the school is closed.

        A working Saturday moved from a Monday gives 1. Vacations depend on the grade and are left
        to `teaches`.
        """
        rule = self.rule(day)
        if not self.begins <= day <= self.ends:
            return None
        if rule is None:
            return day.isoweekday() if day.isoweekday() <= self.week_days else None
        if rule.kind is DayKind.HOLIDAY:
            return None
        works = rule.kind is DayKind.WORKING or day.isoweekday() <= self.week_days
        return (rule.follows_weekday or day.isoweekday()) if works else None

    def lesson_days(self, grade: int, begins: date, ends: date) -> tuple[date, ...]:
        """Days with lessons from `begins` to `ends`, both included."""
        days = (begins + _DAY * shift for shift in range((ends - begins).days + 1))
        return tuple(day for day in days if self.teaches(day, grade))

    def weekday_counts(self, grade: int, begins: date, ends: date) -> Mapping[int, int]:
        """How many lesson days follow each weekday's timetable, 1 to 7."""
        found = (self.weekday_timetable(day) for day in self.lesson_days(grade, begins, ends))
        return Counter(weekday for weekday in found if weekday is not None)

    def school_weeks(self, grade: int, begins: date, ends: date) -> int:
        """How many calendar weeks have at least one lesson day."""
        return len({self.week_number(day) for day in self.lesson_days(grade, begins, ends)})

    def week_number(self, day: date) -> int:
        """The calendar week, 1 for the one in which the school year begins; vacations count too.

        So odd and even weeks keep alternating over a vacation, as a wall calendar has them.
        """
        return (_monday(day) - _monday(self.begins)).days // 7 + 1

    def is_odd_week(self, day: date) -> bool:
        """Whether the day lies in an odd week of the school year."""
        return self.week_number(day) % 2 == 1


def _monday(day: date) -> date:
    """Monday of that week."""
    return day - _DAY * day.weekday()
