"""Academic debts: they begin with a conditional promotion and are passed in at most two attempts.

Source: A22, domain 3.3 (ст. 58 273-ФЗ: twice within a year from the debt's origin).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Final

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import ClassTarget, Right
from journal_desktop.commands.base import Command, handles
from journal_desktop.domain.cells import short_day
from journal_desktop.domain.decisions import ATTEMPTS
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.marks import PeriodRules, grade_of, parse_period_mark
from journal_desktop.store.rows.classes import ClassGroupRow
from journal_desktop.store.rows.closing import DebtRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.session import JournalSession

_YEAR: Final = timedelta(days=366)
_PASSES: Final = 3


@dataclass(frozen=True)
class RecordAttempt(Command):
    """The pupil tried to pass a debt on a day and was given this mark."""

    right: ClassVar = Right.DECISIONS_WRITE
    title: ClassVar = "Пересдача задолженности"
    debt_id: int
    day: date
    value: str

    @override
    def target(self, session: JournalSession) -> object:
        debt = session.get(DebtRow, self.debt_id)
        if debt is None:
            raise Invalid("Такой задолженности больше нет. Обновите окно.")
        return ClassTarget(_class_of(session, debt))


@handles(RecordAttempt)
def record_attempt(session: JournalSession, cmd: RecordAttempt) -> None:
    """Fill the first free attempt; «3» and better clear the debt."""
    debt = session.get_one(DebtRow, cmd.debt_id, with_for_update=True)
    value = parse_period_mark(cmd.value, PeriodRules())
    grade = grade_of(value)
    if grade is None:
        raise Invalid("Пересдачу оценивают отметкой от 2 до 5 (п. 3.2.4).")
    if debt.cleared is not None:
        raise Invalid(f"Эта задолженность ликвидирована {short_day(debt.cleared)}.")
    if cmd.day > session.context.today:
        raise Invalid(f"{short_day(cmd.day)} ещё не наступило: пересдачу записывают по факту.")
    _refuse_third(debt, cmd.day)
    if debt.first_try is None:
        debt.first_try = cmd.day
    else:
        debt.second_try = cmd.day
    debt.value = value
    if grade >= _PASSES:
        debt.cleared = cmd.day


def put_debts(
    session: JournalSession,
    group: ClassGroupRow,
    pupil_id: int,
    subjects: Collection[int],
    due: date | None,
    order_id: int | None,
) -> None:
    """Make the pupil's debts of the year these; one that was tried already is not taken away.

    Raises:
        Invalid: the term is later than a year from now.
        Refused: a debt that was tried would go.
    """
    if due is not None and due > session.context.today + _YEAR:
        raise Invalid(
            f"Срок {short_day(due)} дальше года: задолженность ликвидируют в течение года "
            "(п. 3.2.4)."
        )
    query = select(DebtRow).filter_by(pupil_id=pupil_id, year_id=group.year_id)
    rows = {row.subject_id: row for row in session.scalars(query.with_for_update())}
    for subject_id in rows.keys() - set(subjects):
        if rows[subject_id].first_try is not None:
            raise Refused("По этой задолженности уже была пересдача: её не снять (п. 3.2.4).")
        session.delete(rows[subject_id])
    for subject_id in subjects:
        row = rows.get(subject_id)
        if row is None:
            row = DebtRow(pupil_id=pupil_id, subject_id=subject_id, year_id=group.year_id, value="")
            session.add(row)
        row.order_id = order_id
        if due is not None:
            row.due = due


def _refuse_third(debt: DebtRow, day: date) -> None:
    if debt.second_try is not None:
        raise Refused(
            f"Пересдавать можно не больше {ATTEMPTS} раз: обе попытки использованы. "
            "Дальше решает педсовет (п. 3.2.4)."
        )
    if debt.first_try is not None and day <= debt.first_try:
        raise Invalid("Вторая пересдача — позже первой.")


def _class_of(session: JournalSession, debt: DebtRow) -> int:
    """The class of the debt's year where the pupil was last."""
    query = (
        select(EnrolmentRow.class_id)
        .join(ClassGroupRow, ClassGroupRow.id == EnrolmentRow.class_id)
        .where(EnrolmentRow.pupil_id == debt.pupil_id, ClassGroupRow.year_id == debt.year_id)
        .order_by(EnrolmentRow.begins.desc())
    )
    return session.scalars(query).first() or 0
