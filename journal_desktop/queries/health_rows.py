"""What the questions about health share: pupils by name, rows in force on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import or_, select

from journal_desktop.access.policy import ClassTarget, PageTarget
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.health import PeGroup
from journal_desktop.domain.pe_stays import PeStay
from journal_desktop.queries.membership import member_query
from journal_desktop.queries.spread_rows import Head, head_of, page_right
from journal_desktop.store.rows.classes import ClassGroupRow
from journal_desktop.store.rows.health import AdviceRow, PeGroupRow
from journal_desktop.store.rows.school import SchoolYearRow
from journal_desktop.store.rows.views import PupilName
from journal_desktop.store.session import JournalSession


class Named(NamedTuple):
    """A pupil as every teacher may know one: «Абрамова Дарья»."""

    id: int
    name: str
    full_name: str


class SheetClass(NamedTuple):
    """A class with its year; `day` is today, or the nearest day of a year that is not now."""

    id: int
    name: str
    grade: int
    year_id: int
    first_year: int
    begins: date
    ends: date
    day: date


def sheet_class(session: JournalSession, class_id: int) -> SheetClass:
    """The class asked about.

    Raises:
        Invalid: there is no such class.
    """
    group, year = ClassGroupRow, SchoolYearRow
    query = (
        select(group.grade, group.letter, year.id, year.first_year, year.begins, year.ends)
        .join(year, year.id == group.year_id)
        .where(group.id == class_id)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise Invalid("Такого класса нет. Обновите окно.")
    grade, letter, year_id, first_year, begins, ends = found
    day = min(max(session.context.today, begins), ends)
    return SheetClass(class_id, f"{grade}{letter}", grade, year_id, first_year, begins, ends, day)


def class_pupils(session: JournalSession, group: SheetClass) -> tuple[Named, ...]:
    """Pupils of the class on its day, by alphabet."""
    return _named(session, group.id, None, group.day)


def page_pupils(session: JournalSession, head: Head) -> tuple[Named, ...]:
    """Pupils of a page today, by alphabet."""
    return _named(session, head.title.class_id, head.subgroup_id, session.context.today)


def pupils_of_page(session: JournalSession, page_id: int) -> frozenset[int]:
    """Ids of the pupils of a page today."""
    return frozenset(pupil.id for pupil in page_pupils(session, head_of(session, page_id)))


def target_of(
    session: JournalSession, class_id: int, page_id: int | None
) -> PageTarget | ClassTarget:
    """What the right is asked for: a page when one is named, else the class."""
    return ClassTarget(class_id) if page_id is None else page_right(session, page_id)


def advice_in_force(
    session: JournalSession, pupils: Collection[int], year_id: int, day: date | None = None
) -> dict[int, AdviceRow]:
    """The advice of each pupil on a day, today when none is named."""
    query = (
        select(AdviceRow)
        .where(
            AdviceRow.pupil_id.in_(pupils),
            AdviceRow.year_id == year_id,
            AdviceRow.begins <= (day or session.context.today),
        )
        .order_by(AdviceRow.begins, AdviceRow.id)
    )
    return last_of(session.scalars(query))


def pe_stays(
    session: JournalSession, pupils: Collection[int], year_id: int
) -> dict[int, list[PeStay]]:
    """Groups for physical education by pupil."""
    row = PeGroupRow
    query = select(row.pupil_id, row.id, row.begins, row.ends, row.name)
    query = query.where(row.pupil_id.in_(pupils), row.year_id == year_id).order_by(row.id)
    found: dict[int, list[PeStay]] = defaultdict(list)
    for pupil, number, begins, ends, name in session.execute(query):
        found[pupil].append(PeStay(number, begins, ends, PeGroup(name)))
    return found


def last_of(rows: Iterable[Any]) -> dict[int, Any]:
    """The last row of each pupil."""
    return {row.pupil_id: row for row in rows}


def _named(
    session: JournalSession, class_id: int | None, subgroup_id: int | None, day: date
) -> tuple[Named, ...]:
    stays = member_query(class_id, subgroup_id).subquery()
    pupil, begins, ends = PupilName, stays.c[1], stays.c[2]
    query = (
        select(pupil.id, pupil.surname, pupil.name, pupil.patronymic, pupil.sort_key)
        .join(stays, stays.c[0] == pupil.id)
        .where(begins <= day, or_(ends.is_(None), ends >= day))
        .order_by(pupil.sort_key, pupil.id)
        .distinct()
    )
    return tuple(
        Named(found, f"{surname} {name}", f"{surname} {name} {patronymic}".strip())
        for found, surname, name, patronymic, _ in session.execute(query)
    )
