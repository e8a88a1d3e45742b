"""A list as a file: what for, which file, then page after page aside; the log comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from journal_desktop.commands.exports import LogExport
from journal_desktop.domain.exports import ExportKind
from journal_desktop.exchange.listing import Listing, write_listing
from journal_desktop.journal import Journal
from journal_desktop.ui.kit.purpose import PurposeDialog
from journal_desktop.ui.kit.tab import Desk, Tone
from journal_desktop.ui.kit.tasks import Job, Progress
from journal_desktop.ui.kit.to_file import ToFile

FOLDER: Final = "audit.folder"
MOST: Final = 50_000
"""Rows of one file; more is asked for by fewer days."""
Rows = Iterator[Sequence[str]]
Reading = Callable[[Progress, int | None], Rows]
"""Reads the rows; of actions only those before the one that logs the export."""


@dataclass(frozen=True)
class Wanted:
    """What is saved: the heading, the rows, and what the log is told."""

    kind: ExportKind
    listing: Listing
    rows: Reading
    class_id: int | None = None


class Saving(ToFile):
    """From the purpose to the file."""

    saved = Signal(object)
    """The Path written."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(desk, owner, FOLDER)
        self.dialog: PurposeDialog | None = None

    def ask(self, wanted: Wanted) -> None:
        """Ask what for."""
        what = f"{wanted.listing.title}. {'; '.join(wanted.listing.notes)}"
        self.dialog = PurposeDialog(what, self._desk.prefs, self._owner)
        self.dialog.given.connect(partial(self._take, wanted))
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def save_plain(self, listing: Listing, rows: Sequence[Sequence[str]]) -> None:
        """Save what holds no personal data: nothing is logged."""
        path = self.path_for(f"{listing.title} {listing.made:%Y-%m-%d}")
        if path is not None:
            task = self._desk.run(lambda _progress: write_listing(path, listing, rows))
            task.succeeded.connect(partial(self._counted, path))
            task.failed.connect(self.failed)

    def _take(self, wanted: Wanted, purpose: str) -> None:
        made = wanted.listing.made
        path = self.path_for(f"{wanted.listing.title} {made:%Y-%m-%d}")
        if path is None:
            return
        job = _job(self._desk.journal, wanted, path, purpose)
        task = self._desk.begin(job, "Выгрузка")
        self._desk.say(f"Записываем {path.name}…")
        task.succeeded.connect(partial(self._counted, path))
        task.failed.connect(self.failed)
        task.cancelled.connect(self._stopped)

    def _counted(self, path: Path, count: int) -> None:
        limit = f" (первые {MOST})" if count >= MOST else ""
        self._desk.say(f"Готово: {path.name}, строк: {count}{limit}.", Tone.GOOD)
        if isValid(self):  # the person may have closed the list meanwhile
            self.saved.emit(path)

    def _stopped(self) -> None:
        self._desk.say("Выгрузка остановлена: файла нет.", Tone.WARNING)


def _job(journal: Journal, wanted: Wanted, path: Path, purpose: str) -> Job:
    def write(progress: Progress) -> int:
        subject = f"{wanted.listing.title}: {'; '.join(wanted.listing.notes)}"
        logged = journal.do(LogExport(wanted.kind, subject, purpose, wanted.class_id))
        return write_listing(path, wanted.listing, wanted.rows(progress, logged.op_id))

    return write
