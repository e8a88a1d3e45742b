"""A page on its plan: days and lessons; R-2.6-01, R-3.2.5-15, domain 7.1, both engines."""

from datetime import date, timedelta

import pytest
import school as invented
from school import BEGIN, TODAY
from sqlalchemy.orm import Session
from uuid6 import uuid7

from commands.planning import (
    NEXT_MONDAY,
    RUSSIAN,
    by_number,
    correct,
    lines,
    make,
    open_days,
    topics,
)
from commands.weeks import at
from journal_desktop.commands.lessons import SetTopic
from journal_desktop.commands.plan_parts import NewTopic
from journal_desktop.commands.plan_topics import RemoveTopics
from journal_desktop.commands.plan_uses import (
    DatePlan,
    FollowPlan,
    UnfollowPlan,
)
from journal_desktop.commands.plans import CopyPlan
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.plans.wizard import Correction
from journal_desktop.domain.vocabulary import (
    DayKind,
    PlanChange,
    SubjectKind,
)
from journal_desktop.queries.plan_course import CompressionOf, DatedPlanOf
from journal_desktop.queries.plans import PlanIdOf, PlanLibrary, PlanOf
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.plans import PlanDateRow, PlanUseRow
from journal_desktop.store.rows.school import CalendarDayRow, SubjectRow


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
    [
        ("other_page", {}, "предмета «Русский язык»"),
        ("page", {"grade": 8}, "другой параллели"),
    ],
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


def test_two_topics_of_half_an_hour_share_a_lesson_7_1(teacher, follow, bound):
    plan, use = follow((NewTopic("Первая", 1), NewTopic("Вторая", 1), NewTopic("Третья")))
    assert open_days(teacher, use) == [TODAY, TODAY, TODAY + timedelta(1)]
    days = bound(teacher, plan)
    assert (days[TODAY], days[TODAY + timedelta(1)]) == (1, 3)
    course = teacher.ask(DatedPlanOf(use)).course
    assert course.items[0].places == course.items[1].places


def test_a_line_on_a_correction_sheet_is_not_taken_out(teacher, follow):
    plan, use = follow(topics(3))
    (one,) = by_number(teacher, use, 1)
    teacher.do(correct(use, Correction(PlanChange.SPLIT, one)))
    with pytest.raises(Refused, match="в листе корректировки"):
        teacher.do(RemoveTopics(plan, (one,)))
    with pytest.raises(Refused, match="лист корректировки"):
        teacher.do(UnfollowPlan(use))


def test_a_course_skips_what_a_lost_day_took_8_8(teacher, small, database, put):
    """«Разговоры о важном» of a holiday are not given later."""
    with Session(database.owner) as session, session.begin():
        course = session.get(PageRow, small.course_page)
        session.get(SubjectRow, course.subject_id).kind = SubjectKind.COURSE
        subject = course.subject_id
    put(at(1, 1, "Разговоры о важном"), begins=TODAY)
    plan = make(teacher, small, topics(40), subject=subject)
    teacher.do(FollowPlan(plan, small.course_page))
    use = teacher.ask(PlanOf(plan)).item.uses[0].id
    dated = teacher.ask(DatedPlanOf(use))
    assert dated.course.skips
    proposed = teacher.ask(CompressionOf(use))
    assert len(proposed) == dated.course.lacking
    assert {each.change for each in proposed} == {PlanChange.RESERVE}
    teacher.do(correct(use, *proposed[:1]))
    assert teacher.ask(DatedPlanOf(use)).corrections[0].way == "Тема курса пропущена"


def test_a_page_that_is_gone_follows_nothing(teacher, small):
    plan = make(teacher, small, topics(1))
    with pytest.raises((Invalid, Refused)):
        teacher.do(FollowPlan(plan, 999))
