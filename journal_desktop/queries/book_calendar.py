"""Periods and school days of a class, by which its missed lessons are laid out.

Source: domain 2.2 rows 7 and 8, 5.6, R-3.2.2-02. Four statements.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import PageTarget, Right
from journal_desktop.domain.attendance import PeriodSpan
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.school_calendar import SchoolCalendar
from journal_desktop.domain.vocabulary import Scheme
from journal_desktop.queries.base import Query
from journal_desktop.queries.year_calendar import calendar_of
from journal_desktop.store.rows.classes import ClassGroupRow
from journal_desktop.store.rows.school import PeriodRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class BookCalendar:
    """`periods` by which absences of the class are told, `quarters` of the school.

    A class that has the year alone for its marks has its absences told by quarters.
    """

    grade: int
    periods: tuple[PeriodSpan, ...]
    quarters: tuple[PeriodSpan, ...]
    calendar: SchoolCalendar
    today: date


@dataclass(frozen=True)
class CalendarOfClass(Query[BookCalendar]):
    """When the class learned."""

    right: ClassVar = Right.CALENDAR_READ
    class_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return PageTarget(0, self.class_id)

    @override
    def answer(self, session: JournalSession) -> BookCalendar:
        group = session.get(ClassGroupRow, self.class_id)
        if group is None:
            raise Invalid("Такого класса в базе нет. Обновите окно.")
        found: dict[Scheme, list[PeriodSpan]] = defaultdict(list)
        year: dict[Scheme, PeriodSpan] = {}
        rows = select(PeriodRow).filter_by(year_id=group.year_id).order_by(PeriodRow.number)
        for row in session.scalars(rows):
            span = PeriodSpan(row.id, row.number, row.title, row.short, row.begins, row.ends)
            if row.number:
                found[row.scheme].append(span)
            else:
                year[row.scheme] = span
        own = found[group.scheme] or found[Scheme.QUARTERS]
        whole = [year[group.scheme]] if group.scheme in year else []
        return BookCalendar(
            grade=group.grade,
            periods=tuple(own or whole),
            quarters=tuple(found[Scheme.QUARTERS]),
            calendar=calendar_of(session, group.year_id),
            today=session.context.today,
        )
