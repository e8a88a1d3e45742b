"""Which days of which pages lie in closed periods (domain 5.8)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import or_, select

from journal_desktop.domain.spread import PeriodState
from journal_desktop.domain.vocabulary import Scheme
from journal_desktop.store.page_content import scheme_of_page
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow
from journal_desktop.store.rows.school import PeriodRow
from journal_desktop.store.session import JournalSession

CLOSED: Final = (PeriodState.CLOSED, PeriodState.ARCHIVED)
_MANY: Final = 100


@dataclass(frozen=True, slots=True)
class ClosedSpan:
    """A closed period of a page."""

    period_id: int
    begins: date
    ends: date
    title: str


ClosedDays = dict[int, list[ClosedSpan]]
"""By page."""


def closed_days(session: JournalSession, pages: Collection[int]) -> ClosedDays:
    """Closed periods of the pages in which lessons stand, in one statement."""
    period = PeriodRow
    query = (
        select(PageRow.id, period.id, period.begins, period.ends, period.title)
        .outerjoin(ClassGroupRow, ClassGroupRow.id == PageRow.class_id)
        .join(period, (period.year_id == PageRow.year_id) & (period.scheme == scheme_of_page()))
        .where(
            period.state.in_(CLOSED),
            or_(period.number > 0, period.scheme == Scheme.YEAR),
        )
    )
    if len(pages) <= _MANY:
        query = query.where(PageRow.id.in_(pages))
    found: ClosedDays = {}
    for page_id, period_id, begins, ends, title in session.execute(query):
        if page_id in pages:
            found.setdefault(page_id, []).append(ClosedSpan(period_id, begins, ends, title))
    return found


def span_on(found: ClosedDays, page_id: int, day: date) -> ClosedSpan | None:
    """The closed period of a page that has the day."""
    spans = found.get(page_id, ())
    return next((span for span in spans if span.begins <= day <= span.ends), None)
