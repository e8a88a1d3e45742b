"""What every page of a side bears: draft mark, holes, running head, fingerprint at the foot.

Source: domain reference 2.3.1 (page number, sheet number), 2.6 (holes, fingerprint), R-4.3-01.
"""

from __future__ import annotations

from journal_desktop.printing.book import Book, Mark
from journal_desktop.printing.fingerprint import shown
from journal_desktop.printing.page import (
    MM,
    Align,
    Face,
    Frame,
    Ink,
    Paper,
    Pen,
    Stamps,
    Style,
    Type,
)
from journal_desktop.printing.text import fit

NUMBER = Style(Face.SERIF, 10, Align.CENTRE)
"""Page number at the top centre."""
SHEET = Style(Face.SANS, 8, Align.RIGHT)
"""Number of the sheet in the upper right corner."""
_RUNNING = Style(Face.SANS, 8)
_FOOT = Style(Face.SANS, 7, grey=0.3)
_DRAFT = Style(Face.BOLD, 92, Align.CENTRE, 0.88, 50)
_HOLES, _HOLE_STEP, _HOLE_INSET, _HOLE_ARM = 4, 80 * MM, 15 * MM, 1.5 * MM


def foot_text(mark: Mark) -> str:
    """«Отпечаток данных 9F86-D081-884C-7D65 · КОПИЯ»: what `verify` is asked for."""
    issued = f" · {mark.issued.upper()}" if mark.issued else ""
    return f"Отпечаток данных {shown(mark.content)}{issued}"


class Furniture:
    """Makes the Inks that many pages share, one for each frame."""

    def __init__(self, book: Book, paper: Paper, faces: Type, stamps: Stamps) -> None:
        self._title = book.title
        self._mark = book.mark
        self._paper = paper
        self._faces = faces
        self._stamps = stamps

    def of(self, frame: Frame, *, running: bool) -> Ink:
        """The furniture of a page; without `running` the head tells nothing."""
        key = (frame, running)
        if key not in self._stamps:
            self._stamps[key] = self._make(frame, running=running)
        return self._stamps[key]

    def _make(self, frame: Frame, *, running: bool) -> Ink:
        pen = Pen()
        draw_under(pen, self._paper, frame)
        if running:
            self._running(pen, frame)
        if self._mark:
            pen.text(frame.left, frame.foot + 2, foot_text(self._mark), _FOOT)
        return pen.ink()

    def _running(self, pen: Pen, frame: Frame) -> None:
        title = self._title
        text = self._faces.clean(f"{title.class_name} класс · {title.school_year} учебный год")
        style = fit(text, frame.width / 2 - 15 * MM, _RUNNING, self._faces)
        pen.text(frame.left, frame.top - NUMBER.size, text, style)


def draw_under(pen: Pen, paper: Paper, frame: Frame) -> None:
    """What lies under every page: the draft mark and the holes, if the paper has them."""
    if paper.draft:
        middle = (frame.top + frame.bottom) / 2
        pen.text(frame.centre + 24, middle - 40, "ЧЕРНОВИК", _DRAFT)
    if paper.holes:
        _draw_holes(pen, paper, frame)


def _draw_holes(pen: Pen, paper: Paper, frame: Frame) -> None:
    """Small crosses where the book is pierced for sewing (domain 2.6)."""
    width, height = paper.size
    x = _HOLE_INSET if frame.left > width - frame.right else width - _HOLE_INSET
    step = min(_HOLE_STEP, (height - 50 * MM) / (_HOLES - 1))
    for number in range(_HOLES):
        y = height / 2 + (number - (_HOLES - 1) / 2) * step
        pen.line((x - _HOLE_ARM, y, x + _HOLE_ARM, y), 0.25, 0.4)
        pen.line((x, y - _HOLE_ARM, x, y + _HOLE_ARM), 0.25, 0.4)
