"""Register summary ledgers and the files (дела) made of them (R-4.4-01, domain 3.5, 4.2–4.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.commands.base import Command, handles
from journal_desktop.commands.prints import RecordDraft, RecordPrint, record_draft, record_print
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.exports import LONGEST
from journal_desktop.domain.prints import LEDGER
from journal_desktop.domain.text_faults import one_line
from journal_desktop.domain.vocabulary import PrintState, YearState
from journal_desktop.store.rows.prints import ArchiveFileRow, PrintRow
from journal_desktop.store.rows.school import SchoolYearRow
from journal_desktop.store.session import JournalSession

FILE: Final = "file"
_CLOSED: Final = frozenset({YearState.CLOSED, YearState.ARCHIVED})


@dataclass(frozen=True)
class RecordLedgerDraft(RecordDraft):
    """A draft of a summary ledger was printed."""

    title: ClassVar = "Печать черновика сводной ведомости"


@dataclass(frozen=True)
class RecordLedger(RecordPrint):
    """A summary ledger was printed officially."""

    title: ClassVar = "Печать сводной ведомости"


@handles(RecordLedgerDraft)
def record_ledger_draft(session: JournalSession, cmd: RecordLedgerDraft) -> None:
    """Add the line of the register."""
    record_draft(session, cmd)


@handles(RecordLedger)
def record_ledger(session: JournalSession, cmd: RecordLedger) -> None:
    """Add the line of the register, if the year is closed."""
    record_print(session, cmd)


@dataclass(frozen=True, slots=True)
class Printed:
    """What was printed: name, size, hashes of the file, of what it says and of the audit."""

    document: str
    pages: int
    sheets: int
    sha256: str
    content: str
    chain_head: str


@dataclass(frozen=True)
class RecordPapers(Command):
    """Papers of a file were printed apart from it: cover, inner inventory, certification sheet."""

    right: ClassVar = Right.BOOKS_PRINT
    title: ClassVar = "Печать листов дела"
    lasting: ClassVar = True
    kind: str
    year_id: int
    printed: tuple[Printed, ...]
    draft: bool
    purpose: str = ""

    @override
    def target(self, session: JournalSession) -> object:
        return None


@dataclass(frozen=True, slots=True)
class FiledVolume:
    """A volume that was printed: its number, sheets without the papers around, ledgers in it."""

    number: int
    sheets: int
    printed: Printed
    class_ids: tuple[int, ...]


@dataclass(frozen=True)
class FormFile(Command):
    """A file was formed of the ledgers of a closed year; its index is used once in the year."""

    right: ClassVar = Right.ARCHIVE_WRITE
    title: ClassVar = "Формирование дела"
    lasting: ClassVar = True
    year_id: int
    index_code: str
    heading: str
    keep_years: int
    article: str
    begins: date
    ends: date
    volumes: tuple[FiledVolume, ...]
    purpose: str = ""

    @override
    def target(self, session: JournalSession) -> object:
        return None


@handles(RecordPapers)
def record_papers(session: JournalSession, cmd: RecordPapers) -> None:
    """Add a line of the register for each."""
    if not cmd.draft:
        _closed_year(session, cmd.year_id)
    state = PrintState.DRAFT if cmd.draft else PrintState.PRINTED
    for printed in cmd.printed:
        _add_print(session, (cmd.kind, cmd.year_id), printed, state, cmd.purpose)


@handles(FormFile)
def form_file(session: JournalSession, cmd: FormFile) -> None:
    """Add the volumes to the archive and tell the ledgers which one they lie in."""
    year = _closed_year(session, cmd.year_id)
    index = one_line(cmd.index_code)
    if not index or not cmd.volumes:
        raise Invalid("У дела нет индекса или ни одного листа: укажите индекс по номенклатуре.")
    used = select(ArchiveFileRow).filter_by(year_id=year.id, index_code=index)
    if session.scalars(used).first() is not None:
        raise Refused(already_formed(index))
    for volume in cmd.volumes:
        row = ArchiveFileRow(
            year_id=year.id,
            index_code=index,
            title=cmd.heading,
            volume=volume.number,
            sheets=volume.sheets,
            keep_years=cmd.keep_years,
            article=cmd.article,
            begins=cmd.begins,
            ends=cmd.ends,
            handed_over=None,
            place="",
        )
        session.add(row)
        session.flush()
        file = (FILE, year.id)
        printed = _add_print(session, file, volume.printed, PrintState.PRINTED, cmd.purpose)
        printed.file_id = row.id
        for ledger in _ledgers(session, year.id, volume.class_ids):
            ledger.file_id = row.id


def already_formed(index: str) -> str:
    """What is said to a second file of one index."""
    return (
        f"Дело с индексом {index} за этот учебный год уже сформировано (п. 4.4): "
        "укажите другой индекс по номенклатуре или напечатайте черновик."
    )


def _closed_year(session: JournalSession, year_id: int) -> SchoolYearRow:
    year = session.get(SchoolYearRow, year_id, with_for_update=True)
    if year is None:  # a server shows no row to who may not change it
        raise Refused("Дела формирует ответственный за ведение ЭЖ (п. 4.4).")
    if year.state not in _CLOSED:
        raise Refused("Учебный год ещё не закрыт: дело печатается только как черновик (п. 4.4).")
    return year


def _ledgers(session: JournalSession, year_id: int, class_ids: Sequence[int]) -> Sequence[PrintRow]:
    """The last official ledger of each class.

    Raises:
        Refused: a class has none.
    """
    row = PrintRow
    query = (
        select(row)
        .where(
            row.kind == LEDGER,
            row.year_id == year_id,
            row.class_id.in_(class_ids),
            row.state != PrintState.DRAFT,
            row.is_copy.is_(False),
        )
        .order_by(row.id)
    )
    last = {found.class_id: found for found in session.scalars(query)}
    if len(last) < len(set(class_ids)):
        raise Refused("В деле не хватает сводной ведомости класса: напечатайте её (п. 4.4).")
    return tuple(last.values())


def _add_print(
    session: JournalSession,
    what: tuple[str, int],
    printed: Printed,
    state: PrintState,
    purpose: str,
) -> PrintRow:
    kind, year_id = what
    row = PrintRow(
        kind=kind,
        year_id=year_id,
        class_id=None,
        title=printed.document,
        at=session.context.now,
        staff_id=session.context.actor.staff_id,
        pages=printed.pages,
        sheets=printed.sheets,
        sha256=printed.sha256,
        content=bytes.fromhex(printed.content),
        chain_head=bytes.fromhex(printed.chain_head),
        purpose=one_line(purpose)[:LONGEST],
        is_copy=False,
        state=state,
        state_day=session.context.today,
    )
    session.add(row)
    return row
