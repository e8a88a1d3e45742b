"""Certificates entered by keys, lists and sheets saved, as each person may."""

import zipfile
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QModelIndex
from school import NOON
from ui.keys import Key, press, type_text

from journal_desktop.commands.cells import SetCell
from journal_desktop.commands.excuses import AddExcuse, AddMedicalExcuse
from journal_desktop.domain.vocabulary import ExcuseSource
from journal_desktop.store.rows.marks import AbsenceRow, ExcuseRow
from journal_desktop.store.rows.ops import ExportRow
from journal_desktop.ui.tabs.attendance.reading import View
from journal_desktop.ui.tabs.attendance.sheet_view import SheetModel

FRIDAY = date(2026, 11, 20)
LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def absent(as_, small):
    """The first pupil away on Friday."""
    as_("ivanova").do(SetCell(small.page, small.lessons[2], small.pupils[0], "н", ""))


@pytest.fixture
def form(leader, qtbot):
    """The form on the first pupil."""
    leader.tab._excuse()
    qtbot.waitUntil(lambda: leader.tab.papers.form is not None)
    made = leader.tab.papers.form
    qtbot.waitUntil(made.isVisible)
    return made


def fill(form, **texts):
    for name, text in texts.items():
        edit = getattr(form, name)
        edit.setFocus()
        edit.selectAll()
        type_text(form, text)


@pytest.mark.usefixtures("absent")
def test_a_certificate_is_typed_looked_over_and_entered(leader, form, rows, qtbot):
    fill(form, number="145", begins="20.11", ends="20")
    qtbot.waitUntil(lambda: form.table.rowCount() == 1)
    assert "Изменится 1 клетка" in form.said.text()
    line = [form.table.index(0, column).data() for column in range(6)]
    assert line == ["Пт, 20.11", "3", "Алгебра", "н", "б", ""]
    press(form, Key.Key_Return)
    qtbot.waitUntil(lambda: leader.told("причины пропусков расставлены"))
    (excuse,) = rows(ExcuseRow)
    (absence,) = rows(AbsenceRow)
    assert (excuse.number, excuse.begins, excuse.ends) == ("145", FRIDAY, FRIDAY)
    assert (absence.letter, absence.excuse_id) == ("б", excuse.id)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"number": "1", "begins": "21.11", "ends": "22.11"}, "выходные и праздники"),
        ({"number": "1", "begins": "01.09.2030", "ends": ""}, "не в этом учебном году"),
        ({"number": "1", "begins": "20.11", "ends": "16.11"}, "позже последнего"),
        ({"number": "1", "begins": "99", "ends": ""}, "проверьте дату"),
        ({"number": "1", "begins": "вчера", "ends": ""}, "не дата"),
        ({"begins": "20.11", "ends": ""}, "нужен номер"),
        ({"number": "1", "begins": "16.11.2026", "ends": "20.12.2027"}, "400 дней, дольше года"),
        ({"number": "1", "begins": "20.11", "dated": "24.11"}, "ещё не наступил"),
    ],
    ids=["weekend", "future", "order", "no-day", "words", "number", "400-days", "unwritten"],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(form, typed, why, rows, qtbot):
    fill(form, **typed)
    press(form, Key.Key_Return)
    qtbot.waitUntil(lambda: why in form.said.text())
    assert form.isVisible()
    assert rows(ExcuseRow) == []


def test_a_request_gives_another_reason_and_needs_no_number(leader, form, rows, qtbot):
    form.source.setFocus()
    press(form, Key.Key_Down)
    assert form.letter.currentData() == "у"
    fill(form, begins="20.11", ends="")
    press(form, Key.Key_Return)
    qtbot.waitUntil(lambda: len(rows(ExcuseRow)) == 1)
    assert rows(ExcuseRow)[0].source is ExcuseSource.APPLICATION
    assert leader.finish()


@pytest.fixture
def medic(open_tab, as_):
    return open_tab(as_("medic"))


def test_the_medical_worker_enters_certificates_and_sees_illness_alone(medic, rows, qtbot):
    assert medic.tab.reading.views == (View.PAPERS, View.SCHOOL)
    medic.tab._excuse()
    form = medic.tab.papers.form
    qtbot.waitUntil(form.isVisible)
    assert [form.source.itemText(n) for n in range(form.source.count())] == ["справка"]
    assert form.letter.count() == 1
    fill(form, number="77", begins="20.11", ends="23.11")
    press(form, Key.Key_Return)
    qtbot.waitUntil(lambda: len(rows(ExcuseRow)) == 1)
    qtbot.waitUntil(lambda: len(medic.tab.reading.papers) == 1)
    assert rows(AbsenceRow) == []
    assert not medic.tab._leaders[0].isVisibleTo(medic.tab)
    medic.show(View.SCHOOL)
    assert medic.tab.lists.page(View.SCHOOL) is medic.tab.lists.sick


