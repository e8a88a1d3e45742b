"""Match a list of pupils to those the journal knows, and say what stands in the way.

Source: R-1.5-01; domain 5.1 D (a pupil is in one class at a time, a move needs an order).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import or_, select
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.domain.cells import short_day
from journal_desktop.domain.errors import Invalid
from journal_desktop.queries.base import Query
from journal_desktop.queries.pupil_values import NewPupil
from journal_desktop.queries.timetable_values import ClassKey, told_key
from journal_desktop.store.rows.classes import ClassGroupRow
from journal_desktop.store.rows.pupils import EnrolmentRow, PupilRow
from journal_desktop.store.rows.school import SchoolYearRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class PupilProblem:
    """Why a pupil cannot be taken in; `index` is their place in the list, None for all of it."""

    text: str
    index: int | None = None

    @override
    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Roster:
    """The list beside what the journal has.

    `found` holds for each row the id of the pupil or None, `to_enrol` the places of the rows whose
    pupil is not in the class yet, `unknown` the classes the year has not got.
    """

    rows: tuple[NewPupil, ...]
    begins: date
    classes: Mapping[ClassKey, int]
    unknown: tuple[ClassKey, ...]
    found: tuple[int | None, ...]
    to_enrol: tuple[int, ...]
    faults: tuple[PupilProblem, ...]

    def problems(self, *, create_missing: bool) -> tuple[PupilProblem, ...]:
        """Everything that stands in the way; () when nothing does."""
        if create_missing or not self.unknown:
            return self.faults
        names = "; ".join(key.title for key in self.unknown)
        return (PupilProblem(f"в журнале нет классов: {names}"), *self.faults)

    def first_day(self, index: int) -> date:
        """When the pupil begins in the class: from the day given, later if they came later."""
        return max(self.rows[index].enrolled or self.begins, self.begins)


@dataclass(frozen=True)
class RosterOf(Query[Roster]):
    """How a list of pupils would be taken in."""

    right: ClassVar = Right.PUPILS_WRITE
    year_id: int
    begins: date
    rows: tuple[NewPupil, ...]

    @override
    def answer(self, session: JournalSession) -> Roster:
        return match_pupils(session, self.year_id, self.begins, self.rows)


def match_pupils(
    session: JournalSession, year_id: int, begins: date, rows: Sequence[NewPupil]
) -> Roster:
    """The same for a command, in its own transaction.

    Raises:
        Invalid: there is no such year, or the day lies outside it.
    """
    year = session.get(SchoolYearRow, year_id)
    if year is None:
        raise Invalid("Такого учебного года в журнале нет. Заведите его на вкладке «Школа».")
    if not year.begins <= begins <= year.ends:
        raise Invalid(
            f"День начала {short_day(begins)} вне учебного года: укажите день "
            f"с {short_day(year.begins)} по {short_day(year.ends)}."
        )
    classes = _classes(session, year_id)
    known = _known(session, rows)
    stays = _stays(session, year_id, begins)
    faults: list[PupilProblem] = list(_repeated(rows))
    found: list[int | None] = []
    to_enrol: list[int] = []
    for index, new in enumerate(rows):
        ids = known.get(_key(new.surname, new.name, new.patronymic, new.born), [])
        found.append(ids[0] if ids else None)
        here = stays.get(ids[0], ()) if ids else ()
        faults += _in_the_way(index, new, ids, here, year.ends)
        if new.class_key not in [key for key, _ in here]:
            to_enrol.append(index)
    unknown = {new.class_key for new in rows} - classes.keys()
    return Roster(
        tuple(rows),
        begins,
        classes,
        tuple(sorted(unknown)),
        tuple(found),
        tuple(to_enrol),
        tuple(faults),
    )


Stay = tuple[ClassKey, date]
"""A class and the first day in it."""


def _in_the_way(
    index: int, new: NewPupil, ids: Sequence[int], here: Iterable[Stay], last: date
) -> Iterable[PupilProblem]:
    who = f"{new.full_name}, {short_day(new.born)}"
    if len(ids) > 1:
        text = f"{who}: в журнале несколько учеников с таким ФИО и датой рождения"
        yield PupilProblem(text, index)
    others = [key.title for key, _ in here if key != new.class_key]
    if others:
        yield PupilProblem(
            f"{who}: уже учится в {', '.join(others)}, для перевода в {new.class_key.title} "
            "нужен приказ о переводе",
            index,
        )
    if new.enrolled is not None and new.enrolled > last:
        text = f"{who}: дата зачисления {short_day(new.enrolled)} позже конца учебного года"
        yield PupilProblem(text, index)


def _repeated(rows: Sequence[NewPupil]) -> Iterable[PupilProblem]:
    seen: set[tuple[str, date]] = set()
    for index, new in enumerate(rows):
        key = _key(new.surname, new.name, new.patronymic, new.born)
        if key in seen:
            text = f"{new.full_name}, {short_day(new.born)}: есть в списке дважды"
            yield PupilProblem(text, index)
        seen.add(key)


def _classes(session: JournalSession, year_id: int) -> dict[ClassKey, int]:
    group = ClassGroupRow
    query = select(group.grade, group.letter, group.id).filter_by(year_id=year_id)
    return {ClassKey(row[0], row[1]): row[2] for row in session.execute(query)}


def _known(session: JournalSession, rows: Sequence[NewPupil]) -> dict[tuple[str, date], list[int]]:
    """Ids of the school's pupils by name and birth date, of the years the list speaks of."""
    pupil = PupilRow
    days = sorted(new.born for new in rows)
    query = select(pupil.id, pupil.surname, pupil.name, pupil.patronymic, pupil.born)
    if days:
        query = query.where(pupil.born.between(days[0], days[-1]))
    found: dict[tuple[str, date], list[int]] = defaultdict(list)
    for pupil_id, surname, name, patronymic, born in session.execute(query.order_by(pupil.id)):
        found[_key(surname, name, patronymic, born)].append(pupil_id)
    return found


def _stays(session: JournalSession, year_id: int, begins: date) -> dict[int, list[Stay]]:
    """Classes of the year each pupil is in on the day or later."""
    group, stay = ClassGroupRow, EnrolmentRow
    query = (
        select(stay.pupil_id, group.grade, group.letter, stay.begins)
        .join(group, group.id == stay.class_id)
        .where(group.year_id == year_id, or_(stay.ends.is_(None), stay.ends >= begins))
    )
    found: dict[int, list[Stay]] = defaultdict(list)
    for pupil_id, grade, letter, first in session.execute(query):
        found[pupil_id].append((ClassKey(grade, letter), first))
    return found


def _key(surname: str, name: str, patronymic: str, born: date) -> tuple[str, date]:
    return (told_key(f"{surname} {name} {patronymic}"), born)
