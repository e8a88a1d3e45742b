"""The pages of a PDF as pictures, by PDFium.

PDFium knows only one thread at a time: every call waits for the one before it, whatever document
it belongs to.
"""

from __future__ import annotations

from threading import Lock
from typing import Any, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage

FINER: Final = 2
SHARP: Final = 1000
"""Narrower pictures are made finer and then smaller: PDFium sets letters on whole pixels."""
ROUNDING: Final = 0.01
"""PDFium takes a whole pixel more for any part of one."""
_PDFIUM: Final = Lock()

Size = tuple[float, float]
"""Width and height of a page in points."""


class PdfPages:
    """One document; close it when it is no longer shown."""

    def __init__(self, content: bytes) -> None:
        import pypdfium2  # noqa: PLC0415 - loads a library of its own

        with _PDFIUM:
            self._pdf: Any = pypdfium2.PdfDocument(content)
            self.sizes: tuple[Size, ...] = tuple(
                self._pdf.get_page_size(number) for number in range(len(self._pdf))
            )

    def picture(self, number: int, width: int) -> QImage:
        """The page of that number, from 0, `width` pixels wide; null where there is none."""
        with _PDFIUM:
            if self._pdf is None or number >= len(self.sizes):
                return QImage()
            page = self._pdf[number]
            finer = FINER if width < SHARP else 1
            scale = (width * finer - ROUNDING) / self.sizes[number][0]
            bitmap = page.render(scale=scale, grayscale=True)
            grey = QImage.Format.Format_Grayscale8
            shown = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, grey).copy()
            bitmap.close()
            page.close()
        return shown if finer == 1 else _smaller(shown, width)

    def find(self, number: int, text: str) -> tuple[QRectF, ...]:
        """Where the text stands on the page: in points from its upper left corner."""
        with _PDFIUM:
            if self._pdf is None or number >= len(self.sizes):
                return ()
            page = self._pdf[number]
            words = page.get_textpage()
            found = tuple(_rects(words, text, self.sizes[number][1]))
            words.close()
            page.close()
        return found

    def close(self) -> None:
        """Give the memory back."""
        with _PDFIUM:
            if self._pdf is not None:
                self._pdf.close()
                self._pdf = None


def _smaller(image: QImage, width: int) -> QImage:
    smooth = Qt.TransformationMode.SmoothTransformation
    small = image.scaledToWidth(width, smooth)
    return small.convertToFormat(QImage.Format.Format_Grayscale8)


def _rects(words: Any, text: str, height: float) -> list[QRectF]:
    found: list[QRectF] = []
    searcher = words.search(text)
    while (hit := searcher.get_next()) is not None:
        start, count = hit
        for order in range(words.count_rects(start, count)):
            left, bottom, right, top = words.get_rect(order)
            found.append(QRectF(left, height - top, right - left, top - bottom))
    searcher.close()
    return found
