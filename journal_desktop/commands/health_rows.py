"""Rows of the health sheet: the one in force, and the one that begins today.

Source: R-5.3-02 (a change never overwrites); domain 2.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeVar

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import ClassTarget, Right
from journal_desktop.commands.base import HEALTH_CHAIN, Command
from journal_desktop.domain.errors import Conflict, Invalid, Refused
from journal_desktop.domain.vocabulary import YearState
from journal_desktop.store.rows.classes import ClassGroupRow
from journal_desktop.store.rows.health import AdviceReadRow, AdviceRow, HealthSheetRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.rows.school import SchoolYearRow
from journal_desktop.store.session import JournalSession

R = TypeVar("R", HealthSheetRow, AdviceRow)


@dataclass(frozen=True)
class HealthCommand(Command):
    """A write on the health sheet of one pupil; its op is read by medical workers alone."""

    right: ClassVar = Right.HEALTH_WRITE
    class_id: int
    pupil_id: int

    @property
    @override
    def chain(self) -> int:
        return HEALTH_CHAIN

    @override
    def target(self, session: JournalSession) -> object:
        return ClassTarget(self.class_id)


def sheet_year(session: JournalSession, cmd: HealthCommand) -> SchoolYearRow:
    """The year of the class.

    Raises:
        Invalid: the pupil was never enrolled there.
        Refused: the year is closed.
    """
    known = session.known.get(("sheet", cmd.class_id, cmd.pupil_id))
    if isinstance(known, SchoolYearRow):
        return known
    query = (
        select(SchoolYearRow)
        .join(ClassGroupRow, ClassGroupRow.year_id == SchoolYearRow.id)
        .join(EnrolmentRow, EnrolmentRow.class_id == ClassGroupRow.id)
        .where(ClassGroupRow.id == cmd.class_id, EnrolmentRow.pupil_id == cmd.pupil_id)
    )
    year = session.scalars(query).first()
    if year is None:
        raise Invalid("Этого обучающегося нет в списке класса. Обновите лист (п. 5.3).")
    if year.state in (YearState.CLOSED, YearState.ARCHIVED):
        raise Refused("Учебный год закрыт: лист здоровья больше не меняют (п. 5.3).")
    session.known["sheet", cmd.class_id, cmd.pupil_id] = year
    return year


def sheet_row(
    session: JournalSession, kind: type[R], cmd: HealthCommand, year: SchoolYearRow
) -> R | None:
    """The row in force today, held until the commit; None when there is none yet."""
    query = (
        select(kind)
        .where(
            kind.pupil_id == cmd.pupil_id,
            kind.year_id == year.id,
            kind.begins <= session.context.today,
        )
        .order_by(kind.begins.desc(), kind.id.desc())
        .limit(1)
    )
    return session.scalars(query.with_for_update()).first()


def todays(
    session: JournalSession,
    row: HealthSheetRow | None,
    cmd: HealthCommand,
    year: SchoolYearRow,
) -> HealthSheetRow:
    """The sheet that begins today, made from the one in force when it is older."""
    today = session.context.today
    if row is not None and row.begins == today:
        row.staff_id = session.context.actor.staff_id
        return row
    made = HealthSheetRow(
        pupil_id=cmd.pupil_id,
        year_id=year.id,
        begins=today,
        examined=row.examined if row else None,
        height_mm=row.height_mm if row else None,
        sealed=row.sealed if row else None,
        staff_id=session.context.actor.staff_id,
    )
    session.add(made)
    return made


def todays_advice(
    session: JournalSession, row: AdviceRow | None, cmd: HealthCommand, year: SchoolYearRow
) -> AdviceRow:
    """The advice that begins today; one that a teacher has read already is never altered."""
    today, me = session.context.today, session.context.actor.staff_id
    if row is not None and row.begins == today and not _is_read(session, row):
        row.staff_id = me
        return row
    made = AdviceRow(
        pupil_id=cmd.pupil_id,
        year_id=year.id,
        begins=today,
        furniture=row.furniture if row else None,
        desk_row=row.desk_row if row else "",
        desk_place=row.desk_place if row else "",
        seat_conditions=row.seat_conditions if row else "",
        limits=row.limits if row else "",
        limits_until=row.limits_until if row else None,
        wording=row.wording if row else "",
        staff_id=me,
    )
    session.add(made)
    return made


def changed(what: str, stored: str, typed: str) -> Conflict:
    """Another value stands there than the author saw."""
    return Conflict(
        f"{what}: уже записано «{stored or 'пусто'}», а вы ввели «{typed or 'пусто'}». "
        "Ничего не изменено.",
        stored=stored,
    )


def _is_read(session: JournalSession, row: AdviceRow) -> bool:
    read = select(AdviceReadRow.id).where(AdviceReadRow.advice_id == row.id)
    return session.scalar(read.limit(1)) is not None
