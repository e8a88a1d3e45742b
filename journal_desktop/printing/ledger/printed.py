"""Print the summary ledger of a class: ask the gate, lay out, write, register (R-4.4-01).

The official one only when every pupil has a decision with its order, no mark is missing and the
year is closed (R-3.2.4-13); before that «ЧЕРНОВИК».
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from journal_desktop.access.policy import Right
from journal_desktop.commands.files import RecordLedger, RecordLedgerDraft
from journal_desktop.domain.errors import Refused
from journal_desktop.domain.file_names import file_name
from journal_desktop.domain.files import Filed
from journal_desktop.domain.prints import COPY_MARK, LEDGER, Basis, PrintAs
from journal_desktop.journal import Journal
from journal_desktop.printing.batch.shelf import Shelf
from journal_desktop.printing.ledger.gathered import PAPERS, Setting, content_of, pages_of
from journal_desktop.printing.ledger.tables import Variant
from journal_desktop.printing.ledger.workbook import write_workbook
from journal_desktop.printing.pdfa import Imprint, Written, write_pdf
from journal_desktop.queries.ledgers import LedgerOf, LedgerSheet

Step = Callable[[int, int, str], None]
_DRAFT: Final = " черновик"


@dataclass(frozen=True, slots=True)
class LedgerOrder:
    """How a ledger is asked for: form, draft or official, what for, a workbook beside it.

    `basis` is the order of a copy: the original of a form is printed once (R-4.6-01).
    """

    variant: Variant = Variant.A
    draft: bool = False
    purpose: str = ""
    workbook: bool = False
    basis: Basis | None = None

    @property
    def copied_by(self) -> Basis | None:
        """The order of a copy; a draft needs none."""
        return None if self.draft else self.basis


@dataclass(frozen=True, slots=True)
class PrintedLedger:
    """The file, what to look at, and the workbook if it was asked for."""

    written: Written
    warnings: tuple[str, ...]
    workbook: Path | None = None


def print_ledger(
    journal: Journal, class_id: int, folder: Path, order: LedgerOrder, progress: Step
) -> PrintedLedger:
    """Write «Ведомость 5А 2025-2026.pdf» into the folder and register the print.

    Raises:
        Refused: no right, or the ledger cannot be official yet; the reasons are named.
        BadFile: the folder or the disk does not take the file.
    """
    sheet = journal.ask(LedgerOf(class_id))
    if not order.draft:
        refuse_unready(journal, sheet)
    with Shelf(folder) as shelf:
        made = _write(journal, sheet, shelf.place, order, progress)
        workbook = None
        if order.workbook:
            workbook = write_workbook(sheet, made.path.with_suffix(".xlsx"), journal)

        def register() -> None:
            journal.do(record(sheet, made, order))

        path = shelf.put(made.path, register)
        if workbook is not None:
            workbook = shelf.put(workbook, lambda: None)
    return PrintedLedger(replace(made, path=path), sheet.warnings, workbook)


def refuse_unready(journal: Journal, sheet: LedgerSheet) -> None:
    """Say so before anything is laid out; the command refuses once more.

    Raises:
        Refused: the person or the data do not allow an official ledger.
    """
    if not journal.may(Right.BOOKS_PRINT):
        raise Refused(
            "Официальную ведомость печатает ответственный за ЭЖ (п. 4.4): у вас черновик."
        )
    if sheet.obstacles:
        raise Refused(
            f"Ведомость {sheet.class_name} класса печатается только как черновик. "
            + " ".join(sheet.obstacles)
        )


def record(
    sheet: LedgerSheet, written: Written, order: LedgerOrder, filed: Filed | None = None
) -> RecordLedgerDraft | RecordLedger:
    """The line of the register; `filed` when the ledger was printed inside a volume."""
    kind = RecordLedgerDraft if order.draft else RecordLedger
    document, pages = written.path.stem, written.pages
    sheets = PAPERS[order.variant].sheet(pages)
    if filed:
        sheets = filed.document.sheets
        noun = "лист" if sheets == 1 else "листы"
        document = f"Ведомость {sheet.class_name}: {document}, {noun} {filed.range}"
        pages = 2 * sheets
    line = kind(
        kind=LEDGER,
        year_id=sheet.year_id,
        class_id=sheet.class_id,
        document=document,
        pages=pages,
        sheets=sheets,
        sha256=written.sha256,
        content=content_of(sheet),
        chain_head=sheet.chain_head.hex(),
        purpose=order.purpose,
    )
    basis = order.copied_by
    if basis is None or not isinstance(line, RecordLedger):
        return line
    return replace(
        line,
        what=PrintAs.COPY,
        basis_number=basis.number,
        basis_day=basis.day,
        requester=basis.requester,
    )


def _write(
    journal: Journal, sheet: LedgerSheet, folder: Path, order: LedgerOrder, progress: Step
) -> Written:
    made = journal.now().astimezone(journal.zone)
    paper = replace(PAPERS[order.variant], draft=order.draft)
    pages = pages_of(sheet, Setting(order.variant, paper, made, order.copied_by))
    form = "" if order.variant is Variant.A else f" вариант {order.variant.value}"
    name = f"Ведомость {sheet.class_name} {sheet.school_year.replace('/', '-')}{form}"
    tail = _DRAFT if order.draft else f" {COPY_MARK}" if order.copied_by else ""
    return write_pdf(
        pages,
        folder / f"{file_name(name)}{tail}.pdf",
        Imprint(title_of(sheet), sheet.school, made),
        lambda done, total, what: progress(done, total, f"{sheet.class_name}: {what.lower()}"),
        check=not order.draft,
    )


def title_of(sheet: LedgerSheet) -> str:
    """«Сводная ведомость учёта успеваемости 5А класса, 2025/2026»."""
    return f"Сводная ведомость учёта успеваемости {sheet.class_name} класса, {sheet.school_year}"
