"""Asks every few seconds what others changed and tells the window's bus (architecture §7)."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import timedelta, tzinfo
from typing import Final

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from journal_desktop.domain.errors import JournalError
from journal_desktop.journal import Done, Journal
from journal_desktop.store.honest_clock import HonestClock
from journal_desktop.store.news import Bookmark, News, OpNews
from journal_desktop.ui.kit.bus import Bus, Others
from journal_desktop.ui.kit.pools import kept_pool
from journal_desktop.ui.kit.tasks import Progress
from journal_desktop.ui.kit.writer import Writer
from journal_desktop.ui.shell.aside import aside, until

POLL_MS: Final = 3000
LOCKED_MS: Final = 30_000
"""Nobody looks at a locked window: its pages may be half a minute old."""
LONGEST_MS: Final = 24_000
AWAY: Final = 2
"""So many looks in a row must fail before the person is told."""
STOP_MS: Final = 20_000
FILE_SLACK: Final = timedelta(minutes=2)
SERVER_SLACK: Final = timedelta(minutes=5)


class NewsWatch(QObject):
    """One look at a time, on a thread of its own; looks seldom while the database is away.

    The window's own ops are known by the writer's answers, so that they are not read twice.
    """

    away = Signal(str)
    """Why the database cannot be asked."""

    back = Signal()
    """It answers again."""

    clock_off = Signal()
    """The computer's clock does not fit the journal's; told once until it fits again."""

    def __init__(
        self,
        journal: Journal,
        writer: Writer,
        bus: Bus,
        *,
        clock: HonestClock | None = None,
        bookmark: Bookmark | None = None,
    ) -> None:
        super().__init__(writer.parent())
        self._journal, self._writer, self._bus = journal, writer, bus
        self._clock, self._bookmark = clock, bookmark
        self._own: set[int] = set()
        self._doubtful: list[OpNews] = []
        self._asking, self._resting, self._told_clock = False, False, False
        self._failures = 0
        self._over = threading.Event()
        self._pool = kept_pool(self, QThreadPool(), 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        writer.written.connect(self._written)

    def begin(self) -> None:
        """Look every few seconds from now on."""
        self._check_clock()
        self._go_on()

    def rest(self, *, on: bool) -> None:
        """Look seldom while the window is locked; at once when it is opened again."""
        self._resting = on
        if not on and self._timer.isActive():
            self.look()

    def end(self) -> None:
        """Look no more; waits for a look under way."""
        self._over.set()
        self._timer.stop()
        self._pool.waitForDone(STOP_MS)

    def look(self) -> None:
        """Ask now, unless an answer is awaited already."""
        if self._asking or self._over.is_set():
            return
        self._asking = True
        self._timer.stop()
        journal, since = self._journal, self._bookmark

        def job(_progress: Progress) -> News:
            return journal.news(since)

        task = aside(until(self._over, job), self._pool)
        task.succeeded.connect(self._take)
        task.failed.connect(self._fail)

    def _take(self, news: News) -> None:
        self._asking = False
        self._bookmark = news.bookmark
        if self._clock is not None:
            self._clock.learn(news)
        if self._failures >= AWAY:
            self.back.emit()
        self._failures = 0
        self._go_on()
        self._tell(self._by_others(news.ops))
        self._check_clock()

    def _fail(self, error: Exception) -> None:
        self._asking = False
        if not isinstance(error, JournalError):
            raise error
        self._failures += 1
        if self._failures == AWAY:
            self.away.emit(str(error))
        self._go_on()

    def _go_on(self) -> None:
        usual = LOCKED_MS if self._resting else POLL_MS
        if not self._over.is_set():
            self._timer.start(min(usual << min(self._failures, 8), max(usual, LONGEST_MS)))

    def _by_others(self, ops: Sequence[OpNews]) -> list[OpNews]:
        """What this window did not do itself.

        An op of the same account may be one whose answer is still on its way to the window: it is
        judged at the next look.
        """
        me, busy = self._journal.actor.staff_id, self._writer.count > 0
        doubtful = [op for op in ops if busy and op.staff_id == me and op.op_id not in self._own]
        judged = [*self._doubtful, *(op for op in ops if op not in doubtful)]
        fresh = [op for op in judged if op.op_id not in self._own]
        self._own -= {op.op_id for op in judged}
        self._doubtful = doubtful
        return fresh

    def _tell(self, ops: Sequence[OpNews]) -> None:
        kinds = frozenset[str]().union(*(op.kinds for op in ops))
        if kinds:
            authors = {op.staff_id: op.author for op in ops if op.staff_id is not None}
            self._bus.changed.emit(kinds, Others(frozenset(op.page for op in ops), authors))

    def _written(self, done: Done, _source: object) -> None:
        if done.op_id is not None:
            self._own.add(done.op_id)
            if self._clock is not None:
                self._clock.not_before(self._clock())

    def _check_clock(self) -> None:
        off = self._clock is not None and is_off(self._clock)
        if off and not self._told_clock:
            self.clock_off.emit()
        self._told_clock = off


def is_off(clock: HonestClock) -> bool:
    """Whether the computer's clock differs from the journal's by more than clocks usually do."""
    if clock.is_servers:
        return abs(clock.behind) > SERVER_SLACK
    return clock.behind > FILE_SLACK


def clock_sentence(clock: HonestClock, zone: tzinfo | None) -> str:
    """What is wrong with the computer's clock and what is done about it."""
    right, behind = clock().astimezone(zone), clock.behind
    here = f"{right - behind:%d.%m.%Y %H:%M}"
    if clock.is_servers:
        told = f"Часы компьютера показывают {here}, а на сервере {right:%d.%m.%Y %H:%M}"
        rule = "записи датируются временем сервера"
    else:
        told = f"Часы компьютера отстают: на них {here}, а в журнале уже есть запись"
        told += f" от {right:%d.%m.%Y %H:%M}"
        rule = "новые записи датируются не раньше неё"
    return f"{told}; {rule} (п. 3.2.5). Проверьте дату и время компьютера."
