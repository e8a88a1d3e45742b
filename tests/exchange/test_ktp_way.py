"""The whole way of a plan: file, validator, correction, approval, days, journal, paper."""

from __future__ import annotations

import pytest
from commands.weeks import at
from printing.reading import quiet, read, squeezed
from school import TODAY
from sqlalchemy.orm import Session
from uuid6 import uuid7

from exchange.workbooks import xlsx
from journal_desktop.commands.lessons import SetTopic
from journal_desktop.commands.plan_states import ApprovePlan, SubmitPlan
from journal_desktop.commands.plan_topics import (
    ChangeTopics,
    MendTopics,
    TopicChange,
    TopicField,
)
from journal_desktop.commands.plan_uses import CorrectPlan
from journal_desktop.commands.plans import CopyPlan
from journal_desktop.commands.timetable import ImportTimetable
from journal_desktop.commands.topic_taking import TakeTopic
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.vocabulary import PlanState
from journal_desktop.exchange.imports import run_import
from journal_desktop.exchange.ktp_plan import KtpAim
from journal_desktop.printing.printed_plan import print_corrections, print_plan
from journal_desktop.queries.next_topic import NextTopicOf
from journal_desktop.queries.plan_course import CompressionOf, DatedPlanOf
from journal_desktop.queries.plans import PlanFaultsOf, PlanIdOf, PlanLibrary, PlanOf
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.store.rows.lessons import LessonRow

FOOTER = " ОБЩЕЕ КОЛИЧЕСТВО УРОКОВ ПО ПРОГРАММЕ: 102, из них на контрольные работы не более 10"
WRONG = {
    20: "Контрольная работа",
    40: "Контрольная работа по теме «Многочлены»",
    60: "Практическая работа «Разложение на множители» 0,5",
    102: f"Итоговый урок{FOOTER}",
}
"""Defects of federal tables by line."""


def federal():
    """A plan as federal programmes have it: 102 topics, one with 300 signs, four defects."""
    for number in range(1, 103):
        yield number, WRONG.get(number, f"Тема {number}. {'Подробно ' * (33 * (number == 7))}"), 1


@pytest.fixture
def teacher(as_):
    return as_("ivanova")


@pytest.fixture
def loaded(teacher, as_, small, database, tmp_path):
    """The plan loaded for the main page, whose lessons go on to the end of the year."""
    with Session(database.owner) as session, session.begin():
        for lesson in small.lessons:
            session.get(LessonRow, lesson).plan_topic_id = None
    places = (at(1, 3), at(3, 3), at(5, 3))
    as_("admin").do(ImportTimetable(small.year, TODAY, places, create_missing=True))
    path = xlsx(tmp_path / "ктп.xlsx", ("№", "Тема урока", "Часы"), *federal())
    run_import(teacher, "ktp", path, year=2026, aim=KtpAim("7А", "Алгебра"))
    (item,) = [item for item in teacher.ask(PlanLibrary(small.year)) if item.uses]
    return item.id, item.uses[0].id


def mend(teacher, plan):
    """Ready corrections, then by hand what only a person can name."""
    teacher.do(MendTopics(plan))
    known = {topic.number: topic.id for topic in teacher.ask(PlanOf(plan)).topics}
    named = "Контрольная работа № 1 по теме «Одночлены»"
    teacher.do(ChangeTopics(plan, (TopicChange(known[20], TopicField.TOPIC, named),)))


def test_a_federal_plan_is_kept_word_for_word_and_its_defects_are_an_exact_list(teacher, loaded):
    plan, _ = loaded
    kept = [topic.topic for topic in teacher.ask(PlanOf(plan)).topics]
    assert kept == [" ".join(topic.split()) for _, topic, _ in federal()]
    errors = [fault for fault in teacher.ask(PlanFaultsOf(plan)) if fault.is_error]
    assert [(fault.number, fault.proposal) for fault in errors] == [
        (20, ""),
        (40, "Контрольная работа № 2 по теме «Многочлены»"),
        (60, "Практическая работа «Разложение на множители»"),
        (60, "Практическая работа № 1 по теме «Разложение на множители»"),
        (102, "Итоговый урок"),
    ]


def test_approval_is_refused_until_all_is_mended(teacher, as_, loaded):
    plan, _ = loaded
    teacher.do(SubmitPlan(plan))
    with pytest.raises(Invalid, match=r"ошибок: 5\.[\s\S]*Урок № 20[\s\S]*Урок № 102"):
        as_("zavuch").do(ApprovePlan(plan))


def test_the_way_from_file_to_paper(teacher, as_, small, loaded, tmp_path):
    plan, use = loaded
    mend(teacher, plan)
    teacher.do(SubmitPlan(plan))
    as_("zavuch").do(ApprovePlan(plan))
    dated = teacher.ask(DatedPlanOf(use))
    assert dated.topics[0].day == TODAY
    assert dated.supply.lacking == dated.course.lacking > 0
    assert f"прошло 3: не хватает {dated.course.lacking}" in dated.supply.text

    proposed = teacher.ask(CompressionOf(use))
    teacher.do(CorrectPlan(use, proposed, "уплотнение программы"))
    after = teacher.ask(DatedPlanOf(use))
    assert after.course.lacking == dated.course.lacking - len(proposed)
    assert not any(item.way for item in after.course.items if item.is_control)

    first = next(each for each in teacher.ask(SpreadOf(small.page)).lessons if each.day == TODAY)
    found = teacher.ask(NextTopicOf(small.page, first.id))
    assert found.is_bound
    teacher.do(TakeTopic(small.page, first.id, ""))
    shown = {each.id: each for each in teacher.ask(SpreadOf(small.page)).lessons}[first.id]
    assert (shown.topic, shown.off_plan) == (found.text, "")
    teacher.do(SetTopic(small.page, first.id, "Своя тема", found.text, "карантин"))

    told = text_of(print_plan(teacher, plan, tmp_path / "п.pdf", quiet, use_id=use).path)
    for topic in teacher.ask(PlanOf(plan)).topics:
        assert squeezed(topic.topic) in told
    sheet = text_of(print_corrections(teacher, use, tmp_path / "л.pdf", quiet).path)
    assert sheet.count(squeezed("уплотнение программы")) == len(proposed)


def text_of(path):
    return squeezed("".join(page.text for page in read(path.read_bytes())))


def test_a_plan_is_copied_for_another_parallel_without_typing(teacher, small, loaded):
    """R-2.6-01: the same plan for the next class is not typed again."""
    plan, _ = loaded
    uid = uuid7()
    with pytest.raises(Invalid, match="уже ведётся"):
        teacher.do(CopyPlan(uid, plan, small.year, 7, page_ids=(small.page,)))
    teacher.do(CopyPlan(uid, plan, small.year, 8))
    copy = teacher.ask(PlanOf(teacher.ask(PlanIdOf(uid))))
    assert (copy.item.state, copy.item.uses) == (PlanState.DRAFT, ())
    assert len(copy.topics) == 102
