"""A QR code as filled rectangles, without personal data (domain 2.6)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reportlab.graphics.barcode.qrencoder import QRAlphaNum, QRCode, QRErrorCorrectLevel

from journal_desktop.printing.book import Mark
from journal_desktop.printing.page import Box

_MAKER = "JD1"
"""Who made the code, and the form of what follows: document, then hash of the data."""


def payload(mark: Mark) -> str:
    """What the code says: signs of its compact alphabet only."""
    return f"{_MAKER}:{mark.document.replace('-', '')}:{mark.content}".upper()


def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """Rows of the code from the top, True where it is dark; without the quiet zone."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QRAlphaNum(text))
    code.make()
    side = range(code.getModuleCount())
    return tuple(tuple(bool(code.isDark(row, column)) for column in side) for row in side)


def boxes(text: str, left: float, bottom: float, side: float) -> Iterator[Box]:
    """The dark runs of the code whose lower left corner and side are given in points."""
    rows = modules(text)
    step = side / len(rows)
    for down, row in enumerate(rows, 1):
        start = 0
        for dark, members in groupby(row):
            end = start + len(tuple(members))
            if dark:
                yield left + start * step, bottom + side - down * step, (end - start) * step, step
            start = end
