"""Years, classes and journal pages a person may open, and the periods of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar

from sqlalchemy import ColumnElement, and_, func, select
from typing_extensions import override

from journal_desktop.access.policy import PageTarget, Right, may
from journal_desktop.domain.spread import LessonState, year_title
from journal_desktop.domain.vocabulary import YearState
from journal_desktop.queries.base import Query
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow, SubgroupRow
from journal_desktop.store.rows.lessons import LessonRow, SubstitutionRow
from journal_desktop.store.rows.school import (
    BellRow,
    BellScheduleRow,
    SchoolYearRow,
    SubjectRow,
)
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class YearItem:
    """A school year to choose: «2026/2027»."""

    id: int
    title: str
    begins: date
    ends: date
    is_closed: bool = False


def year_in_front(years: Sequence[YearItem], wanted: int | None, today: date) -> YearItem | None:
    """The year that is wanted, or the last that has begun, or the first there is."""
    found = next((year for year in years if year.id == wanted), None)
    begun = [year for year in years if year.begins <= today]
    return found or next(iter(begun or years), None)


@dataclass(frozen=True, slots=True)
class PageItem:
    """A page to choose; `group` is "" for the whole class.

    `own` when the person teaches it; a page on which only one lesson is given in another's place
    is not.
    """

    page_id: int
    class_id: int | None
    class_name: str
    grade: int
    subject: str
    group: str
    weekly_half_hours: int
    own: bool


@dataclass(frozen=True)
class SchoolYears(Query[tuple[YearItem, ...]]):
    """Every school year, newest first."""

    right: ClassVar = Right.SCHOOL_READ

    @override
    def answer(self, session: JournalSession) -> tuple[YearItem, ...]:
        newest = select(SchoolYearRow).order_by(SchoolYearRow.first_year.desc())
        return tuple(
            YearItem(row.id, year_title(row.first_year), row.begins, row.ends, _is_closed(row))
            for row in session.scalars(newest)
        )


@dataclass(frozen=True)
class PagesOf(Query[tuple[PageItem, ...]]):
    """Pages of a year the person may read, by class, subject and subgroup."""

    right: ClassVar = Right.SCHOOL_READ
    year_id: int

    @override
    def answer(self, session: JournalSession) -> tuple[PageItem, ...]:
        actor = session.context.actor
        substituted = substituted_pages(session)
        query = (
            select(
                PageRow.id,
                PageRow.class_id,
                ClassGroupRow.grade,
                ClassGroupRow.letter,
                SubjectRow.title,
                SubgroupRow.title,
                PageRow.half_hours,
            )
            .join(SubjectRow, SubjectRow.id == PageRow.subject_id)
            .outerjoin(SubgroupRow, SubgroupRow.id == PageRow.subgroup_id)
            .outerjoin(ClassGroupRow, ClassGroupRow.id == PageRow.class_id)
            .where(PageRow.year_id == self.year_id)
            .order_by(
                ClassGroupRow.grade,
                ClassGroupRow.letter,
                PageRow.position,
                SubjectRow.position,
                PageRow.id,
            )
        )
        items = []
        for page, class_id, grade, letter, subject, group, hours in session.execute(query):
            target = PageTarget(page, class_id, substituted.get(page))
            if may(actor, Right.JOURNAL_READ, target):
                name = f"{grade}{letter}" if class_id else ""
                own = page in actor.pages
                item = PageItem(page, class_id, name, grade or 0, subject, group or "", hours, own)
                items.append(item)
        return tuple(items)


@dataclass(frozen=True)
class PageNow(Query[int | None]):
    """The page of the lesson the person gives now: the last one begun today, or else the first.

    Lessons given in another's place count, lessons given away do not; None without lessons today.
    """

    right: ClassVar = Right.SCHOOL_READ

    @override
    def answer(self, session: JournalSession) -> int | None:
        me, today = session.context.actor.staff_id, session.context.today
        replaced = SubstitutionRow.staff_id
        mine = func.coalesce(replaced, LessonRow.staff_id) == me
        plan = BellScheduleRow
        fits = and_(
            plan.year_id == PageRow.year_id,
            plan.shift == ClassGroupRow.shift,
            ClassGroupRow.grade.between(plan.grade_from, plan.grade_to),
            LessonRow.day.between(plan.begins, plan.ends),
            plan.short_day.is_(False),
        )
        query = (
            select(LessonRow.page_id, BellRow.begins, LessonRow.number)
            .join(PageRow, PageRow.id == LessonRow.page_id)
            .outerjoin(ClassGroupRow, ClassGroupRow.id == PageRow.class_id)
            .outerjoin(SubstitutionRow, SubstitutionRow.lesson_id == LessonRow.id)
            .outerjoin(plan, fits)
            .outerjoin(BellRow, _bell_of(plan))
            .where(LessonRow.day == today, LessonRow.state != LessonState.CANCELLED, mine)
            .order_by(BellRow.begins, LessonRow.number)
        )
        lessons: list[tuple[int, time | None]] = [
            (row[0], row[1]) for row in session.execute(query)
        ]
        now = session.context.local.time()
        begun = [page for page, at in lessons if at is not None and at <= now]
        return begun[-1] if begun else (lessons[0][0] if lessons else None)


def _bell_of(plan: type[BellScheduleRow]) -> ColumnElement[bool]:
    return and_(BellRow.schedule_id == plan.id, BellRow.number == LessonRow.number)


def _is_closed(row: SchoolYearRow) -> bool:
    return row.state in {YearState.CLOSED, YearState.ARCHIVED}


def substituted_pages(session: JournalSession) -> dict[int, int]:
    """Pages on which the actor gives lessons for another: page id → one such lesson."""
    if not session.context.actor.substitutions:
        return {}
    mine = SubstitutionRow.staff_id == session.context.actor.staff_id
    query = select(LessonRow.page_id, LessonRow.id).join(
        SubstitutionRow, and_(SubstitutionRow.lesson_id == LessonRow.id, mine)
    )
    return {row[0]: row[1] for row in session.execute(query)}
