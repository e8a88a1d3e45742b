"""What «Файл» offers about accounts: one's own logins, the medical key, everybody's accounts."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QMainWindow

from journal_desktop.queries import accounts as asked
from journal_desktop.ui.accounts.own import MedicalKeyDialog, OwnLogins
from journal_desktop.ui.accounts.window import AccountsWindow
from journal_desktop.ui.kit.bus import Bus
from journal_desktop.ui.kit.tab import Say, Tone
from journal_desktop.ui.shell.run import Run
from journal_desktop.ui.shell.sitting import Sitting

SEALED = frozenset({"health_sheet"})


class OwnAccount(QObject):
    """Opens the dialogs; each is made when it is wanted and goes when it is closed."""

    def __init__(self, window: QMainWindow, sitting: Sitting, say: Say, run: Run, bus: Bus) -> None:
        super().__init__(window)
        self._window, self._sitting = window, sitting
        self._say, self._run, self._bus = say, run, bus
        self.dialog: QDialog | None = None

    def show_logins(self) -> None:
        """«Мои входы…»."""
        journal = self._sitting.journal

        def show(lines: tuple[asked.LoginLine, ...]) -> None:
            self._open(OwnLogins(lines, journal.zone, self._window))

        task = self._run(lambda _: journal.ask(asked.OwnLogins()), "")
        task.succeeded.connect(show)

    def ask_medical_key(self) -> None:
        """«Медицинский ключ…»: for a medical worker who came in without it."""
        take = self._sitting.take_medical
        if take is None:
            return
        if self._sitting.journal.medical is not None:
            self._say("Медицинский ключ уже открыт.")
            return
        dialog = MedicalKeyDialog(take, self._window)
        dialog.taken.connect(self._taken)
        self._open(dialog)

    def open_accounts(self) -> None:
        """«Учётные записи…»."""
        sitting = self._sitting
        if sitting.accounts is not None:
            window = AccountsWindow(sitting.accounts, sitting.school, sitting.person, self._window)
            self._open(window)

    def _taken(self, _key: object) -> None:
        self._say("Медицинский ключ открыт и заперт вашим паролем.", Tone.GOOD)
        self._bus.changed.emit(SEALED, None)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
