"""What the keys of the sheet do beyond typing: copy, paste, fill down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.health_entry import canonical
from journal_desktop.domain.russian import plural
from journal_desktop.ui.kit.block import Cell, copied, filled_from, laid_out
from journal_desktop.ui.kit.grid import GridView
from journal_desktop.ui.kit.tab import Desk, Tone
from journal_desktop.ui.tabs.health.model import HealthModel

OUTSIDE: Final = "за краем таблицы"


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a paste would write; nothing is written when anything is refused."""

    texts: dict[Cell, str]
    refused: tuple[str, ...]


class GridDeeds(QObject):
    """Actions on the chosen block of the sheet."""

    def __init__(self, desk: Desk, model: HealthModel, view: GridView) -> None:
        super().__init__(view)
        self._desk, self._model, self._view = desk, model, view

    def copy(self) -> None:
        """Ctrl+C: the block as a spreadsheet takes it."""
        block = self._view.cursor_.block()
        QGuiApplication.clipboard().setText(copied(block, self._said))
        count = len(block)
        self._desk.say(f"Скопировано: {count} {plural(count, 'клетка', 'клетки', 'клеток')}.")

    def paste(self) -> None:
        """Ctrl+V: a block from a spreadsheet, all of it or nothing, as one op."""
        text = QGuiApplication.clipboard().text()
        paste = pasted(self._model, text, self._view.cursor_.block())
        if paste.refused:
            more = len(paste.refused) - 1
            tail = f" И ещё {more}." if more else ""
            self._desk.say(f"Не вставлено ничего. {paste.refused[0]}{tail}", Tone.BAD)
        elif not paste.texts:
            self._desk.say("Вставлять нечего: значения уже такие же или буфер пуст.")
        elif self._model.put(paste.texts):
            count = len(paste.texts)
            noun = plural(count, "клетка", "клетки", "клеток")
            self._desk.say(f"Вставлено: {count} {noun}. Отменить – Ctrl+Z.", Tone.GOOD)

    def fill_down(self) -> None:
        """Ctrl+D: the first row of the block downwards; one cell takes the one above it."""
        block = self._view.cursor_.block()
        source = filled_from(block)
        if source < 0:
            return
        texts = {
            (row, column): self._model.sheet.text(source, column)
            for row, column in block
            if row != source and not self._model.why_locked(row, column)
        }
        if texts:
            self._model.put(texts)

    def _said(self, row: int, column: int) -> str:
        return self._model.sheet.text(row, column) or self._model.text_at(row, column)


def pasted(model: HealthModel, text: str, block: list[Cell]) -> Pasted:
    """What the text would write from the first chosen cell on; locked columns change nothing."""
    return _judged(model, laid_out(text, block))


def _judged(model: HealthModel, wanted: dict[Cell, str]) -> Pasted:
    sheet, texts, refused = model.sheet, {}, []
    for (row, column), value in wanted.items():
        if row >= len(sheet.rows) or column >= len(sheet.columns):
            if value.strip():
                refused.append(f"«{value.strip()}»: {OUTSIDE}.")
            continue
        place = sheet.place(row, column)
        if place is None or model.why_locked(row, column):
            continue
        try:
            ready = canonical(place[1], value, sheet.today)
        except Invalid as error:
            refused.append(f"{sheet.rows[row].advice.name}: {error}")
            continue
        if ready != sheet.shown(place):
            texts[row, column] = ready
    return Pasted(texts, tuple(refused))
