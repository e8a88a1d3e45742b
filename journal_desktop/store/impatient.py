"""A connection to a server that gives up an answer that does not come.

A server, or something between, may be there and say nothing: to the network all is well then,
keepalives are answered, and nothing else would ever end the wait.
"""

from __future__ import annotations

from collections.abc import Generator
from time import monotonic
from typing import Any

import psycopg
from typing_extensions import override

PATIENCE = 15.0
"""Seconds without a byte; a statement may run for ten."""


class Impatient(psycopg.Connection[Any]):
    """Closes itself and raises OperationalError when the server is silent for too long."""

    patient = False
    """Whether it waits for ever: some work takes a server minutes (`engine.patiently`)."""

    @override
    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        return super().wait(gen if self.patient else self._watched(gen), interval, timeout)

    def _watched(self, gen: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
        heard = monotonic()
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if ready:
                    heard = monotonic()
                elif monotonic() - heard > PATIENCE:
                    self.close()
                    raise psycopg.OperationalError("the server is silent")
                wanted = gen.send(ready)
        except StopIteration as stop:
            return stop.value
