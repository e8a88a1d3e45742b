"""Who is away on which day and why: illnesses, requests, truancy, with certificates.

Source: domain reference 5.1 B, 5.4; A2 (a reason nobody knows yet is «н», not confirmed).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Final, NamedTuple

from journal_desktop.demo.dice import chance, dice
from journal_desktop.demo.population import Place
from journal_desktop.demo.structure import ClassShape
from journal_desktop.demo.values_pupils import Excuse
from journal_desktop.demo.yearbook import YearBook
from journal_desktop.domain.vocabulary import ExcuseSource

_DAY = timedelta(days=1)
_FRESH: Final = 2
"""School days after which a class teacher knows the reason."""
LONG: Final = 0.006
_LONG_LETTERS: Final = "ббубн"


class Away(NamedTuple):
    """One day of absence."""

    letter: str
    confirmed: bool
    excuse_id: int | None


AwayDays = dict[date, dict[int, Away]]
"""By day, then by pupil."""


def absences_of(book: YearBook, shape: ClassShape) -> AwayDays:
    """Whole days on which pupils of a class are away."""
    days = [day for day in book.calendar.days(shape.grade) if day <= book.until]
    first, last = book.lesson_span
    away: AwayDays = defaultdict(dict)
    for place in book.places[shape]:
        rng = dice("absent", shape, place.person.id)
        here = [day for day in days if place.begins <= day <= place.ends]
        spells = _spells(place, here, rng)
        for spell, letter in spells:
            seen = [day for day in spell if first <= day <= last]
            if seen:
                excuse = _excuse(book, shape, place, seen, letter)
                for day in seen:
                    away[day].setdefault(place.person.id, _away(book, day, letter, excuse))
    return dict(away)


def _spells(place: Place, days: Sequence[date], rng: Random) -> list[tuple[Sequence[date], str]]:
    """Runs of school days with their letters, in no order; an earlier one wins a shared day."""
    if not days:
        return []
    year = len(days) / 168
    spells: list[tuple[Sequence[date], str]] = []
    if chance(rng, LONG):
        spells.append((_run(days, rng, 25, 40), rng.choice(_LONG_LETTERS)))
    usual = (
        ("б", place.person.frail, (3, 7)),
        ("у", 1.6, (1, 2)),
        ("н", 120 * place.person.truant, (1, 1)),
    )
    for letter, a_year, length in usual:
        count = _count(a_year * year, rng)
        spells += [(_run(days, rng, *length), letter) for _ in range(count)]
    return spells


def _run(days: Sequence[date], rng: Random, shortest: int, longest: int) -> Sequence[date]:
    first = rng.randrange(len(days))
    return days[first : first + rng.randint(shortest, longest)]


def _count(mean: float, rng: Random) -> int:
    """A whole number around the mean."""
    whole = int(mean)
    return max(0, whole + chance(rng, mean - whole) + rng.choice((-1, 0, 0, 1)) * (whole > 0))


def _excuse(
    book: YearBook, shape: ClassShape, place: Place, days: Sequence[date], letter: str
) -> int | None:
    """The paper that explains the days; None for truancy and for a pupil who is still away."""
    still_away = not book.closed and days[-1] >= book.until - _FRESH * _DAY
    if letter == "н" or still_away:
        return None
    rng = dice("excuse", place.person.id, days[0])
    teacher = book.leaders[shape].id
    if letter == "б":
        source, number = ExcuseSource.CERTIFICATE, f"{rng.randrange(100, 9999)}"
        note = ""
    elif chance(rng, 0.5):
        source, number, note = ExcuseSource.APPLICATION, "", "Семейные обстоятельства"
    else:
        source, number = ExcuseSource.ORDER, f"{rng.randrange(1, 300)}-о"
        note = "Участие в соревнованиях"
    row = book.sheaf.put(
        Excuse,
        place.person.id,
        source,
        letter,
        days[0],
        days[-1],
        number,
        days[-1] + _DAY,
        note,
        teacher,
    )
    return row.id


def _away(book: YearBook, day: date, letter: str, excuse: int | None) -> Away:
    """The letter in the journal: a reason not yet known is «н», not confirmed."""
    if excuse is not None or letter == "н":
        return Away(letter, letter != "н" or book.closed or day.day % 3 != 0, excuse)
    return Away("н", confirmed=False, excuse_id=None)
