"""Plans as documents, their lines and their approval: R-2.6-01, R-3.2.5-10…-12, both engines."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from uuid6 import uuid7

from commands.planning import lines, make, new_plan, topics
from journal_desktop.commands.plan_parts import NewTopic
from journal_desktop.commands.plan_topics import (
    ChangeTopics,
    InsertTopics,
    Mend,
    MendTopics,
    MoveTopics,
    NameSection,
    RemoveTopics,
    ReplaceTopics,
    TopicChange,
    TopicField,
)
from journal_desktop.commands.plan_uses import FollowPlan
from journal_desktop.commands.plans import CopyPlan, DeletePlan, NamePlan
from journal_desktop.domain.errors import Conflict, Invalid, Refused
from journal_desktop.domain.plans.verdict import Column
from journal_desktop.domain.vocabulary import PlanState, YearState
from journal_desktop.queries.plans import PlanFaultsOf, PlanIdOf, PlanOf
from journal_desktop.store.rows.plans import LessonPlanRow, PlanSectionRow, PlanTopicRow
from journal_desktop.store.rows.school import SchoolYearRow

OTHERS = ("petrova", "zavuch", "admin", "medic")


@pytest.fixture
def plan(teacher, small):
    """A plan of five topics in one section."""
    return make(teacher, small, topics(5))


@pytest.fixture
def whole(teacher, small):
    """A plan whose hours are those of the study plan: 3 h × 34."""
    return make(teacher, small, topics(102))


@pytest.fixture
def state(database):
    def of(plan_id):
        with Session(database.owner) as session:
            return session.get(LessonPlanRow, plan_id).state

    return of


@pytest.fixture
def ids(teacher):
    def of(plan_id, *numbers):
        known = {topic.number: topic.id for topic in teacher.ask(PlanOf(plan_id)).topics}
        return tuple(known[number] for number in numbers)

    return of


def numbers(journal, plan_id):
    return [topic.number for topic in journal.ask(PlanOf(plan_id)).topics]


def test_a_plan_is_made_with_all_its_lines_word_for_word(teacher, small):
    odd = NewTopic(
        "«Present  Simple»: и (снова) — «тема»!", 4, "Раздел 1", "CTRL", "контроль",
        "§ 5\nупр. 3", "https://example.ru", "знать", "важно",
    )  # fmt: skip
    plan = teacher.ask(PlanOf(make(teacher, small, (odd, NewTopic("Вторая", 1)))))
    first, second = plan.topics
    assert first.topic == "«Present Simple»: и (снова) — «тема»!"
    assert (first.half_hours, first.kind, first.is_control) == (4, "CTRL", True)
    assert (first.section, second.section) == ("Раздел 1", "Раздел 1")
    assert (first.homework, first.resources) == ("§ 5\nупр. 3", "https://example.ru")
    assert (first.outcomes, first.note, first.lesson_type) == ("знать", "важно", "контроль")
    assert (plan.item.title, plan.item.half_hours) == ("Алгебра, 7 класс", 5)
    assert (plan.item.author, plan.item.own, plan.year) == ("Иванова М. П.", True, "2026/2027")
    assert [(each.title, each.half_hours) for each in plan.sections] == [("Раздел 1", 5)]


def test_one_making_is_one_op_and_is_undone_whole(teacher, small, database):
    command = new_plan(small, topics(40))
    done = teacher.do(command)
    teacher.undo(done.op_id)
    assert teacher.ask(PlanIdOf(command.uid)) is None
    with Session(database.owner) as session:
        left = select(func.count()).select_from(PlanTopicRow)
        assert session.scalar(left) == len(small.lessons)
        assert session.scalar(select(func.count()).select_from(PlanSectionRow)) == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (NewTopic("Тема", 0), "не может быть 0"),
        (NewTopic("Тема", -2), "не может быть −1"),
        (NewTopic("Тема", 41), "не может быть 20,5"),
        (NewTopic("Тема", kind="WHAT"), "«WHAT» нет в справочнике"),
    ],
)
def test_a_bad_line_stops_the_whole_plan(teacher, small, line, said):
    command = new_plan(small, (*topics(3), line))
    with pytest.raises(Invalid, match=said):
        teacher.do(command)
    assert teacher.ask(PlanIdOf(command.uid)) is None


def test_a_plan_has_an_end_and_a_parallel_that_exists(teacher, small):
    with pytest.raises(Invalid, match="не больше 1000 строк"):
        teacher.do(new_plan(small, topics(1001)))
    for grade in (0, 12):
        with pytest.raises(Invalid, match="Параллели"):
            teacher.do(new_plan(small, grade=grade))
    with pytest.raises(Invalid, match="предмета"):
        teacher.do(new_plan(small, subject=999))


def test_no_plan_is_made_in_a_closed_year(teacher, small, change):
    change(SchoolYearRow, small.year, state=YearState.CLOSED)
    with pytest.raises(Refused, match="закрыт"):
        teacher.do(new_plan(small))


@pytest.mark.parametrize("number", [1, 3, 6, 99])
def test_pasted_lines_go_before_the_line_named_and_numbers_stay_whole(teacher, plan, number):
    teacher.do(InsertTopics(plan, number, (NewTopic("А"), NewTopic("Б"))))
    at = min(number, 6) - 1
    assert lines(teacher, plan)[at : at + 2] == ["А", "Б"]
    assert numbers(teacher, plan) == list(range(1, 8))


def test_rows_move_in_their_order_and_numbers_stay_whole(teacher, plan, ids):
    teacher.do(MoveTopics(plan, ids(plan, 4, 2), 1))
    assert [text[-1] for text in lines(teacher, plan)] == list("24135")
    teacher.do(MoveTopics(plan, ids(plan, 1), 6))
    assert [text[-1] for text in lines(teacher, plan)] == list("41352")
    assert numbers(teacher, plan) == [1, 2, 3, 4, 5]


def test_lines_taken_out_come_back_by_undo(teacher, plan, ids):
    done = teacher.do(RemoveTopics(plan, ids(plan, 2, 3)))
    assert [text[-1] for text in lines(teacher, plan)] == list("145")
    teacher.undo(done.op_id)
    assert [text[-1] for text in lines(teacher, plan)] == list("12345")


def test_cells_are_changed_many_at_once_and_undone_as_one(teacher, plan, ids):
    one, two, three = ids(plan, 1, 2, 3)
    field = TopicField
    done = teacher.do(
        ChangeTopics(
            plan,
            (
                TopicChange(one, field.TOPIC, " Дроби \n и доли ", "Тема урока 1"),
                TopicChange(one, field.KIND, "CTRL", ""),
                TopicChange(one, field.HALF_HOURS, "4", "2"),
                TopicChange(two, field.SECTION, "Глава 2", "Глава 1"),
                TopicChange(three, field.SECTION, "Глава 2"),
                TopicChange(three, field.HOMEWORK, "§ 1\n§ 2"),
                TopicChange(three, field.LESSON_TYPE, "контроль"),
            ),
        )
    )
    first, second, third, *_ = teacher.ask(PlanOf(plan)).topics
    assert (first.topic, first.kind, first.half_hours) == ("Дроби и доли", "CTRL", 4)
    assert (second.section, third.section) == ("Глава 2", "Глава 2")
    assert (third.homework, third.lesson_type) == ("§ 1\n§ 2", "контроль")
    teacher.undo(done.op_id)
    assert {topic.section for topic in teacher.ask(PlanOf(plan)).topics} == {"Глава 1"}


def test_a_section_nobody_is_in_goes_and_a_line_may_have_none(teacher, plan, ids):
    teacher.do(
        ChangeTopics(
            plan,
            tuple(TopicChange(each, TopicField.SECTION, "") for each in ids(plan, 1, 2, 3, 4, 5)),
        )
    )
    assert teacher.ask(PlanOf(plan)).sections == ()


def test_a_section_is_renamed_with_all_its_lines(teacher, plan):
    (section,) = teacher.ask(PlanOf(plan)).sections
    teacher.do(NameSection(plan, section.id, "Дроби"))
    assert {topic.section for topic in teacher.ask(PlanOf(plan)).topics} == {"Дроби"}
    for bad in (NameSection(plan, section.id, " "), NameSection(plan, 999, "А")):
        with pytest.raises(Invalid):
            teacher.do(bad)
    with pytest.raises(Conflict, match="сейчас он «Дроби»") as caught:
        teacher.do(NameSection(plan, section.id, "Углы", "Глава 1"))
    assert caught.value.stored == "Дроби"


def test_two_sections_never_have_one_name(teacher, plan, ids):
    (one,) = ids(plan, 5)
    teacher.do(ChangeTopics(plan, (TopicChange(one, TopicField.SECTION, "Глава 2"),)))
    second = teacher.ask(PlanOf(plan)).sections[1]
    with pytest.raises(Invalid, match="уже есть"):
        teacher.do(NameSection(plan, second.id, " Глава  1"))
    teacher.do(NameSection(plan, second.id, "Глава 2"))


@pytest.mark.parametrize(
    ("field", "text", "kind"),
    [
        (TopicField.HALF_HOURS, "два", Invalid),
        (TopicField.HALF_HOURS, "-2", Invalid),
        (TopicField.HALF_HOURS, "0", Invalid),
        (TopicField.KIND, "XX", Invalid),
    ],
)
def test_a_bad_cell_stops_the_whole_block(teacher, plan, ids, field, text, kind):
    one, two = ids(plan, 1, 2)
    block = (TopicChange(one, TopicField.TOPIC, "Иное"), TopicChange(two, field, text))
    with pytest.raises(kind):
        teacher.do(ChangeTopics(plan, block))
    assert lines(teacher, plan)[0] == "Тема урока 1"


def test_a_cell_somebody_changed_is_a_conflict_with_what_stands_there(teacher, plan, ids):
    (one,) = ids(plan, 1)
    with pytest.raises(Conflict, match="Тема урока 1") as caught:
        teacher.do(ChangeTopics(plan, (TopicChange(one, TopicField.TOPIC, "Новое", "Старое"),)))
    assert caught.value.stored == "Тема урока 1"
    teacher.do(ChangeTopics(plan, (TopicChange(one, TopicField.KIND, "CTRL"),)))
    for field, sees in ((TopicField.KIND, "Контрольная работа"), (TopicField.HALF_HOURS, "1")):
        with pytest.raises(Conflict, match=f"сейчас там «{sees}»"):
            teacher.do(ChangeTopics(plan, (TopicChange(one, field, "4", "3"),)))


@pytest.mark.parametrize("kind", [MoveTopics, RemoveTopics, ChangeTopics])
def test_lines_that_are_gone_are_a_conflict(teacher, plan, kind):
    given = {
        MoveTopics: ((999,), 1),
        RemoveTopics: ((999,),),
        ChangeTopics: ((TopicChange(999, TopicField.TOPIC, "А"),),),
    }
    with pytest.raises(Conflict, match="больше нет"):
        teacher.do(kind(plan, *given[kind]))


def test_a_file_loaded_once_more_takes_the_place_of_all_lines(teacher, plan):
    teacher.do(ReplaceTopics(plan, topics(2, "Новый раздел")))
    assert lines(teacher, plan) == ["Тема урока 1", "Тема урока 2"]
    assert [each.title for each in teacher.ask(PlanOf(plan)).sections] == ["Новый раздел"]


def test_ready_corrections_are_taken_at_once(teacher, small):
    made = make(teacher, small, (NewTopic("к/р № 1 Дроби", homework="нет"), NewTopic("Углы")))
    teacher.do(MendTopics(made))
    assert lines(teacher, made) == ["Контрольная работа № 1 по теме «Дроби»", "Углы"]
    assert teacher.ask(PlanOf(made)).topics[0].homework == "Без задания"


def test_one_correction_is_taken_alone_while_it_stands(teacher, small):
    made = make(teacher, small, (NewTopic("к/р № 1 Дроби", homework="нет"), NewTopic("к/р № 2 А")))
    faults = [one for one in teacher.ask(PlanFaultsOf(made)) if one.proposal]
    first = next(one for one in faults if one.number == 1 and one.column is Column.TOPIC)
    topic = teacher.ask(PlanOf(made)).topics[0]
    mend = MendTopics(made, (Mend(topic.id, TopicField.TOPIC, first.proposal),))
    done = teacher.do(mend)
    left, other = teacher.ask(PlanOf(made)).topics
    assert (left.topic, left.homework, other.topic) == (first.proposal, "нет", "к/р № 2 А")
    with pytest.raises(Conflict, match="замечания больше нет"):
        teacher.do(mend)
    teacher.undo(done.op_id)
    assert teacher.ask(PlanOf(made)).topics[0].topic == "к/р № 1 Дроби"


def test_a_plan_gets_another_name_and_never_none(teacher, plan):
    teacher.do(NamePlan(plan, " Алгебра,  7А ", "УМК Мерзляк"))
    item = teacher.ask(PlanOf(plan)).item
    assert (item.title, item.programme) == ("Алгебра, 7А", "УМК Мерзляк")
    with pytest.raises(Invalid, match="Назовите"):
        teacher.do(NamePlan(plan, " ", ""))


def test_a_copy_is_a_draft_of_ones_own_with_every_word(teacher, small, plan):
    uid = uuid7()
    teacher.do(CopyPlan(uid, plan, small.year, 8, "Алгебра, 8 класс"))
    copy = teacher.ask(PlanOf(teacher.ask(PlanIdOf(uid))))
    assert [topic.topic for topic in copy.topics] == lines(teacher, plan)
    assert (copy.item.grade, copy.item.state, copy.item.title) == (
        8,
        PlanState.DRAFT,
        "Алгебра, 8 класс",
    )
    assert [each.title for each in copy.sections] == ["Глава 1"]


def test_a_copy_keeps_lines_without_a_section(teacher, small, plan, ids):
    last = ids(plan, 5)[0]
    teacher.do(ChangeTopics(plan, (TopicChange(last, TopicField.SECTION, ""),)))
    uid = uuid7()
    teacher.do(CopyPlan(uid, plan, small.year, 7, page_ids=(small.page,)))
    copy = teacher.ask(PlanOf(teacher.ask(PlanIdOf(uid))))
    assert [topic.section for topic in copy.topics] == [*["Глава 1"] * 4, ""]
    assert [use.title for use in copy.item.uses] == ["7А"]


def test_a_copy_for_a_page_of_another_subject_is_refused_whole(teacher, small, plan):
    uid = uuid7()
    told = "страница предмета «Разговоры о важном», а КТП – по предмету «Алгебра»"
    with pytest.raises(Invalid, match=told):
        teacher.do(CopyPlan(uid, plan, small.year, 7, page_ids=(small.course_page,)))
    assert teacher.ask(PlanIdOf(uid)) is None


def test_a_colleagues_plan_is_copied_only_where_it_may_be_read(as_, small, plan):
    with pytest.raises((Refused, Invalid)):
        as_("petrova").do(CopyPlan(uuid7(), plan, small.year, 7))


def test_a_draft_is_deleted_with_its_lines_and_a_followed_one_is_not(teacher, small, plan, ids):
    done = teacher.do(DeletePlan(plan))
    with pytest.raises(Refused):
        teacher.ask(PlanOf(plan))
    teacher.undo(done.op_id)
    assert len(ids(plan, 1, 5)) == 2
    teacher.do(FollowPlan(plan, small.page))
    with pytest.raises(Refused, match="снимите"):
        teacher.do(DeletePlan(plan))
