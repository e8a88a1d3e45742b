"""Reading of lesson plans that queries and commands share.

Source: R-2.6-01, R-3.2.5-10, -11; domain 7.1, 7.2, 9.2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from journal_desktop.access.policy import StaffTarget
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.plans.faults import ClassHours
from journal_desktop.domain.plans.values import (
    DUE_RULE,
    WEEKS_RULE,
    PlanTopic,
    StudyHours,
    due_day,
    study_weeks,
)
from journal_desktop.domain.topics import names_control
from journal_desktop.queries.rules import rule_in_force
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow, StudyPlanRow, SubgroupRow
from journal_desktop.store.rows.plans import LessonPlanRow, PlanSectionRow, PlanTopicRow, PlanUseRow
from journal_desktop.store.rows.school import SchoolYearRow, SubjectRow, WorkKindRow
from journal_desktop.store.session import JournalSession

NO_PLAN = "Этого КТП больше нет. Обновите страницу."


def plan_row(session: JournalSession, plan_id: int, *, locked: bool = False) -> LessonPlanRow:
    """A plan; a write locks it.

    Raises:
        Invalid: there is no such plan, or the server hides it.
    """
    row = session.get(LessonPlanRow, plan_id, with_for_update=locked or None)
    if row is None:
        raise Invalid(NO_PLAN)
    return row


def use_row(session: JournalSession, use_id: int, *, locked: bool = False) -> PlanUseRow:
    """The following of a plan by a page.

    Raises:
        Invalid: the page follows that plan no more.
    """
    row = session.get(PlanUseRow, use_id, with_for_update=locked or None)
    if row is None:
        raise Invalid("Страница больше не ведётся по этому КТП. Обновите страницу.")
    return row


def reading_target(session: JournalSession, plan_id: int) -> StaffTarget:
    """Over what reading of a plan is asked: its author's, or that of who follows it.

    A plan that an own page follows is read like an own one, one of the own class by its teacher.
    """
    row = session.get(LessonPlanRow, plan_id)
    author = row.author_id if row else 0
    return _reading(session, author, PlanUseRow.plan_id == plan_id)


def use_reading_target(session: JournalSession, use_id: int) -> StaffTarget:
    """The same for one page that follows a plan."""
    use = session.get(PlanUseRow, use_id)
    row = session.get(LessonPlanRow, use.plan_id) if use else None
    return _reading(session, row.author_id if row else 0, PlanUseRow.id == use_id)


def _reading(session: JournalSession, author: int, which: ColumnElement[bool]) -> StaffTarget:
    actor = session.context.actor
    query = select(PageRow.id, PageRow.class_id).join(PlanUseRow, PlanUseRow.page_id == PageRow.id)
    pages = list(session.execute(query.where(which)))
    if any(page_id in actor.pages for page_id, _ in pages):
        return StaffTarget(actor.staff_id)
    own = (class_id for _, class_id in pages if class_id in actor.classes)
    return StaffTarget(author, next(own, None))


def author_target(session: JournalSession, plan_id: int) -> StaffTarget:
    """Over what writing a plan is asked: it is its author's."""
    row = session.get(LessonPlanRow, plan_id)
    return StaffTarget(row.author_id if row else 0)


def page_target(session: JournalSession, page_id: int | None) -> StaffTarget:
    """Over what dates and corrections of a page are asked: they are its teacher's."""
    actor = session.context.actor
    spans = actor.pages.get(page_id or 0, ())
    now = any(span.ends is None or span.ends >= session.context.today for span in spans)
    return StaffTarget(actor.staff_id if now else 0)


def use_target(session: JournalSession, use_id: int) -> StaffTarget:
    """The same by the following of a plan."""
    use = session.get(PlanUseRow, use_id)
    return page_target(session, use.page_id if use else None)


def plan_topics_of(session: JournalSession, plan_id: int) -> tuple[PlanTopic, ...]:
    """The lines of a plan in their order."""
    row, kind, section = PlanTopicRow, WorkKindRow, PlanSectionRow
    query = (
        select(
            row.id,
            row.number,
            row.topic,
            row.half_hours,
            row.section_id,
            func.coalesce(section.title, ""),
            func.coalesce(kind.code, ""),
            func.coalesce(kind.title, ""),
            func.coalesce(kind.needs_form, false()),
            func.coalesce(kind.is_control, false()),
            row.lesson_type,
            row.homework,
            row.resources,
            row.outcomes,
            row.note,
        )
        .outerjoin(section, section.id == row.section_id)
        .outerjoin(kind, kind.id == row.kind_id)
        .where(row.plan_id == plan_id)
        .order_by(row.number, row.id)
    )
    topics = (PlanTopic(*told) for told in session.execute(query))
    return tuple(
        replace(topic, is_control=True)
        if not topic.is_control and names_control(topic.topic)
        else topic
        for topic in topics
    )


