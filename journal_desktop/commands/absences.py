"""What the class teacher does to a day of the class: reasons of absences, the day confirmed.

Source: R-3.2.4-06, R-3.2.5-20; domain 5.1 B, A2, A15.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar, Final

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import ClassTarget, Right
from journal_desktop.commands.base import Command, handles
from journal_desktop.domain.absences import Stated, canonical, why_not
from journal_desktop.domain.cells import future_sentence, short_day, stranger_sentence
from journal_desktop.domain.errors import Conflict, Invalid, Refused
from journal_desktop.domain.spread import LessonState
from journal_desktop.queries.absence_cells import CellFacts, belongs, cell_of, know_cell, know_day
from journal_desktop.queries.authors import author_of
from journal_desktop.queries.class_attendance import class_pupils
from journal_desktop.queries.excuse_rows import papers_of_day
from journal_desktop.store.rows.marks import AbsenceRow, DayConfirmationRow
from journal_desktop.store.rows.views import PupilName
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True)
class SetReason(Command):
    """Put, change or take away (text="") an absence of the own class with its reason.

    `expected` is the letter the author saw there. `page_id` is the lesson's page, whose readers see
    the change in its history; 0 for a group across classes.
    """

    right: ClassVar = Right.ABSENCE_REASONS_WRITE
    title: ClassVar = "Причина пропуска"
    class_id: int
    page_id: int
    lesson_id: int
    pupil_id: int
    text: str
    expected: str

    @override
    def target(self, session: JournalSession) -> object:
        know_cell(session, self.class_id, self.lesson_id, self.pupil_id)
        return ClassTarget(self.class_id)


@dataclass(frozen=True)
class ConfirmDay(Command):
    """«Подтвердить день»: the absences of the day are complete (R-3.2.4-06)."""

    right: ClassVar = Right.ABSENCE_REASONS_WRITE
    title: ClassVar = "День подтверждён"
    class_id: int
    day: date

    @override
    def target(self, session: JournalSession) -> object:
        know_day(session, self.class_id, self.day)
        return ClassTarget(self.class_id)


@handles(SetReason)
def set_reason(session: JournalSession, cmd: SetReason) -> None:
    """Change the absence of one lesson and pupil; the reason counts as confirmed (A2)."""
    letter = canonical(cmd.text)
    cell = cell_of(session, cmd.class_id, cmd.lesson_id, cmd.pupil_id)
    if cmd.page_id not in (0, cell.facts.page_id):
        raise Invalid("Этот урок стоит на другой странице журнала. Обновите страницу.")
    if not belongs(session, cmd.class_id, cmd.pupil_id, cell.facts.day):
        pupil = session.get(PupilName, cmd.pupil_id)
        name = f"{pupil.surname} {pupil.name}" if pupil else "Ученик"
        raise Refused(stranger_sentence(name, cell.facts.day))
    if cell.standing.letter != cmd.expected:
        raise _conflict(session, cell, letter)
    if why := why_not(cell.standing, letter, gives=cell.gives):
        raise Refused(why)
    put_absence(session, cell, cmd.pupil_id, letter)


@handles(ConfirmDay)
def confirm_day(session: JournalSession, cmd: ConfirmDay) -> None:
    """Stamp the day; absences that a document covers get its reason, у and б count as confirmed.

    An «н» whose reason nobody knows stays unconfirmed and is listed after some days (R-7.2-03).
    """
    if cmd.day > session.context.today:
        raise Refused(future_sentence(cmd.day))
    lessons = know_day(session, cmd.class_id, cmd.day)
    if all(lesson.state is LessonState.CANCELLED for lesson in lessons):
        raise Refused(f"{short_day(cmd.day)} у класса нет уроков: подтверждать нечего (п. 3.2.4).")
    query = select(DayConfirmationRow).filter_by(class_id=cmd.class_id, day=cmd.day)
    if session.scalar(query) is not None:
        return
    session.add(
        DayConfirmationRow(
            class_id=cmd.class_id,
            day=cmd.day,
            staff_id=session.context.actor.staff_id,
            at=session.context.now,
        )
    )
    session.flush()
    _confirm_reasons(session, cmd, [lesson.lesson_id for lesson in lessons])


def _confirm_reasons(session: JournalSession, cmd: ConfirmDay, lessons: list[int]) -> None:
    pupils = {
        pupil.id for pupil in class_pupils(session, cmd.class_id) if pupil.present_on(cmd.day)
    }
    papers = papers_of_day(session, cmd.day, pupils)
    doubtful = select(AbsenceRow).where(
        AbsenceRow.lesson_id.in_(lessons),
        AbsenceRow.pupil_id.in_(pupils),
        AbsenceRow.letter.is_not(None),
        AbsenceRow.confirmed.is_(False),
    )
    for row in session.scalars(doubtful.order_by(AbsenceRow.id)).all():
        paper = papers.get(row.pupil_id)
        cell = cell_of(session, cmd.class_id, row.lesson_id, row.pupil_id)
        if cell.standing.mark:
            continue
        if paper is not None:
            put_absence(session, cell, row.pupil_id, paper.letter, paper.id)
        elif row.letter in ("у", "б"):
            put_absence(session, cell, row.pupil_id, row.letter)


def put_absence(
    session: JournalSession,
    cell: CellFacts,
    pupil_id: int,
    letter: str,
    excuse_id: int | None = None,
) -> None:
    """Write the letter with its reason confirmed; rows are cleared, never deleted."""
    session.known["cell", cell.facts.lesson_id, pupil_id] = letter
    said = {"letter": letter or None, "confirmed": True, "excuse_id": excuse_id}
    if cell.row is not None:
        change_absence(session, cell, said)
    elif letter:
        now = session.context.now
        session.add_row(
            AbsenceRow,
            lesson_id=cell.facts.lesson_id,
            pupil_id=pupil_id,
            late=False,
            entered_at=now,
            changed_at=now,
            changed_by=session.context.actor.staff_id,
            **said,
        )


def change_absence(session: JournalSession, cell: CellFacts, said: Mapping[str, Any]) -> None:
    """Change a row; its moments tell whose word the absence is, see `stated_by`."""
    row, now = cell.row, session.context.now
    if row is None or all(getattr(row, name) == value for name, value in said.items()):
        return
    own = not row.letter or cell.standing.stated is Stated.SELF
    entered = now if own else row.entered_at
    changed = now if own or now != row.entered_at else now + _INSTANT
    session.change_row(
        AbsenceRow,
        row,
        entered_at=entered,
        changed_at=changed,
        changed_by=session.context.actor.staff_id,
        **said,
    )


_INSTANT: Final = timedelta(microseconds=1)


def _conflict(session: JournalSession, cell: CellFacts, letter: str) -> Conflict:
    who = author_of(session, cell.row.changed_by if cell.row else None)
    stands = cell.standing.letter or cell.standing.mark or "пусто"
    return Conflict(
        f"В клетке уже стоит «{stands}»{f' ({who})' if who else ''}, "
        f"а вы ввели «{letter or 'пусто'}». Ничего не изменено.",
        stored=cell.standing.letter or cell.standing.mark,
        author=who,
        at=cell.row.changed_at if cell.row else None,
    )
