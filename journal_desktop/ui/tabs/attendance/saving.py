"""A sheet as a file: what for, which file, then aside; the log comes first (R-1.9-01)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import platformdirs
from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from journal_desktop.commands.exports import LogExport
from journal_desktop.domain.attendance_tables import AttendanceTable
from journal_desktop.domain.errors import JournalError
from journal_desktop.domain.exports import ExportKind
from journal_desktop.exchange.listing import Listing, write_listing
from journal_desktop.journal import Journal
from journal_desktop.queries.school_name import SchoolName
from journal_desktop.ui.kit.purpose import PurposeDialog
from journal_desktop.ui.kit.tab import Desk, Offer, Tone
from journal_desktop.ui.kit.tasks import Job, Progress

FOLDER: Final = "attendance.folder"
KINDS: Final = "Книга Excel (*.xlsx);;Документ PDF (*.pdf);;Таблица CSV (*.csv)"


@dataclass(frozen=True)
class Wanted:
    """What is saved; `class_id` is None for a list of the school."""

    table: AttendanceTable
    kind: ExportKind
    class_id: int | None = None


class Saving(QObject):
    """From the purpose to the file."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._owner = desk, owner
        self.dialog: PurposeDialog | None = None
        self.choose_file: Callable[[str], str] = self._choose_file

    def ask(self, wanted: Wanted) -> None:
        """Ask what for."""
        what = f"{wanted.table.title}. {'; '.join(wanted.table.notes)}"
        self.dialog = PurposeDialog(what, self._desk.prefs, self._owner)
        self.dialog.given.connect(partial(self._take, wanted))
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _take(self, wanted: Wanted, purpose: str) -> None:
        plain = re.sub(r'[<>:"/\\|?*\x00-\x1f]+', "-", wanted.table.title)
        name = self.choose_file(f"{plain}.xlsx")
        if not name:
            return
        path = Path(name) if Path(name).suffix else Path(f"{name}.xlsx")
        self._desk.prefs.put(FOLDER, str(path.parent))
        made = self._desk.clock()
        task = self._desk.begin(
            _job(self._desk.journal, wanted, path, purpose, f"{made:%d.%m.%Y %H:%M}"), "Выгрузка"
        )
        task.succeeded.connect(self._done)
        task.failed.connect(self._failed)

    def _choose_file(self, name: str) -> str:
        kept = Path(self._desk.prefs.get(FOLDER) or platformdirs.user_documents_dir())
        folder = kept if kept.is_dir() else Path.home()
        chosen, _ = QFileDialog.getSaveFileName(
            self._owner, "Куда записать", str(folder / name), KINDS
        )
        return chosen

    def _done(self, path: Path) -> None:
        def show() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        self._desk.say(f"Готово: {path.name}", Tone.GOOD, Offer("Открыть", show))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self._desk.say(str(error), Tone.BAD)


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
