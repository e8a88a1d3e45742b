"""The day of a class: pupils × lessons with what all teachers have said, and what is still to do.

Source: R-3.2.4-06, R-3.2.5-04; domain 5.1 B, 9.2. Eight statements whatever the size. A subject
teacher is shown own lessons, and of those before them only who was away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import Any, ClassVar

from sqlalchemy import Select, bindparam, func, select
from typing_extensions import override

from journal_desktop.access.policy import ClassTarget, PageTarget, Right, may
from journal_desktop.access.scopes import own_lesson
from journal_desktop.domain.absences import (
    DayCell,
    DayColumn,
    DayLesson,
    DaySheet,
)
from journal_desktop.domain.attendance import Members
from journal_desktop.domain.cells import period_is_closed
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.russian import initials, short_date, weekday_short
from journal_desktop.domain.spread import Cell, LessonState, PupilRow
from journal_desktop.queries.absence_cells import stated_by
from journal_desktop.queries.attendance_rows import class_row, pages_of_class
from journal_desktop.queries.base import Query
from journal_desktop.queries.class_attendance import class_pupils, subgroup_members
from journal_desktop.queries.excuse_rows import days_between, papers_between
from journal_desktop.queries.year_calendar import calendar_of
from journal_desktop.store.page_content import period_of_lesson
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow, SubgroupRow
from journal_desktop.store.rows.lessons import LessonRow, WorkRow
from journal_desktop.store.rows.marks import AbsenceRow, DayConfirmationRow, MarkRow
from journal_desktop.store.rows.school import PeriodRow, SubjectRow
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.rows.views import AwayBefore, LessonTime
from journal_desktop.store.session import JournalSession

_NO_CLASS = "Такого класса в журнале больше нет. Обновите окно."


@dataclass(frozen=True)
class DaySheetOf(Query[DaySheet]):
    """The class on a day.

    Raises:
        Invalid: there is no such class.
    """

    right: ClassVar = Right.JOURNAL_READ
    class_id: int
    day: date

    @override
    def target(self, session: JournalSession) -> object:
        return class_or_page(session, self.class_id)

    @override
    def answer(self, session: JournalSession) -> DaySheet:
        head = class_row(session, self.class_id)
        if head is None:
            raise Invalid(_NO_CLASS)
        actor = session.context.actor
        whole = may(actor, Right.JOURNAL_READ, ClassTarget(self.class_id))
        found = class_pupils(session, self.class_id)
        pupils = tuple(pupil for pupil in found if pupil.present_on(self.day))
        lessons = _lessons_of(session, self.class_id, self.day, whole=whole)
        own = _own_lessons(pupils, lessons, subgroup_members(session, self.class_id), self.day)
        read = [lesson.id for lesson in lessons if whole or lesson.own]
        ids = [pupil.id for pupil in pupils]
        papers = (papers_between if whole else days_between)(session, self.day, self.day, ids)
        sheet = DaySheet(
            self.class_id,
            f"{head.grade}{head.letter}",
            self.day,
            pupils,
            tuple(_columns(lessons, own)),
            own,
            _cells(session, read, ids),
            tuple(papers),
            frozenset() if whole else _away(session, self.day, ids, lessons),
            _confirmed(session, self.class_id, self.day),
        )
        return sheet if lessons else replace(sheet, school_day=_why_free(session, head, self.day))


@dataclass(frozen=True)
class DaysToConfirm(Query[tuple[date, ...]]):
    """Past days of the year that had lessons and that nobody has confirmed, newest first."""

    right: ClassVar = Right.CLASS_REPORTS_READ
    class_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return ClassTarget(self.class_id)

    @override
    def answer(self, session: JournalSession) -> tuple[date, ...]:
        asked = {"class": self.class_id, "today": session.context.today}
        return tuple(day for (day,) in session.execute(_unconfirmed(), asked))


@cache
def _unconfirmed() -> Select[*tuple[Any, ...]]:
    row = DayConfirmationRow
    done = select(row.day).where(row.class_id == bindparam("class"))
    return (
        select(LessonTime.day)
        .join(PageRow, PageRow.id == LessonTime.page_id)
        .where(PageRow.class_id == bindparam("class"), LessonTime.day < bindparam("today"))
        .where(LessonTime.state != LessonState.CANCELLED, LessonTime.day.not_in(done))
        .distinct()
        .order_by(LessonTime.day.desc())
    )


@dataclass(frozen=True)
class LessonDaysAround(Query[tuple[date | None, date | None]]):
    """The last day with lessons of the class before a day, and the first one after it."""

    right: ClassVar = Right.JOURNAL_READ
    class_id: int
    day: date

    @override
    def target(self, session: JournalSession) -> object:
        return class_or_page(session, self.class_id)

    @override
    def answer(self, session: JournalSession) -> tuple[date | None, date | None]:
        asked = {"class": self.class_id, "day": self.day}
        found = session.execute(_around(), asked).one()
        return found[0], found[1]


@cache
def _around() -> Select[*tuple[Any, ...]]:
    days = (
        select(LessonTime.day)
        .join(PageRow, PageRow.id == LessonTime.page_id)
        .where(PageRow.class_id == bindparam("class"))
        .where(LessonTime.state != LessonState.CANCELLED)
    )
    before = days.where(LessonTime.day < bindparam("day")).order_by(LessonTime.day.desc())
    after = days.where(LessonTime.day > bindparam("day")).order_by(LessonTime.day)
    return select(before.limit(1).scalar_subquery(), after.limit(1).scalar_subquery())


def class_or_page(session: JournalSession, class_id: int) -> object:
    """The class for who may read it whole, or else an own page in it."""
    actor, target = session.context.actor, ClassTarget(class_id)
    if may(actor, Right.JOURNAL_READ, target):
        return target
    pages = session.execute(select(PageRow.id).where(pages_of_class()), {"class": class_id})
    mine = next((page for (page,) in pages if page in actor.pages), 0)
    return PageTarget(mine, class_id, next(iter(actor.substitutions), None) if not mine else None)


def _lessons_of(
    session: JournalSession, class_id: int, day: date, *, whole: bool
) -> list[DayLesson]:
    """Lessons that take place; of others' a subject teacher knows the time alone."""
    actor, today = session.context.actor, session.context.today
    found = []
    for row in session.execute(_lessons(), {"class": class_id, "day": day}):
        lesson, page, page_class, number, state, subject, short, group, title, *rest = row
        checked, period, period_state = rest
        own = own_lesson(actor, PageTarget(page, page_class, lesson, day, today))
        found.append(
            DayLesson(
                lesson,
                page if page_class is not None else 0,
                number,
                subject,
                short,
                state,
                group,
                title or "",
                checked is not None and (whole or own),
                own,
                period if period_is_closed(period_state) else "",
            )
        )
    return found


