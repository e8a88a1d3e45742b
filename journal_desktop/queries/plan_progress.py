"""Plan against fact of every page: «Выполнение учебных программ».

Source: R-2.5-01 (a lesson given by another subject is not one of this programme), domain O-25.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import aliased
from typing_extensions import override

from journal_desktop.access.policy import Right, Role
from journal_desktop.domain.plans.course import WITHOUT_LESSON
from journal_desktop.domain.plans.progress import Fulfilment, made_good_text
from journal_desktop.domain.plans.values import StudyHours, study_weeks
from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.timetable import NO_SCHOOL, REPLANNED
from journal_desktop.domain.vocabulary import PlanChange, SubstitutionKind
from journal_desktop.queries.base import Query
from journal_desktop.queries.page_teachers import teachers_of
from journal_desktop.queries.plan_rows import weeks_setting
from journal_desktop.queries.year_periods import used_periods
from journal_desktop.store.rows.classes import (
    ClassGroupRow,
    PageRow,
    StudyPlanRow,
    SubgroupRow,
)
from journal_desktop.store.rows.lessons import LessonRow, SubstitutionRow
from journal_desktop.store.rows.plans import (
    PlanCorrectionRow,
    PlanDateRow,
    PlanTopicRow,
    PlanUseRow,
)
from journal_desktop.store.rows.school import SchoolYearRow, SubjectRow
from journal_desktop.store.session import JournalSession

_SENIOR = 10
_LEADERS = {Role.DIR, Role.DEP, Role.ADM}


@dataclass(frozen=True, slots=True)
class PageProgress:
    """One page: who teaches it, its plan against fact, and how a lag is made good.

    `plan_id` is None for a page without a КТП: then the timetable says what was due. `use_id` is
    the following of the plan by the page.
    """

    page_id: int
    class_id: int | None
    class_name: str
    group: str
    subject: str
    teacher: str
    plan_id: int | None
    hours: Fulfilment
    reason: str
    use_id: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Days between which plan and fact are compared: «2 четверть», the year."""

    title: str
    begins: date
    ends: date


@dataclass(frozen=True)
class ProgressSpans(Query[tuple[Span, ...]]):
    """Periods of the year that its pages follow, the year first; each kind of days once."""

    right: ClassVar = Right.PLANS_READ
    year_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return None

    @override
    def answer(self, session: JournalSession) -> tuple[Span, ...]:
        year = session.get_one(SchoolYearRow, self.year_id)
        whole = Span("С начала года", year.begins, year.ends)
        parts = [row for row in used_periods(session, self.year_id) if row.number]
        spans = (Span(row.title, row.begins, row.ends) for row in parts)
        return tuple(dict.fromkeys((whole, *spans)))


@dataclass(frozen=True)
class PlanProgress(Query[tuple[PageProgress, ...]]):
    """Pages of a year the person may see, by class and subject, between two days."""

    right: ClassVar = Right.PLANS_READ
    year_id: int
    begins: date
    ends: date

    @override
    def target(self, session: JournalSession) -> object:
        return None

    @override
    def answer(self, session: JournalSession) -> tuple[PageProgress, ...]:
        actor = session.context.actor
        mine = or_(PageRow.id.in_(actor.pages), PageRow.class_id.in_(actor.classes))
        seen = true() if actor.roles & _LEADERS else mine
        return _progress(session, self.year_id, (self.begins, self.ends), seen)


def progress_of(
    session: JournalSession, year_id: int, days: tuple[date, date], page_id: int
) -> tuple[PageProgress, ...]:
    """The same for one page, whose right was asked already."""
    return _progress(session, year_id, days, PageRow.id == page_id)


def _progress(
    session: JournalSession, year_id: int, days: tuple[date, date], which: ColumnElement[bool]
) -> tuple[PageProgress, ...]:
    facts = _Facts(session, year_id, days)
    return tuple(facts.page(row) for row in session.execute(_pages(year_id, which)))


class _Facts:
    """Everything about all pages, one question per kind."""

    def __init__(self, session: JournalSession, year_id: int, days: tuple[date, date]) -> None:
        self._conducted = _lessons(session, year_id, days, _given())
        self._timetabled = _lessons(session, year_id, days, _was_due())
        self._plans = _plans(session, year_id)
        self._due = _due(session, year_id, days)
        self._made_good = _made_good(session, year_id, days)
        self._teachers = teachers_of(session, year_id, days[1])
        self._weeks = weeks_setting(session, year_id)

    def page(self, row: Any) -> PageProgress:
        """One page put together."""
        page, subject, grade, letter, subgroup, first, second = row
        plan_id, half_hours, use_id = self._plans.get(page.id, (None, 0, None))
        weeks = study_weeks(grade or _SENIOR, self._weeks)
        due = self._due.get(page.id)
        saved, ways = self._made_good.get(page.id, (0, []))
        hours = Fulfilment(
            study=StudyHours(first, second, weeks).half_hours,
            plan=half_hours,
            due=self._timetabled.get(page.id, 0) if due is None else due,
            conducted=self._conducted.get(page.id, 0),
            made_good=saved,
        )
        return PageProgress(
            page.id,
            page.class_id,
            f"{grade}{letter}" if grade else "",
            subgroup or "",
            subject,
            ", ".join(self._teachers.get(page.id, ())),
            plan_id,
            hours,
            made_good_text(ways),
            use_id,
        )


