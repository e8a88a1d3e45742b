"""A plan on the days of one page: which topic falls on which lesson.

Source: R-3.2.5-15, domain reference 7.1 (one plan, several sets of dates), 7.5 (the past is
frozen). A topic of two hours takes two lessons, two neighbours of half an hour share one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from journal_desktop.domain.plans.values import lessons_of
from journal_desktop.domain.vocabulary import PlanChange

WITHOUT_LESSON: Final = frozenset({PlanChange.MERGE, PlanChange.RESERVE, PlanChange.INDEPENDENT})
"""Corrections that leave a topic without a lesson of its own."""
_RESERVE: Final = re.compile(r"\s*(?:резерв|повторени)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A lesson of the page; `lesson_id` is 0 while the journal has not got it yet.

    A lesson is `done` when it is over or somebody worked on it: what it is about stays.
    """

    day: date
    number: int
    lesson_id: int = 0
    done: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A topic of the plan on its way through the year, with the lessons it is given in.

    `way` is how it was corrected, `partner` the topic in whose lesson a merged one is given.
    """

    topic_id: int
    number: int
    title: str
    half_hours: int
    section_id: int | None = None
    is_control: bool = False
    is_reserve: bool = False
    way: PlanChange | None = None
    partner: int | None = None
    places: tuple[Place, ...] = ()

    @property
    def given(self) -> bool:
        """Whether the topic was given already, in part at least: it is frozen."""
        return any(place.done for place in self.places)

    @property
    def lessons(self) -> int:
        """How many lessons of its own it needs."""
        if self.way in WITHOUT_LESSON:
            return 0
        return lessons_of(self.half_hours) + (self.way is PlanChange.SPLIT)

    @property
    def day(self) -> date | None:
        """The first day on which it is given."""
        return self.places[0].day if self.places else None

    @property
    def lacking(self) -> int:
        """How many lessons it still needs."""
        return max(0, self.lessons - len(self.places))


@dataclass(frozen=True, slots=True)
class Course:
    """Topics in the order of the plan, and all lessons of the page by day and number.

    An extracurricular course `skips` the topics of lost days, for they are federal (8.8); `lost`
    are the days on which it has lost a lesson.
    """

    items: tuple[Item, ...]
    places: tuple[Place, ...]
    skips: bool = False
    lost: tuple[date, ...] = ()

    @property
    def lacking(self) -> int:
        """How many lessons the year has too few."""
        return sum(item.lacking for item in self.items)

    @property
    def tail(self) -> tuple[Item, ...]:
        """Topics that do not fit into the year."""
        return tuple(item for item in self.items if item.lacking)

    @property
    def spare(self) -> tuple[Place, ...]:
        """Lessons to come that no topic has taken."""
        taken = {place for item in self.items for place in item.places}
        return tuple(place for place in self.places if not place.done and place not in taken)

    def index(self, topic_id: int) -> int | None:
        """Where the topic stands; None when it is not in the plan."""
        found = (n for n, item in enumerate(self.items) if item.topic_id == topic_id)
        return next(found, None)

    def merged_into(self, topic_id: int) -> tuple[Item, ...]:
        """Topics given in the lesson of this one."""
        return tuple(
            item for item in self.items if item.partner == topic_id and item.way is PlanChange.MERGE
        )


def is_reserve(topic: str, section: str = "") -> bool:
    """Whether the line is «Резерв» or «Повторение», whose hours are cut first (7.5)."""
    return bool(_RESERVE.match(topic) or re.match(r"\s*резерв", section, re.IGNORECASE))


def laid(course: Course, start: int = 0, skip: int = 0, since: date = date.min) -> Course:
    """The course with the topics from `start` on put on the next lessons in order.

    Given topics and those moved to a day of their own stay. `skip` lessons are left free before
    the first topic that moves, all before the day `since` too; the tail that does not fit has no
    lesson.
    """
    kept = [item for n, item in enumerate(course.items) if n < start or _stays(item)]
    taken = {place for item in kept for place in item.places}
    begin = max((place for item in kept[:start] for place in _ordinary(item)), default=None)
    free = [
        place
        for place in course.places
        if not place.done
        and place.day >= since
        and place not in taken
        and (begin is None or place >= begin)
    ]
    items = list(course.items[:start])
    items += _put(course.items[start:], iter(free[skip:]))
    return replace(course, items=_with_partners(items))


def _stays(item: Item) -> bool:
    return item.given or item.way is PlanChange.MOVE


def _ordinary(item: Item) -> tuple[Place, ...]:
    return () if item.way is PlanChange.MOVE else item.places


def _put(items: Sequence[Item], free: Iterator[Place]) -> Iterator[Item]:
    """Items with their lessons; the second of two half-hour topics shares the lesson."""
    half: tuple[Place, ...] = ()
    for item in items:
        if _stays(item):
            yield item
            continue
        if item.lessons == 0:
            yield replace(item, places=())
            continue
        if half and item.half_hours == 1 and item.way is None:
            yield replace(item, places=half)
            half = ()
            continue
        places = tuple(place for _, place in zip(range(item.lessons), free, strict=False))
        half = places if item.half_hours == 1 and item.way is None else ()
        yield replace(item, places=places)


def _with_partners(items: Sequence[Item]) -> tuple[Item, ...]:
    """Merged topics stand in the last lesson of their partner."""
    last = {item.topic_id: item.places[-1:] for item in items if item.lessons}
    return tuple(
        replace(item, places=last.get(item.partner or 0, ()))
        if item.way is PlanChange.MERGE and not item.given
        else item
        for item in items
    )
