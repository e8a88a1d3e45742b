"""Orders on which the approval of lesson plans may rest (R-3.2.5-10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.domain.vocabulary import OrderKind
from journal_desktop.queries.base import Query
from journal_desktop.queries.orders import OrderItem
from journal_desktop.store.rows.school import OrderRow, SchoolYearRow
from journal_desktop.store.session import JournalSession

_KINDS: Final = (OrderKind.OTHER, OrderKind.PROTOCOL, OrderKind.RULES)
"""Those that say nothing of a person."""
_SUMMER: Final = 6


@dataclass(frozen=True)
class OrdersForPlans(Query[tuple[OrderItem, ...]]):
    """Orders and protocols given from the summer before the year on, the newest first."""

    right: ClassVar = Right.ORDERS_READ
    year_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return None

    @override
    def answer(self, session: JournalSession) -> tuple[OrderItem, ...]:
        year = session.get_one(SchoolYearRow, self.year_id)
        row = OrderRow
        query = (
            select(row.id, row.number, row.day, row.title)
            .where(
                row.kind.in_(_KINDS),
                row.day >= date(year.first_year, _SUMMER, 1),
                row.day <= year.ends,
            )
            .order_by(row.day.desc(), row.id.desc())
        )
        return tuple(OrderItem(*found) for found in session.execute(query))
