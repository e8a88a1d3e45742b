"""What a document would do to the lessons of its days, before it is entered (A15, R-7.2-03)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from typing_extensions import override

from journal_desktop.access.policy import ClassTarget, Right
from journal_desktop.domain.absences import Paper
from journal_desktop.domain.cells import period_is_closed
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.excuses import (
    Draft,
    Slot,
    Spread,
    refuse_days,
    refuse_overlap,
    refuse_unwritten,
    spread_over,
    tidy,
)
from journal_desktop.domain.school_calendar import SchoolCalendar
from journal_desktop.domain.spread import PupilRow
from journal_desktop.queries.absence_cells import CellFacts, cells_between
from journal_desktop.queries.attendance_rows import class_row
from journal_desktop.queries.base import Query
from journal_desktop.queries.class_attendance import class_pupils
from journal_desktop.queries.excuse_rows import papers_between
from journal_desktop.queries.year_calendar import calendar_of
from journal_desktop.store.session import JournalSession


class ClassDays(NamedTuple):
    """What the days of a document are checked against; None for a pupil never of the class."""

    pupil: PupilRow | None
    calendar: SchoolCalendar
    grade: int


@dataclass(frozen=True)
class SpreadOfExcuse(Query[tuple[Spread, ...]]):
    """Which cells the document would change, which it would leave, and why.

    Raises:
        Invalid: the document cannot be entered; the sentence says why.
    """

    right: ClassVar = Right.ABSENCE_REASONS_WRITE
    class_id: int
    draft: Draft

    @override
    def target(self, session: JournalSession) -> object:
        return ClassTarget(self.class_id)

    @override
    def answer(self, session: JournalSession) -> tuple[Spread, ...]:
        draft = checked_draft(session, self.class_id, self.draft)
        cells = cells_between(session, self.class_id, draft.pupil_id, draft.begins, draft.ends)
        return spread_over(draft.paper, slots_of(session, cells), session.context.today)


@dataclass(frozen=True)
class MedicalExcuseCheck(Query[tuple[Spread, ...]]):
    """Nothing when a medical certificate can be entered: its reason is not spread by who enters it.

    Raises:
        Invalid: it cannot be entered; the sentence says why.
    """

    right: ClassVar = Right.MEDICAL_EXCUSES_WRITE
    class_id: int
    draft: Draft

    @override
    def answer(self, session: JournalSession) -> tuple[Spread, ...]:
        checked_draft(session, self.class_id, self.draft)
        return ()


def checked_draft(session: JournalSession, class_id: int, draft: Draft) -> Draft:
    """The draft as it is stored.

    Raises:
        Invalid: its days are not of the class or the year, or a document of the kind is there.
    """
    tidied = tidy(draft)
    refuse_unwritten(tidied, session.context.today)
    days = class_days(session, class_id, tidied.pupil_id)
    refuse_days(tidied, days.pupil, days.calendar, days.grade)
    others = papers_between(session, tidied.begins, tidied.ends, [tidied.pupil_id])
    refuse_overlap(tidied, others)
    return tidied


def class_days(session: JournalSession, class_id: int, pupil_id: int) -> ClassDays:
    """The pupil in the class, and the calendar of its year.

    Raises:
        Invalid: there is no such class.
    """
    head = class_row(session, class_id)
    if head is None:
        raise Invalid("Такого класса в журнале больше нет. Обновите окно.")
    pupils = class_pupils(session, class_id)
    pupil = next((one for one in pupils if one.id == pupil_id), None)
    return ClassDays(pupil, calendar_of(session, head.year_id), head.grade)


def slots_of(session: JournalSession, cells: Sequence[CellFacts]) -> list[Slot]:
    """The cells with the documents that explain them already."""
    days = [cell.facts.day for cell in cells]
    pupils = {cell.row.pupil_id for cell in cells if cell.row is not None}
    known: dict[int, Paper] = {}
    if days and pupils:
        papers = papers_between(session, min(days), max(days), pupils)
        known = {paper.id: paper for paper in papers}
    return [
        Slot(
            cell.facts.lesson_id,
            cell.facts.day,
            cell.facts.number,
            cell.subject,
            cell.facts.state,
            cell.standing,
            known.get(cell.row.excuse_id or 0) if cell.row is not None else None,
            cell.gives,
            cell.facts.period_title if period_is_closed(cell.facts.period_state) else "",
        )
        for cell in cells
    ]
