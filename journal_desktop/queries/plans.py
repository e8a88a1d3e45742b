"""The library of lesson plans, one plan whole, and what is wrong with it.

Source: R-2.6-01, R-3.2.5-10…-16; domain 7.1–7.3, 9.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import func, select
from typing_extensions import override

from journal_desktop.access.policy import Right, Role
from journal_desktop.domain.plans.faults import ClassHours, plan_faults
from journal_desktop.domain.plans.values import PlanTopic
from journal_desktop.domain.plans.verdict import PlanFault
from journal_desktop.domain.russian import initials
from journal_desktop.domain.spread import year_title
from journal_desktop.domain.vocabulary import PlanState
from journal_desktop.queries.authors import author_of
from journal_desktop.queries.base import Query
from journal_desktop.queries.plan_rows import (
    needed_hours,
    plan_row,
    plan_topics_of,
    plans_due,
    reading_target,
    subject_title,
    visible_plans,
)
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow, SubgroupRow
from journal_desktop.store.rows.plans import LessonPlanRow, PlanSectionRow, PlanTopicRow, PlanUseRow
from journal_desktop.store.rows.school import OrderRow, SchoolYearRow, SubjectRow
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.session import JournalSession

STATE_TITLES = {
    PlanState.DRAFT: "черновик",
    PlanState.REVIEW: "на проверке",
    PlanState.APPROVED: "утверждено",
}
_LEADERS = {Role.DIR, Role.DEP, Role.ADM}


@dataclass(frozen=True, slots=True)
class PlanUse:
    """A page that follows a plan: «5А», «5А (1 группа)»."""

    id: int
    page_id: int
    title: str


@dataclass(frozen=True, slots=True)
class PlanItem:
    """A plan in the library; `own` when the person is its author.

    `due` is the day by which it is approved; `is_late` marks one approved later for ever, and
    `is_overdue` one that is not approved although the day is over.
    """

    id: int
    uid: UUID
    year_id: int
    subject_id: int
    subject: str
    grade: int
    author_id: int
    author: str
    title: str
    programme: str
    state: PlanState
    topics: int
    half_hours: int
    uses: tuple[PlanUse, ...]
    due: date
    approved: date | None
    is_late: bool
    is_overdue: bool
    own: bool


@dataclass(frozen=True, slots=True)
class PlanSection:
    """A section with its hours in half hours."""

    id: int
    position: int
    title: str
    half_hours: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan whole, as the editor shows and the paper prints it."""

    item: PlanItem
    year: str
    sections: tuple[PlanSection, ...]
    topics: tuple[PlanTopic, ...]
    needed: tuple[ClassHours, ...]
    submitted_at: datetime | None
    approved_at: datetime | None
    approved_by: str
    order: str
    returned_at: datetime | None
    remark: str


@dataclass(frozen=True)
class PlanLibrary(Query[tuple[PlanItem, ...]]):
    """Plans of a year the person may read, by subject, grade and author."""

    right: ClassVar = Right.PLANS_READ
    year_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return None

    @override
    def answer(self, session: JournalSession) -> tuple[PlanItem, ...]:
        return plan_items(session, self.year_id)


@dataclass(frozen=True)
class PlanIdOf(Query[int | None]):
    """The plan of a uid, which whoever made it has chosen; None when there is none."""

    right: ClassVar = Right.SCHOOL_READ
    uid: UUID

    @override
    def answer(self, session: JournalSession) -> int | None:
        return session.scalar(select(LessonPlanRow.id).filter_by(uid=self.uid))


@dataclass(frozen=True)
class SubjectOfPage(Query[int]):
    """The subject of a page."""

    right: ClassVar = Right.SCHOOL_READ
    page_id: int

    @override
    def answer(self, session: JournalSession) -> int:
        return session.get_one(PageRow, self.page_id).subject_id


@dataclass(frozen=True)
class PlanOf(Query[Plan]):
    """One plan with all its lines."""

    right: ClassVar = Right.PLANS_READ
    plan_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return reading_target(session, self.plan_id)

    @override
    def answer(self, session: JournalSession) -> Plan:
        return plan_whole(session, self.plan_id)


@dataclass(frozen=True)
class PlanFaultsOf(Query[tuple[PlanFault, ...]]):
    """What is wrong with a plan; an error forbids its approval (R-3.2.5-11)."""

    right: ClassVar = Right.PLANS_READ
    plan_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return reading_target(session, self.plan_id)

    @override
    def answer(self, session: JournalSession) -> tuple[PlanFault, ...]:
        return faults_of(session, plan_row(session, self.plan_id))


def plan_whole(session: JournalSession, plan_id: int) -> Plan:
    """One plan with all its lines, whose right was asked already."""
    row = plan_row(session, plan_id)
    topics = plan_topics_of(session, plan_id)
    order = session.get(OrderRow, row.order_id) if row.order_id else None
    (item,) = plan_items(session, row.year_id, row.id)
    return Plan(
        item=item,
        year=year_title(session.get_one(SchoolYearRow, row.year_id).first_year),
        sections=_sections(session, row.id, topics),
        topics=topics,
        needed=needed_hours(session, row),
        submitted_at=row.submitted_at,
        approved_at=row.approved_at,
        approved_by=author_of(session, row.approved_by),
        order=f"№ {order.number} от {order.day:%d.%m.%Y}" if order else "",
        returned_at=row.returned_at,
        remark=row.remark or "",
    )


