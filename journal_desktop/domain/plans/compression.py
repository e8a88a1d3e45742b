"""What the program proposes when a year has fewer lessons than the plan (уплотнение).

Source: domain reference 7.5: reserve and revision first, then neighbours of one section, those
with revision or practice before others; never a control work, never two sections.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from journal_desktop.domain.errors import JournalError
from journal_desktop.domain.plans.course import Course, Item
from journal_desktop.domain.plans.wizard import Correction, corrected, refuse_merge
from journal_desktop.domain.vocabulary import PlanChange

_SOFT: Final = re.compile(
    r"повторени|закреплени|резерв|обобщени|систематизаци|практикум|решени[ея]\s+(?:задач|упражнени)"
    r"|продолжени",
    re.IGNORECASE,
)


def compression(course: Course) -> tuple[Correction, ...]:
    """Corrections that make the course fit; fewer than needed when no more are allowed."""
    if not course.lacking:
        return ()
    found: list[Correction] = []
    proposals = _skipped(course) if course.skips else (*_reserves(course), *_merges(course))
    for wanted in proposals:
        if not course.lacking:
            break
        try:
            course = corrected(course, (wanted,))
        except JournalError:  # an earlier proposal has taken the neighbour
            continue
        found.append(wanted)
    return tuple(found)


def fitting(course: Course) -> tuple[Correction, ...]:
    """The same for a page under way.

    A topic whose lesson was lost goes on to the next lessons first of all; lessons that a shift
    has left free stay free.
    """
    lost = _lost(course)
    if lost is None:
        return compression(course)
    closing = Correction(PlanChange.SHIFT, lost.topic_id)
    return (closing, *compression(corrected(course, (closing,))))


def _lost(course: Course) -> Item | None:
    """The first topic to come that has no lesson while a later one has."""
    placed = (n for n, item in enumerate(course.items) if _ordinary(item) and item.places)
    last = max(placed, default=-1)
    ahead = (item for item in course.items[:last] if item.lacking and not item.given)
    return next(ahead, None)


def _ordinary(item: Item) -> bool:
    return not item.given and item.way is not PlanChange.MOVE and item.lessons > 0


def _skipped(course: Course) -> list[Correction]:
    """Topics of a course whose days are lost (8.8), then its last ones."""
    days = sorted([*(place.day for place in course.places), *course.lost])
    able = [item for item in course.items if item.lessons and _may_change(item)]
    missed = {
        course.items[n].topic_id for n in map(days.index, course.lost) if n < len(course.items)
    }
    first = [item for item in able if item.topic_id in missed]
    rest = [item for item in reversed(able) if item.topic_id not in missed]
    return [Correction(PlanChange.RESERVE, item.topic_id) for item in (*first, *rest)]


def _reserves(course: Course) -> list[Correction]:
    """Lines of reserve and revision, the last ones of the year first."""
    return [
        Correction(PlanChange.RESERVE, item.topic_id)
        for item in reversed(course.items)
        if item.is_reserve and item.lessons and _may_change(item)
    ]


def _merges(course: Course) -> list[Correction]:
    """Neighbours that may share a lesson: soft ones first, each kind spread over the year."""
    pairs = [
        (first, second)
        for first, second in pairwise([item for item in course.items if item.lessons])
        if _may_change(first) and _may_change(second) and _allowed(course, first, second)
    ]
    soft = [pair for pair in pairs if any(_SOFT.search(item.title) for item in pair)]
    hard = [pair for pair in pairs if pair not in soft]
    wanted = course.lacking
    return [
        Correction(PlanChange.MERGE, second.topic_id, with_topic=first.topic_id)
        for group in (soft, hard)
        for first, second in _spread(group, wanted)
    ]


def _may_change(item: Item) -> bool:
    return not item.given and not item.is_control and item.way is None


def _allowed(course: Course, first: Item, second: Item) -> bool:
    if first.lessons != 1 or second.lessons != 1:
        return False
    try:
        refuse_merge(course, first, second)
    except JournalError:
        return False
    return True


def _spread(pairs: Sequence[tuple[Item, Item]], wanted: int) -> list[tuple[Item, Item]]:
    """Evenly chosen pairs first, then all the others in case some are refused."""
    if not pairs or not wanted:
        return []
    step = max(1, len(pairs) // wanted)
    chosen = list(pairs[step // 2 :: step])
    return [*chosen, *(pair for pair in pairs if pair not in chosen)]
