"""Print one class: ask the gate, bind, lay out, write the file, register it.

Source: R-4.3-01; the official book only of a closed year, before that «ЧЕРНОВИК».
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from journal_desktop.access.policy import Right
from journal_desktop.commands.prints import RecordDraft, RecordPrint
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.file_names import file_name
from journal_desktop.domain.prints import COPY_MARK, EXTRACT, JOURNAL, PrintAs
from journal_desktop.journal import Journal
from journal_desktop.printing.batch.shelf import Shelf
from journal_desktop.printing.book import Book, Certification, Mark, Section, Signer, Title
from journal_desktop.printing.class_journal import Content, bind
from journal_desktop.printing.extract import cut, extract_title, issued_as
from journal_desktop.printing.fingerprint import Fingerprint, fingerprint
from journal_desktop.printing.fonts import typefaces
from journal_desktop.printing.job import ORIGINAL, Issue, Job
from journal_desktop.printing.options import USUAL, BookOptions
from journal_desktop.printing.page import Paper
from journal_desktop.printing.paginate import paginate, sheets_of
from journal_desktop.printing.pdfa import Imprint, Written, write_pdf
from journal_desktop.printing.proof import faults
from journal_desktop.printing.remembered import remembered
from journal_desktop.printing.rest import collector_at_rest
from journal_desktop.printing.sections.catalogue import sections
from journal_desktop.queries.base import Ask
from journal_desktop.queries.books import BookHead, BookOf
from journal_desktop.queries.class_foreign import ForeignMark, ForeignMarksOfClass
from journal_desktop.queries.class_programme import ProgrammeOfClass
from journal_desktop.queries.class_spreads import SpreadsOfClass

Step = Callable[[int, int, str], None]
_SOURCE = "Классный журнал"
_DRAFT = " черновик"
_SUFFIXES = {PrintAs.ORIGINAL: "", PrintAs.COPY: f" {COPY_MARK}", PrintAs.EXTRACT: ""}
_NAMES = {
    PrintAs.ORIGINAL: "Классный журнал",
    PrintAs.COPY: "Копия классного журнала",
    PrintAs.EXTRACT: "Выписка из классного журнала",
}


@dataclass(frozen=True, slots=True)
class Gathered:
    """A class's journal as values, with the hashes of everything printed in it."""

    head: BookHead
    book: Book
    fingerprint: Fingerprint

    @property
    def content(self) -> str:
        """The hash of the whole book in hexadecimal."""
        return self.fingerprint.content


def gather(
    ask: Ask,
    class_id: int,
    progress: Step,
    options: BookOptions = USUAL,
    issue: Issue = ORIGINAL,
) -> Gathered:
    """Read the journal of a class, or the extract ordered from it, from one snapshot.

    Raises:
        Refused: the person may not print this class.
        Invalid: the class has no journal pages, the extract no lessons.
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
    before: tuple[Section, ...] = ()
    after: tuple[Section, ...] = ()
    if issue.extract is not None:
        spreads = cut(spreads, issue.extract)
        options = replace(options, sticker_sheet=False)
    else:
        before, after = sections(ask, class_id, options)
    foreign = ask(ForeignMarksOfClass(class_id))
    content = Content(
        programme=ask(ProgrammeOfClass(class_id)),
        foreign=_by_page(foreign),
        before=before,
        after=after,
        options=options,
    )
    book = bind(title, spreads, Certification(_SOURCE, _signers(head, options)), content)
    found = fingerprint(book)
    issued = issued_as(issue, spreads)
    mark = Mark(str(uuid4()), found.content, head.today, issued.word if issued else "")
    return Gathered(head, replace(book, mark=mark, issued=issued), found)


def _by_page(marks: Sequence[ForeignMark]) -> dict[int, list[ForeignMark]]:
    found: dict[int, list[ForeignMark]] = defaultdict(list)
    for mark in marks:
        found[mark.page_id].append(mark)
    return found


def _signers(head: BookHead, options: BookOptions) -> tuple[Signer, ...]:
    """The responsible officer, then the director or the person authorised by order (2.6)."""
    officer = Signer("Ответственный за ведение ЭЖ", head.officer.name, head.officer.order)
    if options.authorised:
        order = f"приказ {options.authorised_by}"
        return officer, Signer("Уполномоченное лицо", options.authorised, order)
    return officer, Signer("Директор", head.director.name)


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

    `paper.draft` decides whether it is a draft. What `progress` raises, or a refusal, leaves no
    file behind, and the one that stood there before as it was.

    Raises:
        Refused: no right, or the official book of a year that is not closed.
        BadFile: the folder or the disk does not take the file.
    """
    job = Job(class_id, folder, paper, options)
    with Shelf(folder) as shelf:
        made = make_class(journal, replace(job, folder=shelf.place), progress)
        path = shelf.put(made.written.path, lambda: register(journal, job, made, purpose))
    return replace(made.written, path=path)