@cache
def _lessons() -> Select[*tuple[Any, ...]]:
    group, period = ClassGroupRow, PeriodRow
    return (
        select(
            LessonTime.id,
            PageRow.id,
            PageRow.class_id,
            LessonTime.number,
            LessonTime.state,
            SubjectRow.title,
            SubjectRow.short,
            PageRow.subgroup_id,
            SubgroupRow.title,
            LessonRow.confirmed_at,
            func.coalesce(period.title, ""),
            period.state,
        )
        .select_from(LessonTime)
        .join(PageRow, PageRow.id == LessonTime.page_id)
        .join(SubjectRow, SubjectRow.id == PageRow.subject_id)
        .outerjoin(group, group.id == PageRow.class_id)
        .outerjoin(SubgroupRow, SubgroupRow.id == PageRow.subgroup_id)
        .outerjoin(LessonRow, LessonRow.id == LessonTime.id)
        .outerjoin(period, period_of_lesson(LessonTime.day))
        .where(pages_of_class(), LessonTime.day == bindparam("day"))
        .where(LessonTime.state != LessonState.CANCELLED)
        .order_by(LessonTime.number, SubjectRow.position, LessonTime.id)
    )


def _own_lessons(
    pupils: Iterable[PupilRow],
    lessons: Sequence[DayLesson],
    members: Mapping[int, Members],
    day: date,
) -> dict[int, frozenset[int]]:
    found = {}
    for pupil in pupils:
        mine = {
            group
            for group, stays in members.items()
            if any(stay.holds(day) for stay in stays.get(pupil.id, ()))
        }
        found[pupil.id] = frozenset(
            lesson.id
            for lesson in lessons
            if lesson.subgroup_id is None or lesson.subgroup_id in mine
        )
    return found


