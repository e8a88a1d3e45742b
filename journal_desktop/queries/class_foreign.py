"""Marks that pupils of a class brought from other schools, for the pages of their subjects.

Source: R-3.2.4-14, R-3.2.4-15 («Внешняя ведомость»); domain 3.2 (the sign *).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import and_, select
from typing_extensions import override

from journal_desktop.access.policy import PageTarget, Right
from journal_desktop.queries.base import Query
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.marks import ForeignMarkRow, ForeignSheetRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class ForeignMark:
    """One mark of a sheet: of a day, or of a period; `source` is «№ 52, МБОУ «Школа № 400»»."""

    page_id: int
    pupil_id: int
    day: date | None
    period_id: int | None
    value: str
    source: str


@dataclass(frozen=True)
class ForeignMarksOfClass(Query[tuple[ForeignMark, ...]]):
    """The marks of foreign sheets of everybody who was in the class, by pupil and day."""

    right: ClassVar = Right.FOREIGN_SHEETS_READ
    class_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return PageTarget(0, self.class_id)

    @override
    def answer(self, session: JournalSession) -> tuple[ForeignMark, ...]:
        mark, sheet = ForeignMarkRow, ForeignSheetRow
        ours = select(EnrolmentRow.pupil_id).where(EnrolmentRow.class_id == self.class_id)
        query = (
            select(PageRow.id, mark, sheet)
            .join(sheet, sheet.id == mark.sheet_id)
            .join(
                PageRow,
                and_(PageRow.subject_id == mark.subject_id, PageRow.class_id == self.class_id),
            )
            .where(sheet.pupil_id.in_(ours))
            .order_by(sheet.pupil_id, mark.day, mark.id)
        )
        return tuple(
            ForeignMark(page, one.pupil_id, row.day, row.period_id, row.value, _source(one))
            for page, row, one in session.execute(query)
        )


def _source(sheet: ForeignSheetRow) -> str:
    number = f"№ {sheet.number}, " if sheet.number else ""
    return f"{number}{sheet.organisation}"
