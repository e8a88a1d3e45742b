"""How many pupils each group has, without names, and too few to be counted apart.

Source: domain 9.2 (DIR and DEP: counts only), 9.1.

Health groups are sealed with the medical key, so the head cannot count them: the medical worker's
program counts when a class is declared filled, for the class, its year group and the school, and
keeps only the numbers. They are not counted anew with every single change: numbers before and
after the change of one pupil would say what the pupil's group is. For the same reason one or two
are never told: such a group is joined with its neighbour («III–V: 4»), since a class knows who its
only pupil with a rare group is. What is joined is joined before it is stored: the database holds no
finer numbers. This is no proof against subtraction by one who keeps every edition of the table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

LEAST: Final = 3
"""A number of pupils that is told."""
UNKNOWN: Final = "—"
FEW: Final = -1
"""Stands for one or two pupils where there is no neighbour to join them with."""
_PAIR, _SIGN = ";", "="


class Count(NamedTuple):
    """A group or several joined («III–V») with the number of their pupils, or FEW."""

    label: str
    pupils: int


def counted_groups(
    groups: Iterable[str | None], order: Sequence[str], least: int = LEAST
) -> tuple[Count, ...]:
    """Counts in the given order, those under `least` joined; last, if any, pupils without data.

    Sizes of desks are no secret: their `least` is 1.
    """
    known = Counter(groups)
    cells = [([label], known.get(label, 0)) for label in order]
    while len(cells) > 1 and (place := _small(cells, least)) is not None:
        other = _neighbour(cells, place)
        first = min(place, other)
        cells[first : first + 2] = [
            (cells[first][0] + cells[first + 1][0], cells[first][1] + cells[first + 1][1])
        ]
    made = [
        Count(_label(labels), FEW if 0 < number < least else number) for labels, number in cells
    ]
    if known.get(None):
        made.append(Count(UNKNOWN, known[None]))
    return tuple(made)


def counts_text(counts: Iterable[Count]) -> str:
    """Counts as they are stored: «I=5;II=14;III–V=4»."""
    return _PAIR.join(f"{one.label}{_SIGN}{one.pupils}" for one in counts)


def counts_from(text: str) -> tuple[Count, ...]:
    """What `counts_text` made."""
    pairs = (part.rsplit(_SIGN, 1) for part in text.split(_PAIR) if part)
    return tuple(Count(label, int(number)) for label, number in pairs)


def _small(cells: Sequence[tuple[list[str], int]], least: int) -> int | None:
    """The last place with a number that is not told."""
    small = [place for place, (_, number) in enumerate(cells) if 0 < number < least]
    return small[-1] if small else None


def _neighbour(cells: Sequence[tuple[list[str], int]], place: int) -> int:
    """The neighbour with more pupils: one joining is mostly enough."""
    near = [other for other in (place - 1, place + 1) if 0 <= other < len(cells)]
    return max(near, key=lambda other: cells[other][1])


def _label(labels: Sequence[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{labels[0]}–{labels[-1]}"
