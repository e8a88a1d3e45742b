"""«Исправления после закрытия периода»: what was changed in closed periods, by whom, on what basis.

Source: domain 5.8. The value that stood is printed beside the one that stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from journal_desktop.domain.russian import short_date
from journal_desktop.domain.vocabulary import RequestState
from journal_desktop.printing.page import (
    MM,
    Align,
    Face,
    Kind,
    Page,
    Paper,
    Pen,
    Style,
    Type,
)
from journal_desktop.printing.tables import (
    BODY,
    Grid,
    break_pages,
    draw_heading,
    draw_rows,
    heading,
    lead,
    lines,
    row,
)
from journal_desktop.queries.corrections import CorrectionLine

PAPER: Final = Paper(landscape=True, duplex=False, holes=False)
TITLE: Final = "Исправления после закрытия периода"
_COLUMNS: Final = (
    ("№", 8),
    ("Кто просит, когда", 29),
    ("Где", 42),
    ("Было", 29),
    ("Стало", 29),
    ("Причина", 36),
    ("Основание", 30),
    ("Разрешил", 27),
    ("Исполнил", 27),
)
_HEAD: Final = Style(Face.BOLD, 13, Align.CENTRE)
_TEXT: Final = Style(Face.SERIF, 11, Align.CENTRE)
_FOOT: Final = Style(Face.SANS, 8, Align.RIGHT)
_SIGN: Final = Style(Face.SERIF, 11)
_TALL: Final = 24 * MM
"""Of the title above the first page's table."""
_SIGNED: Final = 16 * MM
"""Of the signature under the last page's table."""
_EMPTY: Final = "Исправлений не было."
_NOTHING: Final = "пусто"


@dataclass(frozen=True, slots=True)
class CorrectionPaper:
    """The list of a year as values; `rows` have a text for every column."""

    school: str
    school_year: str
    officer: str
    day: str
    rows: tuple[tuple[str, ...], ...]


def paper_rows(found: Iterable[CorrectionLine], zone: tzinfo) -> tuple[tuple[str, ...], ...]:
    """Rows of what was carried out, with days of the school's zone."""
    done = (line for line in found if line.state is RequestState.DONE)
    return tuple(
        (
            str(number),
            _signed(line.asked, line.asked_at, zone),
            line.place,
            line.old or _NOTHING,
            line.new or _NOTHING,
            line.reason,
            line.basis,
            _signed(line.allowed, line.allowed_at, zone),
            _signed(line.done, line.done_at, zone),
        )
        for number, line in enumerate(done, 1)
    )


def correction_pages(paper: CorrectionPaper, faces: Type) -> list[Page]:
    """The pages of the list: title, the table with its head on each page, the signature."""
    frame = PAPER.frame(1)
    widths = tuple(width * frame.width / _TOTAL for _, width in _COLUMNS)
    grid, head = Grid(frame.left, widths), heading([name for name, _ in _COLUMNS], widths, faces)
    rows = [
        row(lines(text, width, BODY, faces) for text, width in zip(texts, widths, strict=True))
        for texts in paper.rows
    ] or [row([lines(_EMPTY, frame.width, BODY, faces)])]
    parts = break_pages(rows, frame.top - frame.bottom - _TALL - head.height - _SIGNED)
    pages = []
    for number, part in enumerate(parts, 1):
        pen = Pen()
        top = _draw_title(pen, paper, faces)
        y = draw_rows(pen, grid, draw_heading(pen, grid, top, head), part)
        if number == len(parts):
            pen.text(
                frame.left,
                y - _SIGNED,
                f"Ответственный за ведение ЭЖ ____________________ {faces.clean(paper.officer)}",
                _SIGN,
            )
        foot = f"{paper.day} · лист {number} из {len(parts)}"
        pen.text(frame.right, frame.bottom - lead(_FOOT), foot, _FOOT)
        pages.append(Page(number, number, Kind.TABLE, PAPER.size, frame, (), pen.ink()))
    return pages


_TOTAL: Final = sum(width for _, width in _COLUMNS)


def _draw_title(pen: Pen, paper: CorrectionPaper, faces: Type) -> float:
    """School, title and year; the y under them."""
    frame = PAPER.frame(1)
    y = frame.top
    for text, style in (
        (paper.school, _TEXT),
        (TITLE, _HEAD),
        (f"{paper.school_year} учебный год", _TEXT),
    ):
        y -= lead(style) + 2
        pen.text(frame.centre, y, faces.clean(text), style)
    return frame.top - _TALL


def _signed(name: str, moment: datetime | None, zone: tzinfo) -> str:
    day = short_date(moment.astimezone(zone).date(), year=True) if moment else ""
    return "\n".join(filter(None, (name, day)))
