"""Workbooks of text: no cell is ever a formula (R-1.9-01)."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from journal_desktop.domain.errors import BadFile
from journal_desktop.exchange.listing import put_whole, set_up_page, text_cell

XLSX: Final = ".xlsx"


@dataclass(frozen=True, slots=True)
class TextSheet:
    """Lines above a table, the table; `widths` in characters."""

    title: str
    above: tuple[str, ...]
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


def write_book(path: Path, sheet: TextSheet) -> None:
    """Write the sheet as xlsx; an older file stays as it was when that fails.

    Raises:
        BadFile: another ending, or the folder or the disk does not take it.
    """
    if path.suffix.lower() != XLSX:
        raise BadFile(f"{path.name}: назовите файл с концом {XLSX}.")
    put_whole(path, _content(sheet))


def _content(sheet: TextSheet) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - heavy

    book = Workbook(write_only=True)
    page: Any = book.create_sheet(sheet.title)
    set_up_page(page, sheet.widths, len(sheet.above) + 2)
    for line in sheet.above:
        page.append([text_cell(page, line, wraps=False)])
    page.append([])
    page.append([text_cell(page, column, bold=True) for column in sheet.columns])
    for row in sheet.rows:
        page.append([text_cell(page, text) for text in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
