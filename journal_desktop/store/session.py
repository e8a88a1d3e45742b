"""A session that knows who works, when, and what has been read on the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import event
from sqlalchemy.orm import Session
from typing_extensions import override

from journal_desktop.access.policy import Actor
from journal_desktop.store.audit import AuditedSession


@dataclass(frozen=True, slots=True)
class Context:
    """The person, the moment in UTC and the school's zone."""

    actor: Actor
    now: datetime
    zone: ZoneInfo

    @property
    def local(self) -> datetime:
        """The moment at the school."""
        return self.now.astimezone(self.zone)

    @property
    def today(self) -> date:
        """The day at the school."""
        return self.local.date()


class JournalSession(AuditedSession):
    """What handlers and queries work with; one op, then gone."""

    def __init__(self, *args: Any, context: Context, writes: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, join_transaction_mode="rollback_only", **kwargs)
        self.context = context
        self.writes = writes
        self.reason: str | None = None
        """Why it is done, where a rule asks for it."""
        self.takes_back = False
        """Whether an op is taken back."""
        self.known: dict[Any, Any] = {}
        """Facts read in this transaction, so that guards need not read them again."""
        self.kept: list[object] = []
        """Rows met while writing: SQLAlchemy itself lets go of a row nobody holds."""

    @override
    def close(self) -> None:
        """Let everything go; a mark that met no row object has nothing to be let go."""
        if self.in_transaction():
            super().close()


@event.listens_for(JournalSession, "loaded_as_persistent")
@event.listens_for(JournalSession, "pending_to_persistent")
def _keep(session: JournalSession, row: object) -> None:
    if session.writes:
        session.kept.append(row)


def context_of(session: Session) -> Context:
    """The context of a session made by the gate."""
    if not isinstance(session, JournalSession):
        raise TypeError("this session was not opened by the gate")
    return session.context
