"""Periods of a page: the columns of final marks, and what a person chooses from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.domain.closing import state_on
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.spread import PeriodColumn, PeriodKind
from journal_desktop.domain.vocabulary import Scheme
from journal_desktop.queries.base import Query
from journal_desktop.queries.spread_rows import head_of, page_right, period_rows
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow
from journal_desktop.store.rows.school import PeriodRow
from journal_desktop.store.session import JournalSession

REOPENED: Final = 4
"""Where a row of `period_rows` says until when final marks are open again."""


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
        today = session.context.today
        periods = {row[0].id: row for row in rows}
        columns = [period_column(row[0], today, reopened=row[REOPENED]) for row in periods.values()]
        return tuple(sorted(columns, key=lambda column: column.kind is PeriodKind.YEAR))


def period_of_page(session: JournalSession, page: PageRow, period_id: int) -> PeriodRow:
    """The period, of the page's year and scheme.

    Raises:
        Invalid: the page has no such period.
    """
    period = session.get(PeriodRow, period_id)
    group = session.get(ClassGroupRow, page.class_id) if page.class_id else None
    scheme = page.scheme or (group.scheme if group else Scheme.QUARTERS)
    if period is None or (period.year_id, period.scheme) != (page.year_id, scheme):
        raise Invalid("Такого учебного периода у этой страницы нет. Обновите окно.")
    return period


def period_column(
    row: PeriodRow,
    today: date,
    kind: PeriodKind | None = None,
    reopened: datetime | None = None,
) -> PeriodColumn:
    """A period as a final column; number 0 is the year, `reopened` until when the page is.

    Its state goes by the day until somebody closes it.
    """
    kind = kind or (PeriodKind.PERIOD if row.number else PeriodKind.YEAR)
    titles = {PeriodKind.EXAM: ("Экзамен", "Экз."), PeriodKind.FINAL: ("Итог", "Итог")}
    title, short = titles.get(kind, (row.title, row.short))
    state = state_on(row.state, row.begins, row.ends, today)
    return PeriodColumn(
        row.id, kind, title, short, row.begins, row.ends, state, row.deadline, reopened
    )
