"""The buttons over a tab's page: those that do not fit go into «Ещё»."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

_GAP: Final = 6


class ActionBar(QWidget):
    """A button for every action that can be given now, in the order they were added."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[QToolButton] = []
        self.menu = QMenu(self)
        self.more = QToolButton()
        self.more.setText("Ещё ▾")
        self.more.setToolTip("Остальные действия")
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._row.addWidget(self.more)
        self._row.addStretch(1)
        self.more.clicked.connect(self._open)

    def add(self, action: QAction) -> None:
        """Add an action with its key in the tip."""
        button = QToolButton()
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        keys = action.shortcut().toString()
        text = action.text().rstrip("…")
        button.setToolTip(f"{text} ({keys})" if keys else text)
        self._row.insertWidget(len(self.buttons), button)
        self.buttons.append(button)

    def fit(self) -> None:
        """Show what can be given now and has room."""
        wanted = [button for button in self.buttons if button.defaultAction().isEnabled()]
        room = self.width()
        if sum(_wide(button) for button in wanted) - _GAP > room:
            room -= _wide(self.more)
        taken = 0
        hidden: list[QAction] = []
        for button in self.buttons:
            fits = button in wanted and not hidden and taken + _wide(button) - _GAP <= room
            if fits:
                taken += _wide(button)
            elif button in wanted:
                hidden.append(button.defaultAction())
            button.setVisible(fits)
        self.menu.clear()
        self.menu.addActions(hidden)
        self.more.setVisible(bool(hidden))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    @override
    def sizeHint(self) -> QSize:
        tallest = max((button.sizeHint().height() for button in self.buttons), default=0)
        return QSize(super().sizeHint().width(), max(tallest, self.more.sizeHint().height()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _open(self) -> None:
        """The menu stands under its button."""
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))


def _wide(button: QToolButton) -> int:
    return button.sizeHint().width() + _GAP
