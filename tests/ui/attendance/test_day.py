"""Keys typed into the day of a class, looked up in the database through the real gate."""

from datetime import date, timedelta

import pytest
from PySide6.QtGui import QGuiApplication
from school import TODAY
from ui.keys import CONTROL, SHIFT, Key, press, type_shifted, type_text

from journal_desktop.commands.absences import SetReason
from journal_desktop.commands.cells import SetCell
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.marks import AbsenceRow, DayConfirmationRow
from journal_desktop.store.rows.ops import OpRow
from journal_desktop.ui.kit.grid_model import SIGN_DOT, SIGN_PENDING, TINT_REFUSED
from journal_desktop.ui.kit.tab import Place
from journal_desktop.ui.tabs.attendance.day_state import Mode
from journal_desktop.ui.tabs.attendance.model import DayModel
from journal_desktop.ui.tabs.attendance.reading import View

DAY, COURSE, RUSSIAN, ALGEBRA = range(4)
"""Columns of the class teacher; the lessons are 1, 2 and 3."""


@pytest.fixture
def letters(rows, small):
    """(pupil's number, lesson) → letter of what stands."""

    def found():
        return {
            (small.pupils.index(row.pupil_id), row.lesson_id): row.letter
            for row in rows(AbsenceRow)
            if row.letter
        }

    return found


@pytest.fixture
def teacher(as_, small):
    """Write the second lesson as its teacher."""

    def typed(text, pupil=0):
        place = small.other_page, small.other_lesson, small.pupils[pupil]
        as_("petrova").do(SetCell(*place, text, ""))

    return typed


def lessons(small):
    return small.course_lesson, small.other_lesson, small.lessons[3]


def test_the_model_keeps_qts_rules(leader, qtmodeltester):
    qtmodeltester.check(leader.model)


@pytest.mark.parametrize("key", ["б", ",", "Б"], ids=["russian", "latin", "capital"])
def test_one_key_in_the_days_column_is_the_whole_day(leader, letters, small, key):
    type_text(leader.grid, key)
    assert leader.grid.cursor_.here == (1, DAY)
    assert leader.finish()
    assert letters() == {(0, lesson): "б" for lesson in lessons(small)}


def test_one_key_in_a_lesson_is_a_reason_and_goes_down(leader, letters, small, teacher, qtbot):
    teacher("н")
    leader.tab.refresh()
    qtbot.waitUntil(lambda: leader.model.text_at(0, RUSSIAN) == "н")
    leader.grid.cursor_.to(0, RUSSIAN)
    type_text(leader.grid, "e")
    assert leader.grid.cursor_.here == (1, RUSSIAN)
    assert leader.finish()
    assert letters() == {(0, small.other_lesson): "у"}


def test_a_block_takes_one_letter_at_once_as_one_op(leader, letters, rows):
    leader.grid.cursor_.to(0, COURSE)
    for _ in range(2):
        press(leader.grid, Key.Key_Down, SHIFT)
    press(leader.grid, Key.Key_Right, SHIFT)
    type_text(leader.grid, "у")
    assert leader.finish()
    assert len(letters()) == 6
    assert [op.title for op in rows(OpRow)] == ["Причина пропуска"]


def test_shift_gives_every_absence_of_the_row_one_reason(leader, letters, small, teacher, qtbot):
    teacher("н")
    leader.tab.refresh()
    qtbot.waitUntil(lambda: leader.model.text_at(0, RUSSIAN) == "н")
    type_shifted(leader.grid, "<")
    assert leader.finish()
    assert letters() == {(0, small.other_lesson): "б"}
    assert leader.grid.cursor_.here == (1, DAY)


def test_a_marked_pupil_is_not_made_absent_and_the_clause_is_told(leader, letters, teacher, qtbot):
    teacher("4")
    leader.tab.refresh()
    qtbot.waitUntil(lambda: leader.model.text_at(0, RUSSIAN) == "4")
    leader.grid.cursor_.to(0, RUSSIAN)
    type_text(leader.grid, "н")
    assert "был на уроке" in leader.said.texts[-1]
    assert "п. 3.2.5" in leader.said.texts[-1]
    assert leader.finish()
    assert letters() == {}


