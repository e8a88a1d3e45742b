"""Orders of non-attestation to choose from (R-3.2.5-18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.domain.final_marks import order_text
from journal_desktop.domain.vocabulary import OrderKind
from journal_desktop.queries.base import Query
from journal_desktop.queries.spread_rows import head_of, page_right
from journal_desktop.store.rows.school import OrderRow, SchoolYearRow
from journal_desktop.store.session import JournalSession


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
        year = session.get_one(SchoolYearRow, head_of(session, self.page_id).year_id)
        begins = date(year.first_year, 9, 1)
        ends = begins.replace(year=year.first_year + 1)
        row = OrderRow
        query = (
            select(row.id, row.number, row.day, row.title)
            .where(row.kind == OrderKind.NONATTESTATION, row.day >= begins, row.day < ends)
            .order_by(row.day.desc(), row.id.desc())
        )
        return tuple(OrderItem(*found) for found in session.execute(query))
