"""What the journal of actions can be filtered by: people, classes, pupils, computers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from sqlalchemy import ColumnElement, func, select, true
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.domain.russian import initials
from journal_desktop.domain.spread import year_title
from journal_desktop.queries.audit_scope import whole_school
from journal_desktop.queries.base import Query
from journal_desktop.queries.pupils_found import PupilFound, PupilsOf
from journal_desktop.store.rows.classes import ClassGroupRow
from journal_desktop.store.rows.ops import OpRow
from journal_desktop.store.rows.school import SchoolRow, SchoolYearRow
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.session import JournalSession

RECENT: Final = 50_000
"""Computers of so many last actions are offered; another is typed by hand."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to filter by."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class AuditChoices:
    """Everything to choose from; empty where the person reads the own actions only."""

    school: str = ""
    people: tuple[Choice, ...] = ()
    classes: tuple[Choice, ...] = ()
    pupils: tuple[PupilFound, ...] = ()
    computers: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChoicesOf(Query[AuditChoices]):
    """Choices of the person who asks; classes of the newest year first."""

    right: ClassVar = Right.OWN_ACCOUNT
    mine: bool = False

    @override
    def answer(self, session: JournalSession) -> AuditChoices:
        school = session.scalar(select(SchoolRow.name).limit(1)) or ""
        if self.mine:
            return AuditChoices(school)
        year = session.scalar(
            select(SchoolYearRow.id).order_by(SchoolYearRow.first_year.desc()).limit(1)
        )
        pupils = PupilsOf(year).answer(session) if year is not None else ()
        all_of_them = whole_school(session.context.actor)
        return AuditChoices(
            school,
            _people(session) if all_of_them else (),
            _classes(session, all_of_them=all_of_them),
            pupils,
            _computers(session) if all_of_them else (),
        )


def _people(session: JournalSession) -> tuple[Choice, ...]:
    query = select(StaffRow.id, StaffRow.surname, StaffRow.name, StaffRow.patronymic)
    rows = session.execute(query.order_by(StaffRow.sort_key))
    return tuple(Choice(row[0], initials(*row[1:])) for row in rows)


def _classes(session: JournalSession, *, all_of_them: bool) -> tuple[Choice, ...]:
    group, year = ClassGroupRow, SchoolYearRow
    mine: ColumnElement[bool] = group.id.in_(session.context.actor.classes)
    query = (
        select(group.id, group.grade, group.letter, year.first_year)
        .join(year, year.id == group.year_id)
        .where(true() if all_of_them else mine)
        .order_by(year.first_year.desc(), group.grade, group.letter)
    )
    rows = session.execute(query).all()
    newest = rows[0][3] if rows else 0
    return tuple(
        Choice(row[0], f"{row[1]}{row[2]}" + (f", {year_title(row[3])}" * (row[3] != newest)))
        for row in rows
    )


def _computers(session: JournalSession) -> tuple[str, ...]:
    top = session.scalar(select(func.max(OpRow.id))) or 0
    query = select(OpRow.computer).where(OpRow.id > top - RECENT, OpRow.computer != "").distinct()
    return tuple(sorted(session.scalars(query)))
