"""Take in the production calendar: days off, shortened days, moved working days.

Source: R-3.2.2-02: days off put in after lessons have marks are told lesson by lesson, and asked.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from sqlalchemy import select

from journal_desktop.access.policy import Right
from journal_desktop.commands.base import Command, handles
from journal_desktop.commands.lesson_making import cancel, lesson_rows
from journal_desktop.domain.cells import closed_sentence, period_is_closed, short_day
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.school_calendar import DayRule, SchoolCalendar
from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.timetable import NO_SCHOOL
from journal_desktop.queries.lesson_places import (
    StandingLesson,
    standing_lessons,
    worked_lessons,
)
from journal_desktop.queries.year_calendar import calendar_of
from journal_desktop.queries.year_pages import YearPage, year_pages
from journal_desktop.store.rows.school import CalendarDayRow
from journal_desktop.store.session import JournalSession

_TITLE: Final = 120
_SHOWN: Final = 40
"""So many lessons are named in a refusal."""


@dataclass(frozen=True)
class ImportCalendar(Command):
    """Put days unlike their weekday into a year; days already so stay as they are.

    Lessons on a day that becomes free are cancelled; those with entries only with
    `cancel_lessons`, and their entries stay.
    """

    right: ClassVar = Right.SETUP_WRITE
    title: ClassVar = "Импорт календаря"
    year_id: int
    days: tuple[DayRule, ...]
    cancel_lessons: bool = False


@handles(ImportCalendar)
def import_calendar(session: JournalSession, cmd: ImportCalendar) -> None:
    """Change the days that differ; those outside the year are left out.

    Raises:
        Refused: lessons with entries stand on a day that becomes free, or in a closed period.
    """
    calendar = calendar_of(session, cmd.year_id)
    changed = changed_days(calendar, cmd.days)
    if not changed:
        return
    _put_days(session, cmd.year_id, changed)
    days = [rule.day for rule in changed]
    span = (session, cmd.year_id, min(days), max(days))
    pages = year_pages(session, cmd.year_id)
    lost = lost_lessons(pages, standing_lessons(*span), calendar_of(session, cmd.year_id), days)
    worked = worked_lessons(*span) if lost else set()
    kept = [each for each in lost if each.id in worked]
    if kept and not cmd.cancel_lessons:
        raise Refused(_has_entries(pages, kept))
    _cancel(session, pages, lost)


def changed_days(calendar: SchoolCalendar, days: Sequence[DayRule]) -> tuple[DayRule, ...]:
    """Days inside the year that the calendar has not got so yet.

    What the school itself decided about a working day, whose timetable it follows, stays.

    Raises:
        Invalid: a day is told twice in two ways.
    """
    wanted: dict[date, DayRule] = {}
    for rule in days:
        if wanted.setdefault(rule.day, rule) != rule:
            raise Invalid(f"День {short_day(rule.day)} указан дважды и по-разному.")
    return tuple(
        rule
        for day, rule in sorted(wanted.items())
        if calendar.begins <= day <= calendar.ends and not _stands(calendar.rule(day), rule)
    )


def lost_lessons(
    pages: dict[int, YearPage],
    standing: dict[int, list[StandingLesson]],
    calendar: SchoolCalendar,
    days: Collection[date],
) -> list[StandingLesson]:
    """Lessons not cancelled on the days on which their class has no school."""
    return [
        each
        for page_id, lessons in standing.items()
        for each in lessons
        if each.day in days
        and each.state is not LessonState.CANCELLED
        and not calendar.teaches(each.day, pages[page_id].grade)
    ]


def _stands(now: DayRule | None, rule: DayRule) -> bool:
    if now is None or (now.kind, now.title) != (rule.kind, rule.title[:_TITLE]):
        return False
    return rule.follows_weekday is None or now.follows_weekday is not None


def _put_days(session: JournalSession, year_id: int, days: Sequence[DayRule]) -> None:
    query = select(CalendarDayRow).where(
        CalendarDayRow.year_id == year_id, CalendarDayRow.day.in_([rule.day for rule in days])
    )
    rows = {row.day: row for row in session.scalars(query.with_for_update())}
    for rule in days:
        row = rows.get(rule.day)
        if row is None:
            row = CalendarDayRow(year_id=year_id, day=rule.day)
            session.add(row)
        row.kind, row.title = rule.kind, rule.title[:_TITLE]
        row.follows_weekday = rule.follows_weekday
    session.flush()


def _cancel(
    session: JournalSession, pages: dict[int, YearPage], lost: Sequence[StandingLesson]
) -> None:
    rows = lesson_rows(session, [each.id for each in lost])
    for each in lost:
        page, row = pages[each.page_id], rows[each.id]
        period = page.period(each.day)
        if period is not None and period_is_closed(period.state):
            raise Refused(f"{page.title}, {short_day(each.day)}. {closed_sentence(period.title)}")
        cancel(row, NO_SCHOOL)
        facts = page.facts(row.id, row.day, row.number, row.state)
        session.known["lesson", row.id] = facts
    session.flush()


def _has_entries(pages: dict[int, YearPage], kept: Sequence[StandingLesson]) -> str:
    """The refusal, lesson by lesson."""
    lines = [
        f"{short_day(each.day)}, урок {each.number}, {pages[each.page_id].title}"
        for each in sorted(kept, key=lambda each: (each.at, pages[each.page_id].title))
    ]
    rest = len(lines) - _SHOWN
    more = [f"и ещё уроков: {rest}"] if rest > 0 else []
    return (
        "Календарь не загружен: в дни, которые становятся нерабочими, есть уроки с записями "
        "(п. 3.2.2). Подтвердите отмену этих уроков или исправьте календарь:\n"
        + "\n".join([*lines[:_SHOWN], *more])
    )
