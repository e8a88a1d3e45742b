"""Where the lessons of a year stand, and which of them somebody has already worked on.

Source: R-1.4-01 (lessons are never deleted), R-3.2.2-01 (the past is not rewritten).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, or_, select

from journal_desktop.domain.spread import LessonState
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.lessons import LessonLinkRow, LessonRow, SubstitutionRow, WorkRow
from journal_desktop.store.rows.marks import AbsenceRow, CellNoteRow, MarkRow
from journal_desktop.store.rows.school import WorkKindRow
from journal_desktop.store.session import JournalSession

ORDINARY = "ANSWER"
"""Kind of the work every lesson has from the beginning."""


@dataclass(frozen=True, slots=True)
class StandingLesson:
    """A lesson where it stands now."""

    id: int
    page_id: int
    day: date
    number: int
    state: LessonState
    cancel_reason: str
    slot_id: int | None
    staff_id: int | None
    room_id: int | None

    @property
    def at(self) -> tuple[date, int]:
        """Day and lesson number."""
        return (self.day, self.number)


def standing_lessons(
    session: JournalSession, year_id: int, begins: date, ends: date
) -> dict[int, list[StandingLesson]]:
    """Lessons of every page of the year in these days, by page, in order of day and number."""
    lesson = LessonRow
    query = (
        select(
            lesson.id,
            lesson.page_id,
            lesson.day,
            lesson.number,
            lesson.state,
            lesson.cancel_reason,
            lesson.slot_id,
            lesson.staff_id,
            lesson.room_id,
        )
        .join(PageRow, PageRow.id == lesson.page_id)
        .where(PageRow.year_id == year_id, lesson.day.between(begins, ends))
        .order_by(lesson.day, lesson.number, lesson.id)
    )
    found: dict[int, list[StandingLesson]] = {}
    for row in session.execute(query):
        found.setdefault(row[1], []).append(StandingLesson(*row))
    return found


def worked_lessons(session: JournalSession, year_id: int, begins: date, ends: date) -> set[int]:
    """Lessons that were held, or of which anything was entered, prepared or arranged."""
    lesson, work = LessonRow, WorkRow
    entered = (
        lesson.state == LessonState.HELD,
        lesson.topic != "",
        lesson.homework != "",
        lesson.homework_for_absent != "",
        lesson.confirmed_at.is_not(None),
        lesson.order_id.is_not(None),
        exists().where(AbsenceRow.lesson_id == lesson.id),
        exists().where(CellNoteRow.lesson_id == lesson.id),
        exists().where(LessonLinkRow.lesson_id == lesson.id),
        exists().where(SubstitutionRow.lesson_id == lesson.id),
        exists().where(work.lesson_id == lesson.id, MarkRow.work_id == work.id),
        exists().where(
            work.lesson_id == lesson.id,
            WorkKindRow.id == work.kind_id,
            or_(WorkKindRow.code != ORDINARY, work.title != "", work.number > 1),
        ),
    )
    within = lesson.day.between(begins, ends)
    query = select(lesson.id).join(PageRow, PageRow.id == lesson.page_id)
    return set(session.scalars(query.where(PageRow.year_id == year_id, within, or_(*entered))))
