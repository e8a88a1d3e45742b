"""The six questions behind a spread, each one statement whatever its size."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import aliased, defer

from journal_desktop.access.policy import PageTarget
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.late_edits import LATE_EDIT_DAYS, LATE_EDIT_RULE
from journal_desktop.domain.spread import LessonState, PageTitle, year_title
from journal_desktop.domain.timetable import NO_SCHOOL, REPLANNED
from journal_desktop.domain.vocabulary import DayKind, PlanChange, Scheme, SubjectKind
from journal_desktop.queries.membership import member_query
from journal_desktop.queries.pages import substituted_pages
from journal_desktop.queries.reopenings import last_reopening
from journal_desktop.queries.rules import rule_in_force, whole_number
from journal_desktop.store.rows import classes, lessons, marks, school, views
from journal_desktop.store.rows.plans import PlanCorrectionRow, PlanTopicRow, PlanUseRow
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class Head:
    """The page's title with what decides its columns."""

    title: PageTitle
    year_id: int
    subject_id: int
    subgroup_id: int | None
    scheme: Scheme
    weighted: bool


def head_of(session: JournalSession, page_id: int) -> Head:
    """Question 1: page, class, subject, teachers, whether the school weighs marks.

    Raises:
        Invalid: there is no such page.
    """
    known = session.known.get(("head", page_id))
    if isinstance(known, Head):
        return known
    query = _heads(session.context.today).where(classes.PageRow.id == page_id)
    rows = session.execute(query.order_by(classes.AssignmentRow.begins)).all()
    if not rows:
        raise Invalid("Такой страницы журнала нет. Обновите окно.")
    head = _head(rows)
    session.known["head", page_id] = head
    return head


def heads_of_class(session: JournalSession, class_id: int) -> tuple[Head, ...]:
    """The same of every page of a class, in printing order."""
    query = _heads(session.context.today).where(classes.PageRow.class_id == class_id)
    of_page: dict[int, list[Any]] = defaultdict(list)
    for row in session.execute(query.order_by(*printing_order(), classes.AssignmentRow.begins)):
        of_page[row[0].id].append(row)
    return tuple(_head(found) for found in of_page.values())


def printing_order() -> tuple[Any, ...]:
    """How the pages of a class stand in its book; asks for a join of the subject."""
    page, subject = classes.PageRow, school.SubjectRow
    return page.position, subject.position, subject.title, page.subgroup_id, page.id


def _heads(today: date) -> Select[*tuple[Any, ...]]:
    page, group = classes.PageRow, classes.ClassGroupRow
    ends = school.SchoolYearRow.ends
    lived = case((ends < today, ends), else_=literal(today))
    return (
        select(
            page,
            group,
            school.SubjectRow.title,
            classes.SubgroupRow.title,
            school.SchoolYearRow.first_year,
            StaffRow,
            rule_in_force("weights", lived).correlate(school.SchoolYearRow).scalar_subquery(),
            rule_in_force(LATE_EDIT_RULE, today).scalar_subquery(),
        )
        .select_from(page)
        .join(school.SubjectRow, school.SubjectRow.id == page.subject_id)
        .join(school.SchoolYearRow, school.SchoolYearRow.id == page.year_id)
        .outerjoin(group, group.id == page.class_id)
        .outerjoin(classes.SubgroupRow, classes.SubgroupRow.id == page.subgroup_id)
        .outerjoin(classes.AssignmentRow, classes.AssignmentRow.page_id == page.id)
        .outerjoin(StaffRow, StaffRow.id == classes.AssignmentRow.staff_id)
    )


def _head(rows: Any) -> Head:
    page, group, subject, subgroup, first_year, _, weighted, late_days = rows[0]
    staff = {row[5].id: row[5] for row in rows if row[5] is not None}
    names = (f"{one.surname} {one.name} {one.patronymic}".strip() for one in staff.values())
    title = PageTitle(
        id=page.id,
        school_year=year_title(first_year),
        class_id=page.class_id,
        class_name=f"{group.grade}{group.letter}" if group else "",
        grade=group.grade if group else 0,
        subject=subject,
        group=subgroup or "",
        teacher=", ".join(names),
        weekly_half_hours=page.half_hours,
        no_marks=page.no_marks,
        max_marks=page.max_marks,
        teacher_ids=tuple(staff),
        late_edit_days=whole_number(late_days, LATE_EDIT_DAYS),
    )
    scheme = page.scheme or (group.scheme if group else Scheme.QUARTERS)
    return Head(title, page.year_id, page.subject_id, page.subgroup_id, scheme, bool(weighted))


