"""The grid of the day: as the journal's, and Shift with a letter names the reason of a row."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from journal_desktop.domain.attendance import LETTERS
from journal_desktop.ui.kit.grid import GridView
from journal_desktop.ui.kit.grid_edit import COMMANDS
from journal_desktop.ui.tabs.attendance.model import DayModel

SHIFT: Final = Qt.KeyboardModifier.ShiftModifier


class DayGrid(GridView):
    """Letters commit by themselves and go down; a block takes one letter at once."""

    def __init__(self, model: DayModel) -> None:
        super().__init__(model)
        self._day = model
        self.setAccessibleName("Посещаемость за день")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = self._day.from_keys(event.text()) if self._is_shifted(event) else ""
        if letter in LETTERS and not self.is_editing and self.cursor_.here[0] >= 0:
            self._day.reason_of_row(self.cursor_.here[0], letter)
            self.cursor_.advance(1, 0)
            event.accept()
            return
        super().keyPressEvent(event)

    @staticmethod
    def _is_shifted(event: QKeyEvent) -> bool:
        pressed = event.modifiers()
        return bool(pressed & SHIFT) and not pressed & COMMANDS
