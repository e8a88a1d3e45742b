"""A mark that has stood for days changes only with a reason, whatever command or undo changes it.

Source: domain 9.3, 5.9 O-14; R-3.2.5-02.

Decided for undo: an undo keeps the reason of what it takes back, so that redo has it too, and for
it the age is counted from when the value taken back was put: an own action that is not older than
the term is taken back without a word, an older one is an edit of a mark that stands, and asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from journal_desktop.domain.errors import ReasonNeeded
from journal_desktop.domain.late_edits import (
    LATE_EDIT_DAYS,
    LATE_EDIT_RULE,
    is_late_edit,
    late_sentence,
)
from journal_desktop.queries.rules import rule_in_force, whole_number
from journal_desktop.store.audit import Change
from journal_desktop.store.images import decode
from journal_desktop.store.rows.marks import MarkRow
from journal_desktop.store.session import JournalSession


def late_edit_has_reason(session: JournalSession, changes: Sequence[Change]) -> None:
    """Refuse a change of an old mark without a reason.

    Ordinary typing asks the database nothing more: only a mark that stood is looked at, and the
    setting is read only for one of an earlier day.

    Raises:
        ReasonNeeded: naming the oldest mark changed.
    """
    if session.reason or not (oldest := _oldest(session, changes)):
        return
    entered, value = oldest
    today = session.context.today
    rule = session.scalar(rule_in_force(LATE_EDIT_RULE, today))
    days = whole_number(rule, LATE_EDIT_DAYS)
    if is_late_edit(entered, today, days):
        raise ReasonNeeded(late_sentence(value, entered, days))


def _oldest(session: JournalSession, changes: Sequence[Change]) -> tuple[date, str] | None:
    """The mark entered first of those that stood and changed, when it is of an earlier day."""
    stood = [
        (_put_on(session, change), change.before["value"])
        for change in changes
        if change.entity == MarkRow.__tablename__ and change.before and change.before.get("value")
    ]
    oldest = min(stood, default=None)
    return oldest if oldest and oldest[0] < session.context.today else None


def _put_on(session: JournalSession, change: Change) -> date:
    """The day from which the mark's age is counted, at the school."""
    mark = session.standing(MarkRow, change.row_id)
    if mark is None:
        return session.context.today
    moment: datetime = mark.entered_at
    if session.takes_back:
        before = decode(MarkRow, change.before or {})
        moment = before.get("changed_at", mark.changed_at)
    return moment.astimezone(session.context.zone).date()
