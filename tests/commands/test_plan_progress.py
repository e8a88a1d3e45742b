"""The next topic of a lesson, plan and fact: R-2.5-01, R-3.2.5-12, -15, both engines."""

from datetime import timedelta

import pytest
from school import BEGIN, TODAY

from commands.planning import (
    NEXT_MONDAY,
    by_number,
    correct,
    topics,
)
from journal_desktop.commands.lessons import ConfirmAttendance, SetTopic
from journal_desktop.commands.plan_parts import NewTopic
from journal_desktop.commands.topic_taking import TakeTopic
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.plans.wizard import Correction
from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.vocabulary import (
    PlanChange,
    SubstitutionKind,
)
from journal_desktop.queries.next_topic import NextTopicOf
from journal_desktop.queries.plan_progress import PlanProgress
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.store.rows.lessons import LessonRow, SubstitutionRow


def test_one_key_puts_the_next_topic_with_no_reason_r_3_2_5_15(teacher, follow, place, rows):
    follow(topics(3))
    found = teacher.ask(NextTopicOf(*place()))
    assert (found.numbers, found.text, found.is_bound) == ((1,), "Тема урока 1", True)
    teacher.do(TakeTopic(*place(), ""))
    row = next(row for row in rows(LessonRow) if row.id == place()[1])
    assert (row.topic, row.topic_reason, row.state) == ("Тема урока 1", "", LessonState.HELD)


def test_a_lesson_nothing_is_bound_to_takes_the_first_topic_left(
    teacher, follow, place, change, rows
):
    follow(topics(3))
    change(LessonRow, place()[1], plan_topic_id=None)
    found = teacher.ask(NextTopicOf(*place()))
    assert (found.numbers, found.is_bound) == ((1,), False)
    teacher.do(TakeTopic(*place(), ""))
    assert next(row for row in rows(LessonRow) if row.id == place()[1]).plan_topic_id is not None


def test_a_topic_taken_out_of_order_names_those_skipped(teacher, follow, place, change):
    _, use = follow(topics(4))
    change(LessonRow, place(4)[1], plan_topic_id=by_number(teacher, use, 4)[0])
    change(LessonRow, place()[1], plan_topic_id=by_number(teacher, use, 1)[0])
    found = teacher.ask(NextTopicOf(*place(4)))
    assert (found.numbers, found.skipped) == ((4,), (2, 3))


def test_the_journal_works_without_any_plan_r_3_2_5_12(teacher, place, change):
    change(LessonRow, place()[1], plan_topic_id=None)
    assert teacher.ask(NextTopicOf(*place())) is None
    with pytest.raises(Invalid, match="впишите тему сами"):
        teacher.do(TakeTopic(*place(), ""))
    teacher.do(SetTopic(*place(), "Повторение", ""))


def test_a_changed_text_asks_why_and_the_plans_words_are_told(teacher, follow, place):
    follow(topics(2))
    with pytest.raises(Invalid, match=r"отличается от КТП.*«Тема урока 1»"):
        teacher.do(SetTopic(*place(), "Совсем другое", ""))
    teacher.do(SetTopic(*place(), "Совсем другое", "", "карантин"))
    shown = {lesson.id: lesson.off_plan for lesson in teacher.ask(SpreadOf(place()[0])).lessons}
    assert shown[place()[1]] == "Отличается от КТП: карантин"
    assert list(shown.values()).count("") == len(shown) - 1


def progress(journal, small, ends=TODAY):
    pages = journal.ask(PlanProgress(small.year, BEGIN, ends))
    return {page.page_id: page for page in pages}


def test_plan_and_fact_of_a_page_r_2_5_01(teacher, small, follow, place):
    follow((*topics(1), NewTopic("Пара", 4), *topics(100)))
    page = progress(teacher, small)[small.page]
    assert (page.class_name, page.subject, page.teacher) == ("7А", "Алгебра", "Иванова М. П.")
    assert (page.hours.study, page.hours.plan) == (204, 206)
    assert (page.hours.due, page.hours.conducted, page.hours.lag) == (2, 0, 2)
    teacher.do(TakeTopic(*place(), ""))
    hours = progress(teacher, small)[small.page].hours
    assert (hours.conducted, hours.lag, hours.percent, hours.is_lagging) == (2, 0, 100, False)


def test_a_lesson_given_by_another_subject_is_not_of_the_programme(
    teacher, small, follow, place, add
):
    follow(topics(3))
    teacher.do(ConfirmAttendance(*place()))
    add(
        SubstitutionRow(
            lesson_id=place()[1],
            absent_id=small.staff["ivanova"],
            staff_id=small.staff["petrova"],
            kind=SubstitutionKind.OTHER,
            reason="",
        )
    )
    assert progress(teacher, small)[small.page].hours.conducted == 0


def test_a_lag_that_merging_covers_is_no_lag_and_says_how(teacher, small, year):
    _, use = year
    one, two, three, four = by_number(teacher, use, 1, 2, 3, 4)
    teacher.do(
        correct(
            use,
            Correction(PlanChange.MERGE, two, with_topic=one),
            Correction(PlanChange.MERGE, four, with_topic=three),
        )
    )
    ends = NEXT_MONDAY + timedelta(3)
    page = progress(teacher, small, ends)[small.page]
    assert page.hours.made_good == 4
    assert page.hours.open_lag == page.hours.lag - 4
    assert page.reason == "за счёт объединения тем уроков № 1–2, 3–4"


def test_progress_is_seen_by_who_may_see_the_page(as_, small, follow):
    follow(topics(3))
    assert small.page in progress(as_("zavuch"), small)
    assert set(progress(as_("petrova"), small)) == {small.other_page}
    with pytest.raises(Refused):
        as_("medic").ask(PlanProgress(small.year, BEGIN, TODAY))
