"""A print under way: how far, how long, stopped, resumed; what the report offers."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from ui.fake_gate import FakeJournal, Said, a_desk

from journal_desktop.domain.errors import BadFile
from journal_desktop.printing.batch.order import (
    BatchProgress,
    BatchReport,
    ClassResult,
    Outcome,
)
from journal_desktop.printing.page import Paper
from journal_desktop.ui.tabs.printing import running
from journal_desktop.ui.tabs.printing.classes import ClassesView
from journal_desktop.ui.tabs.printing.flow import PrintFlow
from journal_desktop.ui.tabs.printing.order import Chosen, Habits, Order
from journal_desktop.ui.tabs.printing.progress import left_text

AT = datetime(2026, 11, 23, 5, tzinfo=UTC)
CLASSES = (Chosen(1, "7А"), Chosen(2, "7Б"), Chosen(3, "7В"))


class Printer:
    """Stands for the printing of many: goes on when it is told to."""

    def __init__(self) -> None:
        self.orders: list[tuple[str, bool]] = []
        self.go_on = threading.Event()
        self.fault: Exception | None = None

    def __call__(self, _journal, order, wanted, watch):
        tell, cancelled = watch
        self.orders.append((order.names, wanted.resume))
        if self.fault is not None:
            raise self.fault
        second = timedelta(seconds=1)
        tell(BatchProgress(1, 3, 0.4, 40 * second, 60 * second, "7Б: страница"))
        self.go_on.wait(5)
        tell(BatchProgress(1, 3, 0.5, 50 * second, 50 * second, "7Б: страница"))
        stopped = cancelled()
        results = tuple(
            ClassResult(one.class_id, one.name, Outcome.PRINTED, order.folder / f"{one.name}.pdf")
            if number == 0 or not stopped
            else ClassResult(one.class_id, one.name, Outcome.NOT_REACHED)
            for number, one in enumerate(order.classes)
        )
        report = ("2026/2027", results, (), order.folder, AT, AT, stopped, True, 1)
        return BatchReport(*report)


@pytest.fixture
def printer(monkeypatch):
    made = Printer()
    monkeypatch.setattr(running, "print_order", made)
    yield made
    made.go_on.set()
    QThreadPool.globalInstance().waitForDone()


@pytest.fixture
def said():
    return Said()


@pytest.fixture
def view(qtbot, said):
    host = QWidget()
    qtbot.addWidget(host)
    made = ClassesView()
    qtbot.addWidget(made)
    made.flow = PrintFlow(a_desk(FakeJournal(), host, said), made)
    made.flow.watch(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    if made.flow.report is not None:
        made.flow.report.close()


@pytest.fixture
def order(tmp_path):
    return Order(1, CLASSES, tmp_path, "Запрос", Habits(Paper(draft=True)))


def report_of(qtbot, view):
    qtbot.waitUntil(lambda: view.flow.report is not None)
    return view.flow.report


def test_how_far_and_how_long_is_seen(qtbot, view, printer, order):
    view.flow.running.start(order)
    qtbot.waitUntil(lambda: view.progress.bar.value() == 40)
    assert view.progress.isVisible()
    assert view.progress.said.text() == "1 из 3 · 7Б: страница"
    assert view.progress.left.text() == "осталось около 1 минуты"
    printer.go_on.set()
    report = report_of(qtbot, view)
    assert not view.progress.isVisible()
    assert report.heading.text() == "Напечатано: 3 журнала"


def test_a_stopped_print_is_resumed_with_what_is_left(qtbot, view, printer, said, order):
    view.flow.running.start(order)
    qtbot.waitUntil(lambda: view.progress.bar.value() == 40)
    view.progress.stop.click()
    assert not view.progress.stop.isEnabled()
    printer.go_on.set()
    report = report_of(qtbot, view)
    assert report.windowTitle() == "Печать прервана"
    assert report.heading.text() == "Напечатано: 1 журнал, не дошла очередь: 2"
    assert said.texts[-1].startswith("Напечатано: 1 журнал")
    report.close()
    assert view.resume.isVisible()
    view.resume.click()
    qtbot.waitUntil(lambda: view.flow.report is not None)
    assert printer.orders == [("7А, 7Б, 7В", False), ("7Б, 7В", True)]
    assert not view.resume.isVisible()


def test_a_second_print_waits_for_the_first(qtbot, view, printer, said, order):
    view.flow.running.start(order)
    qtbot.waitUntil(lambda: view.progress.bar.value() == 40)
    view.flow.ask(1, CLASSES, draft=True)
    assert said.texts[-1].startswith("Печать уже идёт")
    assert view.flow.dialog is None
    printer.go_on.set()
    report_of(qtbot, view)


def test_what_cannot_even_begin_is_told(qtbot, view, printer, said, order):
    printer.fault = BadFile("Папка «печать» только для чтения.")
    view.flow.running.start(order)
    qtbot.waitUntil(lambda: said.texts == ["Папка «печать» только для чтения."])
    assert view.flow.report is None
    assert not view.flow.running.busy
    assert not view.progress.isVisible()


def test_a_file_and_its_folder_are_opened(qtbot, view, printer, order, monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    (tmp_path / "7Б.pdf").write_bytes(b"%PDF")
    printer.go_on.set()
    view.flow.running.start(order)
    report = report_of(qtbot, view)
    QTest.keyClick(report.table, Qt.Key.Key_Down)
    report.file.click()
    report.place.click()
    assert [Path(url.toLocalFile()) for url in opened] == [tmp_path / "7Б.pdf", tmp_path]


def test_a_file_that_is_gone_is_told(qtbot, view, printer, said, order):
    printer.go_on.set()
    view.flow.running.start(order)
    report_of(qtbot, view).file.click()
    assert "больше нет" in said.texts[-1]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, ""),
        (3, "осталось меньше 10 секунд"),
        (34, "осталось около 30 секунд"),
        (61, "осталось около 1 минуты"),
        (130, "осталось около 2 минут"),
    ],
)
def test_time_left_in_words(seconds, said):
    assert left_text(seconds) == said
