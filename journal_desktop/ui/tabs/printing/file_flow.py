"""From the question about a file (дело) to its volumes on disk."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from journal_desktop.domain.errors import JournalError
from journal_desktop.domain.russian import plural
from journal_desktop.journal import Journal
from journal_desktop.queries.pages import YearItem
from journal_desktop.ui.kit.opening import open_path
from journal_desktop.ui.kit.tab import Desk, Offer, Tone
from journal_desktop.ui.kit.tasks import Job, Progress
from journal_desktop.ui.tabs.printing.file_dialog import FileDialog, FileWish

TITLE: Final = "Дело"
Made = tuple[tuple[Path, ...], tuple[str, ...]]
"""The files, and what to look at."""


class FileFlow(QObject):
    """Asks, prints aside, tells."""

    printed = Signal()

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._owner = desk, owner
        self.dialog: FileDialog | None = None

    def ask(self, year: YearItem) -> None:
        """Ask which file of the year."""
        if self.dialog is not None:
            return
        owner = self._owner.window()
        dialog = FileDialog(self._desk, year.title, owner, closed=year.is_closed)
        dialog.given.connect(lambda wish: self._print(year.id, wish))
        dialog.finished.connect(self._asked)
        self.dialog = dialog
        dialog.open()

    def _asked(self) -> None:
        self.dialog = None

    def _print(self, year_id: int, wish: FileWish) -> None:
        task = self._desk.begin(_job(self._desk.journal, year_id, wish), TITLE)
        task.succeeded.connect(self._done)
        task.failed.connect(self._failed)
        task.cancelled.connect(lambda: self._desk.say("Печать дела остановлена.", Tone.WARNING))

    def _done(self, made: Made) -> None:
        paths, warnings = made
        count = len(paths)
        said = f"Готово: {count} {plural(count, 'файл', 'файла', 'файлов')}, {paths[0].name}."
        tone = Tone.WARNING if warnings else Tone.GOOD
        folder = Offer("Открыть папку", lambda: open_path(self._desk, paths[0].parent))
        self._desk.say(" ".join((said, *warnings[:1])), tone, folder)
        self.printed.emit()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self._desk.say(str(error), Tone.BAD)


def _job(journal: Journal, year_id: int, wish: FileWish) -> Job:
    def write(progress: Progress) -> Made:
        from journal_desktop.printing.files.gathered import (  # noqa: PLC0415 - reportlab is heavy
            FileOrder,
        )
        from journal_desktop.printing.files.printed import (  # noqa: PLC0415 - as above
            Part,
            print_file,
        )

        order = FileOrder(wish.first_grade, wish.last_grade, wish.index, wish.draft, wish.purpose)
        part = Part[wish.part.name]
        made = print_file(journal, year_id, wish.folder, part, order, progress.step)
        return tuple(one.path for one in made.written), made.warnings

    return write
