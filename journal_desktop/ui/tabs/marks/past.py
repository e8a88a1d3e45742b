"""F4: asks for the history of the current cell, final mark or lesson and keeps the panel on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from journal_desktop.domain.errors import JournalError
from journal_desktop.domain.russian import short_date
from journal_desktop.queries.base import Query
from journal_desktop.queries.history import CellHistory
from journal_desktop.queries.row_history import FinalHistory, LessonHistory
from journal_desktop.ui.kit.tab import Desk, Tone
from journal_desktop.ui.kit.tasks import Progress
from journal_desktop.ui.tabs.marks.history import HistoryPanel
from journal_desktop.ui.tabs.marks.lessons import LessonsPanel
from journal_desktop.ui.tabs.marks.model import SpreadModel
from journal_desktop.ui.tabs.marks.tips import cell_hint
from journal_desktop.ui.tabs.marks.view import SpreadView


@dataclass(frozen=True)
class _Asked:
    """What the panel is to tell: the question, its words, and how the answer is shown."""

    query: Query[Any]
    where: str
    show: Callable[..., None]


class CellPast(QObject):
    """The history panel: of the cell, or of the lesson when the person is in its card."""

    def __init__(
        self, desk: Desk, model: SpreadModel, view: SpreadView, lessons: LessonsPanel
    ) -> None:
        super().__init__(view)
        self._desk, self._model, self._view, self._lessons = desk, model, view, lessons
        self._asked: Query[Any] | None = None
        self.panel = HistoryPanel()
        self.panel.closed.connect(self.panel.hide)

    def toggle(self) -> None:
        """Show the history of where the person is, or hide it."""
        if self.panel.isVisible():
            self.panel.hide()
        else:
            self._asked = None
            self._ask(self._lesson() if self._in_card() else self._cell())

    def follow(self) -> None:
        """The current cell is another one."""
        if self.panel.isVisible():
            self._ask(self._cell())

    def _in_card(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self._lessons.isAncestorOf(focus)

    def _lesson(self) -> _Asked | None:
        lesson = self._lessons.card.lesson
        if lesson is None:
            return None
        query = LessonHistory(self._model.sheet.spread.title.id, lesson.id)
        return _Asked(query, f"урок {short_date(lesson.day)}", self.panel.show_past)

    def _cell(self) -> _Asked | None:
        row, column = self._view.cursor_.here
        if row < 0 or not self._model.has_page:
            return None
        sheet = self._model.sheet
        page, pupil, what = sheet.spread.title.id, sheet.pupils[row].id, sheet.columns[column]
        where = cell_hint(sheet, row, column).where
        if what.lesson is not None:
            return _Asked(CellHistory(page, what.lesson.id, pupil), where, self.panel.show_lines)
        if what.period is None:
            return None
        final = FinalHistory(page, pupil, what.period.period_id, what.period.kind)
        return _Asked(final, where, self.panel.show_past)

    def _ask(self, asked: _Asked | None) -> None:
        if asked is None:
            return
        self._asked = asked.query
        journal, zone = self._desk.journal, self._model.sheet.now.tzinfo

        def job(_progress: Progress) -> object:
            return journal.ask(asked.query)

        def take(lines: object) -> None:
            if self._asked == asked.query:
                asked.show(asked.where, lines, zone)

        task = self._desk.run(job)
        task.succeeded.connect(take)
        task.failed.connect(partial(_fail, self._desk))


def _fail(desk: Desk, error: Exception) -> None:
    if not isinstance(error, JournalError):
        raise error
    desk.say(str(error), Tone.BAD)
