"""What can be done on the tab: actions with their keys, and when each of them is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from journal_desktop.queries.plan_pages import PlanPage
from journal_desktop.queries.plans import PlanItem
from journal_desktop.ui.tabs.plans.bar import ActionBar


class Front(Enum):
    """What stands in front."""

    PLANS = auto()
    PAGES = auto()
    """Pages without a plan."""
    LINES = auto()
    DAYS = auto()
    PROGRESS = auto()
    """Plan against fact."""
    WAITING = auto()
    """Correction sheets without an order."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What the deeds are about: the plan opened or under the cursor, all chosen ones, a page.

    `waiting` says whether other plans wait for the deputy.
    """

    front: Front
    plan: PlanItem | None = None
    chosen: tuple[PlanItem, ...] = ()
    page: PlanPage | None = None
    waiting: bool = False

    @property
    def in_library(self) -> bool:
        """Whether a list is in front."""
        return self.front in {Front.PLANS, Front.PAGES}


Fits = Callable[[Scene], bool]


class PlanActs:
    """The actions of the tab, its buttons and its menu under the right button."""

    def __init__(self, tab: QWidget) -> None:
        self._tab = tab
        self.bar = ActionBar()
        self.settle: Callable[[], object] = lambda: None
        """Takes what is being typed, before anything else is done."""
        self.actions: list[QAction] = []
        self._fits: list[Fits] = []

    def add(
        self, text: str, keys: str, deed: Callable[[], object], fits: Fits, *, on_bar: bool = True
    ) -> QAction:
        """Add an action; `fits` says on which scenes it can be given."""
        action = QAction(text, self._tab)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: (self.settle(), deed()))
        self._tab.addAction(action)
        self.actions.append(action)
        self._fits.append(fits)
        if on_bar:
            self.bar.add(action)
        return action

    def fit(self, scene: Scene) -> None:
        """Only what can be given on the scene."""
        for action, fits in zip(self.actions, self._fits, strict=True):
            action.setEnabled(fits(scene))
        self.bar.fit()

    def menu_at(self, place: QPoint) -> None:
        """Show what can be given now."""
        menu = QMenu(self._tab)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([action for action in self.actions if action.isEnabled()])
        menu.popup(place)
