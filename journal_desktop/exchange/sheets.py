"""Tables from any spreadsheet: xls, xlsx, xlsb, ods, csv, tsv; told by content, not by name."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from journal_desktop.domain.errors import BadFile
from journal_desktop.domain.text_faults import one_line
from journal_desktop.exchange.cells import Cell, CellError, as_text, is_blank
from journal_desktop.exchange.csv_text import csv_rows
from journal_desktop.exchange.encodings import decode_table
from journal_desktop.exchange.files import MEGABYTE, read_bytes
from journal_desktop.exchange.isolated import run_apart
from journal_desktop.exchange.workbook_guard import check_size, inspect_archive

SIZE_LIMIT = 32 * MEGABYTE

_PATIENCE = 60.0

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")  # where Excel keeps a locked xlsx
_LOCKED_TEXT = "{}: книга закрыта паролем, снимите пароль и сохраните заново."
_FOREIGN = (
    (b"%PDF", "документ PDF"),
    (b"{\\rtf", "документ RTF"),
    (b"\x89PNG", "картинка"),
    (b"\xff\xd8\xff", "картинка"),
    (b"Rar!", "архив"),
    (b"7z\xbc\xaf", "архив"),
    (b"<", "страница HTML или XML"),
)
_TABLE = "книга Excel (xlsx, xls), таблица ods или файл csv"


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number in the spreadsheet, from 1."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """The cell of a column counted from 0; "" beyond the end."""
        return self.cells[column] if column < len(self.cells) else ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written in the row."""
        return all(map(is_blank, self.cells))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet; `name` is "" for a text file. Blank rows are left out."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The row of column names: column numbers from 0 by field, and the names nobody knows."""

    row: int
    columns: Mapping[str, int]
    titles: Mapping[int, str]
    unknown: tuple[int, ...]
    repeated: tuple[int, ...]

    def place(self, field: str) -> str:
        """A column for a message: ««Дата рождения» (D)»."""
        column = self.columns[field]
        return f"«{self.titles[column]}» ({column_letter(column)})"


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The visible sheets of a file of at most 32 MB, in their order.

    Raises:
        BadFile: not a table, broken, locked with a password, or too large.
    """
    content = read_bytes(path, SIZE_LIMIT)
    file = path.name
    if content.startswith(_ZIP):
        inspected = inspect_archive(content, file)
        if inspected.is_binary:
            return run_apart(_binary_workbook, content, file, seconds=_PATIENCE)
        return _workbook(content, file, inspected.errors)
    if content.startswith(_OLE):
        if _LOCKED in content:
            raise BadFile(_LOCKED_TEXT.format(file))
        return run_apart(_binary_workbook, content, file, seconds=_PATIENCE)
    for start, what in _FOREIGN:
        if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(start):
            raise BadFile(f"{file}: это {what}, а нужна {_TABLE}.")
    text = decode_table(content, file).text
    if "\0" in text:
        raise BadFile(f"{file}: это не таблица, нужна {_TABLE}.")
    return (Sheet("", _rows(csv_rows(text, file), {})),)


def column_letter(column: int) -> str:
    """The letters of a column counted from 0: 0 is «A», 27 is «AB»."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def find_heading(
    sheet: Sheet, field_of: Callable[[str], str], *, least: int, within: int = 30
) -> Heading | None:
    """The first row of the sheet's top that names the most fields; None when under `least`.

    `field_of` gives the field of a title, "" for a title it does not know.
    """
    best: Heading | None = None
    for row in sheet.rows[:within]:
        heading = _heading(row, field_of)
        if len(heading.columns) >= least and (
            best is None or len(heading.columns) > len(best.columns)
        ):
            best = heading
    return best


def _heading(row: Row, field_of: Callable[[str], str]) -> Heading:
    columns: dict[str, int] = {}
    titles: dict[int, str] = {}
    unknown, repeated = [], []
    for column, cell in enumerate(row.cells):
        if isinstance(cell, CellError) or is_blank(cell):
            continue
        titles[column] = as_text(cell)
        field = field_of(titles[column])
        if not field:
            unknown.append(column)
        elif field in columns:
            repeated.append(column)
        else:
            columns[field] = column
    return Heading(row.number, columns, titles, tuple(unknown), tuple(repeated))


def _workbook(
    content: bytes, file: str, errors: Mapping[str, Mapping[tuple[int, int], CellError]]
) -> tuple[Sheet, ...]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return tuple(
                Sheet(one_line(name), _rows(_cells(book, name, file), errors.get(name, {})))
                for name in _visible(book)
            )
    except PasswordError as error:
        raise BadFile(_LOCKED_TEXT.format(file)) from error
    except CalamineError as error:
        raise BadFile(
            f"{file}: книга не читается, откройте её в Excel и сохраните заново в формате xlsx."
        ) from error


def _binary_workbook(content: bytes, file: str) -> tuple[Sheet, ...]:
    return _workbook(content, file, {})


def _visible(book: CalamineWorkbook) -> Iterator[str]:
    for sheet in book.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible:
            yield sheet.name


def _cells(book: CalamineWorkbook, name: str, file: str) -> Sequence[Sequence[Cell]]:
    sheet = book.get_sheet_by_name(name)
    check_size(sheet.total_height * sheet.total_width, file)
    return sheet.to_python(skip_empty_area=False)


def _rows(
    table: Sequence[Sequence[Cell]], errors: Mapping[tuple[int, int], CellError]
) -> tuple[Row, ...]:
    wrong = {row for row, _ in errors}
    rows = []
    for number, cells in enumerate(table, start=1):
        row = Row(number, tuple(cells))
        if number in wrong:
            seen = enumerate(cells, start=1)
            row = Row(number, tuple(errors.get((number, n), cell) for n, cell in seen))
        if not row.is_blank:
            rows.append(row)
    return tuple(rows)
