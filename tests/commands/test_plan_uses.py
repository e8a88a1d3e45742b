"""A page on its plan: days, corrections, the next topic, plan and fact: R-2.5-01, R-2.6-01, 7.5."""

from datetime import date, timedelta

import pytest
import school as invented
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from school import BEGIN, NOON, TODAY
from sqlalchemy.orm import Session
from uuid6 import uuid7

from commands.planning import RUSSIAN, lines, make, topics
from commands.weeks import at
from journal_desktop.commands.lessons import ConfirmAttendance, SetTopic
from journal_desktop.commands.plan_parts import NewTopic
from journal_desktop.commands.plan_topics import RemoveTopics
from journal_desktop.commands.plan_uses import (
    AgreeCorrections,
    CorrectPlan,
    DatePlan,
    FollowPlan,
    UnfollowPlan,
)
from journal_desktop.commands.plans import CopyPlan
from journal_desktop.commands.topic_taking import TakeTopic
from journal_desktop.domain.errors import Invalid, JournalError, Refused
from journal_desktop.domain.plans.wizard import Correction
from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.vocabulary import (
    DayKind,
    OrderKind,
    PlanChange,
    SubstitutionKind,
)
from journal_desktop.queries.next_topic import NextTopicOf
from journal_desktop.queries.plan_course import CompressionOf, DatedPlanOf
from journal_desktop.queries.plan_progress import PlanProgress
from journal_desktop.queries.plans import PlanIdOf, PlanLibrary, PlanOf
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.store.rows.lessons import LessonRow, SubstitutionRow
from journal_desktop.store.rows.plans import PlanCorrectionRow, PlanDateRow, PlanUseRow
from journal_desktop.store.rows.school import CalendarDayRow, OrderRow

NEXT_MONDAY = date(2026, 11, 30)


@pytest.fixture
def teacher(as_):
    return as_("ivanova")


@pytest.fixture
def follow(teacher, small, change):
    """A plan of these lines followed by the main page, whose lessons have no topics yet."""

    def followed(lines):
        for lesson in small.lessons:
            change(LessonRow, lesson, plan_topic_id=None)
        plan = make(teacher, small, lines)
        teacher.do(FollowPlan(plan, small.page))
        (item,) = [each for each in teacher.ask(PlanLibrary(small.year)) if each.id == plan]
        return plan, item.uses[0].id

    return followed


@pytest.fixture
def bound(rows, small):
    """Number of the plan's line by day of the lessons of the main page."""

    def found(journal, plan):
        numbers = {topic.id: topic.number for topic in journal.ask(PlanOf(plan)).topics}
        return {
            row.day: numbers.get(row.plan_topic_id)
            for row in rows(LessonRow, page_id=small.page)
            if row.state is not LessonState.CANCELLED
        }

    return found


def open_days(journal, use):
    """Days of the topics to come."""
    return [topic.day for topic in journal.ask(DatedPlanOf(use)).topics]


def by_number(journal, use, *numbers):
    known = {topic.number: topic.topic_id for topic in journal.ask(DatedPlanOf(use)).topics}
    return tuple(known[number] for number in numbers)


def test_following_sets_days_and_topics_of_the_lessons_to_come(teacher, follow, bound):
    plan, use = follow(topics(3))
    today, tomorrow = TODAY, TODAY + timedelta(1)
    assert open_days(teacher, use) == [today, tomorrow, None]
    days = bound(teacher, plan)
    assert (days[today], days[tomorrow]) == (1, 2)
    assert days[date(2026, 11, 20)] is None
    dated = teacher.ask(DatedPlanOf(use))
    assert [item.number for item in dated.course.tail] == [3]
    assert dated.is_dated


