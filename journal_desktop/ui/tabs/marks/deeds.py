"""What the keys of the grid do beyond typing: copy, paste, fill, comment."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from journal_desktop.domain.russian import plural
from journal_desktop.ui.kit.pasting import too_long
from journal_desktop.ui.kit.tab import Desk, Tone
from journal_desktop.ui.tabs.marks.clipboard import copied, pasted
from journal_desktop.ui.tabs.marks.columns import Sort
from journal_desktop.ui.tabs.marks.comment import CommentBox
from journal_desktop.ui.tabs.marks.paste_dialog import PasteDialog
from journal_desktop.ui.tabs.marks.questions import below_cell
from journal_desktop.ui.tabs.marks.tips import cell_hint
from journal_desktop.ui.tabs.marks.view import SpreadView
from journal_desktop.ui.tabs.marks.writes import CellWrites

LONGEST = 100_000
"""Letters of a pasted block: ten times the largest page of a year."""


class GridDeeds(QObject):
    """Actions on the chosen block of the grid."""

    def __init__(self, desk: Desk, writes: CellWrites, view: SpreadView) -> None:
        super().__init__(view)
        self._desk, self._writes, self._view = desk, writes, view
        self._model = writes.model

    def copy(self) -> None:
        """Ctrl+C: the block as a spreadsheet takes it."""
        block = self._view.cursor_.block()
        QGuiApplication.clipboard().setText(copied(self._model.sheet, block))
        count = len(block)
        self._desk.say(f"Скопировано: {count} {plural(count, 'клетка', 'клетки', 'клеток')}.")

    def paste(self) -> None:
        """Ctrl+V: one value at once, a block after a look at what it changes."""
        mime = QGuiApplication.clipboard().mimeData()
        if reason := too_long(mime, LONGEST):
            self._desk.say(reason, Tone.WARNING)
            return
        text = mime.text()
        paste = pasted(self._model.sheet, text, self._view.cursor_.block())
        if not paste.texts and not paste.refused:
            self._desk.say("Вставлять нечего: значения уже такие же или буфер пуст.")
            return
        if len(paste.texts) == 1 and not paste.refused:
            self._model.put(paste.texts)
            return
        dialog = PasteDialog(paste, self._view.window())
        keyed = {self._model.sheet.key(*cell): text for cell, text in paste.texts.items()}

        def take() -> None:
            places = self._model.sheet.places()
            self._model.put_sure(
                {places[key]: text for key, text in keyed.items() if key in places}
            )

        dialog.accepted.connect(take)
        dialog.open()

    def fill_down(self) -> None:
        """Ctrl+D: the first row of the block downwards; one cell takes the one above it."""
        block = self._view.cursor_.block()
        if not block:
            return
        top = min(row for row, _ in block)
        single = max(row for row, _ in block) == top
        source = top - 1 if single else top
        if source < 0:
            return
        texts = {
            (row, column): self._model.sheet.shown(source, column)
            for row, column in block
            if row != source and not self._model.why_locked(row, column)
        }
        if texts:
            self._model.put(texts)

    def accept_proposals(self) -> None:
        """Take the proposed marks of the whole final column, or of the chosen block."""
        sheet = self._model.sheet
        block = self._view.cursor_.block()
        if len(block) == 1:
            column = block[0][1]
            block = [(row, column) for row in range(len(sheet.pupils))]
        texts = {}
        for row, column in block:
            if sheet.columns[column].sort is not Sort.FINAL or sheet.why_locked(row, column):
                continue
            final = sheet.final(row, column)
            if final.proposed and not sheet.shown(row, column) and final.count >= final.need:
                texts[row, column] = final.proposed
        if texts:
            self._model.put(texts)
        else:
            self._desk.say(
                "Принимать нечего: встаньте в графу «Отметка», где есть предложенные отметки.",
                Tone.WARNING,
            )

    def comment(self) -> None:
        """Shift+F2: the comment of the current lesson cell."""
        row, column = self._view.cursor_.here
        if row < 0 or self._model.sheet.columns[column].lesson is None:
            self._desk.say("Комментарий пишется к клетке урока.", Tone.WARNING)
            return
        if reason := self._model.why_locked(row, column):
            self._desk.say(reason, Tone.WARNING)
            return
        sheet = self._model.sheet
        where = cell_hint(sheet, row, column).where
        box = CommentBox(where, sheet.cell(row, column).comment, self._view)
        key = sheet.key(row, column)

        def keep(text: str) -> None:
            if (place := self._model.sheet.places().get(key)) is not None:
                self._writes.comment(place, text)

        box.written.connect(keep)
        box.open_at(below_cell(self._view))
