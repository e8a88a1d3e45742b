"""Sheets of attendance on paper: the month, a period, the year, lists of the school.

Source: domain 6.5 (every report: heading, body, moment and author, signatures), 6.5.4, 6.5.8. The
official pages of the bound journal are printed with the journal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Any, Final

from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Paragraph, Spacer, Table, TableStyle

from journal_desktop.domain.attendance_tables import AttendanceTable, Head
from journal_desktop.printing.office_paper import (
    BINDING,
    MARGIN,
    Step,
    document_of,
    numbered,
    paper_styles,
    ruled,
    safe,
)

_NUMBER, _NAME = 8 * mm, 46 * mm
_CHARACTER: Final = 1.75 * mm
_LEAST: Final = 6.2 * mm
_SIGNED: Final = "Классный руководитель ____________________ / ____________________ /"


@dataclass(frozen=True, slots=True)
class AttendancePaper:
    """The table with what stands around it."""

    table: AttendanceTable
    school: str
    author: str
    made: str


def attendance_pdf(paper: AttendancePaper, progress: Step) -> bytes:
    """A landscape table whose head stands on every page; a wide one on A3, or cut into parts."""
    out, styles = BytesIO(), paper_styles()
    table = paper.table
    page = landscape(A4)
    if _width(table.heads) > page[0] - BINDING - MARGIN:
        page = landscape(A3)
    story: list[Flowable] = [
        Paragraph(safe(paper.school), styles["small"]),
        Paragraph(safe(table.title), styles["title"]),
        Paragraph(safe(" · ".join(table.notes)), styles["small"]),
        Spacer(1, 3 * mm),
    ]
    widths = _widths(table.heads, page[0] - BINDING - MARGIN)
    parts = _parts(table.heads, widths, page[0] - BINDING - MARGIN)
    for number, (first, last) in enumerate(parts, start=1):
        progress(number, len(parts), "Посещаемость")
        rest = Spacer(1, 5 * mm) if number == len(parts) else PageBreak()
        story += [_part(table, (first, last), widths[first:last], styles), rest]
    story.append(Paragraph(safe(_SIGNED), styles["text"]))
    foot = f"Сформировано {paper.made}, {paper.author}"
    document_of(out, page, table.title).build(story, canvasmaker=numbered(foot))
    return out.getvalue()


def _width(heads: Sequence[Head]) -> float:
    return float(_NUMBER + _NAME) + sum(map(_column, heads))


def _column(head: Head) -> float:
    return float(max(_LEAST, head.width * _CHARACTER))


def _widths(heads: Sequence[Head], room: float) -> list[float]:
    """Widths of the columns, narrowed together where that makes them fit side by side."""
    usual = [_column(head) for head in heads]
    share = (room - _NUMBER - _NAME) / max(sum(usual), 1)
    narrow = [width * min(1.0, share) for width in usual]
    return narrow if all(width >= _LEAST for width in narrow) else usual


def _parts(heads: Sequence[Head], widths: Sequence[float], room: float) -> list[tuple[int, int]]:
    """Columns that fit side by side, groups of them kept together where they can be."""
    found, first, used = [], 0, 0.0
    free = room - _NUMBER - _NAME + _SLACK
    for at, width in enumerate(widths):
        if used + width > free and at > first:
            cut = _group_start(heads, first, at)
            found.append((first, cut))
            first, used = cut, sum(widths[cut:at])
        used += width
    return [*found, (first, len(heads))]


_SLACK: Final = 0.01


def _group_start(heads: Sequence[Head], first: int, at: int) -> int:
    """The beginning of the group that does not fit; the column itself for a group too wide."""
    start = at
    while start > first and heads[start - 1].group == heads[at].group:
        start -= 1
    return start if start > first else at


def _part(
    table: AttendanceTable, span: tuple[int, int], widths: Sequence[float], styles: dict[str, Any]
) -> Flowable:
    first, last = span
    heads = table.heads[first:last]
    small = ParagraphStyle("small_head", parent=styles["head"], fontSize=7, leading=8)
    titles = [Paragraph(safe(head.label), small) for head in heads]
    groups: list[Any] = [Paragraph(safe(head.group), styles["head"]) for head in heads]
    rows: list[list[Any]] = [
        [Paragraph("№", styles["head"]), Paragraph(safe(table.name), styles["head"]), *groups],
        ["", "", *titles],
    ]
    for line in table.lines:
        cells = line.cells[first:last]
        rows.append([line.number, Paragraph(safe(line.name), styles["cell"]), *map(safe, cells)])
    made = Table(rows, colWidths=[_NUMBER, _NAME, *widths], repeatRows=2)
    made.setStyle(_look(table, heads, styles))
    return made


def _look(table: AttendanceTable, heads: Sequence[Head], styles: dict[str, Any]) -> TableStyle:
    look = ruled()
    look.add("FONT", (0, 2), (-1, -1), styles["cell"].fontName, styles["cell"].fontSize)
    look.add("ALIGN", (2, 2), (-1, -1), "CENTER")
    for side in ("LEFTPADDING", "RIGHTPADDING"):
        look.add(side, (2, 0), (-1, -1), 0.5)
    look.add("BACKGROUND", (0, 1), (-1, 1), "#d3d3d3")
    look.add("VALIGN", (0, 0), (-1, -1), "MIDDLE")
    look.add("SPAN", (0, 0), (0, 1))
    look.add("SPAN", (1, 0), (1, 1))
    at = 2
    for _, run in groupby(heads, key=lambda head: head.group):
        count = len(list(run))
        look.add("SPAN", (at, 0), (at + count - 1, 0))
        at += count
    for number, line in enumerate(table.lines, start=2):
        if line.strong:
            look.add("FONT", (0, number), (-1, number), styles["head"].fontName, 8.5)
            look.add("LINEABOVE", (0, number), (-1, number), 0.8, "black")
    return look
