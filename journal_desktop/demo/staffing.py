"""Who teaches what: teachers keep their classes, loads stay between half a post and 32 hours.

Source: domain reference 8.7 (a teacher for every subgroup), 0.2 (roles).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Final, NamedTuple

from journal_desktop.demo.dice import dice, make_uid
from journal_desktop.demo.people import FullName, Namer, make_login, make_password
from journal_desktop.demo.sheaf import Sheaf
from journal_desktop.demo.structure import PRIMARY, ClassShape, is_divided, plan_of, speciality_of
from journal_desktop.demo.values_school import Room, Staff
from journal_desktop.demo.words import table
from journal_desktop.domain.russian import initials, sort_key
from journal_desktop.domain.vocabulary import Sex

MEAN_LOAD: Final = 50
"""Half hours per week a post is planned for."""
FULL_LOAD: Final = 60
DEPUTY_LOAD: Final = 20
_ROOMS: Final = {
    "sport": ("Большой спортзал", "Малый спортзал", "Зал гимнастики", "Стадион", "Лыжная база"),
    "tech": ("Мастерская по дереву", "Кабинет технологии", "Мастерская по металлу", "Каб. 103"),
}
_WOMEN: Final = {"primary": 0.97, "sport": 0.5, "tech": 0.5, "obzr": 0.0, "inf": 0.5, "phys": 0.6}


@dataclass(slots=True)
class Worker:
    """A member of staff; `load` is this year's half hours per week, at most `most`."""

    id: int
    name: FullName
    position: str
    roles: tuple[str, ...]
    login: str
    password: str
    speciality: str = ""
    most: int = 0
    room_id: int | None = None
    load: int = 0
    classes: Counter[tuple[int, str]] = field(default_factory=Counter)

    @property
    def short_name(self) -> str:
        """«Иванова М. П.»."""
        return initials(self.name.surname, self.name.name, self.name.patronymic)


class Duty(NamedTuple):
    """One subject for a class or subgroup (`group` 0 is the whole class)."""

    shape: ClassShape
    subject: str
    group: int
    half_hours: int


class Bundle(NamedTuple):
    """Duties that one teacher takes together."""

    shape: ClassShape
    speciality: str
    group: int
    duties: tuple[Duty, ...]

    @property
    def half_hours(self) -> int:
        """Half hours per week of all duties."""
        return sum(duty.half_hours for duty in self.duties)


def bundles_of(sizes: Mapping[ClassShape, int]) -> list[Bundle]:
    """What has to be taught in a year; `sizes` is the number of pupils by class."""
    found: dict[tuple[ClassShape, str, int], list[Duty]] = {}
    for shape, pupils in sizes.items():
        for line in plan_of(shape):
            groups = (1, 2) if is_divided(line.subject, shape.grade, pupils) else (0,)
            for group in groups:
                key = (shape, speciality_of(line.subject, shape.grade), group)
                found.setdefault(key, []).append(Duty(shape, line.subject, group, line.half_hours))
    return [Bundle(*key, tuple(duties)) for key, duties in found.items()]


