"""What the pages of the window share: asking aside, writing in turn, telling what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from journal_desktop.commands.base import Command
from journal_desktop.domain.errors import JournalError
from journal_desktop.journal import Done
from journal_desktop.queries.base import Query
from journal_desktop.ui.kit.tab import Desk
from journal_desktop.ui.kit.tasks import while_there

T = TypeVar("T")


class ClosingPage(QWidget):
    """One page; `told` carries a sentence and whether it is an error."""

    told = Signal(str, bool)
    changed = Signal()
    """Something was written here: the other pages may show it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.year_id = 0
        self._busy = 0

    def load(self, year_id: int) -> None:
        """Show a year."""
        self.year_id = year_id
        self.read()

    def read(self) -> None:
        """Ask anew for what is shown."""

    def ask(self, query: Query[T], done: Callable[[T], None]) -> None:
        """Ask aside, under a waiting cursor."""
        journal = self.desk.journal
        self._wait(1)
        task = self.desk.run(lambda _: journal.ask(query))
        task.succeeded.connect(while_there(self, done))
        task.failed.connect(while_there(self, self.complain))
        task.finished.connect(while_there(self, lambda: self._wait(-1)))

    def send(self, commands: Sequence[Command], said: str) -> None:
        """Write one op, then read anew and say that it was done."""
        self._wait(1)

        def answered(_done: Done) -> None:
            self._wait(-1)
            self.told.emit(said, False)  # noqa: FBT003 - a signal takes no names
            self.read()
            self.changed.emit()

        def failed(error: JournalError) -> None:
            self._wait(-1)
            self.told.emit(str(error), True)  # noqa: FBT003 - as above
            self.read()

        here = while_there(self, answered), while_there(self, failed)
        self.desk.writer.send(commands, here[0], here[1], self)

    def open(self, dialog: QDialog) -> None:
        """Show a dialog over the window; it goes when it is closed."""
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def button(self, title: str, does: Callable[[], None]) -> QPushButton:
        """A button that Enter in a field does not press."""
        made = QPushButton(title)
        made.setAutoDefault(False)
        made.clicked.connect(does)
        return made

    def complain(self, error: Exception) -> None:
        """Say what did not work; a bug is the shell's."""
        if isinstance(error, JournalError):
            self.told.emit(str(error), True)  # noqa: FBT003 - a signal takes no names

    def _wait(self, step: int) -> None:
        self._busy += step
        if self._busy > 0:
            self.setCursor(Qt.CursorShape.BusyCursor)
        else:
            self.unsetCursor()
