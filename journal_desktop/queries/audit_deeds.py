"""«Журнал действий»: who did what, when, where, what stood there before, and why.

Source: R-2.1-01, R-5.4-01, domain 9.2, 9.4. Newest first, page by page; an answer looks through so
many ops at most, so that a rare filter over millions of them stays quick and says how far it got.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar, Final

from sqlalchemy import ColumnElement, and_, func, or_, select
from typing_extensions import override

from journal_desktop.access.policy import ROLE_TITLES, Right, Role
from journal_desktop.domain.audit_lines import Deed, RowSaid
from journal_desktop.domain.errors import Refused
from journal_desktop.domain.russian import initials
from journal_desktop.queries.audit_filter import EVERYTHING, AuditFilter, conditions
from journal_desktop.queries.audit_names import names_of
from journal_desktop.queries.audit_places import Touched
from journal_desktop.queries.audit_scope import seen_by
from journal_desktop.queries.audit_words import say_rows
from journal_desktop.queries.base import Query
from journal_desktop.store.rows.ops import ChangeRow, OpRow
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.session import JournalSession

PAGE: Final = 200
WINDOW: Final = 20_000
"""So many ops are looked through by one statement…"""
WINDOWS: Final = 10
"""…and so many statements make one answer."""
SHOWN: Final = 6
"""Rows of an action told in a list."""
MOST_ROWS: Final = 2000
"""Rows of an action told in the details."""
_SLACK: Final = timedelta(days=3)
"""How far a computer's clock may have been off; the days themselves are compared exactly."""
OP_COLUMNS: Final = (
    *(OpRow.id, OpRow.at, OpRow.offset_min, OpRow.staff_id, OpRow.role, OpRow.computer),
    *(OpRow.title, OpRow.undoes, OpRow.reason, OpRow.basis_id, OpRow.chain, OpRow.seq),
)


@dataclass(frozen=True, slots=True)
class DeedPage:
    """Actions, newest first. `more` continues the search; None when there are no earlier ones.

    `reached` is the moment down to which it was searched.
    """

    deeds: tuple[Deed, ...]
    more: int | None = None
    reached: datetime | None = None


@dataclass(frozen=True)
class Deeds(Query[DeedPage]):
    """Actions the person may read; `before` is the `more` of the page before.

    With `mine` the person's own actions only. Without any right over the audit they are all
    there is.
    """

    right: ClassVar = Right.OWN_ACCOUNT
    asked: AuditFilter = EVERYTHING
    before: int | None = None
    mine: bool = False
    most: int = PAGE

    @override
    def answer(self, session: JournalSession) -> DeedPage:
        low, high = _bounds(session, self.asked)
        high = high if self.before is None else min(high, self.before - 1)
        wanted = [seen_by(session.context.actor, mine=self.mine), *conditions(self.asked)]
        wanted += _days(session, self.asked)
        found: list[Any] = []
        for _ in range(WINDOWS):
            if high < low or len(found) >= self.most:
                break
            floor = max(low, high - WINDOW + 1)
            rows = self._window(session, wanted, (floor, high), self.most - len(found))
            found += rows
            high = rows[-1].id - 1 if len(found) >= self.most else floor - 1
        reached = _moment_of(session, high + 1)
        more = high + 1 if high >= low else None
        return DeedPage(tell_ops(session, found), more, reached)

    def _window(
        self,
        session: JournalSession,
        wanted: Sequence[ColumnElement[bool]],
        span: tuple[int, int],
        most: int,
    ) -> Sequence[Any]:
        query = select(*OP_COLUMNS).where(OpRow.id.between(*span), *wanted)
        return session.execute(query.order_by(OpRow.id.desc()).limit(most)).all()


@dataclass(frozen=True)
class DeedOf(Query[Deed]):
    """One action with every row it touched."""

    right: ClassVar = Right.OWN_ACCOUNT
    op_id: int

    @override
    def answer(self, session: JournalSession) -> Deed:
        seen = seen_by(session.context.actor)
        found = session.execute(select(*OP_COLUMNS).where(OpRow.id == self.op_id, seen)).all()
        if not found:
            raise Refused("Это действие не из вашего круга: его видят другие (п. 1.9).")
        return tell_ops(session, found, MOST_ROWS)[0]


