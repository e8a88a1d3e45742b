"""Who sits where: places of a classroom, what a place must give, a plan that gives it.

Source: domain 2.4 («Seating rules»). Row 1 stands at the windows, the last row at the wall; desks
are counted from the board, two pupils at each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
    plan: dict[Seat, int] = {}
    judge = _Judge({sitter.pupil_id: sitter for sitter in sitters}, room)
    for sitter in sorted(sitters, key=_urgency):
        free = [seat for seat in seats if seat not in plan]
        if not free:
            break
        best = min(free, key=lambda seat: judge.would_cost(plan, sitter, seat))
        plan[best] = sitter.pupil_id
    for _ in range(_PASSES):
        if not _improve(plan, seats, judge):
            break
    return plan


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


@dataclass(frozen=True, slots=True)
class _Judge:
    """What a plan costs; places that break a need cost most."""

    sitters: Mapping[int, Sitter]
    room: Room

    def would_cost(self, plan: Plan, sitter: Sitter, seat: Seat) -> tuple[float, Seat]:
        made = {**plan, seat: sitter.pupil_id}
        return self.around(made, (seat,)), seat

    def around(self, plan: Plan, seats: Iterable[Seat]) -> float:
        """The cost of these desks and of those behind them."""
        desks = {(seat.row, seat.desk + step) for seat in seats for step in (0, 1)}
        return sum(self._desk(plan, row, desk) for row, desk in desks)

    def _desk(self, plan: Plan, row: int, desk: int) -> float:
        here = self._sizes(plan, row, desk)
        cost = 0.0
        for side in range(SIDES):
            pupil = plan.get(Seat(row, desk, side))
            if pupil is not None:
                cost += self._place(self.sitters[pupil], Seat(row, desk, side))
        if len(here) == SIDES:
            cost += 15 * abs(here[0] - here[1])
        front = self._sizes(plan, row, desk - 1)
        if here and front and max(front) > min(here):
            outer = row in (1, self.room.rows)
            cost += (1 if outer else 6) * (max(front) - min(here))
        return cost

    def _place(self, sitter: Sitter, seat: Seat) -> float:
        broken = len(_lacking(sitter, seat, self.room))
        return 100 * broken + 0.2 * seat.desk

    def _sizes(self, plan: Plan, row: int, desk: int) -> list[int]:
        ids = (plan.get(Seat(row, desk, side)) for side in range(SIDES))
        found = (self.sitters[pupil].furniture for pupil in ids if pupil is not None)
        return [size for size in found if size is not None]


def _improve(plan: dict[Seat, int], seats: Sequence[Seat], judge: _Judge) -> bool:
    """Make every swap that makes the plan cheaper; whether there was one."""
    better = False
    for place, one in enumerate(seats):
        for other in seats[place + 1 :]:
            if one not in plan and other not in plan:
                continue
            made = swapped(plan, one, other)
            if judge.around(made, (one, other)) < judge.around(plan, (one, other)) - 1e-9:
                plan.clear()
                plan.update(made)
                better = True
    return better
