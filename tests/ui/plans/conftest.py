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
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QWidget
from school import NOON, ZONE
from sqlalchemy.orm import Session
from ui.fake_gate import Said, a_desk

from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.ui.tabs.plans.tab import PlansTab


@pytest.fixture
def library(qtbot, as_, small):  # noqa: ARG001 - the school is built first
    """The tab of a person; the habits of one tab may be given to the next."""
    opened = []

    def make_tab(login="ivanova", prefs=None):
        host, said = QWidget(), Said()
        qtbot.addWidget(host)
        desk = a_desk(as_(login), host, said, lambda: NOON.astimezone(ZONE))
        desk.prefs.kept.update(prefs.kept if prefs else {})
        tab = PlansTab(desk)
        qtbot.addWidget(tab)
        tab.resize(1366, 700)
        with qtbot.waitExposed(tab):
            tab.show()
        qtbot.waitUntil(lambda: tab.libraries.known is not None)
        opened.append(tab)
        return tab, said

    yield make_tab
    for tab in opened:
        tab.desk.writer.finish()
    QThreadPool.globalInstance().waitForDone()


@pytest.fixture
def loose(small, database):
    """Lessons of the main page have no topics yet, so that it may follow any plan."""
    with Session(database.owner) as session, session.begin():
        for lesson in small.lessons:
            session.get(LessonRow, lesson).plan_topic_id = None
