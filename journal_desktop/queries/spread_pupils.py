"""The pupils of a spread with their stays and signs: one question whatever their number."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from journal_desktop.queries.membership import member_query
from journal_desktop.queries.spread_rows import Head
from journal_desktop.store.rows import health, pupils, school, views
from journal_desktop.store.session import JournalSession


def pupil_rows(session: JournalSession, head: Head, today: date) -> list[Any]:
    """Question 4: every stay of every pupil with names, signs and the order of departure.

    Columns: pupil, begins, ends, end kind, order number, order day, has advice, paper diary,
    exempt from, exempt to, exempt.
    """
    stays = member_query(head.title.class_id, head.subgroup_id).subquery()
    pupil, enrolment, diary = views.PupilName, pupils.EnrolmentRow, views.PaperDiaryFlag
    begins, ends = stays.c[1], stays.c[2]
    here = and_(enrolment.pupil_id == pupil.id, enrolment.class_id == head.title.class_id)
    exempt = and_(
        pupils.ExemptionRow.pupil_id == pupil.id,
        pupils.ExemptionRow.subject_id == head.subject_id,
    )
    query = (
        select(
            pupil,
            begins,
            ends,
            enrolment.end_kind,
            enrolment.ends,
            school.OrderRow.number,
            school.OrderRow.day,
            _has_advice(pupil.id, head.year_id, today),
            exists().where(
                diary.pupil_id == pupil.id,
                diary.begins <= today,
                or_(diary.ends.is_(None), diary.ends >= today),
            ),
            pupils.ExemptionRow.begins,
            pupils.ExemptionRow.ends,
        )
        .select_from(stays)
        .join(pupil, pupil.id == stays.c[0])
        .outerjoin(enrolment, and_(here, enrolment.begins <= func.coalesce(ends, date.max)))
        .outerjoin(school.OrderRow, school.OrderRow.id == enrolment.departure_order_id)
        .outerjoin(pupils.ExemptionRow, exempt)
        .order_by(pupil.sort_key, pupil.id, begins, enrolment.begins)
    )
    return list(session.execute(query))


def _has_advice(pupil: Any, year_id: int, today: date) -> ColumnElement[bool]:
    """Whether the advice in force says something; one taken back since says nothing."""
    row, later = health.AdviceRow, aliased(health.AdviceRow)
    newer = and_(
        later.pupil_id == row.pupil_id,
        later.year_id == row.year_id,
        later.begins <= today,
        or_(later.begins > row.begins, and_(later.begins == row.begins, later.id > row.id)),
    )
    return exists().where(
        row.pupil_id == pupil,
        row.year_id == year_id,
        row.begins <= today,
        or_(row.wording != "", row.limits != "", row.seat_conditions != ""),
        ~exists().where(newer),
    )
