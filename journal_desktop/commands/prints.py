"""Register a printed book: what, by whom, how many sheets, hashes (R-4.3-01, R-1.9-01)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from typing_extensions import override

from journal_desktop.access.policy import PageTarget, Right
from journal_desktop.commands.base import Command, handles
from journal_desktop.domain.errors import Refused
from journal_desktop.domain.exports import LONGEST
from journal_desktop.domain.text_faults import one_line
from journal_desktop.domain.vocabulary import PrintState, YearState
from journal_desktop.store.rows.prints import PrintRow
from journal_desktop.store.rows.school import SchoolYearRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True)
class RecordDraft(Command):
    """A draft was printed; hashes in hexadecimal. `purpose` is what for (R-1.9-01).

    `uid` is the id in the code on its first sheet, `parts` what a later comparison needs.
    """

    right: ClassVar = Right.DRAFTS_PRINT
    title: ClassVar = "Печать черновика журнала"
    lasting: ClassVar = True
    kind: str
    year_id: int
    class_id: int
    document: str
    pages: int
    sheets: int
    sha256: str
    content: str
    chain_head: str
    purpose: str = ""
    uid: str = ""
    parts: str = ""

    @override
    def target(self, session: JournalSession) -> object:
        return PageTarget(0, self.class_id)


@dataclass(frozen=True)
class RecordPrint(RecordDraft):
    """The official book was printed: only of a closed year, only by the responsible officer."""

    right: ClassVar = Right.BOOKS_PRINT
    title: ClassVar = "Печать журнала"


@handles(RecordDraft)
def record_draft(session: JournalSession, cmd: RecordDraft) -> None:
    """Add the line of the register."""
    _record(session, cmd, PrintState.DRAFT)


@handles(RecordPrint)
def record_print(session: JournalSession, cmd: RecordPrint) -> None:
    """Add the line of the register, if the year allows it."""
    year = session.get_one(SchoolYearRow, cmd.year_id)
    if year.state not in {YearState.CLOSED, YearState.ARCHIVED}:
        raise Refused("Учебный год ещё не закрыт: журнал печатается только как черновик (п. 4.3).")
    _record(session, cmd, PrintState.PRINTED)


def _record(session: JournalSession, cmd: RecordDraft, state: PrintState) -> None:
    session.add(
        PrintRow(
            kind=cmd.kind,
            year_id=cmd.year_id,
            class_id=cmd.class_id,
            title=cmd.document,
            at=session.context.now,
            staff_id=session.context.actor.staff_id,
            pages=cmd.pages,
            sheets=cmd.sheets,
            sha256=cmd.sha256,
            content=bytes.fromhex(cmd.content),
            chain_head=bytes.fromhex(cmd.chain_head),
            purpose=one_line(cmd.purpose)[:LONGEST],
            is_copy=False,
            state=state,
            state_day=session.context.today,
            uid=UUID(cmd.uid) if cmd.uid else None,
            parts=cmd.parts or None,
        )
    )
