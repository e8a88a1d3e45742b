"""A list as a file: xlsx for people, csv for other programs; no cell is ever a formula.

Source: R-1.9-01, R-3.2.3-03: school, name, filter, moment, author; «Стр. N из M», a line to sign.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from journal_desktop.domain.errors import BadFile
from journal_desktop.domain.russian import short_date

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula."""
LONGEST: Final = 32_767
"""Signs a cell of a spreadsheet holds."""
_UNWRITABLE: Final = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with its heading; `widths` in characters, `notes` say what was asked for."""

    title: str
    school: str
    author: str
    made: datetime
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    notes: tuple[str, ...] = ()

    @property
    def heading(self) -> tuple[str, ...]:
        """The lines above the table."""
        made = f"{short_date(self.made.date(), year=True)} {self.made:%H:%M}"
        signed = f"Сформировано {made}, {self.author}"
        return (self.school, self.title, *self.notes, signed)


Row = Sequence[str]
Rows = Iterable[Row]
SIGNED: Final = "Подпись ____________________ / ____________________ /"


def write_listing(path: Path, listing: Listing, rows: Rows) -> int:
    """Write the file its name asks for, .xlsx or .csv; answers how many rows.

    What `rows` raises leaves no file behind, and an older file as it was.

    Raises:
        BadFile: another ending, or the folder or the disk does not take it.
    """
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise BadFile(f"{path.name}: назовите файл с концом .xlsx или .csv.")
    content, count = write(listing, rows)
    put_whole(path, content)
    return count


def put_whole(path: Path, content: bytes) -> None:
    """Write a file at once; an older one stays as it was when that fails.

    Raises:
        BadFile: the folder or the disk does not take it.
    """
    partial = path.with_name(f"{path.name}.часть")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except (OSError, ValueError) as error:
        partial.unlink(missing_ok=True)
        raise BadFile(
            f"{path}: сюда нельзя записать файл ({error}), выберите другую папку."
        ) from error


def plain(text: str) -> str:
    """The text without what no file takes, cut to what a cell holds."""
    return _UNWRITABLE.sub("", text)[:LONGEST]


def harmless(text: str) -> str:
    """The text as a csv cell that no spreadsheet takes for a formula."""
    clean = plain(text)
    return f"'{clean}"[:LONGEST] if clean.lstrip(" ").startswith(FORMULA) else clean


def _csv(listing: Listing, rows: Rows) -> tuple[bytes, int]:
    text, count = io.StringIO(newline=""), 0
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for line in listing.heading:
        writer.writerow([harmless(line)])
    writer.writerow([])
    writer.writerow([harmless(column) for column in listing.columns])
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
        count += 1
    return text.getvalue().encode("utf-8-sig"), count  # Excel reads UTF-8 only by its mark


def _xlsx(listing: Listing, rows: Rows) -> tuple[bytes, int]:
    from openpyxl import Workbook  # noqa: PLC0415 - heavy

    book = Workbook(write_only=True)
    sheet = book.create_sheet(plain(listing.title)[:31].translate(_NO_SHEET) or "Список")
    set_up_page(sheet, listing.widths, len(listing.heading) + 2)
    for line in listing.heading:
        sheet.append([text_cell(sheet, line, bold=line == listing.title)])
    sheet.append([])
    sheet.append([text_cell(sheet, column, bold=True) for column in listing.columns])
    count = 0
    for row in rows:
        sheet.append([text_cell(sheet, text) for text in row])
        count += 1
    sheet.append([])
    sheet.append([text_cell(sheet, SIGNED)])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue(), count


_NO_SHEET: Final = str.maketrans("", "", "[]:*?/\\'")


def set_up_page(sheet: Any, widths: Sequence[int], top: int) -> None:
    """Widths, the frozen heading in row `top`, the page: A4 across, its width, its number below."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - heavy

    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = f"A{top + 1}"
    sheet.print_title_rows = f"{top}:{top}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "Стр. &P из &N"


def text_cell(sheet: Any, text: str, *, bold: bool = False, wraps: bool = True) -> Any:
    """A cell that is text whatever it begins with, also after somebody has edited it."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - heavy
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - heavy

    cell = WriteOnlyCell(sheet, value="")
    cell.value = plain(text)
    cell.data_type = "s"
    cell.quotePrefix = text.lstrip(" ").startswith(FORMULA)
    cell.number_format = "@"
    if bold:
        cell.font = Font(bold=True)
    else:
        cell.alignment = Alignment(vertical="top", wrap_text=wraps and len(text) > _WRAPS)
    return cell


_WRAPS: Final = 24
Writer = Callable[[Listing, Rows], tuple[bytes, int]]
_WRITERS: Final[dict[str, Writer]] = {".xlsx": _xlsx, ".csv": _csv}
