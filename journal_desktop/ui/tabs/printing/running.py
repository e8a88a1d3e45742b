"""An order carried out aside by `printing.batch`; one at a time."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from PySide6.QtCore import QObject, Signal

from journal_desktop.domain.errors import JournalError
from journal_desktop.journal import Journal
from journal_desktop.printing.batch.order import (
    BatchOrder,
    BatchProgress,
    BatchReport,
    IsCancelled,
    Outcome,
    Tell,
)
from journal_desktop.ui.kit.tab import Desk, Tone
from journal_desktop.ui.kit.tasks import Cancelled, Progress, Task
from journal_desktop.ui.tabs.printing.order import Order

PARTS: Final = 100
"""Of the whole, so that the bar moves inside a class."""
TITLE: Final = "Печать"
LEFT: Final = (Outcome.NOT_REACHED, Outcome.FAILED, Outcome.NOT_READY)


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of an order; `report` is None when it did not even begin."""

    order: Order
    report: BatchReport | None

    @property
    def rest(self) -> Order | None:
        """The order of what was not reached; None when the print was not stopped."""
        if self.report is None or not self.report.cancelled:
            return None
        done = {one.class_id for one in self.report.results if one.outcome not in LEFT}
        waiting = tuple(one for one in self.order.classes if one.class_id not in done)
        return replace(self.order, classes=waiting) if waiting else None


class Running(QObject):
    """Prints aside and tells how far it is."""

    began = Signal(str)
    stepped = Signal(int, int, str, object)
    """Done, total, on what, and the seconds left or None."""
    ended = Signal(object)
    """The Ended."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._task: Task | None = None
        self._remaining: timedelta | None = None

    @property
    def busy(self) -> bool:
        """Whether something is being printed."""
        return self._task is not None

    def start(self, order: Order, *, resume: bool = False) -> None:
        """Print it; with `resume` a file that is still equal to the journal is not made again."""
        journal, wanted = self._desk.journal, order.batch(resume=resume)

        def job(progress: Progress) -> BatchReport:
            stopped = threading.Event()

            def tell(now: BatchProgress) -> None:
                self._remaining = now.remaining
                try:
                    progress.step(round(now.share * PARTS), PARTS, words(now))
                except Cancelled:
                    stopped.set()

            return print_order(journal, order, wanted, (tell, stopped.is_set))

        self._remaining = None
        self.began.emit(f"{TITLE}: {order.names}")
        task = self._task = self._desk.begin(job, TITLE)
        task.progressed.connect(self._stepped)
        task.succeeded.connect(lambda report: self._end(Ended(order, report)))
        task.cancelled.connect(lambda: self._end(Ended(order, None)))
        task.failed.connect(lambda error: self._failed(error, order))

    def stop(self) -> None:
        """End soon; finished files stay, a begun one does not."""
        if self._task is not None:
            self._task.cancel()

    def _stepped(self, done: int, total: int, what: str) -> None:
        left = self._remaining
        self.stepped.emit(done, total, what, None if left is None else left.total_seconds())

    def _end(self, ended: Ended) -> None:
        self._task = None
        self.ended.emit(ended)

    def _failed(self, error: Exception, order: Order) -> None:
        self._end(Ended(order, None))
        if not isinstance(error, JournalError):
            raise error
        self._desk.say(str(error), Tone.BAD)


def print_order(
    journal: Journal, order: Order, wanted: BatchOrder, watch: tuple[Tell, IsCancelled]
) -> BatchReport:
    """The journals, or the ledgers, of the order's classes."""
    if order.document.letter:
        from journal_desktop.printing.ledger.batch import run_ledgers  # noqa: PLC0415 - heavy

        return run_ledgers(journal, wanted, order.document.letter, *watch)
    from journal_desktop.printing.batch.run import run_batch  # noqa: PLC0415 - heavy

    return run_batch(journal, wanted, *watch)


def words(now: BatchProgress) -> str:
    """«3 из 32 · 7А: страница»."""
    counted = f"{now.done} из {now.total}" if now.total > 1 else ""
    failed = f"не удалось: {now.failed}" if now.failed else ""
    return " · ".join(part for part in (counted, now.what, failed) if part)
