"""F4: asks for the history of the current cell and keeps the panel on it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from journal_desktop.domain.errors import JournalError
from journal_desktop.queries.history import CellHistory, HistoryLine
from journal_desktop.ui.kit.tab import Desk, Tone
from journal_desktop.ui.kit.tasks import Progress
from journal_desktop.ui.tabs.marks.history import HistoryPanel
from journal_desktop.ui.tabs.marks.model import SpreadModel
from journal_desktop.ui.tabs.marks.tips import cell_hint
from journal_desktop.ui.tabs.marks.view import SpreadView


class CellPast(QObject):
    """The history panel of the tab."""

    def __init__(self, desk: Desk, model: SpreadModel, view: SpreadView) -> None:
        super().__init__(view)
        self._desk, self._model, self._view = desk, model, view
        self._asked: tuple[int, int, int] | None = None
        self.panel = HistoryPanel()
        self.panel.closed.connect(self.panel.hide)

    def toggle(self) -> None:
        """Show the history of the current cell, or hide it."""
        if self.panel.isVisible():
            self.panel.hide()
        else:
            self._asked = None
            self._ask()

    def follow(self) -> None:
        """The current cell is another one."""
        if self.panel.isVisible():
            self._ask()

    def _ask(self) -> None:
        row, column = self._view.cursor_.here
        if row < 0 or not self._model.has_page:
            return
        sheet = self._model.sheet
        lesson = sheet.columns[column].lesson
        if lesson is None:
            self._desk.say("История показывается для клетки урока.", Tone.WARNING)
            return
        asked = (sheet.spread.title.id, lesson.id, sheet.pupils[row].id)
        self._asked = asked
        journal, where = self._desk.journal, cell_hint(sheet, row, column).where

        def job(_progress: Progress) -> tuple[HistoryLine, ...]:
            return journal.ask(CellHistory(*asked))

        def take(lines: tuple[HistoryLine, ...]) -> None:
            if self._asked == asked:
                self.panel.show_lines(where, lines, sheet.now.tzinfo)

        def fail(error: Exception) -> None:
            if not isinstance(error, JournalError):
                raise error
            self._desk.say(str(error), Tone.BAD)

        task = self._desk.run(job)
        task.succeeded.connect(take)
        task.failed.connect(fail)
