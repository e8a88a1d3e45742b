"""What the keys of the day do beyond typing: copy, paste, fill down."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from journal_desktop.domain.attendance import LETTERS
from journal_desktop.domain.marks import from_paste
from journal_desktop.domain.russian import plural
from journal_desktop.ui.kit.block import Cell, copied, filled_from, laid_out
from journal_desktop.ui.kit.grid import GridView
from journal_desktop.ui.kit.pasting import too_long
from journal_desktop.ui.kit.tab import Desk, Tone
from journal_desktop.ui.tabs.attendance.model import DayModel

MOST: Final = 20_000
"""Signs of a clipboard: a class of 60 by 12 lessons is far less."""


class DayDeeds(QObject):
    """Actions on the chosen block of the day."""

    def __init__(self, desk: Desk, model: DayModel, view: GridView) -> None:
        super().__init__(view)
        self._desk, self._model, self._view = desk, model, view

    def copy(self) -> None:
        """Ctrl+C: the block as a spreadsheet takes it."""
        block = self._view.cursor_.block()
        QGuiApplication.clipboard().setText(copied(block, self._model.text_at))
        count = len(block)
        self._desk.say(f"Скопировано: {count} {plural(count, 'клетка', 'клетки', 'клеток')}.")

    def paste(self) -> None:
        """Ctrl+V: letters from a spreadsheet, all of them or none, as one op."""
        clipboard = QGuiApplication.clipboard()
        if why := too_long(clipboard.mimeData(), MOST):
            self._desk.say(why, Tone.BAD)
            return
        texts, refused = self._judged(laid_out(clipboard.text(), self._view.cursor_.block()))
        if refused:
            self._desk.say(f"Не вставлено ничего. {refused[0]}", Tone.BAD)
        elif not texts:
            self._desk.say("Вставлять нечего: значения уже такие же или буфер пуст.")
        elif self._model.put(texts):
            count = len(texts)
            noun = plural(count, "клетка", "клетки", "клеток")
            self._desk.say(f"Вставлено: {count} {noun}. Отменить – Ctrl+Z.", Tone.GOOD)

    def fill_down(self) -> None:
        """Ctrl+D: the first row of the block downwards; one cell takes the one above it."""
        block = self._view.cursor_.block()
        source = filled_from(block)
        state = self._model.state
        texts = {
            (row, column): letter
            for row, column in block
            if row != source
            and source >= 0
            and (letter := state.text(source, column))
            and not state.why_locked(row, column)
        }
        if texts:
            self._model.put(texts)

    def _judged(self, wanted: dict[Cell, str]) -> tuple[dict[Cell, str], list[str]]:
        model, texts, refused = self._model, {}, []
        for (row, column), value in wanted.items():
            letter = from_paste(value)
            if not letter or letter == "·":
                continue
            if row >= model.rowCount() or column >= model.columnCount():
                refused.append(f"«{value.strip()}»: за краем таблицы.")
            elif why := model.why_locked(row, column) or model.refusal(row, column, letter):
                refused.append(f"{model.names[row].name}: {why}")
            elif letter in LETTERS and letter != model.state.text(row, column):
                texts[row, column] = letter
        return texts, refused
