"""The protocol and the order a decision of the council rests on: found, or added by the office.

Source: domain 3.3 (each decision needs a protocol and an order), 9.2 (the office writes orders).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from journal_desktop.access.policy import Right, may
from journal_desktop.domain.cells import short_day
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.text_faults import one_line
from journal_desktop.domain.vocabulary import OrderKind
from journal_desktop.store.rows.school import OrderRow
from journal_desktop.store.session import JournalSession

_NAMES: Final = {OrderKind.PROTOCOL: "Протокол", OrderKind.TRANSFER: "Приказ"}
_TITLES: Final = {
    OrderKind.PROTOCOL: "Протокол педагогического совета",
    OrderKind.TRANSFER: "О переводе обучающихся",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """Number and date as they were typed; without a number there is no paper yet."""

    number: str = ""
    day: date | None = None


def paper_id(session: JournalSession, kind: OrderKind, said: Paper) -> int | None:
    """The paper of this kind, number and date; None when none is said.

    Raises:
        Invalid: only half of it is said, its day is still to come, or it is not registered and the
            person may not register it.
    """
    number, name = one_line(said.number).removeprefix("№").strip(), _NAMES[kind]
    if not number and said.day is None:
        return None
    if not number or said.day is None:
        raise Invalid(f"{name}: укажите и номер, и дату (п. 3.2.4).")
    if said.day > session.context.today:
        raise Invalid(f"{name} датирован {short_day(said.day)}, а этот день ещё не наступил.")
    query = select(OrderRow).filter_by(kind=kind, number=number, day=said.day)
    row = session.scalars(query.order_by(OrderRow.id)).first()
    if row is None:
        row = _added(session, kind, number, said.day)
    return row.id


def _added(session: JournalSession, kind: OrderKind, number: str, day: date) -> OrderRow:
    if not may(session.context.actor, Right.ORDERS_WRITE):
        raise Invalid(
            f"{_NAMES[kind]} № {number} от {short_day(day)} не записан в журнале: его вносит "
            "секретарь, а вы выбираете из списка (п. 3.2.4)."
        )
    row = OrderRow(kind=kind, number=number, day=day, title=_TITLES[kind])
    session.add(row)
    session.flush()
    return row