def test_the_whole_day_leaves_out_the_lesson_with_a_mark(leader, letters, small, teacher, qtbot):
    teacher("4")
    leader.tab.refresh()
    qtbot.waitUntil(lambda: leader.model.text_at(0, RUSSIAN) == "4")
    leader.grid.cursor_.to(0, DAY)
    type_text(leader.grid, "б")
    assert leader.finish()
    assert letters() == {(0, small.course_lesson): "б", (0, small.lessons[3]): "б"}


def test_an_unconfirmed_absence_has_a_dot_and_loses_it_by_the_same_letter(leader, teacher, qtbot):
    teacher("н")
    leader.tab.refresh()
    qtbot.waitUntil(lambda: leader.model.text_at(0, RUSSIAN) == "н")
    assert leader.model.faces[0][RUSSIAN].signs & SIGN_DOT
    assert "причина не подтверждена" in leader.model.words_at(0, RUSSIAN)
    leader.grid.cursor_.to(0, RUSSIAN)
    type_text(leader.grid, "н")
    assert leader.model.faces[0][RUSSIAN].signs & SIGN_PENDING
    assert leader.finish()
    qtbot.waitUntil(lambda: not leader.model.faces[0][RUSSIAN].signs)


def test_a_contradiction_is_tinted_listed_and_led_to(leader, teacher, as_, small, qtbot):
    teacher("н")
    as_("ivanova").do(SetCell(small.page, small.lessons[3], small.pupils[0], "5", ""))
    leader.tab.refresh()
    qtbot.waitUntil(lambda: leader.tab.day_view.panel.doubts.count() == 1)
    assert leader.model.faces[0][ALGEBRA].tint == TINT_REFUSED
    item = leader.tab.day_view.panel.doubts.item(0)
    assert "урок 2 – «н», а на уроке 3 – отметка 5" in item.text()
    leader.tab.day_view.panel.doubts.itemActivated.emit(item)
    assert leader.grid.cursor_.here == (0, ALGEBRA)


def test_the_absence_of_the_lesson_before_is_taken_by_one_key(
    leader, letters, small, teacher, qtbot
):
    teacher("н")
    leader.tab.refresh()
    qtbot.waitUntil(lambda: leader.model.text_at(0, ALGEBRA) == "н?")
    leader.grid.cursor_.to(0, ALGEBRA)
    press(leader.grid, Key.Key_Space)
    assert leader.finish()
    assert letters() == {(0, small.other_lesson): "н", (0, small.lessons[3]): "н"}


def test_all_suggestions_of_the_day_are_taken_by_one_key(leader, letters, teacher, qtbot):
    for pupil in range(3):
        teacher("н", pupil)
    leader.tab.refresh()
    qtbot.waitUntil(lambda: leader.model.text_at(2, ALGEBRA) == "н?")
    leader.tab._take_suggested()
    assert leader.finish()
    assert len(letters()) == 6
    leader.tab._take_suggested()
    assert "Подсказок здесь нет" in leader.said.texts[-1]


def test_own_absences_are_cleared_and_the_teachers_are_not(leader, letters, small, teacher, qtbot):
    teacher("н", pupil=1)
    type_text(leader.grid, "б")
    assert leader.finish()
    leader.tab.refresh()
    qtbot.waitUntil(lambda: leader.model.text_at(1, RUSSIAN) == "н")
    leader.grid.cursor_.to(0, DAY)
    press(leader.grid, Key.Key_Delete)
    leader.grid.cursor_.to(1, RUSSIAN)
    press(leader.grid, Key.Key_Delete)
    assert "Пропуск отметил учитель" in leader.said.texts[-1]
    assert leader.finish()
    assert letters() == {(1, small.other_lesson): "н"}


