"""What the grid does with the gate's answers: pending, refused, taken by another, refreshed."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

from ui.keys import type_text

from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.errors import Refused, Unavailable
from journal_desktop.ui.kit.grid_model import SIGN_PENDING
from journal_desktop.ui.kit.tab import Tone


def test_a_typed_value_is_shown_as_pending_until_the_gate_answers(page):
    let = Event()
    page.journal.before_write = lambda: let.wait(2) and None
    type_text(page.grid, "5")
    assert page.shown(6) == "5"
    assert page.tab.cells.model.faces[6][page.today].signs & SIGN_PENDING
    assert page.tab.desk.writer.count == 1
    let.set()
    page.idle()
    assert not page.tab.cells.model.faces[6][page.today].signs & SIGN_PENDING


def test_a_refused_value_goes_back_and_is_offered_again(page):
    page.journal.faults.append(Refused("Период «II четверть» закрыт (п. 3.2.5)."))
    page.go(0)
    type_text(page.grid, "5")
    page.idle()
    assert page.shown(0) == "4"
    assert page.said.tones[-1] is Tone.BAD
    offer = page.said.offers[-1]
    assert offer.title == "Вернуть «5»"
    offer.take()
    page.idle()
    assert page.stored(0) == "5"


def test_two_people_in_one_cell_and_nothing_is_overwritten_silently(page):
    lesson = page.sheet.columns[page.today].lesson
    page.journal.set_by_another(7, lesson.id, "2")
    type_text(page.grid, "5")
    page.idle()
    assert page.stored(6) == "2"
    assert page.shown(6) == "2"
    assert "«2» (Петрова А. А.)" in page.said.texts[-1]
    assert page.said.offers[-1].title == "Поставить «5»"
    page.said.offers[-1].take()
    page.idle()
    assert page.stored(6) == "5"


def test_a_dead_database_keeps_the_entries_until_the_person_agrees(page, qtbot):
    page.journal.faults.append(Unavailable("Сервер не отвечает."))
    with qtbot.waitSignal(page.tab.desk.writer.held):
        type_text(page.grid, "543")
    qtbot.waitUntil(lambda: page.tab.desk.writer.count == 3)
    assert [page.shown(row) for row in (6, 7, 8)] == ["5", "4", "3"]
    assert page.journal.ops == []
    page.tab.desk.writer.resend()
    page.idle()
    assert [page.stored(row) for row in (6, 7, 8)] == ["5", "4", "3"]


def test_the_second_value_of_a_cell_stands_on_the_first(page):
    let = Event()
    page.journal.before_write = lambda: let.wait(2) and None
    type_text(page.grid, "5")
    page.go(6)
    type_text(page.grid, "4")
    let.set()
    page.idle()
    first, second = (op[0] for op in page.journal.ops)
    assert isinstance(second, SetCell)
    assert (first.expected, second.expected, page.stored(6)) == ("", "5", "4")


def test_the_mean_follows_without_asking_again(page):
    mean = len(page.sheet.columns) - 2
    before = page.tab.cells.model.text_at(6, mean)
    asked = len(page.journal.asked)
    type_text(page.grid, "5")
    page.idle()
    after = page.tab.cells.model.text_at(6, mean)
    assert before != after
    assert page.journal.asked[asked:] == []


def test_a_refresh_from_elsewhere_waits_for_the_open_editor(page, qtbot):
    type_text(page.grid, "о")
    lesson = page.sheet.columns[page.today].lesson
    page.journal.set_by_another(20, lesson.id, "5")
    with qtbot.waitSignal(page.tab.loader.loaded):
        page.tab.desk.bus.changed.emit(frozenset({"mark"}), None)
    assert page.grid.is_editing
    assert page.shown(19) == ""
    type_text(page.grid, "п")
    page.idle()
    qtbot.waitUntil(lambda: page.shown(19) == "5")
    assert page.stored(6) == "оп"


def test_a_refresh_keeps_the_current_cell_by_pupil_and_lesson(page, qtbot):
    spread = page.journal.spread
    page.journal.spread = replace(spread, pupils=spread.pupils[2:], lessons=spread.lessons[1:])
    here = page.sheet.key(*page.tab.view.cursor_.here)
    page.tab.desk.bus.changed.emit(frozenset({"enrolment"}), None)
    qtbot.waitUntil(lambda: len(page.sheet.pupils) == len(spread.pupils) - 2)
    assert page.sheet.key(*page.tab.view.cursor_.here) == here
