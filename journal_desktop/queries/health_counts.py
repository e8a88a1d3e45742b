"""How many pupils each group has: what the head may know, numbers without names (domain 9.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.domain.health_counts import Count, counts_from
from journal_desktop.queries.base import Query
from journal_desktop.store.rows.classes import ClassGroupRow
from journal_desktop.store.rows.health import HealthCountRow, HealthFilledRow
from journal_desktop.store.session import JournalSession

SCHOOL = "school"


@dataclass(frozen=True, slots=True)
class CountLine:
    """The school, a year group or a class with its counts by kind; `day` is when they were made.

    `filled` is the day on which a class was declared filled; None for a year group or the school.
    """

    scope: str
    title: str
    level: int
    day: date | None
    filled: date | None
    health: tuple[Count, ...]
    pe: tuple[Count, ...]
    furniture: tuple[Count, ...]


@dataclass(frozen=True)
class HealthCountsOf(Query[tuple[CountLine, ...]]):
    """The school, then its year groups, each with its classes."""

    right: ClassVar = Right.HEALTH_COUNTS_READ
    year_id: int

    @override
    def answer(self, session: JournalSession) -> tuple[CountLine, ...]:
        row, group = HealthCountRow, ClassGroupRow
        query = select(row.scope, row.kind, row.counts, row.day).filter_by(year_id=self.year_id)
        found = {(scope, kind): (text, day) for scope, kind, text, day in session.execute(query)}
        filled = {
            row[0]: row[1]
            for row in session.execute(select(HealthFilledRow.class_id, HealthFilledRow.day))
        }
        classes = session.execute(
            select(group.id, group.grade, group.letter)
            .where(group.year_id == self.year_id)
            .order_by(group.grade, group.letter)
        ).all()
        lines = [_line(found, SCHOOL, "Вся школа", 0, None)]
        before = None
        for class_id, grade, letter in classes:
            if grade != before:
                lines.append(_line(found, f"grade:{grade}", f"{grade} классы", 1, None))
                before = grade
            scope = f"class:{class_id}"
            lines.append(_line(found, scope, f"{grade}{letter}", 2, filled.get(class_id)))
        return tuple(lines)


def _line(
    found: dict[tuple[str, str], tuple[str, date]],
    scope: str,
    title: str,
    level: int,
    filled: date | None,
) -> CountLine:
    parts = [found.get((scope, kind), ("", None)) for kind in ("health", "pe", "furniture")]
    day = next((at for _, at in parts if at is not None), None)
    health, pe, furniture = (counts_from(text) for text, _ in parts)
    return CountLine(scope, title, level, day, filled, health, pe, furniture)
