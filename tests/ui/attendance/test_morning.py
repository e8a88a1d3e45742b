"""A class teacher's morning by keys only: 34 pupils, 6 lessons, two certificates, confirmed.

What it takes is told with the test: the number of keys and the worst time of one of them.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
import school as invented
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from school import NOON, TODAY, ZONE, SmallSchool, build, lesson
from sqlalchemy import select
from sqlalchemy.orm import Session
from ui.fake_gate import Said, a_desk
from ui.keys import CONTROL, NONE, Key, press, type_shifted, type_text

from journal_desktop.commands.cells import SetCell
from journal_desktop.journal import Journal
from journal_desktop.store.actors import load_actor
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.marks import AbsenceRow, DayConfirmationRow, ExcuseRow
from journal_desktop.store.rows.pupils import PupilRow
from journal_desktop.ui.tabs.attendance.tab import AttendanceTab

PUPILS, LESSONS = 34, 6
ILL, ASKED, LATE_FOR_SCHOOL = 4, 9, 20
"""Rows: a certificate, a request, away for the first three lessons."""
KEYS = 31
"""20 arrows, two times F8 and Enter, a number of three digits, and one key for each decision."""
LATENCY_MS = 500
"""Far above what is measured on a quiet machine: the bench holds the budget."""


def _build(engine: Any, today: date | None = None) -> SmallSchool:
    made = build(engine, pupil_count=PUPILS, days=[date(2026, 11, 20)], today=today)
    with Session(engine) as session, session.begin():
        for row in session.scalars(select(LessonRow).filter_by(day=TODAY)).all():
            row.day = date(2026, 11, 19)
        made.pupils = list(session.scalars(select(PupilRow.id).order_by(PupilRow.sort_key)).all())
        made.lessons = [
            lesson(session, made.other_page, TODAY, made.staff["petrova"], number=number)
            for number in range(1, LESSONS + 1)
        ]
    return made


@pytest.fixture
def day(database: Any) -> SmallSchool:
    if database.kind == "postgres":
        return database.filled("morning", partial(_build, today=TODAY))
    return database.filled("morning", _build)


@pytest.fixture
def journal_of(database: Any, day: SmallSchool) -> Callable[[str], Journal]:
    assert day.staff.keys() == invented.PEOPLE.keys()

    def journal(login: str) -> Journal:
        engine = database.engine(login)
        with Session(engine) as session:
            actor = load_actor(session, login, TODAY)
        return Journal(engine, actor, lambda: NOON, ZONE)

    return journal


@pytest.fixture
def morning(
    qtbot: QtBot, day: SmallSchool, journal_of: Callable[[str], Journal]
) -> Iterator[SimpleNamespace]:
    """Teachers have marked five of six lessons; the class teacher opens the tab."""
    place = day.other_page
    away = {ILL: range(5), ASKED: range(5), LATE_FOR_SCHOOL: range(3)}
    journal_of("petrova").do(
        *(
            SetCell(place, day.lessons[number], day.pupils[row], "н", "")
            for row, numbers in away.items()
            for number in numbers
        ),
        SetCell(place, day.lessons[3], day.pupils[LATE_FOR_SCHOOL], "4", ""),
    )
    host = QWidget()
    qtbot.addWidget(host)
    clock = partial(NOON.astimezone, ZONE)
    tab = AttendanceTab(a_desk(journal_of("ivanova"), host, Said(), clock))
    qtbot.addWidget(tab)
    tab.resize(1366, 700)
    with qtbot.waitExposed(tab):
        tab.show()
    qtbot.waitUntil(lambda: tab.loader.known is not None)
    tab.day_view.grid.setFocus()
    yield SimpleNamespace(tab=tab, grid=tab.day_view.grid, model=tab.writes.model)
    tab.desk.writer.finish()
    tab._later.stop()
    QThreadPool.globalInstance().waitForDone()


class Keys:
    """Presses keys, counts them, and takes the time until each is answered by the gate."""

    def __init__(self, morning: SimpleNamespace) -> None:
        self._tab = morning.tab
        self.pressed, self.worst = 0, 0.0

    def key(self, widget: QWidget, key: Qt.Key, modifiers: Any = NONE) -> None:
        self._timed(lambda: press(widget, key, modifiers))

    def text(self, widget: QWidget, text: str) -> None:
        for sign in text:
            self._timed(partial(type_text, widget, sign))

    def shifted(self, widget: QWidget, sign: str) -> None:
        self._timed(lambda: type_shifted(widget, sign))

    def _timed(self, act: Callable[[], object]) -> None:
        begun = time.perf_counter()
        act()
        assert self._tab.desk.writer.finish()
        self.worst = max(self.worst, (time.perf_counter() - begun) * 1000)
        self.pressed += 1


def test_a_morning_by_keys_alone(
    morning: SimpleNamespace,
    day: SmallSchool,
    database: Any,
    qtbot: QtBot,
) -> None:
    keys, grid, tab = Keys(morning), morning.grid, morning.tab
    assert (morning.model.rowCount(), morning.model.columnCount()) == (PUPILS, LESSONS + 1)
    _go_down(keys, grid, ILL)
    _document(keys, morning, qtbot, number="145", choose=0)
    _go_down(keys, grid, ASKED - ILL)
    _document(keys, morning, qtbot, number="", choose=1)
    _go_down(keys, grid, LATE_FOR_SCHOOL - ASKED)
    keys.shifted(grid, "E")
    keys.key(grid, Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: tab.reading.sheet.confirmed != "")
    with Session(database.owner) as session:
        stand = {
            (day.pupils.index(row.pupil_id), row.letter, row.confirmed, row.excuse_id is not None)
            for row in session.scalars(select(AbsenceRow)).all()
        }
        count = len(session.scalars(select(AbsenceRow)).all())
        papers = session.scalars(select(ExcuseRow)).all()
        assert [paper.letter for paper in papers] == ["б", "у"]
        assert len(session.scalars(select(DayConfirmationRow)).all()) == 1
    assert stand == {
        (ILL, "б", True, True),
        (ASKED, "у", True, True),
        (LATE_FOR_SCHOOL, "у", True, False),
    }
    assert count == LESSONS + LESSONS + 3
    assert len(tab.day_view._model.state.contradictions()) == 1
    sys.stdout.write(f"{database.kind}: {keys.pressed} keys, the worst {keys.worst:.1f} ms\n")
    assert keys.pressed == KEYS
    assert keys.worst <= LATENCY_MS


def _go_down(keys: Keys, grid: QWidget, rows: int) -> None:
    for _ in range(rows):
        keys.key(grid, Key.Key_Down)


def _document(
    keys: Keys, morning: SimpleNamespace, qtbot: QtBot, *, number: str, choose: int
) -> None:
    """F8, the kind of document, its number, Enter: today is there already."""
    tab = morning.tab
    before = tab.papers.form
    keys.key(morning.grid, Key.Key_F8)
    qtbot.waitUntil(lambda: tab.papers.form is not before and tab.papers.form.isVisible())
    form = tab.papers.form
    for _ in range(choose):
        keys.key(form.source, Key.Key_Down)
    if number:
        keys.key(form.source, Key.Key_Tab)
        keys.text(form.number, number)
    with qtbot.waitSignal(form.taken):
        keys.key(form, Key.Key_Return)
    assert tab.desk.writer.finish()
    with qtbot.waitActive(tab):  # without a window manager nobody else gives the focus back
        tab.activateWindow()
    morning.grid.setFocus()
