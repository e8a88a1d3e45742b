"""Register an export of personal data: who, what, when, for what (R-1.9-01)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Final

from typing_extensions import override

from journal_desktop.access.policy import ClassTarget, Right, may
from journal_desktop.commands.base import Command, handles
from journal_desktop.domain.errors import Refused
from journal_desktop.domain.exports import LONGEST, ExportKind, check_purpose
from journal_desktop.domain.text_faults import one_line
from journal_desktop.store.rows.ops import ExportRow
from journal_desktop.store.session import JournalSession

READS: Final[Mapping[ExportKind, Right]] = MappingProxyType(
    {
        ExportKind.AUDIT: Right.AUDIT_READ,
        ExportKind.OWN_ACTIONS: Right.OWN_ACCOUNT,
        ExportKind.EXPORT_LOG: Right.AUDIT_READ,
        ExportKind.JOURNAL: Right.BOOKS_READ,
        ExportKind.CLASS_REPORT: Right.CLASS_REPORTS_READ,
        ExportKind.SCHOOL_REPORT: Right.SCHOOL_REPORTS_READ,
        ExportKind.PUPILS: Right.PUPIL_NAMES_READ,
        ExportKind.CONTACTS: Right.CONTACTS_READ,
        ExportKind.PRINTS: Right.BOOKS_READ,
        ExportKind.PLAN: Right.PLANS_READ,
        ExportKind.PROGRAMME: Right.PLANS_READ,
    }
)
"""Who may export: whoever may read it."""
OWN_PARTS: Final = frozenset({ExportKind.AUDIT, ExportKind.PLAN, ExportKind.PROGRAMME})
"""Lists that hold only what the person may see of them, however much of the school it is."""


@dataclass(frozen=True)
class LogExport(Command):
    """Something was exported or printed; `class_id` when it holds one class only.

    It is given before the file is written: what the log refuses is not exported.
    """

    right: ClassVar = Right.OWN_ACCOUNT
    title: ClassVar = "Выгрузка данных"
    lasting: ClassVar = True
    kind: ExportKind
    subject: str
    purpose: str
    class_id: int | None = None

    @override
    def target(self, session: JournalSession) -> object:
        actor, right = session.context.actor, READS[self.kind]
        asked = ClassTarget(self.class_id) if self.class_id is not None else self
        own_part = self.kind in OWN_PARTS and self.class_id is None
        if not may(actor, right, asked) and not (own_part and may(actor, right)):
            raise Refused("Выгрузить можно только то, что вам разрешено читать (п. 1.9).")
        return self


@handles(LogExport)
def log_export(session: JournalSession, cmd: LogExport) -> None:
    """Add the line of the log."""
    session.add(
        ExportRow(
            at=session.context.now,
            staff_id=session.context.actor.staff_id,
            kind=cmd.kind.value,
            subject=one_line(cmd.subject)[:LONGEST],
            purpose=check_purpose(cmd.purpose),
        )
    )
