"""Attendance of a class counted once by its periods, for both sections that print it."""

from __future__ import annotations

from dataclasses import dataclass

from journal_desktop.domain.attendance import ClassAttendance, PeriodSpan, Totals, summed
from journal_desktop.queries.book_calendar import BookCalendar


@dataclass(frozen=True, slots=True)
class Counted:
    """`pupils` are the totals of each pupil, in order, by the periods of the calendar."""

    attendance: ClassAttendance
    calendar: BookCalendar
    pupils: tuple[tuple[Totals, ...], ...]

    def of_pupil(self, place: int, period: PeriodSpan) -> Totals:
        """One pupil in one period."""
        return self.pupils[place][self.calendar.periods.index(period)]

    def of_class(self) -> tuple[Totals, ...]:
        """The class by periods: the sum of its pupils."""
        return tuple(summed(totals) for totals in zip(*self.pupils, strict=True))


def counted(attendance: ClassAttendance, calendar: BookCalendar) -> Counted:
    """Count the days and lessons."""
    pupils = tuple(
        tuple(person.totals(period.begins, period.ends) for period in calendar.periods)
        for person in attendance.pupils
    )
    return Counted(attendance, calendar, pupils)
