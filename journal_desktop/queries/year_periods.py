"""The periods of a year that its pages follow."""

from __future__ import annotations

from sqlalchemy import select

from journal_desktop.store.page_content import scheme_of_page
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow
from journal_desktop.store.rows.school import PeriodRow
from journal_desktop.store.session import JournalSession


def used_periods(session: JournalSession, year_id: int) -> tuple[PeriodRow, ...]:
    """Periods of schemes that have pages, by scheme, the year after its parts."""
    schemes = (
        select(scheme_of_page())
        .select_from(PageRow)
        .outerjoin(ClassGroupRow, ClassGroupRow.id == PageRow.class_id)
        .where(PageRow.year_id == year_id)
        .distinct()
    )
    used = set(session.scalars(schemes))
    rows = session.scalars(select(PeriodRow).filter_by(year_id=year_id))
    ours = [row for row in rows if row.scheme in used]
    order = {row.scheme: row.id for row in reversed(ours)}
    return tuple(sorted(ours, key=lambda row: (order[row.scheme], row.number == 0, row.number)))
