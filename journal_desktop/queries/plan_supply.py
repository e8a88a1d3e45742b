"""Lessons a year gives a page that follows a plan, and the days it lost.

Source: R-1.6-01, R-2.5-01; domain 7.5 (holidays, quarantine), 8.1.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import Select, func, select

from journal_desktop.domain.plans.course import Course
from journal_desktop.domain.plans.supply import DayOff, Supply, days_off
from journal_desktop.domain.plans.values import lessons_of
from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.timetable import NO_SCHOOL, REPLANNED, Slot
from journal_desktop.domain.vocabulary import SubstitutionKind
from journal_desktop.queries.year_calendar import calendar_of
from journal_desktop.queries.year_pages import slot_of
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow
from journal_desktop.store.rows.lessons import LessonRow, SlotRow, SubstitutionRow
from journal_desktop.store.rows.plans import PlanUseRow
from journal_desktop.store.session import JournalSession

ANOTHER: Final = "замена другим предметом"
_SENIOR: Final = 10


def of_another_subject() -> Select[int]:
    """Lessons that a substitute gave in another subject: no topic of the plan was given there."""
    return select(SubstitutionRow.lesson_id).where(SubstitutionRow.kind == SubstitutionKind.OTHER)


def slots_of(session: JournalSession, page_id: int) -> tuple[Slot, ...]:
    """The places of a page in the timetable."""
    rows = session.scalars(select(SlotRow).filter_by(page_id=page_id).order_by(SlotRow.id))
    return tuple(slot_of(row) for row in rows)


def grade_of(session: JournalSession, page_id: int) -> int:
    """The grade of a page's class; a group across classes counts as grade 10."""
    page = session.get_one(PageRow, page_id)
    group = session.get(ClassGroupRow, page.class_id) if page.class_id else None
    return group.grade if group else _SENIOR


def supply_of(session: JournalSession, use: PlanUseRow, course: Course) -> Supply:
    """Lessons the plan needs and the year gives, with the days lost."""
    needed = sum(lessons_of(item.half_hours) for item in course.items)
    halves = sum(item.half_hours == 1 for item in course.items)
    page = session.get_one(PageRow, use.page_id)
    changed = sorted((*changed_days(session, page), *_cancelled(session, page)), key=_day_of)
    taken = {place for item in course.items for place in item.places}
    passed = sum(place.done and place not in taken for place in course.places)
    return Supply(needed - halves // 2, len(course.places), tuple(changed), passed)


def _day_of(off: DayOff) -> date:
    return off.day


def _cancelled(session: JournalSession, page: PageRow) -> tuple[DayOff, ...]:
    """Lessons lost by a quarantine, an illness and the like; the calendar tells its own."""
    row = LessonRow
    query = (
        select(row.day, row.cancel_reason, func.count())
        .where(
            row.page_id == page.id,
            row.state == LessonState.CANCELLED,
            row.cancel_reason.not_in((REPLANNED, NO_SCHOOL)),
        )
        .group_by(row.day, row.cancel_reason)
    )
    other = (
        select(row.day, func.count())
        .where(row.page_id == page.id, row.id.in_(of_another_subject()))
        .group_by(row.day)
    )
    return (
        *(DayOff(day, reason, -count) for day, reason, count in session.execute(query)),
        *(DayOff(day, ANOTHER, -count) for day, count in session.execute(other)),
    )


def changed_days(session: JournalSession, page: PageRow) -> tuple[DayOff, ...]:
    """Days on which the calendar took lessons from the page or gave it some."""
    slots, grade = slots_of(session, page.id), grade_of(session, page.id)
    return days_off(slots, calendar_of(session, page.year_id), grade)
