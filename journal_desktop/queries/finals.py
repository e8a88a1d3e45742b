"""Final columns of a spread: what stands, what the marks propose, and why (domain 5.7)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from journal_desktop.domain.averages import Weighted, show_mean
from journal_desktop.domain.final_marks import (
    Attended,
    Proposal,
    no_mark_proposal,
    order_text,
    propose,
    propose_total,
    propose_year,
    required_marks,
)
from journal_desktop.domain.marks import grade_of
from journal_desktop.domain.spread import (
    LessonColumn,
    LessonState,
    PeriodCell,
    PeriodColumn,
    PeriodKind,
    PupilRow,
    Spread,
)
from journal_desktop.domain.vocabulary import Scheme
from journal_desktop.queries.periods import REOPENED, period_column
from journal_desktop.store.rows.school import PeriodRow

Cells = dict[tuple[int, int, PeriodKind], PeriodCell]
Stored = Mapping[tuple[int, int, PeriodKind], Any]
_NONE = Proposal("", None, 0, 0, "")
_NO_QUARTERS = 1
"""Grade 1 has a mark of the year only (A5)."""


@dataclass(frozen=True, slots=True)
class Finals:
    """Final marks of a page; `rows` as `period_rows` gives them."""

    spread: Spread
    scheme: Scheme
    rows: list[Any]
    today: date
    with_proposals: bool = True

    def columns(self, asked: PeriodColumn | None) -> tuple[PeriodColumn, ...]:
        """Columns to show: for one period its own, and in the last one the year's; or all."""
        periods = {row[0].id: row[0] for row in self.rows}.values()
        kinds = {key[1:] for key in self._stored()} | self._always()
        reopened = {row[0].id: row[REOPENED] for row in self.rows}
        columns = final_columns(periods, kinds, self.spread.title.grade, self.today, reopened)
        last = max((row[0] for row in self.rows), key=lambda period: period.number, default=None)
        is_last = asked is not None and last is not None and asked.period_id == last.id
        return tuple(columns if asked is None else _shown(columns, asked, is_last=is_last))

    def _always(self) -> set[tuple[int, PeriodKind]]:
        """Exam and total stand on the screen before anybody has them, or nobody could be the first.

        Not in grade 1 nor where no marks are given (R-3.2.5-17), and not on paper.
        """
        title = self.spread.title
        if not self.with_proposals or title.no_marks or title.grade == _NO_QUARTERS:
            return set()
        years = {row[0].id for row in self.rows if not row[0].number}
        return {(year, kind) for year in years for kind in (PeriodKind.EXAM, PeriodKind.FINAL)}

    def cells(self, columns: tuple[PeriodColumn, ...]) -> Cells:
        """What stands and what is proposed in each column, for each pupil."""
        stored = self._stored()
        return {
            (pupil.id, column.period_id, column.kind): self._cell(pupil, column, stored)
            for pupil in self.spread.pupils
            for column in columns
        }

    def _stored(self) -> Stored:
        rows = (row for row in self.rows if row[1] is not None)
        return {(row[1].pupil_id, row[0].id, row[1].kind): row for row in rows}

    def _cell(self, pupil: PupilRow, column: PeriodColumn, stored: Stored) -> PeriodCell:
        row = stored.get((pupil.id, column.period_id, column.kind))
        proposal = self._proposal(pupil, column, stored) if self.with_proposals else _NONE
        mark = row[1] if row else None
        order = order_text(row[2], row[3]) if row and row[2] else ""
        return PeriodCell(
            value=(mark.value or "") if mark else "",
            proposed=proposal.value,
            mean=None if proposal.mean is None else show_mean(proposal.mean),
            count=proposal.count,
            need=proposal.need,
            why=proposal.why,
            reason=mark.reason if mark else "",
            order=order,
        )

    def _proposal(self, pupil: PupilRow, column: PeriodColumn, stored: Stored) -> Proposal:
        if self.spread.title.no_marks:
            return no_mark_proposal()

        def value(period_id: int, kind: PeriodKind) -> str:
            row = stored.get((pupil.id, period_id, kind))
            return (row[1].value or "") if row else ""

        match column.kind:
            case PeriodKind.PERIOD:
                halves = self.scheme is Scheme.HALVES
                return period_proposal(self.spread, pupil, column, half_year=halves)
            case PeriodKind.YEAR:
                periods = [row[0] for row in self.rows if row[0].number]
                ids = dict.fromkeys(period.id for period in periods)
                return propose_year([value(period, PeriodKind.PERIOD) for period in ids])
            case _:
                year = value(column.period_id, PeriodKind.YEAR)
                return propose_total(year, value(column.period_id, PeriodKind.EXAM))


def final_columns(
    periods: Collection[PeriodRow],
    marked: Collection[tuple[int, PeriodKind]],
    grade: int,
    today: date,
    reopened: Mapping[int, datetime | None] = MappingProxyType({}),
) -> list[PeriodColumn]:
    """Columns of a whole year; exam and total only where `marked` (period, kind) names them."""

    def column(row: PeriodRow, kind: PeriodKind | None = None) -> PeriodColumn:
        return period_column(row, today, kind, reopened.get(row.id))

    ordinary = [column(row) for row in periods if row.number]
    year = next((row for row in periods if row.number == 0), None)
    columns = [] if grade == _NO_QUARTERS else ordinary
    if year is None:
        return columns
    kinds = {kind for period, kind in marked if period == year.id}
    extra = [kind for kind in (PeriodKind.EXAM, PeriodKind.FINAL) if kind in kinds]
    return [
        *columns,
        column(year),
        *(column(year, kind) for kind in extra),
    ]


def _shown(
    columns: list[PeriodColumn], asked: PeriodColumn, *, is_last: bool
) -> list[PeriodColumn]:
    own = [column for column in columns if column.period_id == asked.period_id]
    year = [column for column in columns if column.kind is not PeriodKind.PERIOD]
    return [*own, *(column for column in year if is_last and column not in own)]


def period_proposal(
    spread: Spread, pupil: PupilRow, column: PeriodColumn, *, half_year: bool
) -> Proposal:
    """What the marks between the period's days propose for one pupil."""
    need = required_marks(spread.title.weekly_half_hours, half_year=half_year)
    lessons = [one for one in spread.lessons if column.begins <= one.day <= column.ends]
    marks = [mark for lesson in lessons for mark in _marks(spread, pupil, lesson)]
    held = [one for one in lessons if one.state is LessonState.HELD and pupil.present_on(one.day)]
    missed = sum(bool(spread.cell(pupil.id, one.id).absence) for one in held)
    return propose(marks, need, attended=Attended(len(held), missed))


def _marks(spread: Spread, pupil: PupilRow, lesson: LessonColumn) -> Iterable[Weighted]:
    cell = spread.cell(pupil.id, lesson.id)
    for work, mark in zip(lesson.works, cell.marks, strict=False):
        grade = grade_of(mark)
        if grade is not None and work.weight:
            yield Weighted(grade, work.weight)
