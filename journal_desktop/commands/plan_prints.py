"""Register that a plan or its correction sheet was printed: who, what, when (R-1.9-01)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.commands.base import Command, handles
from journal_desktop.domain.text_faults import one_line
from journal_desktop.queries.plan_rows import reading_target, use_reading_target
from journal_desktop.store.rows.ops import ExportRow
from journal_desktop.store.session import JournalSession

_LONGEST: Final = 255
_USUAL: Final = "ведение КТП"


@dataclass(frozen=True)
class RecordPlanPrint(Command):
    """A plan was printed."""

    right: ClassVar = Right.PLANS_READ
    title: ClassVar = "Печать КТП"
    lasting: ClassVar = True
    plan_id: int
    document: str
    purpose: str = ""

    @override
    def target(self, session: JournalSession) -> object:
        return reading_target(session, self.plan_id)


@dataclass(frozen=True)
class RecordCorrectionPrint(Command):
    """The correction sheet of a page was printed."""

    right: ClassVar = Right.PLAN_CORRECTIONS_READ
    title: ClassVar = "Печать листа корректировки КТП"
    lasting: ClassVar = True
    use_id: int
    document: str
    purpose: str = ""

    @override
    def target(self, session: JournalSession) -> object:
        return use_reading_target(session, self.use_id)


@handles(RecordPlanPrint)
def record_plan(session: JournalSession, cmd: RecordPlanPrint) -> None:
    """Add the line of the log."""
    _log(session, "lesson_plan", cmd.document, cmd.purpose)


@handles(RecordCorrectionPrint)
def record_corrections(session: JournalSession, cmd: RecordCorrectionPrint) -> None:
    """Add the line of the log."""
    _log(session, "plan_corrections", cmd.document, cmd.purpose)


def _log(session: JournalSession, kind: str, document: str, purpose: str) -> None:
    session.add(
        ExportRow(
            at=session.context.now,
            staff_id=session.context.actor.staff_id,
            kind=kind,
            subject=one_line(document)[:_LONGEST],
            purpose=one_line(purpose)[:_LONGEST] or _USUAL,
        )
    )
