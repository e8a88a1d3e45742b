"""A class's journal laid out to be looked at before it is a file: the very pages of the print.

Source: R-4.3-01; nothing is written and nothing registered, whoever may print may look.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from journal_desktop.journal import Journal
from journal_desktop.printing.draw import Step, draw
from journal_desktop.printing.fonts import typefaces
from journal_desktop.printing.ledger.gathered import PAPERS, Setting, pages_of
from journal_desktop.printing.ledger.printed import title_of
from journal_desktop.printing.ledger.tables import Variant
from journal_desktop.printing.options import BookOptions
from journal_desktop.printing.page import Kind, Page, Paper
from journal_desktop.printing.paginate import Mark, lay_out
from journal_desktop.printing.printed_class import gather
from journal_desktop.printing.rest import collector_at_rest
from journal_desktop.queries.ledgers import LedgerOf


@dataclass(frozen=True, slots=True)
class Shown:
    """A laid-out document and where its sections begin."""

    title: str
    pages: tuple[Page, ...]
    marks: tuple[Mark, ...]

    @property
    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height of every page in points."""
        return tuple(page.size for page in self.pages)

    def where(self, number: int) -> str:
        """«лист 6», «оборот листа 6», "" for the certifying sheet; `number` is from 0."""
        page = self.pages[number]
        if page.sheet is not None:
            return f"лист {page.sheet}"
        before = self.pages[number - 1].sheet if number and page.kind is not Kind.LAST else None
        return f"оборот листа {before}" if before else ""

    def pdf(self, progress: Step, count: int | None = None) -> bytes:
        """The first pages, or all of them, as a PDF."""
        with collector_at_rest():
            return draw(self.pages[:count], progress)


def show_ledger(journal: Journal, class_id: int, letter: str, *, draft: bool) -> Shown:
    """The summary ledger of a class in the form of that letter, as it would be printed now.

    Raises:
        Refused: the person may not see this ledger.
    """
    sheet, variant = journal.ask(LedgerOf(class_id)), Variant(letter)
    paper = replace(PAPERS[variant], draft=draft)
    made = journal.now().astimezone(journal.zone)
    with collector_at_rest():
        pages = pages_of(sheet, Setting(variant, paper, made))
    title = title_of(sheet)
    return Shown(title, pages, (Mark(title, 1),))


def show_class(
    journal: Journal, class_id: int, paper: Paper, options: BookOptions, progress: Step
) -> Shown:
    """The journal of a class as it would be printed now; a draft while the year is not closed.

    Raises:
        Refused: the person may not print this class.
        Invalid: the class has no journal pages.
    """
    with collector_at_rest():
        with journal.snapshot() as ask:
            gathered = gather(ask, class_id, progress, options)
        laid = lay_out(gathered.book, paper, typefaces())
    head = gathered.head
    title = f"Журнал {head.class_name}, {head.school_year} учебный год"
    return Shown(title, *laid)
