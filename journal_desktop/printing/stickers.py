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
    across = 3 if frame.width > frame.body - frame.bottom else 2
    width = min(_WIDTH, (frame.width + _GAP) / across - _GAP)
    guide = "Наклейки на узел прошивки: вырезать одну, подпись и печать – с переходом на лист."
    pen.text(frame.centre, frame.body - 4 * MM, guide, _GUIDE)
    start = frame.centre - (across * (width + _GAP) - _GAP) / 2
    for number in range(_COUNT):
        row, column = divmod(number, across)
        left = start + column * (width + _GAP)
        top = frame.body - 8 * MM - row * (_HEIGHT + _GAP)
        inside = Frame(left, top - _HEIGHT, left + width, top, top, top - _HEIGHT)
        _draw_one(pen, inside, book, sheets, faces)


def _draw_one(pen: Pen, edge: Frame, book: Book, sheets: int, faces: Type) -> None:
    for stroke in (
        (edge.left, edge.bottom, edge.right, edge.bottom),
        (edge.left, edge.top, edge.right, edge.top),
        (edge.left, edge.bottom, edge.left, edge.top),
        (edge.right, edge.bottom, edge.right, edge.top),
    ):
        pen.line(stroke, _CUT, _GREY)
    inside = edge._replace(left=edge.left + _INSET, right=edge.right - _INSET)
    title = book.title
    writer = Writer(pen, inside, faces, edge.top - 2 * MM)
    writer.paragraph(f"{title.class_name} класс · {title.school_year} учебный год", _HEAD, 2 * MM)
    writer.paragraph(INSCRIPTION, _WORDS, 1.5 * MM)
    writer.paragraph(counted(sheets, SHEETS), _SHEETS, 5 * MM)
    signer = book.certification.signers[-1]
    writer.paragraph(f"{signer.post}\u00a0_______________ {signer.name}", _SIGN, 4 * MM)
    writer.paragraph(f"М.П.\u00a0\u00a0\u00a0{DATE_LINE}", _SIGN)
