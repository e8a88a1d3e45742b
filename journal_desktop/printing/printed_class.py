"""Print one class: ask the gate, bind, lay out, write the file, register it.

Source: R-4.3-01; the official book only of a closed year, before that «ЧЕРНОВИК».
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from journal_desktop.access.policy import Right
from journal_desktop.commands.prints import RecordDraft, RecordPrint
from journal_desktop.domain.errors import Invalid, JournalError, Refused
from journal_desktop.journal import Journal
from journal_desktop.printing.book import Book, Certification, Signer, Title
from journal_desktop.printing.class_journal import Content, bind
from journal_desktop.printing.fonts import typefaces
from journal_desktop.printing.options import USUAL, BookOptions
from journal_desktop.printing.page import Paper
from journal_desktop.printing.paginate import paginate
from journal_desktop.printing.pdfa import Imprint, Written, write_pdf
from journal_desktop.printing.proof import faults
from journal_desktop.printing.rest import collector_at_rest
from journal_desktop.queries.base import Ask
from journal_desktop.queries.books import BookHead, BookOf
from journal_desktop.queries.class_spreads import SpreadsOfClass

Step = Callable[[int, int, str], None]
_SOURCE = "Классный журнал"
_KIND = "journal"
_DRAFT = " черновик"


@dataclass(frozen=True, slots=True)
class Gathered:
    """A class's journal as values, with the hash of everything printed in it."""

    head: BookHead
    book: Book
    content: str


def gather(ask: Ask, class_id: int, progress: Step, options: BookOptions = USUAL) -> Gathered:
    """Read the journal of a class from one snapshot.

    Raises:
        Refused: the person may not print this class.
        Invalid: the class has no journal pages.
    """
    head = ask(BookOf(class_id))
    if not head.page_ids:
        raise Invalid(
            f"У {head.class_name} класса нет ни одной страницы журнала: "
            "загрузите учебный план или расписание."
        )
    total = len(head.page_ids)
    progress(0, total, f"{head.class_name}: чтение журнала")
    spreads = ask(SpreadsOfClass(class_id))
    progress(total, total, f"{head.class_name}: чтение журнала")
    title = Title(head.school, head.class_name, head.school_year, head.class_teacher, head.place)
    signers = (
        Signer("Ответственный за ведение ЭЖ", head.officer.name, head.officer.order),
        Signer("Директор", head.director.name),
    )
    book = bind(title, spreads, Certification(_SOURCE, None, signers), Content(options=options))
    return Gathered(head, book, _content(book))


def print_class(  # noqa: PLR0913  # the whole order of a print, named at every call
    journal: Journal,
    class_id: int,
    folder: Path,
    paper: Paper,
    progress: Step,
    *,
    purpose: str = "",
    options: BookOptions = USUAL,
) -> Written:
    """Write «Журнал 7А 2026-2027.pdf» into the folder and register the print and its purpose.

    `paper.draft` decides whether it is a draft. What `progress` raises leaves no file behind.

    Raises:
        Refused: no right, or the official book of a year that is not closed.
        BadFile: the folder or the disk does not take the file.
    """
    with collector_at_rest():
        made = _make(journal, class_id, folder, paper, progress, options)
    try:
        _register(journal, class_id, made, purpose)
    except JournalError:
        made.written.path.unlink(missing_ok=True)
        raise
    return made.written


@dataclass(frozen=True, slots=True)
class _Made:
    """A file that is not registered yet, without the pages in it."""

    head: BookHead
    content: str
    written: Written
    sheets: int


def _make(
    journal: Journal,
    class_id: int,
    folder: Path,
    paper: Paper,
    progress: Step,
    options: BookOptions,
) -> _Made:
    with journal.snapshot() as ask:
        gathered = gather(ask, class_id, progress, options)
    head, name = gathered.head, gathered.head.class_name
    if not paper.draft:
        _refuse_early(journal, head)
    pages = paginate(gathered.book, paper, typefaces())
    wrong = faults(pages, paper, typefaces())
    if wrong:
        raise Invalid(f"Журнал {name} не напечатан, разметка не сошлась: {wrong[0]}")
    document = f"Журнал {name} {head.school_year.replace('/', '-')}"
    made = journal.now().astimezone(journal.zone)
    written = write_pdf(
        pages,
        folder / f"{_file_name(document)}{_DRAFT if paper.draft else ''}.pdf",
        Imprint(f"Классный журнал {name}, {head.school_year}", head.school, made),
        lambda done, total, what: progress(done, total, f"{name}: {what.lower()}"),
        check=not paper.draft,
    )
    return _Made(head, gathered.content, written, paper.sheet(pages[-1].number) - 1)


def _register(journal: Journal, class_id: int, made: _Made, purpose: str) -> None:
    head, written = made.head, made.written
    record = RecordDraft if written.path.stem.endswith(_DRAFT) else RecordPrint
    journal.do(
        record(
            kind=_KIND,
            year_id=head.year_id,
            class_id=class_id,
            document=written.path.stem,
            pages=written.pages,
            sheets=made.sheets,
            sha256=written.sha256,
            content=made.content,
            chain_head=head.chain_head.hex(),
            purpose=purpose,
        )
    )


def _refuse_early(journal: Journal, head: BookHead) -> None:
    """Say so before an hour of printing, not after it; the command refuses once more."""
    if not journal.may(Right.BOOKS_PRINT):
        raise Refused("Официальный журнал печатает ответственный за ЭЖ (п. 4.3): у вас черновик.")
    if not head.year_is_closed:
        raise Refused("Учебный год ещё не закрыт: журнал печатается только как черновик (п. 4.3).")


def _content(book: Book) -> str:
    return hashlib.sha256(repr(book).encode()).hexdigest()


def _file_name(text: str) -> str:
    """Without what no file system takes: a class may be called anything."""
    return re.sub(r'[<>:"/\\|?*\x00-\x1f]+', "_", text).strip(" .") or "Журнал"