def test_undo_takes_a_whole_day_back(leader, letters):
    done, failed = [], []
    leader.tab.desk.writer.written.connect(lambda op, _source: done.append(op))
    type_text(leader.grid, "б")
    assert leader.finish()
    leader.tab.desk.writer.undo(done[0].op_id, lambda _done: None, failed.append)
    assert leader.finish()
    assert (letters(), failed) == ({}, [])


def test_the_day_is_confirmed_by_one_key_and_says_so(leader, rows, small, qtbot):
    leader.tab._confirm()
    assert leader.finish()
    qtbot.waitUntil(lambda: leader.tab.reading.sheet.confirmed != "")
    (row,) = rows(DayConfirmationRow)
    assert (row.class_id, row.day) == (small.class_id, TODAY)
    assert "подтверждён" in leader.said.texts[-1]
    leader.tab._confirm()
    assert "уже подтверждён" in leader.said.texts[-1]
    qtbot.waitUntil(lambda: "✓ День подтверждён" in leader.tab.day_view.panel.state.text())
    assert not leader.tab.day_view.panel.confirm.isEnabled()


def test_days_that_wait_are_listed_and_opened(leader, qtbot):
    panel = leader.tab.day_view.panel
    qtbot.waitUntil(lambda: panel.days.count() == 3)
    panel.days.itemActivated.emit(panel.days.item(0))
    qtbot.waitUntil(lambda: leader.tab.reading.day == date(2026, 11, 20))
    assert leader.model.columnCount() == 2


def test_arrows_of_the_day_pass_sundays_and_a_typed_day_is_gone_to(leader, qtbot):
    leader.tab.chooser.step_day(-1)
    qtbot.waitUntil(lambda: leader.tab.reading.day == date(2026, 11, 20))
    leader.tab.chooser.day.setText("16")
    leader.tab.chooser.day.returnPressed.emit()
    qtbot.waitUntil(lambda: leader.tab.reading.day == date(2026, 11, 16))
    leader.tab.chooser.day.setText("32.13")
    leader.tab.chooser.day.returnPressed.emit()
    assert "проверьте дату" in leader.said.texts[-1]
    leader.tab.chooser.to_today()
    qtbot.waitUntil(lambda: leader.tab.reading.day == TODAY)


def test_a_day_without_lessons_says_so(leader, qtbot):
    leader.tab.go_to(Place("attendance", day=date(2026, 11, 22)))
    qtbot.waitUntil(lambda: leader.tab.reading.day == date(2026, 11, 22))
    assert leader.tab._stack.currentWidget() is leader.tab.empty
    assert "уроков нет" in leader.tab.empty.title.text()


def test_tomorrow_is_closed_with_the_clause(leader, qtbot):
    leader.tab.go_to(Place("attendance", day=TODAY + timedelta(1)))
    qtbot.waitUntil(lambda: leader.tab.reading.day == TODAY + timedelta(1))
    assert "ещё не состоялся" in leader.model.why_locked(0, DAY)


def test_what_another_changed_meanwhile_is_said_and_read_again(leader, as_, small, qtbot):
    place = small.class_id, small.other_page, small.other_lesson, small.pupils[0]
    as_("ivanova").do(SetReason(*place, "у", ""))
    leader.grid.cursor_.to(0, RUSSIAN)
    type_text(leader.grid, "б")
    assert leader.finish()
    assert "уже стоит «у»" in leader.said.texts[-1]
    qtbot.waitUntil(lambda: leader.model.text_at(0, RUSSIAN) == "у")