def test_days_come_from_the_timetable_while_there_are_no_lessons(as_, small, database):
    """A working Saturday has Monday's lessons, a holiday takes its own (8.2)."""
    journal = as_("petrova")
    with Session(database.owner) as session, session.begin():
        session.delete(session.get(invented.lessons.WorkRow, 6))
        session.flush()
        session.delete(session.get(LessonRow, small.other_lesson))
        for day, kind, follows in (
            (date(2026, 12, 12), DayKind.WORKING, 1),
            (date(2026, 12, 14), DayKind.HOLIDAY, None),
        ):
            session.add(
                CalendarDayRow(
                    year_id=small.year, day=day, kind=kind, title="перенос", follows_weekday=follows
                )
            )
        session.add(
            invented.lessons.SlotRow(
                page_id=small.other_page,
                staff_id=small.staff["petrova"],
                weekday=1,
                number=2,
                weeks="11",
                begins=BEGIN,
            )
        )
    plan = make(journal, small, topics(60), subject=RUSSIAN)
    journal.do(FollowPlan(plan, small.other_page))
    (item,) = [each for each in journal.ask(PlanLibrary(small.year)) if each.id == plan]
    dated = journal.ask(DatedPlanOf(item.uses[0].id))
    first = [topic.day for topic in dated.topics][:4]
    assert first == [TODAY, NEXT_MONDAY, date(2026, 12, 7), date(2026, 12, 12)]
    assert dated.supply.lacking > 0
    assert "14.12.2026 (перенос)" in dated.supply.text


@pytest.mark.parametrize(
    ("page", "more", "said"),
    [("other_page", {}, "другого предмета"), ("page", {"grade": 8}, "другой параллели")],
)
def test_a_page_of_something_else_does_not_follow(as_, small, page, more, said):
    journal = as_("ivanova")
    plan = make(journal, small, topics(2), **more)
    with pytest.raises(Invalid, match=said):
        journal.do(FollowPlan(plan, getattr(small, page)))


def test_a_page_follows_one_plan_at_a_time(teacher, small, follow):
    _, use = follow(topics(2))
    other = make(teacher, small, topics(2))
    with pytest.raises(Invalid, match="уже ведётся по КТП"):
        teacher.do(FollowPlan(other, small.page))
    teacher.do(UnfollowPlan(use))
    teacher.do(FollowPlan(other, small.page))


def test_leaving_a_plan_takes_days_and_topics_and_is_undone(teacher, follow, bound, rows):
    plan, use = follow(topics(2))
    done = teacher.do(UnfollowPlan(use))
    assert set(bound(teacher, plan).values()) == {None}
    assert (rows(PlanDateRow), rows(PlanUseRow)) == ([], [])
    teacher.undo(done.op_id)
    assert bound(teacher, plan)[TODAY] == 1


def test_a_plan_of_which_a_lesson_was_given_stays(teacher, follow, place):
    plan, use = follow(topics(2))
    teacher.do(SetTopic(*place(), "Тема урока 1", ""))
    with pytest.raises(Refused, match="уже даны уроки"):
        teacher.do(UnfollowPlan(use))
    with pytest.raises(Refused, match="Тема № 1 уже дана"):
        teacher.do(RemoveTopics(plan, by_number(teacher, use, 1)))


def test_lines_are_taken_out_of_a_followed_draft_with_their_days(teacher, follow, bound):
    plan, use = follow(topics(3))
    teacher.do(RemoveTopics(plan, by_number(teacher, use, 1)))
    teacher.do(DatePlan(use))
    assert bound(teacher, plan)[TODAY] == 1
    assert lines(teacher, plan)[0] == "Тема урока 2"


def test_a_colleague_follows_a_plan_of_the_author_and_dates_it(as_, small):
    """R-2.6-01: one plan for several pages; the teacher of each sets its days."""
    author, colleague = as_("ivanova"), as_("petrova")
    plan = make(author, small, topics(4), subject=RUSSIAN)
    author.do(FollowPlan(plan, small.other_page))
    (item,) = colleague.ask(PlanLibrary(small.year))
    assert (item.id, item.own) == (plan, False)
    use = item.uses[0].id
    assert not colleague.ask(DatedPlanOf(use)).is_dated
    with pytest.raises(Refused, match=r"1\.9"):
        author.do(DatePlan(use))
    colleague.do(DatePlan(use))
    assert open_days(colleague, use)[0] == TODAY
    uid = uuid7()
    colleague.do(CopyPlan(uid, plan, small.year, 7))
    assert colleague.ask(PlanOf(colleague.ask(PlanIdOf(uid)))).item.own


@pytest.fixture
def year(put, follow):
    """A page with two lessons a week to the end of the year, on a plan of sixty lines."""
    put(at(1, 3), at(4, 3), begins=TODAY)
    plan, use = follow((*topics(30, "Глава 1"), *topics(30, "Глава 2")))
    return plan, use


def correct(use, *corrections, reason="праздничный день", order=None):
    return CorrectPlan(use, tuple(corrections), reason, order)


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
