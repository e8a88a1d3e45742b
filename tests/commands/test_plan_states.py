"""The way of a plan to its approval, and who may go it: R-3.2.5-10, -11, domain 9.2."""

import pytest
from school import BEGIN, NOON
from sqlalchemy.orm import Session

from commands.planning import ALGEBRA, RUSSIAN, make, topics
from journal_desktop.commands.plan_parts import NewTopic
from journal_desktop.commands.plan_states import (
    ApprovePlan,
    ReturnPlan,
    SubmitPlan,
    TakeBackPlan,
)
from journal_desktop.commands.plan_topics import (
    ChangeTopics,
    InsertTopics,
    MoveTopics,
    NameSection,
    RemoveTopics,
    ReplaceTopics,
    TopicChange,
    TopicField,
)
from journal_desktop.commands.plans import DeletePlan, NamePlan
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.plans.values import DUE_RULE
from journal_desktop.domain.vocabulary import OrderKind, PlanState
from journal_desktop.queries.plans import PlanFaultsOf, PlanLibrary, PlanOf
from journal_desktop.store.rows.plans import LessonPlanRow
from journal_desktop.store.rows.school import OrderRow, RuleRow

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


def submit(journal, plan_id):
    journal.do(SubmitPlan(plan_id))


def test_a_plan_is_handed_in_approved_and_marked_late_r_3_2_5_10(teacher, as_, whole, state):
    submit(teacher, whole)
    assert state(whole) is PlanState.REVIEW
    as_("zavuch").do(ApprovePlan(whole))
    item = teacher.ask(PlanOf(whole)).item
    assert (item.state, item.is_late, item.is_overdue) == (PlanState.APPROVED, True, False)
    assert (item.approved, item.due.isoformat()) == (NOON.date(), "2026-08-31")
    assert teacher.ask(PlanOf(whole)).approved_by == "Громова Н. П."


def test_a_plan_approved_by_the_day_the_school_has_set_is_in_time(teacher, as_, whole, add):
    add(RuleRow(name=DUE_RULE, value=[12, 1], begins=BEGIN))
    submit(teacher, whole)
    assert not teacher.ask(PlanOf(whole)).item.is_overdue
    as_("zavuch").do(ApprovePlan(whole))
    assert not teacher.ask(PlanOf(whole)).item.is_late


def test_a_plan_not_approved_by_its_day_is_overdue(teacher, small, plan):
    (item,) = [each for each in teacher.ask(PlanLibrary(small.year)) if each.id == plan]
    assert item.is_overdue
    assert not item.is_late


def test_hours_other_than_the_study_plans_block_approval_r_3_2_5_11(teacher, as_, small, state):
    short = make(teacher, small, topics(100))
    submit(teacher, short)
    with pytest.raises(Invalid, match=r"по учебному плану 102 ч.*в КТП 100 ч: не хватает 2 ч"):
        as_("zavuch").do(ApprovePlan(short))
    assert state(short) is PlanState.REVIEW


def test_every_error_of_a_plan_blocks_approval_and_is_told(teacher, as_, small):
    made = make(teacher, small, (*topics(90), *([NewTopic("Контрольная работа")] * 12)))
    submit(teacher, made)
    with pytest.raises(Invalid, match=r"ошибок: 12[\s\S]*Урок № 91[\s\S]*ещё ошибок: 2"):
        as_("zavuch").do(ApprovePlan(made))
    assert len([each for each in teacher.ask(PlanFaultsOf(made)) if each.is_error]) == 12


def test_the_order_of_approval_is_named(teacher, as_, whole, add):
    order = add(OrderRow(kind=OrderKind.OTHER, number="5", day=NOON.date(), title="О КТП"))
    submit(teacher, whole)
    with pytest.raises(Invalid, match="приказа"):
        as_("zavuch").do(ApprovePlan(whole, 999))
    as_("zavuch").do(ApprovePlan(whole, order))
    assert teacher.ask(PlanOf(whole)).order == "№ 5 от 23.11.2026"