def _pages(year_id: int, which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    page, group, study = PageRow, ClassGroupRow, StudyPlanRow
    return (
        select(
            page,
            SubjectRow.title,
            group.grade,
            group.letter,
            SubgroupRow.title,
            func.coalesce(study.half_hours_1, page.half_hours),
            func.coalesce(study.half_hours_2, page.half_hours),
        )
        .join(SubjectRow, SubjectRow.id == page.subject_id)
        .outerjoin(group, group.id == page.class_id)
        .outerjoin(SubgroupRow, SubgroupRow.id == page.subgroup_id)
        .outerjoin(
            study, and_(study.class_id == page.class_id, study.subject_id == page.subject_id)
        )
        .where(page.year_id == year_id, which)
        .order_by(group.grade, group.letter, page.position, SubjectRow.position, page.id)
    )


def _given() -> ColumnElement[bool]:
    """Lessons held in this subject: a substitute of another subject gave another lesson."""
    other = select(SubstitutionRow.lesson_id).where(
        SubstitutionRow.kind.in_((SubstitutionKind.OTHER, SubstitutionKind.CANCELLED))
    )
    return and_(LessonRow.state == LessonState.HELD, LessonRow.id.not_in(other))


def _was_due() -> ColumnElement[bool]:
    """Lessons of the timetable, those that did not take place too."""
    never = and_(
        LessonRow.state == LessonState.CANCELLED,
        LessonRow.cancel_reason.in_((REPLANNED, NO_SCHOOL)),
    )
    return ~never


def _lessons(
    session: JournalSession, year_id: int, days: tuple[date, date], which: ColumnElement[bool]
) -> dict[int, int]:
    query = (
        select(LessonRow.page_id, func.sum(LessonRow.half_hours))
        .join(PageRow, PageRow.id == LessonRow.page_id)
        .where(PageRow.year_id == year_id, LessonRow.day.between(*days), which)
        .group_by(LessonRow.page_id)
    )
    return {row[0]: int(row[1]) for row in session.execute(query)}


def _plans(session: JournalSession, year_id: int) -> dict[int, tuple[int | None, int, int | None]]:
    """The plan of each page, its half hours and its following; the last where they are several."""
    use, topic = PlanUseRow, PlanTopicRow
    query = (
        select(use.page_id, use.plan_id, func.sum(topic.half_hours), use.id)
        .join(PageRow, PageRow.id == use.page_id)
        .outerjoin(topic, topic.plan_id == use.plan_id)
        .where(PageRow.year_id == year_id)
        .group_by(use.id, use.page_id, use.plan_id)
        .order_by(use.id)
    )
    return {row[0]: (row[1], int(row[2] or 0), row[3]) for row in session.execute(query)}


def _due(session: JournalSession, year_id: int, days: tuple[date, date]) -> dict[int, int]:
    """Half hours of topics whose approved day lies there; pages without dates are left out."""
    within = PlanDateRow.first_day.between(*days)
    query = (
        select(PlanUseRow.page_id, func.sum(PlanTopicRow.half_hours).filter(within))
        .join(PlanDateRow, PlanDateRow.use_id == PlanUseRow.id)
        .join(PlanTopicRow, PlanTopicRow.id == PlanDateRow.topic_id)
        .join(PageRow, PageRow.id == PlanUseRow.page_id)
        .where(PageRow.year_id == year_id)
        .group_by(PlanUseRow.page_id)
    )
    return {row[0]: int(row[1] or 0) for row in session.execute(query)}


Ways = list[tuple[PlanChange, int, int | None]]


def _made_good(
    session: JournalSession, year_id: int, days: tuple[date, date]
) -> dict[int, tuple[int, Ways]]:
    """Half hours of topics that corrections gave without a lesson, and how."""
    row, topic, use = PlanCorrectionRow, PlanTopicRow, PlanUseRow
    partner = aliased(PlanTopicRow)
    query = (
        select(use.page_id, row.change, topic.number, topic.half_hours, partner.number)
        .join(use, use.id == row.use_id)
        .join(PageRow, PageRow.id == use.page_id)
        .join(topic, topic.id == row.topic_id)
        .join(PlanDateRow, and_(PlanDateRow.use_id == use.id, PlanDateRow.topic_id == topic.id))
        .outerjoin(partner, partner.id == row.with_topic_id)
        .where(
            PageRow.year_id == year_id,
            row.change.in_(WITHOUT_LESSON),
            PlanDateRow.first_day.between(*days),
        )
        .order_by(topic.number)
    )
    found: dict[int, tuple[int, Ways]] = {}
    for page_id, change, number, half_hours, with_number in session.execute(query):
        saved, ways = found.get(page_id, (0, []))
        found[page_id] = (saved + half_hours, [*ways, (change, number, with_number)])
    return found
