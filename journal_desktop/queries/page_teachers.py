"""Who teaches the pages of a year on a day, by surname and initials."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import or_, select

from journal_desktop.domain.russian import initials
from journal_desktop.store.rows.classes import AssignmentRow, PageRow
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.session import JournalSession


def teachers_of(session: JournalSession, year_id: int, day: date) -> dict[int, list[str]]:
    """Who teaches each page on the day."""
    query = (
        select(AssignmentRow.page_id, StaffRow)
        .join(StaffRow, StaffRow.id == AssignmentRow.staff_id)
        .join(PageRow, PageRow.id == AssignmentRow.page_id)
        .where(
            PageRow.year_id == year_id,
            AssignmentRow.begins <= day,
            or_(AssignmentRow.ends.is_(None), AssignmentRow.ends >= day),
        )
        .order_by(StaffRow.sort_key)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for page_id, who in session.execute(query):
        found[page_id].append(initials(who.surname, who.name, who.patronymic))
    return found