@dataclass(frozen=True, slots=True)
class Made:
    """A file that is not registered yet, with what the register says of it.

    `document` is the id in the code of its first sheet, `parts` what a later comparison needs.
    """

    head: BookHead
    content: str
    document: str
    parts: str
    written: Written
    sheets: int


class Unchanged(Exception):
    """What was to be printed is still what was printed before."""


def make_class(journal: Journal, job: Job, progress: Step) -> Made:
    """Write the file and nothing else.

    Raises:
        Unchanged: the data are those of `job.known`.
        Refused, Invalid, BadFile: as `print_class`.
    """
    with collector_at_rest():
        with journal.snapshot() as ask:
            gathered = gather(ask, job.class_id, progress, job.options, job.issue)
        if gathered.content == job.known:
            raise Unchanged
        if not job.paper.draft:
            _refuse_early(journal, gathered.head, job.issue)
        return _write(journal, job, gathered, progress)


def _write(journal: Journal, job: Job, gathered: Gathered, progress: Step) -> Made:
    head, name, paper = gathered.head, gathered.head.class_name, job.paper
    mark = gathered.book.mark
    pages = paginate(gathered.book, paper, typefaces())
    wrong = faults(pages, paper, typefaces(), mark)
    if wrong:
        raise Invalid(f"Журнал {name} не напечатан, разметка не сошлась: {wrong[0]}")
    made = journal.now().astimezone(journal.zone)
    written = write_pdf(
        pages,
        job.folder / f"{_document(gathered, job)}.pdf",
        Imprint(f"{_NAMES[job.issue.what]} {name}, {head.school_year}", head.school, made),
        lambda done, total, what: progress(done, total, f"{name}: {what.lower()}"),
        check=not paper.draft,
    )
    return Made(
        head,
        gathered.content,
        mark.document if mark else "",
        remembered(gathered.fingerprint, head, job),
        written,
        sheets_of(pages),
    )


def _document(gathered: Gathered, job: Job) -> str:
    """The name of the document and of its file: «Журнал 7А 2026-2027 черновик»."""
    head, extract = gathered.head, job.issue.extract
    document = f"{head.class_name} {head.school_year.replace('/', '-')}"
    if extract is not None:
        subjects = [section.title for section in gathered.book.sections]
        document = f"Выписка {document} {extract_title(subjects, extract)}"
    else:
        document = f"Журнал {document}"
    return f"{file_name(document)}{_DRAFT if job.paper.draft else _SUFFIXES[job.issue.what]}"


def register(journal: Journal, job: Job, made: Made, purpose: str) -> None:
    """Add the line of the register: a draft, the original, a copy or an extract."""
    head, written = made.head, made.written
    said: dict[str, Any] = {
        "kind": EXTRACT if job.issue.what is PrintAs.EXTRACT else JOURNAL,
        "year_id": head.year_id,
        "class_id": job.class_id,
        "document": written.path.stem,
        "pages": written.pages,
        "sheets": made.sheets,
        "sha256": written.sha256,
        "content": made.content,
        "chain_head": head.chain_head.hex(),
        "purpose": purpose,
        "uid": made.document,
        "parts": made.parts,
    }
    if job.paper.draft:
        journal.do(RecordDraft(**said))
        return
    if (basis := job.issue.basis) is not None:
        order = {"basis_number": basis.number, "basis_day": basis.day}
        said |= {**order, "requester": basis.requester}
    journal.do(RecordPrint(**said, what=job.issue.what))


def _refuse_early(journal: Journal, head: BookHead, issue: Issue) -> None:
    """Say so before an hour of printing, not after it; the command refuses once more."""
    if not journal.may(Right.BOOKS_PRINT):
        raise Refused("Официальный журнал печатает ответственный за ЭЖ (п. 4.3): у вас черновик.")
    if not head.year_is_closed and issue.what is not PrintAs.EXTRACT:
        raise Refused("Учебный год ещё не закрыт: журнал печатается только как черновик (п. 4.3).")
