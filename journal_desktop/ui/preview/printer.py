"""A printed file on a real printer: both sides turned rightly, a range of pages, in true size.

Source: domain 2.3.1: portrait books are turned over their long side, landscape ones over the short.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from journal_desktop.domain.errors import BadFile, JournalError
from journal_desktop.ui.kit.opening import open_path
from journal_desktop.ui.kit.tab import Desk, Offer, Tone
from journal_desktop.ui.kit.tasks import Progress
from journal_desktop.ui.preview.document import PdfPages, Size
from journal_desktop.ui.preview.layout import POINTS

MOST_DOTS: Final = 600
"""Dots of an inch beyond which a page only takes longer."""
NO_PRINTER: Final = "На компьютере нет принтера: откройте файл и напечатайте его на другом."
TITLE: Final = "На принтер"


class PrinterFlow(QObject):
    """Asks for the printer, then paints page by page aside."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._owner = desk, owner
        self.dialog: Any = None

    def ask(self, path: Path, *, duplex: bool) -> None:
        """Read the file and show the printer dialog of the system."""
        from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415 - seldom used

        if not QPrinterInfo.availablePrinterNames():
            opened = Offer("Открыть файл", lambda: open_path(self._desk, path))
            self._desk.say(NO_PRINTER, Tone.WARNING, opened)
            return

        def job(_progress: Progress) -> PdfPages:
            return read_pages(path)

        task = self._desk.run(job)
        task.succeeded.connect(lambda pages: self._show(pages, path.stem, duplex=duplex))
        task.failed.connect(self._failed)

    def _show(self, pages: PdfPages, title: str, *, duplex: bool) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - seldom used

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        prepare(printer, title, pages.sizes, duplex=duplex)
        dialog = QPrintDialog(printer, self._owner.window())
        dialog.setWindowTitle(f"{TITLE}: {title}")
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, len(pages.sizes))
        dialog.accepted.connect(lambda: self.paint(printer, pages))
        dialog.rejected.connect(pages.close)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.setModal(True)
        dialog.show()  # `open` of this dialog wants the name of a slot

    def paint(self, printer: Any, pages: PdfPages) -> None:
        """Paint the chosen pages aside."""
        numbers = chosen_pages(printer, len(pages.sizes))

        def job(progress: Progress) -> int:
            try:
                return paint_pages(printer, pages, numbers, progress.step)
            finally:
                pages.close()

        task = self._desk.begin(job, TITLE)
        task.succeeded.connect(self._done)
        task.cancelled.connect(lambda: self._desk.say("Печать остановлена.", Tone.WARNING))
        task.failed.connect(self._failed)

    def _done(self, count: int) -> None:
        self._desk.say(f"Отправлено на принтер, страниц: {count}.", Tone.GOOD)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self._desk.say(str(error), Tone.BAD)


def read_pages(path: Path) -> PdfPages:
    """The pages of a file.

    Raises:
        BadFile: it is gone, or cannot be read.
    """
    try:
        return PdfPages(path.read_bytes())
    except OSError as error:
        raise BadFile(f"«{path}» не читается: напечатайте заново.") from error


def prepare(printer: Any, title: str, sizes: Sequence[Size], *, duplex: bool) -> None:
    """Set paper, margins and the way the sheet is turned, before the person is asked."""
    printer.setDocName(title)
    printer.setFullPage(True)
    printer.setPageLayout(_layout(sizes[0]))
    kinds = type(printer).DuplexMode
    landscape = sizes[0][0] > sizes[0][1]
    both = kinds.DuplexShortSide if landscape else kinds.DuplexLongSide
    printer.setDuplex(both if duplex else kinds.DuplexNone)


def chosen_pages(printer: Any, count: int) -> list[int]:
    """Numbers of the pages to print, from 0."""
    if printer.printRange() != type(printer).PrintRange.PageRange:
        return list(range(count))
    ranges = printer.pageRanges()
    if not ranges.isEmpty():
        return [number for number in range(count) if ranges.contains(number + 1)]
    first, last = printer.fromPage() or 1, printer.toPage() or count
    return [number for number in range(count) if first <= number + 1 <= last]


def paint_pages(
    printer: Any,
    pages: PdfPages,
    numbers: Sequence[int],
    step: Callable[[int, int, str], None],
) -> int:
    """Paint pages in true size, so that binding fields stay where they are.

    Raises:
        BadFile: the printer does not take the document.
    """
    painter = QPainter()
    for done, number in enumerate(numbers):
        if done:
            printer.setPageLayout(_layout(pages.sizes[number]))
        begun = printer.newPage() if done else painter.begin(printer)
        if not begun:
            raise BadFile("Принтер не принял документ: проверьте, включён ли он, и повторите.")
        try:
            step(done, len(numbers), "страница")
        except BaseException:
            printer.abort()
            painter.end()
            raise
        _paint(painter, printer, pages, number)
    painter.end()
    return len(numbers)


def _paint(painter: QPainter, printer: Any, pages: PdfPages, number: int) -> None:
    dots = printer.resolution()
    wide, high = (side * dots / POINTS for side in pages.sizes[number])
    image = pages.picture(number, round(wide * min(1.0, MOST_DOTS / dots)))
    painter.drawImage(QRectF(0, 0, wide, high), image)


def _layout(size: Size) -> QPageLayout:
    landscape = size[0] > size[1]
    ways = QPageLayout.Orientation
    upright = QSizeF(min(size), max(size))
    match = QPageSize.SizeMatchPolicy.FuzzyMatch
    page = QPageSize(upright, QPageSize.Unit.Point, "", match)
    way = ways.Landscape if landscape else ways.Portrait
    layout = QPageLayout(page, way, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout
