"""Invented plans for tests of commands."""

from datetime import date
from uuid import UUID

from uuid6 import uuid7

from journal_desktop.commands.plan_parts import NewTopic
from journal_desktop.commands.plan_uses import CorrectPlan
from journal_desktop.commands.plans import CreatePlan
from journal_desktop.queries.plan_course import DatedPlanOf
from journal_desktop.queries.plans import PlanIdOf, PlanOf

ALGEBRA = 1
RUSSIAN = 2
"""Subjects of the small school by id."""


def topics(count, section="Глава 1"):
    return tuple(
        NewTopic(f"Тема урока {number}", section=section) for number in range(1, count + 1)
    )


def new_plan(small, lines=(), *, subject=ALGEBRA, grade=7, uid: UUID | None = None):
    return CreatePlan(uid or uuid7(), small.year, subject, grade, "", "ФРП", tuple(lines))


def make(journal, small, lines=(), **more):
    """A plan of one's own; its id."""
    command = new_plan(small, lines, **more)
    journal.do(command)
    return journal.ask(PlanIdOf(command.uid))


def lines(journal, plan_id):
    return [topic.topic for topic in journal.ask(PlanOf(plan_id)).topics]


NEXT_MONDAY = date(2026, 11, 30)


def open_days(journal, use):
    """Days of the topics to come."""
    return [topic.day for topic in journal.ask(DatedPlanOf(use)).topics]


def by_number(journal, use, *numbers):
    known = {topic.number: topic.topic_id for topic in journal.ask(DatedPlanOf(use)).topics}
    return tuple(known[number] for number in numbers)


def correct(use, *corrections, reason="праздничный день", order=None):
    return CorrectPlan(use, tuple(corrections), reason, order)
