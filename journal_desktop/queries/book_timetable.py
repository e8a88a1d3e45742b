"""The timetable of a class through its year, version by version.

Source: R-3.2.2-01, domain 2.2 row 4. Two statements whatever the number of places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from sqlalchemy import Select, func, or_, select
from typing_extensions import override

from journal_desktop.access.policy import PageTarget, Right
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.school_calendar import MONDAY_TO_FRIDAY
from journal_desktop.queries.base import Query
from journal_desktop.store.rows.classes import (
    ClassGroupRow,
    PageRow,
    SubgroupMemberRow,
    SubgroupRow,
)
from journal_desktop.store.rows.lessons import SlotRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from journal_desktop.store.rows.school import PeriodRow, SchoolYearRow, SubjectRow
from journal_desktop.store.session import JournalSession

_DAY = timedelta(days=1)
_EVERY_WEEK = "11"
_FIRST_GRADE = 1


@dataclass(frozen=True, slots=True)
class BookSlot:
    """What is taught at one time: a subject, the subgroup or "", the mask of weeks or ""."""

    subject: str
    group: str
    weeks: str


@dataclass(frozen=True, slots=True)
class TimetableVersion:
    """What held from–to; `cells` by weekday (1 for Monday) and number of the lesson."""

    begins: date
    ends: date
    cells: dict[tuple[int, int], tuple[BookSlot, ...]]


@dataclass(frozen=True, slots=True)
class ClassTimetable:
    """Versions in order; two that follow each other differ."""

    weekdays: int
    versions: tuple[TimetableVersion, ...]


@dataclass(frozen=True)
class TimetableOfClass(Query[ClassTimetable]):
    """Every timetable the class has had in its year."""

    right: ClassVar = Right.CALENDAR_READ
    class_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return PageTarget(0, self.class_id)

    @override
    def answer(self, session: JournalSession) -> ClassTimetable:
        begins, ends, week_days, grade = _frame(session, self.class_id)
        slots = session.execute(_slots(self.class_id)).all()
        used = max((row[0] for row in slots), default=0)
        usual = MONDAY_TO_FRIDAY if grade == _FIRST_GRADE else week_days
        versions = versions_of(slots, begins, ends)
        return ClassTimetable(max(usual, used), tuple(versions))


def _frame(session: JournalSession, class_id: int) -> tuple[date, date, int, int]:
    """First and last day of lessons, days of a week, grade."""
    group, year, period = ClassGroupRow, SchoolYearRow, PeriodRow
    query = (
        select(
            func.coalesce(period.begins, year.begins),
            func.coalesce(period.ends, year.ends),
            year.week_days,
            group.grade,
        )
        .join(year, year.id == group.year_id)
        .outerjoin(
            period,
            (period.year_id == year.id) & (period.scheme == group.scheme) & (period.number == 0),
        )
        .where(group.id == class_id)
    )
    found = session.execute(query).first()
    if found is None:
        raise Invalid("Такого класса в базе нет. Обновите окно.")
    begins, ends, week_days, grade = found
    return begins, ends, week_days, grade


def _slots(class_id: int) -> Select[*tuple[Any, ...]]:
    """Places of the class's pages, and of groups across classes in which its pupils are."""
    slot, page, stay, member = SlotRow, PageRow, EnrolmentRow, SubgroupMemberRow
    pupils = select(stay.pupil_id).where(stay.class_id == class_id)
    groups = select(member.subgroup_id).where(member.pupil_id.in_(pupils))
    across = page.class_id.is_(None) & page.subgroup_id.in_(groups)
    return (
        select(
            slot.weekday,
            slot.number,
            slot.begins,
            slot.ends,
            slot.weeks,
            SubjectRow.title,
            SubgroupRow.title,
        )
        .join(page, page.id == slot.page_id)
        .join(SubjectRow, SubjectRow.id == page.subject_id)
        .outerjoin(SubgroupRow, SubgroupRow.id == page.subgroup_id)
        .where(or_(page.class_id == class_id, across))
        .order_by(slot.weekday, slot.number, SubjectRow.position, SubgroupRow.title, slot.id)
    )


def versions_of(slots: Sequence[Any], begins: date, ends: date) -> Iterable[TimetableVersion]:
    """Equal neighbours are one version; empty ones at the edges are none."""
    found: list[TimetableVersion] = []
    turns = sorted({begins, *_turns(slots, begins, ends)})
    for first, following in zip(turns, [*turns[1:], ends + _DAY], strict=True):
        cells = _cells_on(slots, first)
        if found and found[-1].cells == cells:
            found[-1] = TimetableVersion(found[-1].begins, following - _DAY, cells)
        else:
            found.append(TimetableVersion(first, following - _DAY, cells))
    return (version for version in found if version.cells)


def _turns(slots: Sequence[Any], begins: date, ends: date) -> Iterable[date]:
    """Days of the year on which some place begins or has just ended."""
    for _, _, first, last, *_ in slots:
        for day in (first, last + _DAY if last else None):
            if day is not None and begins < day <= ends:
                yield day


def _cells_on(slots: Sequence[Any], day: date) -> dict[tuple[int, int], tuple[BookSlot, ...]]:
    found: dict[tuple[int, int], list[BookSlot]] = defaultdict(list)
    for weekday, number, first, last, weeks, subject, group in slots:
        if first <= day and (last is None or day <= last):
            mask = "" if weeks == _EVERY_WEEK else weeks
            found[weekday, number].append(BookSlot(subject, group or "", mask))
    return {place: tuple(held) for place, held in found.items()}
