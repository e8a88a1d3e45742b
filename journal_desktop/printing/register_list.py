"""«Журнал выдачи распечаток» as a list: on paper, as a workbook, as text (R-4.6-01)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from journal_desktop.domain.prints import COPY_MARK, KIND_TITLES, STATE_TITLES
from journal_desktop.domain.russian import short_date
from journal_desktop.exchange.listing import Listing, write_listing
from journal_desktop.journal import Journal
from journal_desktop.printing.book import Column, Sheet
from journal_desktop.printing.draw import Step
from journal_desktop.printing.fingerprint import shown
from journal_desktop.printing.lists import PaperList, print_list
from journal_desktop.queries.prints import PrintLine, SchoolName

TITLE = "Журнал выдачи распечаток"
_COLUMNS = (
    ("№ п/п", 6, 8),
    ("Дата", 17, 12),
    ("Документ", 42, 44),
    ("Вид", 20, 22),
    ("Листов", 11, 8),
    ("Основание", 30, 32),
    ("Цель, кто запросил", 34, 40),
    ("Напечатал", 22, 22),
    ("Состояние", 20, 26),
    ("Отпечаток данных", 17, 22),
)
_CENTRED = {"№ п/п", "Дата", "Листов"}


def register_rows(lines: Sequence[PrintLine], zone: ZoneInfo) -> tuple[tuple[str, ...], ...]:
    """One row a print in the order of printing, numbered from 1."""
    return tuple(_row(number, line, zone) for number, line in enumerate(reversed(lines), start=1))


def write_register(
    journal: Journal, year: str, lines: Sequence[PrintLine], path: Path, progress: Step
) -> Path:
    """Write the register as .pdf (PDF/A), .xlsx or .csv, as the name of the file asks.

    Raises:
        BadFile: another ending, or the folder or the disk does not take it.
    """
    rows = register_rows(lines, journal.zone)
    made, title = journal.now().astimezone(journal.zone), f"{TITLE}, {year} учебный год"
    school, author = journal.ask(SchoolName()), journal.actor.name
    if path.suffix.lower() != ".pdf":
        heads, _, widths = zip(*_COLUMNS, strict=True)
        listing = Listing(title, school, author, made, tuple(heads), tuple(widths))
        write_listing(path, listing, rows)
        return path
    columns = tuple(Column(head, share, head in _CENTRED) for head, share, _ in _COLUMNS)
    blank = ("",) * len(columns)
    sheet = Sheet(title, columns, rows or (blank,))
    return print_list(PaperList(title, school, author, made, (sheet,)), path, progress).path


def _row(number: int, line: PrintLine, zone: ZoneInfo) -> tuple[str, ...]:
    kind = KIND_TITLES.get(line.kind, line.kind)
    asked = f", {line.requester}" if line.requester else ""
    state = f"{STATE_TITLES[line.state]} {short_date(line.state_day, year=True)}"
    return (
        str(number),
        short_date(line.at.astimezone(zone).date(), year=True),
        line.title,
        f"{kind}, {COPY_MARK}" if line.is_copy else kind,
        str(line.sheets),
        line.basis,
        f"{line.purpose}{asked}",
        line.who,
        state,
        shown(line.content),
    )
