"""Periods of a page: the columns of final marks, and what a person chooses from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.domain.spread import PeriodColumn, PeriodKind, PeriodState
from journal_desktop.queries.base import Query
from journal_desktop.queries.spread_rows import head_of, page_right, period_rows
from journal_desktop.store.rows.school import PeriodRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True)
class PeriodsOf(Query[tuple[PeriodColumn, ...]]):
    """Periods of a page's scheme in order, the year last.

    Asked with the page's spread in one snapshot, it costs no statement more.
    """

    right: ClassVar = Right.JOURNAL_READ
    page_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return page_right(session, self.page_id)

    @override
    def answer(self, session: JournalSession) -> tuple[PeriodColumn, ...]:
        rows = period_rows(session, head_of(session, self.page_id))
        periods = {row[0].id: row[0] for row in rows}
        columns = [period_column(row, session.context.today) for row in periods.values()]
        return tuple(sorted(columns, key=lambda column: column.kind is PeriodKind.YEAR))


def period_column(row: PeriodRow, today: date, kind: PeriodKind | None = None) -> PeriodColumn:
    """A period as a final column; number 0 is the year.

    A future period opens by itself on its first day; everything later is somebody's decision.
    """
    found = PeriodKind.PERIOD if row.number else PeriodKind.YEAR
    titles = {PeriodKind.EXAM: ("Экзамен", "Экз."), PeriodKind.FINAL: ("Итог", "Итог")}
    title, short = titles.get(kind or found, (row.title, row.short))
    begun = row.state is PeriodState.FUTURE and row.begins <= today
    state = PeriodState.OPEN if begun else row.state
    return PeriodColumn(
        row.id, kind or found, title, short, row.begins, row.ends, state, row.deadline
    )
