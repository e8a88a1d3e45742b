"""The school office: orders get their numbers when the year's papers are put in order of date."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Final

from journal_desktop.demo.sheaf import Sheaf
from journal_desktop.demo.values_school import Order
from journal_desktop.domain.vocabulary import OrderKind

_SUFFIXES: Final = {
    **dict.fromkeys(
        (OrderKind.ENROLMENT, OrderKind.DEPARTURE, OrderKind.MOVE, OrderKind.TRANSFER), "у"
    ),
    OrderKind.APPOINTMENT: "к",
    OrderKind.SUBSTITUTION: "з",
    OrderKind.PROTOCOL: "пс",
}


class Office:
    """Issues orders; ids are known at once, numbers and rows come with `file_away`."""

    def __init__(self, sheaf: Sheaf) -> None:
        self._sheaf = sheaf
        self._waiting: list[tuple[date, int, OrderKind, str]] = []
        self._numbers: Counter[tuple[str, int]] = Counter()
        self._same: dict[tuple[OrderKind, date, str], int] = {}

    def order(self, kind: OrderKind, day: date, title: str) -> int:
        """The id of an order; the same day and title give the same order."""
        known = self._same.get((kind, day, title))
        if known is not None:
            return known
        order_id = self._sheaf.next_id(Order)
        self._same[kind, day, title] = order_id
        self._waiting.append((day, order_id, kind, title))
        return order_id

    def file_away(self) -> None:
        """Number the waiting orders by date and add their rows."""
        for day, order_id, kind, title in sorted(self._waiting, key=lambda found: found[:2]):
            suffix = _SUFFIXES.get(kind, "о")
            self._numbers[suffix, day.year] += 1
            number = f"{self._numbers[suffix, day.year]}-{suffix}"
            self._sheaf.add(Order(order_id, kind, number, day, title))
        self._waiting.clear()
        self._same.clear()
