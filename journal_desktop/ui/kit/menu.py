"""Actions of a tab with their keys, for the menu and the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

Deed = Callable[[], object]


class TabMenu(QObject):
    """Every action of the tab; `elsewhere` is told of one whose sheet is not in sight."""

    def __init__(self, tab: QWidget, elsewhere: Callable[[str], object]) -> None:
        super().__init__(tab)
        self._tab, self._elsewhere = tab, elsewhere
        self.actions_: list[QAction] = []

    def act(self, text: str, keys: str, deed: Deed, *, owner: QWidget | None = None) -> QAction:
        """Add an action; its key works where `owner` has the focus, the whole tab by default.

        Out of the menu it could be given with the owner hidden: then nothing is done unseen.
        """
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(partial(self._do, text, deed, owner))
        (owner or self._tab).addAction(action)
        self.actions_.append(action)
        return action

    def line(self) -> None:
        """Add a separator."""
        line = QAction(self)
        line.setSeparator(True)
        self.actions_.append(line)

    def _do(self, text: str, deed: Deed, owner: QWidget | None, _checked: object = None) -> None:
        if owner is None or owner.isVisibleTo(self._tab):
            deed()
        else:
            self._elsewhere(text.rstrip("…"))
