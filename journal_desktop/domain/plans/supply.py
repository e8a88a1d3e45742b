"""Lessons a year really gives a page, and why they are fewer than the plan needs.

Source: R-1.6-01, domain reference 7.5 (holidays take lessons of some weekdays), 8.1, 8.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from journal_desktop.domain.cells import short_day
from journal_desktop.domain.plans.course import Place
from journal_desktop.domain.russian import plural
from journal_desktop.domain.school_calendar import SchoolCalendar
from journal_desktop.domain.timetable import Slot, lesson_dates

_DAY: Final = timedelta(days=1)
_LESSONS: Final = ("урок", "урока", "уроков")
_DAYS: Final = ("день", "дня", "дней")
MOST_GROUPS: Final = 6
"""Reasons named in a sentence; the others are counted."""
MOST_DAYS: Final = 3
"""Days named of one reason where they are more."""


@dataclass(frozen=True, slots=True)
class DayOff:
    """A school day that a holiday or a transfer took lessons from, or gave lessons to.

    `lessons` is negative for lost ones; `title` is the holiday, or whose timetable the day has.
    """

    day: date
    title: str
    lessons: int

    @property
    def text(self) -> str:
        """«04.11.2026 (День народного единства)», «… – 2 урока» where it is not one."""
        count = abs(self.lessons)
        more = "" if count == 1 else f" – {count} {plural(count, *_LESSONS)}"
        title = f" ({self.title})" if self.title else ""
        return f"{short_day(self.day)}{title}{more}"


@dataclass(frozen=True, slots=True)
class Supply:
    """How many lessons the plan needs and the year gives, with the days that differ.

    `passed` are lessons gone by on which no topic of the plan was given.
    """

    needed: int
    given: int
    changed: tuple[DayOff, ...] = ()
    passed: int = 0

    @property
    def lacking(self) -> int:
        """Lessons too few; 0 when they suffice."""
        return max(0, self.needed + self.passed - self.given)

    @property
    def text(self) -> str:
        """What is missing and which days took it, one sentence after another."""
        said = f"По КТП нужно уроков: {self.needed}, в году их {self.given}"
        if self.passed:
            said += f", без темы КТП прошло {self.passed}"
        if self.lacking:
            said += f": не хватает {self.lacking}"
        parts = [f"{said}."]
        lost = [each for each in self.changed if each.lessons < 0]
        extra = [each for each in self.changed if each.lessons > 0]
        if lost:
            parts.append(f"Выпали: {days_text(lost)}.")
        if extra:
            parts.append(f"Добавлены: {days_text(extra)}.")
        return " ".join(parts)


def days_text(days: Sequence[DayOff]) -> str:
    """Days drawn together by their reason: «карантин – 9 уроков (12.01.2027, … и ещё 6 дней)».

    Many reasons are counted from the seventh on.
    """
    groups: dict[str, list[DayOff]] = {}
    for each in days:
        groups.setdefault(each.title or short_day(each.day), []).append(each)
    told = [_group_text(group) for group in list(groups.values())[:MOST_GROUPS]]
    rest = [each for group in list(groups.values())[MOST_GROUPS:] for each in group]
    if rest:
        told.append(f"и ещё {_lessons(rest)} ({_days(rest)})")
    return "; ".join(told)


def _group_text(group: Sequence[DayOff]) -> str:
    """One day as it is, several under their reason with the first of them."""
    if len(group) == 1:
        return group[0].text
    days = [short_day(each.day) for each in group]
    shown = ", ".join(days if len(days) <= MOST_DAYS + 1 else days[:MOST_DAYS])
    more = f" и ещё {_days(group[MOST_DAYS:])}" if len(days) > MOST_DAYS + 1 else ""
    return f"{group[0].title} – {_lessons(group)} ({shown}{more})"


def _lessons(group: Iterable[DayOff]) -> str:
    count = sum(abs(each.lessons) for each in group)
    return f"{count} {plural(count, *_LESSONS)}"


def _days(group: Sequence[DayOff]) -> str:
    return f"{len(group)} {plural(len(group), *_DAYS)}"


def slot_places(slots: Sequence[Slot], calendar: SchoolCalendar, grade: int) -> tuple[Place, ...]:
    """The lessons timetable and calendar give one page, by day and number, each once."""
    dates = lesson_dates(slots, calendar, grade, calendar.begins, calendar.ends)
    return tuple(dict.fromkeys(Place(day, slot.number) for slot, day in dates))


def days_off(slots: Sequence[Slot], calendar: SchoolCalendar, grade: int) -> tuple[DayOff, ...]:
    """Days outside vacations on which the page has other lessons than its weekday gives.

    A working Saturday that follows a Monday gives Monday's lessons; a holiday takes its own.
    """
    found = []
    day = calendar.begins
    while day <= calendar.ends:
        rule = calendar.rule(day)
        if rule is not None and calendar.vacation(day, grade) is None:
            usual = _count(slots, calendar, day, day.isoweekday())
            weekday = calendar.weekday_timetable(day) if calendar.teaches(day, grade) else None
            really = _count(slots, calendar, day, weekday) if weekday else 0
            if really != usual:
                found.append(DayOff(day, rule.title, really - usual))
        day += _DAY
    return tuple(found)


def _count(slots: Sequence[Slot], calendar: SchoolCalendar, day: date, weekday: int) -> int:
    week = calendar.week_number(day)
    return sum(slot.weekday == weekday and slot.holds(day) and slot.in_week(week) for slot in slots)
