"""Buttons side by side of which one is down: what the tab shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import Enum
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QWidget


class Segments(QWidget):
    """A button for every view, named by its value; `chosen` tells the view."""

    chosen = Signal(object)

    def __init__(self, views: Iterable[Enum]) -> None:
        super().__init__()
        self.buttons: dict[Any, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for view in views:
            button = QPushButton(view.value)
            button.setCheckable(True)
            button.setProperty("role", "segment")
            self._group.addButton(button)
            self.buttons[view] = button
            row.addWidget(button)
        self._group.buttonClicked.connect(self._clicked)

    def offer(self, views: Collection[Any]) -> None:
        """Show the buttons of these views; of one alone none."""
        first = next((view for view in self.buttons if view in views), None)
        for view, button in self.buttons.items():
            button.setVisible(view in views and len(views) > 1)
            if button.property("first") != (view is first):  # it alone shows its left border
                button.setProperty("first", view is first)
                button.style().unpolish(button)
                button.style().polish(button)

    def mark(self, view: Any) -> None:
        """Press the button of the view in front."""
        self.buttons[view].setChecked(True)

    def _clicked(self, button: QAbstractButton) -> None:
        self.chosen.emit(next(view for view, one in self.buttons.items() if one is button))
