"""A budget told beside what was measured, for the table in README."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bench.machine import load_now, share


@dataclass(frozen=True, slots=True)
class Budget:
    """What is measured and how much it may be.

    `most` (milliseconds of the p95 of the timings) or `least` (a share) may be None. `place` orders
    the lines of the table.
    """

    what: str
    most_ms: float | None = None
    place: int = 100


@dataclass
class Meter:
    """Does a piece of work and keeps its processor time, in milliseconds over all threads.

    A machine busy with other work makes the time on the wall longer, hardly the processor's.
    """

    work: Callable[..., Any]
    taken: list[float] = field(default_factory=list)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Do the work once."""
        begun = time.process_time()
        done = self.work(*arguments, **named)
        self.taken.append((time.process_time() - begun) * 1000)
        return done

    @property
    def figures(self) -> dict[str, float]:
        """Half and 95 of a hundred pieces took at most so much."""
        return {
            "cpu_p50_ms": round(share(self.taken, 50), 2),
            "cpu_p95_ms": round(share(self.taken), 2),
        }


def told(benchmark: Any, machine: dict[str, Any], budget: Budget, **more: Any) -> None:
    """Put the machine, the budget and other figures beside the timings."""
    benchmark.extra_info.update(
        what=budget.what,
        budget_ms=budget.most_ms,
        place=budget.place,
        machine=machine,
        load=load_now(),
        **more,
    )
