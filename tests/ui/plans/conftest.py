"""The tab «КТП» of a person on the small school, with plans as tests of commands make them."""

from __future__ import annotations

import pytest
from commands.conftest import (  # noqa: F401 - fixtures
    add,
    change,
    follow,
    put,
    rows,
    teacher,
    year,
)
from commands.planning import make, topics
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication, QWidget
from school import NOON, ZONE
from sqlalchemy.orm import Session
from ui.fake_gate import Said, a_desk

from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.ui.tabs.plans.tab import PlansTab


@pytest.fixture
def library(qtbot, as_, small):  # noqa: ARG001 - the school is built first
    """The tab of a person; the habits of one tab may be given to the next."""

    def make_tab(login="ivanova", prefs=None):
        host, said = QWidget(), Said()
        desk = a_desk(as_(login), host, said, lambda: NOON.astimezone(ZONE))
        desk.prefs.kept.update(prefs.kept if prefs else {})
        tab = PlansTab(desk)
        qtbot.addWidget(host, before_close_func=lambda _host: rest(tab))
        qtbot.addWidget(tab)
        tab.resize(1366, 700)
        with qtbot.waitExposed(tab):
            tab.show()
        qtbot.waitUntil(lambda: tab.libraries.known is not None)
        return tab, said

    return make_tab


@pytest.fixture
def loose(small, database):
    """Lessons of the main page have no topics yet, so that it may follow any plan."""
    with Session(database.owner) as session, session.begin():
        for lesson in small.lessons:
            session.get(LessonRow, lesson).plan_topic_id = None


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
