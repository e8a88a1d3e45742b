"""Pupils through the years: who is in which class from when to when, and by which order.

Source: R-3.1.1-02, domain reference 5.1 D, 8.7. Classes grow up; some pupils leave, others arrive.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final, NamedTuple

from journal_desktop.demo.calendar import YearCalendar
from journal_desktop.demo.dice import chance, dice, make_uid
from journal_desktop.demo.office import Office
from journal_desktop.demo.people import Family, FullName, Namer
from journal_desktop.demo.sheaf import Sheaf
from journal_desktop.demo.structure import SENIOR, SHOW_CLASS, ClassShape
from journal_desktop.demo.values_pupils import Enrolment, Pupil
from journal_desktop.domain.russian import sort_key
from journal_desktop.domain.vocabulary import EnrolmentEnd, OrderKind

_SHOW_SURNAMES: Final = (
    *("Ёлкин", "Петров-Водяной", "Шевченко", "Елисеев", "Емельянов", "Черных"),
    *("Белов-Ёлкин", "Ёжиков", "Цой", "Дубровский", "Седых"),
)
_GOES_ON: Final = -0.3
"""Ability above which a pupil stays for grade 10."""
_SETTLED: Final = 30
"""School days in which nobody comes or goes, except in the class that is shown."""
_MOVE_AFTER: Final = 40
_LEAVING_GRADES: Final = (9, 11)
_DAY = timedelta(days=1)
_ELSEWHERE: Final = (
    "г. Ачинск",
    "г. Абакан",
    "г. Канск",
    "г. Томск",
    "г. Новосибирск",
    "г. Минусинск",
)


@dataclass(frozen=True, slots=True)
class Person:
    """A pupil with the traits behind marks and absences.

    `ability` runs about -2 to 2, `frail` is illnesses per year, `truant` the share of lessons
    missed without a reason.
    """

    id: int
    name: FullName
    born: date
    family: Family
    ability: float
    frail: float
    truant: float

    @property
    def sort_key(self) -> str:
        """Place in the alphabetical list."""
        return sort_key(self.name.surname, self.name.name, self.name.patronymic)


class Place(NamedTuple):
    """A pupil in a class for days of one year, both included."""

    person: Person
    begins: date
    ends: date
    end_kind: EnrolmentEnd | None = None
    moved_to: str = ""


class ShowClass(NamedTuple):
    """The class that is shown: its cohort and how many pupils begin its years."""

    cohort: tuple[int, str]
    starts: int


@dataclass(frozen=True, slots=True)
class Term:
    """The year in which classes are filled; `until` is the last day that has happened."""

    calendar: YearCalendar
    until: date
    closed: bool
    class_ids: Mapping[ClassShape, int]


class Population:
    """All pupils the school ever had; `fill` goes from year to year."""

    def __init__(self, sheaf: Sheaf, office: Office, show: ShowClass) -> None:
        self._sheaf = sheaf
        self._show = show
        self._office = office
        self._namer = Namer(dice("pupils"))
        self._present: dict[tuple[int, str], list[Person]] = {}
        self.persons: list[Person] = []

    def fill(self, term: Term) -> dict[ClassShape, list[Place]]:
        """Pupils of every class of the year, in alphabetical order."""
        shapes = tuple(term.class_ids)
        starters = {shape: self._starters(shape) for shape in shapes}
        places = {shape: self._year_of(shape, starters[shape], term) for shape in shapes}
        self._move_one(places, term)
        for shape in shapes:
            places[shape].sort(key=lambda place: (place.person.sort_key, place.begins))
            for place in places[shape]:
                self._enrol(shape, place, term)
        self._present = {
            shape.cohort: [place.person for place in places[shape] if place.end_kind not in _GONE]
            for shape in shapes
        }
        return places

    def _starters(self, shape: ClassShape) -> list[Person]:
        rng = dice("start", shape)
        stayed = self._from_last_year(shape, rng)
        if shape.cohort == self._show.cohort:
            size = self._show.starts
        elif stayed:
            size = max(len(stayed), min(26, len(stayed) + 2))
        else:
            size = rng.randint(26, 30) if shape.grade < SENIOR else rng.randint(23, 27)
        while len(stayed) < size:
            stayed.append(self._newcomer(shape, len(stayed), rng))
        return stayed

    def _from_last_year(self, shape: ClassShape, rng: Random) -> list[Person]:
        if shape.grade != SENIOR:
            known = self._present.get(shape.cohort, [])
            staying = shape.cohort == self._show.cohort
            return [person for person in known if staying or not chance(rng, 0.02)]
        everyone = [
            person
            for letter in "АБВГ"
            for person in self._present.get((shape.cohort[0], letter), ())
            if person.ability > _GOES_ON
        ]
        mine = "АБ".index(shape.letter)
        return [person for number, person in enumerate(everyone) if number % 2 == mine][:27]

    def _newcomer(self, shape: ClassShape, number: int, rng: Random) -> Person:
        show = shape.cohort == self._show.cohort
        surname = _SHOW_SURNAMES[number] if show and number < len(_SHOW_SURNAMES) else ""
        family = self._namer.family(surname)
        year = shape.first_year - shape.grade - 6
        born = date(year, 9, 15) + rng.randrange(365) * _DAY
        name = family.child
        row = self._sheaf.put(
            Pupil,
            make_uid(rng),
            name.surname,
            name.name,
            name.patronymic,
            sort_key(name.surname, name.name, name.patronymic),
            name.sex,
            born,
            f"{name.surname[0]}-{shape.first_year - 2000}{len(self.persons) % 1000:03}",
        )
        truant = max(0.0, rng.gauss(0.002, 0.005)) + (0.04 if chance(rng, 0.02) else 0.0)
        frail = rng.uniform(0.6, 3.4)
        person = Person(row.id, name, born, family, rng.gauss(0, 1), frail, truant)
        self.persons.append(person)
        return person

    def _year_of(self, shape: ClassShape, starters: Sequence[Person], term: Term) -> list[Place]:
        rng = dice("moves", shape)
        begins = term.calendar.begins
        places = [Place(person, begins, *_end(shape, term)) for person in starters]
        is_show = (shape.grade, shape.letter) == SHOW_CLASS and not term.closed
        leaves = is_show or (shape.cohort != self._show.cohort and chance(rng, 0.35))
        days = [day for day in term.calendar.days(shape.grade) if day <= term.until]
        if leaves and len(days) > _SETTLED:
            number = rng.randrange(len(_SHOW_SURNAMES), len(places))
            last = days[rng.randrange(20, 30 if is_show else len(days) - 1)]
            places[number] = places[number]._replace(ends=last, end_kind=EnrolmentEnd.LEFT)
        arrives = is_show or (shape.cohort != self._show.cohort and chance(rng, 0.3))
        if arrives and len(days) > _SETTLED:
            first = days[rng.randrange(15, 28 if is_show else len(days) - 1)]
            newcomer = self._newcomer(shape, len(_SHOW_SURNAMES), rng)
            places.append(Place(newcomer, first, *_end(shape, term)))
        return places

    def _move_one(self, places: dict[ClassShape, list[Place]], term: Term) -> None:
        """A pupil of 7Б goes over to 7А in the open year."""
        by_title = {shape.title: shape for shape in places}
        source, target = by_title.get("7Б"), by_title.get("7А")
        days = [day for day in term.calendar.days(7) if day <= term.until]
        if term.closed or source is None or target is None or len(days) <= _MOVE_AFTER + 1:
            return
        last, first = days[_MOVE_AFTER], days[_MOVE_AFTER + 1]
        number = next(n for n, place in enumerate(places[source]) if place.end_kind is None)
        place = places[source][number]
        places[source][number] = place._replace(
            ends=last, end_kind=EnrolmentEnd.MOVED, moved_to="7А"
        )
        places[target].append(place._replace(begins=first, moved_to=""))

    def _enrol(self, shape: ClassShape, place: Place, term: Term) -> None:
        name, office = place.person.name, self._office
        who = f"{name.surname} {name.name} {name.patronymic}"
        late = place.begins > term.calendar.begins
        came, source = None, ""
        if late:
            source = dice("from", place.person.id).choice(_ELSEWHERE)
            title = f"О зачислении в {shape.title} класс: {who}"
            came = office.order(OrderKind.ENROLMENT, place.begins - _DAY, title)
        elif shape.grade in (1, SENIOR):
            title = f"О зачислении в {shape.grade} класс"
            came = office.order(OrderKind.ENROLMENT, term.calendar.begins - _DAY, title)
        left, target = self._leave(shape, place, who, term)
        last = place.ends if place.end_kind is not None else None
        self._sheaf.put(
            Enrolment,
            place.person.id,
            term.class_ids[shape],
            place.begins,
            last,
            place.end_kind,
            came,
            source,
            left,
            target,
        )

    def _leave(
        self, shape: ClassShape, place: Place, who: str, term: Term
    ) -> tuple[int | None, str]:
        """The order that ends a place and where the pupil goes."""
        if place.end_kind is None:
            return None, ""
        office = self._office
        if place.end_kind is EnrolmentEnd.LEFT:
            title = f"Об отчислении из {shape.title} класса: {who}"
            where = dice("to", place.person.id).choice(_ELSEWHERE)
            return office.order(OrderKind.DEPARTURE, place.ends - _DAY, title), where
        if place.end_kind is EnrolmentEnd.MOVED:
            title = f"О переводе из {shape.title} в {place.moved_to} класс: {who}"
            return office.order(OrderKind.MOVE, place.ends, title), place.moved_to
        return transfer_order(office, term.calendar, place.end_kind), ""


_GONE: Final = (EnrolmentEnd.LEFT, EnrolmentEnd.MOVED)


def transfer_order(office: Office, calendar: YearCalendar, kind: EnrolmentEnd) -> int:
    """The year's order on transfer or on completion of school."""
    if kind is EnrolmentEnd.GRADUATED:
        day = date(calendar.first_year + 1, 6, 26)
        return office.order(OrderKind.TRANSFER, day, "О выпуске обучающихся 9 и 11 классов")
    return office.order(OrderKind.TRANSFER, calendar.ends, "О переводе обучающихся")


def _end(shape: ClassShape, term: Term) -> tuple[date, EnrolmentEnd | None]:
    """The last day in the class and why, when nothing happens during the year."""
    year = term.calendar.first_year + 1
    if not term.closed:
        return date(year, 8, 31), None
    if shape.grade in _LEAVING_GRADES:
        return date(year, 6, 26), EnrolmentEnd.GRADUATED
    return date(year, 8, 31), EnrolmentEnd.PROMOTED
