"""The calendar of a school year as the rules see it: R-3.2.2-02."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.school_calendar import DayRule, SchoolCalendar, Vacation
from journal_desktop.queries.base import Query
from journal_desktop.store.rows.school import CalendarDayRow, SchoolYearRow, VacationRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True)
class CalendarOf(Query[SchoolCalendar]):
    """Vacations, holidays and moved days of a year."""

    right: ClassVar = Right.SCHOOL_READ
    year_id: int

    @override
    def answer(self, session: JournalSession) -> SchoolCalendar:
        return calendar_of(session, self.year_id)


def calendar_of(session: JournalSession, year_id: int) -> SchoolCalendar:
    """The same for a command, in its own transaction.

    Raises:
        Invalid: there is no such year.
    """
    year = session.get(SchoolYearRow, year_id)
    if year is None:
        raise Invalid("Такого учебного года в журнале нет. Заведите его на вкладке «Школа».")
    vacations = select(VacationRow).filter_by(year_id=year_id).order_by(VacationRow.begins)
    days = select(CalendarDayRow).filter_by(year_id=year_id).order_by(CalendarDayRow.day)
    return SchoolCalendar(
        year.begins,
        year.ends,
        tuple(
            Vacation(row.title, row.begins, row.ends, row.grade_from, row.grade_to)
            for row in session.scalars(vacations)
        ),
        tuple(
            DayRule(row.day, row.kind, row.title, row.follows_weekday)
            for row in session.scalars(days)
        ),
        year.week_days,
    )
