"""Six paper stickers for the knot on the back of the bound journal (domain 2.6).

The inscription is repeated on each; signature and seal go over both the sticker and the sheet.
"""

from __future__ import annotations

from journal_desktop.domain.russian import counted
from journal_desktop.printing.book import Book
from journal_desktop.printing.page import MM, Align, Face, Frame, Pen, Style, Type
from journal_desktop.printing.sheets import DATE_LINE, INSCRIPTION, SHEETS, Writer

_WIDTH, _HEIGHT = 80 * MM, 60 * MM
_COUNT = 6
_GAP = 4 * MM
_INSET = 4 * MM
_CUT, _GREY = 0.25, 0.5
_CENTRE = Align.CENTRE
_GUIDE = Style(Face.ITALIC, 9, _CENTRE, 0.3)
_HEAD = Style(Face.SANS, 7.5, _CENTRE)
_WORDS = Style(Face.SERIF, 9, _CENTRE)
_SHEETS = Style(Face.BOLD, 9.5, _CENTRE)
_SIGN = Style(Face.SERIF, 8.5)


def draw_stickers(pen: Pen, frame: Frame, book: Book, sheets: int, faces: Type) -> None:
    """The page of stickers, cut lines around each."""
    across = int((frame.width + _GAP) // (_WIDTH + _GAP))
    guide = "Наклейки на узел прошивки: вырезать одну, подпись и печать – с переходом на лист."
    pen.text(frame.centre, frame.body - 4 * MM, guide, _GUIDE)
    start = frame.centre - (across * (_WIDTH + _GAP) - _GAP) / 2
    for number in range(_COUNT):
        row, column = divmod(number, across)
        left = start + column * (_WIDTH + _GAP)
        top = frame.body - 8 * MM - row * (_HEIGHT + _GAP)
        _draw_one(pen, (left, top), book, sheets, faces)


def _draw_one(pen: Pen, corner: tuple[float, float], book: Book, sheets: int, faces: Type) -> None:
    left, top = corner
    right, bottom = left + _WIDTH, top - _HEIGHT
    for stroke in (
        (left, bottom, right, bottom),
        (left, top, right, top),
        (left, bottom, left, top),
        (right, bottom, right, top),
    ):
        pen.line(stroke, _CUT, _GREY)
    inside = Frame(left + _INSET, bottom, right - _INSET, top, top, bottom)
    title = book.title
    writer = Writer(pen, inside, faces, top - 2 * MM)
    writer.paragraph(f"{title.class_name} класс · {title.school_year} учебный год", _HEAD, 2 * MM)
    writer.paragraph(INSCRIPTION, _WORDS, 1.5 * MM)
    writer.paragraph(counted(sheets, SHEETS), _SHEETS, 5 * MM)
    signer = book.certification.signers[-1]
    writer.paragraph(f"{signer.post}\u00a0_______________ {signer.name}", _SIGN, 4 * MM)
    writer.paragraph(f"М.П.\u00a0\u00a0\u00a0{DATE_LINE}", _SIGN)
