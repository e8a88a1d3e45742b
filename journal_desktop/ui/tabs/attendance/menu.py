"""Actions of the tab with their keys, for the menu and the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


class TabMenu(QObject):
    """Every action of the tab."""

    def __init__(self, tab: QWidget) -> None:
        super().__init__(tab)
        self._tab = tab
        self.actions_: list[QAction] = []

    def act(
        self, text: str, keys: str, deed: Callable[[], object], *, owner: QWidget | None = None
    ) -> QAction:
        """Add an action; its key works where `owner` has the focus, the whole tab by default."""
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: deed())
        (owner or self._tab).addAction(action)
        self.actions_.append(action)
        return action

    def line(self) -> None:
        """Add a separator."""
        line = QAction(self)
        line.setSeparator(True)
        self.actions_.append(line)
