"""«Лист здоровья» of a class and its seating plan on paper, apart from the bound journal.

Source: domain 2.4 («Printing the health sheet»), R-1.9-01. The plan holds names and nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from reportlab.lib.colors import black, grey, lightgrey
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from journal_desktop.domain.errors import BadFile
from journal_desktop.domain.seating import SIDES, Room, Seat
from journal_desktop.printing.fonts import clean, font, name
from journal_desktop.printing.page import Face

Step = Callable[[int, int, str], None]
_MARGIN: Final = 10 * mm
_BINDING: Final = 20 * mm
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
    styles = _styles()
    page = landscape(A4)
    room = page[0] - _BINDING - _MARGIN
    widths = [width * mm for width in _WIDTHS]
    widths[-1] = room - sum(widths)
    heads = [Paragraph(_safe(text), styles["head"]) for text in _HEADS]
    rows: list[list[Any]] = [heads]
    for number, line in enumerate(paper.lines, start=1):
        progress(number, len(paper.lines), "Лист здоровья")
        rows.append([Paragraph(_safe(text), styles["cell"]) for text in (str(number), *line)])
    table = Table(rows, colWidths=widths, repeatRows=1)
    table.setStyle(_grid())
    title = f"Лист здоровья обучающихся {paper.class_name} класса, {paper.year} учебный год"
    story: list[Flowable] = [
        Paragraph(_safe(paper.school), styles["small"]),
        Paragraph(_safe(title), styles["title"]),
        Spacer(1, 3 * mm),
        table,
        Spacer(1, 6 * mm),
        Paragraph(
            _safe(f"Медицинский работник ____________________ {paper.medic}"), styles["text"]
        ),
    ]
    foot = f"Конфиденциально. Цель печати: {paper.purpose}. Напечатано {paper.day}: {paper.medic}"
    document = _document(out, page, title)
    document.build(story, canvasmaker=_numbered(foot))
    return out.getvalue()


def seating_pdf(paper: SeatingPaper, progress: Step) -> bytes:
    """The plan with the board at the top, as one sees it from the desks."""
    out, styles, page = BytesIO(), _styles(), landscape(A4)
    progress(0, 1, "План рассадки")
    room, names = paper.room, paper.names
    width = page[0] - _BINDING - _MARGIN
    aisle = 8 * mm
    seat = (width - aisle * (room.rows - 1)) / (room.rows * SIDES)
    widths = ([seat] * SIDES + [aisle]) * room.rows
    body = []
    for desk in range(1, room.desks + 1):
        line: list[Any] = []
        for row in range(1, room.rows + 1):
            sitting = (names.get(Seat(row, desk, side), "") for side in range(SIDES))
            line += [Paragraph(_safe(who), styles["seat"]) for who in sitting]
            line.append("")
        body.append(line[:-1])
    table = Table(body, colWidths=widths[:-1], rowHeights=17 * mm)
    table.setStyle(_desks(room))
    title = f"План рассадки {paper.class_name} класса, {paper.year} учебный год"
    story: list[Flowable] = [
        Paragraph(_safe(title), styles["title"]),
        Spacer(1, 4 * mm),
        _board(width, styles),
        Spacer(1, 3 * mm),
        _row_heads(room, widths[:-1], styles),
        table,
    ]
    _document(out, page, title).build(story, canvasmaker=_numbered(f"На {paper.day}"))
    progress(1, 1, "План рассадки")
    return out.getvalue()


def put_file(content: bytes, path: Path) -> Path:
    """Write the file whole or not at all.

    Raises:
        BadFile: the folder or the disk does not take it.
    """
    unfinished = path.with_name(f".{os.getpid()}-{path.stem[:80]}.part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise BadFile(
            f"Файл «{path.name}» не записан в папку «{path.parent}»: нет права записи, мало места "
            "или файл открыт в другой программе. Выберите другую папку."
        ) from error
    return path


def _document(out: BytesIO, page: tuple[float, float], title: str) -> Any:
    return SimpleDocTemplate(
        out,
        pagesize=page,
        leftMargin=_BINDING,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=14 * mm,
        title=title,
        author="Классный журнал",
        lang="ru-RU",
    )


def _styles() -> dict[str, ParagraphStyle]:
    for face in (Face.SANS, Face.NARROW, Face.NARROW_BOLD, Face.BOLD):
        font(face)
    narrow, bold = name(Face.NARROW), name(Face.NARROW_BOLD)
    return {
        "title": ParagraphStyle(
            "title", fontName=name(Face.BOLD), fontSize=13, leading=16, alignment=TA_CENTER
        ),
        "small": ParagraphStyle(
            "small", fontName=name(Face.SANS), fontSize=9, leading=12, alignment=TA_CENTER
        ),
        "text": ParagraphStyle("text", fontName=name(Face.SANS), fontSize=10, leading=13),
        "head": ParagraphStyle("head", fontName=bold, fontSize=8, leading=9, alignment=TA_CENTER),
        "cell": ParagraphStyle("cell", fontName=narrow, fontSize=8.5, leading=10),
        "seat": ParagraphStyle(
            "seat", fontName=name(Face.SANS), fontSize=10, leading=12, alignment=TA_CENTER
        ),
    }


def _grid() -> TableStyle:
    return TableStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.4, grey),
            ("BOX", (0, 0), (-1, -1), 0.8, black),
            ("BACKGROUND", (0, 0), (-1, 0), lightgrey),
            ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
            ("VALIGN", (0, 1), (-1, -1), "TOP"),
            *[(f"{side}PADDING", (0, 0), (-1, -1), 2.5) for side in ("LEFT", "RIGHT")],
            *[(f"{side}PADDING", (0, 0), (-1, -1), 2) for side in ("TOP", "BOTTOM")],
        ]
    )


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


def _numbered(foot: str) -> type[Canvas]:
    """A canvas that knows how many pages there are when it writes the foot of each."""

    class Numbered(Canvas):  # type: ignore[misc]  # reportlab has no types
        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, **named)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - reportlab's name
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self._pages, start=1):
                self.__dict__.update(page)
                self.setFont(name(Face.SANS), 8)
                self.drawString(_BINDING, 8 * mm, clean(foot))
                right = self._pagesize[0] - _MARGIN
                self.drawRightString(right, 8 * mm, f"Лист {number} из {len(self._pages)}")
                super().showPage()
            super().save()

    return Numbered


def _safe(text: str) -> str:
    plain = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.replace("\n", "<br/>")
