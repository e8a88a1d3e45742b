"""«Журнал класса…» from the question to the file: dialog, job, buttons in the strip."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

import platformdirs
from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMainWindow

from journal_desktop.ui.kit.purpose import known_purposes, remember_purpose
from journal_desktop.ui.kit.tab import Offer, Tone
from journal_desktop.ui.kit.tasks import Job, Task
from journal_desktop.ui.shell.preferences import MachinePreferences
from journal_desktop.ui.shell.print_dialog import PrintDialog
from journal_desktop.ui.shell.sitting import ClassChoice, PrintOrder, Sitting
from journal_desktop.ui.shell.strip import Strip

FOLDER: Final = "print/folder"


class Run(Protocol):
    """Runs a job aside, with its title in the strip."""

    def __call__(self, job: Job, title: str = "") -> Task:
        """Start it."""


class PrintFlow(QObject):
    """Asks what to print, prints it aside and offers the result."""

    def __init__(
        self,
        window: QMainWindow,
        sitting: Sitting,
        prefs: MachinePreferences,
        strip: Strip,
        run: Run,
        class_shown: Callable[[], int | None],
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._prefs = window, sitting.printing, prefs
        self._strip, self._run, self._class_shown = strip, run, class_shown
        self.dialog: PrintDialog | None = None

    def ask(self) -> None:
        """Find out which classes there are, then show the dialog."""
        if self._desk is not None and self.dialog is None:
            desk = self._desk
            self._run(lambda _: desk.classes()).succeeded.connect(self._show)

    def _show(self, classes: tuple[ClassChoice, ...]) -> None:
        if self._desk is None or self.dialog is not None:
            return
        if not classes:
            self._strip.say("Нет классов, журнал которых вы можете напечатать.", Tone.WARNING)
            return
        kept = Path(self._prefs.get(FOLDER) or platformdirs.user_documents_dir())
        folder = kept if kept.is_dir() else Path.home()
        final = self._desk.may_be_final()
        known = known_purposes(self._prefs)
        self.dialog = PrintDialog(
            classes,
            folder,
            self._window,
            may_be_final=final,
            purposes=known,
            wanted=self._class_shown(),
        )
        self.dialog.ordered.connect(self._print)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _print(self, order: PrintOrder) -> None:
        if self._desk is None:
            return
        self._prefs.put(FOLDER, str(order.folder))
        remember_purpose(self._prefs, order.purpose)
        task = self._run(self._desk.job(order), "Печать")
        task.succeeded.connect(self._done)
        task.cancelled.connect(self._stopped)

    def _stopped(self) -> None:
        self._strip.say("Печать остановлена.", Tone.WARNING)

    def _done(self, files: tuple[Path, ...]) -> None:
        if not files:
            return
        first = files[0]
        what = f"Готово: {first.name}" if len(files) == 1 else f"Готово файлов: {len(files)}"
        offers = [Offer("В папку", lambda: self._open(first.parent))]
        if len(files) == 1:
            offers.insert(0, Offer("Открыть", lambda: self._open(first)))
        self._strip.say_with(what, Tone.GOOD, offers)

    def _open(self, path: Path) -> None:
        if not path.exists():
            self._strip.say(f"«{path}» там больше нет: напечатайте заново.", Tone.WARNING)
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._strip.say(f"На компьютере нечем открыть «{path}».", Tone.WARNING)
