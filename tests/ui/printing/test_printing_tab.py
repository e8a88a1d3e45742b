"""What is ready, who sees what, and the way from a class to its file and its line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from journal_desktop.domain.vocabulary import PrintState
from journal_desktop.ui.kit.tab import Place
from journal_desktop.ui.tabs.printing.reading import Stage

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


def order_of(qtbot, one):
    qtbot.waitUntil(lambda: one.flow.dialog is not None)
    return one.flow.dialog


def report_of(qtbot, one):
    qtbot.waitUntil(lambda: one.flow.report is not None, timeout=20_000)
    return one.flow.report


def cells(table):
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_a_class_with_its_teacher_its_state_and_what_it_lacks(open_printing, people):
    assert people
    tab = open_printing("admin").tab
    ((name, teacher, state, gaps, last, sheets),) = cells(tab.classes.table)
    assert (name, teacher, last, sheets) == ("7А", "Иванова М. П.", "", "")
    assert state == "Только черновик: год не закрыт"
    assert int(gaps) > 0
    assert not tab.classes.print.isEnabled()
    assert tab.classes.draft.isEnabled()
    teachers = [
        tab.classes.gaps.tree.topLevelItem(at).text(0)
        for at in range(tab.classes.gaps.tree.topLevelItemCount())
    ]
    assert teachers[0].startswith("Ответственный за ведение ЭЖ")
    assert any(text.startswith("Иванова М. П.") for text in teachers)


def test_a_gap_leads_to_its_page_in_the_journal(open_printing, people):
    one = open_printing("admin")
    tree = one.tab.classes.gaps.tree
    lines = [
        tree.topLevelItem(at).child(below)
        for at in range(tree.topLevelItemCount())
        for below in range(tree.topLevelItem(at).childCount())
    ]
    gaps = [line.data(0, Qt.ItemDataRole.UserRole) for line in lines]
    place = next(at for at, gap in enumerate(gaps) if gap.page_id == people.page)
    tree.setCurrentItem(lines[place])
    QTest.keyClick(tree, Key.Key_Return)
    (went,) = one.said.places
    assert isinstance(went, Place)
    assert (went.tab, went.page_id) == ("marks", people.page)
    assert went.day is not None


def test_a_gap_of_no_page_leads_nowhere(open_printing, people):
    assert people
    one = open_printing("admin")
    tree = one.tab.classes.gaps.tree
    tree.setCurrentItem(tree.topLevelItem(0).child(0))
    assert not one.tab.classes.gaps.go.isEnabled()
    QTest.keyClick(tree, Key.Key_Return)
    assert one.said.places == []


def test_a_draft_is_printed_by_keys_alone(qtbot, open_printing, people, tmp_path, register):
    one = open_printing("ivanova")
    QTest.keyClick(one.tab, Key.Key_P, CTRL | SHIFT)
    dialog = order_of(qtbot, one)
    assert dialog.draft.isChecked()
    assert not dialog.final.isEnabled()
    assert "ответственный за ЭЖ" in dialog.why.text()
    dialog.form.folder.setText(str(tmp_path))
    dialog.form.purpose.setEditText("Для педсовета")
    QTest.keyClick(dialog, Key.Key_Return)
    report = report_of(qtbot, one)
    assert [path.name for path in report.paths] == ["Журнал 7А 2026-2027 черновик.pdf"]
    assert report.paths[0].read_bytes().startswith(b"%PDF")
    (row,) = register()
    assert (row.state, row.class_id, row.purpose) == (
        PrintState.DRAFT,
        people.class_id,
        "Для педсовета",
    )
    assert one.said.texts[-1] == "Напечатано: 1 журнал."
    qtbot.waitUntil(lambda: "черновик" in cells(one.tab.classes.table)[0][4])


def test_what_is_not_ready_is_not_printed_officially_and_the_report_says_why(
    qtbot, open_printing, closed, tmp_path, register
):
    assert closed
    one = open_printing("admin")
    assert one.tab.reading.classes[0].stage is Stage.LACKS
    one.tab.classes.print.click()
    dialog = order_of(qtbot, one)
    assert dialog.final.isChecked()
    dialog.form.folder.setText(str(tmp_path))
    dialog.form.purpose.setEditText("Архивное хранение")
    dialog.go.click()
    report = report_of(qtbot, one)
    assert report.table.item(0, 1).text() == "не готов"
    assert "пробел" in report.table.item(0, 2).text()
    assert not report.file.isEnabled()
    assert register() == []
    assert report.gaps.isVisible()
    opened = []
    one.flow._open = opened.append
    report.paper.click()
    qtbot.waitUntil(lambda: len(opened) == 1)
    assert opened[0].name.startswith("Отчёт о печати")
    assert list(tmp_path.glob("*.pdf")) == opened


def test_a_printed_class_is_shown_so(open_printing, printed):
    assert printed
    tab = open_printing("admin").tab
    ((_, _, state, _, last, sheets),) = cells(tab.classes.table)
    assert state == "Напечатан 23.11.2026"
    assert last == "журнал 23.11.2026"
    assert sheets == "19"


def test_the_list_is_narrowed_by_letters_and_by_stage(open_printing, people):
    assert people
    tab = open_printing("admin").tab
    QTest.keyClick(tab, Key.Key_F, CTRL)
    assert tab.classes.search.hasFocus()
    tab.classes.search.setText("иван")
    assert tab.classes.rows.rowCount() == 1
    tab.classes.search.setText("9Б")
    assert tab.classes.rows.rowCount() == 0
    assert not tab.classes.draft.isEnabled()
    tab.classes.search.clear()
    tab.classes.stage.setCurrentText(Stage.PRINTED.value)
    assert tab.classes.rows.rowCount() == 0


def test_enter_shows_the_pages_before_they_are_a_file(qtbot, open_printing, people, register):
    assert people
    one = open_printing("admin")
    one.tab.classes.table.setFocus()
    QTest.keyClick(one.tab.classes.table, Key.Key_Return)
    qtbot.waitUntil(lambda: one.flow.preview is not None and one.flow.preview.view.count > 0)
    window = one.flow.preview
    titles = [window.tree.topLevelItem(at).text(0) for at in range(window.tree.topLevelItemCount())]
    assert titles[0] == "Титульный лист"
    assert "Алгебра" in titles
    assert titles[-1] == "Лист-заверитель"
    qtbot.waitUntil(lambda: window.pictures.bytes_kept > 0)
    assert register() == []
    window.bar.print.click()
    assert order_of(qtbot, one).isVisible()


def test_who_may_only_read_prints_nothing_and_looks_at_no_pages(open_printing, printed):
    assert printed
    tab = open_printing("dir").tab
    assert tab.classes.table.model().rowCount() == 1
    for button in (tab.classes.print, tab.classes.draft, tab.classes.look):
        assert not button.isVisible()
    texts = {action.text() for action in tab.menu_actions()}
    assert "Просмотр" not in texts


def test_the_archivist_sees_the_register_alone(open_printing, printed):
    assert printed
    tab = open_printing("arc").tab
    assert tab.classes is None
    assert not tab.bar.isVisible()
    assert cells(tab.register.table)[0][0] == "Журнал 7А 2026-2027"


def test_the_place_that_asks_for_an_order_opens_it_for_the_class(qtbot, open_printing, people):
    one = open_printing("admin")
    one.tab.go_to(Place("printing", class_id=people.class_id, name="order"))
    dialog = order_of(qtbot, one)
    assert dialog.heading.text() == "Журнал 7А класса"
    assert dialog.draft.isChecked()


def test_another_year_is_remembered(open_printing, people):
    one = open_printing("admin")
    one.tab.year.setCurrentIndex(0)
    one.tab.year.activated.emit(0)
    assert one.tab.desk.prefs.get("print.year") == str(people.year)


def test_widths_of_columns_are_remembered(open_printing, people):
    assert people
    tab = open_printing("admin").tab
    tab.classes.table.horizontalHeader().resizeSection(2, 260)
    assert tab.settle()
    kept = tab.desk.prefs.get("print.columns").split(",")
    assert kept[2] == "260"


def test_models_behave(qtmodeltester, open_printing, printed):
    assert printed
    tab = open_printing("admin").tab
    qtmodeltester.check(tab.classes.model)
    qtmodeltester.check(tab.register.model)


def test_every_field_has_a_name_to_be_read_aloud(qtbot, open_printing, people):
    assert people
    one = open_printing("admin")
    one.flow.ask(1, (one.tab.reading.classes[0].chosen,), draft=True)
    dialog = order_of(qtbot, one)
    fields = (dialog.form.folder, dialog.form.purpose, dialog.form.day, dialog.paper.binding)
    assert all(field.accessibleName() for field in fields)
    assert all(box.accessibleName() for box in dialog.sections.switches.values())
    assert one.tab.classes.table.accessibleName() == "Классы"
    dialog.reject()
    QApplication.processEvents()
