"""A week's timetable without clashes: random places, then swaps that lessen the clashes.

Every class has exactly as many places as lessons, without gaps, so a swap inside a class keeps its
day's shape. Source: R-1.6-01, domain reference 8.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Final, NamedTuple

HARD: Final = 20
"""Price of one teacher in two places; a subject twice a day costs one."""
WALK: Final = 0.02
"""Share of swaps made although they cost something, to leave dead ends."""
TIMES: Final = 13
"""Lesson times of a day: seven of the first shift, six of the second."""


class Event(NamedTuple):
    """One weekly lesson of a class; subgroups bring several teachers at once."""

    subject: int
    teachers: tuple[int, ...]


class Week(NamedTuple):
    """A class: how many lessons on each day, the first time of its shift, its events."""

    days: tuple[int, ...]
    first_time: int
    events: tuple[Event, ...]


class Unsolvable(Exception):
    """No timetable was found within the tries; loads or shifts must change."""


class _Board:
    """Places of all classes; `busy` counts lessons by teacher and time."""

    def __init__(self, weeks: Sequence[Week], teachers: int, rng: Random) -> None:
        self.rng = rng
        self.cells: list[list[int]] = []
        self.placed: list[list[Event]] = []
        self.busy = [[0] * (5 * TIMES) for _ in range(teachers)]
        for week in weeks:
            cells = [
                day * TIMES + week.first_time + number
                for day, count in enumerate(week.days)
                for number in range(count)
            ]
            events = list(week.events)
            rng.shuffle(events)
            self.cells.append(cells)
            self.placed.append(events)
            for cell, event in zip(cells, events, strict=True):
                for teacher in event.teachers:
                    self.busy[teacher][cell] += 1

    def clashing(self) -> list[tuple[int, int]]:
        """Class and place of every lesson whose teacher is also elsewhere."""
        busy = self.busy
        return [
            (number, place)
            for number, events in enumerate(self.placed)
            for place, event in enumerate(events)
            if any(busy[teacher][self.cells[number][place]] > 1 for teacher in event.teachers)
        ]

    def repeating(self) -> list[tuple[int, int]]:
        """Class and place of lessons whose subject stands twice on the day."""
        found = []
        for number, events in enumerate(self.placed):
            cells, seen = self.cells[number], set()
            for place, event in enumerate(events):
                at = (cells[place] // TIMES, event.subject)
                if at in seen:
                    found.append((number, place))
                seen.add(at)
        return found

    def best_swap(self, number: int, place: int) -> tuple[int, int]:
        """The cheapest other place and what the swap costs, ties broken by chance.

        The place itself at no cost when every other one holds the same event.
        """
        best, found = 1 << 30, []
        for other in range(len(self.cells[number])):
            if other == place or self.placed[number][other] == self.placed[number][place]:
                continue
            cost = self._cost(number, place, other)
            if cost < best:
                best, found = cost, [other]
            elif cost == best:
                found.append(other)
        return (self.rng.choice(found), best) if found else (place, 0)

    def _cost(self, number: int, place: int, other: int) -> int:
        events, cells = self.placed[number], self.cells[number]
        first, second = events[place], events[other]
        here, there = cells[place], cells[other]
        cost = 0
        for teacher in first.teachers:
            if teacher not in second.teachers:
                cost += self._moved(teacher, here, there)
        for teacher in second.teachers:
            if teacher not in first.teachers:
                cost += self._moved(teacher, there, here)
        if here // TIMES != there // TIMES:
            cost += self._again(number, first.subject, here, there)
            cost += self._again(number, second.subject, there, here)
        return cost

    def _moved(self, teacher: int, from_time: int, to_time: int) -> int:
        times = self.busy[teacher]
        return HARD * ((times[to_time] > 0) - (times[from_time] > 1))

    def _again(self, number: int, subject: int, from_time: int, to_time: int) -> int:
        from_day, to_day = from_time // TIMES, to_time // TIMES
        cost = 0
        for cell, event in zip(self.cells[number], self.placed[number], strict=True):
            if event.subject == subject and cell != from_time:
                day = cell // TIMES
                cost += (day == to_day) - (day == from_day)
        return cost

    def swap(self, number: int, place: int, other: int) -> None:
        events, cells = self.placed[number], self.cells[number]
        for at, goes in ((place, other), (other, place)):
            for teacher in events[at].teachers:
                self.busy[teacher][cells[at]] -= 1
                self.busy[teacher][cells[goes]] += 1
        events[place], events[other] = events[other], events[place]


def solve(
    weeks: Sequence[Week], teachers: int, rng: Random, tries: int = 40_000
) -> list[list[Event]]:
    """Events of each class in the order of its places: Monday's first lesson, second, ...

    Raises:
        Unsolvable: clashes remain after `tries` swaps.
    """
    board = _Board(weeks, teachers, rng)
    if not _settle(board, tries):
        raise Unsolvable(f"{len(board.clashing())} lessons clash after {tries} swaps")
    _spread_subjects(board)
    return board.placed


def _settle(board: _Board, tries: int) -> bool:
    """Swap away the clashes; False when some remain."""
    rng = board.rng
    waiting: list[tuple[int, int]] = []
    for _ in range(tries):
        if not waiting:
            waiting = board.clashing()
            rng.shuffle(waiting)
            if not waiting:
                return True
        number, place = waiting.pop()
        event, cell = board.placed[number][place], board.cells[number][place]
        if not any(board.busy[teacher][cell] > 1 for teacher in event.teachers):
            continue
        other, cost = board.best_swap(number, place)
        if cost <= 0 or rng.random() < WALK:
            board.swap(number, place, other)
    return not board.clashing()


def _spread_subjects(board: _Board) -> None:
    """Move second lessons of a subject to other days where it costs no clash."""
    for _ in range(4):
        moved = False
        for number, place in board.repeating():
            other, cost = board.best_swap(number, place)
            if cost < 0:
                board.swap(number, place, other)
                moved = True
        if not moved:
            return
