"""The questions behind a summary ledger, each one statement whatever its size."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.vocabulary import PlanPart
from journal_desktop.queries.decisions import GONE
from journal_desktop.store.rows.classes import (
    AssignmentRow,
    PageRow,
    StudyPlanRow,
    SubgroupMemberRow,
)
from journal_desktop.store.rows.closing import DecisionRow
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.marks import PeriodMarkRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.rows.school import OrderRow, PeriodRow, SubjectRow
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.session import JournalSession

Rows = Sequence[Any]


def days_in_class(session: JournalSession, class_id: int) -> dict[int, tuple[date, date | None]]:
    """First day of everybody in the class, and the last one of who left or moved away."""
    stay = EnrolmentRow
    rows = session.execute(
        select(stay.pupil_id, stay.begins, stay.ends, stay.end_kind)
        .where(stay.class_id == class_id)
        .order_by(stay.begins, stay.id)
    )
    found: dict[int, tuple[date, date | None]] = {}
    for pupil, begins, ends, kind in rows:
        first = found.get(pupil, (begins, None))[0]
        found[pupil] = first, ends if kind in GONE else None
    return found


def plan_rows(session: JournalSession, class_id: int) -> Rows:
    """The study plan of the class in order, without what is extracurricular: plan, title."""
    return session.execute(
        select(StudyPlanRow, SubjectRow.title)
        .join(SubjectRow, SubjectRow.id == StudyPlanRow.subject_id)
        .where(StudyPlanRow.class_id == class_id, StudyPlanRow.part != PlanPart.EXTRA)
        .order_by(StudyPlanRow.position, SubjectRow.position, SubjectRow.title)
    ).all()


def page_rows(session: JournalSession, class_id: int) -> Rows:
    """Pages of the class: page, teacher or None, by subgroup and first day of teaching."""
    return session.execute(
        select(PageRow, StaffRow)
        .outerjoin(AssignmentRow, AssignmentRow.page_id == PageRow.id)
        .outerjoin(StaffRow, StaffRow.id == AssignmentRow.staff_id)
        .where(PageRow.class_id == class_id)
        .order_by(PageRow.subgroup_id, PageRow.id, AssignmentRow.begins, AssignmentRow.id)
    ).all()


def member_rows(session: JournalSession, class_id: int) -> Rows:
    """Memberships in the subgroups of the class's pages: subject id, pupil id, begins, ends."""
    return session.execute(
        select(
            PageRow.subject_id,
            SubgroupMemberRow.pupil_id,
            SubgroupMemberRow.begins,
            SubgroupMemberRow.ends,
        )
        .join(SubgroupMemberRow, SubgroupMemberRow.subgroup_id == PageRow.subgroup_id)
        .where(PageRow.class_id == class_id)
    ).all()


def term_rows(session: JournalSession, year_id: int) -> Sequence[PeriodRow]:
    """Periods of all schemes of the year."""
    query = select(PeriodRow).filter_by(year_id=year_id)
    return session.scalars(query.order_by(PeriodRow.scheme, PeriodRow.number)).all()


def mark_rows(session: JournalSession, class_id: int, year_id: int) -> Rows:
    """Final marks of the year of everybody who was in the class.

    Columns: pupil id, subject id, period id, kind, value, whether foreign, class of the page.
    """
    ours = select(EnrolmentRow.pupil_id).where(EnrolmentRow.class_id == class_id)
    mark = PeriodMarkRow
    return session.execute(
        select(
            mark.pupil_id,
            mark.subject_id,
            mark.period_id,
            mark.kind,
            mark.value,
            mark.is_foreign,
            PageRow.class_id,
        )
        .join(PeriodRow, PeriodRow.id == mark.period_id)
        .outerjoin(PageRow, PageRow.id == mark.page_id)
        .where(PeriodRow.year_id == year_id, mark.pupil_id.in_(ours))
    ).all()


def paper_rows(session: JournalSession, class_id: int) -> Rows:
    """Papers of the decisions: pupil id, protocol or None, order or None."""
    protocol, order = aliased(OrderRow), aliased(OrderRow)
    return session.execute(
        select(DecisionRow.pupil_id, protocol, order)
        .outerjoin(protocol, protocol.id == DecisionRow.protocol_id)
        .outerjoin(order, order.id == DecisionRow.order_id)
        .where(DecisionRow.class_id == class_id)
    ).all()


def last_lesson(session: JournalSession, class_id: int) -> date | None:
    """The day of the last lesson that was held."""
    return session.scalar(
        select(func.max(LessonRow.day))
        .join(PageRow, PageRow.id == LessonRow.page_id)
        .where(PageRow.class_id == class_id, LessonRow.state == LessonState.HELD)
    )
