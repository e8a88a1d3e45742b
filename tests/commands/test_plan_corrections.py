"""Corrections of a plan under way and their sheet: domain 7.5, both engines."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from school import NOON, TODAY

from commands.planning import (
    NEXT_MONDAY,
    RUSSIAN,
    by_number,
    correct,
    make,
    topics,
)
from commands.weeks import at
from journal_desktop.commands.lessons import SetTopic
from journal_desktop.commands.plan_parts import NewTopic
from journal_desktop.commands.plan_uses import (
    AgreeCorrections,
    CorrectPlan,
    DatePlan,
    FollowPlan,
    UnfollowPlan,
)
from journal_desktop.domain.errors import Invalid, JournalError, Refused
from journal_desktop.domain.plans.wizard import Correction
from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.vocabulary import (
    OrderKind,
    PlanChange,
)
from journal_desktop.queries.plan_course import CompressionOf, DatedPlanOf
from journal_desktop.queries.plans import PlanLibrary
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.plans import PlanCorrectionRow, PlanDateRow
from journal_desktop.store.rows.school import OrderRow


def test_merged_topics_share_a_lesson_and_its_text(teacher, small, year, bound, rows):
    plan, use = year
    second, third = by_number(teacher, use, 2, 3)
    before = bound(teacher, plan)
    days = sorted(before)
    done = teacher.do(correct(use, Correction(PlanChange.MERGE, third, with_topic=second)))
    after = bound(teacher, plan)
    at_two = next(day for day in days if before[day] == 2)
    following = days[days.index(at_two) + 1]
    assert (after[at_two], after[following]) == (2, 4)
    (line,) = teacher.ask(DatedPlanOf(use)).corrections
    assert (line.number, line.with_number, line.change) == (3, 2, PlanChange.MERGE)
    assert (line.day_before, line.day_after) == (following, at_two)
    lesson = next(row for row in rows(LessonRow, page_id=small.page) if row.day == at_two)
    shown = {each.id: each.plan_topic for each in teacher.ask(SpreadOf(small.page)).lessons}
    assert shown[lesson.id] == "Тема урока 2. Тема урока 3"
    teacher.do(SetTopic(small.page, lesson.id, "Тема урока 2. Тема урока 3", ""))
    with pytest.raises(Refused, match="уже дан по этой корректировке"):
        teacher.undo(done.op_id)


def test_every_correction_is_undone_with_its_days_and_lessons(teacher, year, bound, rows):
    plan, use = year
    before = bound(teacher, plan)
    dates = [(row.topic_id, row.day) for row in rows(PlanDateRow)]
    one, two, five = by_number(teacher, use, 1, 2, 5)
    done = teacher.do(
        correct(
            use,
            Correction(PlanChange.SPLIT, five),
            Correction(PlanChange.MERGE, two, with_topic=one),
            Correction(PlanChange.INDEPENDENT, by_number(teacher, use, 7)[0]),
        )
    )
    assert bound(teacher, plan) != before
    assert len(rows(PlanCorrectionRow)) == 3
    teacher.undo(done.op_id)
    assert bound(teacher, plan) == before
    assert [(row.topic_id, row.day) for row in rows(PlanDateRow)] == dates
    assert rows(PlanCorrectionRow) == []


def test_the_approved_day_stays_when_the_day_is_corrected(teacher, year, rows):
    _, use = year
    (two,) = by_number(teacher, use, 2)
    teacher.do(correct(use, Correction(PlanChange.SHIFT, two, lessons=1)))
    row = next(row for row in rows(PlanDateRow) if row.topic_id == two)
    assert row.first_day < row.day
    with pytest.raises(Refused, match="лист корректировки"):
        teacher.do(DatePlan(use))


def test_a_lost_day_moves_all_topics_on_and_the_tail_is_listed(teacher, year, bound, rows, change):
    plan, use = year
    before = teacher.ask(DatedPlanOf(use))
    lost = next(row for row in rows(LessonRow) if row.day == NEXT_MONDAY)
    number = bound(teacher, plan)[NEXT_MONDAY]
    change(LessonRow, lost.id, state=LessonState.CANCELLED, cancel_reason="карантин")
    (topic,) = by_number(teacher, use, number)
    teacher.do(correct(use, Correction(PlanChange.SHIFT, topic), reason="карантин"))
    after = teacher.ask(DatedPlanOf(use))
    assert after.course.lacking == before.course.lacking + 1
    assert bound(teacher, plan)[NEXT_MONDAY + timedelta(3)] == number


def test_the_program_proposes_how_to_fit_and_the_proposal_is_carried_out(teacher, year):
    _, use = year
    lacking = teacher.ask(DatedPlanOf(use)).course.lacking
    assert lacking > 0
    proposed = teacher.ask(CompressionOf(use))
    assert len(proposed) == lacking
    teacher.do(CorrectPlan(use, proposed, "уплотнение программы"))
    assert teacher.ask(DatedPlanOf(use)).course.lacking == 0
    assert teacher.ask(CompressionOf(use)) == ()


def test_a_control_work_inside_a_reserve_lesson_is_never_cut(teacher, put, follow):
    """Federal plans put control works into reserve lessons and name no kind (7.5)."""
    reserve = "Резервный урок. Контрольная работа по теме «Литосфера»"
    final = "Итоговая контрольная работа за курс 7 класса"
    named = {5: reserve, 20: reserve, 30: final, 59: final}
    put(at(1, 3), at(4, 3), begins=TODAY)
    _, use = follow([NewTopic(named.get(number, f"Тема {number}")) for number in range(1, 61)])
    proposed = teacher.ask(CompressionOf(use))
    assert proposed
    works = set(by_number(teacher, use, *named))
    assert works.isdisjoint({each.topic_id for each in proposed})
    assert works.isdisjoint({each.with_topic for each in proposed})
    (first,) = by_number(teacher, use, 5)
    for change in (PlanChange.RESERVE, PlanChange.INDEPENDENT):
        with pytest.raises(Refused, match="контрольная работа"):
            teacher.do(correct(use, Correction(change, first)))


def test_lines_of_one_correction_stand_in_the_order_of_the_plan(teacher, year):
    """The program proposes from the end; the sheet is read from the beginning (7.5)."""
    _, use = year
    wanted = [Correction(PlanChange.INDEPENDENT, each) for each in by_number(teacher, use, 9, 4, 6)]
    teacher.do(correct(use, *wanted))
    teacher.do(correct(use, Correction(PlanChange.INDEPENDENT, *by_number(teacher, use, 5))))
    told = [line.number for line in teacher.ask(DatedPlanOf(use)).corrections]
    assert told == [4, 6, 9, 5]


def test_the_journal_keeps_merged_topics_when_the_timetable_changes(teacher, year, bound, put):
    plan, use = year
    one, two = by_number(teacher, use, 1, 2)
    teacher.do(correct(use, Correction(PlanChange.MERGE, two, with_topic=one)))
    put(at(2, 3), at(5, 3), begins=NEXT_MONDAY)
    numbers = [number for _, number in sorted(bound(teacher, plan).items()) if number]
    assert numbers[:3] == [1, 3, 4]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize(
    ("make_command", "said"),
    [
        (lambda use, _: CorrectPlan(use, (), "болезнь"), "Выберите темы"),
        (lambda use, topic: correct(use, Correction(PlanChange.SPLIT, topic), reason=" "),
         "причину"),
        (lambda use, topic: correct(use, Correction(PlanChange.SPLIT, topic), order=99),
         "приказа"),
        (lambda use, _: correct(use, Correction(PlanChange.SPLIT, 999)), "больше нет"),
    ],
)  # fmt: skip
def test_a_correction_has_topics_a_reason_and_a_real_order(teacher, year, make_command, said):
    _, use = year
    with pytest.raises(Invalid, match=said):
        teacher.do(make_command(use, by_number(teacher, use, 1)[0]))


def test_one_forbidden_correction_stops_all(teacher, year, rows):
    _, use = year
    one, at_edge, over = by_number(teacher, use, 1, 30, 31)
    wanted = (
        Correction(PlanChange.SPLIT, one),
        Correction(PlanChange.MERGE, over, with_topic=at_edge),
    )
    with pytest.raises(Refused, match="разных разделов"):
        teacher.do(correct(use, *wanted))
    assert rows(PlanCorrectionRow) == []


def test_a_plan_without_days_is_not_corrected(as_, small):
    author, colleague = as_("ivanova"), as_("petrova")
    plan = make(author, small, topics(4), subject=RUSSIAN)
    author.do(FollowPlan(plan, small.other_page))
    use = colleague.ask(PlanLibrary(small.year))[0].uses[0].id
    topic = by_number(colleague, use, 1)[0]
    with pytest.raises(Invalid, match="проставьте даты"):
        colleague.do(correct(use, Correction(PlanChange.SPLIT, topic)))


@pytest.mark.parametrize("login", ["petrova", "zavuch", "admin", "medic"])
def test_a_course_is_corrected_by_who_teaches_the_page(as_, year, teacher, login):
    _, use = year
    topic = by_number(teacher, use, 1)[0]
    for command in (
        correct(use, Correction(PlanChange.SPLIT, topic)),
        DatePlan(use),
        UnfollowPlan(use),
    ):
        with pytest.raises((Refused, Invalid), match=r"1\.9|больше не ведётся"):
            as_(login).do(command)


def test_a_topic_studied_alone_waits_for_its_order_which_the_deputy_names(teacher, as_, year, add):
    _, use = year
    topic = by_number(teacher, use, 2)[0]
    teacher.do(correct(use, Correction(PlanChange.INDEPENDENT, topic), reason="карантин"))
    assert teacher.ask(DatedPlanOf(use)).corrections[0].needs_order
    order = add(OrderRow(kind=OrderKind.OTHER, number="7", day=NOON.date(), title="О карантине"))
    with pytest.raises(Refused, match=r"1\.9"):
        teacher.do(AgreeCorrections(use, order))
    with pytest.raises(Invalid, match="приказа"):
        as_("zavuch").do(AgreeCorrections(use, 999))
    as_("zavuch").do(AgreeCorrections(use, order))
    (line,) = teacher.ask(DatedPlanOf(use)).corrections
    assert (line.order, line.needs_order) == ("№ 7 от 23.11.2026", False)
    with pytest.raises(Invalid, match="нет строк"):
        as_("zavuch").do(AgreeCorrections(use, order))


wishes = st.lists(
    st.tuples(
        st.sampled_from(list(PlanChange)), st.integers(1, 60), st.integers(0, 2), st.integers(0, 60)
    ),
    max_size=5,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wishes)
def test_whatever_is_corrected_days_lessons_and_sheet_agree(teacher, year, bound, wishes):
    """Every lesson has one topic, the plan's order is kept, the journal says what the dates say."""
    plan, use = year
    known = {topic.number: topic.topic_id for topic in teacher.ask(DatedPlanOf(use)).topics}
    for change, number, lessons, days in wishes:
        wanted = Correction(
            change,
            known[number],
            with_topic=known.get(number - 1),
            day=TODAY + timedelta(days),
            lessons=lessons,
        )
        try:
            teacher.do(correct(use, wanted))
        except JournalError:
            continue
    course = teacher.ask(DatedPlanOf(use)).course
    own = [place for item in course.items if item.lessons for place in item.places]
    assert len(own) == len(set(own))
    numbers = {item.topic_id: item.number for item in course.items}
    said = {
        place.day: item.number for item in course.items if item.lessons for place in item.places
    }
    journal = {day: number for day, number in bound(teacher, plan).items() if number}
    assert journal == said
    assert set(said.values()) <= set(numbers.values())
