"""Invariants of closed periods and years, whatever command or undo changes them.

Source: domain 5.8, 9.3: states go only forward, a closed period keeps its days, and no lesson,
work or substitution comes into it or leaves it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from journal_desktop.domain.cells import closed_sentence, period_is_closed
from journal_desktop.domain.closing import closed_year_sentence
from journal_desktop.domain.errors import Refused
from journal_desktop.domain.spread import PeriodState
from journal_desktop.domain.vocabulary import YearState
from journal_desktop.queries.closed_days import closed_days, span_on
from journal_desktop.queries.lesson_facts import lesson_facts
from journal_desktop.store.audit import Change
from journal_desktop.store.images import decode
from journal_desktop.store.rows.lessons import LessonRow, SubstitutionRow, WorkRow
from journal_desktop.store.rows.school import PeriodRow, SchoolYearRow
from journal_desktop.store.session import JournalSession

_YEARS: Final = tuple(YearState)
_PERIODS: Final = tuple(PeriodState)
_ON_LESSON: Final = (WorkRow.__tablename__, SubstitutionRow.__tablename__)


def forward_only(session: JournalSession, changes: Sequence[Change]) -> None:
    """No state goes back, and nothing else of a closed period or year changes."""
    for change in changes:
        if change.entity == PeriodRow.__tablename__:
            was = _before(session, PeriodRow, change)
            if was is not None and _goes_back(change, was, _PERIODS):
                raise Refused(closed_sentence(was["title"]))
        elif change.entity == SchoolYearRow.__tablename__:
            was = _before(session, SchoolYearRow, change)
            if was is not None and _goes_back(change, was, _YEARS):
                raise Refused(closed_year_sentence(was["first_year"]))


def closed_lessons(session: JournalSession, changes: Sequence[Change]) -> None:
    """No lesson begins or ends in a closed period, and none loses or changes a substitution."""
    places = list(_begun_or_ended(changes))
    found = closed_days(session, {page_id for page_id, _ in places}) if places else {}
    for page_id, day in places:
        if span := span_on(found, page_id, day):
            raise Refused(closed_sentence(span.title))
    for lesson_id in _hung_on(session, changes):
        row = session.get(LessonRow, lesson_id)
        facts = lesson_facts(session, row.page_id, lesson_id) if row else None
        known = ("corrected", lesson_id) in session.known
        if facts is not None and period_is_closed(facts.period_state) and not known:
            raise Refused(closed_sentence(facts.period_title))


def _before(session: JournalSession, kind: type[Any], change: Change) -> dict[str, Any] | None:
    """The whole row as it was; None when it begins."""
    if change.before is None:
        return None
    row = session.get(kind, change.row_id) if change.after is not None else None
    return {**(vars(row) if row else {}), **decode(kind, change.before)}


def _goes_back(change: Change, was: dict[str, Any], steps: tuple[Any, ...]) -> bool:
    closed = was["state"] in steps[-2:]
    if change.after is None:
        return closed
    said = change.after.get("state")
    back = said is not None and steps.index(type(was["state"])(said)) < steps.index(was["state"])
    return back or (closed and bool(change.after.keys() - {"state"}))


def _begun_or_ended(changes: Sequence[Change]) -> Iterator[tuple[int, date]]:
    for change in changes:
        if change.entity != LessonRow.__tablename__:
            continue
        if change.before is None or change.after is None:
            image = decode(LessonRow, change.after or change.before or {})
            yield image["page_id"], image["day"]


def _hung_on(session: JournalSession, changes: Sequence[Change]) -> Iterator[int]:
    """Lessons that lose a work, or whose substitution changes in any way."""
    for change in changes:
        if change.entity not in _ON_LESSON:
            continue
        if change.entity == WorkRow.__tablename__ and change.after is not None:
            continue
        image = {**(change.before or {}), **(change.after or {})}
        known = image.get("lesson_id")
        yield known or session.get_one(SubstitutionRow, change.row_id).lesson_id
