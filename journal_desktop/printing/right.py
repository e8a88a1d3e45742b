"""The right page of an opening: number, date, hours, topic and homework (domain 2.3)."""

from __future__ import annotations

from journal_desktop.printing.opening import HEADLINE, Board, Opening
from journal_desktop.printing.page import Align, Face, Frame, Ink, Pen, Stamps, Style, Type
from journal_desktop.printing.tables import PAD, Grid, draw_heading, draw_rows
from journal_desktop.printing.text import fit, text_width

_TEACHER = Style(Face.SERIF, 11)
_SUBJECT = Style(Face.SERIF, 10.5, Align.RIGHT)
_EMPTY = Style(Face.ITALIC, 10, Align.CENTRE)


class RightPage:
    """Draws the right pages of one subject."""

    def __init__(self, shared: Board, faces: Type, stamps: Stamps) -> None:
        self._board = shared
        self._faces = faces
        self._stamps = stamps

    def draw(self, pen: Pen, frame: Frame, opening: Opening) -> None:
        """Teacher, titles of the columns, a row per lesson and what closes a period."""
        self._heading(pen, frame)
        grid = Grid(frame.left, self._board.right_widths)
        top = frame.body - HEADLINE
        pen.stamps.append(self._head(grid, top))
        bottom = draw_rows(pen, grid, top - self._board.right_head.height, opening.rows)
        if not opening.lessons:
            pen.text(frame.centre, bottom - 20, "Уроков не было", _EMPTY)

    def _heading(self, pen: Pen, frame: Frame) -> None:
        """Teacher at the left, subject at the right, so that either page tells what it is of."""
        y = frame.body - HEADLINE * 0.62
        title = self._faces.clean(self._board.subject.title)
        half = frame.width / 2 - PAD
        style = fit(title, half, _SUBJECT, self._faces)
        pen.text(frame.right, y, title, style)
        teacher = f"Учитель: {self._faces.clean(self._board.subject.teacher)}"
        room = frame.width - text_width(title, style, self._faces) - 4 * PAD
        pen.text(frame.left, y, teacher, fit(teacher, room, _TEACHER, self._faces))

    def _head(self, grid: Grid, top: float) -> Ink:
        key = (grid, top)
        if key not in self._stamps:
            pen = Pen()
            draw_heading(pen, grid, top, self._board.right_head)
            self._stamps[key] = pen.ink()
        return self._stamps[key]
