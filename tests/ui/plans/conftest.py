"""The tab «КТП» of a person, through the real gate."""

from __future__ import annotations

import pytest
from commands.planning import make, topics
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication, QWidget
from school import NOON, ZONE
from ui.fake_gate import Said, a_desk

from journal_desktop.ui.tabs.plans.tab import PlansTab


@pytest.fixture
def open_plan(qtbot, as_, small):
    """A person's tab, with a plan of Ivanova in the editor: three lines of one section, or others.

    The cursor stands in the topic of the first line.
    """

    def make_tab(login="ivanova", given=None):
        plan_id = make(as_("ivanova"), small, given or topics(3))
        host, said, journal = QWidget(), Said(), as_(login)
        tab = PlansTab(a_desk(journal, host, said, lambda: NOON.astimezone(ZONE)))
        qtbot.addWidget(host, before_close_func=lambda _host: rest(tab))
        qtbot.addWidget(tab)
        tab.resize(1366, 700)
        with qtbot.waitExposed(tab):
            tab.show()
        qtbot.waitUntil(lambda: tab.libraries.known is not None)
        tab.open_plan(plan_id)
        qtbot.waitUntil(lambda: tab.plans.known is not None and tab.plans.known.faults is not None)
        tab.editor.table.go(1)
        return tab, said, journal, plan_id

    return make_tab


def rest(tab):
    """Let nothing run on when the tab is deleted."""
    tab.desk.writer.finish()
    tab.lines.open(None)
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
