"""Book → pages: order, parity, numbers of pages and sheets, running heads. Pure.

Source: domain reference 2.3.1: left pages on even numbers, mirrored binding field, page number
at the top centre from page 2, sheet number in the upper right corner of front sides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from journal_desktop.printing.book import Book, Column, Section, Sheet, Subject
from journal_desktop.printing.crowds import runs
from journal_desktop.printing.furniture import NUMBER, SHEET, Furniture
from journal_desktop.printing.left import LeftPage
from journal_desktop.printing.opening import Opening, board, plan
from journal_desktop.printing.page import (
    MM,
    Frame,
    Ink,
    Kind,
    Page,
    Paper,
    Pen,
    Stamps,
    Type,
    is_counted,
)
from journal_desktop.printing.plain import sheet_pages
from journal_desktop.printing.right import RightPage
from journal_desktop.printing.sheets import draw_blank, draw_last, draw_title
from journal_desktop.printing.stickers import draw_stickers
from journal_desktop.printing.wide import Wide
from journal_desktop.printing.wide_draw import WidePages

_CONTENTS = (
    Column("№ п/п", 7, centred=True),
    Column("Наименование предмета (курса), раздела", 54),
    Column("Фамилия, имя, отчество учителя", 38),
    Column("Страницы (с – по)", 20, centred=True),
)
_NUMBERED = frozenset(Kind) - {Kind.TITLE, Kind.STICKERS}
_RUNNING = _NUMBERED - {Kind.LAST}
_BETWEEN = 6 * MM
_WORTH_JOINING = 70 * MM
_WIDEST_RANGE = "0000 – 0000"
"""Goes into its column on one line: the contents take as many pages before theirs are known."""


def sheets_of(pages: Sequence[Page]) -> int:
    """How many sheets the certifying one counts."""
    return max((page.sheet or 0 for page in pages), default=0)


def paginate(book: Book, paper: Paper, faces: Type) -> tuple[Page, ...]:
    """All pages of the book in order of binding."""
    legend = (book.legend,) if book.legend else ()
    sheets = [*legend, _contents(book, [_WIDEST_RANGE] * len(book.sections))]
    front = 1 + sum(len(sheet_pages(sheet, paper, faces)) for sheet in sheets)
    body = _Binder(book, paper, faces, front + 1)
    ranges = [body.section(section) for section in book.sections]
    head = _Binder(book, paper, faces, 1)
    head.title()
    for sheet in legend:
        head.sheet(sheet)
    head.sheet(_contents(book, [_span(*pages) for pages in ranges]))
    body.last()
    return (*head.pages, *body.pages)


class _Binder:
    """Puts pages one after another and gives each its number, frame and furniture."""

    def __init__(self, book: Book, paper: Paper, faces: Type, first: int) -> None:
        self.pages: list[Page] = []
        self._book = book
        self._paper = paper
        self._faces = faces
        self._next = first
        self._stamps: Stamps = {}
        self._free = 0.0
        self._furniture = Furniture(book, paper, faces, self._stamps)

    def title(self) -> None:
        """The title page, without a page number."""
        self._add(Kind.TITLE, lambda pen, at: draw_title(pen, at, self._book, self._faces))

    def sheet(self, table: Sheet) -> None:
        """A plain table on as many pages as it takes."""
        for page in sheet_pages(table, self._paper, self._faces):
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
        book = self._book
        self._add(Kind.LAST, lambda pen, at: draw_last(pen, at, book, sheets, self._faces))
        if book.stickers:
            self._stickers(sheets)

    def _stickers(self, sheets: int) -> None:
        """On a sheet of their own behind the certifying one; it is cut up, not bound."""
        if self._paper.is_back(self._next):
            self._blank()
        self._add(
            Kind.STICKERS, lambda pen, at: draw_stickers(pen, at, self._book, sheets, self._faces)
        )

    def _wide(self, wide: Wide) -> tuple[int, int]:
        """A wide table; one with further columns begins on a left page."""
        if wide.joined and self._joined(wide):
            return self._next - 1, self._next - 1
        pages = WidePages(wide, self._paper.frame(1), self._faces, self._stamps)
        if pages.sides > 1 and self._paper.duplex and not self._paper.is_back(self._next):
            self._blank()
        first = self._next
        kinds = (Kind.TABLE,) if pages.sides == 1 else (Kind.LEFT, Kind.RIGHT)
        for page in range(pages.count):
            for side, kind in enumerate(kinds):
                self._add(kind, partial(pages.draw, page=page, side=side))
        self._free = pages.bottom
        return first, self._next - 1

    def _joined(self, wide: Wide) -> bool:
        """Put the table under the one on the last page, if it has room there whole."""
        top, frame = self._free - _BETWEEN, self._paper.frame(1)
        if top - frame.bottom < _WORTH_JOINING:
            return False
        pages = WidePages(wide, frame._replace(body=top), self._faces, self._stamps)
        if pages.sides > 1 or pages.count > 1:
            return False
        last, pen = self.pages[-1], Pen()
        pages.draw(pen, last.frame._replace(body=top), 0)
        ink = pen.ink()
        self.pages[-1] = replace(
            last,
            stamps=(*last.stamps, *pen.stamps),
            ink=Ink((*last.ink.rules, *ink.rules), (*last.ink.runs, *ink.runs)),
        )
        self._free = pages.bottom
        return True

    def _subject(self, subject: Subject) -> tuple[int, int]:
        if self._paper.duplex and not self._paper.is_back(self._next):
            self._blank()
        first = self._next
        for run in runs(subject, self._paper):
            self._run(run)
        return first, self._next - 1

    def _run(self, subject: Subject) -> None:
        start = self._next
        shared = board(subject, self._paper, self._faces)
        left = LeftPage(shared, self._faces, self._stamps)
        right = RightPage(shared, self._faces, self._stamps)
        for opening in plan(shared, self._paper, self._faces):
            start = start if opening.part else self._next
            self._opening(left, right, opening, start)

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
        sheet = paper.sheet(number) if is_counted(kind) and not paper.is_back(number) else None
        pen = Pen()
        pen.stamps.append(self._furniture.of(frame, running=kind in _RUNNING))
        draw(pen, frame)
        y = frame.top - NUMBER.size
        if kind in _NUMBERED:
            pen.text(frame.centre, y, str(number), NUMBER)
        if sheet is not None:
            pen.text(frame.right, y, f"л. {sheet}", SHEET)
        stamps = tuple(stamp for stamp in pen.stamps if stamp.runs or stamp.rules)
        page = Page(number, sheet, kind, paper.size, frame, stamps, pen.ink(), lessons)
        self.pages.append(page)
        self._next += 1
        self._free = 0.0


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} – {last}"


def _contents(book: Book, ranges: Sequence[str]) -> Sheet:
    rows = tuple(
        (str(number), section.title, section.teacher, pages)
        for number, (section, pages) in enumerate(zip(book.sections, ranges, strict=True), 1)
    )
    return Sheet("Оглавление", _CONTENTS, rows)
