"""Teachers' illnesses and trips, and who takes their lessons.

Source: R-3.2.5-03 (same subject, other subject, joined groups, cancelled).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from journal_desktop.demo.dice import chance, dice
from journal_desktop.demo.solver import TIMES
from journal_desktop.demo.staffing import Worker
from journal_desktop.demo.timetable import SECOND_SHIFT_TIME
from journal_desktop.demo.yearbook import PageWork, SlotAt, YearBook
from journal_desktop.domain.vocabulary import OrderKind, SubstitutionKind

_DAY = timedelta(days=1)


class Cover(NamedTuple):
    """What happens to the lesson of an absent teacher; `by` is None when it is cancelled."""

    kind: SubstitutionKind
    by: Worker | None
    reason: str
    order_id: int


class Covers:
    """Finds a free teacher for each lesson of an absent one; nobody gets two at a time."""

    def __init__(self, book: YearBook, workers: Sequence[Worker]) -> None:
        self._book = book
        self._workers = [worker for worker in workers if worker.most]
        self._away = {worker.id: _away_days(book, worker) for worker in self._workers}
        self._busy: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
        self._taken: defaultdict[tuple[date, int], set[int]] = defaultdict(set)
        for page in book.pages:
            for slot in page.slots:
                self._busy[slot.weekday, _time_of(page, slot)].add(page.worker.id)

    def find(self, page: PageWork, slot: SlotAt, day: date) -> Cover | None:
        """Who covers the lesson; None when its teacher is there."""
        reason = self._away[page.worker.id].get(day)
        if reason is None or day > self._book.until:
            return None
        rng = dice("cover", page.id, day, slot.number)
        kind, by = self._choose(page, slot, day, rng)
        title = f"О замещении уроков: {page.worker.short_name}, {day:%d.%m.%Y}"
        order = self._book.office.order(OrderKind.SUBSTITUTION, day, title)
        return Cover(kind, by, reason, order)

    def _choose(
        self, page: PageWork, slot: SlotAt, day: date, rng: Random
    ) -> tuple[SubstitutionKind, Worker | None]:
        partner = self._partner(page)
        if partner is not None and day not in self._away[partner.id]:
            return SubstitutionKind.JOINED, partner
        time = _time_of(page, slot)
        taken = self._busy[slot.weekday, time] | self._taken[day, time]
        free = [
            worker
            for worker in self._workers
            if worker.id not in taken and day not in self._away[worker.id]
        ]
        same = [worker for worker in free if worker.speciality == page.worker.speciality]
        if same:
            by = rng.choice(same)
            self._taken[day, time].add(by.id)
            return SubstitutionKind.SAME, by
        if free and chance(rng, 0.6):
            by = rng.choice(free)
            self._taken[day, time].add(by.id)
            return SubstitutionKind.OTHER, by
        return SubstitutionKind.CANCELLED, None

    def _partner(self, page: PageWork) -> Worker | None:
        """The teacher of the other subgroup."""
        if not page.group:
            return None
        return next(
            (
                other.worker
                for other in self._book.pages
                if other.shape == page.shape
                and other.subject == page.subject
                and other.group == 3 - page.group
            ),
            None,
        )


def _time_of(page: PageWork, slot: SlotAt) -> int:
    first = 0 if page.shape.shift == 1 else SECOND_SHIFT_TIME
    return (first + slot.number - 1) % TIMES


def _away_days(book: YearBook, worker: Worker) -> dict[date, str]:
    """Days without the teacher, with the reason."""
    rng = dice("away", book.calendar.first_year, worker.id)
    span = (book.calendar.ends - book.calendar.begins).days
    away: dict[date, str] = {}
    for _ in range(rng.choice((0, 1, 1, 2))):
        first = book.calendar.begins + rng.randrange(span) * _DAY
        length, reason = rng.randint(3, 8), "Болезнь учителя"
        if chance(rng, 0.3):
            length, reason = rng.randint(1, 3), "Командировка"
        away |= {first + step * _DAY: reason for step in range(length)}
    return away