def tell_ops(session: JournalSession, ops: Sequence[Any], rows: int = SHOWN) -> tuple[Deed, ...]:
    """Ops in words; of each so many touched rows."""
    if not ops:
        return ()
    told, counts = _rows(session, ops, rows)
    people = _people(session, {op.staff_id for op in ops if op.staff_id})
    orders = names_of(session, {"school_order": {op.basis_id for op in ops if op.basis_id}})
    undone = _undone(session, ops)
    return tuple(
        Deed(
            op.id,
            op.at,
            op.offset_min,
            op.staff_id,
            people.get(op.staff_id, "") or "программа",
            ROLE_TITLES[Role(op.role)] if op.role else "",
            op.computer,
            op.title,
            tuple(told[op.id]),
            counts.get(op.id, 0),
            op.reason or "",
            orders.get(("school_order", op.basis_id), ""),
            op.undoes,
            undone.get(op.id),
        )
        for op in ops
    )


def _rows(
    session: JournalSession, ops: Sequence[Any], most: int
) -> tuple[dict[int, list[RowSaid]], dict[int, int]]:
    chains = {op.id: op.chain for op in ops}
    change = ChangeRow
    query = select(change.op_id, change.entity, change.row_id, change.before, change.after)
    query = query.where(change.op_id.in_(chains), change.seq < most)
    found = session.execute(query.order_by(change.op_id, change.seq)).all()
    touched = [Touched(row[1], row[2], row[3], row[4], chains[row[0]]) for row in found]
    told: dict[int, list[RowSaid]] = defaultdict(list)
    for row, said in zip(found, say_rows(session, touched), strict=True):
        told[row[0]].append(said)
    full = [op for op, rows in told.items() if len(rows) == most]
    counting = select(change.op_id, func.max(change.seq) + 1).where(change.op_id.in_(full))
    counts = {op: len(rows) for op, rows in told.items()}
    if full:
        counts |= {row[0]: row[1] for row in session.execute(counting.group_by(change.op_id))}
    return told, counts


def _people(session: JournalSession, ids: set[int]) -> dict[int, str]:
    query = select(StaffRow.id, StaffRow.surname, StaffRow.name, StaffRow.patronymic)
    found = session.execute(query.where(StaffRow.id.in_(ids)))
    return {row[0]: initials(*row[1:]) for row in found}


def _undone(session: JournalSession, ops: Sequence[Any]) -> dict[int, int]:
    """Which of the ops were taken back, and by which: an undo stands later in the same chain."""
    first: dict[int, int] = {}
    for op in ops:
        first[op.chain] = min(first.get(op.chain, op.seq), op.seq)
    later = [and_(OpRow.chain == chain, OpRow.seq > seq) for chain, seq in first.items()]
    query = select(OpRow.undoes, OpRow.id).where(
        OpRow.undoes.in_([op.id for op in ops]), or_(*later)
    )
    found = session.execute(query.order_by(OpRow.id))
    return {row[0]: row[1] for row in found if row[0] is not None}


def _days(session: JournalSession, asked: AuditFilter) -> list[ColumnElement[bool]]:
    begins, ends = _moments(session, asked.begins, asked.ends)
    found: list[ColumnElement[bool]] = []
    if begins is not None:
        found.append(OpRow.at >= begins)
    if ends is not None:
        found.append(OpRow.at < ends)
    return found


def _moments(
    session: JournalSession, begins: date | None, ends: date | None
) -> tuple[datetime | None, datetime | None]:
    """School days as moments in UTC: from, and up to the day after."""
    zone = session.context.zone
    first = datetime.combine(begins, time.min, zone).astimezone(UTC) if begins else None
    after = ends + timedelta(days=1) if ends else None
    last = datetime.combine(after, time.min, zone).astimezone(UTC) if after else None
    return first, last


def _bounds(session: JournalSession, asked: AuditFilter) -> tuple[int, int]:
    """First and last number an op of these days can have: ops are numbered as they come."""
    top = session.scalar(select(func.max(OpRow.id))) or 0
    if asked.ops:
        return min(asked.ops), min(top, max(asked.ops))
    begins, ends = _moments(session, asked.begins, asked.ends)
    low = 1 if begins is None else first_since(session, begins - _SLACK, top)
    high = top if ends is None else first_since(session, ends + _SLACK, top)
    return low, high


def first_since(session: JournalSession, moment: datetime, top: int) -> int:
    """The number from which ops are not older than the moment, found by halving."""
    low, high = 1, top + 1
    while low < high:
        middle = (low + high) // 2
        there = select(OpRow.id, OpRow.at).where(OpRow.id >= middle).order_by(OpRow.id).limit(1)
        found = session.execute(there).one_or_none()
        if found is None or found.at >= moment:
            high = middle
        else:
            low = found.id + 1
    return low


def _moment_of(session: JournalSession, op_id: int) -> datetime | None:
    query = select(OpRow.at).where(OpRow.id >= op_id).order_by(OpRow.id).limit(1)
    return session.scalar(query)
