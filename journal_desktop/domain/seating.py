"""Who sits where: places of a classroom, what a place must give, a plan that gives it.

Source: domain 2.4 («Seating rules»). Row 1 stands at the windows, the last row at the wall; desks
are counted from the board, two pupils at each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final, NamedTuple

from journal_desktop.domain.health import ANY_ROW, FIRST_DESKS
from journal_desktop.domain.russian import short_date

SIDES: Final = 2
FIRST: Final = 2
"""Desks that count as the first ones."""
EXCHANGE_DAYS: Final = timedelta(days=120)
_PASSES: Final = 12
_GAIN: Final = 1e-9


class Need(Enum):
    """What a pupil's place must give; the value is a word of the condition that asks for it."""

    HEARING = "слух"
    VISION = "зрение"
    NO_DRAUGHT = "сквозняк"
    WALL = "стен"
    GLASSES = "очк"


class Seat(NamedTuple):
    """A place: row from the windows, desk from the board, side 0 or 1."""

    row: int
    desk: int
    side: int


@dataclass(frozen=True, slots=True)
class Room:
    """Rows and desks in each."""

    rows: int = 3
    desks: int = 6

    def seats(self) -> tuple[Seat, ...]:
        """Every place, desk by desk from the board."""
        return tuple(
            Seat(row, desk, side)
            for desk in range(1, self.desks + 1)
            for row in range(1, self.rows + 1)
            for side in range(SIDES)
        )


@dataclass(frozen=True, slots=True)
class Sitter:
    """A pupil with what the sheet says of the place; `row` and `place` as written there."""

    pupil_id: int
    name: str
    furniture: int | None = None
    row: str = ""
    place: str = ""
    needs: frozenset[Need] = frozenset()


Plan = Mapping[Seat, int]
"""Pupil ids by place."""


def needs_of(conditions: str) -> frozenset[Need]:
    """What the words of «Особые условия посадки» ask for."""
    words = conditions.casefold()
    return frozenset(need for need in Need if need.value in words)


def written_plan(sitters: Sequence[Sitter], room: Room) -> dict[Seat, int]:
    """The plan of the rows and desks in the sheet; who has none, or one too many, is not in it."""
    plan: dict[Seat, int] = {}
    for sitter in sitters:
        if not (sitter.row.isdigit() and sitter.place.isdigit()):
            continue
        for side in range(SIDES):
            seat = Seat(int(sitter.row), int(sitter.place), side)
            if seat in plan or seat.row > room.rows or seat.desk > room.desks:
                continue
            plan[seat] = sitter.pupil_id
            break
    return plan


def propose(sitters: Sequence[Sitter], room: Room) -> dict[Seat, int]:
    """A plan for everybody that fits: who needs much first, then the best of all swaps."""
    seats = room.seats()
    judge = _Judge(sitters, room)
    for sitter in sorted(sitters, key=_urgency):
        free = [seat for seat in seats if seat not in judge.plan]
        if not free:
            break
        best = min(free, key=lambda seat: (judge.would_cost(sitter, seat), seat))
        judge.plan[best] = sitter.pupil_id
    for _ in range(_PASSES):
        if not _improve(judge, seats):
            break
    return judge.plan


def swapped(plan: Plan, one: Seat, other: Seat) -> dict[Seat, int]:
    """The plan with two places exchanged; an empty place is left or taken."""
    made = dict(plan)
    first, second = made.pop(one, None), made.pop(other, None)
    if first is not None:
        made[other] = first
    if second is not None:
        made[one] = second
    return made


def outer_rows_swapped(plan: Plan, room: Room) -> dict[Seat, int]:
    """Rows 1 and 3 exchanged, every pupil at a desk of the same number (twice a year)."""
    mirror = {1: room.rows, room.rows: 1}
    return {
        Seat(mirror.get(seat.row, seat.row), seat.desk, seat.side): pupil
        for seat, pupil in plan.items()
    }


def exchange_hint(since: date | None, today: date) -> str:
    """A reminder that the outer rows exchange places at least twice a year; "" when not yet due."""
    if since is None or today - since < EXCHANGE_DAYS:
        return ""
    return (
        f"Ряды 1 и 3 сидят так с {short_date(since, year=True)}: не реже двух раз в год "
        "они меняются местами."
    )