def test_copy_paste_and_fill_down(leader, letters, small):
    leader.grid.cursor_.to(0, COURSE)
    QGuiApplication.clipboard().setText("Б\tУП\nн\t")
    press(leader.grid, Key.Key_V, CONTROL)
    assert leader.finish()
    assert letters() == {
        (0, small.course_lesson): "б",
        (0, small.other_lesson): "у",
        (1, small.course_lesson): "н",
    }
    leader.grid.cursor_.to(2, COURSE)
    press(leader.grid, Key.Key_D, CONTROL)
    assert leader.finish()
    assert letters()[2, small.course_lesson] == "н"
    leader.grid.cursor_.to(0, COURSE)
    press(leader.grid, Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "б"


@pytest.mark.parametrize("text", ["5", "н\tн\tн\tн\tн\tн", "х" * 30_000])
def test_a_paste_that_cannot_be_writes_nothing(leader, letters, text):
    leader.grid.cursor_.to(0, COURSE)
    QGuiApplication.clipboard().setText(text)
    press(leader.grid, Key.Key_V, CONTROL)
    assert "ничего" in leader.said.texts[-1]
    assert leader.finish()
    assert letters() == {}


@pytest.fixture
def subject(open_tab, as_):
    """The teacher of the second lesson."""
    one = open_tab(as_("petrova"))
    assert one.model.state.mode is Mode.FACTS
    return one


def test_a_subject_teacher_begins_at_the_own_lesson(subject):
    assert subject.grid.cursor_.here == (0, 1)
    assert subject.tab.reading.views == (View.DAY,)


def test_a_subject_teacher_marks_own_lessons_alone(subject, letters, small):
    type_text(subject.grid, "yy")
    assert subject.finish()
    assert letters() == {(0, small.other_lesson): "н", (1, small.other_lesson): "н"}
    subject.grid.cursor_.to(0, 0)
    type_text(subject.grid, "н")
    assert "ведёт другой учитель" in subject.said.texts[-1]


def test_who_was_away_before_is_taken_over_by_one_key(subject, as_, letters, small, qtbot):
    place = small.class_id, small.course_page, small.course_lesson, small.pupils[0]
    as_("ivanova").do(SetReason(*place, "б", ""))
    subject.tab.refresh()
    qtbot.waitUntil(lambda: subject.model.text_at(0, 1) == "н?")
    assert subject.model.text_at(0, 0) == "–"
    press(subject.grid, Key.Key_Space)
    assert subject.finish()
    assert letters()[0, small.other_lesson] == "н"


def test_everybody_is_present_by_one_key(subject, rows, small, qtbot):
    subject.tab._confirm()
    assert subject.finish()
    (row,) = rows(LessonRow, id=small.other_lesson)
    assert row.confirmed_at is not None
    assert "все присутствуют" in subject.said.texts[-1]
    qtbot.waitUntil(lambda: subject.model.text_at(0, 1) == "·")
    subject.grid.cursor_.to(0, 0)
    subject.tab._everybody()
    assert "свой урок" in subject.said.texts[-1]


def test_a_mark_in_the_way_is_said(subject, as_, small, qtbot):
    place = small.other_page, small.other_lesson, small.pupils[0]
    as_("petrova").do(SetCell(*place, "4", ""))
    subject.tab.refresh()
    qtbot.waitUntil(lambda: subject.model.text_at(0, 1) == "4")
    type_text(subject.grid, "н")
    assert "исправьте отметку на вкладке «Журнал»" in subject.said.texts[-1]


def test_who_oversees_looks_on(open_tab, as_, letters):
    one = open_tab(as_("zavuch"))
    one.grid.cursor_.to(0, 0)
    type_text(one.grid, "н")
    assert "причину – классный руководитель" in one.said.texts[-1]
    one.tab._confirm()
    assert "подтверждает классный руководитель" in one.said.texts[-1]
    assert one.finish()
    assert letters() == {}


def test_the_way_to_the_journal(leader, small):
    leader.grid.cursor_.to(1, RUSSIAN)
    gone = []
    object.__setattr__(leader.tab.desk, "go", gone.append)
    leader.tab._to_journal()
    assert gone == [Place("marks", small.other_page, small.other_lesson, small.pupils[1])]


def test_a_model_without_a_day_is_empty():
    model = DayModel(lambda _batch: None)
    assert (model.rowCount(), model.columnCount(), model.has_day) == (0, 0, False)
