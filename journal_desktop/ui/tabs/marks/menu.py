"""Actions of the tab with their keys, for the menu and the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from journal_desktop.ui.kit.choices import open_box
from journal_desktop.ui.kit.tab import Preferences
from journal_desktop.ui.tabs.marks.chooser import Chooser
from journal_desktop.ui.tabs.marks.deeds import GridDeeds
from journal_desktop.ui.tabs.marks.final_deeds import FinalDeeds
from journal_desktop.ui.tabs.marks.lesson_card import LessonCard
from journal_desktop.ui.tabs.marks.view import SpreadView

RIGHTWARD = "marks.rightward"
BY_HAND = "marks.by_hand"
BY_SLASH = "marks.by_slash"
YES = "1"


class TabMenu(QObject):
    """Every action of the tab; switches are remembered."""

    history_wanted = Signal()
    today_wanted = Signal()
    advice_wanted = Signal()
    plan_wanted = Signal()

    def __init__(self, tab: QWidget, view: SpreadView, prefs: Preferences) -> None:
        super().__init__(tab)
        self._tab, self._view, self._prefs = tab, view, prefs
        self.actions_: list[QAction] = []

    def build(
        self, deeds: GridDeeds, finals: FinalDeeds, chooser: Chooser, card: LessonCard
    ) -> None:
        """Make the actions."""
        tab, grid = self._tab, self._view
        self._act(grid, "Копировать клетки", "Ctrl+C", deeds.copy)
        self._act(grid, "Вставить клетки…", "Ctrl+V", deeds.paste)
        self._act(grid, "Заполнить вниз", "Ctrl+D", deeds.fill_down)
        self._act(grid, "Комментарий к отметке…", "Shift+F2", deeds.comment)
        self._act(tab, "История клетки", "F4", self.history_wanted.emit)
        self._act(tab, "Рекомендации медработника…", "F7", self.advice_wanted.emit)
        self._act(grid, "Принять предложенные отметки", "Ctrl+Shift+Return", deeds.accept_proposals)
        self._act(grid, "Приказ…", "F8", finals.order)
        if finals.may_reopen():
            self._act(tab, "Открыть итоговые отметки…", "", finals.reopen)
        self._line()
        self._act(tab, "К сегодняшнему уроку", "Ctrl+T", self.today_wanted.emit)
        self._act(tab, "Тема по КТП", "F6", card.take_plan)
        self._act(tab, "Открыть КТП страницы", "Shift+F6", self.plan_wanted.emit)
        self._act(tab, "Без задания", "Ctrl+0", card.write_no_homework)
        self._act(tab, "К теме урока", "Ctrl+E", card.topic.edit.setFocus)
        self._act(tab, "К отметкам", "Ctrl+G", grid.setFocus)
        self._line()
        for number, box in enumerate(chooser.boxes, start=1):
            self._act(tab, box.accessibleName(), f"Ctrl+{number}", partial(open_box, box))
        self._act(tab, "Следующая страница", "Alt+PgDown", lambda: chooser.step_page(1))
        self._act(tab, "Предыдущая страница", "Alt+PgUp", lambda: chooser.step_page(-1))
        self._line()
        self._switch("После ввода – вправо, а не вниз", RIGHTWARD, self._set_direction)
        self._switch("Подтверждать ввод клавишей Enter", BY_HAND, self._set_advance)
        self._switch(
            "Две отметки: одна цифра – сразу дальше, вторая через «/»", BY_SLASH, self._set_slash
        )

    def _set_direction(self, on: bool) -> None:  # noqa: FBT001 - the shape of QAction.toggled
        self._prefs.put(RIGHTWARD, YES if on else "")
        self._view.set_direction(rightward=on)

    def _set_advance(self, on: bool) -> None:  # noqa: FBT001 - the shape of QAction.toggled
        self._prefs.put(BY_HAND, YES if on else "")
        self._view.set_advance(on=not on)

    def _set_slash(self, on: bool) -> None:  # noqa: FBT001 - the shape of QAction.toggled
        self._prefs.put(BY_SLASH, YES if on else "")
        self._view.set_slash(on=on)

    def _act(self, owner: QWidget, text: str, keys: str, deed: Callable[[], object]) -> None:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: deed())
        owner.addAction(action)
        self.actions_.append(action)

    def _switch(self, text: str, key: str, deed: Callable[[bool], None]) -> None:
        action = QAction(text, self, checkable=True)
        action.toggled.connect(deed)
        action.setChecked(self._prefs.get(key) == YES)
        self.actions_.append(action)

    def _line(self) -> None:
        line = QAction(self)
        line.setSeparator(True)
        self.actions_.append(line)
