"""The log of exports and prints of personal data: who, what, when, for what.

Source: R-1.9-01. A person sees the own ones, whoever reads the whole audit sees all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar, Final

from sqlalchemy import Select, select
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.domain.exports import ExportKind, export_title
from journal_desktop.domain.russian import initials
from journal_desktop.domain.vocabulary import PrintState
from journal_desktop.queries.audit_scope import whole_school
from journal_desktop.queries.base import Query
from journal_desktop.store.rows.ops import ExportRow
from journal_desktop.store.rows.prints import PrintRow
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.session import JournalSession

MOST: Final = 2000
UNSAID: Final = "не указана"


@dataclass(frozen=True, slots=True)
class ExportLine:
    """One export or print. `at` is UTC; `what` is «Печать черновика: Журнал 7А»."""

    at: datetime
    who: str
    kind: str
    what: str
    purpose: str


@dataclass(frozen=True)
class ExportLog(Query[tuple[ExportLine, ...]]):
    """Exports and prints of some school days, both included; newest first."""

    right: ClassVar = Right.OWN_ACCOUNT
    begins: date | None = None
    ends: date | None = None

    @override
    def answer(self, session: JournalSession) -> tuple[ExportLine, ...]:
        exported = self._lines(session, ExportRow, (ExportRow.kind, ExportRow.subject))
        printed = self._lines(session, PrintRow, (PrintRow.state, PrintRow.title))
        lines = [
            ExportLine(row[2], _name(row), export_title(row[0]), row[1], row[3] or UNSAID)
            for row in exported
        ]
        lines += [
            ExportLine(row[2], _name(row), _print_kind(row[0]), row[1], row[3] or UNSAID)
            for row in printed
        ]
        return tuple(sorted(lines, key=lambda line: line.at, reverse=True)[:MOST])

    def _lines(self, session: JournalSession, table: Any, said: Any) -> Sequence[Any]:
        query: Select[Any] = select(
            *(*said, table.at, table.purpose),
            *(StaffRow.surname, StaffRow.name, StaffRow.patronymic),
        ).join(StaffRow, StaffRow.id == table.staff_id)
        zone = session.context.zone
        if not whole_school(session.context.actor):
            query = query.where(table.staff_id == session.context.actor.staff_id)
        if self.begins is not None:
            since = datetime.combine(self.begins, time.min, zone).astimezone(UTC)
            query = query.where(table.at >= since)
        if self.ends is not None:
            until = datetime.combine(self.ends + timedelta(days=1), time.min, zone)
            query = query.where(table.at < until.astimezone(UTC))
        return session.execute(query.order_by(table.id.desc()).limit(MOST)).all()


def _name(row: Any) -> str:
    return initials(*row[4:])


def _print_kind(state: PrintState) -> str:
    title = export_title(ExportKind.JOURNAL.value)
    return f"{title}, печать черновика" if state is PrintState.DRAFT else f"{title}, печать"