def plan_faults(plan: Plan, sitters: Sequence[Sitter], room: Room) -> tuple[str, ...]:
    """What the plan does not give, a sentence for each pupil, without a word about health."""
    by_id = {sitter.pupil_id: sitter for sitter in sitters}
    found = []
    for seat, pupil in sorted(plan.items()):
        lacking = _lacking(by_id[pupil], seat, room)
        if lacking:
            found.append(f"{by_id[pupil].name}: {', '.join(lacking)}.")
    for row, desk in sorted({(seat.row, seat.desk) for seat in plan}):
        pair = [by_id[plan[s]] for side in range(SIDES) if (s := Seat(row, desk, side)) in plan]
        sizes = {one.furniture for one in pair if one.furniture}
        if len(sizes) > 1:
            names = " и ".join(one.name for one in pair)
            found.append(f"{names}: мебель разных номеров за одной партой.")
    left = [one.name for one in sitters if one.pupil_id not in set(plan.values())]
    if left:
        found.append(f"Без места: {', '.join(left)}.")
    return tuple(found)


def _lacking(sitter: Sitter, seat: Seat, room: Room) -> list[str]:
    needs, lacking = sitter.needs, []
    if needs & {Need.HEARING, Need.VISION} and seat.desk > FIRST:
        lacking.append("нужны первые парты")
    if Need.VISION in needs and Need.GLASSES not in needs and seat.row == room.rows:
        lacking.append("нужно ближе к окну")
    if Need.NO_DRAUGHT in needs and seat.row == 1:
        lacking.append("не у окна")
    if Need.WALL in needs and seat.row != room.rows:
        lacking.append("нужно у стены")
    if sitter.row.isdigit() and int(sitter.row) != seat.row:
        lacking.append(f"в листе ряд {sitter.row}")
    if sitter.place.isdigit() and int(sitter.place) != seat.desk:
        lacking.append(f"в листе парта {sitter.place}")
    if sitter.place == FIRST_DESKS and seat.desk > FIRST and "нужны первые парты" not in lacking:
        lacking.append("нужны первые парты")
    return lacking


def _urgency(sitter: Sitter) -> tuple[int, int, int]:
    """Needs first, then the written wishes, then the smallest desk: it stands at the board."""
    wishes = (sitter.row not in ("", ANY_ROW)) + (sitter.place != "")
    return -len(sitter.needs), -wishes, sitter.furniture or 0


class _Judge:
    """What a plan in the making costs; places that break a need cost most."""

    def __init__(self, sitters: Sequence[Sitter], room: Room) -> None:
        self.plan: dict[Seat, int] = {}
        self._last_row = room.rows
        self._sizes = {sitter.pupil_id: sitter.furniture for sitter in sitters}
        self._places = {
            (sitter.pupil_id, seat): 100 * len(_lacking(sitter, seat, room)) + 0.2 * seat.desk
            for sitter in sitters
            for seat in room.seats()
        }

    def would_cost(self, sitter: Sitter, seat: Seat) -> float:
        """The cost around a free place with the pupil in it."""
        self.plan[seat] = sitter.pupil_id
        cost = self._around(seat)
        del self.plan[seat]
        return cost

    def gains(self, one: Seat, other: Seat) -> bool:
        """Swap two places, and swap back unless it is cheaper so."""
        before = self._around(one, other)
        self._swap(one, other)
        if self._around(one, other) < before - _GAIN:
            return True
        self._swap(one, other)
        return False

    def _swap(self, one: Seat, other: Seat) -> None:
        first, second = self.plan.pop(one, None), self.plan.pop(other, None)
        if first is not None:
            self.plan[other] = first
        if second is not None:
            self.plan[one] = second

    def _around(self, *seats: Seat) -> float:
        """The cost of these desks and of those behind them."""
        desks = {(seat.row, seat.desk + step) for seat in seats for step in (0, 1)}
        return sum(self._desk(row, desk) for row, desk in desks)

    def _desk(self, row: int, desk: int) -> float:
        cost = 0.0
        for side in range(SIDES):
            seat = Seat(row, desk, side)
            if (pupil := self.plan.get(seat)) is not None:
                cost += self._places[pupil, seat]
        here, front = self._at(row, desk), self._at(row, desk - 1)
        if len(here) == SIDES:
            cost += 15 * abs(here[0] - here[1])
        if here and front and max(front) > min(here):
            outer = row in (1, self._last_row)
            cost += (1 if outer else 6) * (max(front) - min(here))
        return cost

    def _at(self, row: int, desk: int) -> list[int]:
        """Sizes of the furniture at a desk."""
        pupils = (self.plan.get(Seat(row, desk, side)) for side in range(SIDES))
        sizes = (self._sizes[pupil] for pupil in pupils if pupil is not None)
        return [size for size in sizes if size is not None]


def _improve(judge: _Judge, seats: Sequence[Seat]) -> bool:
    """Make every swap that makes the plan cheaper; whether there was one."""
    better = False
    for place, one in enumerate(seats):
        for other in seats[place + 1 :]:
            if (one in judge.plan or other in judge.plan) and judge.gains(one, other):
                better = True
    return better
