"""Documents of a class, absences nobody has explained, illnesses for the medical worker.

Source: R-7.2-03; domain 9.2: the medical worker knows medical certificates and days of illness.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from sqlalchemy import and_, func, or_, select
from typing_extensions import override

from journal_desktop.access.policy import ClassTarget, Right
from journal_desktop.domain.absences import UNEXPLAINED_DAYS, UNEXPLAINED_RULE
from journal_desktop.domain.russian import initials
from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.vocabulary import ExcuseSource
from journal_desktop.queries.attendance_rows import class_row, pages_of_class
from journal_desktop.queries.base import Query
from journal_desktop.queries.class_attendance import class_pupils
from journal_desktop.queries.excuse_rows import only_sick
from journal_desktop.queries.rules import rule_in_force, whole_number
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.marks import AbsenceRow, ExcuseRow
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.rows.views import LessonTime
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class ExcuseLine:
    """A document; `explained` cells rest on it, `own` when the person entered it."""

    id: int
    pupil_id: int
    pupil: str
    source: ExcuseSource
    letter: str
    begins: date
    ends: date
    number: str
    document_day: date | None
    note: str
    author: str
    own: bool
    explained: int = 0


@dataclass(frozen=True, slots=True)
class Unexplained:
    """Absences of a day without a reason, or with one that rests on no document."""

    pupil_id: int
    pupil: str
    day: date
    letter: str
    lessons: int
    confirmed: bool


@dataclass(frozen=True)
class ExcusesOf(Query[tuple[ExcuseLine, ...]]):
    """Documents of the pupils of a class in its year, newest first."""

    right: ClassVar = Right.EXCUSES_READ
    class_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return ClassTarget(self.class_id)

    @override
    def answer(self, session: JournalSession) -> tuple[ExcuseLine, ...]:
        head = class_row(session, self.class_id)
        if head is None:
            return ()
        names = {pupil.id: pupil.name for pupil in class_pupils(session, self.class_id)}
        row = ExcuseRow
        query = select(row, StaffRow).join(StaffRow, StaffRow.id == row.staff_id)
        query = query.where(
            row.pupil_id.in_(names), row.begins <= head.ends, row.ends >= head.begins
        )
        leads = self.class_id in session.context.actor.classes
        if only_sick(session) and not leads:
            query = query.where(row.source == ExcuseSource.CERTIFICATE)
        found = session.execute(query.order_by(row.begins.desc(), row.id.desc())).all()
        used = _explained(session, [excuse.id for excuse, _ in found])
        me = session.context.actor.staff_id
        return tuple(
            ExcuseLine(
                excuse.id,
                excuse.pupil_id,
                names[excuse.pupil_id],
                excuse.source,
                excuse.letter,
                excuse.begins,
                excuse.ends,
                excuse.number,
                excuse.document_day,
                excuse.note,
                initials(staff.surname, staff.name, staff.patronymic),
                excuse.staff_id == me,
                used.get(excuse.id, 0),
            )
            for excuse, staff in found
        )


def _explained(session: JournalSession, excuses: Collection[int]) -> dict[int, int]:
    row = AbsenceRow
    query = select(row.excuse_id, func.count()).where(row.excuse_id.in_(excuses))
    found = session.execute(query.group_by(row.excuse_id)).all()
    return {excuse: count for excuse, count in found if excuse is not None}


@dataclass(frozen=True)
class UnexplainedOf(Query[tuple[Unexplained, ...]]):
    """Absences of a class older than the school's term that nobody has explained, oldest first.

    «н» that the class teacher has confirmed is explained: it is truancy.
    """

    right: ClassVar = Right.CLASS_REPORTS_READ
    class_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return ClassTarget(self.class_id)

    @override
    def answer(self, session: JournalSession) -> tuple[Unexplained, ...]:
        pupils = class_pupils(session, self.class_id)
        rows = session.execute(_unexplained(session), {"class": self.class_id}).all()
        by_id = {pupil.id: pupil for pupil in pupils}
        return tuple(
            Unexplained(pupil, by_id[pupil].name, day, letter, count, bool(confirmed))
            for pupil, day, letter, confirmed, count in rows
            if pupil in by_id and by_id[pupil].present_on(day)
        )


@dataclass(frozen=True)
class UnexplainedTerm(Query[int]):
    """After how many days an absence without a reason is listed, by the setting in force."""

    right: ClassVar = Right.RULES_READ

    @override
    def answer(self, session: JournalSession) -> int:
        return unexplained_days(session)


def unexplained_days(session: JournalSession) -> int:
    """After how many days a class teacher has to know the reason."""
    rule = session.scalar(rule_in_force(UNEXPLAINED_RULE, session.context.today))
    return whole_number(rule, UNEXPLAINED_DAYS)


def _unexplained(session: JournalSession) -> Any:
    row, limit = AbsenceRow, session.context.today - timedelta(days=unexplained_days(session))
    nobody = and_(row.confirmed.is_(False), row.excuse_id.is_(None))
    without = and_(row.letter.in_(("у", "б")), row.excuse_id.is_(None))
    return (
        select(row.pupil_id, LessonTime.day, row.letter, row.confirmed, func.count())
        .join(LessonTime, LessonTime.id == row.lesson_id)
        .join(PageRow, PageRow.id == LessonTime.page_id)
        .where(pages_of_class(), LessonTime.day <= limit, row.letter.is_not(None))
        .where(or_(nobody, without), LessonTime.state == LessonState.HELD)
        .group_by(row.pupil_id, LessonTime.day, row.letter, row.confirmed)
        .order_by(LessonTime.day, row.pupil_id, row.letter)
    )
