"""A document made aside for the preview: its first pages at once, the rest after them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal

from journal_desktop.domain.errors import JournalError
from journal_desktop.ui.kit.tasks import Job, Progress, Task
from journal_desktop.ui.preview.document import PdfPages, Size

FIRST: Final = 8
"""Pages that are shown before the others are drawn."""


class Marked(Protocol):
    """A section and the page it begins on, from 1."""

    @property
    def title(self) -> str:
        """As the tree says it."""

    @property
    def page(self) -> int:
        """Counted from 1."""


class Looked(Protocol):
    """A laid-out document, such as `printing.shown.Shown`."""

    @property
    def title(self) -> str:
        """What it is."""

    @property
    def marks(self) -> Sequence[Marked]:
        """Where its sections begin."""

    @property
    def sizes(self) -> tuple[Size, ...]:
        """Of every page, in points."""

    def where(self, number: int) -> str:
        """«лист 6» of the page, from 0."""

    def pdf(self, progress: Callable[[int, int, str], None], count: int | None = None) -> bytes:
        """The first pages, or all of them."""


Make = Callable[[Progress], Looked]


class Loading(QObject):
    """Makes one document; what comes after the window is closed is dropped."""

    began = Signal(object, object)
    """The Looked and the PdfPages of its beginning."""
    whole = Signal(object)
    """The PdfPages of everything."""
    progressed = Signal(int, int, str)
    failed = Signal(str)

    def __init__(self, run: Callable[[Job], Task], parent: QObject) -> None:
        super().__init__(parent)
        self._run, self._turn = run, 0
        self._task: Task | None = None

    def begin(self, make: Make) -> None:
        """Make the document, instead of the one that is being made."""
        self.stop()
        turn = self._turn

        def job(progress: Progress) -> tuple[Looked, PdfPages]:
            made = make(progress)
            return made, PdfPages(made.pdf(progress.step, FIRST))

        def take(found: tuple[Looked, PdfPages]) -> None:
            made, pages = found
            if turn != self._turn:
                pages.close()
                return
            self.began.emit(made, pages)
            if len(made.sizes) > FIRST:
                self._finish(made)
            else:
                self.whole.emit(pages)

        self._start(job).succeeded.connect(take)

    def stop(self) -> None:
        """Nothing that is on its way counts any more."""
        self._turn += 1
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _finish(self, made: Looked) -> None:
        turn = self._turn

        def job(progress: Progress) -> PdfPages:
            return PdfPages(made.pdf(progress.step))

        def take(pages: PdfPages) -> None:
            if turn == self._turn:
                self.whole.emit(pages)
            else:
                pages.close()

        self._start(job).succeeded.connect(take)

    def _start(self, job: Job) -> Task:
        turn = self._turn

        def fail(error: Exception) -> None:
            if not isinstance(error, JournalError):
                raise error
            if turn == self._turn:
                self.failed.emit(str(error))

        def step(done: int, total: int, what: str) -> None:
            if turn == self._turn:
                self.progressed.emit(done, total, what)

        task = self._task = self._run(job)
        task.failed.connect(fail)
        task.progressed.connect(step)
        task.finished.connect(self._ended)
        return task

    def _ended(self) -> None:
        if self._task is self.sender():
            self._task = None
