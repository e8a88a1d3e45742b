"""A plan on the days of one page: the course, its supply of lessons, its corrections.

Source: R-2.6-01, R-3.2.5-15; domain 7.1, 7.5.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Final

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.domain.plans.compression import fitting
from journal_desktop.domain.plans.course import Course, Item, Place, is_reserve
from journal_desktop.domain.plans.supply import Supply, slot_places
from journal_desktop.domain.plans.values import PlanTopic
from journal_desktop.domain.plans.wizard import CHANGE_TITLES, SKIPPED, Correction
from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.vocabulary import PlanChange, SubjectKind
from journal_desktop.queries.base import Query
from journal_desktop.queries.plan_rows import plan_topics_of, use_reading_target, use_row
from journal_desktop.queries.plan_supply import (
    changed_days,
    grade_of,
    of_another_subject,
    slots_of,
    supply_of,
)
from journal_desktop.queries.year_calendar import calendar_of
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.plans import PlanCorrectionRow, PlanDateRow, PlanUseRow
from journal_desktop.store.rows.school import OrderRow, SubjectRow
from journal_desktop.store.session import JournalSession

LASTING: Final = frozenset(PlanChange) - {PlanChange.SHIFT}
"""Corrections that a topic keeps; a shift is known by its days alone."""


@dataclass(frozen=True, slots=True)
class DatedTopic:
    """A topic of the plan for one page: as approved, now, and when it was really given."""

    topic_id: int
    number: int
    topic: str
    half_hours: int
    first_day: date | None
    day: date | None
    fact: date | None
    way: PlanChange | None
    partner: int | None


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A line of «Лист корректировки» (domain 7.5); `way` is the change in words.

    `needs_order` where it rests on none yet.
    """

    id: int
    number: int
    topic: str
    change: PlanChange
    day_before: date | None
    day_after: date | None
    with_number: int | None
    reason: str
    order: str
    way: str

    @property
    def needs_order(self) -> bool:
        """A topic is studied alone by order of the director."""
        return self.change is PlanChange.INDEPENDENT and not self.order


@dataclass(frozen=True, slots=True)
class DatedPlan:
    """All about one page that follows a plan."""

    use_id: int
    plan_id: int
    page_id: int
    course: Course
    supply: Supply
    topics: tuple[DatedTopic, ...]
    corrections: tuple[CorrectionLine, ...]
    is_dated: bool


@dataclass(frozen=True)
class DatedPlanOf(Query[DatedPlan]):
    """The plan of a page by days, with lessons lacking and lines corrected."""

    right: ClassVar = Right.PLANS_READ
    use_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return use_reading_target(session, self.use_id)

    @override
    def answer(self, session: JournalSession) -> DatedPlan:
        return dated_plan(session, use_row(session, self.use_id))


@dataclass(frozen=True)
class CompressionOf(Query[tuple[Correction, ...]]):
    """What the program proposes so that the plan of a page fits its year (domain 7.5)."""

    right: ClassVar = Right.PLANS_READ
    use_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return use_reading_target(session, self.use_id)

    @override
    def answer(self, session: JournalSession) -> tuple[Correction, ...]:
        return fitting(read_course(session, use_row(session, self.use_id)))


def dated_plan(session: JournalSession, use: PlanUseRow) -> DatedPlan:
    """All about a page on its plan, whose right was asked already."""
    course, dates = read_course(session, use), _dates(session, use.id)
    topics = tuple(_dated(item, dates.get(item.topic_id)) for item in course.items)
    return DatedPlan(
        use.id,
        use.plan_id,
        use.page_id,
        course,
        supply_of(session, use, course),
        topics,
        _lines(session, use, skips=course.skips),
        bool(dates),
    )


def read_course(session: JournalSession, use: PlanUseRow) -> Course:
    """The course of a page as it stands: lessons of the journal, else of the timetable.

    A topic given is on its lessons; others stand where their dates say.
    """
    topics = plan_topics_of(session, use.plan_id)
    ways = _ways(session, use.id)
    places, taken = _places(session, use)
    items = [
        Item(
            topic_id=topic.id,
            number=topic.number,
            title=topic.topic,
            half_hours=topic.half_hours,
            section_id=topic.section_id,
            is_control=topic.is_control,
            is_reserve=is_reserve(topic.topic, topic.section),
            way=ways.get(topic.id, (None, None))[0],
            partner=ways.get(topic.id, (None, None))[1],
            places=tuple(place for place in taken.get(topic.id, ()) if place.done),
        )
        for topic in topics
    ]
    days = {topic_id: row.day for topic_id, row in _dates(session, use.id).items()}
    page = session.get_one(PageRow, use.page_id)
    skips = session.get_one(SubjectRow, page.subject_id).kind is SubjectKind.COURSE
    lost = tuple(off.day for off in changed_days(session, page) if off.lessons < 0)
    return _standing(Course(tuple(items), places, skips, lost if skips else ()), days, taken)


