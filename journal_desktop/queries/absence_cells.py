"""Lessons of a class as its class teacher knows them, with one pupil's cells, for writing.

A class teacher may not lock the lessons of others on a server, and of a group across classes knows
the time alone: facts are read here from the timetable's view and kept for the guards.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import BindParameter, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from journal_desktop.access.policy import Actor, PageTarget
from journal_desktop.access.scopes import own_lesson
from journal_desktop.domain.absences import Standing, Stated
from journal_desktop.domain.cells import LessonFacts
from journal_desktop.domain.errors import Invalid
from journal_desktop.queries.attendance_rows import pages_of_class
from journal_desktop.store.audit import every_column, seen_of
from journal_desktop.store.page_content import period_of_lesson
from journal_desktop.store.prepared import Prepared
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow, SubgroupMemberRow
from journal_desktop.store.rows.lessons import LessonRow, WorkRow
from journal_desktop.store.rows.marks import AbsenceRow, MarkRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.rows.school import PeriodRow, SubjectRow
from journal_desktop.store.rows.views import LessonTime
from journal_desktop.store.session import JournalSession

_FACTS: Final = 14
"""So many columns make a LessonFacts."""
_GONE: Final = "Этого урока больше нет в журнале класса. Обновите страницу."
_PUPIL: Final[BindParameter[int]] = bindparam("pupil")


class CellFacts(NamedTuple):
    """One pupil's cell: its lesson, what stands there, the row to change, the subject."""

    facts: LessonFacts
    standing: Standing
    row: AbsenceRow | None
    subject: str
    gives: bool


def cell_of(session: JournalSession, class_id: int, lesson_id: int, pupil_id: int) -> CellFacts:
    """One cell of the class.

    Raises:
        Invalid: there is no such lesson in the class.
    """
    known = session.known.pop(("absence", lesson_id, pupil_id), None)
    if isinstance(known, CellFacts):  # asked for its right a moment ago
        return known
    asked = {"class": class_id, "lesson": lesson_id, "pupil": pupil_id}
    rows = session.read(_one(), **asked)
    if not rows:
        raise Invalid(_GONE)
    return _cell(session, rows[0])


def know_cell(session: JournalSession, class_id: int, lesson_id: int, pupil_id: int) -> None:
    """Read a cell for the handler and the guards; the next `cell_of` takes it."""
    found = cell_of(session, class_id, lesson_id, pupil_id)
    session.known["absence", lesson_id, pupil_id] = found


def cells_between(
    session: JournalSession, class_id: int, pupil_id: int, begins: date, ends: date
) -> list[CellFacts]:
    """The pupil's own cells of these days, whatever stands in them."""
    asked = {"class": class_id, "pupil": pupil_id, "begins": begins, "ends": ends}
    return [_cell(session, row) for row in session.read(_many(), **asked)]


def know_day(session: JournalSession, class_id: int, day: date) -> list[LessonFacts]:
    """Lessons of the class on a day, kept for the guards."""
    asked = {"class": class_id, "begins": day, "ends": day}
    return [_known(session, row) for row in session.read(_lessons(), **asked)]


def belongs(session: JournalSession, class_id: int, pupil_id: int, day: date) -> bool:
    """Whether the pupil is of the class on the day."""
    return bool(session.read(_BELONGS, **{"class": class_id, "pupil": pupil_id, "day": day}))


_BELONGS: Final = Prepared(
    select(EnrolmentRow.id).where(
        EnrolmentRow.class_id == bindparam("class"),
        EnrolmentRow.pupil_id == bindparam("pupil"),
        EnrolmentRow.begins <= bindparam("day"),
        or_(EnrolmentRow.ends.is_(None), EnrolmentRow.ends >= bindparam("day")),
    )
)


