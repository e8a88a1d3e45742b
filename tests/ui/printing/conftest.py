"""The tab «Печать и архив» on the real gate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from school import NOON, ZONE, add_person
from sqlalchemy import select
from sqlalchemy.orm import Session
from ui.fake_gate import Said, a_desk

from journal_desktop.access.policy import Role
from journal_desktop.commands.prints import RecordPrint
from journal_desktop.domain.vocabulary import YearState
from journal_desktop.journal import Journal
from journal_desktop.store.rows.prints import PrintRow
from journal_desktop.store.rows.school import SchoolYearRow
from journal_desktop.ui.tabs.printing.tab import PrintingTab

HASH = "ab" * 32


@pytest.fixture
def people(small: Any, database: Any, as_: Callable[..., Journal]) -> Any:
    """A director and an archivist are there too."""
    assert as_("admin")
    with Session(database.owner) as session, session.begin():
        add_person(session, small, "dir", ("Орлова", "Инна", "Львовна", [Role.DIR]))
        add_person(session, small, "arc", ("Седова", "Ада", "Ильинична", [Role.ARC]))
    return small


@pytest.fixture
def closed(people: Any, database: Any) -> Any:
    """The year is closed."""
    with Session(database.owner) as session, session.begin():
        session.get_one(SchoolYearRow, people.year).state = YearState.CLOSED
    return people


@pytest.fixture
def printed(closed: Any, as_: Callable[..., Journal]) -> Any:
    """The journal of the class was printed officially."""
    as_("admin").do(
        RecordPrint(
            kind="journal",
            year_id=closed.year,
            class_id=closed.class_id,
            document="Журнал 7А 2026-2027",
            pages=40,
            sheets=19,
            sha256=HASH,
            content=HASH,
            chain_head=HASH,
            purpose="Архивное хранение",
        )
    )
    return closed


@pytest.fixture
def register(database: Any) -> Callable[[], list[PrintRow]]:
    """The rows of the register, oldest first."""

    def rows() -> list[PrintRow]:
        with Session(database.owner, expire_on_commit=False) as session:
            return list(session.scalars(select(PrintRow).order_by(PrintRow.id)))

    return rows


@pytest.fixture
def open_printing(
    qtbot: QtBot, as_: Callable[..., Journal]
) -> Iterator[Callable[[str], SimpleNamespace]]:
    """Open the tab as a person; nothing runs on when the test ends, before the database does."""
    opened: list[PrintingTab] = []

    def make(login: str) -> SimpleNamespace:
        said, host = Said(), QWidget()
        qtbot.addWidget(host)
        tab = PrintingTab(a_desk(as_(login), host, said, lambda: NOON.astimezone(ZONE)))
        qtbot.addWidget(tab)
        tab.resize(1366, 700)
        with qtbot.waitActive(tab):
            tab.show()
            tab.activateWindow()
        qtbot.waitUntil(lambda: tab.loader.known is not None)
        opened.append(tab)
        return SimpleNamespace(tab=tab, said=said, flow=tab.flow)

    yield make
    for tab in opened:
        tab.flow.running.stop()
        for window in (tab.flow.preview, tab.flow.report, tab.flow.dialog):
            if window is not None:
                window.close()
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
