"""Certificates and requests: enter one, spread its reason over lessons, take it back.

Source: R-3.2.4-06, R-7.2-03; domain 5.4, 9.2, A15. All of one document is one op.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from typing_extensions import override

from journal_desktop.access.policy import ClassTarget, Right
from journal_desktop.commands.absences import change_absence, put_absence
from journal_desktop.commands.base import Command, handles
from journal_desktop.domain.absences import Paper
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.excuses import Draft, spread_over
from journal_desktop.domain.vocabulary import ExcuseSource
from journal_desktop.queries.absence_cells import cells_between
from journal_desktop.queries.excuse_spread import checked_draft, slots_of
from journal_desktop.store.rows.marks import ExcuseRow
from journal_desktop.store.session import JournalSession

_GONE: Final = "Этой справки или заявления больше нет. Обновите страницу."


@dataclass(frozen=True)
class AddExcuse(Command):
    """Enter a document of a pupil of the own class and give the absences of its days a reason."""

    right: ClassVar = Right.ABSENCE_REASONS_WRITE
    title: ClassVar = "Справка или заявление"
    class_id: int
    pupil_id: int
    source: ExcuseSource
    letter: str
    begins: date
    ends: date
    number: str = ""
    document_day: date | None = None
    note: str = ""

    @override
    def target(self, session: JournalSession) -> object:
        cells_between(session, self.class_id, self.pupil_id, self.begins, self.ends)
        return ClassTarget(self.class_id)


@dataclass(frozen=True)
class AddMedicalExcuse(Command):
    """Enter a medical certificate; its reason is spread by the class teacher (domain 9.2, A15)."""

    right: ClassVar = Right.MEDICAL_EXCUSES_WRITE
    title: ClassVar = "Медицинская справка"
    class_id: int
    pupil_id: int
    begins: date
    ends: date
    number: str
    document_day: date | None = None
    note: str = ""


@dataclass(frozen=True)
class ApplyExcuse(Command):
    """Spread the reason of a document that is there already, the medical worker's for one."""

    right: ClassVar = Right.ABSENCE_REASONS_WRITE
    title: ClassVar = "Причина по справке"
    class_id: int
    excuse_id: int
    pupil_id: int
    begins: date
    ends: date

    @override
    def target(self, session: JournalSession) -> object:
        cells_between(session, self.class_id, self.pupil_id, self.begins, self.ends)
        return ClassTarget(self.class_id)


@dataclass(frozen=True)
class TakeExcuseBack(Command):
    """Remove an own document; what rested on it becomes «н» without a known reason (A2)."""

    right: ClassVar = Right.ABSENCE_REASONS_WRITE
    title: ClassVar = "Справка снята"
    class_id: int
    excuse_id: int
    pupil_id: int
    begins: date
    ends: date

    @override
    def target(self, session: JournalSession) -> object:
        cells_between(session, self.class_id, self.pupil_id, self.begins, self.ends)
        return ClassTarget(self.class_id)


@handles(AddExcuse)
def add_excuse(session: JournalSession, cmd: AddExcuse) -> None:
    """Check the days, keep the document, spread its reason."""
    days = cmd.begins, cmd.ends, cmd.number, cmd.document_day, cmd.note
    draft = Draft(cmd.pupil_id, cmd.source, cmd.letter, *days)
    _spread(session, cmd.class_id, _keep(session, cmd.class_id, draft))


@handles(AddMedicalExcuse)
def add_medical_excuse(session: JournalSession, cmd: AddMedicalExcuse) -> None:
    """Keep the certificate; the medical worker writes into no cell."""
    source, sick = ExcuseSource.CERTIFICATE, "б"
    days = cmd.begins, cmd.ends, cmd.number, cmd.document_day, cmd.note
    _keep(session, cmd.class_id, Draft(cmd.pupil_id, source, sick, *days))


@handles(ApplyExcuse)
def apply_excuse(session: JournalSession, cmd: ApplyExcuse) -> None:
    """Spread the reason over the lessons that the document covers."""
    row = session.get(ExcuseRow, cmd.excuse_id)
    if row is None or row.pupil_id != cmd.pupil_id:
        raise Invalid(_GONE)
    place = row.pupil_id, row.letter, row.begins, row.ends
    _spread(session, cmd.class_id, Paper(*place, row.id, row.source, row.number))


@handles(TakeExcuseBack)
def take_excuse_back(session: JournalSession, cmd: TakeExcuseBack) -> None:
    """Absences stay: the document explained them and did not make them."""
    row = session.get(ExcuseRow, cmd.excuse_id)
    if row is None or row.pupil_id != cmd.pupil_id:
        raise Invalid(_GONE)
    if row.staff_id != session.context.actor.staff_id:
        raise Refused("Снять справку может тот, кто её внёс (п. 7.2).")
    for cell in cells_between(session, cmd.class_id, row.pupil_id, row.begins, row.ends):
        if cell.row is not None and cell.row.excuse_id == row.id:
            change_absence(session, cell, {"letter": "н", "confirmed": False, "excuse_id": None})
    session.flush()
    session.delete(row)


def _keep(session: JournalSession, class_id: int, typed: Draft) -> Paper:
    """Store the document.

    Raises:
        Invalid: it cannot be entered.
    """
    draft = checked_draft(session, class_id, typed)
    row = ExcuseRow(
        pupil_id=draft.pupil_id,
        source=draft.source,
        letter=draft.letter,
        begins=draft.begins,
        ends=draft.ends,
        number=draft.number,
        document_day=draft.document_day,
        note=draft.note,
        staff_id=session.context.actor.staff_id,
    )
    session.add(row)
    session.flush()
    return Paper(
        draft.pupil_id, draft.letter, draft.begins, draft.ends, row.id, draft.source, draft.number
    )


def _spread(session: JournalSession, class_id: int, paper: Paper) -> None:
    cells = cells_between(session, class_id, paper.pupil_id, paper.begins, paper.ends)
    by_lesson = {cell.facts.lesson_id: cell for cell in cells}
    for one in spread_over(paper, slots_of(session, cells), session.context.today):
        if one.letter:
            cell = by_lesson[one.slot.lesson_id]
            put_absence(session, cell, paper.pupil_id, one.letter, paper.id)