def page_right(session: JournalSession, page_id: int) -> PageTarget:
    """What the right to read a page is asked for; a substitute names a lesson of it."""
    title, actor = head_of(session, page_id).title, session.context.actor
    lesson_id = None
    if actor.substitutions and page_id not in actor.pages:
        lesson_id = substituted_pages(session).get(page_id)
    return PageTarget(page_id, title.class_id, lesson_id)


def period_rows(session: JournalSession, head: Head) -> list[Any]:
    """Question 2: (period, period mark or None, order number, order day, open again until).

    The year comes first.
    """
    known = session.known.get(("periods", head.title.id))
    if known is None:
        known = session.known["periods", head.title.id] = _period_rows(session, head)
    return list(known)


def _period_rows(session: JournalSession, head: Head) -> list[Any]:
    period, mark = school.PeriodRow, marks.PeriodMarkRow
    members = member_query(head.title.class_id, head.subgroup_id).subquery()
    ours = and_(
        mark.period_id == period.id,
        mark.subject_id == head.subject_id,
        mark.pupil_id.in_(select(members.c[0])),
    )
    reopened = last_reopening(head.title.id, period.id).correlate(period).scalar_subquery()
    query = (
        select(period, mark, school.OrderRow.number, school.OrderRow.day, reopened)
        .select_from(period)
        .outerjoin(mark, ours)
        .outerjoin(school.OrderRow, school.OrderRow.id == mark.order_id)
        .where(period.year_id == head.year_id, period.scheme == head.scheme)
        .order_by(period.number)
    )
    return list(session.execute(query))


PLANNED: Final = 7
"""Where a row of `lesson_rows` begins to tell the plan: topic, merged one, homework of both."""
HALF_HOURS: Final = 11
"""Where it tells the half hours of the topic."""


def lesson_rows(session: JournalSession, page_id: int, begins: date, ends: date) -> list[Any]:
    """Question 3: lessons with works, teacher, substitution and plan topic, by day and number."""
    span = {"page": page_id, "begins": begins, "ends": ends}
    return list(session.execute(_lessons_of_page(), span))


@cache
def _lessons_of_page() -> Select[*tuple[Any, ...]]:
    """Made once, as the other long statements here: every page asks them."""
    lesson, work, substitute = lessons.LessonRow, lessons.WorkRow, aliased(StaffRow)
    merged, merge = aliased(PlanTopicRow), PlanCorrectionRow
    uses = select(PlanUseRow.id).where(PlanUseRow.page_id == bindparam("page"))
    with_it = and_(
        merge.with_topic_id == lesson.plan_topic_id,
        merge.change == PlanChange.MERGE,
        merge.use_id.in_(uses),
    )
    return (
        select(
            lesson,
            work,
            school.WorkKindRow,
            StaffRow,
            lessons.SubstitutionRow.kind,
            substitute,
            PlanTopicRow.number,
            PlanTopicRow.topic,
            merged.topic,
            PlanTopicRow.homework,
            merged.homework,
            PlanTopicRow.half_hours,
        )
        .select_from(lesson)
        .outerjoin(work, work.lesson_id == lesson.id)
        .outerjoin(school.WorkKindRow, school.WorkKindRow.id == work.kind_id)
        .outerjoin(StaffRow, StaffRow.id == lesson.staff_id)
        .outerjoin(lessons.SubstitutionRow, lessons.SubstitutionRow.lesson_id == lesson.id)
        .outerjoin(substitute, substitute.id == lessons.SubstitutionRow.staff_id)
        .outerjoin(PlanTopicRow, PlanTopicRow.id == lesson.plan_topic_id)
        .outerjoin(merge, with_it)
        .outerjoin(merged, merged.id == merge.topic_id)
        .where(_on_page(), ~_never_was(lesson))
        .order_by(lesson.day, lesson.number, lesson.id, work.number)
        .options(defer(lesson.uid), defer(lesson.homework_for_absent))
    )


def _on_page() -> ColumnElement[bool]:
    lesson = lessons.LessonRow
    days = lesson.day.between(bindparam("begins"), bindparam("ends"))
    return and_(lesson.page_id == bindparam("page"), days)


