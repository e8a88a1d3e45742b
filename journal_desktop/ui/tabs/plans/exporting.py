"""A plan as a workbook: what for, which file, then aside; the log comes first (R-1.9-01)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import platformdirs
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from journal_desktop.commands.exports import LogExport
from journal_desktop.domain.errors import JournalError
from journal_desktop.domain.exports import ExportKind
from journal_desktop.journal import Journal
from journal_desktop.queries.plan_papers import PlanPaperOf
from journal_desktop.queries.plans import PlanItem
from journal_desktop.ui.kit.opening import open_path
from journal_desktop.ui.kit.purpose import PurposeDialog
from journal_desktop.ui.kit.tab import Desk, Offer, Tone
from journal_desktop.ui.kit.tasks import Job, Progress

FOLDER: Final = "plans.folder"
KINDS: Final = "Книга Excel (*.xlsx)"
_UNFIT: Final = str.maketrans('/\\:*?"<>|', "---------")


class PlanExport(QObject):
    """From the purpose to the file."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._owner = desk, owner
        self.choose_file: Callable[[str], str] = self._choose_file

    def ask(self, item: PlanItem) -> None:
        """Ask what for."""
        dialog = PurposeDialog(f"КТП «{item.title}» в файл Excel", self._desk.prefs, self._owner)
        dialog.given.connect(partial(self._take, item))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, item: PlanItem, purpose: str) -> None:
        name = self.choose_file(f"КТП {item.title}.xlsx".translate(_UNFIT))
        if not name:
            return
        path = Path(name) if Path(name).suffix else Path(f"{name}.xlsx")
        self._desk.prefs.put(FOLDER, str(path.parent))
        task = self._desk.begin(_job(self._desk.journal, item, path, purpose), "Выгрузка КТП")
        task.succeeded.connect(partial(self._done, path))
        task.failed.connect(self._failed)

    def _choose_file(self, name: str) -> str:
        kept = Path(self._desk.prefs.get(FOLDER) or platformdirs.user_documents_dir())
        folder = kept if kept.is_dir() else Path.home()
        chosen, _ = QFileDialog.getSaveFileName(
            self._owner, "Куда записать", str(folder / name), KINDS
        )
        return chosen

    def _done(self, path: Path, _lines: int) -> None:
        show = Offer("Открыть", lambda: open_path(self._desk, path))
        self._desk.say(f"Готово: {path.name}", Tone.GOOD, show)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self._desk.say(str(error), Tone.BAD)


def _job(journal: Journal, item: PlanItem, path: Path, purpose: str) -> Job:
    """The plan with the days of an own page, or of the only one that follows it."""
    own = [use for use in item.uses if use.page_id in journal.actor.pages]
    use = next(iter(own), item.uses[0] if item.uses else None)

    def write(_progress: Progress) -> int:
        from journal_desktop.exchange.ktp_export import write_ktp  # noqa: PLC0415 - heavy

        paper = journal.ask(PlanPaperOf(item.id, use.id if use else None))
        subject = f"КТП {item.title}, {paper.plan.year}"
        journal.do(LogExport(ExportKind.PLAN, subject, purpose))
        return write_ktp(path, paper)

    return write
