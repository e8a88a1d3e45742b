"""What a batch is asked for, what it tells on the way and what comes of it, as values.

Source: R-4.3-01 (all classes of the year, progress, resumable), R-4.6-01.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path

from journal_desktop.domain.readiness import ClassReadiness
from journal_desktop.printing.job import ORIGINAL, Issue
from journal_desktop.printing.options import USUAL, BookOptions
from journal_desktop.printing.page import Paper


@dataclass(frozen=True, slots=True)
class BatchOrder:
    """Journals of classes of one year into one folder, a file a class.

    `jobs` processes share them; one prints in the calling process. With `resume` a file that is
    there, registered and still equal to the database is not printed again.
    """

    year_id: int
    class_ids: tuple[int, ...]
    folder: Path
    paper: Paper
    options: BookOptions = USUAL
    purpose: str = ""
    jobs: int = 1
    resume: bool = False
    issue: Issue = ORIGINAL


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """How far the batch is: `share` from 0 to 1, `remaining` None until it can be said."""

    done: int
    total: int
    share: float
    elapsed: timedelta
    remaining: timedelta | None
    what: str
    failed: int = 0


class Outcome(Enum):
    """What came of a class."""

    PRINTED = "PRINTED"
    UNCHANGED = "UNCHANGED"
    NOT_READY = "NOT_READY"
    FAILED = "FAILED"
    NOT_REACHED = "NOT_REACHED"


OUTCOME_TITLES = {
    Outcome.PRINTED: "напечатан",
    Outcome.UNCHANGED: "уже напечатан, без изменений",
    Outcome.NOT_READY: "не готов",
    Outcome.FAILED: "не напечатан",
    Outcome.NOT_REACHED: "не дошла очередь",
}


@dataclass(frozen=True, slots=True)
class ClassResult:
    """One class: its file, or why there is none. `trace` is for who mends the program."""

    class_id: int
    name: str
    outcome: Outcome
    path: Path | None = None
    pages: int = 0
    sheets: int = 0
    text: str = ""
    trace: str = ""


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What came of every class, in the order asked for, and what their journals lack.

    `processes` is how many have printed, 1 when the calling one did it alone.
    """

    year: str
    results: tuple[ClassResult, ...]
    readiness: tuple[ClassReadiness, ...]
    folder: Path
    begun: datetime
    ended: datetime
    cancelled: bool
    draft: bool
    processes: int

    def of(self, outcome: Outcome) -> tuple[ClassResult, ...]:
        """The classes with that outcome."""
        return tuple(result for result in self.results if result.outcome is outcome)

    @property
    def is_whole(self) -> bool:
        """Whether every class asked for is on disk."""
        good = (Outcome.PRINTED, Outcome.UNCHANGED)
        return all(result.outcome in good for result in self.results)

    @property
    def pages(self) -> int:
        """Pages printed now."""
        return sum(result.pages for result in self.of(Outcome.PRINTED))


Tell = Callable[[BatchProgress], None]
IsCancelled = Callable[[], bool]


def silent(_progress: BatchProgress) -> None:
    """Progress that nobody looks at."""


def never() -> bool:
    """A batch that nobody stops."""
    return False
