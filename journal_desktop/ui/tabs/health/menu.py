"""Actions of the tab with their keys, for the menu and the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


class TabMenu(QObject):
    """Every action of the tab; those for the medical worker are hidden from others."""

    def __init__(self, tab: QWidget) -> None:
        super().__init__(tab)
        self._tab = tab
        self.actions_: list[QAction] = []
        self._for_medic: list[QAction] = []

    def act(
        self,
        text: str,
        keys: str,
        deed: Callable[[], object],
        *,
        owner: QWidget | None = None,
        medic: bool = False,
    ) -> QAction:
        """Add an action; its key works where `owner` has the focus, the whole tab by default."""
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: deed())
        (owner or self._tab).addAction(action)
        self.actions_.append(action)
        if medic:
            self._for_medic.append(action)
        return action

    def line(self) -> None:
        """Add a separator."""
        line = QAction(self)
        line.setSeparator(True)
        self.actions_.append(line)

    def show_medics(self, *, shown: bool) -> None:
        """Show the medical worker's actions, or not."""
        for action in self._for_medic:
            action.setVisible(shown)
            action.setEnabled(shown)
