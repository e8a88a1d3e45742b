"""The menu bar: every action with its key, and the person at its right end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QPushButton, QWidget
from typing_extensions import override

from journal_desktop.ui.shell.dress import label, row

TAB_KEYS: Final = 9
ROOMY: Final = 900
"""From this width of the window on the roles of the person are shown too."""


@dataclass(frozen=True, slots=True)
class Act:
    """One line of a menu; `keys` are shortcuts as Qt writes them, "-" as title is a separator."""

    title: str
    do: Callable[[], object] | None = None
    keys: tuple[str, ...] = ()


SEPARATOR: Final = Act("-")


class Menus(QObject):
    """Fills the menu bar and keeps what changes in it: undo titles and the tab's own actions."""

    def __init__(self, bar: QMenuBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._bar, self._owner = bar, parent
        self.tab_menu = QMenu()
        self.actions: list[QAction] = []
        """Every action of the window, without those of the tab."""

    def add(self, title: str, acts: Sequence[Act]) -> QMenu:
        """Add a menu with its lines."""
        menu = self._bar.addMenu(title)
        for act in acts:
            if act is SEPARATOR:
                menu.addSeparator()
            else:
                menu.addAction(self._action(act))
        return menu

    def add_tab_menu(self, title: str) -> None:
        """Add the menu that holds the actions of the tab in front."""
        self.tab_menu = self._bar.addMenu(title)

    def show_tab_actions(self, actions: Sequence[QAction]) -> None:
        """Put the actions of the tab now in front into its menu."""
        self.tab_menu.clear()
        self.tab_menu.addActions(list(actions))
        self.tab_menu.menuAction().setEnabled(bool(actions))

    def find(self, title: str) -> QAction:
        """The action whose title begins so."""
        return next(action for action in self.actions if action.text().startswith(title))

    def choices(self, menu: QMenu, titles: Sequence[str], chosen: Callable[[int], None]) -> None:
        """Add lines of which one is chosen; `chosen` gets its number."""
        group = QActionGroup(menu)
        for number, title in enumerate(titles):
            action = QAction(title, group)
            action.setCheckable(True)
            action.setChecked(number == 0)
            action.setData(number)
            menu.addAction(action)
        group.triggered.connect(lambda action: chosen(action.data()))

    def corner(self, person: str, lock: Callable[[], object]) -> None:
        """Show who is at work and the way to lock, at the right end of the bar."""
        self._bar.setCornerWidget(Corner(self._bar, person, lock))

    def _action(self, act: Act) -> QAction:
        action = QAction(act.title, self._owner)
        action.setShortcuts([QKeySequence(keys) for keys in act.keys])
        if act.do is not None:
            do = act.do
            action.triggered.connect(lambda _checked: do())
        self.actions.append(action)
        self._owner.addAction(action)
        return action


class Corner(QWidget):
    """Who is at work, and the button that locks; the roles go where the menus need the room."""

    def __init__(self, bar: QMenuBar, person: str, lock: Callable[[], object]) -> None:
        super().__init__(bar)  # the bar alone would not keep it alive
        self.setProperty("role", "corner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._bar, self._person = bar, person
        self.name = label(person, "soft")
        self.name.setToolTip(person)
        self.name.setAccessibleName(f"Пользователь: {person}")
        self.button = QPushButton("Заблокировать")
        self.button.setProperty("role", "corner")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setToolTip("Спрятать журнал и спросить пароль (Ctrl+L)")
        self.key = label("Ctrl L", "key")
        items = row(self, spacing=6)
        items.setContentsMargins(8, 1, 10, 1)
        for part in (self.name, self.button, self.key):
            items.addWidget(part)
        bar.window().installEventFilter(self)
        self.button.clicked.connect(lock)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            roomy = event.size().width() >= ROOMY
            self.key.setVisible(roomy)
            self.name.setText(self._person if roomy else self._person.partition(",")[0])
            QTimer.singleShot(0, self, self._refit)
        return False

    def _refit(self) -> None:
        """The bar gives its corner room only when it is resized itself."""
        bar = self._bar
        if self.width() != self.sizeHint().width():
            QApplication.sendEvent(bar, QResizeEvent(bar.size(), bar.size()))