def _never_was(lesson: type[lessons.LessonRow]) -> ColumnElement[bool]:
    """A place that a new timetable or calendar took away before anybody worked on it."""
    return and_(
        lesson.state == LessonState.CANCELLED,
        lesson.cancel_reason.in_((REPLANNED, NO_SCHOOL)),
        lesson.topic == "",
        lesson.homework == "",
    )


def cell_rows(session: JournalSession, page_id: int, begins: date, ends: date) -> list[Any]:
    """Question 5: everything in the cells.

    Columns: lesson id, pupil id, work number, mark, absence letter, late, confirmed, comment,
    moment of the change, moment of the first entry of a mark, author of the change.
    """
    span = {"page": page_id, "begins": begins, "ends": ends}
    return list(session.execute(_cells_of_page(), span))


@cache
def _cells_of_page() -> CompoundSelect[*tuple[Any, ...]]:
    lesson, here = lessons.LessonRow, _on_page()
    no_letter, no, nothing = literal(None), literal(value=False), literal("")
    marked = (
        select(
            lesson.id,
            marks.MarkRow.pupil_id,
            lessons.WorkRow.number,
            marks.MarkRow.value,
            no_letter.label("letter"),
            no.label("late"),
            no.label("confirmed"),
            nothing.label("comment"),
            marks.MarkRow.changed_at,
            marks.MarkRow.entered_at,
            marks.MarkRow.changed_by,
        )
        .select_from(lesson)
        .join(lessons.WorkRow, lessons.WorkRow.lesson_id == lesson.id)
        .join(marks.MarkRow, marks.MarkRow.work_id == lessons.WorkRow.id)
        .where(here)
    )
    absence = marks.AbsenceRow
    absent = (
        select(
            lesson.id,
            absence.pupil_id,
            literal(0),
            null(),
            absence.letter,
            absence.late,
            absence.confirmed,
            nothing,
            absence.changed_at,
            null(),
            absence.changed_by,
        )
        .select_from(lesson)
        .join(absence, absence.lesson_id == lesson.id)
        .where(here)
    )
    note = marks.CellNoteRow
    unknown = (null(), null())
    noted = (
        select(
            lesson.id,
            note.pupil_id,
            literal(-1),
            null(),
            null(),
            no,
            no,
            note.comment,
            null(),
            *unknown,
        )
        .select_from(lesson)
        .join(note, note.lesson_id == lesson.id)
        .where(here)
    )
    return union_all(marked, absent, noted)


def day_ends(session: JournalSession, head: Head, begins: date, ends: date) -> list[Any]:
    """Question 6: (day, end of the class's last lesson by ordinary bells, by short-day bells).

    Extracurricular courses are not counted (A6); the second value is null on ordinary days.
    """
    span = {"class": head.title.class_id, "begins": begins, "ends": ends}
    return list(session.execute(_day_ends_of_class(), span))


@cache
def _day_ends_of_class() -> Select[*tuple[Any, ...]]:
    lesson, page, group = views.LessonTime, classes.PageRow, classes.ClassGroupRow
    plan, bell, short = school.BellScheduleRow, school.BellRow, school.CalendarDayRow
    fits = and_(
        plan.year_id == page.year_id,
        plan.shift == group.shift,
        group.grade.between(plan.grade_from, plan.grade_to),
        lesson.day.between(plan.begins, plan.ends),
    )
    is_short = and_(
        short.year_id == page.year_id, short.day == lesson.day, short.kind == DayKind.SHORT
    )
    return (
        select(
            lesson.day,
            func.max(case((plan.short_day.is_(False), bell.ends))),
            func.max(case((and_(plan.short_day.is_(True), short.id.is_not(None)), bell.ends))),
        )
        .select_from(lesson)
        .join(page, page.id == lesson.page_id)
        .join(school.SubjectRow, school.SubjectRow.id == page.subject_id)
        .join(group, group.id == page.class_id)
        .join(plan, fits)
        .join(bell, and_(bell.schedule_id == plan.id, bell.number == lesson.number))
        .outerjoin(short, is_short)
        .where(
            page.class_id == bindparam("class"),
            lesson.day.between(bindparam("begins"), bindparam("ends")),
            lesson.state != LessonState.CANCELLED,
            school.SubjectRow.kind == SubjectKind.SUBJECT,
        )
        .group_by(lesson.day)
    )
