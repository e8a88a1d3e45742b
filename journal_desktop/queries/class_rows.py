"""The questions behind all spreads of a class at once, each one statement whatever its size.

Only columns are asked for, by tables and not by row classes: a bound book has ten thousands of
cells, and nothing of them but their text is printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, null, or_, select, true

from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.timetable import NO_SCHOOL, REPLANNED
from journal_desktop.store.rows.classes import PageRow, SubgroupMemberRow
from journal_desktop.store.rows.lessons import LessonRow, SubstitutionRow, WorkRow
from journal_desktop.store.rows.marks import AbsenceRow, MarkRow, PeriodMarkRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.rows.school import OrderRow, PeriodRow
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.rows.views import PupilName
from journal_desktop.store.session import JournalSession

_LESSON, _PAGE = LessonRow.__table__.c, PageRow.__table__.c
_OF_CLASS = and_(_PAGE.id == _LESSON.page_id, _PAGE.class_id == bindparam("class"))


def enrolment_rows(session: JournalSession, class_id: int) -> Sequence[Any]:
    """Stays in the class by pupil and first day.

    Columns: pupil id, surname, name, patronymic, begins, ends, end kind, order number, order day.
    """
    return session.execute(_enrolments(), {"class": class_id}).all()


@cache
def _enrolments() -> Select[*tuple[Any, ...]]:
    pupil, stay, order = PupilName.__table__.c, EnrolmentRow.__table__.c, OrderRow.__table__.c
    return (
        select(
            pupil.id,
            pupil.surname,
            pupil.name,
            pupil.patronymic,
            stay.begins,
            stay.ends,
            stay.end_kind,
            order.number,
            order.day,
        )
        .join_from(EnrolmentRow.__table__, PupilName.__table__, pupil.id == stay.pupil_id)
        .outerjoin(OrderRow.__table__, order.id == stay.departure_order_id)
        .where(stay.class_id == bindparam("class"))
        .order_by(pupil.sort_key, pupil.id, stay.begins, stay.id)
    )


def member_rows(session: JournalSession, class_id: int) -> Sequence[Any]:
    """Memberships in the subgroups of the class's pages: subgroup id, pupil id, begins, ends."""
    return session.execute(_members(), {"class": class_id}).all()


@cache
def _members() -> Select[*tuple[Any, ...]]:
    member = SubgroupMemberRow.__table__.c
    ours = select(_PAGE.subgroup_id).where(_PAGE.class_id == bindparam("class"))
    return select(member.subgroup_id, member.pupil_id, member.begins, member.ends).where(
        member.subgroup_id.in_(ours)
    )


def period_mark_rows(session: JournalSession, class_id: int, year_id: int) -> Sequence[Any]:
    """Final marks of the year of everybody who was in the class.

    Columns: subject id, pupil id, period id, kind, value, whether of another school.
    """
    return session.execute(_period_marks(), {"class": class_id, "year": year_id}).all()


@cache
def _period_marks() -> Select[*tuple[Any, ...]]:
    """Found by the unique index of pupil, subject and period."""
    mark, period, stay = PeriodMarkRow.__table__.c, PeriodRow.__table__.c, EnrolmentRow.__table__.c
    pupils = select(stay.pupil_id).where(stay.class_id == bindparam("class"))
    subjects = select(_PAGE.subject_id).where(_PAGE.class_id == bindparam("class"))
    periods = select(period.id).where(period.year_id == bindparam("year"))
    return select(
        mark.subject_id, mark.pupil_id, mark.period_id, mark.kind, mark.value, mark.is_foreign
    ).where(mark.pupil_id.in_(pupils), mark.subject_id.in_(subjects), mark.period_id.in_(periods))


def class_lesson_rows(session: JournalSession, class_id: int) -> Sequence[Any]:
    """Lessons by page, day and number, one row for each substitution of a lesson.

    Columns: page id, lesson id, day, number, state, topic, homework, half-hours, reason of
    cancelling, kind of substitution, surname, name and patronymic of the substitute.
    """
    return session.execute(_lessons(), {"class": class_id}).all()


@cache
def _lessons() -> Select[*tuple[Any, ...]]:
    change, staff = SubstitutionRow.__table__.c, StaffRow.__table__.c
    never_was = and_(
        _LESSON.state == LessonState.CANCELLED,
        _LESSON.cancel_reason.in_((REPLANNED, NO_SCHOOL)),
        _LESSON.topic == "",
        _LESSON.homework == "",
    )
    return (
        select(
            _LESSON.page_id,
            _LESSON.id,
            _LESSON.day,
            _LESSON.number,
            _LESSON.state,
            _LESSON.topic,
            _LESSON.homework,
            _LESSON.half_hours,
            _LESSON.cancel_reason,
            change.kind,
            staff.surname,
            staff.name,
            staff.patronymic,
        )
        .join_from(LessonRow.__table__, PageRow.__table__, _OF_CLASS)
        .outerjoin(SubstitutionRow.__table__, change.lesson_id == _LESSON.id)
        .outerjoin(StaffRow.__table__, staff.id == change.staff_id)
        .where(~never_was)
        .order_by(_LESSON.page_id, _LESSON.day, _LESSON.number, _LESSON.id, change.id)
    )


def class_mark_rows(session: JournalSession, class_id: int) -> Sequence[Any]:
    """Marks that stand: lesson id, pupil id, work number, value."""
    return session.execute(_marks(), {"class": class_id}).all()


@cache
def _marks() -> Select[*tuple[Any, ...]]:
    work, mark = WorkRow.__table__.c, MarkRow.__table__.c
    return (
        select(_LESSON.id, mark.pupil_id, work.number, mark.value)
        .join_from(LessonRow.__table__, PageRow.__table__, _OF_CLASS)
        .join(WorkRow.__table__, work.lesson_id == _LESSON.id)
        .join(MarkRow.__table__, mark.work_id == work.id)
        .where(mark.value.is_not(null()))
    )


def class_absence_rows(session: JournalSession, class_id: int) -> Sequence[Any]:
    """Absences and latenesses that stand: lesson id, pupil id, letter or None, whether late."""
    return session.execute(_absences(), {"class": class_id}).all()


@cache
def _absences() -> Select[*tuple[Any, ...]]:
    absence = AbsenceRow.__table__.c
    return (
        select(_LESSON.id, absence.pupil_id, absence.letter, absence.late)
        .join_from(LessonRow.__table__, PageRow.__table__, _OF_CLASS)
        .join(AbsenceRow.__table__, absence.lesson_id == _LESSON.id)
        .where(or_(absence.letter.is_not(null()), absence.late == true()))
    )
