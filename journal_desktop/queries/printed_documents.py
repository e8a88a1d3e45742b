"""Printed documents by what stands on their pages, and what was done since to the pages printed.

Source: R-4.3-02, R-4.7-01, R-1.9-01.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import PageTarget, Right, may
from journal_desktop.domain.russian import initials
from journal_desktop.domain.vocabulary import PrintState
from journal_desktop.queries.audit_scope import seen_by
from journal_desktop.queries.base import Query
from journal_desktop.store.rows.ops import OpRow
from journal_desktop.store.rows.prints import PrintRow
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.session import JournalSession

_LEAST: Final = 8
"""Digits of a hash that are asked for at least: fewer are the number of a line."""


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """A line of the register of prints; `content` in hexadecimal, `parts` as it was kept."""

    id: int
    uid: str
    kind: str
    title: str
    class_id: int | None
    at: datetime
    author: str
    state: PrintState
    content: str
    parts: str


@dataclass(frozen=True)
class PrintedDocuments(Query[tuple[PrintedDocument, ...]]):
    """Those a person may read whose fingerprint, code or number begins so; newest first.

    `mark` is of hexadecimal digits; fewer than eight are the number of a line of the register.
    """

    right: ClassVar = Right.BOOKS_READ
    mark: str

    @override
    def target(self, session: JournalSession) -> object:
        return None

    @override
    def answer(self, session: JournalSession) -> tuple[PrintedDocument, ...]:
        query: Any = select(PrintRow, StaffRow).join(StaffRow, StaffRow.id == PrintRow.staff_id)
        rows = session.execute(query.order_by(PrintRow.id.desc()))
        return tuple(
            _document(row, person)
            for row, person in rows
            if self._is_meant(row)
            and may(session.context.actor, Right.BOOKS_READ, PageTarget(0, row.class_id))
        )

    def _is_meant(self, row: PrintRow) -> bool:
        if len(self.mark) < _LEAST:
            return str(row.id) == self.mark
        uid = row.uid.hex if row.uid else ""
        return row.content.hex().startswith(self.mark) or uid.startswith(self.mark)


def _document(row: PrintRow, person: StaffRow) -> PrintedDocument:
    return PrintedDocument(
        id=row.id,
        uid=str(row.uid or ""),
        kind=row.kind,
        title=row.title,
        class_id=row.class_id,
        at=row.at,
        author=initials(person.surname, person.name, person.patronymic),
        state=row.state,
        content=row.content.hex(),
        parts=row.parts or "",
    )


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """A line of the register whose file has the hash asked for. `at` is UTC."""

    id: int
    title: str
    at: datetime
    author: str
    sheets: int
    state: PrintState
    is_copy: bool


@dataclass(frozen=True)
class PrintsOfFile(Query[tuple[PrintedFile, ...]]):
    """Prints a person may read whose file has this SHA-256 in hexadecimal; newest first."""

    right: ClassVar = Right.BOOKS_READ
    sha256: str

    @override
    def target(self, session: JournalSession) -> object:
        return None

    @override
    def answer(self, session: JournalSession) -> tuple[PrintedFile, ...]:
        query: Any = select(PrintRow, StaffRow).join(StaffRow, StaffRow.id == PrintRow.staff_id)
        same = query.where(PrintRow.sha256 == self.sha256)
        return tuple(
            PrintedFile(
                id=line.id,
                title=line.title,
                at=line.at,
                author=initials(person.surname, person.name, person.patronymic),
                sheets=line.sheets,
                state=line.state,
                is_copy=line.is_copy,
            )
            for line, person in session.execute(same.order_by(PrintRow.id.desc()))
            if may(session.context.actor, Right.BOOKS_READ, PageTarget(0, line.class_id))
        )


@dataclass(frozen=True, slots=True)
class Later:
    """Actions on a page after a print: the first one, and how many there are."""

    op_id: int
    at: datetime
    title: str
    author: str
    count: int


@dataclass(frozen=True)
class LaterOnPage(Query[Later | None]):
    """What was done on a page after the action of that number in its chain; None: nothing seen."""

    right: ClassVar = Right.AUDIT_READ
    page_id: int
    class_id: int
    seq: int

    @override
    def target(self, session: JournalSession) -> object:
        return PageTarget(self.page_id, self.class_id)

    @override
    def answer(self, session: JournalSession) -> Later | None:
        rows = self._rows(session)
        if not rows:
            return None
        op_id, at, title, surname, name, patronymic = rows[0]
        author = initials(surname, name, patronymic) if surname is not None else ""
        return Later(op_id, at, title, author, len(rows))

    def _rows(self, session: JournalSession) -> Sequence[Any]:
        query = (
            select(
                OpRow.id,
                OpRow.at,
                OpRow.title,
                StaffRow.surname,
                StaffRow.name,
                StaffRow.patronymic,
            )
            .outerjoin(StaffRow, StaffRow.id == OpRow.staff_id)
            .where(OpRow.chain == self.page_id, OpRow.seq > self.seq)
            .where(seen_by(session.context.actor))
            .order_by(OpRow.seq)
        )
        return session.execute(query).all()