def test_a_plan_given_back_says_why_and_an_approved_one_is_opened_so(teacher, as_, whole):
    deputy = as_("zavuch")
    submit(teacher, whole)
    with pytest.raises(Invalid, match="что исправить"):
        deputy.do(ReturnPlan(whole, " "))
    deputy.do(ReturnPlan(whole, "Нет резерва"))
    plan = teacher.ask(PlanOf(whole))
    assert (plan.item.state, plan.remark, plan.returned_at) == (
        PlanState.DRAFT,
        "Нет резерва",
        NOON,
    )
    submit(teacher, whole)
    deputy.do(ApprovePlan(whole))
    assert teacher.ask(PlanOf(whole)).remark == ""
    deputy.do(ReturnPlan(whole, "Меняется УМК"))
    plan = teacher.ask(PlanOf(whole))
    assert (plan.item.state, plan.approved_by, plan.item.is_late) == (PlanState.DRAFT, "", False)


def test_only_the_next_step_is_taken(teacher, as_, small, plan):
    deputy = as_("zavuch")
    with pytest.raises(Refused, match="«черновик», а нужно «на проверке»"):
        deputy.do(ApprovePlan(plan))
    with pytest.raises(Refused, match="нужно «на проверке»"):
        teacher.do(TakeBackPlan(plan))
    submit(teacher, plan)
    with pytest.raises(Refused, match="нужно «черновик»"):
        submit(teacher, plan)
    teacher.do(TakeBackPlan(plan))
    submit(teacher, plan)
    with pytest.raises(Invalid, match="ни одной темы"):
        submit(teacher, make(teacher, small))


def edits(plan_id, topic_ids, section):
    one = topic_ids[0]
    return [
        InsertTopics(plan_id, 1, topics(1)),
        ChangeTopics(plan_id, (TopicChange(one, TopicField.TOPIC, "Иное"),)),
        MoveTopics(plan_id, (one,), 5),
        RemoveTopics(plan_id, (one,)),
        ReplaceTopics(plan_id, topics(1)),
        NameSection(plan_id, section, "Иное"),
        NamePlan(plan_id, "Иное", ""),
        DeletePlan(plan_id),
    ]


@pytest.mark.parametrize("number", range(8))
def test_what_was_handed_in_or_approved_is_not_edited_silently(teacher, as_, whole, ids, number):
    section = teacher.ask(PlanOf(whole)).sections[0].id
    command = edits(whole, ids(whole, 1), section)[number]
    submit(teacher, whole)
    with pytest.raises(Refused, match=r"отзовите|черновик"):
        teacher.do(command)
    as_("zavuch").do(ApprovePlan(whole))
    with pytest.raises(Refused, match=r"утверждено|утверждённый"):
        teacher.do(command)


def test_undo_does_not_get_round_an_approval_either(teacher, as_, whole):
    done = teacher.do(InsertTopics(whole, 1, topics(1)))
    teacher.undo(done.op_id)
    done = teacher.do(MoveTopics(whole, (teacher.ask(PlanOf(whole)).topics[0].id,), 9))
    submit(teacher, whole)
    as_("zavuch").do(ApprovePlan(whole))
    with pytest.raises(Refused, match="утверждено"):
        teacher.undo(done.op_id)


@pytest.mark.parametrize("login", OTHERS)
def test_a_plan_is_its_authors_alone_domain_9_2(as_, plan, ids, teacher, login):
    section = teacher.ask(PlanOf(plan)).sections[0].id
    for command in (*edits(plan, ids(plan, 1), section), SubmitPlan(plan)):
        with pytest.raises((Refused, Invalid), match=r"1\.9|больше нет"):
            as_(login).do(command)


@pytest.mark.parametrize("login", ["ivanova", "petrova", "admin", "medic"])
def test_approval_is_the_deputys_alone(as_, plan, login):
    for command in (ApprovePlan(plan), ReturnPlan(plan, "Исправьте")):
        with pytest.raises(Refused, match=r"1\.9"):
            as_(login).do(command)


def test_the_library_shows_each_what_is_theirs(as_, small, plan):
    def seen(login):
        return {item.id for item in as_(login).ask(PlanLibrary(small.year))}

    assert plan in seen("ivanova")
    assert plan in seen("zavuch")
    assert plan in seen("admin")
    assert seen("petrova") == set()
    with pytest.raises(Refused):
        as_("petrova").ask(PlanOf(plan))
    with pytest.raises(Refused):
        as_("medic").ask(PlanLibrary(small.year))


def test_a_plan_may_be_for_any_subject_its_author_names(teacher, small):
    plans = [make(teacher, small, subject=subject) for subject in (ALGEBRA, RUSSIAN)]
    shown = {item.id: item.subject for item in teacher.ask(PlanLibrary(small.year))}
    assert [shown[each] for each in plans] == ["Алгебра", "Русский язык"]
