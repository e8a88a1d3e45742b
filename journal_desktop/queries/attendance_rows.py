"""The questions behind attendance of a class, each one statement whatever its size.

Lessons are asked of the timetable's view: a class teacher may know those of a group across classes
too, where the page itself is closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    null,
    or_,
    select,
    true,
)

from journal_desktop.domain.attendance import COURSES_RULE
from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.vocabulary import SubjectKind
from journal_desktop.queries.rules import rule_in_force
from journal_desktop.store.rows.classes import (
    ClassGroupRow,
    PageRow,
    SubgroupMemberRow,
    SubgroupRow,
)
from journal_desktop.store.rows.marks import AbsenceRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.rows.school import PeriodRow, SchoolYearRow, SubjectRow
from journal_desktop.store.rows.views import LessonTime
from journal_desktop.store.session import JournalSession

_PAGE, _TIME = PageRow.__table__.c, LessonTime.__table__.c
_STAY, _MEMBER = EnrolmentRow.__table__.c, SubgroupMemberRow.__table__.c
_GROUP = SubgroupRow.__table__.c
_CLASS: Final[BindParameter[int]] = bindparam("class")


def class_row(session: JournalSession, class_id: int) -> Any:
    """A class with its year; None when there is none.

    Columns: id, grade, letter, scheme, shift, year id, first year, first and last day of the year.
    """
    group, year = ClassGroupRow, SchoolYearRow
    query = (
        select(
            group.id,
            group.grade,
            group.letter,
            group.scheme,
            group.shift,
            group.year_id,
            year.first_year,
            year.begins,
            year.ends,
        )
        .join(SchoolYearRow, year.id == group.year_id)
        .where(group.id == class_id)
    )
    return session.execute(query).one_or_none()


def period_rows(session: JournalSession, class_id: int, day: date) -> Sequence[Any]:
    """Periods of the class's scheme in order, and whether courses count.

    The year itself is left out, but where the scheme has no other period.

    Columns: id, number, title, short title, first day, last day, value of the setting.
    """
    period, group = PeriodRow, ClassGroupRow
    courses = rule_in_force(COURSES_RULE, day).scalar_subquery()
    query = (
        select(
            period.id,
            period.number,
            period.title,
            period.short,
            period.begins,
            period.ends,
            courses,
        )
        .join(ClassGroupRow, and_(period.year_id == group.year_id, period.scheme == group.scheme))
        .where(group.id == class_id)
        .order_by(period.number)
    )
    rows = session.execute(query).all()
    return [row for row in rows if row.number > 0] or rows


def member_rows(session: JournalSession, class_id: int) -> Sequence[Any]:
    """Memberships of the class's pupils in subgroups: subgroup id, pupil id, begins, ends."""
    return session.execute(_members(), {"class": class_id}).all()


@cache
def _members() -> Select[*tuple[Any, ...]]:
    ours = or_(_GROUP.class_id == _CLASS, _GROUP.class_id.is_(null()))
    pupils = select(_STAY.pupil_id).where(_STAY.class_id == _CLASS)
    return (
        select(_MEMBER.subgroup_id, _MEMBER.pupil_id, _MEMBER.begins, _MEMBER.ends)
        .join_from(
            SubgroupMemberRow.__table__, SubgroupRow.__table__, _GROUP.id == _MEMBER.subgroup_id
        )
        .where(ours, _MEMBER.pupil_id.in_(pupils))
    )


def held_rows(
    session: JournalSession, class_id: int, begins: date, ends: date, *, courses: bool
) -> Sequence[Any]:
    """Conducted lessons by day and number: id, day, number, subgroup id."""
    span = {"class": class_id, "begins": begins, "ends": ends}
    return session.execute(_held(courses), span).all()


@cache
def _held(courses: bool) -> Select[*tuple[Any, ...]]:  # noqa: FBT001 - the key of the cache
    subject = SubjectRow.__table__.c
    query = (
        select(_TIME.id, _TIME.day, _TIME.number, _PAGE.subgroup_id)
        .join_from(LessonTime.__table__, PageRow.__table__, _PAGE.id == _TIME.page_id)
        .where(pages_of_class(), _TIME.day.between(bindparam("begins"), bindparam("ends")))
        .where(_TIME.state == LessonState.HELD)
        .order_by(_TIME.day, _TIME.number, _TIME.id)
    )
    if courses:
        return query
    return query.join(SubjectRow.__table__, subject.id == _PAGE.subject_id).where(
        subject.kind == SubjectKind.SUBJECT
    )


def absence_rows(session: JournalSession, class_id: int, begins: date, ends: date) -> Sequence[Any]:
    """Absences and latenesses that stand: pupil id, lesson id, letter, late, confirmed."""
    span = {"class": class_id, "begins": begins, "ends": ends}
    return session.execute(_absences(), span).all()


@cache
def _absences() -> Select[*tuple[Any, ...]]:
    absence = AbsenceRow.__table__.c
    return (
        select(absence.pupil_id, absence.lesson_id, absence.letter, absence.late, absence.confirmed)
        .join_from(LessonTime.__table__, PageRow.__table__, _PAGE.id == _TIME.page_id)
        .join(AbsenceRow.__table__, absence.lesson_id == _TIME.id)
        .where(pages_of_class(), _TIME.day.between(bindparam("begins"), bindparam("ends")))
        .where(or_(absence.letter.is_not(null()), absence.late == true()))
    )


def pages_of_class() -> ColumnElement[bool]:
    """Pages of `class`, and those of groups across classes that have pupils of it."""
    pupils = select(_STAY.pupil_id).where(_STAY.class_id == _CLASS)
    across = (
        select(_MEMBER.subgroup_id)
        .join_from(
            SubgroupMemberRow.__table__, SubgroupRow.__table__, _GROUP.id == _MEMBER.subgroup_id
        )
        .where(_GROUP.class_id.is_(null()), _MEMBER.pupil_id.in_(pupils))
    )
    return or_(
        _PAGE.class_id == _CLASS,
        and_(_PAGE.class_id.is_(null()), _PAGE.subgroup_id.in_(across)),
    )
