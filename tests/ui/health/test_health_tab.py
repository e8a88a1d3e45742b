"""Keys typed into «Лист здоровья», looked up in the database through the real gate."""

from datetime import timedelta

import pytest
from commands.health_of import KEY, add_physical_education
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from school import NOON, TODAY
from sqlalchemy import select
from sqlalchemy.orm import Session
from ui.keys import CONTROL, Key, press, type_text

from journal_desktop.commands.advice import SetAdvice
from journal_desktop.domain.health import Closed, HealthGroup, PeGroup, closed_from
from journal_desktop.domain.health_entry import Field
from journal_desktop.store.medical import MedicalKey
from journal_desktop.store.rows.health import (
    AdviceReadRow,
    AdviceRow,
    HealthCountRow,
    HealthFilledRow,
    HealthSheetRow,
    PeGroupRow,
)
from journal_desktop.store.rows.ops import ExportRow
from journal_desktop.store.rows.pupils import ExemptionRow
from journal_desktop.ui.kit.grid_model import SIGN_PENDING
from journal_desktop.ui.tabs.health.chooser import View
from journal_desktop.ui.tabs.health.model import HealthModel
from journal_desktop.ui.tabs.health.past import PastDialog
from journal_desktop.ui.tabs.health.prints import PurposeDialog


@pytest.fixture
def rows(database):
    def all_of(table):
        with Session(database.owner, expire_on_commit=False) as session:
            return list(session.scalars(select(table).order_by(table.id)))

    return all_of


def test_seven_digits_and_no_enter_fill_a_pupil_and_go_to_the_next(nurse, rows, small):
    type_text(nurse.grid, "5221")
    type_text(nurse.grid, "13")
    assert nurse.grid.cursor_.here == (1, 2)
    assert nurse.tab.desk.writer.finish()
    (sheet,), (advice,), (pe,) = rows(HealthSheetRow), rows(AdviceRow), rows(PeGroupRow)
    assert sheet.height_mm == 1520
    assert closed_from(KEY.open(sheet.sealed, small.pupils[0])).group is HealthGroup.II
    assert (advice.furniture, advice.desk_row, advice.desk_place) == (4, "1", "3")
    assert pe.name == "основная"


def test_the_desk_is_shown_as_soon_as_the_height_is_taken(nurse, qtbot):
    type_text(nurse.grid, "164")
    assert nurse.tab.desk.writer.finish()
    qtbot.waitUntil(lambda: nurse.model.text_at(0, 5) == "5")


def test_enter_goes_to_the_first_cell_of_the_next_pupil_and_back(nurse):
    nurse.grid.cursor_.to(0, 4)
    press(nurse.grid, Key.Key_Return)
    assert nurse.grid.cursor_.here == (1, 2)
    nurse.grid.cursor_.to(5, 4)
    press(nurse.grid, Key.Key_Return)
    assert nurse.grid.cursor_.here == (5, 4)


@pytest.mark.parametrize("typed", ["о", "j", "1"])
def test_a_letter_of_either_layout_or_a_digit_is_a_group(nurse, rows, typed):
    nurse.grid.cursor_.to(0, 4)
    type_text(nurse.grid, typed)
    assert nurse.tab.desk.writer.finish()
    assert [row.name for row in rows(PeGroupRow)] == ["основная"]


def test_a_wrong_key_says_what_is_accepted_and_opens_nothing(nurse):
    nurse.grid.cursor_.to(0, 3)
    type_text(nurse.grid, "7")
    assert "1–5" in nurse.said.texts[-1]
    assert not nurse.grid.is_editing


def test_one_digit_fills_a_chosen_column_as_one_op_and_undo_takes_it_back(nurse, rows):
    done = []
    nurse.tab.desk.writer.written.connect(lambda it, _source: done.append(it.op_id))
    nurse.grid.cursor_.to(0, 4)
    nurse.grid.cursor_.to(5, 4, extend=True)
    type_text(nurse.grid, "1")
    assert nurse.tab.desk.writer.finish()
    assert len(rows(PeGroupRow)) == 6
    assert len(done) == 1
    nurse.tab.desk.writer.undo(done[0], lambda _d: None, _fail)
    assert nurse.tab.desk.writer.finish()
    assert rows(PeGroupRow) == []


