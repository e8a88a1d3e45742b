"""Pages of a year with what decides their lessons: grade, periods, slots, lesson plan.

Source: R-1.6-01, R-3.2.2-01, R-3.2.5-15; domain 5.6, 8.3.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select

from journal_desktop.domain.cells import LessonFacts
from journal_desktop.domain.plans.course import WITHOUT_LESSON
from journal_desktop.domain.plans.values import lessons_of
from journal_desktop.domain.spread import LessonState, PeriodState
from journal_desktop.domain.timetable import Slot
from journal_desktop.domain.vocabulary import PlanChange, Scheme
from journal_desktop.store.page_content import scheme_of_page
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow, SubgroupRow
from journal_desktop.store.rows.lessons import SlotRow
from journal_desktop.store.rows.plans import (
    PlanCorrectionRow,
    PlanDateRow,
    PlanTopicRow,
    PlanUseRow,
)
from journal_desktop.store.rows.school import PeriodRow, SubjectRow
from journal_desktop.store.session import JournalSession

_SENIOR = 10


@dataclass(frozen=True, slots=True)
class PeriodSpan:
    """A grading period."""

    id: int
    title: str
    begins: date
    ends: date
    state: PeriodState


@dataclass(frozen=True, slots=True)
class YearPage:
    """A page; a group across classes has no class and counts as grade 10."""

    id: int
    class_id: int | None
    subgroup_id: int | None
    subject_id: int
    grade: int
    title: str
    no_marks: bool
    max_marks: int
    scheme: Scheme | None
    periods: tuple[PeriodSpan, ...]

    def period(self, day: date) -> PeriodSpan | None:
        """The period the day lies in."""
        return next((span for span in self.periods if span.begins <= day <= span.ends), None)

    def facts(self, lesson_id: int, day: date, number: int, state: LessonState) -> LessonFacts:
        """What guards ask about a lesson of the page."""
        span = self.period(day)
        return LessonFacts(
            lesson_id=lesson_id,
            page_id=self.id,
            class_id=self.class_id,
            subgroup_id=self.subgroup_id,
            subject_id=self.subject_id,
            grade=self.grade if self.class_id else None,
            day=day,
            number=number,
            state=state,
            no_marks=self.no_marks,
            max_marks=self.max_marks,
            period_id=span.id if span else None,
            period_title=span.title if span else "",
            period_state=span.state if span else None,
        )


def year_pages(session: JournalSession, year_id: int) -> dict[int, YearPage]:
    """Every page of the year by id."""
    periods = _periods(session, year_id)
    page, group = PageRow, ClassGroupRow
    query = (
        select(
            page,
            scheme_of_page(),
            group.grade,
            group.letter,
            SubjectRow.title,
            SubgroupRow.title,
        )
        .join(SubjectRow, SubjectRow.id == page.subject_id)
        .outerjoin(group, group.id == page.class_id)
        .outerjoin(SubgroupRow, SubgroupRow.id == page.subgroup_id)
        .where(page.year_id == year_id)
        .order_by(page.id)
    )
    found = {}
    for row, scheme, grade, letter, subject, subgroup in session.execute(query):
        owner = f"{grade}{letter} " if grade else ""
        found[row.id] = YearPage(
            row.id,
            row.class_id,
            row.subgroup_id,
            row.subject_id,
            grade or _SENIOR,
            f"{owner}{subject}{f' ({subgroup})' if subgroup else ''}",
            row.no_marks,
            row.max_marks,
            scheme,
            tuple(periods.get(scheme, ())),
        )
    return found


def year_slots(session: JournalSession, year_id: int, *, begins: date) -> dict[int, list[SlotRow]]:
    """Slots of the year still valid on the day or later, by page."""
    query = (
        select(SlotRow)
        .join(PageRow, PageRow.id == SlotRow.page_id)
        .where(PageRow.year_id == year_id, func.coalesce(SlotRow.ends, begins) >= begins)
        .order_by(SlotRow.id)
    )
    found: dict[int, list[SlotRow]] = defaultdict(list)
    for row in session.scalars(query):
        found[row.page_id].append(row)
    return found


def slot_of(row: SlotRow) -> Slot:
    """The slot as the rules of the timetable see it."""
    return Slot(
        row.id,
        row.page_id,
        row.weekday,
        row.number,
        row.begins,
        row.ends,
        row.weeks,
        staff_id=row.staff_id,
        room_id=row.room_id,
    )


def plan_topics(session: JournalSession, year_id: int) -> dict[int, list[int]]:
    """Topics of the plans that pages follow, lesson by lesson, by page, in the order of giving.

    A topic of two hours stands twice, one that a correction left without a lesson not at all, of
    two half-hour neighbours the first (domain 7.5).
    """
    use, topic, dated = PlanUseRow, PlanTopicRow, PlanDateRow
    query = (
        select(use.page_id, use.id, topic.id, topic.half_hours, dated.day)
        .join(topic, topic.plan_id == use.plan_id)
        .join(PageRow, PageRow.id == use.page_id)
        .outerjoin(dated, and_(dated.use_id == use.id, dated.topic_id == topic.id))
        .where(PageRow.year_id == year_id)
        .order_by(use.page_id, use.id, topic.number)
    )
    ways = _corrected(session, year_id)
    found: dict[int, list[tuple[date, int]]] = defaultdict(list)
    half = 0
    for page_id, use_id, topic_id, half_hours, day in session.execute(query):
        way = ways.get((use_id, topic_id))
        if way in WITHOUT_LESSON:
            continue
        if half_hours == 1 and half == use_id:
            half = 0
            continue
        half = use_id if half_hours == 1 else 0
        lessons = lessons_of(half_hours) + (way is PlanChange.SPLIT)
        found[page_id] += [(day or date.max, topic_id)] * lessons
    return {
        page_id: [topic_id for _, topic_id in sorted(topics, key=lambda each: each[0])]
        for page_id, topics in found.items()
    }


def _corrected(session: JournalSession, year_id: int) -> dict[tuple[int, int], PlanChange]:
    """How topics were corrected last, by use and topic."""
    row = PlanCorrectionRow
    query = (
        select(row.use_id, row.topic_id, row.change)
        .join(PlanUseRow, PlanUseRow.id == row.use_id)
        .join(PageRow, PageRow.id == PlanUseRow.page_id)
        .where(PageRow.year_id == year_id, row.change != PlanChange.SHIFT)
        .order_by(row.id)
    )
    return {(use_id, topic): change for use_id, topic, change in session.execute(query)}


def _periods(session: JournalSession, year_id: int) -> dict[Scheme, list[PeriodSpan]]:
    """Periods of each scheme without the year itself; that one only where it stands alone."""
    rows = session.scalars(
        select(PeriodRow).filter_by(year_id=year_id).order_by(PeriodRow.begins, PeriodRow.number)
    )
    found: dict[Scheme, list[PeriodSpan]] = defaultdict(list)
    for row in rows:
        if row.number or row.scheme is Scheme.YEAR:
            span = PeriodSpan(row.id, row.title, row.begins, row.ends, row.state)
            found[row.scheme].append(span)
    return found
