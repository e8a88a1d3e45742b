"""Invariants over decisions and debts, whatever command or undo changed them.

Source: domain 5.8, 3.3, A22: the decisions of a closed year stand; only what follows from a debt
may still come, and nothing once the year is in the archive.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import select

from journal_desktop.domain.closing import closed_year_sentence
from journal_desktop.domain.decisions import AFTER_DEBTS
from journal_desktop.domain.errors import Refused
from journal_desktop.domain.vocabulary import Decision, YearState
from journal_desktop.store.audit import Change
from journal_desktop.store.rows.classes import ClassGroupRow
from journal_desktop.store.rows.closing import DebtRow, DecisionRow
from journal_desktop.store.rows.school import SchoolYearRow
from journal_desktop.store.session import JournalSession

_AFTER: Final = {code.value for code in AFTER_DEBTS}
_TRIED: Final = {"first_try", "second_try", "cleared", "value"}


def decided_year(session: JournalSession, changes: Sequence[Change]) -> None:
    """Nothing of the council's decisions changes in a closed year but what follows from debts."""
    for change in changes:
        if change.entity not in (DecisionRow.__tablename__, DebtRow.__tablename__):
            continue
        year = _year(session, change)
        if year.state is YearState.ARCHIVED or (
            year.state is YearState.CLOSED and not _follows(session, change)
        ):
            raise Refused(closed_year_sentence(year.first_year))


def _year(session: JournalSession, change: Change) -> SchoolYearRow:
    if change.entity == DebtRow.__tablename__:
        year_id = _column(session, change, DebtRow, "year_id")
        return session.get_one(SchoolYearRow, year_id)
    class_id = _column(session, change, DecisionRow, "class_id")
    of_class = select(SchoolYearRow).join(ClassGroupRow, ClassGroupRow.year_id == SchoolYearRow.id)
    return session.scalars(of_class.where(ClassGroupRow.id == class_id)).one()


def _column(session: JournalSession, change: Change, kind: type[Any], name: str) -> int:
    """A column that never changes, of a row that may be gone."""
    image = {**(change.before or {}), **(change.after or {})}
    found = image.get(name)
    return int(found if found is not None else getattr(session.get_one(kind, change.row_id), name))


def _follows(session: JournalSession, change: Change) -> bool:
    """Whether it is an attempt, or a conditional promotion that came to its end."""
    before, after = change.before or {}, change.after or {}
    if change.before is None or change.after is None or session.takes_back:
        return False
    if change.entity == DebtRow.__tablename__:
        return after.keys() <= _TRIED and before.get("cleared") is None
    return before.get("code") == Decision.PROMOTED_COND.value and after.get("code") in _AFTER
