"""Print the list of corrections of a year: ask the gate, lay out, write the file (domain 5.8)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from journal_desktop.domain.russian import short_date
from journal_desktop.journal import Journal
from journal_desktop.printing.correction_list import (
    TITLE,
    CorrectionPaper,
    correction_pages,
    paper_rows,
)
from journal_desktop.printing.fonts import typefaces
from journal_desktop.printing.pdfa import Imprint, write_pdf
from journal_desktop.queries.closing import SchoolHead, SchoolHeadOf
from journal_desktop.queries.corrections import CorrectionsOf

Step = Callable[[int, int, str], None]


def print_corrections(journal: Journal, year_id: int, path: Path, progress: Step) -> Path:
    """Write the list as PDF/A-1b.

    Raises:
        Refused: the person may not read it.
        BadFile: the folder or the disk does not take the file.
    """
    with journal.snapshot() as ask:
        head: SchoolHead = ask(SchoolHeadOf(year_id))
        found = ask(CorrectionsOf(year_id))
    made = journal.now().astimezone(journal.zone)
    paper = CorrectionPaper(
        head.school,
        head.school_year,
        head.officer,
        short_date(made.date(), year=True),
        paper_rows(found, journal.zone),
    )
    pages = correction_pages(paper, typefaces())
    return write_pdf(pages, path, Imprint(TITLE, head.school, made), progress).path