def needed_hours(session: JournalSession, plan: LessonPlanRow) -> tuple[ClassHours, ...]:
    """What the study plan gives the pages that follow the plan, or all it could be for.

    A page without a line of the study plan counts by its own weekly hours. While nobody follows
    the plan, classes with as many hours are meant where there are any: a parallel may have a
    class with more of them.
    """
    followers = session.scalars(select(PlanUseRow.page_id).filter_by(plan_id=plan.id)).all()
    found = _page_hours(session, plan, followers) or _parallel_hours(session, plan)
    if followers:
        return found
    has = session.scalar(select(func.sum(PlanTopicRow.half_hours)).filter_by(plan_id=plan.id)) or 0
    return tuple(each for each in found if each.hours.half_hours == has) or found


def _page_hours(
    session: JournalSession, plan: LessonPlanRow, followers: Sequence[int]
) -> tuple[ClassHours, ...]:
    page, group, study = PageRow, ClassGroupRow, StudyPlanRow
    query = (
        select(
            group.grade,
            group.letter,
            SubgroupRow.title,
            func.coalesce(study.half_hours_1, page.half_hours),
            func.coalesce(study.half_hours_2, page.half_hours),
        )
        .select_from(page)
        .outerjoin(group, group.id == page.class_id)
        .outerjoin(SubgroupRow, SubgroupRow.id == page.subgroup_id)
        .outerjoin(
            study, and_(study.class_id == page.class_id, study.subject_id == page.subject_id)
        )
        .where(page.year_id == plan.year_id, page.subject_id == plan.subject_id)
        .order_by(group.grade, group.letter, page.id)
    )
    wanted = page.id.in_(followers) if followers else group.grade == plan.grade
    weeks = study_weeks(plan.grade, weeks_setting(session, plan.year_id))
    return tuple(
        ClassHours(
            _owner(grade, letter, subgroup),
            StudyHours(first, second, weeks),
        )
        for grade, letter, subgroup, first, second in session.execute(query.where(wanted))
    )


def _parallel_hours(session: JournalSession, plan: LessonPlanRow) -> tuple[ClassHours, ...]:
    group, study = ClassGroupRow, StudyPlanRow
    query = (
        select(group.grade, group.letter, study.half_hours_1, study.half_hours_2)
        .join(study, study.class_id == group.id)
        .where(
            group.year_id == plan.year_id,
            group.grade == plan.grade,
            study.subject_id == plan.subject_id,
        )
        .order_by(group.letter)
    )
    weeks = study_weeks(plan.grade, weeks_setting(session, plan.year_id))
    return tuple(
        ClassHours(_owner(grade, letter, None), StudyHours(first, second, weeks))
        for grade, letter, first, second in session.execute(query)
    )


def _owner(grade: int | None, letter: str | None, subgroup: str | None) -> str:
    """«5А», «5А (1 группа)», the name of a group across classes."""
    name = f"{grade}{letter}" if grade else ""
    if not subgroup:
        return name
    return f"{name} ({subgroup})" if name else subgroup


def weeks_setting(session: JournalSession, year_id: int) -> object:
    """The school's own weeks of half-years by grade, where it has set them."""
    return _setting(session, WEEKS_RULE, year_id)


def _setting(session: JournalSession, name: str, year_id: int) -> object:
    year = session.get(SchoolYearRow, year_id)
    return session.scalar(rule_in_force(name, year.begins)) if year else None


def plans_due(session: JournalSession, year_id: int) -> date:
    """The day by which the plans of the year are approved (R-3.2.5-10)."""
    year = session.get_one(SchoolYearRow, year_id)
    return due_day(year.first_year, _setting(session, DUE_RULE, year_id))


def subject_title(session: JournalSession, subject_id: int) -> str:
    """The subject as the journal calls it."""
    row = session.get(SubjectRow, subject_id)
    return row.title if row else ""


def visible_plans(session: JournalSession) -> ColumnElement[bool]:
    """Which plans the person may see: own ones, those of own pages and of the own class."""
    actor = session.context.actor
    followed = select(PlanUseRow.plan_id).join(PageRow, PageRow.id == PlanUseRow.page_id)
    mine = or_(PageRow.id.in_(actor.pages), PageRow.class_id.in_(actor.classes))
    return or_(
        LessonPlanRow.author_id == actor.staff_id, LessonPlanRow.id.in_(followed.where(mine))
    )
