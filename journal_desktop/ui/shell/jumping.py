"""Brings up «Найти и перейти» with everything that can be found now."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from journal_desktop.journal import Journal
from journal_desktop.ui.shell.jump import JumpPopup
from journal_desktop.ui.shell.run import Run
from journal_desktop.ui.shell.tab_bar import Tabs
from journal_desktop.ui.shell.targets import (
    Known,
    action_targets,
    known_of,
    page_targets,
    plan_targets,
    pupil_targets,
    tab_targets,
)


class Jumping(QObject):
    """Pages are asked for aside; until they come the popup finds those known before."""

    def __init__(self, window: QMainWindow, journal: Journal, tabs: Tabs, run: Run) -> None:
        super().__init__(window)
        self._window, self._journal, self._tabs, self._run = window, journal, tabs, run
        self._known = Known()
        self._actions: tuple[QAction, ...] = ()
        self.popup: JumpPopup | None = None

    def pop_up(self, actions: Iterable[QAction]) -> None:
        """Show the popup; `actions` are the commands that can be given."""
        self._actions = tuple(actions)
        if self.popup is None:
            self.popup = JumpPopup(self._window)
        self._offer()
        self.popup.pop_up()
        journal = self._journal
        self._run(lambda _: known_of(journal)).succeeded.connect(self._know)

    def _know(self, known: Known) -> None:
        if known != self._known:
            self._known = known
            self._offer()

    def _offer(self) -> None:
        if self.popup is None:
            return
        go = self._tabs.go
        places = [*page_targets(self._known.pages, go), *tab_targets(self._tabs.specs, go)]
        titles = {spec.title for spec in self._tabs.specs}
        commands = action_targets(self._actions, titles)
        pupils = pupil_targets(self._known.pupils, go)
        plans = plan_targets(self._known.plans, go)
        self.popup.offer([*places, *commands, *plans, *pupils])
