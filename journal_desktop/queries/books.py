"""What the bound journal of a class says outside its spreads: title, pages, signers.

Source: R-4.3-01, domain 2.2, 2.6.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import or_, select
from typing_extensions import override

from journal_desktop.access.policy import PageTarget, Right, Role, may
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.russian import initials_first, short_date
from journal_desktop.domain.spread import year_title
from journal_desktop.domain.vocabulary import YearState
from journal_desktop.queries.base import Query
from journal_desktop.queries.spread_rows import printing_order
from journal_desktop.store.rows.classes import ClassGroupRow, ClassTeacherRow, PageRow
from journal_desktop.store.rows.ops import ChainRow
from journal_desktop.store.rows.school import OrderRow, SchoolRow, SchoolYearRow, SubjectRow
from journal_desktop.store.rows.staff import RoleGrantRow, StaffRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class PrintableClass:
    """A class whose journal the person may print."""

    class_id: int
    name: str
    grade: int


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs: «И. О. Фамилия» and the order that appoints, "" without one."""

    name: str
    order: str


@dataclass(frozen=True, slots=True)
class BookHead:
    """Title and signers of a class's journal, and its pages in printing order.

    `chain_head` is the SHA-256 over the heads of the pages' audit chains, `chains` are their
    lengths by page, `today` is the day of the reading.
    """

    school: str
    place: tuple[str, ...]
    class_name: str
    year_id: int
    school_year: str
    year_is_closed: bool
    class_teacher: str
    page_ids: tuple[int, ...]
    officer: Signatory
    director: Signatory
    chain_head: bytes
    chains: tuple[tuple[int, int], ...]
    today: date


@dataclass(frozen=True)
class PrintableClasses(Query[tuple[PrintableClass, ...]]):
    """Classes of a year whose journal the person may print, at least as a draft."""

    right: ClassVar = Right.DRAFTS_PRINT
    year_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return None

    @override
    def answer(self, session: JournalSession) -> tuple[PrintableClass, ...]:
        query = select(ClassGroupRow).filter_by(year_id=self.year_id)
        rows = session.scalars(query.order_by(ClassGroupRow.grade, ClassGroupRow.letter))
        return tuple(
            PrintableClass(row.id, f"{row.grade}{row.letter}", row.grade)
            for row in rows
            if may(session.context.actor, Right.DRAFTS_PRINT, PageTarget(0, row.id))
        )


@dataclass(frozen=True)
class BookOf(Query[BookHead]):
    """The head of one class's bound journal."""

    right: ClassVar = Right.DRAFTS_PRINT
    class_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return PageTarget(0, self.class_id)

    @override
    def answer(self, session: JournalSession) -> BookHead:
        query = select(ClassGroupRow, SchoolYearRow).join(
            SchoolYearRow, SchoolYearRow.id == ClassGroupRow.year_id
        )
        found = session.execute(query.where(ClassGroupRow.id == self.class_id)).one_or_none()
        school = session.scalars(select(SchoolRow)).first()
        if found is None or school is None:
            raise Invalid("Такого класса в базе нет. Обновите окно.")
        group, year = found
        pages = self._pages(session)
        chains = _chains(session, pages)
        return BookHead(
            school=school.name,
            place=tuple(line for line in (school.settlement, school.region) if line),
            class_name=f"{group.grade}{group.letter}",
            year_id=year.id,
            school_year=year_title(year.first_year),
            year_is_closed=year.state in {YearState.CLOSED, YearState.ARCHIVED},
            class_teacher=self._class_teacher(session),
            page_ids=pages,
            officer=signatory(session, Role.ADM, year),
            director=signatory(session, Role.DIR, year),
            chain_head=_chain_head(chains),
            chains=tuple((chain, seq) for chain, seq, _ in chains),
            today=session.context.today,
        )

    def _pages(self, session: JournalSession) -> tuple[int, ...]:
        query = select(PageRow.id).join(SubjectRow, SubjectRow.id == PageRow.subject_id)
        ours = query.where(PageRow.class_id == self.class_id)
        return tuple(session.scalars(ours.order_by(*printing_order())))

    def _class_teacher(self, session: JournalSession) -> str:
        query = select(StaffRow).join(ClassTeacherRow, ClassTeacherRow.staff_id == StaffRow.id)
        query = query.where(ClassTeacherRow.class_id == self.class_id)
        row = session.scalars(query.order_by(ClassTeacherRow.begins.desc())).first()
        return f"{row.surname} {row.name} {row.patronymic}".strip() if row else ""


def signatory(session: JournalSession, role: Role, year: SchoolYearRow) -> Signatory:
    """Who held the role last in the year, empty when nobody did."""
    query: Any = (
        select(StaffRow, OrderRow)
        .join(RoleGrantRow, RoleGrantRow.staff_id == StaffRow.id)
        .outerjoin(OrderRow, OrderRow.id == RoleGrantRow.order_id)
        .where(
            RoleGrantRow.role == role,
            RoleGrantRow.begins <= year.ends,
            or_(RoleGrantRow.ends.is_(None), RoleGrantRow.ends >= year.begins),
        )
        .order_by(RoleGrantRow.begins.desc(), StaffRow.id)
    )
    found = session.execute(query).first()
    if found is None:
        return Signatory("", "")
    person, order = found
    basis = f"приказ от {short_date(order.day, year=True)} № {order.number}" if order else ""
    return Signatory(initials_first(person.surname, person.name, person.patronymic), basis)


def class_chain_head(session: JournalSession, class_id: int) -> bytes:
    """The SHA-256 over the heads of the audit chains of the class's pages."""
    pages = tuple(session.scalars(select(PageRow.id).filter_by(class_id=class_id)))
    return _chain_head(_chains(session, pages))


def _chains(session: JournalSession, pages: tuple[int, ...]) -> Sequence[Any]:
    query = select(ChainRow.id, ChainRow.seq, ChainRow.seal)
    return session.execute(query.where(ChainRow.id.in_(pages)).order_by(ChainRow.id)).all()


def _chain_head(chains: Sequence[Any]) -> bytes:
    total = hashlib.sha256()
    for chain, seq, seal in chains:
        total.update(f"{chain}|{seq}|".encode() + seal)
    return total.digest()
