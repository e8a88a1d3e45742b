"""What must be known of a workbook before the reader may open it.

The reader keeps a sheet as a full rectangle and ends the whole process when there is no memory
for it, so one cell in XFD1048576 must be seen before. It also shows a formula's error as nothing.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from journal_desktop.domain.errors import BadFile
from journal_desktop.exchange.cells import CellError
from journal_desktop.exchange.files import MEGABYTE
from journal_desktop.exchange.safe_xml import parse_xml_bytes

UNPACKED_LIMIT = 200 * MEGABYTE
CELL_LIMIT = 3_000_000

_BROKEN = (  # all that zipfile raises on damage, and KeyError for a part that is not there
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,  # zipfile's word for a compression or an encryption it does not know
    OSError,
    RuntimeError,
    ValueError,
)
_CELL = re.compile(
    rb"<(?:\w+:)?c(?=[\s>])([^>]*[^/>]|)>(?!</)"
)  # one without content is only formatted
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br\s*=\s*[\"'](\d{1,9})[\"']")
_REFERENCE = re.compile(rb"(?:^|\s)r\s*=\s*[\"']([A-Za-z]{1,4})(\d{1,9})[\"']")
_IS_ERROR = re.compile(rb"(?:^|\s)t\s*=\s*[\"']e[\"']")
_CODE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]{1,20})")
_REPEATED = re.compile(rb"number-(rows|columns)-repeated\s*=\s*[\"'](\d{1,12})[\"']")
_ODS_CELL = re.compile(rb"<(?:\w+:)?(table-row|covered-table-cell|table-cell)\b([^>]*?)(/?)>")
_RELATIONS = "xl/_rels/workbook.xml.rels"


@dataclass(frozen=True, slots=True)
class Inspected:
    """Errors of formulas by sheet name and cell, counted from 1: row, column.

    `is_binary` says that the sheets are records of xlsb, of which nothing is known.
    """

    is_binary: bool = False
    errors: Mapping[str, Mapping[tuple[int, int], CellError]] = field(default_factory=dict)


def inspect_archive(content: bytes, file: str) -> Inspected:
    """Look through a zipped workbook: xlsx, xlsm, xlsb or ods.

    Raises:
        BadFile: a broken archive, or one that would not fit in memory.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _inspect(archive, file)
    except _BROKEN as error:
        raise BadFile(
            f"{file}: книга повреждена, откройте её в Excel и сохраните заново."
        ) from error


def _inspect(archive: zipfile.ZipFile, file: str) -> Inspected:
    names = archive.namelist()
    if sum(part.file_size for part in archive.infolist()) > UNPACKED_LIMIT:
        raise BadFile(
            f"{file}: в распакованном виде книга больше {UNPACKED_LIMIT // MEGABYTE} МБ, "
            "оставьте в ней только нужный лист."
        )
    if "content.xml" in names:
        check_size(_ods_cells(archive.read("content.xml")), file)
    errors = {}
    for part in names:
        xml = archive.read(part)
        if b"sheetData" not in xml:
            continue
        cells, faults = _xlsx_sheet(xml)
        check_size(cells, file)
        if faults:
            errors[part] = faults
    titles = _sheet_titles(archive, file) if errors else {}
    errors_by_name = {titles.get(part, ""): faults for part, faults in errors.items()}
    return Inspected("xl/workbook.bin" in names, errors_by_name)


def check_size(cells: int, file: str) -> None:
    """Let a sheet whose rectangle of values has so many cells pass.

    Raises:
        BadFile: more than 3 million.
    """
    if cells > CELL_LIMIT:
        raise BadFile(
            f"{file}: лист слишком велик, в далёких строках или столбцах есть лишние значения; "
            "удалите их или скопируйте таблицу в новую книгу."
        )


def _xlsx_sheet(xml: bytes) -> tuple[int, dict[tuple[int, int], CellError]]:
    """How many cells the rectangle of values has, and the errors of formulas in it."""
    last_row = last_column = 1
    unnamed = False
    faults: dict[tuple[int, int], CellError] = {}
    for found in _CELL.finditer(xml):
        place = _REFERENCE.search(found.group(1))
        if place is None:
            unnamed = True
            continue
        row, column = int(place.group(2)), _column_number(place.group(1))
        last_row, last_column = max(last_row, row), max(last_column, column)
        if _IS_ERROR.search(found.group(1)):
            code = _CODE.search(xml, found.end(), found.end() + 2000)
            faults[row, column] = CellError(
                code.group(1).decode("ascii", "replace") if code else ""
            )
    if unnamed:  # cells without names take the row of their row
        last_row = max([last_row, *(int(row) for row in _ROW.findall(xml))])
    return last_row * last_column, faults


def _ods_cells(xml: bytes) -> int:
    """The most cells the repetitions of the file can unfold into."""
    rows = 1
    total = 0
    for found in _ODS_CELL.finditer(xml):
        repeated = _REPEATED.search(found.group(2))
        times = int(repeated.group(2)) if repeated else 1
        if found.group(1) == b"table-row":
            rows = times
        elif not found.group(3):  # an empty cell is <table-cell/>
            total += rows * times
    return total


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _sheet_titles(archive: zipfile.ZipFile, file: str) -> dict[str, str]:
    """The name of the sheet by its part of the archive."""
    book = parse_xml_bytes(archive.read("xl/workbook.xml"), file)
    links = parse_xml_bytes(archive.read(_RELATIONS), file)
    targets = {link.get("Id"): link.get("Target") for link in links.root.children}
    return {
        posixpath.normpath(posixpath.join("/xl", targets.get(sheet.get("id"), ""))).lstrip("/"): (
            sheet.get("name")
        )
        for sheet in book.root.items("sheets")
    }
