"""Classes of a year to choose from, with what the person is to each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import ClassTarget, Right, may
from journal_desktop.queries.base import Query
from journal_desktop.queries.class_attendance import class_pupils
from journal_desktop.queries.pages import substituted_pages
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class ClassItem:
    """A class; `leads` when the person is its class teacher, `whole` when all of it may be read."""

    class_id: int
    title: str
    grade: int
    leads: bool
    whole: bool
    teaches: bool


@dataclass(frozen=True, slots=True)
class PupilItem:
    """A pupil who is or was in the class; `note` says when he left."""

    id: int
    name: str
    note: str


@dataclass(frozen=True)
class PupilsOfClass(Query[tuple[PupilItem, ...]]):
    """Everybody who is or was in a class, by name."""

    right: ClassVar = Right.PUPIL_NAMES_READ
    class_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return ClassTarget(self.class_id)

    @override
    def answer(self, session: JournalSession) -> tuple[PupilItem, ...]:
        found = class_pupils(session, self.class_id)
        return tuple(PupilItem(pupil.id, pupil.name, pupil.note) for pupil in found)


@dataclass(frozen=True)
class ClassesOf(Query[tuple[ClassItem, ...]]):
    """Classes of a year in order; names of classes are known to all staff (domain 9.2)."""

    right: ClassVar = Right.SCHOOL_READ
    year_id: int

    @override
    def answer(self, session: JournalSession) -> tuple[ClassItem, ...]:
        actor, group = session.context.actor, ClassGroupRow
        pages = {*actor.pages, *substituted_pages(session)}
        taught = select(PageRow.class_id).where(
            PageRow.id.in_(pages), PageRow.class_id.is_not(None)
        )
        mine = set(session.scalars(taught.distinct()).all())
        query = select(group.id, group.grade, group.letter).where(group.year_id == self.year_id)
        return tuple(
            ClassItem(
                class_id,
                f"{grade}{letter}",
                grade,
                class_id in actor.classes,
                may(actor, Right.JOURNAL_READ, ClassTarget(class_id)),
                class_id in mine,
            )
            for class_id, grade, letter in session.execute(
                query.order_by(group.grade, group.letter)
            )
        )
