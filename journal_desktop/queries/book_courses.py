"""Who of a class went to which extracurricular course, and for how many hours.

Source: domain 2.2 row 10, 8.8. Six statements whatever the number of pupils. Hours are half hours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, ClassVar, NamedTuple

from sqlalchemy import Select, or_, select
from typing_extensions import override

from journal_desktop.access.policy import PageTarget, Right, may
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.russian import initials
from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.vocabulary import Scheme, SubjectKind
from journal_desktop.queries.base import Query
from journal_desktop.queries.class_rows import enrolment_rows
from journal_desktop.store.rows.classes import (
    AssignmentRow,
    ClassGroupRow,
    PageRow,
    SubgroupMemberRow,
    SubgroupRow,
)
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.marks import AbsenceRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.rows.school import PeriodRow, SchoolRow, SchoolYearRow, SubjectRow
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.session import JournalSession

_FAR = date.max
_CHRISTMAS = (12, 31)


@dataclass(frozen=True, slots=True)
class HalfAttended:
    """One half of the year: `half_hours` given while the pupil was there, None when unknown.

    `begun` is False while it lies ahead, `member` tells whether the pupil was in the course.
    """

    begun: bool
    member: bool
    half_hours: int | None


@dataclass(frozen=True, slots=True)
class CourseOfPupil:
    """One course of one pupil; `leaders` are «Иванова М. П.», several with commas."""

    course: str
    leaders: str
    halves: tuple[HalfAttended, HalfAttended]


@dataclass(frozen=True, slots=True)
class CoursePupil:
    """A pupil of the class with the courses, none for who goes to none."""

    name: str
    full_name: str
    courses: tuple[CourseOfPupil, ...]


@dataclass(frozen=True, slots=True)
class CoursesOfBook:
    """Everybody who was in the class, by alphabet; `school` is the short name of the school."""

    school: str
    pupils: tuple[CoursePupil, ...]


class _Page(NamedTuple):
    """A course's page; `known` tells whether its attendance may be read."""

    id: int
    title: str
    subgroup_id: int | None
    leaders: str
    known: bool


_Days = Sequence[tuple[date, date]]


@dataclass(frozen=True)
class CoursesOfClass(Query[CoursesOfBook]):
    """Extracurricular courses of the class's pupils by half-years."""

    right: ClassVar = Right.JOURNAL_READ
    class_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return PageTarget(0, self.class_id)

    @override
    def answer(self, session: JournalSession) -> CoursesOfBook:
        school, middle = _school_and_middle(session, self.class_id)
        pages = _pages(session, self.class_id)
        attended = _Attended(session, pages, middle)
        pupils = []
        for _, rows in groupby(enrolment_rows(session, self.class_id), itemgetter(0)):
            stays = list(rows)
            pupil, surname, name, patronymic = stays[0][:4]
            days = [(row[4], row[5] or _FAR) for row in stays]
            courses = (attended.of(pupil, days, page) for page in pages)
            pupils.append(
                CoursePupil(
                    f"{surname} {name}",
                    f"{surname} {name} {patronymic}".strip(),
                    tuple(filter(None, courses)),
                )
            )
        return CoursesOfBook(school, tuple(pupils))


def _school_and_middle(session: JournalSession, class_id: int) -> tuple[str, date]:
    """The school's short name and the last day of the first half-year."""
    group, year, period = ClassGroupRow, SchoolYearRow, PeriodRow
    first = (period.year_id == year.id) & (period.number == 1) & (period.scheme == Scheme.HALVES)
    query = (
        select(SchoolRow.short_name, year.first_year, period.ends)
        .select_from(group)
        .join(year, year.id == group.year_id)
        .join(SchoolRow, SchoolRow.id.is_not(None))
        .outerjoin(period, first)
        .where(group.id == class_id)
    )
    found = session.execute(query).first()
    if found is None:
        raise Invalid("Такого класса в базе нет. Обновите окно.")
    school, first_year, ends = found
    middle: date | None = ends
    return school, date(first_year, *_CHRISTMAS) if middle is None else middle


def _pages(session: JournalSession, class_id: int) -> list[_Page]:
    found = []
    rows = session.execute(_page_rows(class_id)).all()
    for (page, own_class, group_id), named in groupby(rows, itemgetter(0, 1, 2)):
        lines = list(named)
        title, group = lines[0][3:5]
        leaders = {line[5]: initials(*line[5:]) for line in lines if line[5]}
        known = own_class is not None or may(
            session.context.actor, Right.JOURNAL_READ, PageTarget(page, None)
        )
        shown = f"{title} ({group})" if group else title
        found.append(_Page(page, shown, group_id, ", ".join(leaders.values()), known))
    return found


