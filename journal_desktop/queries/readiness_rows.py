"""The questions behind the readiness of all classes of a year, each one statement.

Only what is missing is read, never what is there. Source: R-4.3-01; domain 5.6, 5.8.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, null, or_, select

from journal_desktop.domain.marks import ABSENCES
from journal_desktop.domain.readiness import GapKind
from journal_desktop.domain.spread import LessonState, PeriodKind
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow, SubgroupMemberRow
from journal_desktop.store.rows.closing import DecisionRow
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.marks import PeriodMarkRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.rows.school import PeriodRow, SchoolYearRow
from journal_desktop.store.rows.views import PupilName
from journal_desktop.store.session import JournalSession

_NO_QUARTERS: Final = 1
"""Grade 1 has a mark of the year only (A5)."""
_PAGE, _GROUP = PageRow.__table__.c, ClassGroupRow.__table__.c
_LESSON, _PERIOD = LessonRow.__table__.c, PeriodRow.__table__.c
_STAY, _MARK, _PUPIL = EnrolmentRow.__table__.c, PeriodMarkRow.__table__.c, PupilName.__table__.c
_KIND: Final = _MARK.kind.type
GapKinds = tuple[GapKind, ...]


def lesson_gap_rows(
    session: JournalSession, classes: Sequence[int], today: date, since: date = date.min
) -> tuple[GapKinds, Sequence[Any]]:
    """Lessons of days before today, since a day, that lack something, by page and teacher.

    Columns: page id, teacher id, then for each of the kinds how many and the first day.
    """
    planned = _LESSON.state == LessonState.PLANNED
    held = _LESSON.state == LessonState.HELD
    lacks = {
        GapKind.LESSON_EMPTY: planned,
        GapKind.NOT_CONFIRMED: and_(held, _LESSON.confirmed_at.is_(null())),
        GapKind.NO_TOPIC: and_(held, _LESSON.topic == ""),
        GapKind.NO_HOMEWORK: and_(held, _LESSON.homework == ""),
    }
    columns: list[ColumnElement[Any]] = []
    for lack in lacks.values():
        columns += [func.count(case((lack, 1))), func.min(case((lack, _LESSON.day)))]
    query = (
        select(_LESSON.page_id, _LESSON.staff_id, *columns)
        .join_from(LessonRow.__table__, PageRow.__table__, _PAGE.id == _LESSON.page_id)
        .where(_PAGE.class_id.in_(classes), _LESSON.day < today, or_(*lacks.values()))
        .where(_LESSON.day >= since)
        .group_by(_LESSON.page_id, _LESSON.staff_id)
        .order_by(_LESSON.page_id, _LESSON.staff_id)
    )
    return tuple(lacks), session.execute(query).all()


def final_gap_rows(session: JournalSession, classes: Sequence[int], today: date) -> Sequence[Any]:
    """Pupils without a final mark in a period that has ended, by page, period and name.

    Whoever is on the page on the period's last day must have one, «К» where no marks are given
    (R-3.2.5-17). Columns: page id, period id, surname, name.
    """
    of_year, of_period = literal(PeriodKind.YEAR, _KIND), literal(PeriodKind.PERIOD, _KIND)
    stands = and_(
        _MARK.pupil_id == _STAY.pupil_id,
        _MARK.subject_id == _PAGE.subject_id,
        _MARK.period_id == _PERIOD.id,
        func.coalesce(_MARK.value, "") != "",
        _MARK.kind == case((_PERIOD.number == 0, of_year), else_=of_period),
    )
    query = (
        select(_PAGE.id, _PERIOD.id, _PUPIL.surname, _PUPIL.name)
        .join_from(PageRow.__table__, ClassGroupRow.__table__, _GROUP.id == _PAGE.class_id)
        .join(PeriodRow.__table__, _period_of_page())
        .join(EnrolmentRow.__table__, _on_last_day())
        .join(PupilName.__table__, _PUPIL.id == _STAY.pupil_id)
        .where(
            _PAGE.class_id.in_(classes),
            _PERIOD.ends <= today,
            or_(_GROUP.grade > _NO_QUARTERS, _PERIOD.number == 0),
            or_(_PAGE.subgroup_id.is_(null()), _in_subgroup()),
            ~exists(select(literal(1)).select_from(PeriodMarkRow.__table__).where(stands)),
        )
        .order_by(_PAGE.id, _PERIOD.number == 0, _PERIOD.number, _PUPIL.sort_key)
    )
    return session.execute(query).all()


def letter_gap_rows(session: JournalSession, classes: Sequence[int]) -> Sequence[Any]:
    """Letters of non-attestation without an order (R-3.2.5-18), as `final_gap_rows`."""
    query = (
        select(_PAGE.id, _PERIOD.id, _PUPIL.surname, _PUPIL.name)
        .join_from(PeriodMarkRow.__table__, PeriodRow.__table__, _PERIOD.id == _MARK.period_id)
        .join(EnrolmentRow.__table__, _STAY.pupil_id == _MARK.pupil_id)
        .join(PageRow.__table__, _page_of_mark())
        .join(PupilName.__table__, _PUPIL.id == _MARK.pupil_id)
        .where(
            _PAGE.class_id.in_(classes),
            _STAY.begins <= _PERIOD.ends,
            or_(_STAY.ends.is_(null()), _STAY.ends >= _PERIOD.ends),
            or_(_PAGE.subgroup_id.is_(null()), _in_subgroup()),
            _MARK.value.in_(tuple(ABSENCES)),
            _MARK.order_id.is_(null()),
            _MARK.kind.in_((PeriodKind.PERIOD, PeriodKind.YEAR)),
        )
        .order_by(_PAGE.id, _PERIOD.number == 0, _PERIOD.number, _PUPIL.sort_key)
    )
    return session.execute(query).all()


def decision_gap_rows(
    session: JournalSession, classes: Sequence[int], today: date
) -> Sequence[Any]:
    """Pupils at the end of a year without a decision, or with one without an order (R-3.2.4-13).

    Columns: class id, decision id or None, surname, name.
    """
    year, decision = SchoolYearRow.__table__.c, DecisionRow.__table__.c
    made = and_(decision.pupil_id == _STAY.pupil_id, decision.class_id == _STAY.class_id)
    query = (
        select(_STAY.class_id, decision.id, _PUPIL.surname, _PUPIL.name)
        .join_from(EnrolmentRow.__table__, ClassGroupRow.__table__, _GROUP.id == _STAY.class_id)
        .join(SchoolYearRow.__table__, year.id == _GROUP.year_id)
        .join(PupilName.__table__, _PUPIL.id == _STAY.pupil_id)
        .outerjoin(DecisionRow.__table__, made)
        .where(
            _STAY.class_id.in_(classes),
            year.ends <= today,
            _STAY.begins <= year.ends,
            or_(_STAY.ends.is_(null()), _STAY.ends >= year.ends),
            decision.order_id.is_(null()),
        )
        .order_by(_STAY.class_id, _PUPIL.sort_key)
    )
    return session.execute(query).all()


def _period_of_page() -> ColumnElement[bool]:
    scheme = func.coalesce(_PAGE.scheme, _GROUP.scheme)
    return and_(_PERIOD.year_id == _PAGE.year_id, _PERIOD.scheme == scheme)


def _page_of_mark() -> ColumnElement[bool]:
    return and_(
        _PAGE.class_id == _STAY.class_id,
        _PAGE.subject_id == _MARK.subject_id,
        _PAGE.year_id == _PERIOD.year_id,
    )


def _on_last_day() -> ColumnElement[bool]:
    return and_(
        _STAY.class_id == _PAGE.class_id,
        _STAY.begins <= _PERIOD.ends,
        or_(_STAY.ends.is_(null()), _STAY.ends >= _PERIOD.ends),
    )


def _in_subgroup() -> ColumnElement[bool]:
    member = SubgroupMemberRow.__table__.c
    return exists(
        select(literal(1))
        .select_from(SubgroupMemberRow.__table__)
        .where(
            member.subgroup_id == _PAGE.subgroup_id,
            member.pupil_id == _STAY.pupil_id,
            member.begins <= _PERIOD.ends,
            or_(member.ends.is_(null()), member.ends >= _PERIOD.ends),
        )
    )
