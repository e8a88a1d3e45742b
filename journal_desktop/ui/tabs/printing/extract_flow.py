"""From the question about an extract to its file (R-4.6-01)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from journal_desktop.domain.errors import JournalError
from journal_desktop.domain.prints import PrintAs
from journal_desktop.journal import Journal
from journal_desktop.queries.pages import PageItem, PagesOf, YearItem
from journal_desktop.ui.kit.opening import open_path
from journal_desktop.ui.kit.tab import Desk, Offer, Tone
from journal_desktop.ui.kit.tasks import Job, Progress
from journal_desktop.ui.tabs.printing.extract_dialog import ExtractDialog, ExtractWish
from journal_desktop.ui.tabs.printing.order import Chosen

TITLE: Final = "Выписка"


class ExtractFlow(QObject):
    """Asks, prints aside, tells."""

    printed = Signal()

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._owner = desk, owner
        self.dialog: ExtractDialog | None = None

    def ask(self, year: YearItem, chosen: Chosen) -> None:
        """Read the pages of the class, then ask what of them is wanted."""
        journal = self._desk.journal
        task = self._desk.run(lambda _progress: _pages(journal, year, chosen.class_id))
        task.succeeded.connect(lambda pages: self._ask(year, chosen, pages))
        task.failed.connect(self._failed)

    def _ask(self, year: YearItem, chosen: Chosen, pages: tuple[PageItem, ...]) -> None:
        if self.dialog is not None:
            return
        if not pages:
            self._desk.say(f"У {chosen.name} нет страниц журнала.", Tone.WARNING)
            return
        dialog = ExtractDialog(self._desk, chosen.name, year, pages, self._owner.window())
        dialog.given.connect(lambda wish: self._print(chosen.class_id, wish))
        dialog.finished.connect(self._asked)
        self.dialog = dialog
        dialog.open()

    def _asked(self) -> None:
        self.dialog = None

    def _print(self, class_id: int, wish: ExtractWish) -> None:
        task = self._desk.begin(_job(self._desk.journal, class_id, wish), TITLE)
        task.succeeded.connect(self._done)
        task.failed.connect(self._failed)
        task.cancelled.connect(lambda: self._desk.say("Печать выписки остановлена.", Tone.WARNING))

    def _done(self, path: Path) -> None:
        show = Offer("Открыть", lambda: open_path(self._desk, path))
        self._desk.say(f"Готово: {path.name}", Tone.GOOD, show)
        self.printed.emit()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self._desk.say(str(error), Tone.BAD)


def _pages(journal: Journal, year: YearItem, class_id: int) -> tuple[PageItem, ...]:
    return tuple(page for page in journal.ask(PagesOf(year.id)) if page.class_id == class_id)


def _job(journal: Journal, class_id: int, wish: ExtractWish) -> Job:
    def write(progress: Progress) -> Path:
        from journal_desktop.printing.job import Issue, Range  # noqa: PLC0415 - reportlab is heavy
        from journal_desktop.printing.job import Job as Print  # noqa: PLC0415 - as above
        from journal_desktop.printing.page import Paper  # noqa: PLC0415 - as above
        from journal_desktop.printing.printed_extract import print_extract  # noqa: PLC0415 - as above

        extract = Range(wish.page_ids, wish.begins, wish.ends)
        issue = Issue(PrintAs.EXTRACT, wish.basis, extract)
        order = Print(class_id, wish.folder, Paper(draft=wish.draft), issue=issue)
        return print_extract(journal, order, wish.purpose, progress.step).path

    return write
