"""What the grid asks before it sends: why an old mark changes, on which order, why unlike."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMenu

from journal_desktop.domain.late_edits import LATE_REASONS
from journal_desktop.domain.russian import plural, short_date
from journal_desktop.ui.kit.tab import Desk
from journal_desktop.ui.tabs.marks.grounds import Question
from journal_desktop.ui.tabs.marks.model import SpreadModel
from journal_desktop.ui.tabs.marks.reason_dialog import ReasonDialog
from journal_desktop.ui.tabs.marks.sheet import Sheet
from journal_desktop.ui.tabs.marks.tips import cell_where
from journal_desktop.ui.tabs.marks.view import SpreadView

UNLIKE: Final = ("итоговые контрольные работы", "динамика", "решение педсовета")
OTHER: Final = "другая причина…"


class Questions(QObject):
    """One question at a time; until it is answered the cells keep what they hold."""

    def __init__(self, desk: Desk, model: SpreadModel, view: SpreadView) -> None:
        super().__init__(view)
        self._desk, self._model, self._view = desk, model, view
        self._waiting: deque[Question] = deque()
        self._asking = False
        self._last = ""
        model.late_wanted.connect(self._late)
        model.reason_wanted.connect(self._unlike)

    def _late(self, question: Question) -> None:
        """The dialog comes after the editor has closed: it would take the focus from it."""
        self._waiting.append(question)
        QTimer.singleShot(0, self, self._next)

    def _next(self) -> None:
        if self._asking or not self._waiting or not self._model.has_page:
            return
        question, sheet = self._waiting.popleft(), self._model.sheet
        dialog = ReasonDialog(self._reasons(), self._view.window())
        dialog.say(*late_words(sheet, question))

        def given(reason: str) -> None:
            self._last = reason
            self._model.answer(question, replace(question.grounds, reason=reason))

        self._asking = True
        dialog.given.connect(given)
        dialog.rejected.connect(lambda: self._go_back(question))
        dialog.finished.connect(self._answered)
        dialog.open()

    def _answered(self) -> None:
        self._asking = False
        self._view.open_cell().setFocus()
        QTimer.singleShot(0, self, self._next)

    def _go_back(self, question: Question) -> None:
        place = self._model.sheet.places().get(next(iter(question.texts)))
        if place is not None:
            self._view.cursor_.to(*place)

    def _reasons(self) -> tuple[str, ...]:
        """Ready reasons, the last one given in this sitting first."""
        others = tuple(reason for reason in LATE_REASONS if reason != self._last)
        return (self._last, *others) if self._last else others

    def _unlike(self, question: Question) -> None:
        """A final mark differs from the proposal: the reason is kept with it (domain 5.7)."""
        menu = QMenu(self._view)
        head = menu.addAction(unlike_words(self._model.sheet, question))
        head.setEnabled(False)
        for number, reason in enumerate((*UNLIKE, OTHER), start=1):
            menu.addAction(f"&{number}  {reason}").setData(reason)

        def chosen(action: QAction) -> None:
            reason = action.data()
            if reason == OTHER:
                reason, agreed = QInputDialog.getText(
                    self._view, "Причина", "Почему отметка отличается от предложенной:"
                )
                if not agreed or not reason.strip():
                    return
            self._model.answer(question, replace(question.grounds, reason=reason))

        menu.triggered.connect(chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(below_cell(self._view))
        menu.setActiveAction(menu.actions()[1])


def unlike_words(sheet: Sheet, question: Question) -> str:
    """Whose mark differs from the proposal: the current cell may have gone on already."""
    if len(question.texts) > 1:
        return f"Отличаются от предложенных: {len(question.texts)}. Почему?"
    ((key, text),) = question.texts.items()
    places = sheet.places()
    name = sheet.pupils[places[key][0]].name if key in places else ""
    return f"{name}: «{text}» отличается от предложенной. Почему?".removeprefix(": ")


def below_cell(view: SpreadView) -> QPoint:
    """The corner under the current cell, on the screen."""
    grid = view.open_cell()
    box = grid.visualRect(grid.currentIndex())
    return grid.viewport().mapToGlobal(box.bottomLeft())


def late_words(sheet: Sheet, question: Question) -> tuple[str, str]:
    """What changes, and why that asks for a reason."""
    places = sheet.places()
    cells = {places[key]: text for key, text in question.texts.items() if key in places}
    late = {cell: found for cell, text in cells.items() if (found := sheet.late_edits(*cell, text))}
    days = sheet.spread.title.late_edit_days
    term = f"больше {days} {plural(days, 'дня', 'дней', 'дней')} назад" if days else "не сегодня"
    clause = "исправление записывают с причиной (п. 3.2.5)."
    if len(cells) == 1:
        cell, text = next(iter(cells.items()))
        head = f"{cell_where(sheet, *cell)}: {sheet.shown(*cell) or 'пусто'} → {text or 'пусто'}"
        return head, f"Отметка поставлена {_day(late.get(cell))}{term}: {clause}"
    return f"Прежних отметок изменится: {len(late) or len(cells)}", f"Поставлены {term}: {clause}"


def _day(found: tuple[tuple[str, date], ...] | None) -> str:
    return f"{short_date(found[0][1], year=True)}, " if found else ""
