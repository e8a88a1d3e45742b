"""Two topics of half an hour that share one lesson (domain 7.1)."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from journal_desktop.domain.vocabulary import PlanChange
from journal_desktop.store.rows.plans import (
    PlanCorrectionRow,
    PlanDateRow,
    PlanTopicRow,
    PlanUseRow,
)
from journal_desktop.store.session import JournalSession


def half_partners(
    session: JournalSession, page_id: int, topics: Collection[int]
) -> dict[int, PlanTopicRow]:
    """The topic given in the second half of the lesson, by the one its lesson is bound to."""
    first, second = aliased(PlanTopicRow), aliased(PlanTopicRow)
    day, other, use = aliased(PlanDateRow), aliased(PlanDateRow), PlanUseRow
    corrected = select(PlanCorrectionRow.topic_id).where(
        PlanCorrectionRow.use_id == use.id, PlanCorrectionRow.change != PlanChange.SHIFT
    )
    query = (
        select(first.id, second)
        .join(second, and_(second.plan_id == first.plan_id, second.number == first.number + 1))
        .join(use, and_(use.plan_id == first.plan_id, use.page_id == page_id))
        .join(day, and_(day.use_id == use.id, day.topic_id == first.id))
        .join(other, and_(other.use_id == use.id, other.topic_id == second.id))
        .where(
            first.id.in_(topics),
            first.half_hours == 1,
            second.half_hours == 1,
            day.day == other.day,
            first.id.not_in(corrected),
            second.id.not_in(corrected),
        )
    )
    return {row[0]: row[1] for row in session.execute(query)}
