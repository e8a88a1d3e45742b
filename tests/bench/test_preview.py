"""The preview of a class's whole journal, from the wish to the first page painted."""

from __future__ import annotations

import gc
from typing import Any

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from ui.fake_gate import Said, a_desk

from bench.budget import Budget, Meter, told
from bench.conftest import Sitting
from bench.tabs import turn_until
from journal_desktop.printing.options import BookOptions
from journal_desktop.printing.page import Paper
from journal_desktop.printing.shown import Shown, show_class
from journal_desktop.queries.pages import PageItem
from journal_desktop.ui.kit.tasks import Progress
from journal_desktop.ui.preview.window import PreviewWindow

SCREEN = (1366, 740)
MOST_MS = 1000
MOST_MIB = 48
STEPS = 60


@pytest.mark.usefixtures("dressed")
def test_the_first_page_of_a_book_is_seen(
    benchmark: Any, qtbot: QtBot, adm: Sitting, show_page: PageItem, machine: dict[str, Any]
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    desk = a_desk(adm.journal, host, Said(), adm.clock)
    class_id = show_page.class_id or 0
    opened: list[PreviewWindow] = []

    def make(progress: Progress) -> Shown:
        paper = Paper(draft=True)
        return show_class(adm.journal, class_id, paper, BookOptions(), progress.step)

    def close() -> None:
        while opened:
            opened.pop().close()
        QThreadPool.globalInstance().waitForDone()
        gc.collect()

    def look() -> None:
        window = PreviewWindow(desk, "Журнал", make, host)
        window.resize(*SCREEN)
        window.show()
        opened.append(window)
        turn_until(lambda: window.pictures.bytes_kept > 0)

    seen = Meter(look)
    benchmark.pedantic(seen, setup=close, rounds=8, warmup_rounds=1)
    window = opened[-1]
    turn_until(lambda: window.said.text() == "")
    for _ in range(STEPS):
        window.view.step(1)
        turn_until(lambda: not window.pictures.is_busy)
    kept = window.pictures.bytes_kept / 2**20
    budget = Budget("preview of a class's journal: wish → first page seen", MOST_MS, 75)
    figures = {"pages": window.view.count, "pictures_mib": round(kept, 1), **seen.figures}
    told(benchmark, machine, budget, **figures)
    close()
    assert kept <= MOST_MIB
