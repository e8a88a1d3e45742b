"""Days of a plan's topics and the topics of a page's lessons, written from a course.

Source: R-3.2.5-15, domain 7.5: lessons given, prepared or past keep the topic they have.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select

from journal_desktop.commands.lesson_making import lesson_rows
from journal_desktop.domain.cells import short_day
from journal_desktop.domain.errors import Refused
from journal_desktop.domain.plans.course import Course
from journal_desktop.domain.plans.values import lessons_of
from journal_desktop.domain.spread import LessonState
from journal_desktop.queries.year_pages import year_pages
from journal_desktop.store.audit import Change
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.plans import (
    PlanCorrectionRow,
    PlanDateRow,
    PlanTopicRow,
    PlanUseRow,
)
from journal_desktop.store.session import JournalSession


def has_dates(session: JournalSession, use: PlanUseRow) -> bool:
    """Whether the plan has been put on days for the page."""
    return session.scalar(select(PlanDateRow.id).filter_by(use_id=use.id).limit(1)) is not None


def write_dates(session: JournalSession, use: PlanUseRow, course: Course, *, first: bool) -> None:
    """Write the day of every topic; with `first` also as the approved one, unless it was given."""
    query = select(PlanDateRow).filter_by(use_id=use.id).with_for_update()
    rows = {row.topic_id: row for row in session.scalars(query)}
    for item in course.items:
        row = rows.get(item.topic_id)
        if row is None:
            row = PlanDateRow(use_id=use.id, topic_id=item.topic_id, first_day=item.day)
            session.add(row)
        elif first and not item.given and row.first_day != item.day:
            row.first_day = item.day
        if row.day != item.day:
            row.day = item.day


def link_lessons(session: JournalSession, use: PlanUseRow, course: Course) -> None:
    """Give the open lessons of the page their topics, those without one none.

    Only lessons of the person's own days on the page are touched.
    """
    topics: dict[int, int] = {}
    for item in course.items:
        for place in item.places if item.lessons else ():
            topics.setdefault(place.lesson_id, item.topic_id)
    spans = session.context.actor.pages.get(use.page_id, ())
    wanted = {
        place.lesson_id: topics.get(place.lesson_id)
        for place in course.places
        if place.lesson_id and not place.done and any(span.holds(place.day) for span in spans)
    }
    _link(session, use, wanted)


def unlink_lessons(session: JournalSession, use: PlanUseRow) -> None:
    """Planned lessons of the page have no topic of a plan any more."""
    query = select(LessonRow.id).where(
        LessonRow.page_id == use.page_id, LessonRow.plan_topic_id.is_not(None)
    )
    _link(session, use, dict.fromkeys(session.scalars(query)))


def free_later(session: JournalSession, lesson: LessonRow) -> None:
    """The topic taken into this lesson leaves the last of the open ones planned for it.

    A topic of several lessons keeps as many as it needs; another's days are not touched.
    """
    topic = session.get_one(PlanTopicRow, lesson.plan_topic_id)
    query = (
        select(LessonRow)
        .filter_by(page_id=lesson.page_id, plan_topic_id=topic.id)
        .where(LessonRow.state != LessonState.CANCELLED)
        .order_by(LessonRow.day, LessonRow.number)
    )
    rows = list(session.scalars(query))
    spans = session.context.actor.pages.get(lesson.page_id, ())
    use = session.scalar(
        select(PlanUseRow).filter_by(page_id=lesson.page_id, plan_id=topic.plan_id).limit(1)
    )
    extra = rows[-1] if len(rows) > lessons_of(topic.half_hours) else lesson
    mine = any(span.holds(extra.day) for span in spans)
    if use is not None and extra.id != lesson.id and not extra.topic and mine:
        _link(session, use, {extra.id: None})


def forget_dates(session: JournalSession, use: PlanUseRow) -> None:
    """The days of the page go."""
    for row in session.scalars(select(PlanDateRow).filter_by(use_id=use.id)):
        session.delete(row)
    session.flush()


def given_correction_stands(session: JournalSession, changes: Sequence[Change]) -> None:
    """A correction by which a lesson was given already is not taken back (domain 7.5)."""
    for change in changes:
        if change.entity != PlanCorrectionRow.__tablename__ or change.after is not None:
            continue
        said = change.before or {}
        topics = [said[name] for name in ("topic_id", "with_topic_id") if said[name] is not None]
        given = (
            select(LessonRow.day)
            .join(PlanUseRow, PlanUseRow.page_id == LessonRow.page_id)
            .where(
                PlanUseRow.id == said["use_id"],
                LessonRow.plan_topic_id.in_(topics),
                or_(LessonRow.state == LessonState.HELD, LessonRow.topic != ""),
            )
        )
        day = session.scalar(given.order_by(LessonRow.day).limit(1))
        if day is not None:
            raise Refused(
                f"Урок {short_day(day)} уже дан по этой корректировке КТП: её не отменяют."
            )


def _link(session: JournalSession, use: PlanUseRow, wanted: dict[int, int | None]) -> None:
    year_id = session.get_one(PageRow, use.page_id).year_id
    page = year_pages(session, year_id)[use.page_id]
    for row in lesson_rows(session, wanted).values():
        topic_id = wanted[row.id]
        if row.state is LessonState.HELD or row.plan_topic_id == topic_id:
            continue
        row.plan_topic_id = topic_id
        session.known["lesson", row.id] = page.facts(row.id, row.day, row.number, row.state)
