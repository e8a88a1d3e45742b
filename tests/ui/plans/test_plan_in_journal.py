"""From an empty plan to the lesson, by keys: made, approved, dated, taken (R-3.2.5-12, -15)."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from commands.planning import by_number, correct
from commands.weeks import at
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from school import TODAY
from ui.keys import CONTROL, SHIFT, Key, press, type_text
from ui.marks.conftest import desk_of  # noqa: F401 - a fixture
from ui.plans.giving import asked

from journal_desktop.commands.plan_parts import NewTopic
from journal_desktop.domain.plans.wizard import Correction
from journal_desktop.domain.vocabulary import PlanChange, PlanState, SubstitutionKind
from journal_desktop.queries.next_topic import NextTopicOf
from journal_desktop.queries.plan_course import DatedPlanOf
from journal_desktop.queries.plans import PlanOf
from journal_desktop.store.rows.lessons import LessonRow, SubstitutionRow
from journal_desktop.ui.tabs.plans.approve_form import ApproveDialog
from journal_desktop.ui.tabs.plans.forms import NewDialog
from journal_desktop.ui.tabs.plans.paste_dialog import PasteDialog

LINES = 102


@pytest.fixture
def scene(qtbot, small, teacher, rows, change, put, desk_of):  # noqa: F811, PLR0917 - one place
    """Two lessons a week, none with a topic of a plan yet, and whatever looks at them."""
    put(at(1, 3), at(4, 3), begins=TODAY)
    for lesson in small.lessons:
        change(LessonRow, lesson, plan_topic_id=None)

    def today():
        lessons = rows(LessonRow, page_id=small.page)
        return next(each for each in lessons if each.day == TODAY)

    def opened(lesson_id, login="ivanova"):
        """The journal with the lesson open; F6 is pressed in the grid."""
        mine = desk_of(login, small.page)
        turn(mine, lesson_id)
        return mine

    def turn(mine, lesson_id):
        """The cursor goes to the lesson and its card opens."""
        column = mine.tab.cells.model.sheet.column_of(lesson_id)
        mine.tab.view.cursor_.to(0, column)
        mine.tab.lessons.open_lesson(lesson_id)
        qtbot.waitUntil(lambda: mine.tab.lessons.card.lesson.id == lesson_id)

    def keep(tab):
        """What was typed is answered and read again."""
        assert tab.desk.writer.finish()
        QApplication.processEvents()
        qtbot.waitUntil(lambda: tab.desk.writer.count == 0)

    return SimpleNamespace(
        page=small.page,
        teacher=teacher,
        today=today,
        opened=opened,
        turn=turn,
        keep=keep,
        qtbot=qtbot,
    )


def activate(scene, tab):
    """Without a screen nobody does so when another window is gone."""
    with scene.qtbot.waitActive(tab):
        tab.activateWindow()


def filled_by_keys(scene, tab):
    """A plan of the year made, filled and handed in by keys alone."""
    press(tab.library.table, Key.Key_N, CONTROL)
    press(asked(scene.qtbot, tab, NewDialog).pages, Key.Key_Return)
    scene.qtbot.waitUntil(lambda: tab.front.currentWidget() is tab.editor)
    scene.qtbot.waitUntil(lambda: tab.plans.known is not None)
    activate(scene, tab)
    text = "".join(f"Тема {number}\t1\n" for number in range(1, LINES + 1))
    QGuiApplication.clipboard().setText(text)
    press(tab.editor.table, Key.Key_V, CONTROL)
    press(asked(scene.qtbot, tab, PasteDialog), Key.Key_Return)
    scene.keep(tab)
    activate(scene, tab)
    press(tab.editor.table, Key.Key_Return, CONTROL)
    scene.keep(tab)


def test_a_topic_of_a_plan_made_by_keys_comes_into_the_lesson_by_one_key(scene, library):
    tab, _ = library()
    filled_by_keys(scene, tab)
    chief, _ = library("zavuch")
    chief.open_plan(tab.plan_id)
    scene.qtbot.waitUntil(lambda: chief.plans.known is not None)
    activate(scene, chief)
    press(chief.editor.table, Key.Key_A, CONTROL | SHIFT)
    press(asked(scene.qtbot, chief, ApproveDialog), Key.Key_Return)
    scene.keep(chief)
    plan = scene.teacher.ask(PlanOf(tab.plan_id))
    assert (plan.item.state, plan.item.half_hours) == (PlanState.APPROVED, 2 * LINES)
    activate(scene, tab)
    with scene.qtbot.waitSignal(tab.plans.loaded):
        tab.refresh()
    press(tab.editor.table, Key.Key_D, CONTROL | SHIFT)
    scene.qtbot.waitUntil(lambda: tab.days.course is not None)
    press(tab.days.days, Key.Key_T, CONTROL | SHIFT)
    scene.keep(tab)
    mine = scene.opened(scene.today().id)
    press(mine.grid, Key.Key_F6)
    scene.keep(mine.tab)
    assert (scene.today().topic, scene.today().topic_reason) == ("Тема 1", "")


def test_only_another_wording_asks_why_and_is_told_7_4(scene, follow):
    follow((NewTopic("Объём «куба»"), NewTopic("Итог")))
    mine = scene.opened(scene.today().id)
    card = mine.tab.lessons.card
    card.topic.edit.setFocus()
    type_text(card.topic.edit, 'Объем  "куба".')
    card.topic.commit()
    scene.keep(mine.tab)
    assert (scene.today().topic, scene.today().topic_reason) == ("Объем «куба».", "")
    press(card.topic.edit, Key.Key_A, CONTROL)
    type_text(card.topic.edit, "Повторение пройденного")
    card.topic.commit()
    assert card.topic.reason.isVisible()
    assert scene.today().topic == "Объем «куба»."
    type_text(card.topic.reason, "карантин")
    card.topic.commit()
    scene.keep(mine.tab)
    written = scene.today()
    assert (written.topic, written.topic_reason) == ("Повторение пройденного", "карантин")
    said = "Отличается от КТП: карантин"
    scene.qtbot.waitUntil(lambda: card.topic.off_plan.text() == said)


def test_merged_and_half_hour_topics_give_the_words_and_homework_of_both(scene, follow):
    lines = (
        NewTopic("Одночлены", homework="§ 1"),
        NewTopic("Многочлены.", homework="§ 2, № 5"),
        NewTopic("Проценты", 1, homework="§ 3"),
        NewTopic("Доли", 1, homework="Без задания"),
        NewTopic("Итог"),
    )
    _, use = follow(lines)
    one, two = by_number(scene.teacher, use, 1, 2)
    scene.teacher.do(correct(use, Correction(PlanChange.MERGE, two, with_topic=one)))
    mine = scene.opened(scene.today().id)
    press(mine.grid, Key.Key_F6)
    scene.keep(mine.tab)
    written = scene.today()
    assert (written.topic, written.homework) == ("Одночлены. Многочлены.", "§ 1\n§ 2, № 5")
    spread = {lesson.day: lesson for lesson in mine.tab.cells.model.sheet.spread.lessons}
    thursday = next(lesson for day, lesson in sorted(spread.items()) if day > TODAY)
    assert (thursday.plan_topic, thursday.plan_homework) == ("Проценты. Доли", "§ 3")
    found = scene.teacher.ask(NextTopicOf(scene.page, thursday.id))
    assert (found.numbers, found.text, found.homework) == ((3, 4), "Проценты. Доли", "§ 3")


def test_a_lesson_without_a_topic_takes_the_next_one_and_frees_its_place(
    scene, follow, rows, small
):
    follow(tuple(NewTopic(f"Тема {number}") for number in range(1, 6)))
    earlier = small.lessons[2]
    mine = scene.opened(earlier)
    card = mine.tab.lessons.card
    assert card.topic.take.text() == "Следующая по КТП   F6"
    press(mine.grid, Key.Key_F6)
    scene.qtbot.waitUntil(lambda: (card.lesson.id, card.lesson.topic) == (earlier, "Тема 1"))
    topics = {row.id: row.plan_topic_id for row in rows(LessonRow, page_id=small.page)}
    assert topics[earlier] is not None
    assert topics[scene.today().id] is None
    scene.turn(mine, scene.today().id)
    press(mine.grid, Key.Key_F6)
    scene.qtbot.waitUntil(lambda: card.lesson.topic == "Тема 2")


def test_topics_left_out_are_told_and_another_subject_is_none_of_the_plan(
    scene, follow, change, substitute
):
    _, use = follow(tuple(NewTopic(f"Тема {number}") for number in range(1, 6)))
    (third,) = by_number(scene.teacher, use, 3)
    change(LessonRow, scene.today().id, plan_topic_id=third)
    mine = scene.opened(scene.today().id)
    press(mine.grid, Key.Key_F6)
    said = "Тема № 3 взята не по порядку: раньше не даны № 1–2"
    scene.qtbot.waitUntil(lambda: any(text.startswith(said) for text in mine.said.texts))
    scene.keep(mine.tab)
    assert scene.today().topic == "Тема 3"
    substitute(SubstitutionKind.OTHER)
    assert scene.teacher.ask(NextTopicOf(scene.page, scene.today().id)) is None
    dated = scene.teacher.ask(DatedPlanOf(use))
    assert not any(item.given for item in dated.course.items)
    assert "замена другим предметом" in dated.supply.text


def test_a_substitute_takes_the_topic_of_the_lesson_by_the_same_key(scene, follow, substitute):
    follow(tuple(NewTopic(f"Тема {number}") for number in range(1, 6)))
    substitute(SubstitutionKind.SAME)
    other = scene.opened(scene.today().id, "petrova")
    press(other.grid, Key.Key_F6)
    scene.keep(other.tab)
    assert scene.today().topic == "Тема 1"


@pytest.fixture
def substitute(scene, add, small):
    """Petrova instead of Ivanova today."""

    def made(kind):
        add(
            SubstitutionRow(
                lesson_id=scene.today().id,
                absent_id=small.staff["ivanova"],
                staff_id=small.staff["petrova"],
                kind=kind,
                reason="",
            )
        )

    return made
