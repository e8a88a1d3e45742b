"""A sheet as a file: what for, which file, then aside; the log comes first (R-1.9-01)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from journal_desktop.commands.exports import LogExport
from journal_desktop.domain.attendance_tables import AttendanceTable
from journal_desktop.domain.exports import ExportKind
from journal_desktop.exchange.listing import Listing, write_listing
from journal_desktop.journal import Journal
from journal_desktop.queries.school_name import SchoolName
from journal_desktop.ui.kit.purpose import PurposeDialog
from journal_desktop.ui.kit.tab import Desk
from journal_desktop.ui.kit.tasks import Job, Progress
from journal_desktop.ui.kit.to_file import ToFile

FOLDER: Final = "attendance.folder"


@dataclass(frozen=True)
class Wanted:
    """What is saved; `class_id` is None for a list of the school."""

    table: AttendanceTable
    kind: ExportKind
    class_id: int | None = None


class Saving(ToFile):
    """From the purpose to the file."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(desk, owner, FOLDER, (".xlsx", ".pdf", ".csv"))
        self.dialog: PurposeDialog | None = None

    def ask(self, wanted: Wanted) -> None:
        """Ask what for."""
        what = f"{wanted.table.title}. {'; '.join(wanted.table.notes)}"
        self.dialog = PurposeDialog(what, self._desk.prefs, self._owner)
        self.dialog.given.connect(partial(self._take, wanted))
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _take(self, wanted: Wanted, purpose: str) -> None:
        path = self.path_for(wanted.table.title)
        if path is None:
            return
        made = self._desk.clock()
        task = self._desk.begin(
            _job(self._desk.journal, wanted, path, purpose, f"{made:%d.%m.%Y %H:%M}"), "Выгрузка"
        )
        task.succeeded.connect(self.done)
        task.failed.connect(self.failed)


def _job(journal: Journal, wanted: Wanted, path: Path, purpose: str, made: str) -> Job:
    """Log it, then write it: nothing is in a file that is not in the log."""
    table = wanted.table

    def job(progress: Progress) -> Path:
        school = journal.ask(SchoolName())
        subject = f"{table.title}: {'; '.join(table.notes)}"
        journal.do(LogExport(wanted.kind, subject, purpose, wanted.class_id))
        if path.suffix.lower() == ".pdf":
            from journal_desktop.printing.attendance_print import (  # noqa: PLC0415 - reportlab is heavy
                AttendancePaper,
                attendance_pdf,
            )
            from journal_desktop.printing.office_paper import put_file  # noqa: PLC0415 - as above

            paper = AttendancePaper(table, school, journal.actor.name, made)
            return put_file(attendance_pdf(paper, progress.step), path)
        listing = Listing(
            table.title,
            school,
            journal.actor.name,
            journal.now().astimezone(journal.zone),
            table.columns,
            table.widths,
            table.notes,
        )
        write_listing(path, listing, table.rows)
        return path

    return job
