"""Lists over all plans by keys: plan against fact, sheets that wait for an order (7.5, O-25)."""

from __future__ import annotations

import pytest
from commands.planning import by_number, correct
from openpyxl import load_workbook
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QWidget
from school import NOON, TODAY, ZONE
from ui.fake_gate import Said, a_desk
from ui.keys import CONTROL, SHIFT, Key, press

from journal_desktop.commands.topic_taking import TakeTopic
from journal_desktop.domain.plans.wizard import Correction
from journal_desktop.domain.vocabulary import OrderKind, PlanChange
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.ops import ExportRow
from journal_desktop.store.rows.plans import PlanCorrectionRow
from journal_desktop.store.rows.school import OrderRow
from journal_desktop.ui.tabs.plans.tab import PlansTab


@pytest.fixture
def library(qtbot, as_, year):
    """A person's library; `year` is (plan, its following by the main page)."""
    opened = []

    def make_tab(login="ivanova"):
        host, said = QWidget(), Said()
        qtbot.addWidget(host)
        tab = PlansTab(a_desk(as_(login), host, said, lambda: NOON.astimezone(ZONE)))
        qtbot.addWidget(tab)
        tab.resize(1366, 700)
        with qtbot.waitExposed(tab):
            tab.show()
        qtbot.waitUntil(lambda: tab.libraries.known is not None)
        opened.append(tab)
        return tab, said, year[1]

    yield make_tab
    for tab in opened:
        tab.desk.writer.finish()
    QThreadPool.globalInstance().waitForDone()


def active(qtbot, tab):
    """Without a screen nobody activates the window when a dialog is gone."""
    with qtbot.waitActive(tab):
        tab.activateWindow()


def texts(model, row):
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_plan_against_fact_is_seen_and_exported(
    library,
    qtbot,
    tmp_path,
    monkeypatch,
    rows,
    small,
):
    tab, said, _ = library()
    progress = tab.overviews.progress
    press(tab.library.table, Key.Key_V, CONTROL | SHIFT)
    assert tab.front.currentWidget() is progress
    qtbot.waitUntil(lambda: progress.model.rowCount() > 0)
    row = next(n for n, page in enumerate(progress.shown) if page.page_id == small.page)
    line = texts(progress.model, row)
    assert line[:3] == ["7А", "Алгебра", "Иванова М. П."]
    assert line[4] == "60"
    total = texts(progress.model, progress.model.rowCount() - 1)
    lagging = sum(page.hours.is_lagging for page in progress.shown)
    assert total[:2] == ["Итого", f"страниц: {len(progress.shown)}, с отставанием: {lagging}"]
    monkeypatch.setattr(tab.overviews.saving, "choose_file", lambda _name: str(tmp_path / "a.xlsx"))
    press(progress.table, Key.Key_E, CONTROL)
    tab.overviews.saving.dialog.given.emit("Педагогический совет")
    qtbot.waitUntil(lambda: any("Готово: a.xlsx" in text for text in said.texts), timeout=20_000)
    (logged,) = rows(ExportRow)
    assert (logged.kind, logged.purpose) == ("programme", "Педагогический совет")
    cells = [
        row[:2] for row in load_workbook(tmp_path / "a.xlsx").active.iter_rows(values_only=True)
    ]
    assert ("7А", "Алгебра") in cells


def test_a_narrowed_line_leads_to_the_days_and_esc_back(library, qtbot, small, teacher, rows):
    tab, _, use = library()
    progress = tab.overviews.progress
    press(tab.library.table, Key.Key_V, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: progress.model.rowCount() > 0)
    given = next(row for row in rows(LessonRow, page_id=small.page) if row.day == TODAY)
    teacher.do(TakeTopic(small.page, given.id, ""))
    tab.refresh()
    qtbot.waitUntil(lambda: any(not page.hours.is_lagging for page in progress.shown))
    progress.lagging.click()
    assert small.page not in {page.page_id for page in progress.shown}
    progress.teachers.setCurrentText("Иванова М. П.")
    progress.teachers.activated.emit(progress.teachers.currentIndex())
    assert {page.teacher for page in progress.shown} <= {"Иванова М. П."}
    progress.lagging.click()
    assert {page.teacher for page in progress.shown} == {"Иванова М. П."}
    row = next(n for n, page in enumerate(progress.shown) if page.page_id == small.page)
    progress.table.selectRow(row)
    press(progress.table, Key.Key_Return)
    qtbot.waitUntil(lambda: tab.days.course is not None)
    assert (tab.front.currentWidget(), tab.day_deeds.use_id) == (tab.days, use)
    press(tab.days.days, Key.Key_Escape)
    assert tab.front.currentWidget() is progress
    press(progress.table, Key.Key_Escape)
    assert tab.front.currentWidget() is tab.library


def test_progress_between_own_days_is_read_anew(library, qtbot, small):
    tab, _, _ = library("zavuch")
    progress = tab.overviews.progress
    press(tab.library.table, Key.Key_V, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: progress.model.rowCount() > 0)
    assert {page.page_id for page in progress.pages} >= {small.page, small.other_page}
    progress.span.setCurrentIndex(progress.span.count() - 1)
    with qtbot.waitSignal(tab.overviews.reading.loaded):
        progress.span.activated.emit(progress.span.currentIndex())
    assert progress.since.isVisible()
    progress.until.setDate(progress.until.date().addDays(14))
    with qtbot.waitSignal(tab.overviews.reading.loaded):
        progress.until.editingFinished.emit()
    page = next(page for page in progress.pages if page.page_id == small.page)
    assert page.hours.due > 2
    assert progress.title.text().endswith(f"{progress.until.date().toString('dd.MM.yyyy')}")


def test_the_deputy_finds_the_sheets_that_wait_for_an_order(
    library,
    teacher,
    qtbot,
    rows,
    add,
):
    tab, _, use = library("zavuch")
    waiting = tab.overviews.waiting
    press(tab.library.table, Key.Key_O, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: waiting.front.currentWidget() is waiting.empty)
    one, two, four = by_number(teacher, use, 1, 2, 4)
    alone = Correction(PlanChange.INDEPENDENT, four)
    teacher.do(correct(use, Correction(PlanChange.MERGE, two, with_topic=one), alone))
    order = add(OrderRow(kind=OrderKind.OTHER, number="7", day=TODAY, title="О карантине"))
    tab.refresh()
    qtbot.waitUntil(lambda: waiting.model.rowCount() == 1)
    assert texts(waiting.model, 0) == ["7А", "Алгебра", "Иванова М. П.", "2", "1"]
    press(waiting.table, Key.Key_Return)
    qtbot.waitUntil(lambda: tab.days.course is not None)
    assert tab.days.parts.currentIndex() == 1
    press(tab.days.sheet, Key.Key_F8)
    qtbot.waitUntil(lambda: tab.day_deeds.dialog is not None)
    press(tab.day_deeds.dialog.list, Key.Key_Return)
    qtbot.waitUntil(lambda: {row.order_id for row in rows(PlanCorrectionRow)} == {order})
    qtbot.waitUntil(lambda: not tab.days.order.isEnabled())
    active(qtbot, tab)
    press(tab.days.sheet, Key.Key_Escape)
    qtbot.waitUntil(lambda: waiting.front.currentWidget() is waiting.empty)


def test_a_teacher_is_not_asked_for_orders(library):
    tab, _, _ = library("petrova")
    assert "Листы без приказа" not in {action.text() for action in tab.menu_actions()}
