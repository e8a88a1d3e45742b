"""The order: what is refused, what a reprint needs, what is remembered."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from ui.fake_gate import FakeJournal, Memory, Said, a_desk

from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.prints import Basis, PrintAs
from journal_desktop.printing.options import BookOptions
from journal_desktop.printing.page import Paper
from journal_desktop.ui.tabs.printing.order import (
    KEPT,
    Chosen,
    Document,
    Habits,
    Order,
    check_order,
    remember,
    remembered,
)
from journal_desktop.ui.tabs.printing.order_dialog import OrderDialog, Wanted
from journal_desktop.ui.tabs.printing.sections_box import SWITCHES, SectionsBox

FRESH = Chosen(1, "7А")
OLD = Chosen(2, "7Б", printed=True)
OPEN = Chosen(3, "7В", year_is_closed=False)
TABLE = frozenset({"authorised", "authorised_by"})


@pytest.fixture
def desk(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    made = a_desk(FakeJournal(), host, Said())
    yield made
    host.close()


@pytest.fixture
def open_order(qtbot, desk):
    host = QWidget()
    qtbot.addWidget(host)

    def make(*classes, draft=False, may_be_final=True):
        wanted = Wanted(5, classes, draft)
        dialog = OrderDialog(desk, wanted, host, may_be_final=may_be_final)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)
        dialog.orders = []
        dialog.ordered.connect(dialog.orders.append)
        with qtbot.waitExposed(dialog):
            dialog.open()
        return dialog

    return make


def fill(dialog, folder):
    dialog.form.folder.setText(str(folder))
    dialog.form.purpose.setEditText("Архивное хранение")


def test_an_order_says_what_was_chosen(open_order, tmp_path):
    dialog = open_order(FRESH)
    fill(dialog, tmp_path)
    dialog.paper.way.setCurrentIndex(1)
    dialog.paper.sides.setCurrentIndex(1)
    dialog.paper.binding.setValue(35)
    dialog.sections.switches["timetable"].click()
    dialog.go.click()
    (order,) = dialog.orders
    assert (order.year_id, order.names, order.draft) == (5, "7А", False)
    paper = order.habits.paper
    assert (paper.landscape, paper.duplex, paper.binding) == (True, False, 35)
    assert order.habits.options.timetable
    batch = order.batch()
    assert (batch.class_ids, batch.folder, batch.jobs) == ((1,), tmp_path, 1)
    assert batch.issue.what is PrintAs.ORIGINAL


@pytest.mark.parametrize("binding", [12, 29])
def test_a_narrow_binding_field_is_refused_clause_4_3(open_order, tmp_path, binding):
    dialog = open_order(FRESH)
    fill(dialog, tmp_path)
    dialog.paper.binding.setValue(binding)
    dialog.go.click()
    assert "не меньше 30 мм" in dialog.error.text()
    assert dialog.paper.binding.hasFocus()
    assert dialog.orders == []
    dialog.paper.binding.setValue(30)
    dialog.go.click()
    assert len(dialog.orders) == 1


def test_a_folder_that_is_not_there_is_refused(open_order):
    dialog = open_order(FRESH)
    fill(dialog, "/нет такой папки")
    dialog.go.click()
    assert "Такой папки нет" in dialog.error.text()
    assert dialog.orders == []


def test_nothing_is_printed_without_a_purpose_clause_1_9(open_order, tmp_path):
    dialog = open_order(FRESH)
    fill(dialog, tmp_path)
    dialog.form.purpose.setEditText("")
    dialog.go.click()
    assert "п. 1.9" in dialog.error.text()
    assert dialog.orders == []


def test_a_reprint_needs_its_order_clause_4_6(open_order, tmp_path):
    dialog = open_order(OLD)
    fill(dialog, tmp_path)
    assert "копия" in dialog.why.text()
    dialog.go.click()
    assert "п. 4.6" in dialog.error.text()
    assert dialog.form.number.hasFocus()
    dialog.form.number.setText("№ 12")
    dialog.form.requester.setText("Белова А. И.")
    dialog.go.click()
    (order,) = dialog.orders
    assert order.basis is not None
    assert (order.basis.number, order.basis.requester) == ("12", "Белова А. И.")
    assert order.batch().issue.what is PrintAs.COPY


def test_a_draft_of_a_printed_class_needs_no_order(open_order, tmp_path):
    dialog = open_order(OLD, draft=True)
    fill(dialog, tmp_path)
    assert not dialog.form.number.isVisible()
    dialog.go.click()
    assert dialog.orders[0].batch().issue.what is PrintAs.ORIGINAL


def test_originals_are_printed_apart_from_copies(open_order, tmp_path):
    dialog = open_order(FRESH, OLD)
    fill(dialog, tmp_path)
    assert "пропущены: 7Б" in dialog.why.text()
    dialog.go.click()
    assert dialog.orders[0].names == "7А"


def test_an_open_year_gives_drafts_only(open_order):
    dialog = open_order(OPEN)
    assert dialog.draft.isChecked()
    assert not dialog.final.isEnabled()
    assert "год ещё не закрыт" in dialog.why.text()


def test_a_ledger_has_no_sections_and_no_original_of_its_own(open_order, tmp_path):
    dialog = open_order(FRESH, OLD)
    fill(dialog, tmp_path)
    dialog.document.setCurrentIndex(1)
    assert not dialog.sections.isVisible()
    assert not dialog.paper.isVisible()
    dialog.go.click()
    (order,) = dialog.orders
    assert (order.document, order.names) == (Document.LEDGER_A, "7А, 7Б")
    assert order.document.letter == "A"


def test_who_signs_for_the_director_needs_an_order(open_order, tmp_path):
    dialog = open_order(FRESH)
    fill(dialog, tmp_path)
    dialog.form.signer.setText("О. В. Сидорова")
    dialog.go.click()
    assert "Уполномоченное лицо" in dialog.error.text()
    assert dialog.form.signs_by.hasFocus()
    dialog.form.signs_by.setText("от 01.06.2026 № 12")
    dialog.go.click()
    options = dialog.orders[0].habits.options
    assert (options.authorised, options.authorised_by) == ("О. В. Сидорова", "от 01.06.2026 № 12")


def test_enter_orders_and_the_pages_are_looked_at_before(qtbot, open_order, tmp_path):
    dialog = open_order(FRESH)
    fill(dialog, tmp_path)
    with qtbot.waitSignal(dialog.look) as looked:
        dialog.seen.click()
    assert looked.args[0].names == "7А"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert len(dialog.orders) == 1


def test_the_next_order_begins_with_the_last_one(open_order, tmp_path):
    dialog = open_order(FRESH)
    fill(dialog, tmp_path)
    dialog.paper.binding.setValue(40)
    dialog.sections.switches["clubs"].click()
    dialog.go.click()
    again = open_order(FRESH, draft=True)
    assert again.paper.binding.value() == 40
    assert not again.sections.switches["clubs"].isChecked()
    assert again.form.folder.text() == str(tmp_path)
    assert again.form.purpose.currentText() == "Архивное хранение"


def test_every_switch_of_the_book_is_offered(qtbot):
    assert {name for name, *_ in SWITCHES} == {*BookOptions.__dataclass_fields__} - TABLE
    box = SectionsBox(BookOptions(timetable=True, legend=False))
    qtbot.addWidget(box)
    assert box.options == BookOptions(timetable=True, legend=False)
    box.switches["general_data"].click()
    assert not box.switches["minimal_data"].isEnabled()


@pytest.mark.parametrize(
    "kept",
    ["", "не JSON", "[]", '{"paper": {"weight": 5}}', '{"paper": 3}', '{"paper": {"binding": 5}}'],
)
def test_habits_that_cannot_be_read_are_as_usual(kept):
    prefs = Memory()
    prefs.put(KEPT, kept)
    assert remembered(prefs) == Habits(Paper(draft=True))


def test_habits_keep_no_basis(tmp_path):
    prefs = Memory()
    basis = Basis("12", date(2026, 6, 1))
    order = Order(1, (OLD,), tmp_path, "Запрос", Habits(Paper(binding=33)), basis)
    remember(prefs, order)
    assert "12" not in json.loads(prefs.get(KEPT)).get("basis", "")
    assert remembered(prefs).paper == replace(Paper(binding=33), draft=True)


def test_two_processes_share_many_classes(tmp_path):
    order = Order(1, (FRESH, OPEN), tmp_path, "Запрос", Habits(Paper(draft=True)))
    assert order.batch(resume=True).jobs == 2
    assert order.batch(resume=True).resume


def test_a_reprint_without_its_order_is_refused(tmp_path):
    order = Order(1, (FRESH, OLD), tmp_path, "Запрос", Habits())
    with pytest.raises(Invalid, match="7Б уже печатался"):
        check_order(order)
    check_order(replace(order, basis=Basis("12", date(2026, 6, 1))))
