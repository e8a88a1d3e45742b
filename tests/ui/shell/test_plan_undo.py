"""Corrections of a plan taken back by Ctrl+Z in the real window: one op, whole (domain 7.5)."""

from __future__ import annotations

from commands.conftest import change, follow, put, rows, teacher, year  # noqa: F401 - fixtures
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication
from school import NOON, ZONE
from ui.keys import CONTROL, SHIFT, Key, press, type_text

from journal_desktop.store.rows.plans import PlanCorrectionRow, PlanDateRow
from journal_desktop.ui.tabs.plans.corrections import CorrectionDialog
from journal_desktop.ui.tabs.plans.tab import TAB


def test_ctrl_z_takes_all_that_was_corrected_at_once_back(
    open_window,
    as_,
    year,  # noqa: F811 - the fixture imported above
    rows,  # noqa: F811 - the same
    qtbot,
):
    window = open_window((TAB,), journal=as_("ivanova"), clock=lambda: NOON.astimezone(ZONE))
    tab = window.tabs.current
    qtbot.waitUntil(lambda: tab.libraries.known is not None)
    tab.open_plan(year[0])
    qtbot.waitUntil(lambda: tab.plans.known is not None)
    press(tab.editor.table, Key.Key_D, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: tab.days.course is not None)
    days = [(row.topic_id, row.day) for row in rows(PlanDateRow)]
    table = tab.days.days
    table.selectRow(4)
    for _ in range(2):
        press(table, Key.Key_Down, SHIFT)
    press(table, Key.Key_F2)
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, CorrectionDialog)]
    press(dialog.change, Key.Key_End)
    assert dialog.change.currentText() == "Разбиение на два урока"
    type_text(dialog.reason, "болезнь учителя")
    press(dialog, Key.Key_Return)
    qtbot.waitUntil(lambda: tab.days.sheet_model.rowCount() == 3)
    assert [(row.topic_id, row.day) for row in rows(PlanDateRow)] != days
    with qtbot.waitActive(window):  # without a screen nobody does so when the dialog is gone
        window.activateWindow()
    press(table, Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: tab.days.sheet_model.rowCount() == 0)
    assert rows(PlanCorrectionRow) == []
    assert [(row.topic_id, row.day) for row in rows(PlanDateRow)] == days
    window.writer.finish()
    QThreadPool.globalInstance().waitForDone()
