"""What a timetable may refer to: classes, groups, subjects, staff, rooms, pages of a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import or_, select
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.domain.errors import Invalid
from journal_desktop.queries.base import Query
from journal_desktop.queries.timetable_values import ClassKey, told_key
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow, StudyPlanRow, SubgroupRow
from journal_desktop.store.rows.school import RoomRow, SchoolYearRow, SubjectRow
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class StaffItem:
    """A person who works at the school."""

    id: int
    surname: str
    name: str
    patronymic: str

    @property
    def title(self) -> str:
        """«Иванова Мария Петровна»."""
        return " ".join(filter(None, (self.surname, self.name, self.patronymic)))


@dataclass(frozen=True, slots=True)
class Stock:
    """Ids by name; names are keys of `told_key`, a name may belong to several subjects.

    Subgroups are keyed by class id (None across classes) and title, pages by class, subgroup and
    subject ids, half hours of the study plan by class and subject ids.
    """

    year_begins: date
    year_ends: date
    classes: Mapping[ClassKey, int]
    subjects: Mapping[str, tuple[int, ...]]
    shorts: Mapping[str, tuple[int, ...]]
    staff: Mapping[str, tuple[StaffItem, ...]]
    rooms: Mapping[str, int]
    subgroups: Mapping[tuple[int | None, str], int]
    pages: Mapping[tuple[int | None, int | None, int], int]
    plans: Mapping[tuple[int, int], int]


@dataclass(frozen=True)
class TimetableStock(Query[Stock]):
    """Everything of a year a timetable may be matched to; staff working on the day."""

    right: ClassVar = Right.SETUP_WRITE
    year_id: int
    day: date

    @override
    def answer(self, session: JournalSession) -> Stock:
        return load_stock(session, self.year_id, self.day)


def load_stock(session: JournalSession, year_id: int, day: date) -> Stock:
    """The same for a command, in its own transaction.

    Raises:
        Invalid: there is no such year.
    """
    year = session.get(SchoolYearRow, year_id)
    if year is None:
        raise Invalid("Такого учебного года в журнале нет. Заведите его на вкладке «Школа».")
    group, page, plan = ClassGroupRow, PageRow, StudyPlanRow
    subjects = session.execute(select(SubjectRow.id, SubjectRow.title, SubjectRow.short)).all()
    plans = select(plan.class_id, plan.subject_id, plan.half_hours_1).join(
        group, group.id == plan.class_id
    )
    pages = select(page.class_id, page.subgroup_id, page.subject_id, page.id)
    classes = select(group.grade, group.letter, group.id).filter_by(year_id=year_id)
    return Stock(
        year.begins,
        year.ends,
        {ClassKey(row[0], row[1]): row[2] for row in session.execute(classes)},
        _by_name((told_key(row[1]), row[0]) for row in subjects),
        _by_name((told_key(row[2]), row[0]) for row in subjects),
        _staff(session, day),
        {told_key(row[1]): row[0] for row in session.execute(select(RoomRow.id, RoomRow.title))},
        _subgroups(session, year_id),
        {
            (row[0], row[1], row[2]): row[3]
            for row in session.execute(pages.where(page.year_id == year_id))
        },
        {
            (row[0], row[1]): row[2]
            for row in session.execute(plans.where(group.year_id == year_id))
        },
    )


def _staff(session: JournalSession, day: date) -> dict[str, tuple[StaffItem, ...]]:
    query = select(StaffRow.id, StaffRow.surname, StaffRow.name, StaffRow.patronymic).where(
        or_(StaffRow.dismissed.is_(None), StaffRow.dismissed >= day)
    )
    found: dict[str, list[StaffItem]] = defaultdict(list)
    for row in session.execute(query.order_by(StaffRow.id)):
        found[told_key(row[1])].append(StaffItem(*row))
    return {surname: tuple(people) for surname, people in found.items()}


def _subgroups(session: JournalSession, year_id: int) -> dict[tuple[int | None, str], int]:
    query = select(SubgroupRow.class_id, SubgroupRow.title, SubgroupRow.id)
    rows = session.execute(query.filter_by(year_id=year_id).order_by(SubgroupRow.id.desc()))
    return {(row[0], told_key(row[1])): row[2] for row in rows}


def _by_name(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = defaultdict(list)
    for name, key in pairs:
        if name:
            found[name].append(key)
    return {name: tuple(keys) for name, keys in found.items()}