class Personnel:
    """The staff of all years and, year by year, their loads."""

    def __init__(self, sheaf: Sheaf, years: Iterable[Mapping[ClassShape, int]]) -> None:
        self._sheaf = sheaf
        self._namer = Namer(dice("staff"))
        self._logins: set[str] = set()
        self._last: dict[tuple[tuple[int, str], str, int], Worker] = {}
        self._leading: dict[tuple[int, str], Worker] = {}
        self.workers: list[Worker] = []
        self._hire(_needed(years))

    def assign(self, sizes: Mapping[ClassShape, int]) -> dict[Duty, Worker]:
        """The teacher of every duty of a year; last year's teacher goes on where possible."""
        for worker in self.workers:
            worker.load = 0
            worker.classes.clear()
        bundles = sorted(bundles_of(sizes), key=lambda bundle: -bundle.half_hours)
        chosen: dict[tuple[tuple[int, str], str, int], Worker] = {}
        duties: dict[Duty, Worker] = {}
        for bundle in bundles:
            key = (bundle.shape.cohort, bundle.speciality, bundle.group)
            other = chosen.get((*key[:2], 3 - bundle.group)) if bundle.group else None
            worker = self._choose(bundle, self._last.get(key), other)
            chosen[key] = worker
            worker.load += bundle.half_hours
            worker.classes[bundle.shape.cohort] += bundle.half_hours
            duties |= dict.fromkeys(bundle.duties, worker)
        self._last = chosen
        return duties

    def class_teachers(self, shapes: Sequence[ClassShape]) -> dict[ClassShape, Worker]:
        """A class teacher for every class, at most one class per person."""
        found: dict[ClassShape, Worker] = {}
        busy: set[int] = set()
        kept = {shape: self._leading.get(shape.cohort) for shape in shapes}
        for shape in sorted(shapes, key=lambda shape: (kept[shape] is None, shape.grade)):
            worker = kept[shape]
            if worker is None or worker.id in busy or not worker.classes[shape.cohort]:
                worker = self._leader(shape, busy)
            busy.add(worker.id)
            found[shape] = worker
        self._leading = {shape.cohort: worker for shape, worker in found.items()}
        return found

    def with_role(self, role: str) -> Worker:
        """The first person with that role."""
        return next(worker for worker in self.workers if role in worker.roles)

    def _leader(self, shape: ClassShape, busy: set[int]) -> Worker:
        free = [worker for worker in self.workers if worker.id not in busy and _may_lead(worker)]
        return max(free, key=lambda worker: (worker.classes[shape.cohort], -worker.id))

    def _choose(self, bundle: Bundle, before: Worker | None, other: Worker | None) -> Worker:
        def fits(worker: Worker) -> bool:
            return worker is not other and worker.load + bundle.half_hours <= worker.most

        if before is not None and fits(before):
            return before
        able = [worker for worker in self.workers if worker.speciality == bundle.speciality]
        free = [worker for worker in able if fits(worker)]
        if free:
            return min(free, key=lambda one: (one.load / one.most, -one.most, one.id))
        spare = [worker for worker in able if worker is not other]
        return min(spare, key=lambda worker: (worker.load, worker.id))

    def _hire(self, needed: Mapping[str, int]) -> None:
        staff = table("staff")
        for post in staff["post"]:
            most = DEPUTY_LOAD if "teaches" in post else 0
            sex = Sex.FEMALE if post["sex"] == "f" else Sex.MALE
            self._add(post["title"], tuple(post["roles"]), sex, (post.get("teaches", ""), most))
        for speciality, title in staff["speciality"].items():
            for number in range(needed.get(speciality, 0)):
                rng = dice("sex", speciality, number)
                sex = Sex.FEMALE if rng.random() < _WOMEN.get(speciality, 0.9) else Sex.MALE
                self._add(title, ("ST",), sex, (speciality, FULL_LOAD))

    def _add(self, title: str, roles: tuple[str, ...], sex: Sex, teaches: tuple[str, int]) -> None:
        name = self._namer.person(sex)
        rng = dice("worker", len(self.workers))
        row = self._sheaf.put(
            Staff,
            make_uid(rng),
            name.surname,
            name.name,
            name.patronymic,
            sort_key(name.surname, name.name, name.patronymic),
            sex,
            title,
        )
        login = make_login(name, self._logins)
        worker = Worker(row.id, name, title, roles, login, make_password(rng), *teaches)
        worker.room_id = self._room(worker)
        self.workers.append(worker)

    def _room(self, worker: Worker) -> int | None:
        """A room of one's own, so that rooms never clash before teachers do."""
        if not worker.speciality:
            return None
        same = sum(known.speciality == worker.speciality for known in self.workers)
        names = _ROOMS.get(worker.speciality, ())
        number = len(self._sheaf.rows(Room))
        title = (
            names[same] if same < len(names) else f"Каб. {200 + 100 * (number // 20) + number % 20}"
        )
        return self._sheaf.put(Room, title, "Главный корпус").id


def _may_lead(worker: Worker) -> bool:
    return worker.roles == ("ST",) and worker.speciality not in ("", "obzr")


def _needed(years: Iterable[Mapping[ClassShape, int]]) -> dict[str, int]:
    """Teachers by speciality so that the fullest year can be taught."""
    most: Counter[str] = Counter()
    for sizes in years:
        hours: Counter[str] = Counter()
        for bundle in bundles_of(sizes):
            hours[bundle.speciality] += bundle.half_hours
        primary = sum(shape.grade <= PRIMARY for shape in sizes)
        hours["primary"] = primary * MEAN_LOAD
        most |= hours
    return {name: max(ceil(total / MEAN_LOAD), _least(name)) for name, total in most.items()}


def _least(speciality: str) -> int:
    return 2 if speciality in ("eng", "inf", "tech") else 1
