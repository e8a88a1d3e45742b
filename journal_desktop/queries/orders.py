"""Orders to choose from: of non-attestation (R-3.2.5-18), for plans and their corrections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.domain.final_marks import order_text
from journal_desktop.domain.vocabulary import OrderKind
from journal_desktop.queries.base import Query
from journal_desktop.queries.spread_rows import head_of, page_right
from journal_desktop.store.rows.school import OrderRow, SchoolYearRow
from journal_desktop.store.session import JournalSession

_CALENDAR_MONTH: Final = 8
"""The calendar of a year is set by an order of August."""


@dataclass(frozen=True, slots=True)
class OrderItem:
    """An order: «№ 61-у от 23.11.2026»."""

    id: int
    number: str
    day: date
    title: str

    @property
    def text(self) -> str:
        """As it stands beside a final mark."""
        return order_text(self.number, self.day)


IMPERSONAL: Final = (OrderKind.OTHER, OrderKind.RULES)
"""What a correction of a plan may rest on: a quarantine, lost days, the calendar."""


@dataclass(frozen=True)
class PlanOrders(Query[tuple[OrderItem, ...]]):
    """Orders of a school year that say nothing of a pupil, for who agrees corrections (7.5)."""

    right: ClassVar = Right.PLAN_CORRECTIONS_APPROVE
    year_id: int

    @override
    def answer(self, session: JournalSession) -> tuple[OrderItem, ...]:
        return _orders(session, self.year_id, IMPERSONAL, begins_month=_CALENDAR_MONTH)


FOR_APPROVAL: Final = (OrderKind.OTHER, OrderKind.PROTOCOL, OrderKind.RULES)
"""What the approval of a plan may rest on: an order, a protocol of the council."""
_SUMMER: Final = 6


@dataclass(frozen=True)
class OrdersForPlans(Query[tuple[OrderItem, ...]]):
    """Those for the approval of plans, from the summer before the year on (R-3.2.5-10)."""

    right: ClassVar = Right.ORDERS_READ
    year_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return None

    @override
    def answer(self, session: JournalSession) -> tuple[OrderItem, ...]:
        return _orders(session, self.year_id, FOR_APPROVAL, begins_month=_SUMMER)


@dataclass(frozen=True)
class NonattestationOrders(Query[tuple[OrderItem, ...]]):
    """Orders of the page's school year, the newest first."""

    right: ClassVar = Right.JOURNAL_READ
    page_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return page_right(session, self.page_id)

    @override
    def answer(self, session: JournalSession) -> tuple[OrderItem, ...]:
        year_id = head_of(session, self.page_id).year_id
        return _orders(session, year_id, (OrderKind.NONATTESTATION,))


def _orders(
    session: JournalSession, year_id: int, kinds: tuple[OrderKind, ...], *, begins_month: int = 9
) -> tuple[OrderItem, ...]:
    year = session.get_one(SchoolYearRow, year_id)
    begins = date(year.first_year, begins_month, 1)
    ends = date(year.first_year + 1, 9, 1)
    row = OrderRow
    query = (
        select(row.id, row.number, row.day, row.title)
        .where(row.kind.in_(kinds), row.day >= begins, row.day < ends)
        .order_by(row.day.desc(), row.id.desc())
    )
    return tuple(OrderItem(*found) for found in session.execute(query))