def test_undo_in_the_window_is_shown_in_the_sheet(nurse, qtbot):
    with qtbot.waitSignal(nurse.tab.desk.writer.written) as written:
        type_text(nurse.grid, "152")
    nurse.tab.desk.writer.undo(written.args[0].op_id, lambda _d: None, _fail)
    qtbot.waitUntil(lambda: nurse.model.text_at(0, 2) == "")


def test_ctrl_d_fills_down_and_delete_clears(nurse, rows):
    type_text(nurse.grid, "52")
    nurse.grid.cursor_.to(0, 2)
    nurse.grid.cursor_.to(2, 2, extend=True)
    _trigger(nurse, "Заполнить вниз")
    assert nurse.tab.desk.writer.finish()
    assert [row.height_mm for row in rows(HealthSheetRow)] == [1520] * 3
    nurse.grid.cursor_.to(1, 2)
    press(nurse.grid, Key.Key_Delete)
    assert nurse.tab.desk.writer.finish()
    assert sorted(str(row.height_mm) for row in rows(HealthSheetRow)) == ["1520", "1520", "None"]


def test_a_block_of_a_spreadsheet_is_pasted_whole_or_not_at_all(nurse, rows):
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("152\tII\tосн\n52\t3\tподготовительная")
    _trigger(nurse, "Вставить клетки")
    assert nurse.tab.desk.writer.finish()
    assert len(rows(PeGroupRow)) == 2
    clipboard.setText("170\n999")
    _trigger(nurse, "Вставить клетки")
    assert "999" in nurse.said.texts[-1]
    assert nurse.tab.desk.writer.finish()
    assert {row.height_mm for row in rows(HealthSheetRow)} == {1520}
    _trigger(nurse, "Копировать клетки")
    assert clipboard.text() == "152"


def test_without_the_key_closed_columns_are_shut_in_one_sentence_and_the_rest_works(
    keyless, rows, qtbot
):
    qtbot.waitUntil(keyless.tab.trouble.isVisible)
    assert "Медицинский ключ" in keyless.tab.trouble.text()
    keyless.grid.cursor_.to(0, 3)
    keyless.grid.setFocus()
    type_text(keyless.grid, "2")
    assert "ключ" in keyless.said.texts[-1]
    assert keyless.tab.sheet_view.medic.diagnosis.isReadOnly()
    keyless.grid.cursor_.to(0, 2)
    type_text(keyless.grid, "521")
    assert keyless.tab.desk.writer.finish()
    assert [row.name for row in rows(PeGroupRow)] == ["основная"]


def test_values_sealed_with_another_key_are_told_and_not_written_over(open_health, medic, qtbot):
    medic.journal().do(medic.seal(Closed(HealthGroup.II)))
    other = open_health(medic.journal(key=MedicalKey(bytes(32))))
    qtbot.waitUntil(other.tab.trouble.isVisible)
    assert "другим ключом" in other.tab.trouble.text()
    assert other.model.text_at(0, 3) == "закрыто"
    assert other.model.why_locked(0, 3)


def test_the_card_writes_conditions_words_and_a_sealed_diagnosis(nurse, rows, small):
    card = nurse.tab.sheet_view.medic
    card.conditions["Слух: первые парты"].click()
    card.more.setPlainText("не рядом с дверью")
    card.more.commit()
    card.wording.setPlainText("Обращаться громко")
    card.wording.commit()
    card.diagnosis.setPlainText("Тайна")
    card.diagnosis.commit()
    assert nurse.tab.desk.writer.finish()
    (advice,), (sheet,) = rows(AdviceRow), rows(HealthSheetRow)
    assert advice.seat_conditions == "Слух: первые парты; не рядом с дверью"
    assert advice.wording == "Обращаться громко"
    assert closed_from(KEY.open(sheet.sealed, small.pupils[0])).diagnosis == "Тайна"


def test_the_card_writes_an_exemption_with_days_and_certificate(
    nurse, rows, database, small, qtbot
):
    add_physical_education(database, small)
    form = nurse.tab.sheet_view.medic.pe
    form.group.setCurrentText("освобождён")
    form.group.activated.emit(form.group.currentIndex())
    form.ends.setText("10.12")
    form.document.setText("Справка № 5 от 20.11.2026")
    form.button.click()
    assert nurse.tab.desk.writer.finish()
    (exemption,) = rows(ExemptionRow)
    assert (exemption.begins, f"{exemption.ends:%d.%m.%Y}") == (TODAY, "10.12.2026")
    assert exemption.document == "Справка № 5 от 20.11.2026"
    qtbot.waitUntil(lambda: nurse.model.text_at(0, 4) == "осв. до 10.12")


