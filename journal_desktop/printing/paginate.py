"""Book → pages: order, parity, numbers of pages and sheets, running heads. Pure.

Source: domain reference 2.3.1: left pages on even numbers, mirrored binding field, page number
at the top centre from page 2, sheet number in the upper right corner of front sides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from journal_desktop.printing.book import Book, Column, Section, Sheet, Subject
from journal_desktop.printing.left import LeftPage
from journal_desktop.printing.opening import Opening, board, plan
from journal_desktop.printing.page import (
    MM,
    Align,
    Face,
    Frame,
    Ink,
    Kind,
    Page,
    Paper,
    Pen,
    Stamps,
    Style,
    Type,
)
from journal_desktop.printing.right import RightPage
from journal_desktop.printing.sheets import draw_blank, draw_last, draw_title
from journal_desktop.printing.tables import (
    BODY,
    PAD,
    Grid,
    break_pages,
    draw_heading,
    draw_notes,
    draw_rows,
    heading,
    lines,
    row,
)
from journal_desktop.printing.text import fit
from journal_desktop.printing.wide import Wide
from journal_desktop.printing.wide_draw import WidePages

_TITLE = Style(Face.BOLD, 13, Align.CENTRE)
_RUNNING = Style(Face.SANS, 8)
_NUMBER = Style(Face.SERIF, 10, Align.CENTRE)
_SHEET = Style(Face.SANS, 8, Align.RIGHT)
_DRAFT = Style(Face.BOLD, 92, Align.CENTRE, 0.88, 50)
_PLAIN = BODY._replace(size=9.5)
_TITLE_ROOM = 14 * MM
_HOLES, _HOLE_STEP, _HOLE_INSET, _HOLE_ARM = 4, 80 * MM, 15 * MM, 1.5 * MM
_CONTENTS_TITLE = "Оглавление"
_CONTENTS = (
    Column("№ п/п", 7, centred=True),
    Column("Наименование предмета (курса)", 45),
    Column("Фамилия, имя, отчество учителя", 40),
    Column("Страницы (с – по)", 16, centred=True),
)
_WIDEST_RANGE = "0000 – 0000"


class Mark(NamedTuple):
    """A section and the page it begins on."""

    title: str
    page: int


class Laid(NamedTuple):
    """All pages of a book, and where its sections begin."""

    pages: tuple[Page, ...]
    marks: tuple[Mark, ...]


def paginate(book: Book, paper: Paper, faces: Type) -> tuple[Page, ...]:
    """All pages of the book in order of binding.

    Raises:
        Invalid: a page of the journal has more pupils than paper can hold at 7 pt.
    """
    return lay_out(book, paper, faces).pages


def lay_out(book: Book, paper: Paper, faces: Type) -> Laid:
    """All pages of the book with the marks to jump to; raises what `paginate` does."""
    legend = (book.legend,) if book.legend else ()
    sheets = [*legend, _contents(book, [_WIDEST_RANGE] * len(book.sections))]
    front = 1 + sum(len(_sheet_pages(sheet, paper, faces)) for sheet in sheets)
    body = _Binder(book, paper, faces, front + 1)
    ranges = [body.section(section) for section in book.sections]
    head = _Binder(book, paper, faces, 1)
    head.title()
    for sheet in legend:
        head.sheet(sheet)
    contents = len(head.pages) + 1
    head.sheet(_contents(book, [f"{first} – {last}" for first, last in ranges]))
    body.last()
    begins = [contents, *(first for first, _ in ranges), body.pages[-1].number]
    return Laid((*head.pages, *body.pages), _marks(book, begins))


def _marks(book: Book, begins: Sequence[int]) -> tuple[Mark, ...]:
    """The first pages are those of the contents, of each section and of the certifying sheet."""
    front = ("Титульный лист", *([book.legend.title] if book.legend else ()))
    titles = (_CONTENTS_TITLE, *(section.title for section in book.sections), "Лист-заверитель")
    return (*map(Mark, front, (1, 2)), *map(Mark, titles, begins))


class _Binder:
    """Puts pages one after another and gives each its number, frame and furniture."""

    def __init__(self, book: Book, paper: Paper, faces: Type, first: int) -> None:
        self.pages: list[Page] = []
        self._book = book
        self._paper = paper
        self._faces = faces
        self._next = first
        self._stamps: Stamps = {}

    def title(self) -> None:
        """The title page, without a page number."""
        self._add(Kind.TITLE, lambda pen, at: draw_title(pen, at, self._book.title, self._faces))

    def sheet(self, table: Sheet) -> None:
        """A plain table on as many pages as it takes."""
        for page in _sheet_pages(table, self._paper, self._faces):
            self._add(Kind.TABLE, page)

    def section(self, section: Section) -> tuple[int, int]:
        """A section of the body; its first and last page."""
        if isinstance(section, Sheet):
            first = self._next
            self.sheet(section)
            return first, self._next - 1
        if isinstance(section, Wide):
            return self._wide(section)
        return self._subject(section)

    def last(self) -> None:
        """The certifying sheet, on a front side; it counts the sheets before it."""
        if self._paper.is_back(self._next):
            self._blank()
        sheets = self._paper.sheet(self._next) - 1
        words = self._book.certification
        self._add(Kind.LAST, lambda pen, at: draw_last(pen, at, words, sheets, self._faces))

    def _wide(self, wide: Wide) -> tuple[int, int]:
        """A wide table; one with further columns begins on a left page."""
        pages = WidePages(wide, self._paper.frame(1), self._faces, self._stamps)
        if pages.sides > 1 and self._paper.duplex and not self._paper.is_back(self._next):
            self._blank()
        first = self._next
        kinds = (Kind.TABLE,) if pages.sides == 1 else (Kind.LEFT, Kind.RIGHT)
        for page in range(pages.count):
            for side, kind in enumerate(kinds):
                self._add(kind, partial(pages.draw, page=page, side=side))
        return first, self._next - 1

    def _subject(self, subject: Subject) -> tuple[int, int]:
        if self._paper.duplex and not self._paper.is_back(self._next):
            self._blank()
        first = start = self._next
        shared = board(subject, self._paper, self._faces)
        left = LeftPage(shared, self._faces, self._stamps)
        right = RightPage(shared, self._faces, self._stamps)
        for opening in plan(shared, self._paper, self._faces):
            start = start if opening.part else self._next
            self._opening(left, right, opening, start)
        return first, self._next - 1

    def _opening(self, left: LeftPage, right: RightPage, opening: Opening, start: int) -> None:
        lessons = tuple(lesson.id for lesson in opening.lessons)

        def draw_left(pen: Pen, frame: Frame) -> None:
            if opening.part:
                left.draw_rest(pen, frame, opening, start)
            else:
                left.draw(pen, frame, opening, self._book.title.class_name)

        self._add(Kind.LEFT, draw_left, lessons)
        self._add(Kind.RIGHT, lambda pen, at: right.draw(pen, at, opening), lessons)

    def _blank(self) -> None:
        self._add(Kind.BLANK, draw_blank)

    def _add(
        self, kind: Kind, draw: Callable[[Pen, Frame], None], lessons: tuple[int, ...] = ()
    ) -> None:
        number, paper = self._next, self._paper
        frame = paper.frame(number)
        front = not paper.is_back(number) and kind is not Kind.LAST
        sheet = paper.sheet(number) if front else None
        pen = Pen()
        pen.stamps.append(self._furniture(frame, running=kind not in (Kind.TITLE, Kind.LAST)))
        draw(pen, frame)
        y = frame.top - _NUMBER.size
        if kind is not Kind.TITLE:
            pen.text(frame.centre, y, str(number), _NUMBER)
        if sheet is not None:
            pen.text(frame.right, y, f"л. {sheet}", _SHEET)
        stamps = tuple(stamp for stamp in pen.stamps if stamp.runs or stamp.rules)
        page = Page(number, sheet, kind, paper.size, frame, stamps, pen.ink(), lessons)
        self.pages.append(page)
        self._next += 1

    def _furniture(self, frame: Frame, *, running: bool) -> Ink:
        """What is the same on all pages of a side: draft mark, holes, running head."""
        key = (frame, running)
        if key not in self._stamps:
            pen = Pen()
            if self._paper.draft:
                middle = (frame.top + frame.bottom) / 2
                pen.text(frame.centre + 24, middle - 40, "ЧЕРНОВИК", _DRAFT)
            if self._paper.holes:
                _draw_holes(pen, self._paper, frame)
            if running:
                self._running(pen, frame)
            self._stamps[key] = pen.ink()
        return self._stamps[key]

    def _running(self, pen: Pen, frame: Frame) -> None:
        title = self._book.title
        text = self._faces.clean(f"{title.class_name} класс · {title.school_year} учебный год")
        style = fit(text, frame.width / 2 - 15 * MM, _RUNNING, self._faces)
        pen.text(frame.left, frame.top - _NUMBER.size, text, style)


def _draw_holes(pen: Pen, paper: Paper, frame: Frame) -> None:
    """Small crosses where the book is pierced for sewing (domain 2.6)."""
    width, height = paper.size
    x = _HOLE_INSET if frame.left > width - frame.right else width - _HOLE_INSET
    step = min(_HOLE_STEP, (height - 50 * MM) / (_HOLES - 1))
    for number in range(_HOLES):
        y = height / 2 + (number - (_HOLES - 1) / 2) * step
        pen.line((x - _HOLE_ARM, y, x + _HOLE_ARM, y), 0.25, 0.4)
        pen.line((x, y - _HOLE_ARM, x, y + _HOLE_ARM), 0.25, 0.4)


def _contents(book: Book, ranges: Sequence[str]) -> Sheet:
    rows = tuple(
        (str(number), section.title, section.teacher, pages)
        for number, (section, pages) in enumerate(zip(book.sections, ranges, strict=True), 1)
    )
    return Sheet(_CONTENTS_TITLE, _CONTENTS, rows)


def _sheet_pages(sheet: Sheet, paper: Paper, faces: Type) -> list[Callable[[Pen, Frame], None]]:
    """One drawing function per page of a plain table; notes stand under the last rows."""
    frame = paper.frame(1)
    unit = frame.width / sum(column.share for column in sheet.columns)
    widths = tuple(column.share * unit for column in sheet.columns)
    styles = [
        _PLAIN._replace(align=Align.CENTRE) if column.centred else _PLAIN
        for column in sheet.columns
    ]
    head = heading([column.title for column in sheet.columns], widths, faces)
    rows = [
        row(
            (
                lines(text, width, style, faces)
                for text, width, style in zip(texts, widths, styles, strict=True)
            ),
            sheet.lowest_row * MM,
        )
        for texts in sheet.rows
    ]
    notes = [row((lines(note, frame.width, _PLAIN, faces),)) for note in sheet.notes]
    room = frame.body - frame.bottom - _TITLE_ROOM - head.height - PAD
    pages = break_pages([*rows, *notes], room)

    def drawing(page: int) -> Callable[[Pen, Frame], None]:
        def draw(pen: Pen, at: Frame) -> None:
            title = faces.clean(sheet.title) + (" (продолжение)" if page else "")
            style = fit(title, at.width, _TITLE, faces)
            pen.text(at.centre, at.body - _TITLE_ROOM * 0.55, title, style)
            grid = Grid(at.left, widths)
            top = draw_heading(pen, grid, at.body - _TITLE_ROOM, head)
            ruled = [line for line in pages[page] if len(line.cells) == len(widths)]
            top = draw_rows(pen, grid, top, ruled)
            draw_notes(pen, grid, top - PAD, pages[page][len(ruled) :])

        return draw

    return [drawing(page) for page in range(len(pages))]
