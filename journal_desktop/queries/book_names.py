"""Names of a class for the forms of its bound journal that are filled in by hand.

Source: domain 2.2 rows 11, 12, 14.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import ClassVar

from typing_extensions import override

from journal_desktop.access.policy import ClassTarget, Right
from journal_desktop.queries.base import Query
from journal_desktop.queries.class_rows import enrolment_rows
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class ClassMember:
    """A pupil: «Абрамова Дарья», and with the patronymic."""

    name: str
    full_name: str


@dataclass(frozen=True)
class NamesOfClass(Query[tuple[ClassMember, ...]]):
    """Everybody who was in the class, by alphabet; departed ones stay."""

    right: ClassVar = Right.PUPIL_NAMES_READ
    class_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return ClassTarget(self.class_id)

    @override
    def answer(self, session: JournalSession) -> tuple[ClassMember, ...]:
        rows = groupby(enrolment_rows(session, self.class_id), itemgetter(0, 1, 2, 3))
        return tuple(
            ClassMember(f"{surname} {name}", f"{surname} {name} {patronymic}".strip())
            for (_, surname, name, patronymic), _ in rows
        )
