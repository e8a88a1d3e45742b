"""General data on the pupils of a class for its bound journal.

Source: domain 2.2 row 6, 9.2, R-1.9-01. Two statements whatever the number of pupils, three with
addresses and telephones, which are not even read where minimal data is printed (152-ФЗ).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, ClassVar, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased
from typing_extensions import override

from journal_desktop.access.policy import ClassTarget, Right
from journal_desktop.domain.russian import short_date
from journal_desktop.domain.vocabulary import EnrolmentEnd, Sex
from journal_desktop.queries.base import Query
from journal_desktop.queries.membership import still
from journal_desktop.store.rows.classes import ClassGroupRow
from journal_desktop.store.rows.pupils import (
    EnrolmentRow,
    GuardianRow,
    GuardianshipRow,
    PupilCardRow,
    PupilRow,
)
from journal_desktop.store.rows.school import OrderRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class BookStay:
    """Days in the class; `ends` is None while the pupil is there and at an ordinary year's end.

    Orders are told as «пр. № 45-у от 11.09.2025», "" without one.
    """

    begins: date
    arrival_order: str
    arrived_from: str
    ends: date | None
    end_kind: EnrolmentEnd | None
    departure_order: str
    departed_to: str


@dataclass(frozen=True, slots=True)
class BookGuardian:
    """A parent or other legal representative; workplace and phone are "" with minimal data."""

    name: str
    relation: str
    workplace: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class BookPupil:
    """A pupil who is or was in the class; address and phone are "" with minimal data."""

    id: int
    full_name: str
    file_number: str
    born: date
    sex: Sex
    stays: tuple[BookStay, ...]
    guardians: tuple[BookGuardian, ...]
    address: str = ""
    phone: str = ""


class _Stay(NamedTuple):
    """One enrolment of the class's pupils in any class of the year."""

    pupil: int
    surname: str
    name: str
    patronymic: str
    file_number: str
    born: date
    sex: Sex
    class_id: int
    grade: int
    letter: str
    begins: date
    ends: date | None
    end_kind: EnrolmentEnd | None
    arrived_from: str
    departed_to: str
    arrival_number: str | None
    arrival_day: date | None
    departure_number: str | None
    departure_day: date | None

    @property
    def class_name(self) -> str:
        return f"{self.grade}{self.letter}"


@dataclass(frozen=True)
class PupilsOfBook(Query[tuple[BookPupil, ...]]):
    """Everybody who was in the class, by alphabet; departed ones stay."""

    right: ClassVar = Right.CONTACTS_READ
    class_id: int
    minimal: bool

    @override
    def target(self, session: JournalSession) -> object:
        return ClassTarget(self.class_id)

    @override
    def answer(self, session: JournalSession) -> tuple[BookPupil, ...]:
        rows = (_Stay(*row) for row in session.execute(_stays(self.class_id)))
        stays = {pupil: list(own) for pupil, own in groupby(rows, lambda row: row.pupil)}
        guardians = self._guardians(session, stays)
        contacts = {} if self.minimal else _contacts(session, stays)
        return tuple(
            _pupil(
                [*_in_class(own, self.class_id)],
                own[0],
                tuple(guardians.get(pupil, ())),
                contacts.get(pupil, ("", "")),
            )
            for pupil, own in stays.items()
        )

    def _guardians(
        self, session: JournalSession, pupils: Iterable[int]
    ) -> Mapping[int, Sequence[BookGuardian]]:
        bond, person = GuardianshipRow, GuardianRow
        columns: list[Any] = [bond.pupil_id, bond.relation]
        columns += [person.surname, person.name, person.patronymic]
        if not self.minimal:
            columns += [person.workplace, person.phone]
        query = (
            select(*columns)
            .join(person, person.id == bond.guardian_id)
            .where(bond.pupil_id.in_(list(pupils)), bond.is_legal.is_(True))
            .order_by(bond.pupil_id, bond.id)
        )
        found: dict[int, list[BookGuardian]] = defaultdict(list)
        for pupil, relation, surname, name, patronymic, *contacts in session.execute(query):
            full = " ".join(filter(None, (surname, name, patronymic)))
            found[pupil].append(BookGuardian(full, relation, *contacts))
        return found


def _contacts(session: JournalSession, pupils: Iterable[int]) -> dict[int, tuple[str, str]]:
    card = PupilCardRow
    query = select(card.pupil_id, card.address, card.phone).where(card.pupil_id.in_(list(pupils)))
    return {pupil: (address, phone) for pupil, address, phone in session.execute(query)}


def _stays(class_id: int) -> Select[*tuple[Any, ...]]:
    pupil, stay, group = PupilRow, EnrolmentRow, ClassGroupRow
    arrival, departure = aliased(OrderRow), aliased(OrderRow)
    year = select(group.year_id).where(group.id == class_id).scalar_subquery()
    ours = select(stay.pupil_id).where(stay.class_id == class_id)
    return (
        select(
            pupil.id,
            pupil.surname,
            pupil.name,
            pupil.patronymic,
            pupil.file_number,
            pupil.born,
            pupil.sex,
            group.id,
            group.grade,
            group.letter,
            stay.begins,
            stay.ends,
            stay.end_kind,
            stay.arrived_from,
            stay.departed_to,
            arrival.number,
            arrival.day,
            departure.number,
            departure.day,
        )
        .join(stay, stay.pupil_id == pupil.id)
        .join(group, group.id == stay.class_id)
        .outerjoin(arrival, arrival.id == stay.arrival_order_id)
        .outerjoin(departure, departure.id == stay.departure_order_id)
        .where(group.year_id == year, pupil.id.in_(ours))
        .order_by(pupil.sort_key, pupil.id, stay.begins, stay.id)
    )


def _in_class(stays: Sequence[_Stay], class_id: int) -> Iterator[BookStay]:
    """Stays in the class; who came from or went to another class of the school has it named."""
    padded: list[_Stay | None] = [None, *stays, None]
    for before, stay, after in zip(padded, stays, padded[2:], strict=False):
        if stay.class_id != class_id:
            continue
        moved_here = before is not None and before.class_id != class_id
        moves = stay.end_kind is EnrolmentEnd.MOVED
        yield BookStay(
            begins=stay.begins,
            arrival_order=_order(stay.arrival_number, stay.arrival_day),
            arrived_from=stay.arrived_from or (before.class_name if before and moved_here else ""),
            ends=still(stay.ends),
            end_kind=stay.end_kind,
            departure_order=_order(stay.departure_number, stay.departure_day),
            departed_to=stay.departed_to or (after.class_name if after and moves else ""),
        )


def _order(number: str | None, day: date | None) -> str:
    return f"пр. № {number} от {short_date(day, year=True)}" if number and day else ""


def _pupil(
    stays: Sequence[BookStay],
    row: _Stay,
    guardians: tuple[BookGuardian, ...],
    contacts: tuple[str, str],
) -> BookPupil:
    address, phone = contacts
    return BookPupil(
        id=row.pupil,
        full_name=" ".join(filter(None, (row.surname, row.name, row.patronymic))),
        file_number=row.file_number,
        born=row.born,
        sex=row.sex,
        stays=tuple(stays),
        guardians=guardians,
        address=address,
        phone=phone,
    )