def _page_rows(class_id: int) -> Select[*tuple[Any, ...]]:
    """Courses of the class, and those of groups across classes in which its pupils are."""
    page, subject, person, member = PageRow, SubjectRow, StaffRow, SubgroupMemberRow
    pupils = select(EnrolmentRow.pupil_id).where(EnrolmentRow.class_id == class_id)
    groups = select(member.subgroup_id).where(member.pupil_id.in_(pupils))
    across = page.class_id.is_(None) & page.subgroup_id.in_(groups)
    year = select(ClassGroupRow.year_id).where(ClassGroupRow.id == class_id).scalar_subquery()
    return (
        select(
            page.id,
            page.class_id,
            page.subgroup_id,
            subject.title,
            SubgroupRow.title,
            person.surname,
            person.name,
            person.patronymic,
        )
        .join(subject, subject.id == page.subject_id)
        .outerjoin(SubgroupRow, SubgroupRow.id == page.subgroup_id)
        .outerjoin(AssignmentRow, AssignmentRow.page_id == page.id)
        .outerjoin(person, person.id == AssignmentRow.staff_id)
        .where(subject.kind == SubjectKind.COURSE, page.year_id == year)
        .where(or_(page.class_id == class_id, across))
        .order_by(page.position, subject.position, subject.title, page.id, AssignmentRow.begins)
    )


class _Attended:
    """Lessons held on the pages, memberships of their groups, absences."""

    def __init__(self, session: JournalSession, pages: Sequence[_Page], middle: date) -> None:
        self._middle = middle
        self._today = session.context.today
        lesson, absence, member = LessonRow, AbsenceRow, SubgroupMemberRow
        ids = [page.id for page in pages]
        held = select(lesson.page_id, lesson.id, lesson.day, lesson.half_hours)
        held = held.where(lesson.page_id.in_(ids), lesson.state == LessonState.HELD)
        self._lessons: dict[int, list[Any]] = defaultdict(list)
        for page, *one in session.execute(held):
            self._lessons[page].append(one)
        missed = select(absence.lesson_id, absence.pupil_id).join(
            lesson, lesson.id == absence.lesson_id
        )
        missed = missed.where(lesson.page_id.in_(ids), absence.letter.is_not(None))
        self._missed = {(one, pupil) for one, pupil in session.execute(missed)}
        groups = [page.subgroup_id for page in pages if page.subgroup_id is not None]
        days = select(member.subgroup_id, member.pupil_id, member.begins, member.ends)
        self._members: dict[tuple[int, int], list[tuple[date, date]]] = defaultdict(list)
        for group, pupil, begins, ends in session.execute(
            days.where(member.subgroup_id.in_(groups))
        ):
            self._members[group, pupil].append((begins, ends or _FAR))

    def of(self, pupil: int, stays: _Days, page: _Page) -> CourseOfPupil | None:
        """What the pupil did in the course; None for who was never in it."""
        days = [*self._days(pupil, stays, page)]
        if not days:
            return None
        first = self._half(pupil, page, days, (date.min, self._middle))
        second = self._half(pupil, page, days, (self._middle, _FAR))
        return CourseOfPupil(page.title, page.leaders, (first, second))

    def _days(self, pupil: int, stays: _Days, page: _Page) -> Iterator[tuple[date, date]]:
        if page.subgroup_id is None:
            yield from stays
            return
        for begins, ends in self._members.get((page.subgroup_id, pupil), ()):
            for first, last in stays:
                if max(begins, first) <= min(ends, last):
                    yield max(begins, first), min(ends, last)

    def _half(self, pupil: int, page: _Page, days: _Days, half: tuple[date, date]) -> HalfAttended:
        """The half after the first day of the pair, up to the second one."""
        after, until = half
        hours = sum(
            half_hours
            for lesson, day, half_hours in self._lessons[page.id]
            if after < day <= until
            and any(first <= day <= last for first, last in days)
            and (lesson, pupil) not in self._missed
        )
        return HalfAttended(
            begun=after < self._today,
            member=any(first <= until and last > after for first, last in days),
            half_hours=hours if page.known else None,
        )
