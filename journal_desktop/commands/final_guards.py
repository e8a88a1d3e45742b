"""Invariants over final marks, whatever command or undo changed them.

Source: R-3.2.5-05, -18; domain 3.3, 5.4, 5.8, 9.3.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from journal_desktop.domain.cells import (
    closed_sentence,
    not_begun_sentence,
    overdue_sentence,
    period_is_closed,
    unfinished_sentence,
)
from journal_desktop.domain.errors import Refused
from journal_desktop.queries.membership import spans
from journal_desktop.queries.reopenings import open_until
from journal_desktop.store.audit import Change
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.marks import PeriodMarkRow
from journal_desktop.store.rows.school import PeriodRow
from journal_desktop.store.rows.views import PupilName
from journal_desktop.store.session import JournalSession

_ORDER: Final = {"order_id", "changed_at", "changed_by"}
"""What of a final mark changes when only its order is named."""


def final_in_time(session: JournalSession, changes: Sequence[Change]) -> None:
    """No final mark changes in a closed period or after the deadline (R-3.2.5-05).

    After the deadline DEP may open a page again (domain 9.3), and an order of non-attestation is
    added until the period closes (R-3.2.5-18); later an allowed correction alone changes it.
    """
    for change, mark, period in _finals(session, changes):
        if ("corrected", mark.pupil_id, period.id, mark.kind) in session.known:
            continue
        if period_is_closed(period.state):
            raise Refused(closed_sentence(period.title))
        if period.begins > session.context.today:
            raise Refused(not_begun_sentence(period.title, period.begins))
        if period.deadline is None or session.context.now <= period.deadline:
            continue
        is_order = change.before is not None and set(change.after or ()) <= _ORDER
        if not is_order and open_until(session, mark.page_id, period.id) is None:
            local = period.deadline.astimezone(session.context.zone)
            raise Refused(overdue_sentence(period.title, local))


def final_of_member(session: JournalSession, changes: Sequence[Change]) -> None:
    """A final mark is of a pupil who is on the page when the period ends, or today before that.

    Who departed earlier keeps the marks there are and gets no new ones (domain 3.3, 9.3); who
    moved gets them on the new page. What came from another school is not of this page.
    """
    for _, mark, period in _finals(session, changes):
        page = session.get(PageRow, mark.page_id) if mark.value and not mark.is_foreign else None
        if page is not None:
            refuse_non_member(session, page, mark.pupil_id, period)


def refuse_non_member(
    session: JournalSession, page: PageRow, pupil_id: int, period: PeriodRow
) -> None:
    """Refuse a pupil who is not on the page when the period ends, or today before that.

    Raises:
        Refused: with the pupil's name.
    """
    day = min(period.ends, session.context.today)
    days = spans(session, page.class_id, page.subgroup_id, {pupil_id})
    if not any(span.holds(day) for span in days.get(pupil_id, ())):
        pupil = session.get(PupilName, pupil_id)
        name = f"{pupil.surname} {pupil.name}" if pupil else "Ученик"
        raise Refused(unfinished_sentence(name, period.title, day))


def _finals(
    session: JournalSession, changes: Sequence[Change]
) -> Iterator[tuple[Change, PeriodMarkRow, PeriodRow]]:
    for change in changes:
        if change.entity == PeriodMarkRow.__tablename__:
            mark = session.get_one(PeriodMarkRow, change.row_id)
            yield change, mark, session.get_one(PeriodRow, mark.period_id)