def _columns(
    lessons: Sequence[DayLesson], own: Mapping[int, frozenset[int]]
) -> Iterable[DayColumn]:
    """A column for every lesson number, another where a pupil has two lessons at once."""
    for number, group in groupby(lessons, key=lambda lesson: lesson.number):
        rest = list(group)
        while rest:
            taken: list[DayLesson] = []
            for lesson in rest:
                clash = any(
                    lesson.id in mine and any(other.id in mine for other in taken)
                    for mine in own.values()
                )
                if not clash:
                    taken.append(lesson)
            yield DayColumn(number, tuple(taken))
            rest = [lesson for lesson in rest if lesson not in taken]


def _cells(
    session: JournalSession, lessons: Sequence[int], pupils: Sequence[int]
) -> dict[tuple[int, int], DayCell]:
    marks: dict[tuple[int, int], dict[int, str]] = defaultdict(dict)
    work, mark = WorkRow, MarkRow
    query = (
        select(mark.pupil_id, work.lesson_id, work.number, mark.value)
        .join(work, work.id == mark.work_id)
        .where(work.lesson_id.in_(lessons), mark.pupil_id.in_(pupils), mark.value.is_not(None))
    )
    for pupil, lesson, number, value in session.execute(query):
        marks[pupil, lesson][number] = value or ""
    found = {place: DayCell(Cell(marks=_by_work(own))) for place, own in marks.items()}
    rows = select(AbsenceRow).where(
        AbsenceRow.lesson_id.in_(lessons), AbsenceRow.pupil_id.in_(pupils)
    )
    for row in session.scalars(rows):
        place = row.pupil_id, row.lesson_id
        found[place] = DayCell(
            Cell(
                marks=_by_work(marks.get(place, {})),
                absence=row.letter or "",
                late=row.late,
                confirmed=row.confirmed,
                changed_at=row.changed_at,
                changed_by=row.changed_by,
            ),
            row.excuse_id,
            stated_by(row, session.context.actor),
        )
    return found


def _by_work(marks: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(marks.get(number, "") for number in range(1, max(marks, default=0) + 1))


def _away(
    session: JournalSession, day: date, pupils: Sequence[int], lessons: Sequence[DayLesson]
) -> frozenset[tuple[int, int]]:
    """Absences before the last own lesson of the day."""
    last = max((lesson.number for lesson in lessons if lesson.own), default=0)
    mine = {lesson.number for lesson in lessons if lesson.own}
    row = AwayBefore
    query = select(row.pupil_id, row.number).where(
        row.day == day, row.pupil_id.in_(pupils), row.number < last
    )
    return frozenset((pupil, at) for pupil, at in session.execute(query) if at not in mine)


def _confirmed(session: JournalSession, class_id: int, day: date) -> str:
    row, staff = DayConfirmationRow, StaffRow
    query = (
        select(row.at, staff.surname, staff.name, staff.patronymic)
        .join(staff, staff.id == row.staff_id)
        .where(row.class_id == class_id, row.day == day)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        return ""
    at: datetime = found[0].astimezone(session.context.zone)
    return f"{initials(*found[1:])}, {short_date(at.date())} {at:%H:%M}"


def _why_free(session: JournalSession, head: Any, day: date) -> str:
    calendar = calendar_of(session, head.year_id)
    if vacation := calendar.vacation(day, head.grade):
        return vacation.title
    rule = calendar.rule(day)
    if rule is not None and rule.title and not calendar.teaches(day, head.grade):
        return rule.title
    if not calendar.begins <= day <= calendar.ends:
        return "Учебный год в этот день не идёт"
    return f"{weekday_short(day)}, выходной" if not calendar.teaches(day, head.grade) else ""