def test_a_wrong_day_in_the_card_is_told(nurse):
    form = nurse.tab.sheet_view.medic.pe
    form.group.setCurrentText("освобождён")
    form.ends.setText("завтра")
    form.button.click()
    assert "не день" in nurse.said.texts[-1]


def test_filled_is_declared_only_when_nothing_is_missing(nurse, rows, qtbot):
    assert nurse.said.hints[-1].owed == "Нет листа здоровья у 1 класса · срок 10.09 (п. 5.3)"
    _trigger(nurse, "Заполнено на начало года")
    assert "рост – у 6" in nurse.said.texts[-1]
    for _ in range(6):
        type_text(nurse.grid, "522111")
    assert nurse.tab.desk.writer.finish()
    _trigger(nurse, "Заполнено на начало года")
    qtbot.waitUntil(lambda: bool(rows(HealthFilledRow)))
    counts = {(row.scope, row.kind): row.counts for row in rows(HealthCountRow)}
    assert counts["school", "health"] == "I=0;II=6;III=0;IV=0;V=0"
    assert counts["grade:7", "furniture"] == "1=0;2=0;3=0;4=6;5=0;6=0"
    qtbot.waitUntil(lambda: "✓ заполнено" in nurse.tab.chooser.state.text())
    assert nurse.said.hints[-1].owed == ""


def test_the_past_shows_closed_values_to_the_medic_alone(nurse, qtbot):
    type_text(nurse.grid, "522")
    assert nurse.tab.desk.writer.finish()
    nurse.grid.cursor_.to(0, 2)
    _trigger(nurse, "История листа обучающегося")
    qtbot.waitUntil(lambda: bool(nurse.tab.findChildren(PastDialog)))
    text = nurse.tab.findChildren(PastDialog)[0].body.text()
    assert "рост 152 см" in text
    assert "группа здоровья II" in text


def test_another_medic_s_value_is_told_and_shown(nurse, medic, qtbot):
    medic.journal().do(medic.height(1700))
    type_text(nurse.grid, "152")
    assert nurse.tab.desk.writer.finish()
    assert "«170», а вы ввели «152»" in nurse.said.texts[-1]
    qtbot.waitUntil(lambda: nurse.model.text_at(0, 2) == "170")


def test_a_teacher_reads_and_acknowledges_and_cannot_type(
    open_health, medic, as_, rows, small, qtbot
):
    medic.journal().do(medic.advice(Field.WORDING, "Сажать ближе"))
    theirs = open_health(as_("petrova"))
    assert [head.label for head in theirs.model.heads][:3] == ["мебель", "ряд", "парта"]
    theirs.grid.setFocus()
    theirs.grid.cursor_.to(0, 0)
    type_text(theirs.grid, "4")
    assert "медицинский работник" in theirs.said.texts[-1]
    assert theirs.tab.sheet_view.teacher.parts["words"].text.text() == "Сажать ближе"
    _trigger(theirs, "Ознакомлен с рекомендациями")
    qtbot.waitUntil(lambda: [r.staff_id for r in rows(AdviceReadRow)] == [small.staff["petrova"]])
    qtbot.waitUntil(lambda: not theirs.tab.sheet_view.teacher.button.isVisible())
    assert theirs.tab._views() == (View.SHEET,)


def test_the_class_teacher_has_seats_and_readers_the_deputy_counts(open_health, medic, as_):
    medic.journal().do(medic.advice(Field.WORDING, "Сажать ближе"))
    own = open_health(as_("ivanova"))
    assert own.tab._views() == (View.SHEET, View.SEATS, View.READERS)
    assert own.tab.readers.rowCount() == 2
    office = open_health(as_("zavuch"))
    assert office.tab._views() == (View.READERS, View.COUNTS)
    assert office.tab.counts.rowCount() == 3
    assert not office.model.heads


