"""«Лист здоровья» of a class and its seating plan on paper, apart from the bound journal.

Source: domain 2.4 («Printing the health sheet»), R-1.9-01. The plan holds names and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from reportlab.lib.colors import black, grey
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer, Table, TableStyle

from journal_desktop.domain.seating import SIDES, Room, Seat
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

_WIDTHS: Final = (7, 42, 18, 17, 12, 13, 27, 13, 10, 13, 30, 29, 0)
"""Millimetres by column; the last takes what is left."""
_HEADS: Final = (
    "№",
    "Фамилия, имя",
    "Дата рожд.",
    "Осмотр",
    "Рост, см",
    "Группа здор.",
    "Физкультурная группа",
    "Мебель №",
    "Ряд",
    "Парта",
    "Особые условия посадки",
    "Ограничения",
    "Рекомендации врача для учителя",
)


@dataclass(frozen=True, slots=True)
class HealthPaper:
    """What the sheet says; a line has a text for every column after the number.

    A diagnosis, where one is kept, stands under the recommendation.
    """

    school: str
    class_name: str
    year: str
    day: str
    medic: str
    purpose: str
    lines: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class SeatingPaper:
    """Names by place of one class."""

    class_name: str
    year: str
    day: str
    room: Room
    names: dict[Seat, str]


def health_pdf(paper: HealthPaper, progress: Step) -> bytes:
    """The sheet as a landscape table whose head stands on every page."""
    out = BytesIO()
    styles = paper_styles()
    page = landscape(A4)
    room = page[0] - BINDING - MARGIN
    widths = [width * mm for width in _WIDTHS]
    widths[-1] = room - sum(widths)
    heads = [Paragraph(safe(text), styles["head"]) for text in _HEADS]
    rows: list[list[Any]] = [heads]
    for number, line in enumerate(paper.lines, start=1):
        progress(number, len(paper.lines), "Лист здоровья")
        rows.append([Paragraph(safe(text), styles["cell"]) for text in (str(number), *line)])
    table = Table(rows, colWidths=widths, repeatRows=1)
    table.setStyle(ruled())
    title = f"Лист здоровья обучающихся {paper.class_name} класса, {paper.year} учебный год"
    story: list[Flowable] = [
        Paragraph(safe(paper.school), styles["small"]),
        Paragraph(safe(title), styles["title"]),
        Spacer(1, 3 * mm),
        table,
        Spacer(1, 6 * mm),
        Paragraph(safe(f"Медицинский работник ____________________ {paper.medic}"), styles["text"]),
    ]
    foot = f"Конфиденциально. Цель печати: {paper.purpose}. Напечатано {paper.day}: {paper.medic}"
    document = document_of(out, page, title)
    document.build(story, canvasmaker=numbered(foot))
    return out.getvalue()


def seating_pdf(paper: SeatingPaper, progress: Step) -> bytes:
    """The plan with the board at the top, as one sees it from the desks."""
    out, styles, page = BytesIO(), paper_styles(), landscape(A4)
    progress(0, 1, "План рассадки")
    room, names = paper.room, paper.names
    width = page[0] - BINDING - MARGIN
    aisle = 8 * mm
    seat = (width - aisle * (room.rows - 1)) / (room.rows * SIDES)
    widths = ([seat] * SIDES + [aisle]) * room.rows
    body = []
    for desk in range(1, room.desks + 1):
        line: list[Any] = []
        for row in range(1, room.rows + 1):
            sitting = (names.get(Seat(row, desk, side), "") for side in range(SIDES))
            line += [Paragraph(safe(who), styles["seat"]) for who in sitting]
            line.append("")
        body.append(line[:-1])
    table = Table(body, colWidths=widths[:-1], rowHeights=17 * mm)
    table.setStyle(_desks(room))
    title = f"План рассадки {paper.class_name} класса, {paper.year} учебный год"
    story: list[Flowable] = [
        Paragraph(safe(title), styles["title"]),
        Spacer(1, 4 * mm),
        _board(width, styles),
        Spacer(1, 3 * mm),
        _row_heads(room, widths[:-1], styles),
        table,
    ]
    document_of(out, page, title).build(story, canvasmaker=numbered(f"На {paper.day}"))
    progress(1, 1, "План рассадки")
    return out.getvalue()


def _desks(room: Room) -> TableStyle:
    commands: list[Any] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    for row in range(room.rows):
        first = row * (SIDES + 1)
        last = first + SIDES - 1
        for desk in range(room.desks):
            commands.append(("BOX", (first, desk), (last, desk), 0.9, black))
            commands.append(("LINEAFTER", (first, desk), (first, desk), 0.3, grey))
    return TableStyle(commands)


def _board(width: float, styles: dict[str, ParagraphStyle]) -> Flowable:
    board = Table(
        [[Paragraph("Доска", styles["seat"])]], colWidths=[width * 0.4], rowHeights=9 * mm
    )
    board.setStyle(
        TableStyle([("BOX", (0, 0), (-1, -1), 1.2, black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    )
    return board


def _row_heads(room: Room, widths: Sequence[float], styles: dict[str, ParagraphStyle]) -> Flowable:
    titles = {1: "Ряд 1 – у окна", room.rows: f"Ряд {room.rows} – у стены"}
    line: list[Any] = []
    for row in range(1, room.rows + 1):
        line += [Paragraph(titles.get(row, f"Ряд {row}"), styles["small"]), "", ""]
    heads = Table([line[:-1]], colWidths=widths)
    spans = [("SPAN", (row * 3, 0), (row * 3 + 1, 0)) for row in range(room.rows)]
    heads.setStyle(TableStyle(spans))
    return heads
