"""Pages with running text: the title, the page left empty, the certifying sheet (domain 2.6)."""

from __future__ import annotations

from journal_desktop.domain.russian import counted, short_date
from journal_desktop.printing.book import Book, Issued, Mark, Signer
from journal_desktop.printing.page import MM, Align, Face, Frame, Pen, Style, Type
from journal_desktop.printing.qr import boxes, payload
from journal_desktop.printing.tables import lead
from journal_desktop.printing.text import fit, text_width, wrap

SHEETS = ("лист", "листа", "листов")
INSCRIPTION = "В настоящем журнале прошито (прошнуровано), пронумеровано и\u00a0скреплено печатью"
_OF_EXTRACT = INSCRIPTION.replace("настоящем журнале", "настоящей выписке")
"""What the certifying sheet and the sticker say before the count (domain 2.6)."""
_LETTERED = "в том числе: литерные листы ____нет____; пропущенные номера ____нет____"

_CENTRE = Align.CENTRE
_SCHOOL = Style(Face.SERIF, 14, _CENTRE)
_PLACE = Style(Face.SERIF, 12, _CENTRE)
_NAME = Style(Face.BOLD, 34, _CENTRE)
_CLASS = Style(Face.BOLD, 22, _CENTRE)
_YEAR = Style(Face.SERIF, 16, _CENTRE)
_TEACHER = Style(Face.SERIF, 13, _CENTRE)
_SMALL = Style(Face.ITALIC, 11, _CENTRE)
_BLANK = Style(Face.ITALIC, 11, _CENTRE, 0.45)
_TEXT = Style(Face.SERIF, 11.5)
_COUNT = Style(Face.BOLD, 13, _CENTRE)
_HEAD = Style(Face.BOLD, 15, _CENTRE)
_HINT = Style(Face.SERIF, 8, _CENTRE)
_SUM = Style(Face.NARROW, 10.5)
_DOCUMENT = Style(Face.SANS, 7, Align.RIGHT, 0.3)
_CODE = 26 * MM
_RULE = 0.4
DATE_LINE = "«____» ____________________ 20____ г."


class Writer:
    """Sets paragraphs and lines downwards inside a frame."""

    def __init__(self, pen: Pen, frame: Frame, faces: Type, y: float) -> None:
        self._pen = pen
        self._frame = frame
        self._faces = faces
        self.y = y

    def paragraph(self, text: str, style: Style, after: float = 0.0) -> None:
        """A wrapped paragraph and `after` points of space under it."""
        x, room = self._frame.left, self._frame.width
        lines = wrap(self._faces.clean(text), room, style, self._faces)
        if style.align is Align.CENTRE:
            x, lines = self._frame.centre, self._balanced(text, lines, style)
        for line in lines:
            self.y -= lead(style)
            self._pen.text(x, self.y, line, style)
        self.y -= after

    def _balanced(self, text: str, lines: tuple[str, ...], style: Style) -> tuple[str, ...]:
        """The same number of lines, but none much shorter than the others."""
        room = self._frame.width
        while len(lines) > 1 and room > self._frame.width / 2:
            room *= 0.95
            closer = wrap(self._faces.clean(text), room, style, self._faces)
            if len(closer) > len(lines):
                break
            lines = closer
        return lines

    def rule(self, width: float) -> None:
        """A centred line `width` points long."""
        left = self._frame.centre - width / 2
        self._pen.line((left, self.y, left + width, self.y), _RULE)

    def signature(self, signer: Signer) -> None:
        """Post, a line for the signature with its hint, the name; the order under them."""
        pen, frame, faces = self._pen, self._frame, self._faces
        post_room, line = frame.width * 0.46, 40 * MM
        name_x = frame.left + post_room + line + 4 * MM
        name = faces.clean(signer.name) or "_" * 20
        name_style = fit(name, frame.right - name_x, _TEXT, faces)
        for text in wrap(faces.clean(signer.post), post_room - 3 * MM, _TEXT, faces):
            self.y -= lead(_TEXT)
            pen.text(frame.left, self.y, text, _TEXT)
        left = frame.left + post_room
        pen.line((left, self.y - 2, left + line, self.y - 2), _RULE)
        pen.text(left + line / 2, self.y - 11, "(подпись)", _HINT)
        pen.text(name_x, self.y, name, name_style)
        self.y -= 12
        if signer.basis:
            basis = _TEXT._replace(size=10)
            self.paragraph(f"({signer.basis})", basis)
        self.y -= 8 * MM