def faults_of(session: JournalSession, plan: LessonPlanRow) -> tuple[PlanFault, ...]:
    """The same for a command, in its own transaction."""
    return plan_faults(plan_topics_of(session, plan.id), needed_hours(session, plan))


def plan_items(
    session: JournalSession, year_id: int, plan_id: int | None = None
) -> tuple[PlanItem, ...]:
    """Plans of a year the person may see, or one plan, whose right was asked already."""
    plan = LessonPlanRow
    query = (
        select(plan, SubjectRow.title, StaffRow)
        .join(SubjectRow, SubjectRow.id == plan.subject_id)
        .join(StaffRow, StaffRow.id == plan.author_id)
        .where(plan.year_id == year_id)
        .order_by(SubjectRow.position, SubjectRow.title, plan.grade, StaffRow.sort_key, plan.id)
    )
    if plan_id is not None:
        query = query.where(plan.id == plan_id)
    elif not session.context.actor.roles & _LEADERS:
        query = query.where(visible_plans(session))
    sizes, uses = _sizes(session, year_id, plan_id), plan_uses(session, year_id, plan_id)
    due = plans_due(session, year_id)
    return tuple(
        _item(session, row, sizes.get(row[0].id, (0, 0)), uses.get(row[0].id, ()), due)
        for row in session.execute(query)
    )


def _item(
    session: JournalSession, found: Any, size: tuple[int, int], uses: tuple[PlanUse, ...], due: date
) -> PlanItem:
    row, subject, author = found
    context = session.context
    approved = row.approved_at.astimezone(context.zone).date() if row.approved_at else None
    is_approved = row.state is PlanState.APPROVED
    return PlanItem(
        id=row.id,
        uid=row.uid,
        year_id=row.year_id,
        subject_id=row.subject_id,
        subject=subject,
        grade=row.grade,
        author_id=row.author_id,
        author=initials(author.surname, author.name, author.patronymic),
        title=row.title,
        programme=row.programme,
        state=row.state,
        topics=size[0],
        half_hours=size[1],
        uses=uses,
        due=due,
        approved=approved if is_approved else None,
        is_late=is_approved and approved is not None and approved > due,
        is_overdue=not is_approved and context.today > due,
        own=row.author_id == context.actor.staff_id,
    )


def _sizes(
    session: JournalSession, year_id: int, plan_id: int | None
) -> dict[int, tuple[int, int]]:
    topic = PlanTopicRow
    query = (
        select(topic.plan_id, func.count(), func.sum(topic.half_hours))
        .join(LessonPlanRow, LessonPlanRow.id == topic.plan_id)
        .where(LessonPlanRow.year_id == year_id)
        .group_by(topic.plan_id)
    )
    if plan_id is not None:
        query = query.where(topic.plan_id == plan_id)
    return {row[0]: (row[1], int(row[2] or 0)) for row in session.execute(query)}


def plan_uses(
    session: JournalSession, year_id: int, plan_id: int | None = None
) -> dict[int, tuple[PlanUse, ...]]:
    """Pages that follow the plans of a year, or one of them, by plan."""
    use, page, group = PlanUseRow, PageRow, ClassGroupRow
    query = (
        select(use.plan_id, use.id, page.id, group.grade, group.letter, SubgroupRow.title)
        .join(page, page.id == use.page_id)
        .outerjoin(group, group.id == page.class_id)
        .outerjoin(SubgroupRow, SubgroupRow.id == page.subgroup_id)
        .where(page.year_id == year_id)
        .order_by(use.plan_id, group.grade, group.letter, use.id)
    )
    if plan_id is not None:
        query = query.where(use.plan_id == plan_id)
    found: dict[int, tuple[PlanUse, ...]] = {}
    for of_plan, use_id, page_id, grade, letter, subgroup in session.execute(query):
        name = f"{grade}{letter}" if grade else ""
        title = f"{name} ({subgroup})" if name and subgroup else name or subgroup or ""
        found[of_plan] = (*found.get(of_plan, ()), PlanUse(use_id, page_id, title))
    return found


def _sections(
    session: JournalSession, plan_id: int, topics: tuple[PlanTopic, ...]
) -> tuple[PlanSection, ...]:
    half_hours: dict[int | None, int] = {}
    for topic in topics:
        half_hours[topic.section_id] = half_hours.get(topic.section_id, 0) + topic.half_hours
    rows = select(PlanSectionRow).filter_by(plan_id=plan_id).order_by(PlanSectionRow.position)
    return tuple(
        PlanSection(row.id, row.position, row.title, half_hours.get(row.id, 0))
        for row in session.scalars(rows)
    )


def plan_title(session: JournalSession, row: LessonPlanRow) -> str:
    """«Алгебра, 7 класс», for messages."""
    return f"{subject_title(session, row.subject_id)}, {row.grade} класс"
