"""«Найти и перейти» by the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from ui.keys import press, type_text
from ui.shell.fakes import FakeJournal, Page

from journal_desktop.domain.vocabulary import PlanState
from journal_desktop.queries.plans import PlanItem
from journal_desktop.queries.pupils_found import PupilFound
from journal_desktop.ui.kit.tab import Place
from journal_desktop.ui.shell.finding import Target, found
from journal_desktop.ui.shell.jump import JumpPopup, TargetModel
from journal_desktop.ui.shell.main_window import MainWindow
from journal_desktop.ui.shell.targets import plan_targets

CTRL = Qt.KeyboardModifier.ControlModifier


def popped_up(qtbot, window: MainWindow) -> JumpPopup:
    QTest.keyClick(window, Qt.Key.Key_K, CTRL)
    popup = window.commands.jumping.popup
    assert popup is not None
    titles = lambda: [popup.model.target(row).title for row in range(popup.model.rowCount())]  # noqa: E731
    qtbot.waitUntil(lambda: "7А · Алгебра" in titles())
    return popup


def test_page_is_found_and_opened_in_the_journal_tab(qtbot, window: MainWindow) -> None:
    popup = popped_up(qtbot, window)
    type_text(popup.field, "7а геом")
    press(popup.field, Qt.Key.Key_Return)
    page = window.tabs.current
    assert isinstance(page, Page)
    assert [(place.tab, place.page_id, place.class_id) for place in page.went] == [("marks", 2, 1)]
    assert not popup.isVisible()


def test_a_pupil_is_found_and_opened_on_the_class_page(
    qtbot, open_window: Callable[..., MainWindow], journal: FakeJournal
) -> None:
    journal.pupils = (PupilFound(77, "Ёлкин Лев", 1, "7А", 2),)
    window = open_window()
    popup = popped_up(qtbot, window)
    type_text(popup.field, "елкин")
    press(popup.field, Qt.Key.Key_Return)
    page = window.tabs.current
    assert isinstance(page, Page)
    assert [(place.page_id, place.pupil_id) for place in page.went] == [(2, 77)]


def test_a_lesson_plan_is_found_and_gone_to() -> None:
    went: list[Place] = []
    plan = PlanItem(
        *(51, UUID(int=51), 1, 1, "Алгебра", 7, 1, "Иванова М. П.", "Алгебра, 7 класс", "ФРП"),
        *(PlanState.DRAFT, 102, 204, (), date(2026, 8, 31), None),
        is_late=False,
        is_overdue=True,
        own=True,
    )
    (hit,) = found(plan_targets([plan], went.append), "ктп алг")
    assert (hit.title, hit.kind) == ("КТП · Алгебра, 7 класс · Иванова М. П.", "моё КТП")
    hit.act()
    assert went == [Place("plans", plan_id=51)]


def test_arrows_choose_among_the_found(qtbot, window: MainWindow) -> None:
    popup = popped_up(qtbot, window)
    type_text(popup.field, "7а")
    press(popup.field, Qt.Key.Key_Down)
    press(popup.field, Qt.Key.Key_Down)
    press(popup.field, Qt.Key.Key_Up)
    press(popup.field, Qt.Key.Key_Return)
    page = window.tabs.current
    assert isinstance(page, Page)
    assert page.went[-1].page_id == 2


def test_own_pages_come_before_the_others(
    qtbot, open_window: Callable[..., MainWindow], journal: FakeJournal
) -> None:
    journal.pages = tuple(reversed(journal.pages))
    popup = popped_up(qtbot, open_window())
    assert [popup.model.target(row).kind for row in range(3)] == ["мой журнал"] * 2 + ["журнал"]


def test_tab_opens_by_its_name(qtbot, window: MainWindow) -> None:
    popup = popped_up(qtbot, window)
    type_text(popup.field, "посещ")
    press(popup.field, Qt.Key.Key_Return)
    assert window.tabs.current_key == "day"


def test_command_is_given_by_its_name(qtbot, window: MainWindow) -> None:
    popup = popped_up(qtbot, window)
    type_text(popup.field, "заблок")
    press(popup.field, Qt.Key.Key_Return)
    assert window.lock.is_on


def test_command_of_the_tab_is_found_too(qtbot, window: MainWindow) -> None:
    popup = popped_up(qtbot, window)
    type_text(popup.field, "история")
    press(popup.field, Qt.Key.Key_Return)
    page = window.tabs.current
    assert isinstance(page, Page)
    assert page.asked == 1


def test_enter_with_nothing_found_stays(qtbot, window: MainWindow) -> None:
    popup = popped_up(qtbot, window)
    type_text(popup.field, "щщщ")
    assert popup.nothing.isVisible()
    press(popup.field, Qt.Key.Key_Return)
    assert popup.isVisible()
    press(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_the_popup_is_empty_each_time(qtbot, window: MainWindow) -> None:
    popup = popped_up(qtbot, window)
    type_text(popup.field, "7а")
    press(popup, Qt.Key.Key_Escape)
    assert popped_up(qtbot, window).field.text() == ""


def test_model_of_targets(qtmodeltester) -> None:
    model = TargetModel()
    model.show_targets([Target("7А", "журнал", lambda: None)])
    qtmodeltester.check(model)