def draw_title(pen: Pen, frame: Frame, book: Book, faces: Type) -> None:
    """School and place, «КЛАССНЫЙ ЖУРНАЛ», class, year, class teacher; the code of the print."""
    title, height = book.title, frame.body - frame.bottom
    writer = Writer(pen, frame, faces, frame.body - height * 0.04)
    writer.paragraph(title.school, _SCHOOL, 4)
    for line in title.place:
        writer.paragraph(line, _PLACE, 2)
    writer.y = min(writer.y - 10 * MM, frame.body - height * 0.34)
    issued = book.issued
    if issued and issued.is_extract:
        writer.paragraph("ВЫПИСКА ИЗ", _CLASS, 3 * MM)
    heading = "КЛАССНОГО ЖУРНАЛА" if issued and issued.is_extract else "КЛАССНЫЙ ЖУРНАЛ"
    name = fit(heading, frame.width, _NAME, faces)
    writer.paragraph(heading, name, 5 * MM)
    writer.rule(text_width(heading, name, faces) * 0.35)
    writer.y -= 6 * MM
    writer.paragraph(f"{title.class_name} класса", _CLASS, 5 * MM)
    writer.paragraph(f"{title.school_year} учебный год", _YEAR)
    if issued:
        _draw_issued(writer, issued)
    writer.y = min(writer.y - 10 * MM, frame.bottom + height * 0.25)
    writer.paragraph("Классный руководитель", _SMALL, 3)
    writer.paragraph(title.class_teacher, _TEACHER)
    if book.mark:
        _draw_code(pen, frame, book.mark)


def _draw_issued(writer: Writer, issued: Issued) -> None:
    """«КОПИЯ» and by whose order; of an extract what it holds (R-4.6-01)."""
    writer.y -= 8 * MM
    if not issued.is_extract:
        writer.paragraph(issued.word.upper(), _CLASS, 3 * MM)
    for line in issued.lines:
        writer.paragraph(line, _TEACHER, 2)


def _draw_code(pen: Pen, frame: Frame, mark: Mark) -> None:
    """The QR code bottom right and the number of the document beside the fingerprint (2.6)."""
    bottom = frame.bottom + 4 * MM
    pen.fills.extend(boxes(payload(mark), frame.right - _CODE, bottom, _CODE))
    pen.text(frame.right, frame.bottom + 2, f"Документ {mark.document}", _DOCUMENT)


def draw_blank(pen: Pen, frame: Frame) -> None:
    """«Страница оставлена пустой»."""
    pen.text(frame.centre, (frame.body + frame.bottom) / 2, "Страница оставлена пустой", _BLANK)


def draw_last(pen: Pen, frame: Frame, book: Book, sheets: int, faces: Type) -> None:
    """The certifying inscription over `sheets` sheets before this one."""
    words, mark = book.certification, book.mark
    writer = Writer(pen, frame, faces, frame.body - 12 * MM)
    extract = book.issued is not None and book.issued.is_extract
    writer.paragraph("ВЫПИСКА ВЕРНА" if extract else "ЗАВЕРИТЕЛЬНАЯ НАДПИСЬ", _HEAD, 8 * MM)
    writer.paragraph(_OF_EXTRACT if extract else INSCRIPTION, _TEXT._replace(align=_CENTRE), 6 * MM)
    writer.paragraph(f"{counted(sheets, SHEETS)}, с\u00a0№\u00a01 по\u00a0№\u00a0{sheets}", _COUNT)
    writer.y -= 5 * MM
    writer.paragraph(_LETTERED, _TEXT, 6 * MM)
    day = short_date(mark.printed, year=True) if mark else "____.____.20____"
    source = words.source or "_" * 20
    what = "Выписка распечатана" if extract else "Журнал распечатан"
    writer.paragraph(f"{what} из электронного журнала «{source}» {day}.", _TEXT, 2)
    if mark:
        of_what = "выписки" if extract else "журнала"
        writer.paragraph(f"Контрольная сумма данных {of_what} (SHA-256):", _TEXT, 1)
        writer.paragraph(mark.content, _SUM)
    writer.y -= 10 * MM
    for signer in words.signers:
        writer.signature(signer)
    writer.y -= 6 * MM
    writer.paragraph(f"М.П.\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0{DATE_LINE}", _TEXT)
