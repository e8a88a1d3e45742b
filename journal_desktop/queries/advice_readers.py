"""Who has read the advice of a class and who has not (R-5.3-03)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import and_, or_, select
from typing_extensions import override

from journal_desktop.access.policy import ClassTarget, Right, may
from journal_desktop.domain.russian import initials
from journal_desktop.queries.base import Query
from journal_desktop.queries.health_rows import SheetClass, class_pupils, sheet_class
from journal_desktop.store.rows.classes import (
    ClassTeacherRow,
    PageRow,
    SubgroupMemberRow,
)
from journal_desktop.store.rows.health import AdviceReadRow
from journal_desktop.store.rows.school import SubjectRow
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.rows.views import AdviceNotice, Teaching
from journal_desktop.store.session import JournalSession

LEADS = "классный руководитель"


@dataclass(frozen=True, slots=True)
class Reader:
    """A teacher of the class: of how many pupils there is advice, and how much of it was read.

    `unread` are the pupils; it is empty for who may not read the advice itself.
    """

    staff_id: int
    name: str
    subjects: str
    read: int
    total: int
    unread: tuple[int, ...] = ()

    @property
    def left(self) -> int:
        """How much is not read yet."""
        return self.total - self.read


@dataclass(frozen=True)
class AdviceReaders(Query[tuple[Reader, ...]]):
    """Teachers of a class with something to read, those who have not read first."""

    right: ClassVar = Right.ADVICE_READERS_READ
    class_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return ClassTarget(self.class_id)

    @override
    def answer(self, session: JournalSession) -> tuple[Reader, ...]:
        group = sheet_class(session, self.class_id)
        advice = notable_advice(session, group)
        read = _read_pairs(session, advice.values())
        open_ = may(session.context.actor, Right.ADVICE_READ, ClassTarget(self.class_id))
        readers = []
        for staff_id, (subjects, pupils) in _teachers(session, group).items():
            due = [pupil for pupil in advice if pupil in pupils]
            unread = tuple(pupil for pupil in due if (advice[pupil], staff_id) not in read)
            if due:
                told = unread if open_ else ()
                counts = (len(due) - len(unread), len(due))
                readers.append((staff_id, ", ".join(subjects), counts, told))
        names = _names(session, [reader[0] for reader in readers])
        made = [Reader(one, names[one], subjects, *n, told) for one, subjects, n, told in readers]
        return tuple(sorted(made, key=lambda reader: (-reader.left, reader.name)))


def notable_advice(session: JournalSession, group: SheetClass) -> dict[int, int]:
    """Advice in force that has something to read: pupil → advice id; no words are asked for."""
    pupils = [pupil.id for pupil in class_pupils(session, group)]
    row = AdviceNotice
    query = (
        select(row.pupil_id, row.id, row.notable)
        .where(row.pupil_id.in_(pupils), row.year_id == group.year_id, row.begins <= group.day)
        .order_by(row.begins, row.id)
    )
    last = {pupil: (advice, bool(notable)) for pupil, advice, notable in session.execute(query)}
    return {pupil: advice for pupil, (advice, notable) in last.items() if notable}


Teachers = Mapping[int, tuple[list[str], set[int]]]
"""Subjects and pupils by teacher."""


def _teachers(session: JournalSession, group: SheetClass) -> Teachers:
    everybody = {pupil.id for pupil in class_pupils(session, group)}
    found: dict[int, tuple[list[str], set[int]]] = defaultdict(lambda: ([], set()))
    for staff_id, subject, subgroup in session.execute(_taught(group.id, group.day)):
        subjects, pupils = found[staff_id]
        if subject not in subjects:
            subjects.append(subject)
        if subgroup is None:
            pupils |= everybody
        else:
            pupils |= everybody & set(session.scalars(_members(subgroup, group.day)))
    leads = select(ClassTeacherRow.staff_id).where(
        ClassTeacherRow.class_id == group.id, *_on(ClassTeacherRow, group.day)
    )
    for staff_id in session.scalars(leads):
        subjects, pupils = found[staff_id]
        subjects.insert(0, LEADS)
        pupils |= everybody
    return found


def _taught(class_id: int, day: date) -> Any:
    return (
        select(Teaching.staff_id, SubjectRow.title, PageRow.subgroup_id)
        .join(PageRow, PageRow.id == Teaching.page_id)
        .join(SubjectRow, SubjectRow.id == PageRow.subject_id)
        .where(PageRow.class_id == class_id, *_on(Teaching, day))
        .order_by(PageRow.position, PageRow.id)
    )


def _members(subgroup_id: int, day: date) -> Any:
    member = SubgroupMemberRow
    return select(member.pupil_id).where(member.subgroup_id == subgroup_id, *_on(member, day))


def _on(kind: Any, day: date) -> tuple[Any, ...]:
    return kind.begins <= day, or_(kind.ends.is_(None), kind.ends >= day)


def _read_pairs(session: JournalSession, advice: Any) -> frozenset[tuple[int, int]]:
    row = AdviceReadRow
    query = select(row.advice_id, row.staff_id).where(and_(row.advice_id.in_(list(advice))))
    return frozenset((found[0], found[1]) for found in session.execute(query))


def _names(session: JournalSession, staff: list[int]) -> dict[int, str]:
    row = StaffRow
    query = select(row.id, row.surname, row.name, row.patronymic).where(row.id.in_(staff))
    return {found[0]: initials(*found[1:]) for found in session.execute(query)}
