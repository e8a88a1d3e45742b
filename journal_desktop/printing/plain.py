"""Plain tables on as many pages as they take; notes stand under the last rows."""

from __future__ import annotations

from collections.abc import Callable

from journal_desktop.printing.book import Sheet
from journal_desktop.printing.page import MM, Align, Face, Frame, Paper, Pen, Style, Type
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
    without_orphans,
)
from journal_desktop.printing.text import fit

TITLE = Style(Face.BOLD, 13, Align.CENTRE)
TITLE_ROOM = 14 * MM
"""Height of the title over a table."""
_PLAIN = BODY._replace(size=9.5)


def sheet_pages(sheet: Sheet, paper: Paper, faces: Type) -> list[Callable[[Pen, Frame], None]]:
    """One drawing function per page."""
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
            lines(text, width, style, faces)
            for text, width, style in zip(texts, widths, styles, strict=True)
        )
        for texts in sheet.rows
    ]
    notes = [row((lines(note, frame.width, _PLAIN, faces),)) for note in sheet.notes]
    room = frame.body - frame.bottom - TITLE_ROOM - head.height - PAD
    pages = without_orphans(break_pages([*rows, *notes], room), room)

    def drawing(page: int) -> Callable[[Pen, Frame], None]:
        def draw(pen: Pen, at: Frame) -> None:
            title = faces.clean(sheet.title) + (" (продолжение)" if page else "")
            style = fit(title, at.width, TITLE, faces)
            pen.text(at.centre, at.body - TITLE_ROOM * 0.55, title, style)
            grid = Grid(at.left, widths)
            top = draw_heading(pen, grid, at.body - TITLE_ROOM, head)
            ruled = [line for line in pages[page] if len(line.cells) == len(widths)]
            top = draw_rows(pen, grid, top, ruled)
            draw_notes(pen, grid, top - PAD, pages[page][len(ruled) :])

        return draw

    return [drawing(page) for page in range(len(pages))]
