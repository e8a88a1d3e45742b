"""The right page on the screen: topic, homework, attendance and their clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from ui.fake_gate import FakeJournal
from ui.keys import CONTROL, Key, press, type_text
from ui.marks.pages import NOW, TODAY, a_lesson, a_spread

from journal_desktop.commands.lessons import ConfirmAttendance, SetHomework, SetTopic, SetWork
from journal_desktop.domain.errors import Conflict, Invalid
from journal_desktop.domain.spread import LessonState
from journal_desktop.ui.tabs.marks.clocks import (
    Mood,
    filled_line,
    homework_line,
    missing_parts,
    span_text,
)

PLAN = "Контрольная работа № 3 по теме «Сумма и разность многочленов»"


def test_todays_lesson_is_open_with_its_clock(page):
    card = page.tab.lessons.card
    assert card.lesson.day == TODAY
    assert card.clock.text() == "Д/з: осталось 2 ч 49 мин (п. 3.2.5)"
    assert card.absent.text() == "Отсутствуют: 1 ·"


def test_f6_takes_the_topic_of_the_plan(page, qtbot):
    page.trigger("Тема по КТП")
    page.idle()
    command = page.journal.ops[-1][0]
    assert isinstance(command, SetTopic)
    assert (command.topic, command.expected, command.reason) == (PLAN, "", "")
    qtbot.waitUntil(lambda: page.tab.lessons.card.lesson.topic == PLAN)


def test_ctrl_0_writes_no_homework(page):
    page.trigger("Без задания")
    page.idle()
    command = page.journal.ops[-1][0]
    assert isinstance(command, SetHomework)
    assert command.homework == "Без задания"


def test_homework_is_saved_by_ctrl_enter_and_by_leaving(page):
    edit = page.tab.lessons.card.homework
    edit.setFocus()
    type_text(edit, "п. 25")
    press(edit, Key.Key_Return, CONTROL)
    page.idle()
    assert page.journal.ops[-1][0].homework == "п. 25"
    type_text(edit, ", № 5")
    page.grid.setFocus()
    page.idle()
    assert page.journal.ops[-1][0].homework == "п. 25, № 5"
    assert page.journal.ops[-1][0].expected == "п. 25"


def test_a_refused_text_stays_in_its_editor_even_when_another_lesson_is_opened(page, qtbot):
    qtbot.waitUntil(lambda: not page.tab._follower.isActive())  # it opens the lesson of the cell
    page.journal.faults.append(Invalid("Задание не принято."))
    card = page.tab.lessons.card
    card.homework.setPlainText("нет")
    card.homework.commit()
    page.idle()
    assert card.homework.toPlainText() == "нет"
    page.journal.faults.append(Invalid("Задание не принято."))
    today = card.lesson.id
    page.tab.lessons.open_lesson(page.sheet.spread.lessons[0].id)
    page.idle()
    assert card.homework.toPlainText() != "нет"
    page.tab.lessons.open_lesson(today)
    assert card.homework.toPlainText() == "нет"


def test_a_conflict_keeps_the_typed_text_and_reads_the_lesson_anew(page, qtbot):
    page.journal.faults.append(Conflict("Задание уже изменено другим: «п. 3».", stored="п. 3"))
    card = page.tab.lessons.card
    card.homework.setPlainText("п. 4")
    with qtbot.waitSignal(page.tab.loader.loaded):
        card.homework.commit()
    assert card.homework.toPlainText() == "п. 4"
    assert "уже изменено" in page.said.texts[-1]


def test_a_topic_unlike_the_plan_waits_for_a_reason(page):
    form = page.tab.lessons.card.topic
    form.edit.setPlainText("Контрольная работа № 3 по теме «Одночлены»")
    form.commit()
    assert form.reason.isVisible()
    assert page.journal.ops == []
    form.reason.setCurrentIndex(1)
    form.reason.activated.emit(1)
    page.idle()
    assert page.journal.ops[-1][0].reason == "уплотнение программы"


def test_a_topic_that_was_not_taken_is_named_before_the_window_closes(page):
    card, today = page.tab.lessons.card, page.tab.lessons.open_id
    assert page.tab.leftover() == ""
    card.topic.edit.setPlainText("Одночлены")
    page.tab.settle()
    page.idle()
    assert page.tab.leftover() == "тема «Одночлены»"
    page.tab.lessons.open_lesson(page.sheet.spread.lessons[0].id)
    assert page.tab.leftover() == "тема «Одночлены»"
    page.tab.lessons.open_lesson(today)
    page.trigger("Тема по КТП")
    page.idle()
    assert page.tab.leftover() == ""


def test_a_forbidden_name_is_told_with_the_right_form_and_repaired(page):
    form = page.tab.lessons.card.topic
    form.edit.setPlainText("Контрольная работа №3 Сумма и разность многочленов")
    assert form.fault.isVisible()
    form.repair.click()
    page.idle()
    assert page.journal.ops[-1][0].topic == PLAN


def test_the_kind_of_work_is_chosen_from_the_directory(page):
    kind = page.tab.lessons.card.topic.kind
    assert kind.currentText() == "Контрольная работа · вес 3"
    place = kind.findData("ANSWER")
    kind.setCurrentIndex(place)
    kind.activated.emit(place)
    page.idle()
    command = page.journal.ops[-1][0]
    assert isinstance(command, SetWork)
    assert (command.kind, command.expected) == ("ANSWER", "CTRL")


def test_attendance_is_confirmed_by_one_press(page, qtbot):
    page.tab.lessons.card.confirm.click()
    page.idle()
    assert isinstance(page.journal.ops[-1][0], ConfirmAttendance)
    qtbot.waitUntil(lambda: not page.tab.lessons.card.confirm.isEnabled())


def test_the_absent_are_counted_while_they_are_typed(page):
    type_text(page.grid, "нн")
    page.idle()
    assert page.tab.lessons.card.absent.text() == "Отсутствуют: 3 ·"


def test_the_open_lesson_follows_the_column(page, qtbot):
    page.go(6, page.today - 1)
    qtbot.waitUntil(
        lambda: page.tab.lessons.open_id == page.sheet.spread.lessons[page.today - 1].id
    )


def test_a_substitution_is_shown(open_tab):
    spread = a_spread()
    lessons = tuple(
        replace(it, substitution="Замена: Петрова А. А.") if it.day == TODAY else it
        for it in spread.lessons
    )
    page = open_tab(FakeJournal(replace(spread, lessons=lessons)))
    assert page.tab.lessons.card.substitution.text() == "Замена: Петрова А. А."
    assert page.tab.lessons.card.substitution.isVisible()


def test_a_topic_that_differs_from_the_plan_says_why_r_3_2_5_15(open_tab):
    spread = a_spread()
    lessons = tuple(
        replace(it, topic="Повторение", topic_reason="карантин") if it.day == TODAY else it
        for it in spread.lessons
    )
    page = open_tab(FakeJournal(replace(spread, lessons=lessons)))
    said = page.tab.lessons.card.topic.off_plan
    assert said.text() == "Отличается от КТП: карантин"
    assert said.isVisible()


def test_after_midnight_the_page_is_read_anew_and_tomorrow_becomes_today(page, qtbot):
    later = NOW + timedelta(days=1)
    desk = replace(page.tab.desk, clock=lambda: later)
    page.tab.desk = page.tab.loader._desk = desk
    page.tab.lessons._clock = desk.clock
    page.tab.lessons.tick()
    qtbot.waitUntil(lambda: page.sheet.today == later.date())
    assert page.sheet.why_locked(6, page.today + 1) == ""


@pytest.mark.parametrize(
    ("moment", "text", "mood"),
    [
        (timedelta(0), "Д/з: осталось 2 ч 49 мин (п. 3.2.5)", Mood.WARNING),
        (timedelta(hours=2, minutes=10), "Д/з: осталось 39 мин (п. 3.2.5)", Mood.WARNING),
        (timedelta(hours=3), "Д/з: срок истёк 23.11 в 15:30 (п. 3.2.5)", Mood.ERROR),
        (timedelta(days=-1), "Д/з: до 23.11 15:30 (п. 3.2.5)", Mood.SOFT),
    ],
)
def test_3_2_5_the_homework_clock_says_what_is_left(moment, text, mood):
    assert homework_line(a_lesson(9, TODAY), NOW + moment) == (text, mood)


def test_3_2_5_late_homework_is_late_for_ever():
    lesson = a_lesson(9, TODAY, homework="п. 5", homework_at=NOW + timedelta(hours=4, minutes=9))
    line = homework_line(lesson, NOW + timedelta(days=30))
    assert line == ("Д/з записано позже срока на 01:20 (п. 3.2.5)", Mood.WARNING)


def test_3_2_5_a_lesson_is_filled_on_its_day_or_late():
    full = {"topic": "Тема", "homework": "п. 5", "confirmed": True, "topic_at": NOW}
    lesson = a_lesson(9, TODAY, **full, homework_at=NOW)
    assert filled_line(lesson, TODAY) == ("✓ заполнен в день урока", Mood.GOOD)
    late = replace(lesson, homework_at=NOW + timedelta(days=2))
    assert filled_line(late, TODAY).text == "✓ заполнен с опозданием на 2 дня"
    assert filled_line(replace(lesson, confirmed=False), TODAY).mood is Mood.WARNING
    assert filled_line(replace(lesson, topic=""), TODAY + timedelta(days=1)).mood is Mood.ERROR
    assert missing_parts(a_lesson(9, TODAY)) == ["тема", "задание", "отсутствующие"]


def test_a_cancelled_lesson_owes_nothing():
    lesson = replace(
        a_lesson(9, TODAY), state=LessonState.CANCELLED, cancel_reason="карантин, пр. № 12-у"
    )
    assert homework_line(lesson, NOW).text == ""
    assert filled_line(lesson, TODAY) == ("Урок отменён: карантин, пр. № 12-у", Mood.SOFT)


def test_a_started_minute_is_not_counted():
    assert span_text(timedelta(hours=2, minutes=49, seconds=59)) == "2 ч 49 мин"
