"""«Журнал выдачи распечаток»: what was printed, on which basis, and where it is now.

Source: R-4.3-02, R-4.6-01, R-1.9-01: a class teacher sees the own class.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import PageTarget, Right, may
from journal_desktop.domain.prints import look, order_text, split_requester
from journal_desktop.domain.russian import initials
from journal_desktop.domain.vocabulary import PrintState
from journal_desktop.queries.base import Query
from journal_desktop.store.rows.classes import ClassGroupRow
from journal_desktop.store.rows.prints import PrintRow
from journal_desktop.store.rows.school import OrderRow, SchoolRow
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class PrintLine:
    """One printed document. `at` is UTC; `class_name` is "" for a document of the school.

    `look` is `domain.prints.look` of its sections and paper. `content` is the hash of the printed
    data, `sha256` of the file, both in hexadecimal.
    """

    id: int
    kind: str
    title: str
    at: datetime
    who: str
    class_id: int | None
    class_name: str
    pages: int
    sheets: int
    state: PrintState
    state_day: date
    is_copy: bool
    basis: str
    purpose: str
    requester: str
    sha256: str
    content: str
    file_id: int | None
    look: str


@dataclass(frozen=True)
class PrintRegister(Query[tuple[PrintLine, ...]]):
    """What was printed of a year, newest first; drafts only when asked for."""

    right: ClassVar = Right.BOOKS_READ
    year_id: int
    drafts: bool = False

    @override
    def target(self, session: JournalSession) -> object:
        return None

    @override
    def answer(self, session: JournalSession) -> tuple[PrintLine, ...]:
        return tuple(print_lines(session, self.year_id, drafts=self.drafts))


@dataclass(frozen=True)
class PrintedBefore(Query[tuple[PrintLine, ...]]):
    """Prints of one class, newest first: what a new one is compared with."""

    right: ClassVar = Right.DRAFTS_PRINT
    class_id: int
    kind: str

    @override
    def target(self, session: JournalSession) -> object:
        return PageTarget(0, self.class_id)

    @override
    def answer(self, session: JournalSession) -> tuple[PrintLine, ...]:
        group = session.get_one(ClassGroupRow, self.class_id)
        found = print_lines(session, group.year_id, drafts=True)
        return tuple(
            line for line in found if (line.class_id, line.kind) == (self.class_id, self.kind)
        )


def print_lines(session: JournalSession, year_id: int, *, drafts: bool) -> Iterable[PrintLine]:
    """The lines the actor may see."""
    row, group = PrintRow, ClassGroupRow
    query = (
        select(row, group.grade, group.letter, OrderRow.number, OrderRow.day, *_PERSON)
        .join(StaffRow, StaffRow.id == row.staff_id)
        .outerjoin(group, group.id == row.class_id)
        .outerjoin(OrderRow, OrderRow.id == row.basis_id)
        .where(row.year_id == year_id)
        .order_by(row.id.desc())
    )
    if not drafts:
        query = query.where(row.state != PrintState.DRAFT)
    actor = session.context.actor
    return (
        _line(*found)
        for found in session.execute(query)
        if may(actor, Right.BOOKS_READ, PageTarget(0, found[0].class_id))
    )


_PERSON = (StaffRow.surname, StaffRow.name, StaffRow.patronymic)


def _line(row: PrintRow, grade: int | None, letter: str | None, *rest: Any) -> PrintLine:
    number, day, *person = rest
    purpose, requester = split_requester(row.purpose)
    return PrintLine(
        id=row.id,
        kind=row.kind,
        title=row.title,
        at=row.at,
        who=initials(*person),
        class_id=row.class_id,
        class_name=f"{grade}{letter}" if grade else "",
        pages=row.pages,
        sheets=row.sheets,
        state=row.state,
        state_day=row.state_day,
        is_copy=row.is_copy,
        basis=order_text(number, day) if number else "",
        purpose=purpose,
        requester=requester,
        sha256=row.sha256,
        content=row.content.hex(),
        file_id=row.file_id,
        look=_look(row.parts),
    )


def _look(parts: str | None) -> str:
    """What the register remembers of the order; of an earlier version's print nothing."""
    said = json.loads(parts) if parts else {}
    return look(said.get("options"), said.get("paper"))


@dataclass(frozen=True)
class SchoolName(Query[str]):
    """The school's full name, for what is printed."""

    right: ClassVar = Right.SCHOOL_READ

    @override
    def answer(self, session: JournalSession) -> str:
        return session.scalar(select(SchoolRow.name).limit(1)) or ""
