"""Final columns of a spread: what stands, what the marks propose, and why (domain 5.7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from journal_desktop.domain.averages import Weighted, show_mean
from journal_desktop.domain.final_marks import (
    Attended,
    Proposal,
    no_mark_proposal,
    propose,
    propose_total,
    propose_year,
    required_marks,
)
from journal_desktop.domain.marks import grade_of
from journal_desktop.domain.russian import short_date
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
from journal_desktop.queries.pages import period_column

Cells = dict[tuple[int, int, PeriodKind], PeriodCell]
_NO_QUARTERS = 1
"""Grade 1 has a mark of the year only (A5)."""


def final_columns(
    spread: Spread, scheme: Scheme, rows: list[Any], asked: PeriodColumn | None
) -> tuple[tuple[PeriodColumn, ...], Cells]:
    """Columns to show and their cells; `rows` as `period_rows` gives them.

    For one period its own column, and the year's columns in the last period; for the year all.
    """
    stored = {(row[1].pupil_id, row[0].id, row[1].kind): row for row in rows if row[1] is not None}
    columns = _columns(rows, stored, spread.title.grade)
    cells: Cells = {}
    for pupil in spread.pupils:
        for column in columns:
            place = (pupil.id, column.period_id, column.kind)
            cells[place] = _cell(spread, pupil, column, columns, stored, scheme)
    shown = columns if asked is None else _shown(columns, asked)
    return tuple(shown), {key: cell for key, cell in cells.items() if _is_shown(key, shown)}


def _columns(
    rows: list[Any], stored: Mapping[tuple[int, int, PeriodKind], Any], grade: int
) -> list[PeriodColumn]:
    periods = {row[0].id: row[0] for row in rows}
    ordinary = [period_column(row) for row in periods.values() if row.number]
    year = next((row for row in periods.values() if row.number == 0), None)
    columns = [] if grade == _NO_QUARTERS else ordinary
    if year is None:
        return columns
    kinds = {kind for _, period, kind in stored if period == year.id}
    extra = [kind for kind in (PeriodKind.EXAM, PeriodKind.FINAL) if kind in kinds]
    return [*columns, period_column(year), *(period_column(year, kind) for kind in extra)]


def _shown(columns: list[PeriodColumn], asked: PeriodColumn) -> list[PeriodColumn]:
    own = [column for column in columns if column.period_id == asked.period_id]
    ordinary = [column for column in columns if column.kind is PeriodKind.PERIOD]
    is_last = bool(ordinary) and asked.period_id == ordinary[-1].period_id
    year = [column for column in columns if column.kind is not PeriodKind.PERIOD]
    return [*own, *year] if is_last else own


def _is_shown(key: tuple[int, int, PeriodKind], shown: Iterable[PeriodColumn]) -> bool:
    return any((key[1], key[2]) == (column.period_id, column.kind) for column in shown)


def _cell(
    spread: Spread,
    pupil: PupilRow,
    column: PeriodColumn,
    columns: list[PeriodColumn],
    stored: Mapping[tuple[int, int, PeriodKind], Any],
    scheme: Scheme,
) -> PeriodCell:
    row = stored.get((pupil.id, column.period_id, column.kind))
    proposal = _proposal(spread, pupil, column, columns, stored, scheme)
    mark = row[1] if row else None
    order = f"№ {row[2]} от {short_date(row[3], year=True)}" if row and row[2] else ""
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


def _proposal(
    spread: Spread,
    pupil: PupilRow,
    column: PeriodColumn,
    columns: list[PeriodColumn],
    stored: Mapping[tuple[int, int, PeriodKind], Any],
    scheme: Scheme,
) -> Proposal:
    if spread.title.no_marks:
        return no_mark_proposal()

    def value(period_id: int, kind: PeriodKind) -> str:
        row = stored.get((pupil.id, period_id, kind))
        return (row[1].value or "") if row else ""

    match column.kind:
        case PeriodKind.PERIOD:
            return period_proposal(spread, pupil, column, half_year=scheme is Scheme.HALVES)
        case PeriodKind.YEAR:
            ordinary = [one for one in columns if one.kind is PeriodKind.PERIOD]
            return propose_year([value(one.period_id, one.kind) for one in ordinary])
        case _:
            year = value(column.period_id, PeriodKind.YEAR)
            return propose_total(year, value(column.period_id, PeriodKind.EXAM))


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
