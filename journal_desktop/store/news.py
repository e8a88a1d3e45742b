"""What everybody changed since a moment: the feed that keeps open windows fresh.

A server numbers ops before it commits them, so that a later one may be seen first. Whoever asked
only for numbers above the last one seen would never hear of the earlier one: numbers that were
passed over are asked for again, until their transactions must have ended.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Engine, bindparam, func, select, text

from journal_desktop.domain.russian import initials
from journal_desktop.store.rows.ops import ChangeRow, OpRow
from journal_desktop.store.rows.staff import StaffRow

PATIENCE: Final = 5
"""So many looks a number is waited for: at three seconds each, longer than a statement may run."""
MOST_MISSING: Final = 100
MOST: Final = 2000
"""Ops told at once; the rest comes with the next look."""
_LAST: Final = 64
"""So many last ops the first look takes, to know which numbers are missing."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """How far the feed was read: everything up to `last` but the `missing`.

    `missing` are pairs of an op's number and how many looks it is still waited for.
    """

    last: int = 0
    missing: tuple[tuple[int, int], ...] = ()

    @property
    def since(self) -> int:
        """Ops above this number are asked for."""
        return min((number for number, _ in self.missing), default=self.last + 1) - 1

    def is_new(self, op_id: int) -> bool:
        """Whether an op was not told yet."""
        return op_id > self.last or any(op_id == number for number, _ in self.missing)

    def after(self, seen: Sequence[int]) -> Bookmark:
        """The bookmark once these ops were read."""
        last, known = max(self.last, *seen, 0), set(seen)
        passed = range(max(self.last + 1, last - MOST_MISSING), last)
        waited = [(number, left - 1) for number, left in self.missing if left > 1]
        waited += [(number, PATIENCE) for number in passed]
        return Bookmark(last, tuple(it for it in waited if it[0] not in known)[-MOST_MISSING:])


@dataclass(frozen=True, slots=True)
class OpNews:
    """One op: whose it was and what kinds of rows it changed; `page` is 0 for no journal page."""

    op_id: int
    page: int
    staff_id: int | None
    author: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class News:
    """What is new since the bookmark before, and how far it was read.

    `now` is the server's clock, None for a file; `last_at` is the moment of the last op told, the
    very last of the journal at the first look; None when there is none.
    """

    bookmark: Bookmark
    ops: tuple[OpNews, ...]
    now: datetime | None
    last_at: datetime | None


def read_news(engine: Engine, since: Bookmark | None) -> News:
    """What is new, in one statement; None tells only how far the journal is now."""
    query = _FILE if engine.dialect.name == "sqlite" else _SERVER
    asked = {"since": since.since if since else None}
    with engine.connect() as connection:
        rows: Sequence[Any] = connection.execute(query, asked).all()
    now = rows[0].now if rows else None
    found = [row for row in rows if row.op_id is not None]
    numbers = [row.op_id for row in found]
    mark = since or Bookmark(min(numbers, default=1) - 1)
    ops = tuple(_ops(found, since)) if since else ()
    return News(mark.after(numbers), ops, now, found[-1].at if found else None)


def _ops(rows: Sequence[Any], since: Bookmark) -> Iterator[OpNews]:
    for row in rows:
        if since.is_new(row.op_id):
            author = initials(row.surname, row.name, row.patronymic) if row.surname else ""
            kinds = row.kinds.split(",") if row.kinds else ()
            yield OpNews(row.op_id, row.page, row.staff_id, author, frozenset(kinds))


_SERVER: Final = text(
    "select clock_timestamp() as now, told.* from (select 1) as one"
    " left join news_since(cast(:since as integer)) as told on true order by told.op_id"
)
"""Row-level security shows a person only the own ops: the server's function tells of the rest."""
_BEFORE_LAST: Final = select(func.max(OpRow.id) - _LAST).scalar_subquery()
_FILE: Final = (
    select(
        bindparam("now", value=None).label("now"),
        OpRow.id.label("op_id"),
        OpRow.at,
        OpRow.chain.label("page"),
        OpRow.staff_id,
        StaffRow.surname,
        StaffRow.name,
        StaffRow.patronymic,
        func.group_concat(ChangeRow.entity.distinct()).label("kinds"),
    )
    .outerjoin(ChangeRow, ChangeRow.op_id == OpRow.id)
    .outerjoin(StaffRow, StaffRow.id == OpRow.staff_id)
    .where(OpRow.id > func.coalesce(bindparam("since"), _BEFORE_LAST))
    .group_by(OpRow.id)
    .order_by(OpRow.id)
    .limit(MOST)
)
