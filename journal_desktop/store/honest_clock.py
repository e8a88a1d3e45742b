"""The clock a journal is dated by: an entry cannot be made to look in time by turning it back.

Source: R-3.2.5-02 (an entry is made on the day of the lesson; a clock set back must not hide that
it was late).

A server dates everything itself, and the window learns the server's time at login and at every
look for news; between them it counts seconds by a clock nobody can set. A file has no clock but
this computer's. There no moment is earlier than the last action known to be in the journal: turned
back, the clock stands still at that action until real time has come there again.

What the rule for a file cannot do: know that a clock was wrong when it was *ahead*. A journal
written in a wrong future stays there until that future comes; the window says so at every login,
and every entry made meanwhile counts as late, never as in time. Two programs on one file learn of
one another's actions at the next look for news, so that between them the order may slip by
seconds. Neither touches the writing of a mark: nothing is asked of the database for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from journal_desktop.store.news import News


class HonestClock:
    """Gives the moment in UTC; read from any thread, taught from one at a time."""

    def __init__(
        self, clock: Callable[[], datetime], seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock, self._seconds = clock, seconds
        self._floor: datetime | None = None
        self._server: tuple[datetime, float] | None = None

    def __call__(self) -> datetime:
        """The moment."""
        if self._server is not None:
            then, ticks = self._server
            return then + timedelta(seconds=self._seconds() - ticks)
        now = self._clock()
        return now if self._floor is None else max(now, self._floor)

    @property
    def behind(self) -> timedelta:
        """How far this computer's clock is behind the journal's; negative when it is ahead."""
        return self() - self._clock()

    @property
    def is_servers(self) -> bool:
        """Whether a server gives the time."""
        return self._server is not None

    def learn(self, news: News) -> None:
        """Take the server's time, or the moment of the last action in the file."""
        if news.now is not None:
            self._server = news.now, self._seconds()
        elif news.last_at is not None:
            self.not_before(news.last_at)

    def not_before(self, moment: datetime) -> None:
        """Something of that moment stands in the journal."""
        if self._server is None and (self._floor is None or moment > self._floor):
            self._floor = moment
