"""Lists on paper: plain tables one after another, «Лист N из M» in the foot; a file of its own.

Source: R-1.9-01 (school, moment and author on what is printed), domain reference 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from journal_desktop.domain.russian import short_date
from journal_desktop.printing.book import Sheet
from journal_desktop.printing.draw import Step
from journal_desktop.printing.fonts import typefaces
from journal_desktop.printing.page import Align, Face, Frame, Kind, Page, Paper, Pen, Style, Type
from journal_desktop.printing.pdfa import Imprint, Written, write_pdf
from journal_desktop.printing.plain import sheet_pages
from journal_desktop.printing.text import fit

ACROSS = Paper(landscape=True, duplex=False, holes=False)
_FOOT = Style(Face.SANS, 8)
_NUMBER = _FOOT._replace(align=Align.RIGHT)
_NUMBER_ROOM = 90


@dataclass(frozen=True, slots=True)
class PaperList:
    """Tables with what their file is called and who made it; `made` is in the school's zone."""

    title: str
    school: str
    author: str
    made: datetime
    tables: tuple[Sheet, ...]

    @property
    def foot(self) -> str:
        """«Лицей № 10 · Сформировано 23.11.2026 12:00, Королёв О. И.»."""
        made = f"{short_date(self.made.date(), year=True)} {self.made:%H:%M}"
        return f"{self.school} · Сформировано {made}, {self.author}"


def print_list(said: PaperList, path: Path, progress: Step, paper: Paper = ACROSS) -> Written:
    """Write the PDF/A file, whole or not at all.

    Raises:
        BadFile: the folder or the disk does not take it.
    """
    pages = list_pages(said, paper, typefaces())
    return write_pdf(pages, path, Imprint(said.title, said.school, said.made), progress)


def list_pages(said: PaperList, paper: Paper, faces: Type) -> Sequence[Page]:
    """Every table begins on a page of its own."""
    drawn = [page for table in said.tables for page in sheet_pages(table, paper, faces)]
    found = []
    for number, draw in enumerate(drawn, start=1):
        frame, pen = paper.frame(number), Pen()
        draw(pen, frame)
        _foot(pen, frame, (said.foot, f"Лист {number} из {len(drawn)}"), faces)
        found.append(
            Page(number, paper.sheet(number), Kind.TABLE, paper.size, frame, (), pen.ink())
        )
    return found


def _foot(pen: Pen, frame: Frame, texts: tuple[str, str], faces: Type) -> None:
    said, number = texts
    text = faces.clean(said)
    style = fit(text, frame.width - _NUMBER_ROOM, _FOOT, faces)
    pen.text(frame.left, frame.foot + 2, text, style)
    pen.text(frame.right, frame.foot + 2, number, _NUMBER)
