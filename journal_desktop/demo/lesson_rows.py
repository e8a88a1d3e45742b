"""Lesson plans, their dates and lessons as rows.

Source: domain reference 7 (КТП), 7.5 (merged topics on the correction sheet).
"""

from __future__ import annotations

from datetime import time, timedelta
from typing import NamedTuple
from uuid import UUID

from journal_desktop.demo import values_lessons as rows
from journal_desktop.demo.dice import dice, make_uid
from journal_desktop.demo.lessons import Draft, plan_hours
from journal_desktop.demo.plans import Item, lesson_items
from journal_desktop.demo.words import table
from journal_desktop.demo.yearbook import PageWork, YearBook, kind_id, moment
from journal_desktop.domain.vocabulary import OrderKind, PlanChange, PlanState


class _Plan(NamedTuple):
    """A plan's row and the rows of its lessons in order."""

    id: int
    topics: tuple[int, ...]


class PlanShelf:
    """Plans of a year; classes with the same hours and teacher's subject share one."""

    def __init__(self, book: YearBook, deputy: int) -> None:
        self._book = book
        self._deputy = deputy
        self._plans: dict[tuple[str, int, int], _Plan] = {}
        day = book.calendar.begins - timedelta(days=2)
        self._order = book.office.order(OrderKind.OTHER, day, "Об утверждении рабочих программ")

    def draft_short(self, page: PageWork) -> None:
        """A draft by the page's teacher with two hours too few (R-3.2.5-11), used by nobody."""
        items = lesson_items(page.subject, page.shape.grade, plan_hours(page))[:-2]
        rng = dice("draft", self._book.calendar.first_year, page.id)
        name = table("subjects")[page.subject]["name"]
        title = f"{name}, {page.shape.grade} класс (черновик)"
        own = (page.subject_id, page.shape.grade, page.worker.id, title, "", PlanState.DRAFT)
        plan = self._book.sheaf.put(rows.LessonPlan, make_uid(rng), self._book.year_id, *own)
        self._write_topics(plan.id, items)

    def plan_of(self, page: PageWork) -> _Plan:
        """The plan the page follows, written when first asked for."""
        key = (page.subject, page.shape.grade, page.half_hours)
        if key not in self._plans:
            self._plans[key] = self._write(page, key)
        return self._plans[key]

    def _write(self, page: PageWork, key: tuple[str, int, int]) -> _Plan:
        book, put = self._book, self._book.sheaf.put
        rng = dice("shelf", book.calendar.first_year, *key)
        before = book.calendar.begins - timedelta(days=rng.randint(2, 6))
        name = table("subjects")[page.subject]["name"]
        items = lesson_items(page.subject, page.shape.grade, plan_hours(page))
        plan = put(
            rows.LessonPlan,
            make_uid(rng),
            book.year_id,
            page.subject_id,
            page.shape.grade,
            page.worker.id,
            f"{name}, {page.shape.grade} класс, {len(items)} ч",
            "Федеральная рабочая программа",
            PlanState.APPROVED,
            moment(before, time(10, 0)),
            moment(book.calendar.begins - timedelta(days=2), time(15, 0)),
            self._deputy,
            self._order,
        )
        return _Plan(plan.id, self._write_topics(plan.id, items))

    def _write_topics(self, plan_id: int, items: tuple[Item, ...]) -> tuple[int, ...]:
        put = self._book.sheaf.put
        sections: dict[str, int] = {}
        topics = []
        for number, item in enumerate(items, 1):
            if item.section not in sections:
                position = len(sections) + 1
                sections[item.section] = put(rows.PlanSection, plan_id, position, item.section).id
            kind = kind_id(item.kind) if item.kind else None
            own = (item.topic, 2, kind, "контроль" if kind else "комбинированный", item.homework)
            topic = put(rows.PlanTopic, plan_id, sections[item.section], number, *own, "", "", "")
            topics.append(topic.id)
        return tuple(topics)


def write_lessons(book: YearBook, page: PageWork, drafts: list[Draft], shelf: PlanShelf) -> None:
    """The page's lessons, substitutions, use of the plan and its merged topics."""
    plan = shelf.plan_of(page)
    use = book.sheaf.put(rows.PlanUse, plan.id, page.id).id
    uids = dice("uids", page.shape, page.subject, page.group)
    planned = iter([draft.day for draft in drafts])
    for draft in drafts:
        first = plan.topics[draft.items[0]] if draft.items else None
        _write_lesson(book, page, draft, (first, make_uid(uids)))
        for number in draft.items:
            day = next(planned, draft.day)
            book.sheaf.put(rows.PlanDate, use, plan.topics[number], day, draft.day)
        if len(draft.items) > 1:
            _write_merge(book, use, draft, plan)


def _write_merge(book: YearBook, use: int, draft: Draft, plan: _Plan) -> None:
    first, second = (plan.topics[number] for number in draft.items)
    reason = "Праздничные дни, уплотнение программы"
    row = (use, second, PlanChange.MERGE, None, draft.day, first, reason, None)
    book.sheaf.put(rows.PlanCorrection, *row)


def _write_lesson(
    book: YearBook, page: PageWork, draft: Draft, made: tuple[int | None, UUID]
) -> None:
    topic_id, uid = made
    cover = draft.cover
    book.sheaf.add(
        rows.Lesson(
            draft.id,
            uid,
            page.id,
            draft.day,
            draft.slot.number,
            draft.slot.id,
            page.worker.id,
            page.worker.room_id,
            2,
            draft.state,
            draft.topic,
            "",
            draft.topic_at,
            draft.homework,
            draft.homework_at,
            "",
            topic_id,
            draft.confirmed_at,
            _confirmed_by(page, draft),
            draft.cancel_reason,
            draft.order_id,
        )
    )
    if cover is not None:
        by = cover.by.id if cover.by else None
        own = (cover.kind, None, cover.reason, cover.order_id, None)
        book.sheaf.put(rows.Substitution, draft.id, page.worker.id, by, *own)


def _confirmed_by(page: PageWork, draft: Draft) -> int | None:
    if draft.confirmed_at is None:
        return None
    return draft.given_by(page.worker.id)
