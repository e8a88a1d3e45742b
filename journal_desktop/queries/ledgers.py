"""The summary ledger of a class: marks of all periods, decisions, signers (domain 3).

Source: R-3.2.4-12, -13, R-4.4-01; domain 9.2 (row «Reports of the school, ledgers»).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import ClassTarget, Right, Role, may
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.ledgers import (
    Key,
    Ledger,
    LedgerMark,
    LedgerSubject,
    Term,
    fill,
    obstacles,
    warnings,
)
from journal_desktop.domain.russian import initials, initials_first
from journal_desktop.domain.spread import Enrolled, year_title
from journal_desktop.domain.vocabulary import Scheme, YearState
from journal_desktop.queries.base import Query
from journal_desktop.queries.books import class_chain_head, signatory
from journal_desktop.queries.ledger_people import ledger_members
from journal_desktop.queries.ledger_rows import (
    last_lesson,
    mark_rows,
    member_rows,
    page_rows,
    plan_rows,
    term_rows,
)
from journal_desktop.store.rows.classes import ClassGroupRow, ClassTeacherRow
from journal_desktop.store.rows.school import SchoolRow, SchoolYearRow
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class LedgerClass:
    """A class whose ledger the person may see."""

    class_id: int
    name: str
    grade: int


@dataclass(frozen=True, slots=True)
class LedgerSheet:
    """A ledger with its title and signers; `obstacles` stop the official print, warnings do not.

    `chain_head` is the SHA-256 over the audit chains of the class's pages.
    """

    school: str
    class_id: int
    class_name: str
    grade: int
    year_id: int
    school_year: str
    year_is_closed: bool
    class_teacher: str
    signers: tuple[tuple[str, str], ...]
    ledger: Ledger
    obstacles: tuple[str, ...]
    warnings: tuple[str, ...]
    chain_head: bytes = b""


@dataclass(frozen=True)
class LedgerClasses(Query[tuple[LedgerClass, ...]]):
    """Classes of a year whose ledger the person may see, in order of the file (domain 3.5)."""

    right: ClassVar = Right.SCHOOL_REPORTS_READ
    year_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return None

    @override
    def answer(self, session: JournalSession) -> tuple[LedgerClass, ...]:
        query = select(ClassGroupRow).filter_by(year_id=self.year_id)
        rows = session.scalars(query.order_by(ClassGroupRow.grade, ClassGroupRow.letter))
        actor = session.context.actor
        return tuple(
            LedgerClass(row.id, f"{row.grade}{row.letter}", row.grade)
            for row in rows
            if may(actor, Right.SCHOOL_REPORTS_READ, ClassTarget(row.id))
        )


@dataclass(frozen=True)
class LedgerOf(Query[LedgerSheet]):
    """The ledger of one class as it stands now."""

    right: ClassVar = Right.SCHOOL_REPORTS_READ
    class_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return ClassTarget(self.class_id)

    @override
    def answer(self, session: JournalSession) -> LedgerSheet:
        group = session.get(ClassGroupRow, self.class_id)
        school = session.scalars(select(SchoolRow)).first()
        if group is None or school is None:
            raise Invalid("Такого класса в базе нет. Обновите окно.")
        year = session.get_one(SchoolYearRow, group.year_id)
        ledger = _ledger(session, group, year)
        teacher = _class_teacher(session, group)
        closed = year.state in {YearState.CLOSED, YearState.ARCHIVED}
        return LedgerSheet(
            school=school.name,
            class_id=group.id,
            class_name=f"{group.grade}{group.letter}",
            grade=group.grade,
            year_id=year.id,
            school_year=year_title(year.first_year),
            year_is_closed=closed,
            class_teacher=_full_name(teacher),
            signers=(
                ("Классный руководитель", _signed(teacher)),
                ("Заместитель директора", signatory(session, Role.DEP, year).name),
                ("Директор", signatory(session, Role.DIR, year).name),
            ),
            ledger=ledger,
            obstacles=obstacles(ledger, year_is_closed=closed),
            warnings=warnings(ledger, last_lesson(session, group.id)),
            chain_head=class_chain_head(session, group.id),
        )


def _ledger(session: JournalSession, group: ClassGroupRow, year: SchoolYearRow) -> Ledger:
    terms = _terms(session, group.year_id)
    own = terms[group.scheme]
    subjects = _subjects(session, group, terms)
    ends = max((term.ends for term in own), default=date.max)
    members = ledger_members(session, group, year, ends)
    return fill(group.grade, own, subjects, members, _marks(session, group))


def _terms(session: JournalSession, year_id: int) -> dict[Scheme, tuple[Term, ...]]:
    found: dict[Scheme, list[Term]] = defaultdict(list)
    for row in term_rows(session, year_id):
        found[row.scheme].append(Term(row.id, row.number, row.title, row.begins, row.ends))
    return defaultdict(tuple, {scheme: tuple(terms) for scheme, terms in found.items()})


def _subjects(
    session: JournalSession, group: ClassGroupRow, terms: dict[Scheme, tuple[Term, ...]]
) -> list[LedgerSubject]:
    """Subjects of the study plan in its order, with who teaches and who studies them."""
    pages: dict[int, list[Any]] = defaultdict(list)
    for row in page_rows(session, group.id):
        pages[row[0].subject_id].append(row)
    members: dict[int, dict[int, list[Enrolled]]] = defaultdict(lambda: defaultdict(list))
    for subject, pupil, begins, ends in member_rows(session, group.id):
        members[subject][pupil].append(Enrolled(begins, ends))
    found = []
    for plan, title in plan_rows(session, group.id):
        own = pages[plan.subject_id]
        scheme = next((page.scheme for page, _ in own if page.scheme), None) or group.scheme
        studying = members[plan.subject_id]
        found.append(
            LedgerSubject(
                id=plan.subject_id,
                title=title,
                teacher=_teachers(own),
                terms=terms[scheme],
                hours=(plan.half_hours_1, plan.half_hours_2),
                whole=not own or any(page.subgroup_id is None for page, _ in own),
                members={pupil: tuple(days) for pupil, days in studying.items()},
            )
        )
    return found


def _teachers(pages: Sequence[Any]) -> str:
    """«Иванова М. П., Петров А. С.» of all who teach the pages."""
    people = {person.id: person for _, person in pages if person}
    names = (initials(one.surname, one.name, one.patronymic) for one in people.values())
    return ", ".join(name.replace(" ", "\u00a0") for name in names)


def _marks(session: JournalSession, group: ClassGroupRow) -> dict[Key, LedgerMark]:
    """Marks that stand; one of another class of the school is «elsewhere» like a foreign one."""
    found: dict[Key, LedgerMark] = {}
    for pupil, subject, period, kind, value, foreign, class_id in mark_rows(
        session, group.id, group.year_id
    ):
        if value:
            elsewhere = foreign or (class_id is not None and class_id != group.id)
            found[pupil, subject, period, kind] = LedgerMark(value, elsewhere)
    return found


def _class_teacher(session: JournalSession, group: ClassGroupRow) -> StaffRow | None:
    query = select(StaffRow).join(ClassTeacherRow, ClassTeacherRow.staff_id == StaffRow.id)
    query = query.where(ClassTeacherRow.class_id == group.id)
    return session.scalars(query.order_by(ClassTeacherRow.begins.desc())).first()


def _full_name(person: StaffRow | None) -> str:
    return f"{person.surname} {person.name} {person.patronymic}".strip() if person else ""


def _signed(person: StaffRow | None) -> str:
    return initials_first(person.surname, person.name, person.patronymic) if person else ""
