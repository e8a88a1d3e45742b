"""The days of a plan in the window: dated, corrected, compressed, printed (domain 7.5)."""

from __future__ import annotations

import pikepdf
import pytest
from commands.conftest import change, follow, put, rows, teacher, year  # noqa: F401 - fixtures
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication, QWidget
from school import NOON, ZONE
from sqlalchemy import select
from sqlalchemy.orm import Session
from ui.fake_gate import Said, a_desk
from ui.keys import Key, press

from journal_desktop.domain.vocabulary import PlanChange
from journal_desktop.store.rows.plans import PlanCorrectionRow, PlanDateRow
from journal_desktop.ui.tabs.plans.corrections import CompressDialog, CorrectionDialog
from journal_desktop.ui.tabs.plans.tab import PlansTab


@pytest.fixture
def days(qtbot, as_, year):  # noqa: F811 - the fixture imported above
    """The tab of a person with the plan of sixty lines by its days."""
    plan_id, _ = year
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
        tab.open_plan(plan_id)
        qtbot.waitUntil(lambda: tab.plans.known is not None)
        tab._show_days()
        qtbot.waitUntil(lambda: tab.days.course is not None)
        opened.append(tab)
        return tab, said

    yield make_tab
    for tab in opened:
        tab.desk.writer.finish()
    QThreadPool.globalInstance().waitForDone()


def stored(database, table):
    with Session(database.owner, expire_on_commit=False) as session:
        return session.scalars(select(table).order_by(table.id)).all()


def asked(kind):
    (dialog,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, kind))
    return dialog


def test_days_are_shown_with_what_the_year_lacks(days, database):
    tab, _ = days()
    assert tab.front.currentWidget() is tab.days
    model = tab.days.days_model
    assert model.rowCount() == 60
    assert model.index(0, 1).data() == "Тема урока 1"
    assert model.index(0, 2).data() == f"{stored(database, PlanDateRow)[0].day:%d.%m.%Y}"
    assert "По КТП нужно уроков: 60" in tab.days.supply.text()


def test_a_correction_by_keys_stands_in_the_sheet(days, database, qtbot):
    tab, said = days()
    tab.days.days.selectRow(4)
    tab.days.correct.click()
    dialog = asked(CorrectionDialog)
    press(dialog, Key.Key_Return)
    assert "Укажите причину" in dialog.fault.text()
    dialog.change.setCurrentIndex(dialog.change.findData(PlanChange.MERGE))
    assert "Обе темы на одном уроке: № 5 и № 6." in dialog.why.text()
    dialog.reason.setEditText("карантин")
    press(dialog, Key.Key_Return)
    qtbot.waitUntil(lambda: "лист корректировки" in " ".join(said.texts))
    (line,) = stored(database, PlanCorrectionRow)
    assert (line.change, line.reason) == (PlanChange.MERGE, "карантин")
    qtbot.waitUntil(lambda: tab.days.sheet_model.rowCount() == 1)
    assert tab.days.sheet_model.index(0, 4).data() == "карантин"
    assert tab.days.parts.tabText(1) == "Лист корректировки (1)"


def test_the_proposal_is_told_whole_and_carried_out_by_one_op(days, database, qtbot):
    tab, _ = days()
    proposed = tab.days.proposed
    assert proposed
    tab.days.compress.click()
    dialog = asked(CompressDialog)
    assert len(dialog.list.toPlainText().splitlines()) == len(proposed)
    dialog.reason.setEditText("праздничный день")
    dialog.yes.click()
    qtbot.waitUntil(lambda: len(stored(database, PlanCorrectionRow)) == len(proposed))


def test_the_sheet_and_the_plan_are_printed(days, tmp_path, qtbot, monkeypatch):
    tab, said = days()
    monkeypatch.setattr(tab.day_deeds, "_choose", lambda _name: tmp_path / "КТП.pdf")
    tab.day_deeds.print_plan()
    from journal_desktop.ui.kit.purpose import PurposeDialog  # noqa: PLC0415 - only here

    dialog = asked(PurposeDialog)
    dialog.given.emit("для проверки")
    qtbot.waitUntil(lambda: "Готово: КТП.pdf" in said.texts, timeout=20_000)
    with pikepdf.open(tmp_path / "КТП.pdf") as pdf:
        assert len(pdf.pages) >= 1


def test_who_does_not_teach_the_page_looks_only(days):
    tab, _ = days("zavuch")
    for button in (tab.days.date, tab.days.correct, tab.days.compress):
        assert not button.isVisible()
    tab.back()
    assert tab.front.currentWidget() is tab.editor