def test_seats_are_proposed_swapped_by_keys_and_written(nurse, rows, qtbot, medic, small):
    medic.journal().do(SetAdvice(*medic.place(3), Field.CONDITIONS, "Слух: первые парты", ""))
    nurse.tab.refresh()
    panel = nurse.tab.seating
    qtbot.waitUntil(lambda: bool(panel._sheet and panel._sheet.rows[3].advice.conditions))
    nurse.tab._show_view(View.SEATS)
    with qtbot.waitSignal(panel.model.modelReset):
        panel.propose()
    assert len(panel.plan) == 6
    view, model = panel.view, panel.model
    view.setCurrentIndex(model.index(0, 0))
    first, second = model.data(model.index(0, 0)), model.data(model.index(0, 1))
    for key in (Key.Key_Space, Key.Key_Right, Key.Key_Space):
        press(view, key)
    assert (model.data(model.index(0, 0)), model.data(model.index(0, 1))) == (second, first)
    panel.write.click()
    assert nurse.tab.desk.writer.finish()
    places = {row.pupil_id: (row.desk_row, row.desk_place) for row in rows(AdviceRow)}
    assert len(places) == 6
    assert places[small.pupils[3]][1] in "12"
    mime = model.mimeData([model.index(0, 0)])
    model.dropMimeData(mime, None, -1, -1, model.index(4, 4))
    assert model.data(model.index(4, 4)) == second


def test_both_papers_are_written_and_logged(nurse, rows, tmp_path, qtbot):
    type_text(nurse.grid, "522113")
    assert nurse.tab.desk.writer.finish()
    sheet = nurse.model.sheet
    nurse.tab.prints.print_sheet(sheet, "для врача", tmp_path / "лист.pdf")
    nurse.tab.prints.print_plan(sheet, nurse.tab.seating.room, {}, tmp_path / "план.pdf")
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*.pdf"))) == 2, timeout=20000)
    assert [row.kind for row in rows(ExportRow)].count("health_sheet") == 1
    assert all(path.read_bytes().startswith(b"%PDF") for path in tmp_path.glob("*.pdf"))


def test_the_print_asks_for_a_purpose(nurse, qtbot):
    _trigger(nurse, "Печать листа здоровья…")
    qtbot.waitUntil(lambda: bool(nurse.tab.findChildren(QDialog)))
    dialog = nurse.tab.findChildren(PurposeDialog)[0]
    assert not dialog.go.isEnabled()
    dialog.purpose.setCurrentText("для врача поликлиники")
    assert dialog.go.isEnabled()
    dialog.reject()


def test_models_are_sound(nurse, qtmodeltester):
    tab = nurse.tab
    for model in (nurse.model, tab.readers, tab.counts, tab.seating.model):
        qtmodeltester.check(model)


def test_an_empty_model_is_sound(qtmodeltester):
    qtmodeltester.check(HealthModel(lambda _batch: None))


def test_what_waits_has_a_quiet_mark(nurse):
    type_text(nurse.grid, "52")
    face = nurse.model.faces[0][2]
    assert face.text == "152"
    assert face.signs & SIGN_PENDING
    assert nurse.tab.desk.writer.finish()
    assert not nurse.model.faces[0][2].signs & SIGN_PENDING


def test_a_change_of_the_day_before_is_not_tinted_and_one_of_today_is(open_health, medic, qtbot):
    medic.journal(NOON - timedelta(days=1)).do(medic.height(1500))
    one = open_health(medic.journal())
    qtbot.waitUntil(lambda: bool(one.model.faces))
    assert one.model.faces[0][2].tint == 0
    one.grid.cursor_.to(0, 2)
    one.grid.setFocus()
    type_text(one.grid, "51")
    assert one.tab.desk.writer.finish()
    qtbot.waitUntil(lambda: one.model.faces[0][2].tint == 1)


def test_keys_of_the_tab_are_told(nurse):
    press(nurse.grid, Key.Key_Right, CONTROL)
    assert nurse.said.hints[-1].accepts
    keys = {action.shortcut().toString() for action in nurse.tab.menu_actions()}
    assert {"F4", "Ctrl+D", "Ctrl+Return"} <= keys
    assert PeGroup.EXEMPT.value == "освобождён"


def _trigger(one, text):
    next(action for action in one.tab.menu_actions() if action.text() == text).trigger()


def _fail(error):
    raise error
