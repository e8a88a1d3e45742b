"""On what a typed value rests, and what is still to be asked before it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from journal_desktop.queries.orders import OrderItem

Key = tuple[int, tuple[str, int, str]]
"""A pupil's id and a column's key: what stays when rows and columns move."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """A reason (of a late edit, of a mark unlike the proposal) and an order of non-attestation.

    `order_asked` says that the person was asked and there may be no order yet.
    """

    reason: str = ""
    order: OrderItem | None = None
    order_asked: bool = False

    @property
    def order_text(self) -> str:
        """«№ 61-у от 23.11.2026», "" without an order."""
        return self.order.text if self.order else ""


NO_GROUNDS = Grounds()


@dataclass(frozen=True, slots=True)
class Question:
    """Typed values that wait for an answer of the person; the cells keep what they hold."""

    page_id: int
    texts: Mapping[Key, str]
    grounds: Grounds
