"""Keys of the window and of the tabs: one key means one thing (Qt answers neither of two)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QWidget
from school import NOON, ZONE
from ui.fake_gate import Said, a_desk

from journal_desktop.ui.kit.tab import TabPage, TabSpec
from journal_desktop.ui.shell.main_window import MainWindow
from journal_desktop.ui.shell.tabs import TABS


@pytest.fixture
def make(qtbot, as_) -> Iterator[Callable[[TabSpec, str], TabPage]]:
    """A tab on the real gate that has read nothing yet."""
    made: list[TabPage] = []

    def page(spec: TabSpec, login: str) -> TabPage:
        host = QWidget()
        qtbot.addWidget(host)
        made.append(spec.make(a_desk(as_(login), host, Said(), lambda: NOON.astimezone(ZONE))))
        qtbot.addWidget(made[-1])
        return made[-1]

    yield page
    for tab in made:
        tab.desk.writer.finish()
    QThreadPool.globalInstance().waitForDone()


def keys_of(actions: list[QAction]) -> list[str]:
    return [key.toString() for action in actions for key in action.shortcuts()]


@pytest.mark.parametrize("spec", TABS, ids=[spec.key for spec in TABS])
@pytest.mark.parametrize("login", ["ivanova", "admin"])
def test_no_tab_takes_a_key_of_the_window(
    open_window: Callable[..., MainWindow], make, spec: TabSpec, login: str
) -> None:
    window = set(keys_of(open_window().commands.menus.actions))
    assert {"Alt+1", "Alt+2", "Ctrl+P", "F5"} <= window
    own = keys_of(make(spec, login).findChildren(QAction))
    assert set(own) & window == set()
    assert spec.key == "printing" or own


@pytest.mark.parametrize("spec", TABS, ids=[spec.key for spec in TABS])
def test_a_key_told_by_a_list_opens_it(make, spec: TabSpec) -> None:
    """A tip of a list «Учебный год (Alt+Y)» is true: the tab has such a key."""
    tab = make(spec, "ivanova")
    own = set(keys_of(tab.findChildren(QAction)))
    tips = [box.toolTip() for box in tab.findChildren(QComboBox) if "(" in box.toolTip()]
    told = {key for tip in tips for key in tip.split("(")[1].rstrip(")").split(", ")}
    assert {key.replace("←", "Left").replace("→", "Right") for key in told} <= own


@pytest.mark.parametrize("key", ["marks", "attendance", "health"])
def test_the_list_of_years_is_opened_by_its_key(qtbot, make, key: str) -> None:
    tab = make(next(spec for spec in TABS if spec.key == key), "ivanova")
    box = tab.findChild(QComboBox, "year")
    box.addItem("2026/2027")
    tip = box.toolTip().split("(")[1].rstrip(")")
    action = next(each for each in tab.findChildren(QAction) if tip in keys_of([each]))
    with qtbot.waitExposed(tab):
        tab.show()
    action.trigger()
    assert box.view().isVisible()
    box.hidePopup()
    assert action.shortcutContext() is Qt.ShortcutContext.WidgetWithChildrenShortcut
