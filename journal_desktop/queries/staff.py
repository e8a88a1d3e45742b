"""Staff by name, for giving them logins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.domain.russian import sort_key
from journal_desktop.queries.base import Query
from journal_desktop.store.rows.staff import AccountRow, StaffRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class StaffItem:
    """A member of staff; `login` is "" without an account."""

    staff_id: int
    name: str
    login: str


@dataclass(frozen=True)
class StaffList(Query[tuple[StaffItem, ...]]):
    """Everybody who works at the school, in alphabetical order; of one name when it is given."""

    right: ClassVar = Right.STAFF_WRITE
    name: str = ""

    @override
    def answer(self, session: JournalSession) -> tuple[StaffItem, ...]:
        query = select(StaffRow, AccountRow.login).outerjoin(
            AccountRow, AccountRow.staff_id == StaffRow.id
        )
        query = query.where(StaffRow.dismissed.is_(None)).order_by(StaffRow.sort_key)
        wanted = sort_key(*self.name.split(maxsplit=2)) if self.name.strip() else ""
        return tuple(
            StaffItem(row.id, f"{row.surname} {row.name} {row.patronymic}".strip(), login or "")
            for row, login in session.execute(query)
            if not wanted or row.sort_key == wanted
        )