def _standing(
    course: Course, days: dict[int, date | None], taken: dict[int, list[Place]]
) -> Course:
    """Each open topic where lessons or dates put it; without dates nowhere."""
    left = [place for place in course.places if not place.done]
    used: set[Place] = set()
    found: dict[int, tuple[Place, ...]] = {}
    for item in course.items:
        linked = [place for place in taken.get(item.topic_id, ()) if not place.done]
        wanted = max(0, item.lessons - len(item.places))
        found[item.topic_id] = (*item.places, *linked[:wanted])
        used.update(linked[:wanted])
    half: Item | None = None
    for item in sorted(course.items, key=lambda item: days.get(item.topic_id) or date.max):
        day, have = days.get(item.topic_id), found[item.topic_id]
        lacking = item.lessons - len(have)
        if day is None or have or lacking <= 0:
            half = item if item.half_hours == 1 and not item.way else None
            continue
        if half and item.half_hours == 1 and days.get(half.topic_id) == day and not item.way:
            found[item.topic_id], half = found[half.topic_id], None
            continue
        open_to = [place for place in left if place not in used and place.day >= day][:lacking]
        used.update(open_to)
        found[item.topic_id] = tuple(open_to)
        half = item if item.half_hours == 1 and not item.way else None
    items = [replace(item, places=found[item.topic_id]) for item in course.items]
    last = {item.topic_id: item.places[-1:] for item in items if item.lessons}
    return replace(
        course,
        items=tuple(
            replace(item, places=last.get(item.partner or 0, ()))
            if item.way is PlanChange.MERGE
            else item
            for item in items
        ),
    )


def _places(
    session: JournalSession, use: PlanUseRow
) -> tuple[tuple[Place, ...], dict[int, list[Place]]]:
    """Lessons of the page, and those of each topic; made of the timetable while there are none."""
    row, today = LessonRow, session.context.today
    query = (
        select(row.id, row.day, row.number, row.state, row.topic, row.plan_topic_id)
        .where(
            row.page_id == use.page_id,
            row.state != LessonState.CANCELLED,
            row.id.not_in(of_another_subject()),
        )
        .order_by(row.day, row.number, row.id)
    )
    places, taken = [], defaultdict(list)
    for lesson_id, day, number, state, topic, topic_id in session.execute(query):
        done = state is LessonState.HELD or bool(topic) or day < today
        places.append(Place(day, number, lesson_id, done))
        if topic_id is not None:
            taken[topic_id].append(places[-1])
    if places:
        return tuple(places), taken
    slots, grade = slots_of(session, use.page_id), grade_of(session, use.page_id)
    page = session.get_one(PageRow, use.page_id)
    made = slot_places(slots, calendar_of(session, page.year_id), grade)
    return tuple(replace(place, done=place.day < today) for place in made), taken


def _ways(session: JournalSession, use_id: int) -> dict[int, tuple[PlanChange, int | None]]:
    """How each topic was corrected last, with its partner."""
    rows = select(PlanCorrectionRow).filter_by(use_id=use_id).order_by(PlanCorrectionRow.id)
    return {
        row.topic_id: (row.change, row.with_topic_id)
        for row in session.scalars(rows)
        if row.change in LASTING
    }


def _dates(session: JournalSession, use_id: int) -> dict[int, PlanDateRow]:
    rows = session.scalars(select(PlanDateRow).filter_by(use_id=use_id))
    return {row.topic_id: row for row in rows}


def _dated(item: Item, row: PlanDateRow | None) -> DatedTopic:
    done = [place.day for place in item.places if place.done]
    return DatedTopic(
        item.topic_id,
        item.number,
        item.title,
        item.half_hours,
        row.first_day if row else None,
        row.day if row else None,
        done[0] if done else None,
        item.way,
        item.partner,
    )


def _lines(session: JournalSession, use: PlanUseRow, *, skips: bool) -> tuple[CorrectionLine, ...]:
    row = PlanCorrectionRow
    query = (
        select(row, OrderRow.number, OrderRow.day)
        .outerjoin(OrderRow, OrderRow.id == row.order_id)
        .where(row.use_id == use.id)
        .order_by(row.id)
    )
    found_lines = session.execute(query).all()
    if not found_lines:
        return ()
    topics = {topic.id: topic for topic in plan_topics_of(session, use.plan_id)}
    lines = []
    for found, order, day in found_lines:
        partner = topics.get(found.with_topic_id or 0)
        lines.append(
            CorrectionLine(
                found.id,
                topics[found.topic_id].number,
                topics[found.topic_id].topic,
                found.change,
                found.day_before,
                found.day_after,
                partner.number if partner else None,
                found.reason,
                f"№ {order} от {day:%d.%m.%Y}" if order else "",
                _in_words(found.change, partner, topics[found.topic_id], skips=skips),
            )
        )
    return tuple(lines)


def _in_words(
    change: PlanChange, partner: PlanTopic | None, topic: PlanTopic, *, skips: bool
) -> str:
    """«Объединение тем уроков № 12 и 13»."""
    if change is PlanChange.RESERVE and skips:
        return SKIPPED
    title = CHANGE_TITLES[change]
    return f"{title} уроков № {partner.number} и {topic.number}" if partner else title
