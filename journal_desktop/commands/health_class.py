"""What the medical worker says of a whole class: filled, counted, printed.

Source: R-5.3-02 («заполнено на начало года»), R-1.9-01 (prints are logged); domain 2.4, 9.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import ClassTarget, Right
from journal_desktop.commands.base import HEALTH_CHAIN, Command, handles
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.health_counts import LEAST, UNKNOWN, counts_from
from journal_desktop.domain.text_faults import one_line
from journal_desktop.store.rows.health import HealthCountRow, HealthFilledRow
from journal_desktop.store.rows.ops import ExportRow
from journal_desktop.store.session import JournalSession

KINDS: Final = ("health", "pe", "furniture")
_PURPOSE_LEAST: Final = 5


@dataclass(frozen=True)
class HealthClassCommand(Command):
    """A write about a class; its op is read by medical workers alone."""

    right: ClassVar = Right.HEALTH_WRITE
    class_id: int

    @property
    @override
    def chain(self) -> int:
        return HEALTH_CHAIN

    @override
    def target(self, session: JournalSession) -> object:
        return ClassTarget(self.class_id)


@dataclass(frozen=True)
class DeclareHealthFilled(HealthClassCommand):
    """«Заполнено на начало года»: the medical worker has gone through the class."""

    title: ClassVar = "Лист здоровья заполнен"


@dataclass(frozen=True)
class StoreHealthCounts(HealthClassCommand):
    """Keep the numbers of a scope without names; `counts` is made by `domain.health_counts`."""

    title: ClassVar = "Сводка по группам"
    year_id: int
    scope: str
    kind: str
    counts: str


@dataclass(frozen=True)
class RecordHealthPrint(HealthClassCommand):
    """The health sheet of a class was printed: for what (R-1.9-01)."""

    title: ClassVar = "Печать листа здоровья"
    lasting: ClassVar = True
    class_name: str
    purpose: str


@dataclass(frozen=True)
class RecordSeatingPrint(HealthClassCommand):
    """The seating plan of a class was printed; it holds names and nothing of health."""

    right: ClassVar = Right.ADVICE_READ
    title: ClassVar = "Печать плана рассадки"
    lasting: ClassVar = True
    class_name: str


@handles(DeclareHealthFilled)
def declare_filled(session: JournalSession, cmd: DeclareHealthFilled) -> None:
    """Write the day; declared again, the later day stands."""
    context = session.context
    query = select(HealthFilledRow).filter_by(class_id=cmd.class_id).with_for_update()
    row = session.scalars(query).one_or_none()
    if row is None:
        row = HealthFilledRow(class_id=cmd.class_id)
        session.add(row)
    row.day, row.staff_id, row.at = context.today, context.actor.staff_id, context.now


@handles(StoreHealthCounts)
def store_counts(session: JournalSession, cmd: StoreHealthCounts) -> None:
    """Write the numbers of one scope and kind; small ones never get here."""
    told = [one for one in counts_from(cmd.counts) if one.label != UNKNOWN]
    if cmd.kind not in KINDS or (
        cmd.kind != "furniture" and any(0 < one.pupils < LEAST for one in told)
    ):
        raise Invalid("Сводка не записана: малые числа называют обучающегося (п. 1.9).")
    place = {"year_id": cmd.year_id, "scope": cmd.scope, "kind": cmd.kind}
    row = session.scalars(select(HealthCountRow).filter_by(**place).with_for_update()).one_or_none()
    if row is None:
        row = HealthCountRow(**place)
        session.add(row)
    row.counts, row.day = cmd.counts, session.context.today
    row.staff_id = session.context.actor.staff_id


@handles(RecordHealthPrint)
def record_print(session: JournalSession, cmd: RecordHealthPrint) -> None:
    """Log who printed the sheet, when and for what; without a purpose it is not printed."""
    purpose = one_line(cmd.purpose)
    if len(purpose) < _PURPOSE_LEAST:
        raise Invalid("Напишите, для чего печатается лист здоровья: печать учитывают (п. 1.9).")
    _log(session, "health_sheet", f"Лист здоровья {cmd.class_name}", purpose)


@handles(RecordSeatingPrint)
def record_seating(session: JournalSession, cmd: RecordSeatingPrint) -> None:
    """Log who printed the plan and when."""
    _log(session, "seating_plan", f"План рассадки {cmd.class_name}", "рассадка класса")


def _log(session: JournalSession, kind: str, subject: str, purpose: str) -> None:
    session.add(
        ExportRow(
            at=session.context.now,
            staff_id=session.context.actor.staff_id,
            kind=kind,
            subject=subject,
            purpose=purpose,
        )
    )
