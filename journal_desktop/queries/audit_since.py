"""What happened since an action to the rows it touched: shown before it is taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Final

from sqlalchemy import and_, func, or_, select
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.domain.audit_lines import Deed
from journal_desktop.domain.errors import Refused
from journal_desktop.queries.audit_deeds import OP_COLUMNS, tell_ops
from journal_desktop.queries.audit_scope import seen_by
from journal_desktop.queries.base import Query
from journal_desktop.store.rows.ops import ChangeRow, OpRow
from journal_desktop.store.session import JournalSession

MOST: Final = 50
_CHUNK: Final = 200


@dataclass(frozen=True, slots=True)
class Since:
    """Later actions on the same rows, newest first; `hidden` are those of others, only counted.

    An action whose rows were changed since is refused to be undone.
    """

    deeds: tuple[Deed, ...]
    hidden: int


@dataclass(frozen=True)
class SinceOf(Query[Since]):
    """What changed since one of the person's own actions."""

    right: ClassVar = Right.OWN_ACCOUNT
    op_id: int

    @override
    def answer(self, session: JournalSession) -> Since:
        owner = session.scalar(select(OpRow.staff_id).where(OpRow.id == self.op_id))
        if owner != session.context.actor.staff_id:
            raise Refused("Отменить можно только своё действие.")
        later = self._later(session)
        newest = sorted(later, reverse=True)[:MOST]
        query = select(*OP_COLUMNS).where(OpRow.id.in_(newest), seen_by(session.context.actor))
        found = session.execute(query.order_by(OpRow.id.desc())).all()
        return Since(tell_ops(session, found), len(later) - len(found))

    def _later(self, session: JournalSession) -> set[int]:
        change = ChangeRow
        mine = select(change.entity, change.row_id).where(change.op_id == self.op_id)
        places = session.execute(mine.order_by(change.seq)).all()
        found: set[int] = set()
        for start in range(0, len(places), _CHUNK):
            same: list[Any] = [
                and_(change.entity == entity, change.row_id == row_id)
                for entity, row_id in places[start : start + _CHUNK]
            ]
            query = select(func.max(change.op_id)).where(change.op_id > self.op_id, or_(*same))
            query = query.group_by(change.entity, change.row_id)
            found |= set(session.scalars(query))
        return found
