"""Write final marks of a period, the year, the exam.

Source: R-3.2.5-05, -17, -18, -21; domain 5.1 C, 5.7, 9.3, A13.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import PageTarget, Right
from journal_desktop.commands.base import Command, handles
from journal_desktop.commands.final_guards import refuse_non_member
from journal_desktop.domain.cells import period_rules
from journal_desktop.domain.errors import Conflict, Invalid
from journal_desktop.domain.marks import ABSENCES, parse_period_mark
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.domain.text_faults import one_line
from journal_desktop.domain.vocabulary import OrderKind
from journal_desktop.queries.authors import author_of
from journal_desktop.queries.periods import period_of_page
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.marks import PeriodMarkRow
from journal_desktop.store.rows.school import OrderRow, PeriodRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True)
class SetPeriodMark(Command):
    """Put, replace or clear (text="") a final mark.

    `reason` says why it differs from the proposal; `order_id` is the order of non-attestation.
    """

    right: ClassVar = Right.PERIOD_MARKS_WRITE
    title: ClassVar = "Итоговая отметка"
    confirm: ClassVar = True
    page_id: int
    pupil_id: int
    period_id: int
    kind: PeriodKind
    text: str
    expected: str
    reason: str = ""
    order_id: int | None = None

    @override
    def target(self, session: JournalSession) -> object:
        page = session.get(PageRow, self.page_id)
        if page is None:
            raise Invalid("Этой страницы журнала больше нет. Обновите окно.")
        return PageTarget(page.id, page.class_id, day=session.context.today)


@handles(SetPeriodMark)
def set_period_mark(session: JournalSession, cmd: SetPeriodMark) -> None:
    """Change the one row of this pupil, subject, period and kind."""
    page = session.get_one(PageRow, cmd.page_id)
    value = parse_period_mark(cmd.text, period_rules(no_marks=page.no_marks))
    period = _period(session, cmd, page)
    refuse_order(session, cmd.order_id, value)
    row = period_mark_row(session, page, cmd)
    if row is None or row.page_id != page.id:
        refuse_non_member(session, page, cmd.pupil_id, period)
    stored = (row.value or "") if row else ""
    if stored != cmd.expected:
        who = author_of(session, row.changed_by if row else None)
        raise Conflict(
            f"Итоговая отметка уже «{stored or 'пусто'}»{f' ({who})' if who else ''}, "
            f"а вы ввели «{value or 'пусто'}». Ничего не изменено.",
            stored=stored,
            author=who,
            at=row.changed_at if row else None,
        )
    _put(session, cmd, page, row, value)


class FinalPlace(Protocol):
    """A command on the final mark of a pupil."""

    @property
    def pupil_id(self) -> int: ...  # noqa: D102

    @property
    def period_id(self) -> int: ...  # noqa: D102

    @property
    def kind(self) -> PeriodKind: ...  # noqa: D102


def period_mark_row(
    session: JournalSession, page: PageRow, place: FinalPlace
) -> PeriodMarkRow | None:
    """The one row of a pupil, the page's subject, a period and a kind, locked for a write."""
    query = select(PeriodMarkRow).filter_by(
        pupil_id=place.pupil_id,
        subject_id=page.subject_id,
        period_id=place.period_id,
        kind=place.kind,
    )
    return session.scalar(query.with_for_update())


def _period(session: JournalSession, cmd: SetPeriodMark, page: PageRow) -> PeriodRow:
    """The period, of the page's year and scheme; year, exam and total stand in number 0."""
    period = period_of_page(session, page, cmd.period_id)
    if (cmd.kind is PeriodKind.PERIOD) != bool(period.number):
        raise Invalid(f"В периоде «{period.title}» такой итоговой графы нет. Обновите окно.")
    return period


def refuse_order(session: JournalSession, order_id: int | None, value: str) -> None:
    """Only non-attestation rests on an order (R-3.2.5-18, A13).

    Raises:
        Invalid: a digit with an order, or an order about something else.
    """
    if order_id is None:
        return
    if value not in ABSENCES:
        raise Invalid("Приказ указывают только при неаттестации: у, б или н (п. 3.2.5).")
    order = session.get(OrderRow, order_id)
    if order is None or order.kind is not OrderKind.NONATTESTATION:
        raise Invalid("Такого приказа о неаттестации нет. Выберите приказ из списка (п. 3.2.5).")


def _put(
    session: JournalSession,
    cmd: SetPeriodMark,
    page: PageRow,
    row: PeriodMarkRow | None,
    value: str,
) -> None:
    now, author = session.context.now, session.context.actor.staff_id
    grounds = _grounds(cmd, row, value)
    if row is None:
        if not value:
            return
        row = PeriodMarkRow(
            pupil_id=cmd.pupil_id,
            subject_id=page.subject_id,
            period_id=cmd.period_id,
            kind=cmd.kind,
            entered_at=now,
        )
        session.add(row)
    elif (row.value or "", row.reason, row.order_id) == (value, *grounds):
        return
    row.page_id, row.value, row.is_foreign = page.id, value or None, False
    row.reason, row.order_id = grounds
    row.changed_at, row.changed_by = now, author


def _grounds(cmd: SetPeriodMark, row: PeriodMarkRow | None, value: str) -> tuple[str, int | None]:
    """Reason and order; the same mark put again keeps those it has, a cleared one has none."""
    reason, order_id = one_line(cmd.reason), cmd.order_id
    if not value:
        return "", None
    if row is not None and row.value == value:
        return reason or row.reason, order_id or row.order_id
    return reason, order_id
