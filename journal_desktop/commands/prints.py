"""Register what was printed: by whom, on which basis, how many sheets, hashes.

Source: R-4.3-01, R-4.6-01, R-1.9-01.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Final
from uuid import UUID

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import PageTarget, Right
from journal_desktop.commands.base import Command, handles
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.exports import LONGEST
from journal_desktop.domain.prints import COPY_MARK, JOURNAL, LEDGER, PrintAs, with_requester
from journal_desktop.domain.russian import short_date
from journal_desktop.domain.text_faults import one_line
from journal_desktop.domain.vocabulary import OrderKind, PrintState, YearState
from journal_desktop.store.rows.prints import PrintRow
from journal_desktop.store.rows.school import OrderRow, SchoolYearRow
from journal_desktop.store.session import JournalSession

ONCE: Final = frozenset({JOURNAL, LEDGER})
"""Documents of which there is one original a class and year."""
_CLOSED: Final = frozenset({YearState.CLOSED, YearState.ARCHIVED})


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
    """An official document was printed by the responsible officer.

    The original of a book once and only of a closed year; later a copy, an extract at any time,
    both by an order: its number and day, and who asked (R-4.6-01).
    """

    right: ClassVar = Right.BOOKS_PRINT
    title: ClassVar = "Печать журнала"
    what: PrintAs = PrintAs.ORIGINAL
    basis_number: str = ""
    basis_day: date | None = None
    requester: str = ""


@handles(RecordDraft)
def record_draft(session: JournalSession, cmd: RecordDraft) -> None:
    """Add the line of the register."""
    _record(session, cmd, PrintState.DRAFT)


@handles(RecordPrint)
def record_print(session: JournalSession, cmd: RecordPrint) -> None:
    """Add the line of the register, if the year and what was printed before allow it."""
    year = session.get(SchoolYearRow, cmd.year_id, with_for_update=True)
    if year is None:  # a server shows no row to who may not change it
        raise Refused("Официальный журнал печатает ответственный за ЭЖ (п. 4.3): у вас черновик.")
    if cmd.what is not PrintAs.EXTRACT and year.state not in _CLOSED:
        raise Refused("Учебный год ещё не закрыт: журнал печатается только как черновик (п. 4.3).")
    _refuse_reprint(session, cmd)
    basis = _basis(session, cmd)
    purpose = with_requester(one_line(cmd.purpose), one_line(cmd.requester))
    if len(purpose) > LONGEST:
        raise Invalid(f"Цель и заявитель вместе длиннее {LONGEST} знаков: скажите короче.")
    row = _record(session, replace(cmd, purpose=purpose), PrintState.PRINTED)
    row.basis_id = basis.id if basis else None
    row.is_copy = cmd.what is PrintAs.COPY


def _refuse_reprint(session: JournalSession, cmd: RecordPrint) -> None:
    """One original of a class and year; a copy only of what was printed (R-4.6-01).

    Of ledgers each form has its original, and so has the ledger inside a file.
    """
    if cmd.what is PrintAs.EXTRACT or cmd.kind not in ONCE:
        return
    row = PrintRow
    originals = (
        select(row)
        .filter_by(kind=cmd.kind, year_id=cmd.year_id, class_id=cmd.class_id, is_copy=False)
        .where(row.state != PrintState.DRAFT)
    )
    if cmd.kind == LEDGER:
        originals = originals.filter_by(title=cmd.document.removesuffix(f" {COPY_MARK}"))
    first = session.scalars(originals).first()
    if cmd.what is PrintAs.ORIGINAL and first is not None:
        raise Refused(already_printed(first.title, first.at.astimezone(session.context.zone)))
    if cmd.what is PrintAs.COPY and first is None:
        raise Refused("Подлинник ещё не печатался: сначала он, потом его копия (п. 4.6).")


def already_printed(title: str, at: datetime) -> str:
    """What is said to a second original."""
    return (
        f"Документ «{title}» уже напечатан {short_date(at.date(), year=True)}: ещё раз — только "
        "копия по распоряжению (п. 4.6). Укажите его номер и дату."
    )


def _basis(session: JournalSession, cmd: RecordPrint) -> OrderRow | None:
    """The order, written down when it is named for the first time."""
    number, day = one_line(cmd.basis_number).removeprefix("№").strip(), cmd.basis_day
    if not number or day is None:
        if cmd.what is not PrintAs.ORIGINAL:
            raise Refused("Копия и выписка печатаются по распоряжению: укажите № и дату (п. 4.6).")
        return None
    if day > session.context.today:
        raise Invalid(f"Распоряжение № {number} датировано днём, который ещё не наступил.")
    wanted = {"kind": OrderKind.PRINTING, "number": number, "day": day}
    found = session.scalars(select(OrderRow).filter_by(**wanted)).first()
    if found is None:
        found = OrderRow(**wanted, title="О печати из электронного журнала")
        session.add(found)
        session.flush()
    return found


def _record(session: JournalSession, cmd: RecordDraft, state: PrintState) -> PrintRow:
    row = PrintRow(
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
    session.add(row)
    return row
