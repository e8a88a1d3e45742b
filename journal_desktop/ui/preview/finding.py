"""Search in the pages shown: from the page after the one in sight, round the end."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, Signal

from journal_desktop.ui.kit.tasks import Job, Progress, Task
from journal_desktop.ui.preview.document import PdfPages

Hit = tuple[int, tuple[QRectF, ...]]


class Finding(QObject):
    """One search at a time; a newer one stops it."""

    found = Signal(int, object)
    """The page from 0, and where on it, in points."""
    nothing = Signal(str)

    def __init__(self, run: Callable[[Job], Task], parent: QObject) -> None:
        super().__init__(parent)
        self._run, self._turn = run, 0
        self._pages: PdfPages | None = None
        self._last: tuple[str, int] | None = None

    def search_in(self, pages: PdfPages) -> None:
        """Search in this document from now on."""
        self.stop()
        self._pages = pages

    def stop(self) -> None:
        """Drop what is being looked for."""
        self._turn += 1
        self._last = None

    def find(self, text: str, current: int) -> None:
        """Find the next page with the text; the current page itself when it is a new text."""
        pages = self._pages
        if pages is None:
            return
        again = self._last == (text, current)
        self._turn += 1
        turn, count = self._turn, len(pages.sizes)
        order = [(current + step + again) % count for step in range(count)]

        def job(progress: Progress) -> Hit | None:
            for done, number in enumerate(order):
                progress.step(done, count, "Поиск")
                places = pages.find(number, text)
                if places:
                    return number, places
            return None

        def take(hit: Hit | None) -> None:
            if turn != self._turn:
                return
            if hit is None:
                self.nothing.emit(text)
            else:
                self._last = (text, hit[0])
                self.found.emit(*hit)

        self._run(job).succeeded.connect(take)
