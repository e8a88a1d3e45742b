"""Plan against fact of one page: how far behind, and how it is made good.

Source: R-2.5-01, domain 5.9 (O-25), 7.5 («за счёт объединения тем уроков № 12–13, 25–26»).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from journal_desktop.domain.plans.values import HALF_HOURS, hours
from journal_desktop.domain.russian import ranges
from journal_desktop.domain.vocabulary import PlanChange

LAG_LESSONS: Final = 2
LAG_SHARE: Final = 5
"""Per cent of what is planned by the day."""


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """Half hours: by the study plan and by the КТП a year, due by the day, given by the day.

    `made_good` are hours of topics given without lessons of their own: merged, studied alone,
    taken from the reserve.
    """

    study: int
    plan: int
    due: int
    conducted: int
    made_good: int = 0

    @property
    def lag(self) -> int:
        """Half hours due and not conducted; negative when ahead."""
        return self.due - self.conducted

    @property
    def open_lag(self) -> int:
        """The lag that no correction of the plan covers."""
        return self.lag - self.made_good

    @property
    def percent(self) -> int:
        """Conducted hours in per cent of those due, rounded half up; 100 when nothing is due."""
        if self.due <= 0:
            return 100
        return (200 * self.conducted + self.due) // (2 * self.due)

    @property
    def is_lagging(self) -> bool:
        """More than two lessons or five per cent behind, corrections counted (O-25)."""
        lag = self.open_lag
        return lag > 0 and (lag > LAG_LESSONS * HALF_HOURS or lag * 100 > LAG_SHARE * self.due)


def standing_text(told: Fulfilment) -> str:
    """«−3 ч, отставание», «−1 ч, в пределах нормы», «+2 ч, опережение»; a covered lag is told."""
    lag = told.lag
    if lag == 0:
        return "по плану"
    if lag < 0:
        return f"+{hours(-lag)} ч, опережение"
    if told.open_lag <= 0:
        return f"−{hours(lag)} ч, восполнено"
    rest = "" if told.open_lag == lag else f", не восполнено {hours(told.open_lag)} ч"
    return f"−{hours(lag)} ч, {'отставание' if told.is_lagging else 'в пределах нормы'}{rest}"


def summed(all_of: Sequence[Fulfilment]) -> Fulfilment:
    """The hours of several pages together."""
    return Fulfilment(
        sum(each.study for each in all_of),
        sum(each.plan for each in all_of),
        sum(each.due for each in all_of),
        sum(each.conducted for each in all_of),
        sum(each.made_good for each in all_of),
    )


def made_good_text(ways: Iterable[tuple[PlanChange, int, int | None]]) -> str:
    """How lessons were made good; `ways` are (change, number, number of the partner).

    «за счёт объединения тем уроков № 12–13; резерва № 33»; "" when in no way.
    """
    kinds: dict[PlanChange, list[int]] = {}
    pairs: list[str] = []
    for change, number, partner in ways:
        if change is PlanChange.MERGE and partner is not None:
            pairs.append(ranges((partner, number)))
        else:
            kinds.setdefault(change, []).append(number)
    parts = [f"объединения тем уроков № {', '.join(pairs)}"] if pairs else []
    parts += _named(kinds)
    return f"за счёт {'; '.join(parts)}" if parts else ""


def _named(kinds: dict[PlanChange, list[int]]) -> Sequence[str]:
    titles = {
        PlanChange.RESERVE: "резерва",
        PlanChange.INDEPENDENT: "самостоятельного изучения тем",
    }
    return [f"{titles[kind]} № {ranges(kinds[kind])}" for kind in titles if kind in kinds]
