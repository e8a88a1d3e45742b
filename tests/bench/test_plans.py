"""The editor of a plan of 204 long topics: from the key to the paint, and opening it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from ui.fake_gate import Said, a_desk
from ui.keys import Key, press, type_text
from uuid6 import uuid7

from bench.budget import Budget, Meter, told
from bench.conftest import Sitting, copy_of, enter, logins_of
from bench.tabs import Painted, turn_until
from journal_desktop.access.policy import Role
from journal_desktop.commands.plan_parts import NewTopic
from journal_desktop.commands.plans import CreatePlan
from journal_desktop.domain.plans.values import PlanTopic
from journal_desktop.queries.pages import PagesOf, SchoolYears
from journal_desktop.queries.plans import PlanIdOf, PlanOf, SubjectOfPage
from journal_desktop.ui.tabs.plans.cells import TOPIC_COLUMN
from journal_desktop.ui.tabs.plans.tab import PlansTab

LINES = 204
LONGEST = 1000
EDITS = 40
OPENINGS = 15
PAUSE_MS = 3
LONG = "Решение текстовых задач с помощью уравнений, составление модели по условию задачи. "


@pytest.fixture
def author(closed_url: str, tmp_path: Path) -> Iterator[Sitting]:
    """A teacher at a copy of the school."""
    url = copy_of(closed_url, tmp_path)
    sitting = enter(url, logins_of(url, Role.ST)[0])
    yield sitting
    sitting.engine.dispose()


class Author:
    """A teacher with the tab open, who waits until what was asked is durable and painted."""

    def __init__(self, qtbot: QtBot, sitting: Sitting) -> None:
        self.sitting, self.accepted, host = sitting, False, QWidget()
        qtbot.addWidget(host)
        self.tab = PlansTab(a_desk(sitting.journal, host, Said(), sitting.clock))
        qtbot.addWidget(self.tab)
        self.tab.resize(1366, 700)
        with qtbot.waitExposed(self.tab):
            self.tab.show()
        turn_until(lambda: self.tab.libraries.known is not None)
        self.table = self.tab.editor.table
        self.painted = Painted(self.table.viewport())
        self.read = False
        self.tab.desk.writer.written.connect(self._written)
        self.tab.plans.loaded.connect(self._loaded)

    def make(self, count: int) -> int:
        """A plan of so many long topics in sections of ten."""
        ask, uid = self.sitting.journal.ask, uuid7()
        year = ask(SchoolYears())[0]
        page = next(page for page in ask(PagesOf(year.id)) if page.own)
        lines = tuple(
            NewTopic(f"{number}. {LONG * (1 + number % 5)}", section=f"Раздел {number // 10}")
            for number in range(count)
        )
        subject = ask(SubjectOfPage(page.page_id))
        self.sitting.journal.do(CreatePlan(uid, year.id, subject, page.grade, "", "", lines))
        made = ask(PlanIdOf(uid))
        assert made is not None
        return made

    def open(self, plan_id: int) -> None:
        """Open a plan; back when its lines are painted."""
        self.read = False
        self.tab.open_plan(plan_id)
        view = self.table.viewport()
        turn_until(lambda: self.read and self.painted.covers(view.rect()))

    def calm(self) -> None:
        """Wait until what is wrong with the plan is shown, and nothing runs."""
        turn_until(lambda: self.tab.plans.known.faults is not None)
        assert self.tab.desk.writer.finish()

    def enter(self) -> None:
        """Press Enter in the open cell; back when its text is durable and painted."""
        box = self.table.visualRect(self.table.currentIndex()) & self.table.viewport().rect()
        self.accepted = False
        self.painted.clear()
        press(self.table, Key.Key_Return)
        turn_until(lambda: self.accepted and self.painted.covers(box))

    def close(self) -> None:
        """Let nothing run on."""
        self.tab.desk.writer.finish()
        self.tab.lines.open(None)
        QThreadPool.globalInstance().waitForDone()

    def _loaded(self, _opened: object) -> None:
        self.read = True
        self.painted.clear()  # the tab shows it by now; only what is painted from here on counts

    def _written(self, *_: object) -> None:
        self.accepted = True


def _typed(one: Author, row: int, number: int) -> None:
    one.table.go(row, TOPIC_COLUMN)
    type_text(one.table, f"Тема {number}, набранная заново")
    QTest.qWait(PAUSE_MS)


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize(("count", "most", "place"), [(LINES, 50, 4), (LONGEST, None, 5)])
def test_a_topic_from_the_key_to_the_paint(
    benchmark: Any, qtbot: QtBot, author: Sitting, machine: dict[str, Any], *, count, most, place
) -> None:
    one = Author(qtbot, author)
    plan_id = one.make(count)
    one.open(plan_id)
    one.calm()
    rows = [row for row, it in enumerate(one.table.lines.rows) if isinstance(it, PlanTopic)]
    metered, left = Meter(one.enter), iter(range(EDITS))

    def type_next() -> None:
        number = next(left)
        _typed(one, rows[number], number)

    benchmark.pedantic(metered, setup=type_next, rounds=EDITS)
    told(
        benchmark,
        machine,
        Budget(f"topic of a plan of {count} lines: Enter → durable and painted", most, place),
        **metered.figures,
    )
    topics = author.journal.ask(PlanOf(plan_id)).topics
    assert all("набранная заново" in topic.topic for topic in topics[:EDITS])
    one.close()


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize(("count", "most", "place"), [(LINES, 100, 6), (LONGEST, None, 7)])
def test_a_plan_is_opened(
    benchmark: Any, qtbot: QtBot, author: Sitting, machine: dict[str, Any], *, count, most, place
) -> None:
    one = Author(qtbot, author)
    plan_id = one.make(count)
    one.open(plan_id)
    one.calm()
    metered = Meter(lambda: one.open(plan_id))

    def go_back() -> None:
        one.calm()
        one.tab.back()
        QTest.qWait(PAUSE_MS)

    benchmark.pedantic(metered, setup=go_back, rounds=OPENINGS)
    told(
        benchmark,
        machine,
        Budget(f"plan of {count} lines: opened → painted", most, place),
        **metered.figures,
    )
    one.close()
