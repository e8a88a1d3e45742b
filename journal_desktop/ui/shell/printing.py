"""How the window prints: the dialog's order carried out by the print module."""

from __future__ import annotations

from pathlib import Path

from journal_desktop.access.policy import Right
from journal_desktop.journal import Journal
from journal_desktop.queries.books import PrintableClasses
from journal_desktop.queries.pages import SchoolYears
from journal_desktop.ui.kit.tasks import Job, Progress
from journal_desktop.ui.shell.sitting import ClassChoice, PrintOrder


class JournalPrintDesk:
    """Prints journals of the year that is under way."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def classes(self) -> tuple[ClassChoice, ...]:
        """Classes of this year and, after them, of the years before, named with their year."""
        choices: list[ClassChoice] = []
        years = self._journal.ask(SchoolYears())
        for number, year in enumerate(years):
            tail = f", {year.title}" if number else ""
            found = self._journal.ask(PrintableClasses(year.id))
            choices += [ClassChoice(group.class_id, f"{group.name}{tail}") for group in found]
        return tuple(choices)

    def may_be_final(self) -> bool:
        """Whether the person may print the official book."""
        return self._journal.may(Right.BOOKS_PRINT)

    def job(self, order: PrintOrder) -> Job:
        """Write one file a class."""

        def write(progress: Progress) -> tuple[Path, ...]:
            from journal_desktop.printing.page import Paper  # noqa: PLC0415 - reportlab is heavy
            from journal_desktop.printing.printed_class import (  # noqa: PLC0415 - reportlab is heavy
                print_class,
            )

            paper = Paper(draft=order.is_draft)
            return tuple(
                print_class(
                    self._journal,
                    class_id,
                    order.folder,
                    paper,
                    progress.step,
                    purpose=order.purpose,
                ).path
                for class_id in order.class_ids
            )

        return write
