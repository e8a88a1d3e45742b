"""Final columns in the window: orders of non-attestation, the term, opening again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QDialog
from ui.fake_gate import FakeJournal
from ui.keys import Key, press, type_text
from ui.marks.pages import NOW, PERIOD, TODAY, a_period, a_spread

from journal_desktop.access.policy import Right
from journal_desktop.commands.orders import AddNonattestationOrder, AttachOrder
from journal_desktop.commands.period_marks import SetPeriodMark
from journal_desktop.commands.reopening import OpenFinals
from journal_desktop.domain.spread import PeriodKind, PeriodState
from journal_desktop.queries.orders import OrderItem
from journal_desktop.ui.kit.grid_model import SIGN_DOT
from journal_desktop.ui.tabs.marks.clocks import Mood
from journal_desktop.ui.tabs.marks.finals_note import finals_line
from journal_desktop.ui.tabs.marks.tips import cell_hint, cell_tip

ORDERS = (
    OrderItem(8, "61-у", date(2026, 11, 20), "О неаттестации обучающихся"),
    OrderItem(5, "40-у", date(2026, 10, 23), "О неаттестации обучающихся"),
)
HOUR = timedelta(hours=1)


@pytest.fixture
def finals(open_tab):
    """The page with its final column current; what the person may not do is told."""

    def opened(*denied, orders=ORDERS, period=None, values=()):
        journal = FakeJournal()
        journal.orders, journal.denied = orders, set(denied)
        spread = journal.spread
        for pupil, value in values:
            key = pupil, PERIOD, PeriodKind.PERIOD
            spread.period_cells[key] = replace(spread.period_cells[key], value=value)
        if period is not None:
            journal.periods = (period,)
            journal.spread = replace(spread, periods=(period,))
        page = open_tab(journal)
        page.column = len(page.sheet.columns) - 1
        page.go(6, page.column)
        page.grid_of_finals = page.tab.view.finals
        return page

    return opened


def gone(page):
    page.qtbot.waitUntil(lambda: not page.tab.window().findChildren(QDialog))


def lines(dialog):
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_a_letter_takes_an_order_from_the_list(finals):
    page = finals()
    type_text(page.grid_of_finals, "н")
    dialog = page.dialog()
    assert lines(dialog)[0].startswith("№ 61-у от 20.11.2026")
    assert lines(dialog)[-1].startswith("Приказа пока нет")
    assert page.journal.ops == []
    press(dialog, Key.Key_Down)
    press(dialog, Key.Key_Return)
    page.idle()
    (command,) = page.journal.ops[-1]
    assert (command.text, command.order_id) == ("н", 5)
    assert page.shown(6, page.column) == "н"
    assert "Приказ № 40-у от 23.10.2026" in cell_tip(page.sheet, 6, page.column)


def test_the_order_chosen_last_is_offered_first(finals):
    page = finals()
    for row in (6, 7):
        page.go(row, page.column)
        type_text(page.grid_of_finals, "н")
        dialog = page.dialog()
        if row == 6:
            press(dialog, Key.Key_Down)
        press(dialog, Key.Key_Return)
        page.idle()
        gone(page)
    assert [op[0].order_id for op in page.journal.ops] == [5, 5]


def test_an_order_from_before_the_period_is_not_taken_by_enter(finals):
    page = finals(orders=ORDERS[1:])
    type_text(page.grid_of_finals, "н")
    dialog = page.dialog()
    assert lines(dialog)[0].startswith("№ 40-у от 23.10.2026")
    press(dialog, Key.Key_Return)
    page.idle()
    assert page.journal.ops[-1][0].order_id is None


def test_escape_puts_no_letter(finals):
    page = finals()
    type_text(page.grid_of_finals, "б")
    press(page.dialog(), Key.Key_Escape)
    gone(page)
    page.idle()
    assert page.journal.ops == []


def test_a_letter_without_an_order_yet_is_allowed_and_shown_so(finals):
    page = finals()
    type_text(page.grid_of_finals, "н")
    dialog = page.dialog()
    press(dialog, Key.Key_End)
    press(dialog, Key.Key_Return)
    page.idle()
    assert page.journal.ops[-1][0].order_id is None
    assert "Поставлено без приказа" in page.said.texts[-1]
    assert page.tab.cells.model.faces[6][page.column].signs & SIGN_DOT
    assert "нет приказа" in cell_hint(page.sheet, 6, page.column).where
    assert "Нет приказа" in cell_tip(page.sheet, 6, page.column)


def test_without_orders_a_teacher_is_not_stopped_by_a_question(finals):
    page = finals(Right.NONATTESTATION_WRITE, orders=())
    type_text(page.grid_of_finals, "н")
    page.qtbot.waitUntil(lambda: page.shown(6, page.column) == "н")
    page.idle()
    assert not page.tab.window().findChildren(QDialog)
    assert "Поставлено без приказа" in page.said.texts[-1]


def test_a_block_of_letters_is_asked_once(finals):
    page = finals()
    page.tab.view.cursor_.to(8, page.column, extend=True)
    type_text(page.grid_of_finals, "у")
    press(page.dialog(), Key.Key_Return)
    page.idle()
    assert [(len(op), op[0].order_id) for op in page.journal.ops] == [(3, 8)]


def test_a_digit_in_place_of_a_letter_has_no_order(finals):
    page = finals()
    type_text(page.grid_of_finals, "н")
    press(page.dialog(), Key.Key_Return)
    page.idle()
    gone(page)
    page.go(6, page.column)
    type_text(page.grid_of_finals, "4")
    page.idle()
    final = page.sheet.final(6, page.column)
    assert (final.value, final.order) == ("4", "")


def test_the_order_is_named_later_by_the_menu(finals):
    page = finals(values=[(7, "н")])
    page.trigger("Приказ…")
    dialog = page.dialog()
    assert len(lines(dialog)) == 2
    press(dialog, Key.Key_Return)
    page.idle()
    (command,) = page.journal.ops[-1]
    assert isinstance(command, SetPeriodMark)
    assert (command.text, command.expected, command.order_id) == ("н", "н", 8)
    assert page.sheet.final(6, page.column).order == "№ 61-у от 20.11.2026"


def test_who_does_not_teach_here_names_the_order_by_his_own_right(finals):
    page = finals(Right.PERIOD_MARKS_WRITE, values=[(7, "б")])
    page.trigger("Приказ…")
    press(page.dialog(), Key.Key_Return)
    page.idle()
    (command,) = page.journal.ops[-1]
    assert isinstance(command, AttachOrder)
    assert (command.pupil_id, command.expected, command.order_id) == (7, "б", 8)


def test_a_new_order_is_written_down_and_chosen(finals):
    page = finals(orders=(), values=[(7, "н")])
    page.trigger("Приказ…")
    dialog = page.dialog()
    assert dialog.empty.isVisible()
    assert not dialog.yes.isEnabled()
    type_text(dialog.number, "77-у")
    press(dialog.number, Key.Key_Return)
    page.qtbot.waitUntil(lambda: dialog.list.count() == 1)
    (command,) = page.journal.ops[-1]
    assert isinstance(command, AddNonattestationOrder)
    assert (command.number, command.day) == ("77-у", TODAY)
    press(dialog, Key.Key_Return)
    page.idle()
    assert page.journal.ops[-1][0].order_id == 1


def test_who_may_not_write_orders_only_chooses(finals):
    page = finals(Right.NONATTESTATION_WRITE, values=[(7, "н")])
    page.trigger("Приказ…")
    assert not page.dialog().number.isVisible()


@pytest.mark.parametrize(
    ("denied", "orders", "state", "why"),
    [
        ((), ORDERS, PeriodState.CLOSED, "закрыт"),
        (
            (Right.NONATTESTATION_WRITE, Right.PERIOD_MARKS_WRITE),
            ORDERS,
            PeriodState.OPEN,
            "указывает",
        ),
        ((Right.NONATTESTATION_WRITE,), (), PeriodState.OPEN, "ещё нет"),
    ],
)
def test_why_no_order_can_be_named_is_told(finals, denied, orders, state, why):
    page = finals(*denied, orders=orders, period=a_period(state), values=[(7, "н")])
    page.trigger("Приказ…")
    page.qtbot.waitUntil(lambda: bool(page.said.texts))
    assert why in page.said.texts[-1]
    assert not page.tab.window().findChildren(QDialog)


def test_an_order_beside_a_digit_is_refused_in_words(finals):
    page = finals()
    page.trigger("Приказ…")
    assert "только при неаттестации" in page.said.texts[-1]


def test_the_deputy_opens_final_marks_for_hours_with_a_reason(finals):
    page = finals(period=replace(a_period(), deadline=NOW - HOUR))
    assert page.tab.chooser.finals.text() == "Итоговые: срок истёк 11:41 (п. 3.2.5)"
    page.trigger("Открыть итоговые отметки…")
    dialog = page.dialog()
    assert "7А, Алгебра" in dialog.heading.text()
    assert "Срок истёк 23.11.2026 11:41" in dialog.state.text()
    dialog.hours.setValue(3)
    assert dialog.until.text().endswith("до 23.11.2026 15:41")
    press(dialog, Key.Key_Return)
    assert "Укажите причину" in dialog.fault.text()
    type_text(dialog.reason, "болезнь учителя")
    press(dialog, Key.Key_Return)
    page.idle()
    (command,) = page.journal.ops[-1]
    assert isinstance(command, OpenFinals)
    assert (command.period_id, command.hours, command.reason) == (PERIOD, 3, "болезнь учителя")
    assert page.journal.reasons == ["болезнь учителя"]
    assert "открыты на 3 ч" in page.said.texts[-1]


def test_there_is_nothing_to_open_before_the_term(finals):
    page = finals(period=replace(a_period(), deadline=NOW + HOUR))
    page.trigger("Открыть итоговые отметки…")
    assert "не истёк" in page.said.texts[-1]
    assert not page.tab.window().findChildren(QDialog)


def test_a_teacher_has_no_such_action(finals):
    page = finals(Right.FINALS_REOPEN)
    assert "Открыть итоговые отметки…" not in [one.text() for one in page.tab.menu_actions()]


def test_the_teacher_sees_until_when_the_column_is_open(finals):
    period = replace(a_period(), deadline=NOW - HOUR, reopened=NOW + 2 * HOUR)
    page = finals(period=period)
    assert page.tab.chooser.finals.text() == "Итоговые: открыты до 14:41 (п. 3.2.5)"
    assert cell_hint(page.sheet, 6, page.column).owed == "Итоговые: открыты до 14:41 (п. 3.2.5)"
    assert "открыты до 14:41" in cell_tip(page.sheet, 6, page.column)


@pytest.mark.parametrize(
    ("left", "again", "text", "mood"),
    [
        (timedelta(days=8), None, "", Mood.SOFT),
        (timedelta(days=6), None, "Итоговые: срок до 29.11 12:41 (п. 3.2.5)", Mood.SOFT),
        (-HOUR, None, "Итоговые: срок истёк 11:41 (п. 3.2.5)", Mood.ERROR),
        (-HOUR, HOUR, "Итоговые: открыты до 13:41 (п. 3.2.5)", Mood.WARNING),
        (-2 * HOUR, -HOUR, "Итоговые: срок истёк 10:41 (п. 3.2.5)", Mood.ERROR),
    ],
)
def test_the_line_about_the_term(left, again, text, mood):
    reopened = NOW + again if again is not None else None
    period = replace(a_period(), deadline=NOW + left, reopened=reopened)
    line = finals_line([period], NOW)
    assert line.text == text
    assert not text or line.mood is mood


def test_of_several_terms_the_most_pressing_is_told():
    late = replace(a_period(), deadline=NOW - HOUR)
    again = replace(a_period(), period_id=3, deadline=NOW - HOUR, reopened=NOW + HOUR, short="I")
    shut = replace(a_period(PeriodState.CLOSED), period_id=4, deadline=NOW - HOUR)
    assert finals_line([late, again, shut], NOW).text.startswith("Итоговые (I): открыты до")
    assert finals_line([shut], NOW).text == ""
    assert a_spread().periods[0].deadline is None
