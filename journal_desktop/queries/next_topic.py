"""The topic the plan has for a lesson, and what comes next where no topic is bound to it.

Source: R-3.2.5-12, -15 (topics strictly by the plan, in its order), domain 7.5: the topic of a
lesson with two merged ones is «Тема k. Тема k+1».
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import and_, select
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.domain.homework import joined_homework
from journal_desktop.domain.plans.course import Course, Item
from journal_desktop.domain.topics import joined_topics
from journal_desktop.domain.vocabulary import PlanChange, SubstitutionKind
from journal_desktop.queries.base import Query
from journal_desktop.queries.lesson_facts import page_target
from journal_desktop.queries.plan_course import read_course
from journal_desktop.queries.plan_halves import half_partners
from journal_desktop.queries.plan_rows import plan_topics_of
from journal_desktop.store.rows.lessons import LessonRow, SubstitutionRow
from journal_desktop.store.rows.plans import PlanCorrectionRow, PlanTopicRow, PlanUseRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class NextTopic:
    """What one key puts into a lesson.

    `numbers` are the lines of the plan, `homework` and `kind` its proposals, `skipped` the numbers
    of earlier topics that are not given yet: taking this one breaks the order (R-3.2.5-15).
    """

    topic_id: int
    numbers: tuple[int, ...]
    text: str
    homework: str
    kind: str
    is_bound: bool
    skipped: tuple[int, ...]


@dataclass(frozen=True)
class NextTopicOf(Query[NextTopic | None]):
    """The topic for a lesson: the one bound to it, else the next that is not given.

    None when the page follows no plan or all topics are taken: the journal works without.
    """

    right: ClassVar = Right.JOURNAL_READ
    page_id: int
    lesson_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return page_target(session, self.page_id, self.lesson_id)

    @override
    def answer(self, session: JournalSession) -> NextTopic | None:
        return next_topic(session, self.page_id, self.lesson_id)


def next_topic(session: JournalSession, page_id: int, lesson_id: int) -> NextTopic | None:
    """The same for a command."""
    lesson = session.get_one(LessonRow, lesson_id)
    if _of_another(session, lesson_id):
        return None
    uses = session.scalars(select(PlanUseRow).filter_by(page_id=page_id).order_by(PlanUseRow.id))
    for use in uses.all():
        course = read_course(session, use)
        item = _bound(course, lesson) or _next_left(course, lesson)
        if item is not None:
            return _told(session, use, course, item, lesson)
    return None


def planned_text(session: JournalSession, lesson: LessonRow) -> str:
    """What the plan says of the lesson, with topics merged or of half an hour; "" without a plan.

    A lesson that another subject was given in is none of the plan (R-2.5-01).
    """
    topic_id, page_id = lesson.plan_topic_id, lesson.page_id
    topic = session.get(PlanTopicRow, topic_id) if topic_id is not None else None
    if topic is None or topic_id is None or _of_another(session, lesson.id):
        return ""
    half = half_partners(session, page_id, (topic_id,)) if topic.half_hours == 1 else {}
    correction = PlanCorrectionRow
    query = (
        select(PlanTopicRow.topic)
        .join(correction, correction.topic_id == PlanTopicRow.id)
        .join(PlanUseRow, and_(PlanUseRow.id == correction.use_id, PlanUseRow.page_id == page_id))
        .where(correction.with_topic_id == topic_id, correction.change == PlanChange.MERGE)
        .order_by(PlanTopicRow.number)
    )
    others = [*session.scalars(query), *(row.topic for row in half.values())]
    return joined_topics((topic.topic, *others))


def _of_another(session: JournalSession, lesson_id: int) -> bool:
    row = SubstitutionRow
    query = select(row.id).filter_by(lesson_id=lesson_id, kind=SubstitutionKind.OTHER)
    return session.scalar(query.limit(1)) is not None


def _bound(course: Course, lesson: LessonRow) -> Item | None:
    """The topic the lesson is linked to, else the one whose day it is."""
    at = course.index(lesson.plan_topic_id or 0)
    if at is not None:
        return course.items[at]
    own = (item for item in course.items if item.lessons)
    return next((item for item in own if lesson.id in _lessons(item)), None)


def _lessons(item: Item) -> set[int]:
    return {place.lesson_id for place in item.places}


def _next_left(course: Course, lesson: LessonRow) -> Item | None:
    """The first topic that is not given and stands on no lesson up to this one."""
    here = (lesson.day, lesson.number)
    left = (
        item
        for item in course.items
        if item.lessons
        and not item.given
        and all((place.day, place.number) > here for place in item.places)
    )
    return next(left, None)


def _told(
    session: JournalSession, use: PlanUseRow, course: Course, item: Item, lesson: LessonRow
) -> NextTopic:
    at = course.index(item.topic_id) or 0
    together = (item, *course.merged_into(item.topic_id), *_second_half(course, at))
    topics = {topic.id: topic for topic in plan_topics_of(session, use.plan_id)}
    return NextTopic(
        item.topic_id,
        tuple(each.number for each in together),
        joined_topics([each.title for each in together]),
        joined_homework([topics[each.topic_id].homework for each in together]),
        topics[item.topic_id].kind,
        lesson.plan_topic_id == item.topic_id,
        tuple(_skipped(course.items[:at], lesson)),
    )


def _second_half(course: Course, at: int) -> tuple[Item, ...]:
    """The next topic of half an hour that shares the lesson."""
    item, following = course.items[at], course.items[at + 1 : at + 2]
    return tuple(
        each
        for each in following
        if each.half_hours == item.half_hours == 1
        and not (each.way or item.way)
        and each.places == item.places
    )


def _skipped(items: Iterable[Item], lesson: LessonRow) -> Iterable[int]:
    """Numbers of earlier topics neither given nor to be given before this lesson."""
    for item in items:
        before = item.day is not None and item.day <= lesson.day
        if item.lessons and not item.given and not before:
            yield item.number
