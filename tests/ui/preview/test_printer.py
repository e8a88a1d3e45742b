"""A file on a printer: which pages, turned over which side, in true size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtGui import QPageLayout, QPageRanges
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget
from ui.fake_gate import FakeJournal, Said, a_desk
from ui.preview.books import A4, LANDSCAPE, drawn

from journal_desktop.domain.errors import BadFile
from journal_desktop.ui.kit.tasks import Cancelled
from journal_desktop.ui.preview.document import PdfPages
from journal_desktop.ui.preview.printer import (
    PrinterFlow,
    chosen_pages,
    paint_pages,
    prepare,
    read_pages,
)


def silent(_done: int, _total: int, _what: str) -> None:
    """Nobody looks."""


class Printer(QPrinter):
    """Writes a PDF and remembers what a PDF cannot do."""

    def __init__(self):
        super().__init__()
        self.turned, self.aborted = None, False

    def setDuplex(self, duplex):  # noqa: N802 - Qt's name
        self.turned = duplex

    def abort(self):
        self.aborted = True
        return super().abort()


@pytest.fixture
def printer(qtbot, tmp_path):
    assert qtbot
    made = Printer()
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "out.pdf"))
    made.setResolution(72)
    return made


@pytest.fixture
def open_pages():
    opened = []

    def make(sizes):
        opened.append(PdfPages(drawn(sizes)))
        return opened[-1]

    yield make
    for pages in opened:
        pages.close()


@pytest.mark.parametrize(
    ("size", "duplex", "mode", "way"),
    [
        (A4, True, QPrinter.DuplexMode.DuplexLongSide, QPageLayout.Orientation.Portrait),
        (LANDSCAPE, True, QPrinter.DuplexMode.DuplexShortSide, QPageLayout.Orientation.Landscape),
        (A4, False, QPrinter.DuplexMode.DuplexNone, QPageLayout.Orientation.Portrait),
    ],
    ids=["portrait-long-side", "landscape-short-side", "one-side"],
)
def test_sheets_are_turned_over_the_right_side(printer, size, duplex, mode, way):
    prepare(printer, "Журнал 7А", [size], duplex=duplex)
    assert printer.turned == mode
    assert printer.pageLayout().orientation() == way
    assert printer.docName() == "Журнал 7А"


def test_a_range_of_pages_is_printed(printer):
    assert chosen_pages(printer, 4) == [0, 1, 2, 3]
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert chosen_pages(printer, 4) == [1, 2]
    printer.setPageRanges(QPageRanges.fromString("1,4"))
    assert chosen_pages(printer, 4) == [0, 3]


def test_pages_keep_their_size_and_their_ink(printer, open_pages, tmp_path):
    pages = open_pages([A4, LANDSCAPE, A4])
    prepare(printer, "Журнал", pages.sizes, duplex=True)
    assert paint_pages(printer, pages, [0, 1], silent) == 2
    made = read_pages(tmp_path / "out.pdf")
    sizes = [tuple(round(side) for side in size) for size in made.sizes]
    assert sizes == [(595, 842), (842, 595)]
    image = made.picture(0, 595)
    made.close()
    dark = [
        (x, y) for x in range(595) for y in range(842) if image.pixelColor(x, y).lightness() < 128
    ]
    assert dark
    assert min(x for x, _ in dark) >= 71  # the word stands where it stood
    assert 842 - 412 < min(y for _, y in dark) <= max(y for _, y in dark) < 842 - 395


def test_a_stopped_print_is_aborted(printer, open_pages):
    pages = open_pages([A4, A4])
    prepare(printer, "Журнал", pages.sizes, duplex=True)

    def stop(done: int, _total: int, _what: str) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        paint_pages(printer, pages, [0, 1], stop)
    assert printer.aborted


@pytest.fixture
def flow(qtbot):
    host, said = QWidget(), Said()
    qtbot.addWidget(host)
    made = PrinterFlow(a_desk(FakeJournal(), host, said), host)
    yield made, said
    QThreadPool.globalInstance().waitForDone()


def test_a_computer_without_a_printer_is_told(flow, tmp_path, monkeypatch):
    made, said = flow
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    made.ask(tmp_path / "Журнал.pdf", duplex=True)
    assert "нет принтера" in said.texts[-1]
    assert said.offers[-1] is not None
    assert said.offers[-1].title == "Открыть файл"


def test_a_file_that_is_gone_is_told(qtbot, flow, tmp_path, monkeypatch):
    made, said = flow
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Учительская"])
    made.ask(tmp_path / "Журнал.pdf", duplex=True)
    qtbot.waitUntil(lambda: bool(said.texts))
    assert "не читается" in said.texts[-1]
    with pytest.raises(BadFile):
        read_pages(tmp_path / "Журнал.pdf")


def test_the_dialog_of_the_system_asks_for_a_range(qtbot, flow, tmp_path, monkeypatch):
    made, said = flow
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Учительская"])
    path = tmp_path / "Журнал.pdf"
    path.write_bytes(drawn([A4] * 5))
    made.ask(path, duplex=True)
    qtbot.waitUntil(lambda: made.dialog is not None)
    assert (made.dialog.minPage(), made.dialog.maxPage()) == (1, 5)
    assert made.dialog.windowTitle() == "На принтер: Журнал"
    assert made.dialog.printer().docName() == "Журнал"
    made.dialog.reject()
    assert said.texts == []


def test_what_was_sent_is_counted(qtbot, flow, printer, open_pages):
    made, said = flow
    pages = open_pages([A4, A4, A4])
    prepare(printer, "Журнал", pages.sizes, duplex=True)
    made.paint(printer, pages)
    qtbot.waitUntil(lambda: said.texts == ["Отправлено на принтер, страниц: 3."])
