"""How far a batch is and how long it will take, from what it has taken so far."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from journal_desktop.printing.batch.order import BatchProgress, Tell

_SURE: Final = 0.02
"""Below this share of the work nothing is said about the rest."""


class Meter:
    """Counts the classes done and the parts of those in hand; `settled` took no time."""

    def __init__(
        self, total: int, settled: int, tell: Tell, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._total, self._settled, self._tell, self._clock = total, settled, tell, clock
        self._done = self._failed = 0
        self._shares: dict[int, float] = {}
        self._what = ""
        self._begun = clock()

    def step(self, number: int, share: float, what: str) -> None:
        """A task is so far."""
        self._shares[number] = min(max(share, self._shares.get(number, 0.0)), 1.0)
        self.tell(what)

    def end(self, number: int, *, failed: bool) -> None:
        """A task has ended."""
        self._shares.pop(number, None)
        self._done += 1
        self._failed += failed
        self.tell("")

    def tick(self) -> None:
        """Time has passed: say the same once more, so that who listens may stop the work."""
        self.tell(self._what)

    def tell(self, what: str) -> None:
        """Say it."""
        self._what = what
        work = self._total - self._settled
        share = (self._done + sum(self._shares.values())) / work if work else 1.0
        elapsed = self._clock() - self._begun
        rest = elapsed * (1 - share) / share if share >= _SURE else None
        self._tell(
            BatchProgress(
                done=self._settled + self._done,
                total=self._total,
                share=share,
                elapsed=timedelta(seconds=elapsed),
                remaining=None if rest is None else timedelta(seconds=rest),
                what=what,
                failed=self._failed,
            )
        )
