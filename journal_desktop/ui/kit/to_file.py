"""Where a file is written: asked with the folder used last, and told with a way to open it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import platformdirs
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from journal_desktop.domain.errors import JournalError
from journal_desktop.domain.file_names import file_name
from journal_desktop.ui.kit.opening import open_path
from journal_desktop.ui.kit.tab import Desk, Offer, Tone

KINDS: Final = {
    ".xlsx": "Книга Excel (*.xlsx)",
    ".pdf": "Документ PDF (*.pdf)",
    ".csv": "Таблица CSV (*.csv)",
}


class ToFile(QObject):
    """Asks which file; `endings` are the kinds it may be, the first is usual."""

    def __init__(
        self, desk: Desk, owner: QWidget, folder: str, endings: tuple[str, ...] = (".xlsx", ".csv")
    ) -> None:
        super().__init__(owner)
        self._desk, self._owner = desk, owner
        self._folder, self._endings = folder, endings
        self.choose_file: Callable[[str], str] = self._choose_file

    def path_for(self, title: str) -> Path | None:
        """The file the person chooses, under a name made of the title; None for none."""
        chosen = self.choose_file(file_name(title) + self._endings[0])
        if not chosen:
            return None
        path = Path(chosen)
        self._desk.prefs.put(self._folder, str(path.parent))
        known = path.suffix.lower() in self._endings
        return path if known else path.with_name(f"{path.name}{self._endings[0]}")

    def done(self, path: Path) -> None:
        """Say that the file is there."""
        show = Offer("Открыть", lambda: open_path(self._desk, path))
        self._desk.say(f"Готово: {path.name}", Tone.GOOD, show)

    def failed(self, error: Exception) -> None:
        """Say why there is no file; a bug goes on."""
        if not isinstance(error, JournalError):
            raise error
        self._desk.say(str(error), Tone.BAD)

    def _choose_file(self, name: str) -> str:
        kept = Path(self._desk.prefs.get(self._folder) or platformdirs.user_documents_dir())
        folder = kept if kept.is_dir() else Path.home()
        kinds = ";;".join(KINDS[ending] for ending in self._endings)
        chosen, _ = QFileDialog.getSaveFileName(
            self._owner, "Куда записать", str(folder / name), kinds
        )
        return chosen
