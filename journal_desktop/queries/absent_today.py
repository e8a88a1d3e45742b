"""Who is away from the school today, and who stays away without a reason.

Source: domain 6.4, 6.5.10 («Отсутствующие сегодня», «Список детей с «н» ≥ N уроков»), 9.2. Courses
count when they count in the sheets. The medical worker is told of illnesses alone. Five statements
whatever the size of the school.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from typing_extensions import override

from journal_desktop.access.policy import ClassTarget, Right
from journal_desktop.domain.absences import TRUANCY_LESSONS, TRUANCY_RULE
from journal_desktop.domain.attendance import COURSES_RULE, ByReason
from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.vocabulary import SubjectKind
from journal_desktop.queries.base import Query
from journal_desktop.queries.excuse_rows import SICK, only_sick
from journal_desktop.queries.rules import rule_in_force, whole_number
from journal_desktop.store.rows.classes import (
    ClassGroupRow,
    PageRow,
    SubgroupMemberRow,
)
from journal_desktop.store.rows.marks import AbsenceRow, DayConfirmationRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.rows.school import SubjectRow
from journal_desktop.store.rows.views import LessonTime, PupilName
from journal_desktop.store.session import JournalSession


class AwayPupil(NamedTuple):
    """A pupil away today: the reason of most lessons, and whether all conducted ones are missed."""

    name: str
    letter: str
    whole: bool
    unconfirmed: bool


@dataclass(frozen=True, slots=True)
class ClassToday:
    """A class today; `lessons` conducted so far, `confirmed` by the class teacher."""

    class_id: int
    title: str
    roll: int
    away: tuple[AwayPupil, ...]
    lessons: int
    confirmed: bool

    @property
    def by_reason(self) -> ByReason:
        """Pupils away by reason."""
        told = Counter(pupil.letter for pupil in self.away)
        return ByReason(told["б"], told["у"], told["н"])


@dataclass(frozen=True, slots=True)
class SchoolToday:
    """The classes of a day; `sick_only` when the reader may know nothing but illnesses."""

    day: date
    classes: tuple[ClassToday, ...]
    sick_only: bool = False


@dataclass(frozen=True)
class AbsentToday(Query[SchoolToday]):
    """«Отсутствующие сегодня»: everybody with a missed lesson that day, conducted or to come."""

    right: ClassVar = Right.ABSENCES_READ
    year_id: int
    day: date

    @override
    def target(self, session: JournalSession) -> object:
        return ClassTarget(0)

    @override
    def answer(self, session: JournalSession) -> SchoolToday:
        sick = only_sick(session)
        counts = _counts(session, self.day)
        classes = session.execute(_classes(self.year_id, self.day)).all()
        cells: dict[tuple[int, int, str], list[Any]] = defaultdict(list)
        query = _away(self.year_id, self.day, sick_only=sick).where(counts)
        for class_id, pupil, name, *said in session.execute(query):
            cells[class_id, pupil, name].append(said)
        lessons = self._lessons(session, {pupil for _, pupil, _ in cells}, counts)
        away: dict[int, list[AwayPupil]] = defaultdict(list)
        for (class_id, pupil, name), said in cells.items():
            told = Counter(letter for letter, _, _ in said)
            whole = lessons.all_missed(class_id, pupil, [state for *_, state in said])
            doubt = any(letter == "н" and not sure for letter, sure, _ in said)
            reason = ByReason(told["б"], told["у"], told["н"]).reason
            away[class_id].append(AwayPupil(name, reason, whole, doubt))
        found = tuple(
            ClassToday(
                class_id,
                f"{grade}{letter}",
                roll,
                tuple(away.get(class_id, ())),
                lessons.number(class_id),
                bool(confirmed),
            )
            for class_id, grade, letter, roll, confirmed in classes
        )
        return SchoolToday(self.day, found, sick)

    def _lessons(
        self, session: JournalSession, pupils: Collection[int], counts: ColumnElement[bool]
    ) -> _Lessons:
        lessons = (
            select(PageRow.class_id, PageRow.subgroup_id, LessonTime.number, LessonTime.state)
            .join(PageRow, PageRow.id == LessonTime.page_id)
            .join(SubjectRow, SubjectRow.id == PageRow.subject_id)
            .where(PageRow.year_id == self.year_id, LessonTime.day == self.day, counts)
            .where(LessonTime.state != LessonState.CANCELLED)
        )
        member = SubgroupMemberRow
        groups = select(member.pupil_id, member.subgroup_id).where(
            member.pupil_id.in_(pupils), *_holds(member, self.day)
        )
        return _Lessons(session.execute(lessons).all(), session.execute(groups).all())


class _Lessons:
    """Lessons of the day, for a pupil those of the own class and subgroups."""

    def __init__(self, lessons: Any, groups: Any) -> None:
        self._whole: dict[int, list[LessonState]] = defaultdict(list)
        self._groups: dict[int, list[LessonState]] = defaultdict(list)
        self._numbers: dict[int, set[int]] = defaultdict(set)
        for class_id, subgroup_id, number, state in lessons:
            if subgroup_id is None:
                self._whole[class_id].append(state)
            else:
                self._groups[subgroup_id].append(state)
            if class_id is not None and state is LessonState.HELD:
                self._numbers[class_id].add(number)
        self._of: dict[int, list[int]] = defaultdict(list)
        for pupil, subgroup in groups:
            self._of[pupil].append(subgroup)

    def all_missed(self, class_id: int, pupil_id: int, missed: Sequence[LessonState]) -> bool:
        """Whether all conducted lessons are missed; before any is, all of the day."""
        groups = (self._groups[group] for group in self._of.get(pupil_id, ()))
        day = [*self._whole[class_id], *(state for group in groups for state in group)]
        held = day.count(LessonState.HELD)
        return missed.count(LessonState.HELD) >= held if held else len(missed) >= len(day)

    def number(self, class_id: int) -> int:
        """Conducted lesson numbers of a class."""
        return len(self._numbers.get(class_id, ()))


def _counts(session: JournalSession, day: date) -> ColumnElement[bool]:
    """Whether a lesson of a subject counts as missed: a course where the school says so (6.4)."""
    if session.scalar(rule_in_force(COURSES_RULE, day)) is True:
        return true()
    return SubjectRow.kind == SubjectKind.SUBJECT


def _holds(row: Any, day: date) -> tuple[Any, ...]:
    return row.begins <= day, or_(row.ends.is_(None), row.ends >= day)


def _classes(year_id: int, day: date) -> Any:
    group, stay, done = ClassGroupRow, EnrolmentRow, DayConfirmationRow
    roll = (
        select(func.count(stay.pupil_id.distinct()))
        .where(stay.class_id == group.id, *_holds(stay, day))
        .scalar_subquery()
    )
    confirmed = (
        select(func.count()).where(done.class_id == group.id, done.day == day).scalar_subquery()
    )
    query = select(group.id, group.grade, group.letter, roll, confirmed)
    return query.where(group.year_id == year_id).order_by(group.grade, group.letter)


def _away(year_id: int, day: date, *, sick_only: bool) -> Any:
    stay, row, name = EnrolmentRow, AbsenceRow, PupilName
    full = name.surname + " " + name.name
    query = (
        select(stay.class_id, name.id, full, row.letter, row.confirmed, LessonTime.state)
        .select_from(LessonTime)
        .join(PageRow, PageRow.id == LessonTime.page_id)
        .join(SubjectRow, SubjectRow.id == PageRow.subject_id)
        .join(row, row.lesson_id == LessonTime.id)
        .join(name, name.id == row.pupil_id)
        .join(stay, and_(stay.pupil_id == row.pupil_id, *_holds(stay, day)))
        .join(ClassGroupRow, ClassGroupRow.id == stay.class_id)
        .where(PageRow.year_id == year_id, ClassGroupRow.year_id == year_id)
        .where(LessonTime.day == day, row.letter.is_not(None))
        .where(LessonTime.state != LessonState.CANCELLED)
        .order_by(name.sort_key, name.id)
    )
    return query.where(row.letter == SICK) if sick_only else query


class Truant(NamedTuple):
    """A pupil with many «н»: lessons, of them not confirmed, first and last day."""

    pupil_id: int
    name: str
    class_name: str
    lessons: int
    unconfirmed: int
    first: date
    last: date


@dataclass(frozen=True)
class TruantsOf(Query[tuple[Truant, ...]]):
    """«Список детей с «н» ≥ N уроков» from–to, of a class or of the school; most lessons first.

    `least` None takes the school's setting.
    """

    right: ClassVar = Right.CLASS_REPORTS_READ
    year_id: int
    begins: date
    ends: date
    class_id: int | None = None
    least: int | None = None

    @override
    def target(self, session: JournalSession) -> object:
        return ClassTarget(self.class_id or 0)

    @override
    def answer(self, session: JournalSession) -> tuple[Truant, ...]:
        least = truancy_lessons(session, self.ends) if self.least is None else self.least
        found: dict[int, Truant] = {}
        query = self._rows().where(_counts(session, self.ends))
        for pupil, name, grade, letter, *said in session.execute(query):
            one = Truant(pupil, name, f"{grade}{letter}", *said)
            known = found.get(pupil)
            found[pupil] = one if known is None else _joined(known, one)
        listed = [one for one in found.values() if one.lessons >= max(1, least)]
        return tuple(sorted(listed, key=lambda one: -one.lessons))

    def _rows(self) -> Any:
        """By pupil and class, in order of names: who moved stands in both."""
        row, stay, group, name = AbsenceRow, EnrolmentRow, ClassGroupRow, PupilName
        query = (
            select(
                name.id,
                name.surname + " " + name.name,
                group.grade,
                group.letter,
                func.count(),
                func.count().filter(row.confirmed.is_(False)),
                func.min(LessonTime.day),
                func.max(LessonTime.day),
            )
            .select_from(LessonTime)
            .join(PageRow, PageRow.id == LessonTime.page_id)
            .join(SubjectRow, SubjectRow.id == PageRow.subject_id)
            .join(row, row.lesson_id == LessonTime.id)
            .join(name, name.id == row.pupil_id)
            .join(stay, and_(stay.pupil_id == row.pupil_id, stay.begins <= LessonTime.day))
            .join(group, group.id == stay.class_id)
            .where(or_(stay.ends.is_(None), stay.ends >= LessonTime.day))
            .where(group.year_id == self.year_id, row.letter == "н")
            .where(LessonTime.day.between(self.begins, self.ends))
            .where(LessonTime.state == LessonState.HELD)
            .group_by(name.id, name.surname, name.name, name.sort_key, group.grade, group.letter)
            .order_by(name.sort_key, name.id)
        )
        return query if self.class_id is None else query.where(stay.class_id == self.class_id)


def _joined(one: Truant, other: Truant) -> Truant:
    """A pupil who moved: both classes together, under the later one's name."""
    last = max(one, other, key=lambda each: each.last)
    return last._replace(
        lessons=one.lessons + other.lessons,
        unconfirmed=one.unconfirmed + other.unconfirmed,
        first=min(one.first, other.first),
    )


def truancy_lessons(session: JournalSession, day: date) -> int:
    """From how many lessons a pupil is listed."""
    return whole_number(session.scalar(rule_in_force(TRUANCY_RULE, day)), TRUANCY_LESSONS)


@dataclass(frozen=True)
class TruancyLimit(Query[int]):
    """How many lessons without a reason list a pupil, by the setting in force today."""

    right: ClassVar = Right.RULES_READ

    @override
    def answer(self, session: JournalSession) -> int:
        return truancy_lessons(session, session.context.today)
