"""Pictures of pages made aside, the ones in sight first; so many bytes of them are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from journal_desktop.ui.kit.tasks import Job, Progress, Task
from journal_desktop.ui.preview.document import PdfPages

MOST_BYTES: Final = 48 * 1024 * 1024
"""About forty pages at the size of a screen."""


class Wish(NamedTuple):
    """A page, counted from 0, and its width in pixels."""

    number: int
    width: int


class Pictures(QObject):
    """One picture is made at a time; what is no longer wished is not made."""

    ready = Signal(int)
    """The number of a page whose picture has come."""

    def __init__(
        self, run: Callable[[Job], Task], parent: QObject, most_bytes: int = MOST_BYTES
    ) -> None:
        super().__init__(parent)
        self._run, self._most = run, most_bytes
        self._pages: PdfPages | None = None
        self._turn = 0
        self._kept: OrderedDict[Wish, QImage] = OrderedDict()
        self._wishes: list[Wish] = []
        self._busy = False

    @property
    def bytes_kept(self) -> int:
        """The size of all pictures kept."""
        return sum(image.sizeInBytes() for image in self._kept.values())

    @property
    def is_busy(self) -> bool:
        """Whether a picture is being made."""
        return self._busy

    def show_pages(self, pages: PdfPages | None) -> None:
        """Take another document; pictures of pages that look the same stay until made anew."""
        if self._pages is not None and self._pages is not pages:
            self._pages.close()
        self._pages, self._wishes = pages, []
        self._turn += 1

    def forget(self) -> None:
        """Drop every picture: the pages look otherwise now."""
        self._kept.clear()

    def picture(self, wish: Wish) -> QImage | None:
        """The picture as wished, or the same page in another size, or None."""
        found = self._kept.get(wish)
        if found is not None:
            self._kept.move_to_end(wish)
            return found
        return next((self._kept[one] for one in self._kept if one.number == wish.number), None)

    def want(self, wishes: Sequence[Wish]) -> None:
        """Make these, in this order, instead of what was wished before."""
        self._wishes = [wish for wish in wishes if wish not in self._kept]
        self._next()

    def _next(self) -> None:
        if self._busy or self._pages is None or not self._wishes:
            return
        wish, pages, turn = self._wishes.pop(0), self._pages, self._turn
        self._busy = True

        def job(_progress: Progress) -> QImage:
            return pages.picture(*wish)

        def take(image: QImage) -> None:
            if turn == self._turn and not image.isNull():
                self._keep(wish, image)
                self.ready.emit(wish.number)

        def end() -> None:
            self._busy = False
            self._next()

        task = self._run(job)
        task.succeeded.connect(take)
        task.finished.connect(end)

    def _keep(self, wish: Wish, image: QImage) -> None:
        for other in [one for one in self._kept if one.number == wish.number]:
            del self._kept[other]
        self._kept[wish] = image
        kept = self.bytes_kept
        while kept > self._most and len(self._kept) > 1:
            kept -= self._kept.popitem(last=False)[1].sizeInBytes()
