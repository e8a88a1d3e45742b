"""A federal plan by keys through the window: file, remarks, approval, days, journal, paper."""

from __future__ import annotations

import pytest
from commands.weeks import at
from exchange.test_ktp_way import federal
from exchange.workbooks import xlsx
from printing.reading import read, squeezed
from PySide6.QtWidgets import QApplication
from school import TODAY
from ui.keys import CONTROL, SHIFT, Key, press, type_text
from ui.marks.conftest import desk_of  # noqa: F401 - a fixture
from ui.plans.giving import asked

from journal_desktop.domain.vocabulary import PlanState
from journal_desktop.queries.plan_course import DatedPlanOf
from journal_desktop.queries.plans import PlanFaultsOf, PlanOf
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.ui.kit.purpose import PurposeDialog
from journal_desktop.ui.tabs.plans.acts import Front
from journal_desktop.ui.tabs.plans.approve_form import ApproveDialog
from journal_desktop.ui.tabs.plans.compress import CompressDialog
from journal_desktop.ui.tabs.plans.forms import PreviewDialog

UNNAMED = 20
"""The line whose control work has no topic: only a person can name it."""


@pytest.fixture
def plan_file(tmp_path):
    """The plan as a school has it from the federal programme."""
    return xlsx(tmp_path / "ктп.xlsx", ("№", "Тема урока", "Часы"), *federal())


def activate(qtbot, tab):
    """Without a screen nobody does so when another window is gone."""
    with qtbot.waitActive(tab):
        tab.activateWindow()


def settled(qtbot, tab):
    assert tab.desk.writer.finish(20_000)
    qtbot.waitUntil(lambda: tab.desk.writer.count == 0)
    QApplication.processEvents()


@pytest.mark.usefixtures("loose")
def test_from_the_file_to_the_paper(  # noqa: PLR0915, PLR0917 - one way, told whole
    library,
    plan_file,
    teacher,
    small,
    put,
    rows,
    desk_of,  # noqa: F811
    qtbot,
    tmp_path,
):
    put(at(1, 3), at(3, 3), at(5, 3), begins=TODAY)
    tab, said = library()
    known = tab.libraries.known
    page = next(page for page in known.own_pages if page.page_id == small.page)
    tab.load_file(plan_file, known.year, page)
    press(asked(qtbot, tab, PreviewDialog), Key.Key_Return)
    qtbot.waitUntil(lambda: tab.scene().front is Front.LINES and tab.scene().plan is not None)
    plan = tab.plan_id
    qtbot.waitUntil(lambda: tab.plans.known.faults is not None)
    errors = [fault for fault in tab.plans.known.faults if fault.is_error]
    assert [fault.number for fault in errors] == [20, 40, 60, 60, 102]

    activate(qtbot, tab)
    tab.editor.faults.all.click()
    settled(qtbot, tab)
    tab.editor.go_to_line(UNNAMED)
    tab.editor.table.setFocus()
    press(tab.editor.table, Key.Key_F2)
    cell = QApplication.focusWidget()
    press(cell, Key.Key_A, CONTROL)
    type_text(cell, "Контрольная работа № 1 по теме «Одночлены»")
    press(cell, Key.Key_Return)
    settled(qtbot, tab)
    assert [str(fault) for fault in teacher.ask(PlanFaultsOf(plan)) if fault.is_error] == []
    press(tab.editor.table, Key.Key_Return, CONTROL)
    settled(qtbot, tab)

    chief, _ = library("zavuch")
    activate(qtbot, chief)
    press(chief.library.table, Key.Key_F9)
    qtbot.waitUntil(lambda: chief.scene().front is Front.LINES and chief.scene().plan is not None)
    press(chief.editor.table, Key.Key_A, CONTROL | SHIFT)
    press(asked(qtbot, chief, ApproveDialog), Key.Key_Return)
    settled(qtbot, chief)
    assert teacher.ask(PlanOf(plan)).item.state is PlanState.APPROVED

    activate(qtbot, tab)
    with qtbot.waitSignal(tab.plans.loaded):
        tab.refresh()
    press(tab.editor.table, Key.Key_D, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: tab.days.course is not None)
    use = tab.days.course.dated.use_id
    lacking = tab.days.course.dated.supply.lacking
    assert lacking > 0
    press(tab.days.days, Key.Key_U, CONTROL)
    (dialog,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, CompressDialog))
    dialog.reason.setEditText("уплотнение программы")
    press(dialog.reason, Key.Key_Return)
    settled(qtbot, tab)
    dated = teacher.ask(DatedPlanOf(use))
    assert dated.supply.lacking == lacking
    assert len(dated.corrections) > 0
    assert dated.course.lacking < lacking
    assert not any(item.way for item in dated.course.items if item.is_control)

    lesson = next(row for row in rows(LessonRow, page_id=small.page) if row.day == TODAY)
    mine = desk_of("ivanova", small.page)
    mine.tab.view.cursor_.to(0, mine.tab.cells.model.sheet.column_of(lesson.id))
    mine.tab.lessons.open_lesson(lesson.id)
    qtbot.waitUntil(lambda: mine.tab.lessons.card.lesson.id == lesson.id)
    press(mine.grid, Key.Key_F6)
    qtbot.waitUntil(lambda: mine.tab.lessons.card.lesson.topic != "")
    settled(qtbot, mine.tab)
    (written,) = rows(LessonRow, id=lesson.id)
    first = teacher.ask(PlanOf(plan)).topics[0].topic
    assert written.topic.startswith(first)
    assert written.topic_reason == ""

    tab.day_deeds._prints.choose_file = lambda name: str(tmp_path / name)
    tab.day_deeds.print_plan()
    asked(qtbot, tab, PurposeDialog).given.emit("для завуча")
    qtbot.waitUntil(
        lambda: any(text.startswith("Готово: КТП") for text in said.texts), timeout=20000
    )
    (paper,) = tmp_path.glob("КТП*.pdf")
    told = squeezed("".join(page.text for page in read(paper.read_bytes())))
    for topic in teacher.ask(PlanOf(plan)).topics:
        assert squeezed(topic.topic) in told