def _cell(session: JournalSession, row: Sequence[Any]) -> CellFacts:
    facts = _known(session, row)
    checked, subject, mark, *values = row[_FACTS:]
    absence = seen_of(AbsenceRow, values)
    actor = session.context.actor
    standing = Standing(
        (absence.letter or "") if absence else "",
        bool(absence and absence.late),
        bool(absence is None or absence.confirmed),
        mark or "",
        checked is not None,
        stated_by(absence, actor) if absence else Stated.NOBODY,
    )
    target = PageTarget(
        facts.page_id, facts.class_id, facts.lesson_id, facts.day, session.context.today
    )
    return CellFacts(facts, standing, absence, subject, gives_lesson(actor, target))


def gives_lesson(actor: Actor, target: PageTarget) -> bool:
    """Whether the person gives the lesson, so that the fact is theirs too."""
    return own_lesson(actor, target)


def stated_by(absence: AbsenceRow, actor: Actor) -> Stated:
    """Whose word the row is: one hand alone wrote it while both moments are the same.

    `columns.sql` holds the same: who changes another's reason never makes the moments equal.
    """
    mine = absence.changed_by == actor.staff_id
    if mine and (absence.letter is None or absence.entered_at == absence.changed_at):
        return Stated.SELF
    return Stated.TEACHER


def _known(session: JournalSession, row: Sequence[Any]) -> LessonFacts:
    facts = LessonFacts(*row[:_FACTS])
    session.known["lesson", facts.lesson_id] = facts
    return facts


@cache
def _one() -> Prepared:
    return Prepared(_cells().where(LessonTime.id == bindparam("lesson")))


@cache
def _many() -> Prepared:
    member, stay = SubgroupMemberRow, EnrolmentRow
    own = or_(
        PageRow.subgroup_id.is_(None),
        exists().where(
            member.subgroup_id == PageRow.subgroup_id,
            member.pupil_id == _PUPIL,
            member.begins <= LessonTime.day,
            or_(member.ends.is_(None), member.ends >= LessonTime.day),
        ),
    )
    enrolled = exists().where(
        stay.class_id == bindparam("class"),
        stay.pupil_id == _PUPIL,
        stay.begins <= LessonTime.day,
        or_(stay.ends.is_(None), stay.ends >= LessonTime.day),
    )
    return Prepared(_cells().where(_SPAN, own, enrolled))


@cache
def _lessons() -> Prepared:
    return Prepared(_facts().where(_SPAN))


_SPAN: Final = LessonTime.day.between(bindparam("begins"), bindparam("ends"))


def _facts(*more: Any) -> Select[*tuple[Any, ...]]:
    group, period = ClassGroupRow, PeriodRow
    return (
        select(
            LessonTime.id,
            PageRow.id,
            PageRow.class_id,
            PageRow.subgroup_id,
            PageRow.subject_id,
            group.grade,
            LessonTime.day,
            LessonTime.number,
            LessonTime.state,
            PageRow.no_marks,
            PageRow.max_marks,
            period.id,
            func.coalesce(period.title, ""),
            period.state,
            *more,
        )
        .select_from(LessonTime)
        .join(PageRow, PageRow.id == LessonTime.page_id)
        .outerjoin(group, group.id == PageRow.class_id)
        .outerjoin(period, period_of_lesson(LessonTime.day))
        .where(pages_of_class())
        .order_by(LessonTime.day, LessonTime.number, LessonTime.id)
    )


def _cells() -> Select[*tuple[Any, ...]]:
    lesson = aliased(LessonRow)
    mark = (
        select(func.max(MarkRow.value))
        .join(WorkRow, WorkRow.id == MarkRow.work_id)
        .where(WorkRow.lesson_id == LessonTime.id, MarkRow.pupil_id == _PUPIL)
        .scalar_subquery()
    )
    here = and_(AbsenceRow.lesson_id == LessonTime.id, AbsenceRow.pupil_id == _PUPIL)
    return (
        _facts(lesson.confirmed_at, SubjectRow.title, mark, *every_column(AbsenceRow))
        .join(SubjectRow, SubjectRow.id == PageRow.subject_id)
        .outerjoin(lesson, lesson.id == LessonTime.id)
        .outerjoin(AbsenceRow, here)
    )
