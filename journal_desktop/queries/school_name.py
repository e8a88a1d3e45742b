"""What the school is called, for the heading of a paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.queries.base import Query
from journal_desktop.store.rows.school import SchoolRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True)
class SchoolName(Query[str]):
    """The full name; "" before it is entered."""

    right: ClassVar = Right.SCHOOL_READ

    @override
    def answer(self, session: JournalSession) -> str:
        return session.scalar(select(SchoolRow.name).limit(1)) or ""
