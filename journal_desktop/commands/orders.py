"""Orders of non-attestation, and the final mark that rests on one.

Source: R-3.2.5-18, A13; domain 9.2 (rows «Orders», «Non-attestation letter + order»).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import PageTarget, Right
from journal_desktop.commands.base import Command, handles
from journal_desktop.commands.period_marks import period_mark_row, refuse_order
from journal_desktop.domain.cells import short_day
from journal_desktop.domain.errors import Conflict, Invalid
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.domain.text_faults import one_line
from journal_desktop.domain.vocabulary import OrderKind
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.school import OrderRow
from journal_desktop.store.session import JournalSession

ORDER_TITLE: Final = "О неаттестации обучающихся"


@dataclass(frozen=True)
class AddNonattestationOrder(Command):
    """Register an order of the director: number and date, always both."""

    right: ClassVar = Right.NONATTESTATION_WRITE
    title: ClassVar = "Приказ о неаттестации"
    number: str
    day: date
    heading: str = ORDER_TITLE


@dataclass(frozen=True)
class AttachOrder(Command):
    """Name the order under a letter that stands; `expected` is the letter seen."""

    right: ClassVar = Right.NONATTESTATION_WRITE
    title: ClassVar = "Приказ к итоговой отметке"
    page_id: int
    pupil_id: int
    period_id: int
    kind: PeriodKind
    expected: str
    order_id: int

    @override
    def target(self, session: JournalSession) -> object:
        page = session.get(PageRow, self.page_id)
        return PageTarget(self.page_id, page.class_id if page else None)


@handles(AddNonattestationOrder)
def add_nonattestation_order(session: JournalSession, cmd: AddNonattestationOrder) -> None:
    """Add the order, once."""
    number, heading = one_line(cmd.number).removeprefix("№").strip(), one_line(cmd.heading)
    if not number:
        raise Invalid("Укажите номер приказа: у приказа всегда номер и дата (п. 3.2.5).")
    if cmd.day > session.context.today:
        raise Invalid(f"Приказ датирован {short_day(cmd.day)}, а этот день ещё не наступил.")
    same = select(OrderRow.id).filter_by(kind=OrderKind.NONATTESTATION, number=number, day=cmd.day)
    if session.scalar(same) is not None:
        raise Invalid(f"Приказ № {number} от {short_day(cmd.day)} уже записан: выберите его.")
    session.add(
        OrderRow(
            kind=OrderKind.NONATTESTATION,
            number=number,
            day=cmd.day,
            title=heading or ORDER_TITLE,
        )
    )


@handles(AttachOrder)
def attach_order(session: JournalSession, cmd: AttachOrder) -> None:
    """Change the order of one final mark and nothing else of it."""
    page = session.get(PageRow, cmd.page_id)
    row = period_mark_row(session, page, cmd) if page else None
    if row is None or row.page_id != cmd.page_id or (row.value or "") != cmd.expected:
        stored = (row.value or "") if row else ""
        raise Conflict(
            f"Итоговая отметка уже «{stored or 'пусто'}», а не «{cmd.expected}»: "
            "приказ не записан. Обновите страницу.",
            stored=stored,
        )
    refuse_order(session, cmd.order_id, cmd.expected)
    if row.order_id != cmd.order_id:
        row.order_id = cmd.order_id
        row.changed_at, row.changed_by = session.context.now, session.context.actor.staff_id
