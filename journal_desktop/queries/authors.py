"""Names of people as they are signed: «Иванова М. П.»."""

from __future__ import annotations

from journal_desktop.domain.russian import initials
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.session import JournalSession


def author_of(session: JournalSession, staff_id: int | None) -> str:
    """Surname with initials; "" when nobody is known."""
    row = session.get(StaffRow, staff_id) if staff_id is not None else None
    return initials(row.surname, row.name, row.patronymic) if row else ""
