"""Makes the small school's year whole: final marks, decisions with their papers, closed."""

from __future__ import annotations

from datetime import date
from typing import Any

from school import NOON, SmallSchool
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal_desktop.access.policy import Role
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.domain.vocabulary import Decision, OrderKind, YearState
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.closing import DecisionRow
from journal_desktop.store.rows.marks import PeriodMarkRow
from journal_desktop.store.rows.school import OrderRow, SchoolYearRow
from journal_desktop.store.rows.staff import RoleGrantRow

TRANSFER = date(2027, 5, 28)


def finish(session: Session, small: SmallSchool, *, but: set[tuple[int, int, int]] = frozenset()):
    """All marks are «4» («К» without marks) `but` for (pupil, page, quarter); all are promoted."""
    for page in session.scalars(select(PageRow)):
        for pupil in small.pupils:
            for quarter in range(5):
                if (pupil, page.id, quarter) not in but:
                    session.add(mark(small, page, pupil, quarter, "К" if page.no_marks else "4"))
    decide(session, small)
    session.get(SchoolYearRow, small.year).state = YearState.CLOSED
    session.add(
        RoleGrantRow(
            staff_id=small.staff["zavuch"], role=Role.DIR, begins=date(2026, 9, 1),
            data_categories="",
        )
    )  # fmt: skip


def mark(small: SmallSchool, page: Any, pupil: int, quarter: int, value: str, **more: Any):
    """A final mark; quarter 0 is the year."""
    values = {
        "kind": PeriodKind.PERIOD if quarter else PeriodKind.YEAR,
        "page_id": page.id,
        "is_foreign": False,
    }
    return PeriodMarkRow(
        pupil_id=pupil,
        subject_id=page.subject_id,
        period_id=small.periods[quarter],
        value=value,
        reason="",
        entered_at=NOON,
        changed_at=NOON,
        **{**values, **more},
    )


def order(session: Session, kind: OrderKind, number: str, day: date) -> int:
    """An order or a protocol."""
    row = OrderRow(kind=kind, number=number, day=day, title="О переводе")
    session.add(row)
    session.flush()
    return row.id


def decide(session: Session, small: SmallSchool) -> None:
    """Everybody is promoted by one protocol and one order."""
    protocol = order(session, OrderKind.PROTOCOL, "9", date(2027, 5, 27))
    transfer = order(session, OrderKind.TRANSFER, "112-у", TRANSFER)
    for pupil in small.pupils:
        session.add(
            DecisionRow(
                pupil_id=pupil,
                class_id=small.class_id,
                code=Decision.PROMOTED,
                wording="Переведён в 8 класс",
                protocol_id=protocol,
                order_id=transfer,
            )
        )
