"""«Закрытие периодов и года» by hand over both databases: keys and buttons, then the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from commands.closed import close, final_marks
from PySide6.QtCore import QEvent, QThreadPool
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from school import NOON, ZONE
from shiboken6 import isValid
from sqlalchemy import select
from sqlalchemy.orm import Session
from ui.fake_gate import Said, a_desk
from ui.keys import CONTROL, Key, press, type_text

from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.spread import PeriodState
from journal_desktop.domain.vocabulary import CorrectionField, Decision, RequestState
from journal_desktop.store.rows.closing import CorrectionRow, DebtRow, DecisionRow
from journal_desktop.store.rows.marks import MarkRow
from journal_desktop.store.rows.ops import ExportRow
from journal_desktop.store.rows.school import PeriodRow
from journal_desktop.ui.closing import periods
from journal_desktop.ui.closing.correction_forms import AskCorrectionForm, BasisForm
from journal_desktop.ui.closing.window import ClosingWindow, open_closing

Shown = SimpleNamespace


@pytest.fixture
def rows(database):
    def all_of(table):
        with Session(database.owner, expire_on_commit=False) as session:
            return list(session.scalars(select(table).order_by(table.id)))

    return all_of


@pytest.fixture
def show(qtbot: QtBot, as_) -> Iterator[Callable[..., Shown]]:
    """Open the window as a person; nothing runs on when the test ends."""
    opened: list[ClosingWindow] = []

    def make(login: str, now=NOON) -> Shown:
        said, host, journal = Said(), QWidget(), as_(login, now)
        qtbot.addWidget(host)
        desk = a_desk(journal, host, said, lambda: now.astimezone(ZONE))
        window = open_closing(desk, host)
        qtbot.waitUntil(lambda: window.years.count() > 0)
        opened.append(window)
        one = Shown(window=window, said=said, desk=desk, host=host)
        settle(qtbot, one)
        return one

    yield make
    QThreadPool.globalInstance().waitForDone(5000)
    QApplication.processEvents()
    for window in opened:
        if isValid(window):
            window.desk.writer.finish()
            window.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle(qtbot: QtBot, one: Shown) -> None:
    """Wait until everything asked and written is answered."""
    assert one.desk.writer.finish()
    qtbot.waitUntil(lambda: all(page._busy == 0 for page in one.window.all_pages))


@pytest.fixture
def agree(monkeypatch):
    """Every question is answered with yes; what was asked."""
    asked: list[str] = []

    def confirmed(_parent, title, text, **_answers):
        asked.append(f"{title}: {text}")
        return True

    monkeypatch.setattr(periods, "confirmed", confirmed)
    return asked


def test_the_officer_closes_a_period_knowing_what_is_missing(qtbot, show, agree, rows, small):
    one = show("admin")
    page = one.window.periods
    assert page.chosen.title == "I четверть"
    assert page.about.text() == "Не хватает: 18 итоговых отметок и 1 незаполненный урок."
    page.close_period.click()
    settle(qtbot, one)
    assert "18 итоговых отметок" in agree[0]
    states = {row.id: row.state for row in rows(PeriodRow)}
    assert states[small.periods[1]] is PeriodState.CLOSED
    assert one.window.said.text() == "«I четверть» закрыт."
    assert not page.close_period.isEnabled()


def test_a_gap_is_opened_in_the_journal_with_enter(show, small):
    one = show("admin")
    page = one.window.periods
    page.gaps.selectRow(0)
    page.gaps.setFocus()
    press(page.gaps, Key.Key_Return)
    (place,) = one.said.places
    assert (place.tab, place.period_id) == ("marks", small.periods[1])
    assert place.page_id in {small.page, small.other_page, small.course_page}
    assert not one.window.isVisible()


def test_what_changed_meanwhile_is_said_and_shown_anew(qtbot, show, agree, rows, small, database):
    one = show("admin")
    final_marks(database.owner, small, 1)
    one.window.periods.close_period.click()
    settle(qtbot, one)
    assert "список изменился" in one.window.said.text()
    assert one.window.periods.chosen.lacks.total == 1
    assert agree
    assert {row.state for row in rows(PeriodRow)} == {PeriodState.OPEN}


def test_a_deputy_looks_and_closes_nothing(show):
    one = show("zavuch")
    page = one.window.periods
    assert [button.isHidden() for button in (page.close_period, page.close_year, page.archive)] == [
        True,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("login", "titles"),
    [
        ("ivanova", ["Решения педсовета", "Исправления"]),
        ("petrova", ["Исправления"]),
        ("zavuch", ["Периоды и год", "Решения педсовета", "Исправления"]),
    ],
)
def test_everybody_has_the_pages_of_their_rights(show, login, titles):
    tabs = show(login).window.pages
    assert [tabs.tabText(number) for number in range(tabs.count())] == titles


def test_the_class_teacher_decides_on_the_whole_class_at_once(qtbot, show, rows):
    one = show("ivanova")
    page = one.window.decisions
    page.table.setFocus()
    press(page.table, Key.Key_A, CONTROL)
    assert page.fields.heading.text() == "Выбрано: 6 учеников"
    page.write.click()
    settle(qtbot, one)
    assert {row.code for row in rows(DecisionRow)} == {Decision.PROMOTED}
    assert len(rows(DecisionRow)) == 6
    assert page.state.text() == "решения приняты по всем"
    page.clear.click()
    settle(qtbot, one)
    assert rows(DecisionRow) == []


def test_proposals_of_the_marks_are_taken_with_their_debts(qtbot, show, rows, database, small):
    final_marks(database.owner, small, 0)
    with Session(database.owner) as session, session.begin():
        from_marks = "update period_mark set value = '2' where id = 1"
        session.connection().exec_driver_sql(from_marks)
    one = show("ivanova")
    page = one.window.decisions
    page.table.selectAll()
    page.by_marks.click()
    settle(qtbot, one)
    codes = [row.code for row in rows(DecisionRow)]
    assert codes == [Decision.PROMOTED_COND, *[Decision.PROMOTED] * 5]
    assert [row.pupil_id for row in rows(DebtRow)] == [small.pupils[0]]
    page.table.clearSelection()
    page.table.selectRow(0)
    assert not page.attempt.isHidden()


def test_those_who_may_not_decide_see_no_fields(show):
    page = show("admin").window.decisions
    assert page.panel.isHidden()
    assert page.table.rowCount() == 6


@pytest.fixture
def closed(as_, small, database):
    final_marks(database.owner, small, 1)
    as_("ivanova").do(SetCell(small.page, small.lessons[0], small.pupils[0], "5", ""))
    close(as_("admin"), small)
    return small


@pytest.mark.usefixtures("closed")
def test_a_correction_goes_through_three_hands(qtbot, show, rows, tmp_path):
    asking = show("ivanova")
    asking.window.corrections.ask_new.click()
    form = form_of(qtbot, asking, AskCorrectionForm)
    qtbot.waitUntil(lambda: form.lesson.count() > 0)
    assert (form.page.currentText(), form.now.text()) == ("7А · Алгебра", "5")
    type_text(form.value, "4")
    type_text(form.reason, "ошибка ввода")
    press(form.reason, Key.Key_Return)
    settle(qtbot, asking)
    assert [row.state for row in rows(CorrectionRow)] == [RequestState.FILED]
    allowing = show("zavuch")
    allowing.window.corrections.allow.click()
    settle(qtbot, allowing)
    doing = show("admin", NOON + timedelta(hours=1))
    doing.window.corrections.carry_out.click()
    basis = form_of(qtbot, doing, BasisForm)
    basis.go.click()
    assert basis.error.text() == "Укажите номер документа."
    type_text(basis.number, "12")
    press(basis.number, Key.Key_Return)
    settle(qtbot, doing)
    assert [row.state for row in rows(CorrectionRow)] == [RequestState.DONE]
    assert [mark.value for mark in rows(MarkRow)] == ["4"]
    path = tmp_path / "list.pdf"
    doing.window.corrections.write_list(path, "для дела")
    qtbot.waitUntil(path.exists)
    assert [row.purpose for row in rows(ExportRow)] == ["для дела"]
    qtbot.waitUntil(lambda: "Готово" in doing.window.said.text())


def form_of(qtbot: QtBot, one: Shown, kind: type[QWidget]) -> QWidget:
    def shown():
        return [form for form in one.window.findChildren(kind) if form.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    return shown()[0]


@pytest.mark.usefixtures("closed")
def test_the_form_shows_what_stands_in_every_kind_of_place(qtbot, show):
    one = show("ivanova")
    one.window.corrections.ask_new.click()
    form = form_of(qtbot, one, AskCorrectionForm)
    qtbot.waitUntil(lambda: form.lesson.count() > 0)
    fields = list(CorrectionField)
    stands = {}
    for field in fields:
        form.field.setCurrentIndex(fields.index(field))
        stands[field] = form.now.text()
    assert stands == {
        CorrectionField.CELL: "5",
        CorrectionField.TOPIC: "пусто",
        CorrectionField.HOMEWORK: "пусто",
        CorrectionField.FINAL: "4",
    }
    form.go.click()
    assert form.error.text() == "Укажите причину."
    form.reject()


def test_the_size_and_the_page_are_remembered(show):
    one = show("zavuch")
    one.window.resize(1000, 600)
    one.window.pages.setCurrentIndex(2)
    one.window.close()
    assert one.desk.prefs.get("closing.size") == "1000x600"
    assert one.desk.prefs.get("closing.tab") == "Исправления"


def test_an_empty_list_says_what_to_do(show):
    page = show("petrova").window.corrections
    assert page.state.text().startswith("Исправлений нет.")
    assert not page.print_list.isVisible()


@pytest.mark.usefixtures("closed")
def test_a_list_whose_folder_is_gone_says_so(qtbot, show):
    one = show("admin")
    one.window.corrections.write_list(Path("/nowhere/list.pdf"), "для дела")
    qtbot.waitUntil(lambda: "Папки «/nowhere» нет" in one.window.said.text())
