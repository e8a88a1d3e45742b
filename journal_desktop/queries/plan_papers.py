"""What the papers of a plan say above and below their tables.

Source: domain 7.1 (title block), 7.5 (Лист корректировки КТП).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.domain.spread import year_title
from journal_desktop.queries.authors import author_of
from journal_desktop.queries.base import Query
from journal_desktop.queries.plan_course import DatedPlan, DatedTopic, dated_plan
from journal_desktop.queries.plan_progress import PageProgress, progress_of
from journal_desktop.queries.plan_rows import (
    plan_row,
    reading_target,
    subject_title,
    use_reading_target,
    use_row,
)
from journal_desktop.queries.plans import Plan, plan_whole
from journal_desktop.store.rows.school import SchoolRow, SchoolYearRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """A plan to print; `days` are those of one page, () when it is printed without days."""

    school: str
    plan: Plan
    page: str
    teacher: str
    days: tuple[DatedTopic, ...]


@dataclass(frozen=True, slots=True)
class CorrectionPaper:
    """«Лист корректировки» of one page with its account of hours."""

    school: str
    subject: str
    page: str
    teacher: str
    year: str
    dated: DatedPlan
    progress: PageProgress


@dataclass(frozen=True)
class PlanPaperOf(Query[PlanPaper]):
    """The plan as it is printed, with the days of a page when one is named."""

    right: ClassVar = Right.PLANS_READ
    plan_id: int
    use_id: int | None = None

    @override
    def target(self, session: JournalSession) -> object:
        return reading_target(session, self.plan_id)

    @override
    def answer(self, session: JournalSession) -> PlanPaper:
        plan = plan_whole(session, self.plan_id)
        use = next((use for use in plan.item.uses if use.id == self.use_id), None)
        if use is None:
            pages = ", ".join(use.title for use in plan.item.uses)
            return PlanPaper(_school(session), plan, pages, plan.item.author, ())
        topics = dated_plan(session, use_row(session, use.id)).topics
        teacher = _progress(session, plan.item.year_id, use.page_id).teacher
        return PlanPaper(_school(session), plan, use.title, teacher or plan.item.author, topics)


@dataclass(frozen=True)
class CorrectionPaperOf(Query[CorrectionPaper]):
    """The correction sheet of one page."""

    right: ClassVar = Right.PLAN_CORRECTIONS_READ
    use_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return use_reading_target(session, self.use_id)

    @override
    def answer(self, session: JournalSession) -> CorrectionPaper:
        use = use_row(session, self.use_id)
        plan = plan_row(session, use.plan_id)
        progress = _progress(session, plan.year_id, use.page_id)
        page = (
            f"{progress.class_name} ({progress.group})" if progress.group else progress.class_name
        )
        return CorrectionPaper(
            _school(session),
            subject_title(session, plan.subject_id),
            page,
            progress.teacher or author_of(session, plan.author_id),
            year_title(session.get_one(SchoolYearRow, plan.year_id).first_year),
            dated_plan(session, use),
            progress,
        )


def _progress(session: JournalSession, year_id: int, page_id: int) -> PageProgress:
    """Plan and fact of the page to the day."""
    year = session.get_one(SchoolYearRow, year_id)
    days: tuple[date, date] = (year.begins, min(session.context.today, year.ends))
    return progress_of(session, year_id, days, page_id)[0]


def _school(session: JournalSession) -> str:
    return session.scalar(select(SchoolRow.name).limit(1)) or ""
