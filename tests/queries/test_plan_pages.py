"""Pages with their plans, and those without one: R-3.2.5-10, domain 9.2; both engines."""

from __future__ import annotations

import pytest
from commands.planning import make, topics
from school import TODAY
from sqlalchemy.orm import Session

from journal_desktop.commands.plan_uses import FollowPlan
from journal_desktop.domain.errors import Refused
from journal_desktop.domain.vocabulary import OrderKind
from journal_desktop.queries.orders import OrdersForPlans
from journal_desktop.queries.plan_course import DatedPlanOf
from journal_desktop.queries.plan_pages import PlanPages, PlanPlaceOf
from journal_desktop.queries.plans import PlanOf
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.school import OrderRow


@pytest.fixture
def plan(as_, small, database):
    """A plan of ten topics that the main page follows; its lessons have no topics."""
    with Session(database.owner) as session, session.begin():
        for lesson in small.lessons:
            session.get(LessonRow, lesson).plan_topic_id = None
    made = make(as_("ivanova"), small, topics(10))
    as_("ivanova").do(FollowPlan(made, small.page))
    return made


def pages(journal, small):
    return {page.page_id: page for page in journal.ask(PlanPages(small.year))}


def test_the_deputy_sees_who_has_no_plan_with_hours_and_teacher(as_, small, plan):
    found = pages(as_("zavuch"), small)
    without = [page for page in found.values() if page.plan_id is None]
    assert [(page.title, page.teacher, page.half_hours) for page in without] == [
        ("7А, Русский язык", "Петрова А. С.", 272),
        ("7А, Разговоры о важном", "Иванова М. П.", 68),
    ]
    assert {(page.due.isoformat(), page.is_overdue) for page in without} == {("2026-08-31", True)}
    assert not found[small.page].is_overdue
    assert (found[small.page].plan_id, found[small.page].own) == (plan, False)


def test_a_teacher_sees_own_pages_and_a_class_teacher_those_of_the_class(as_, small):
    assert [page.title for page in pages(as_("petrova"), small).values()] == ["7А, Русский язык"]
    seen = pages(as_("ivanova"), small)
    assert [page_id for page_id, page in seen.items() if page.own] == [
        small.page,
        small.course_page,
    ]
    assert small.other_page in seen
    with pytest.raises(Refused):
        as_("medic").ask(PlanPages(small.year))


def test_the_plan_of_a_page_is_found_at_the_line_of_a_lesson(as_, small, plan):
    teacher = as_("ivanova")
    use = teacher.ask(PlanOf(plan)).item.uses[0].id
    items = teacher.ask(DatedPlanOf(use)).course.items
    taken = next(item for item in items if item.places and item.places[0].lesson_id)
    place = teacher.ask(PlanPlaceOf(small.page, taken.places[0].lesson_id))
    assert (place.plan_id, place.use_id, place.number) == (plan, use, taken.number)
    assert teacher.ask(PlanPlaceOf(small.page)).number is None
    assert teacher.ask(PlanPlaceOf(small.course_page)) is None
    assert as_("zavuch").ask(PlanPlaceOf(small.other_page)) is None
    with pytest.raises(Refused):
        as_("petrova").ask(PlanPlaceOf(small.page))


def test_orders_a_plan_may_rest_on_are_those_of_its_year(as_, small, database):
    def order(kind, number, day):
        return OrderRow(kind=kind, number=number, day=day, title="О рабочих программах")

    with Session(database.owner) as session, session.begin():
        session.add(order(OrderKind.OTHER, "12", TODAY.replace(month=8, day=28)))
        session.add(order(OrderKind.PROTOCOL, "1", TODAY.replace(month=8, day=27)))
        session.add(order(OrderKind.ENROLMENT, "13-у", TODAY))
        session.add(order(OrderKind.OTHER, "3", TODAY.replace(year=2025)))
    found = as_("zavuch").ask(OrdersForPlans(small.year))
    assert [item.number for item in found] == ["12", "1"]
