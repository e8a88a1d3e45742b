"""Health sheets of the demonstration school: heights, groups, advice, seats, counts.

Source: R-5.3-01…-03; domain reference 2.4. Closed values are sealed where a medical key is given;
without one they are left out. Everything but the nonce of a box repeats.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, time, timedelta
from random import Random
from typing import Final, NamedTuple

from journal_desktop.demo import values_pupils as rows
from journal_desktop.demo.dice import chance, dice
from journal_desktop.demo.population import Person, Place
from journal_desktop.demo.structure import SHOW_CLASS, ClassShape
from journal_desktop.demo.yearbook import YearBook, moment, subject_id
from journal_desktop.domain.health import (
    CONDITIONS,
    FURNITURE,
    Closed,
    HealthGroup,
    PeGroup,
    furniture_for,
)
from journal_desktop.domain.health_counts import counted_groups, counts_text
from journal_desktop.domain.vocabulary import OrderKind
from journal_desktop.store.medical import MedicalKey

_DAY: Final = timedelta(days=1)
_NOON: Final = time(12, 0)
_SHOWN: Final = f"{SHOW_CLASS[0]}{SHOW_CLASS[1]}"
_ORDERS: Final = {
    "health": (tuple(group.value for group in HealthGroup), 3),
    "pe": (tuple(group.value for group in PeGroup), 3),
    "furniture": (tuple(str(size.number) for size in FURNITURE), 1),
}


class Said(NamedTuple):
    """What was written of one pupil, for counting."""

    health: str
    pe: str
    furniture: str


class Medic(NamedTuple):
    """Who writes the sheets, and the key that seals what only medical workers read."""

    staff_id: int
    key: MedicalKey | None = None


def write_health(book: YearBook, medic: Medic) -> frozenset[int]:
    """Health sheets of a year; gives the pupils exempt from physical education.

    Every class but the last is declared filled within the first days of September.
    """
    exempt, told = set(), defaultdict[str, list[Said]](list)
    shapes = list(book.places)
    for shape, places in book.places.items():
        said = []
        for number, place in enumerate(places):
            one = _write_pupil(book, shape, place, (number, medic))
            said.append(one)
            if one.pe == PeGroup.EXEMPT.value:
                exempt.add(place.person.id)
        if shape != shapes[-1] or len(shapes) == 1:
            day = book.calendar.begins + 8 * _DAY
            if day <= book.until:
                class_id, at = book.class_ids[shape], moment(day, _NOON, 0)
                book.sheaf.put(rows.HealthFilled, class_id, day, medic.staff_id, at)
                scopes = (f"class:{class_id}", f"grade:{shape.grade}", "school")
                for scope in scopes:
                    told[scope] += said
    _write_counts(book, medic, told)
    return frozenset(exempt)


def _write_counts(book: YearBook, medic: Medic, told: dict[str, list[Said]]) -> None:
    day = book.calendar.begins + 8 * _DAY
    for scope, said in told.items():
        for kind, (order, least) in _ORDERS.items():
            if kind == "health" and medic.key is None:
                continue
            counts = counted_groups([getattr(one, kind) for one in said], order, least)
            text = counts_text(counts)
            put = book.sheaf.put
            put(rows.HealthCount, book.year_id, scope, kind, text, day, medic.staff_id)


def _write_pupil(book: YearBook, shape: ClassShape, place: Place, seat: tuple[int, Medic]) -> Said:
    """The sheet, the advice and the PE group of one pupil."""
    number, medic = seat
    rng = dice("health", place.person.id, book.calendar.first_year)
    begins = max(place.begins, book.calendar.begins) + rng.randrange(3, 9) * _DAY
    key = (place.person.id, book.year_id, begins)
    height = round((1130 + 58 * shape.grade + rng.gauss(0, 50)) / 10) * 10
    said = _advice(rng)
    health = rng.choices(tuple(HealthGroup), (22, 55, 19, 3, 1))[0]
    pe = rng.choices(tuple(PeGroup), (80, 15, 4, 1, 0))[0]
    sealed = None
    if medic.key is not None:
        sealed = medic.key.seal(Closed(health).to_bytes(), place.person.id)
    book.sheaf.put(rows.HealthSheet, *key, begins, height, sealed, medic.staff_id)
    _write_advice(book, shape, key, (height, number, medic.staff_id), said)
    steady = dice("exempt", place.person.id)
    starts = place.begins == book.calendar.begins
    if starts and chance(steady, 0.02 if shape.title != _SHOWN else 0.06):
        pe = PeGroup.EXEMPT
        _exempt(book, place.person, medic.staff_id)
    else:
        book.sheaf.put(rows.PeGroup, *key, None, pe.value, medic.staff_id)
    return Said(health.value, pe.value, str(furniture_for(height)))


def _write_advice(
    book: YearBook,
    shape: ClassShape,
    key: tuple[int, int, date],
    seat: tuple[int, int, int],
    said: Sequence[str],
) -> None:
    """Desk and seat of everybody; words for some, which the class teacher has read."""
    height, number, medic = seat
    seating, limits, wording = said
    place = (furniture_for(height), str(1 + number // 2 % 3), str(1 + number // 6))
    advice = book.sheaf.put(rows.Advice, *key, *place, seating, limits, None, wording, medic)
    if any(said) and key[2] <= book.until:
        read_at = moment(key[2], _NOON, 10 * number)
        book.sheaf.put(rows.AdviceRead, advice.id, book.leaders[shape].id, read_at)


def _exempt(book: YearBook, person: Person, medic: int) -> None:
    begins, ends = book.calendar.begins, book.calendar.ends
    title = f"Об освобождении от уроков физической культуры: {person.name.surname}"
    order = book.office.order(OrderKind.EXEMPTION, begins, title)
    document = f"Справка № {1000 + person.id} от {begins:%d.%m.%Y}"
    subject = subject_id("fizkultura")
    book.sheaf.put(rows.Exemption, person.id, subject, begins, ends, document, order)
    group = PeGroup.EXEMPT.value
    book.sheaf.put(rows.PeGroup, person.id, book.year_id, begins, ends, group, medic)


def _advice(rng: Random) -> tuple[str, str, str]:
    """Seat, limits and the doctor's words to the teacher; mostly nothing."""
    vision, hearing, draught, _, _ = CONDITIONS
    return rng.choices(
        (
            ("", "", ""),
            (vision, "", "Работает в очках постоянно"),
            (hearing, "", "Обращаться громко, лицом к ученику"),
            (draught, "", "Следить за проветриванием"),
            ("", "Бег на длинные дистанции", "Ограничить нагрузку после болезни"),
            ("", "Длительное письмо", "Давать перерывы при письме"),
        ),
        (82, 8, 3, 3, 2, 2),
    )[0]