@pytest.mark.usefixtures("absent")
def test_a_certificate_of_the_medical_worker_is_spread_by_one_key(leader, as_, small, rows, qtbot):
    as_("medic").do(AddMedicalExcuse(small.class_id, small.pupils[0], FRIDAY, FRIDAY, "7"))
    leader.show(View.PAPERS)
    assert "ещё не расставлены: 1" in leader.tab.lists.papers.title.text()
    leader.tab._confirm()
    qtbot.waitUntil(lambda: rows(AbsenceRow)[0].letter == "б")
    qtbot.waitUntil(lambda: leader.tab.reading.papers[0].explained == 1)
    leader.tab.papers.take_back(leader.tab.reading, leader.tab.lists.paper())
    assert "снять её может он" in leader.said.texts[-1]


@pytest.mark.usefixtures("absent")
def test_an_own_document_is_taken_back(leader, as_, small, rows, qtbot):
    place = small.class_id, small.pupils[0], ExcuseSource.CALL, "у", FRIDAY, FRIDAY
    as_("ivanova", LATER).do(AddExcuse(*place))
    leader.show(View.PAPERS)
    leader.tab.papers.take_back(leader.tab.reading, leader.tab.lists.paper())
    qtbot.waitUntil(lambda: rows(ExcuseRow) == [])
    assert rows(AbsenceRow)[0].letter == "н"


def test_who_may_not_enter_documents_is_told(open_tab, as_):
    one = open_tab(as_("zavuch"))
    one.tab._excuse()
    assert "вносит классный руководитель" in one.said.texts[-1]


@pytest.mark.usefixtures("absent")
def test_what_nobody_explains_leads_to_its_day(leader, qtbot):
    leader.show(View.UNEXPLAINED)
    assert "1 пропуск старше 3 дней" in leader.tab.lists.unexplained.title.text()
    assert leader.tab.lists.lines[0].cells[4] == "причина не известна"
    leader.tab.lists.unexplained.chosen.emit(0)
    qtbot.waitUntil(lambda: leader.tab.reading.view is View.DAY)
    assert leader.tab.reading.day == FRIDAY
    assert leader.grid.cursor_.here[0] == 0


@pytest.mark.usefixtures("absent")
def test_the_month_and_the_period_are_shown_and_stepped(leader):
    leader.show(View.MONTH)
    model = leader.tab.sheets.model
    assert leader.tab.sheets.span.currentText() == "Ноябрь 2026"
    assert (model.heads[0].label, model.text_at(0, 0)) == ("20", "н")
    assert model.names[-1].name == "Отсутствовало, всего по классу"
    assert "Сводку считает программа" in model.why_locked(0, 0)
    leader.tab._step(-1)
    assert leader.tab.sheets.span.currentText() == "Октябрь 2026"
    leader.show(View.PERIOD)
    assert leader.tab.sheets.span.currentText() == "II четверть"
    assert model.names[-1].name == "На одного обучающегося"
    leader.tab._step(3)
    assert leader.tab.sheets.span.currentText() == "Год"
    assert model.heads[0].group == "I четверть: дней"


def test_the_sheets_model_keeps_qts_rules(qtmodeltester, leader):
    leader.show(View.MONTH)
    qtmodeltester.check(leader.tab.sheets.model)
    assert SheetModel().rowCount(QModelIndex()) == 0


@pytest.mark.usefixtures("absent")
@pytest.mark.parametrize("ending", ["xlsx", "csv", "pdf"])
def test_a_sheet_is_saved_with_its_purpose_logged(leader, ending, tmp_path, rows, qtbot):
    leader.show(View.PERIOD)
    file = tmp_path / f"сводка.{ending}"
    leader.tab.saving.choose_file = lambda _name: str(file)
    leader.tab._save()
    leader.tab.saving.dialog.given.emit("Педагогический совет")
    qtbot.waitUntil(lambda: leader.told("Готово"))
    (logged,) = rows(ExportRow)
    assert logged.purpose == "Педагогический совет"
    assert "Отчёт о посещаемости 7А класса" in logged.subject
    content = file.read_bytes()
    if ending == "xlsx":
        assert zipfile.is_zipfile(file)
    else:
        assert content.startswith(b"%PDF" if ending == "pdf" else b"\xef\xbb\xbf")


def test_the_day_itself_is_not_saved(leader):
    leader.tab._save()
    assert "Сохранить можно сводку" in leader.said.texts[-1]


@pytest.mark.usefixtures("absent")
def test_the_office_sees_the_school_and_saves_it(open_tab, as_, small, tmp_path, rows, qtbot):
    one = open_tab(as_("zavuch"))
    as_("ivanova").do(SetCell(small.page, small.lessons[3], small.pupils[0], "н", ""))
    one.show(View.SCHOOL)
    whole, of_class = one.tab.lists.lines
    assert (whole.cells[0], whole.cells[2], whole.strong) == ("Вся школа", "1", True)
    assert of_class.cells[:4] == ("7А", "6", "1", "16,7 %")
    assert of_class.cells[-1] == "Абрамова Имяа – н?"
    file = tmp_path / "школа.xlsx"
    one.tab.saving.choose_file = lambda _name: str(file)
    one.tab._save()
    one.tab.saving.dialog.given.emit("Педагогический совет")
    qtbot.waitUntil(file.exists)
    one.show(View.TRUANTS)
    assert one.tab.lists.lines == ()
    assert "10 уроков и больше" in one.tab.lists.truants.title.text()
    assert rows(ExportRow)[0].kind == "school_report"
