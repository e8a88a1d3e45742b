"""Pages of a year with the lesson plan each follows, and those that follow none yet.

Source: R-2.6-01 (one library for all pages), R-3.2.5-10 (who has not handed in); domain 7.1, 9.2.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import and_, func, or_, select
from typing_extensions import override

from journal_desktop.access.policy import Right, Role, StaffTarget
from journal_desktop.domain.plans.values import StudyHours, study_weeks
from journal_desktop.domain.russian import initials
from journal_desktop.queries.base import Query
from journal_desktop.queries.plan_course import read_course
from journal_desktop.queries.plan_rows import plans_due, use_reading_target, weeks_setting
from journal_desktop.store.rows.classes import (
    AssignmentRow,
    ClassGroupRow,
    PageRow,
    StudyPlanRow,
    SubgroupRow,
)
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.plans import LessonPlanRow, PlanUseRow
from journal_desktop.store.rows.school import SchoolYearRow, SubjectRow
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.session import JournalSession

_LEADERS = {Role.DIR, Role.DEP, Role.ADM}


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A page and its plan; `use_id` and `plan_id` are None while it follows none.

    `half_hours` are those of the year by the study plan, `own` says that the person teaches it
    now, `grade` is 0 for a group across classes. `is_overdue` marks one without a plan although
    the day by which it is approved, `due`, is over (R-3.2.5-10).
    """

    page_id: int
    year_id: int
    class_name: str
    grade: int
    subject_id: int
    subject: str
    group: str
    half_hours: int
    teacher: str
    own: bool
    use_id: int | None
    plan_id: int | None
    plan_title: str
    due: date
    is_overdue: bool

    @property
    def title(self) -> str:
        """«7А, Алгебра (1 группа)»."""
        group = f" ({self.group})" if self.group and self.class_name else ""
        return f"{self.class_name or self.group}, {self.subject}{group}"


@dataclass(frozen=True, slots=True)
class PlanPlace:
    """The plan of a page, and the number of the line a lesson gives; None without such a line."""

    plan_id: int
    use_id: int
    number: int | None


@dataclass(frozen=True)
class PlanPages(Query[tuple[PlanPage, ...]]):
    """Pages of a year by class, subject and group.

    Who leads sees all of them, others their own and those of the own class.
    """

    right: ClassVar = Right.PLANS_READ
    year_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return None

    @override
    def answer(self, session: JournalSession) -> tuple[PlanPage, ...]:
        return plan_pages(session, self.year_id)


@dataclass(frozen=True)
class PlanPlaceOf(Query[PlanPlace | None]):
    """The plan a page follows, at the line of a lesson when one is named; None without a plan."""

    right: ClassVar = Right.PLANS_READ
    page_id: int
    lesson_id: int | None = None

    @override
    def target(self, session: JournalSession) -> object:
        use = _use_of(session, self.page_id)
        if use is not None:
            return use_reading_target(session, use.id)
        actor, page = session.context.actor, session.get(PageRow, self.page_id)
        own = actor.staff_id if self.page_id in actor.pages else 0
        return StaffTarget(own, page.class_id if page else None)

    @override
    def answer(self, session: JournalSession) -> PlanPlace | None:
        use = _use_of(session, self.page_id)
        if use is None:
            return None
        return PlanPlace(use.plan_id, use.id, _line(session, use, self.lesson_id))


def plan_pages(session: JournalSession, year_id: int) -> tuple[PlanPage, ...]:
    """Pages of the year that have lessons, as the person may see them."""
    page, group, study, use = PageRow, ClassGroupRow, StudyPlanRow, PlanUseRow
    query = (
        select(
            page,
            group.grade,
            group.letter,
            SubgroupRow.title,
            SubjectRow.title,
            func.coalesce(study.half_hours_1, page.half_hours),
            func.coalesce(study.half_hours_2, page.half_hours),
            use.id,
            use.plan_id,
            LessonPlanRow.title,
        )
        .join(SubjectRow, SubjectRow.id == page.subject_id)
        .outerjoin(group, group.id == page.class_id)
        .outerjoin(SubgroupRow, SubgroupRow.id == page.subgroup_id)
        .outerjoin(
            study, and_(study.class_id == page.class_id, study.subject_id == page.subject_id)
        )
        .outerjoin(use, use.page_id == page.id)
        .outerjoin(LessonPlanRow, LessonPlanRow.id == use.plan_id)
        .where(page.year_id == year_id)
        .order_by(group.grade, group.letter, page.position, SubjectRow.position, page.id)
    )
    actor = session.context.actor
    if not actor.roles & _LEADERS:
        query = query.where(or_(page.id.in_(actor.pages), page.class_id.in_(actor.classes)))
    teachers = _teachers(session, year_id)
    rules = weeks_setting(session, year_id), plans_due(session, year_id)
    found = (
        _page(session, row, teachers.get(row[0].id, []), rules) for row in session.execute(query)
    )
    return tuple(each for each in found if each.half_hours)


def _page(
    session: JournalSession,
    found: Any,
    teachers: list[tuple[int, str]],
    rules: tuple[object, date],
) -> PlanPage:
    setting, due = rules
    row, grade, letter, group, subject, first, second, use_id, plan_id, title = found
    hours = StudyHours(first, second, study_weeks(grade or 0, setting))
    return PlanPage(
        page_id=row.id,
        year_id=row.year_id,
        class_name=f"{grade}{letter}" if grade else "",
        grade=grade or 0,
        subject_id=row.subject_id,
        subject=subject,
        group=group or "",
        half_hours=hours.half_hours,
        teacher=", ".join(name for _, name in teachers),
        own=any(staff_id == session.context.actor.staff_id for staff_id, _ in teachers),
        use_id=use_id,
        plan_id=plan_id,
        plan_title=title or "",
        due=due,
        is_overdue=plan_id is None and session.context.today > due,
    )


def _teachers(session: JournalSession, year_id: int) -> dict[int, list[tuple[int, str]]]:
    """Who teaches each page now, or will; of a year gone by, who did at its end."""
    year, assigned = session.get_one(SchoolYearRow, year_id), AssignmentRow
    day: date = min(session.context.today, year.ends)
    query = (
        select(assigned.page_id, StaffRow)
        .join(StaffRow, StaffRow.id == assigned.staff_id)
        .join(PageRow, PageRow.id == assigned.page_id)
        .where(PageRow.year_id == year_id, or_(assigned.ends.is_(None), assigned.ends >= day))
        .order_by(assigned.begins, StaffRow.sort_key)
    )
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for page_id, who in session.execute(query):
        found[page_id].append((who.id, initials(who.surname, who.name, who.patronymic)))
    return found


def _use_of(session: JournalSession, page_id: int) -> PlanUseRow | None:
    query = select(PlanUseRow).filter_by(page_id=page_id).order_by(PlanUseRow.id).limit(1)
    return session.scalar(query)


def _line(session: JournalSession, use: PlanUseRow, lesson_id: int | None) -> int | None:
    """The number of the line a lesson gives: the one bound to it, else the one of its day."""
    lesson = session.get(LessonRow, lesson_id) if lesson_id is not None else None
    if lesson is None:
        return None
    course = read_course(session, use)
    at = course.index(lesson.plan_topic_id or 0)
    if at is not None:
        return course.items[at].number
    held = (each for each in course.items if any(p.lesson_id == lesson.id for p in each.places))
    return next((each.number for each in held), None)
