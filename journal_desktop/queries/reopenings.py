"""Until when final marks of a page are open again after their deadline (domain 9.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from journal_desktop.store.rows.closing import ReopeningRow
from journal_desktop.store.session import JournalSession


def last_reopening(page_id: int, period_id: int | ColumnElement[int] | Any) -> Select[Any]:
    """The latest moment until which a period of the page was opened again; no row when never."""
    found = select(ReopeningRow.until).where(
        ReopeningRow.page_id == page_id, ReopeningRow.period_id == period_id
    )
    return found.order_by(ReopeningRow.until.desc()).limit(1)


def open_until(session: JournalSession, page_id: int | None, period_id: int) -> datetime | None:
    """The moment until which it is open now; None when it is not open again."""
    if page_id is None:
        return None
    until: datetime | None = session.scalar(last_reopening(page_id, period_id))
    return until if until is not None and until > session.context.now else None
