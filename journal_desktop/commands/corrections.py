"""«Заявка на исправление» of a closed period: asked, allowed by another person, carried out.

Source: domain 5.8, 9.2, 9.3. Who keeps the page asks, or the responsible officer; the deputy
allows, never their own; the officer carries out by an order, a directive or a memo. The value that
stood remains in the history and in the printed list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import PageTarget, Right
from journal_desktop.commands.base import Command, handles
from journal_desktop.commands.cells import SetCell, set_cell
from journal_desktop.commands.correction_values import new_text
from journal_desktop.commands.lessons import SetHomework, SetTopic, set_homework, set_topic
from journal_desktop.commands.period_marks import SetPeriodMark, set_period_mark
from journal_desktop.commands.seals import reseal
from journal_desktop.domain.cells import short_day
from journal_desktop.domain.corrections import BASIS_TITLES, Basis
from journal_desktop.domain.errors import Conflict, Invalid, Refused
from journal_desktop.domain.marks import ABSENCES
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.domain.text_faults import one_line
from journal_desktop.domain.vocabulary import CorrectionField, OrderKind, RequestState
from journal_desktop.queries.correction_places import (
    CorrectionPlace,
    closed_period_of,
    standing_text,
)
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.closing import CorrectionRow
from journal_desktop.store.rows.school import OrderRow
from journal_desktop.store.session import JournalSession

LONGEST_REASON: Final = 255


@dataclass(frozen=True)
class PageCommand(Command):
    """Something about a correction of one page."""

    page_id: int

    @override
    def target(self, session: JournalSession) -> object:
        page = session.get(PageRow, self.page_id)
        return PageTarget(self.page_id, page.class_id if page else None)


@dataclass(frozen=True)
class AskCorrection(PageCommand):
    """Ask for another value in a closed period; `expected` is what is seen there."""

    right: ClassVar = Right.CORRECTIONS_ASK
    title: ClassVar = "Заявка на исправление"
    lasting: ClassVar = True
    field: CorrectionField
    new_value: str
    expected: str
    reason: str
    lesson_id: int | None = None
    pupil_id: int | None = None
    period_id: int | None = None
    kind: PeriodKind | None = None

    @property
    def place(self) -> CorrectionPlace:
        """Where."""
        return CorrectionPlace(
            self.page_id, self.field, self.lesson_id, self.pupil_id, self.period_id, self.kind
        )


@dataclass(frozen=True)
class AllowCorrection(PageCommand):
    """Allow what somebody else asked for."""

    right: ClassVar = Right.CORRECTIONS_APPROVE
    title: ClassVar = "Исправление разрешено"
    lasting: ClassVar = True
    correction_id: int


@dataclass(frozen=True)
class RejectCorrection(PageCommand):
    """Refuse what somebody else asked for, or take an allowance back."""

    right: ClassVar = Right.CORRECTIONS_APPROVE
    title: ClassVar = "Исправление отклонено"
    lasting: ClassVar = True
    correction_id: int


@dataclass(frozen=True)
class CarryOutCorrection(PageCommand):
    """Write the allowed value; the basis has a number and a date."""

    right: ClassVar = Right.CORRECTIONS_WRITE
    title: ClassVar = "Исправление после закрытия"
    lasting: ClassVar = True
    confirm: ClassVar = True
    correction_id: int
    basis: Basis
    basis_number: str
    basis_day: date


@handles(AskCorrection)
def ask_correction(session: JournalSession, cmd: AskCorrection) -> None:
    """Add the request, if the new value could stand there."""
    place, reason = cmd.place, one_line(cmd.reason)
    page, _ = closed_period_of(session, place)
    stored = standing_text(session, place)
    if stored != cmd.expected:
        raise Conflict(
            f"Там стоит «{stored or 'пусто'}», а не «{cmd.expected or 'пусто'}». Обновите окно.",
            stored=stored,
        )
    if not reason:
        raise Invalid("Укажите причину: без неё исправление не разрешат (п. 3.2.5).")
    value = new_text(session, page, place, cmd.new_value)
    needs_order = place.field is CorrectionField.FINAL and value in ABSENCES
    if value == stored and not needs_order:
        raise Invalid(f"Там и так стоит «{stored or 'пусто'}»: исправлять нечего.")
    _refuse_second(session, place)
    session.add(
        CorrectionRow(
            page_id=page.id,
            field=place.field,
            lesson_id=place.lesson_id,
            pupil_id=place.pupil_id,
            period_id=place.period_id,
            kind=place.kind,
            old_value=stored,
            new_value=value,
            reason=reason,
            state=RequestState.FILED,
            asked_by=session.context.actor.staff_id,
            asked_at=session.context.now,
        )
    )


def _refuse_second(session: JournalSession, place: CorrectionPlace) -> None:
    """One request at a time for one place: the second would rest on a value that goes."""
    row = CorrectionRow
    same = select(row).filter_by(
        page_id=place.page_id,
        field=place.field,
        lesson_id=place.lesson_id,
        pupil_id=place.pupil_id,
        period_id=place.period_id,
        kind=place.kind,
    )
    waiting = same.where(row.state.in_((RequestState.FILED, RequestState.ALLOWED)))
    if (found := session.scalars(waiting).first()) is not None:
        raise Conflict(
            f"Заявка исправить это на «{found.new_value or 'пусто'}» уже подана и ещё не исполнена:"
            " дождитесь решения или попросите её отклонить (п. 3.2.5).",
            stored=found.state.value,
        )


@handles(AllowCorrection)
def allow_correction(session: JournalSession, cmd: AllowCorrection) -> None:
    """FILED → ALLOWED, by another person than asked."""
    row = _request(session, cmd, cmd.correction_id, RequestState.FILED)
    closed_period_of(session, place_of(row))
    _answer(session, row, RequestState.ALLOWED)


@handles(RejectCorrection)
def reject_correction(session: JournalSession, cmd: RejectCorrection) -> None:
    """Whatever is not carried out yet → REJECTED."""
    states = (RequestState.FILED, RequestState.ALLOWED)
    _answer(session, _request(session, cmd, cmd.correction_id, *states), RequestState.REJECTED)


@handles(CarryOutCorrection)
def carry_out(session: JournalSession, cmd: CarryOutCorrection) -> None:
    """Write the value through the ordinary rules of its place, then seal the page anew."""
    row = _request(session, cmd, cmd.correction_id, RequestState.ALLOWED)
    place = place_of(row)
    _, period_id = closed_period_of(session, place)
    basis = _basis(session, cmd, row)
    session.reason = session.reason or row.reason
    session.known["corrected", place.lesson_id] = True
    session.known["corrected", place.pupil_id, place.period_id, place.kind] = True
    _write(session, row, basis.id if basis.kind is OrderKind.NONATTESTATION else None)
    session.flush()
    row.basis_id = basis.id
    row.state = RequestState.DONE
    row.done_by, row.done_at = session.context.actor.staff_id, session.context.now
    session.flush()
    reseal(session, period_id, place.page_id)


def place_of(row: CorrectionRow) -> CorrectionPlace:
    """The place a correction names."""
    return CorrectionPlace(
        row.page_id, row.field, row.lesson_id, row.pupil_id, row.period_id, row.kind
    )


def _request(
    session: JournalSession, cmd: PageCommand, correction_id: int, *states: RequestState
) -> CorrectionRow:
    row = session.get(CorrectionRow, correction_id, with_for_update=True)
    if row is None or row.page_id != cmd.page_id:
        raise Invalid("Такой заявки на исправление больше нет. Обновите окно.")
    if row.state not in states:
        raise Conflict("С этой заявкой уже поступили иначе. Обновите окно.", stored=row.state.value)
    return row


def _answer(session: JournalSession, row: CorrectionRow, state: RequestState) -> None:
    me = session.context.actor.staff_id
    if row.asked_by == me:
        raise Refused("Свою заявку решает другой человек: заместитель директора (п. 3.2.5).")
    row.state, row.allowed_by, row.allowed_at = state, me, session.context.now


def _basis(session: JournalSession, cmd: CarryOutCorrection, row: CorrectionRow) -> OrderRow:
    """The order, directive or memo, found or added."""
    number = one_line(cmd.basis_number).removeprefix("№").strip()
    if not number:
        raise Invalid("Укажите основание: документ с номером и датой (п. 3.2.5).")
    if cmd.basis_day > session.context.today:
        raise Invalid(f"Основание датировано {short_day(cmd.basis_day)}: этот день не наступил.")
    letter = row.field is CorrectionField.FINAL and row.new_value in ABSENCES
    if letter and cmd.basis is not Basis.ORDER:
        raise Invalid("Неаттестация оформляется приказом директора (п. 3.2.5).")
    kind = OrderKind.NONATTESTATION if letter else OrderKind.OTHER
    title = BASIS_TITLES[cmd.basis]
    known = select(OrderRow).filter_by(kind=kind, number=number, day=cmd.basis_day)
    for found in session.scalars(known.order_by(OrderRow.id)):
        if letter or found.title == title:
            return found
    made = OrderRow(kind=kind, number=number, day=cmd.basis_day, title=title)
    session.add(made)
    session.flush()
    return made


def _write(session: JournalSession, row: CorrectionRow, order_id: int | None) -> None:
    old, new, reason = row.old_value, row.new_value, row.reason[:LONGEST_REASON]
    page, lesson, pupil = row.page_id, row.lesson_id or 0, row.pupil_id or 0
    match row.field:
        case CorrectionField.CELL:
            set_cell(session, SetCell(page, lesson, pupil, new, old))
        case CorrectionField.TOPIC:
            set_topic(session, SetTopic(page, lesson, new, old, reason))
        case CorrectionField.HOMEWORK:
            set_homework(session, SetHomework(page, lesson, new, old))
        case CorrectionField.FINAL:
            kind, period = row.kind or PeriodKind.PERIOD, row.period_id or 0
            mark = SetPeriodMark(page, pupil, period, kind, new, old, reason, order_id)
            set_period_mark(session, mark)
