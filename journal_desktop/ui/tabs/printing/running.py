"""An order carried out aside: one class after another; one bad class does not stop the others."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from journal_desktop.domain.errors import JournalError
from journal_desktop.journal import Journal
from journal_desktop.ui.kit.tab import Desk
from journal_desktop.ui.kit.tasks import Cancelled, Progress, Task
from journal_desktop.ui.tabs.printing.order import Chosen, Order

PARTS: Final = 1000
"""Of a class, so that the bar moves inside it."""
EARLY: Final = 0.02
"""Part of the work before which nobody can tell how long it takes."""
TITLE: Final = "Печать"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one class: a file, or why there is none."""

    chosen: Chosen
    path: Path | None = None
    pages: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an order; `left` are classes it did not come to."""

    order: Order
    results: tuple[Result, ...]
    left: tuple[Chosen, ...] = ()

    @property
    def done(self) -> tuple[Result, ...]:
        """Classes whose file is there."""
        return tuple(one for one in self.results if one.path is not None)

    @property
    def failed(self) -> tuple[Result, ...]:
        """Classes that could not be printed."""
        return tuple(one for one in self.results if one.path is None)

    @property
    def rest(self) -> Order | None:
        """The order of what is still to be printed; None when nothing is."""
        waiting = tuple(one.chosen for one in self.failed) + self.left
        return replace(self.order, classes=waiting) if waiting else None


class Running(QObject):
    """One order at a time."""

    began = Signal(str)
    stepped = Signal(int, int, str, object)
    """Done, total, on what, and the seconds left or None."""
    ended = Signal(object)
    """The Outcome."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._task: Task | None = None
        self._since = 0.0

    @property
    def busy(self) -> bool:
        """Whether something is being printed."""
        return self._task is not None

    def start(self, order: Order) -> None:
        """Print it."""
        journal, stopping = self._desk.journal, _Results(order)

        def job(progress: Progress) -> Outcome:
            return print_order(journal, stopping, progress.step)

        self._since = time.monotonic()
        self.began.emit(f"{TITLE}: {order.names}")
        task = self._task = self._desk.begin(job, TITLE)
        task.progressed.connect(self._stepped)
        task.succeeded.connect(self._ended)
        task.cancelled.connect(lambda: self._ended(stopping.outcome()))
        task.failed.connect(lambda error: self._failed(error, stopping))

    def stop(self) -> None:
        """End after the step that is under way; the file begun is not kept."""
        if self._task is not None:
            self._task.cancel()

    def _stepped(self, done: int, total: int, what: str) -> None:
        part = done / total if total else 0
        spent = time.monotonic() - self._since
        left = spent * (1 - part) / part if part > EARLY else None
        self.stepped.emit(done, total, what, left)

    def _ended(self, outcome: Outcome) -> None:
        self._task = None
        self.ended.emit(outcome)

    def _failed(self, error: Exception, results: _Results) -> None:
        self._task = None
        self.ended.emit(results.outcome())
        if not isinstance(error, JournalError):
            raise error


class _Results:
    """Grows in the thread that prints; read when it has ended."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.results: list[Result] = []

    def outcome(self) -> Outcome:
        """What became of the order so far."""
        order, done = self.order, tuple(self.results)
        return Outcome(order, done, order.classes[len(done) :])


def print_order(
    journal: Journal, results: _Results, step: Callable[[int, int, str], None]
) -> Outcome:
    """Write one file a class.

    Raises:
        Cancelled: the person stopped it; what was written before stays.
    """
    from journal_desktop.printing.printed_class import print_class  # noqa: PLC0415 - heavy

    order = results.order
    total = len(order.classes) * PARTS
    for number, chosen in enumerate(order.classes):

        def tell(done: int, of: int, what: str, before: int = number * PARTS) -> None:
            step(before + PARTS * done // max(of, 1), total, what)

        try:
            written = print_class(
                journal,
                chosen.class_id,
                order.folder,
                order.habits.paper,
                tell,
                purpose=order.purpose,
                options=order.habits.options,
            )
        except Cancelled:
            raise
        except JournalError as error:
            results.results.append(Result(chosen, why=str(error)))
        else:
            results.results.append(Result(chosen, written.path, written.pages))
    return results.outcome()
