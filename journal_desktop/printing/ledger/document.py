"""Pages of summary ledgers: sheets numbered through a file, a foot that tells where they are from.

Source: domain reference 3.4 (foot), 3.5 and 4.3 (sheet numbers in the upper right corner).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from journal_desktop.printing.furniture import draw_under
from journal_desktop.printing.page import (
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
    is_counted,
)
from journal_desktop.printing.sheets import draw_blank
from journal_desktop.printing.text import fit, text_width
from journal_desktop.printing.wide import Wide
from journal_desktop.printing.wide_draw import WidePages

_FOOT = Style(Face.SANS, 7, grey=0.2)
_SHEET = Style(Face.SERIF, 11, Align.RIGHT)
_GAP = 12.0

Draw = Callable[[Pen, Frame], None]


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands at the foot of every page: a text, and of how many sheets this is one."""

    text: str = ""
    sheets: int = 0


class Assembler:
    """Puts pages one after another, from page `first` of the file they lie in.

    `numbered` prints the number of the sheet in the upper right corner of front sides.
    """

    def __init__(
        self, paper: Paper, faces: Type, foot: Foot, *, first: int = 1, numbered: bool = False
    ) -> None:
        self.pages: list[Page] = []
        self._paper = paper
        self._faces = faces
        self._foot = foot
        self._first = first
        self._numbered = numbered

    def add(self, kind: Kind, draw: Draw) -> None:
        """One more page."""
        number = self._first + len(self.pages)
        frame = self._paper.frame(number)
        front = is_counted(kind) and not self._paper.is_back(number)
        sheet = self._paper.sheet(number) if front else None
        pen = Pen()
        pen.stamps.append(self._under(frame))
        draw(pen, frame)
        if sheet is not None and self._numbered:
            pen.text(frame.right, frame.top - _SHEET.size, str(sheet), _SHEET)
        stamps = tuple(stamp for stamp in pen.stamps if stamp.runs or stamp.rules)
        page = Page(number, sheet, kind, self._paper.size, frame, stamps, pen.ink())
        self.pages.append(page)

    def fill_sheet(self) -> None:
        """Leave the back of the last sheet empty, if it is."""
        if self._paper.is_back(self._first + len(self.pages)):
            self.add(Kind.BLANK, draw_blank)

    def _under(self, frame: Frame) -> Ink:
        """The draft mark, the holes and the foot; the foot alone may stand under the frame."""
        pen = Pen()
        draw_under(pen, self._paper, frame)
        if self._foot.text:
            self._draw_foot(pen, frame)
        return pen.ink()

    def _draw_foot(self, pen: Pen, frame: Frame) -> None:
        number = len(self.pages) + 1
        side = ", оборот" if self._paper.is_back(number) else ""
        right = f"Лист {self._paper.sheet(number)} из {self._foot.sheets}{side}"
        room = frame.width - text_width(right, _FOOT, self._faces) - _GAP
        text = self._faces.clean(self._foot.text)
        pen.text(frame.left, frame.foot + 2, text, fit(text, room, _FOOT, self._faces))
        pen.text(frame.right, frame.foot + 2, right, _FOOT._replace(align=Align.RIGHT))


def ledger_pages(
    tables: Sequence[Wide], paper: Paper, faces: Type, text: str, first: int | None = None
) -> tuple[Page, ...]:
    """Pages of one ledger; in a file from its page `first` on and to the end of a sheet."""
    stamps: Stamps = {}
    laid = [WidePages(table, paper.frame(1), faces, stamps) for table in tables]
    sheets = paper.sheet(sum(each.count for each in laid))
    in_file = first is not None
    writer = Assembler(paper, faces, Foot(text, sheets), first=first or 1, numbered=in_file)
    for each in laid:
        for number in range(each.count):
            writer.add(Kind.TABLE, partial(each.draw, page=number))
    if in_file:
        writer.fill_sheet()
    return tuple(writer.pages)
