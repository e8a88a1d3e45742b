"""Sections laid out on paper and judged by the check before print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from journal_desktop.printing.book import Book, Section
from journal_desktop.printing.page import Kind, Page
from journal_desktop.printing.paginate import paginate
from journal_desktop.printing.proof import faults
from journal_desktop.printing.wide import Wide, columns_of
from printing.reading import sizes, squeezed, words
from printing.year import CERTIFICATION, PAPER, TITLE, TYPE

SHEETS = [replace(PAPER, landscape=landscape) for landscape in (False, True)]
"""Upright and on its side."""


def laid(*sections: Section, landscape: bool = False) -> list[Page]:
    """The pages of the sections alone; the proof finds nothing wrong and nothing is too small."""
    paper = SHEETS[landscape]
    pages = paginate(Book(TITLE, None, sections, CERTIFICATION), paper, TYPE)
    assert faults(pages, paper, TYPE) == ()
    own = [page for page in pages if page.kind not in {Kind.TITLE, Kind.BLANK, Kind.LAST}][1:]
    assert min(min(sizes(page)) for page in own) >= 7
    return own


def whole_text(pages: Sequence[Page]) -> str:
    """Everything set on the pages, cell by cell, without spaces."""
    return squeezed("".join(word for page in pages for word in words(page)))


def titles(wide: Wide) -> list[str]:
    """Titles of all columns from left to right."""
    return [column.title for column in columns_of((*wide.heads, *wide.further))]


def texts(line: Sequence[object]) -> list[str | None]:
    """What stands in the cells of a line; None is hatched."""
    return [getattr(cell, "text", cell) for cell in line]
