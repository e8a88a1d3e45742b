"""What is missing before a period or the year is closed.

Source: domain 5.8, R-3.2.5-18, R-3.2.4-13.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select

from journal_desktop.domain.closing import Lacks, lacks
from journal_desktop.domain.decisions import INTERIM
from journal_desktop.domain.vocabulary import EnrolmentEnd
from journal_desktop.queries.readiness import Gap, gaps_of_period
from journal_desktop.store.page_content import pages_of
from journal_desktop.store.rows.classes import ClassGroupRow
from journal_desktop.store.rows.closing import DecisionRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.rows.school import PeriodRow
from journal_desktop.store.rows.views import PupilName
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class Undecided:
    """A pupil at the end of the year without a decision that rests on a protocol and an order."""

    class_id: int
    class_name: str
    name: str


def gaps_in(session: JournalSession, period: PeriodRow) -> tuple[tuple[str, Gap], ...]:
    """Gaps of a period with the name of the class."""
    return gaps_of_period(session, period, set(session.scalars(pages_of(period))))


def lacks_of(session: JournalSession, period: PeriodRow) -> Lacks:
    """How much a period lacks."""
    return lacks((gap.kind, gap.count) for _, gap in gaps_in(session, period))


def undecided(session: JournalSession, year_id: int) -> tuple[Undecided, ...]:
    """By class and name; who left or moved follows from the order on that."""
    stay, decision = EnrolmentRow, DecisionRow
    gone = (EnrolmentEnd.LEFT, EnrolmentEnd.MOVED)
    query = (
        select(ClassGroupRow, PupilName.surname, PupilName.name)
        .join(stay, stay.class_id == ClassGroupRow.id)
        .join(PupilName, PupilName.id == stay.pupil_id)
        .outerjoin(
            decision,
            (decision.pupil_id == stay.pupil_id) & (decision.class_id == stay.class_id),
        )
        .where(
            ClassGroupRow.year_id == year_id,
            or_(stay.end_kind.is_(None), stay.end_kind.not_in(gone)),
            or_(
                decision.id.is_(None),
                decision.protocol_id.is_(None),
                decision.order_id.is_(None),
                decision.code.in_(INTERIM),
            ),
        )
        .order_by(ClassGroupRow.grade, ClassGroupRow.letter, PupilName.sort_key)
    )
    return tuple(
        Undecided(group.id, f"{group.grade}{group.letter}", f"{surname} {name}")
        for group, surname, name in session.execute(query)
    )
