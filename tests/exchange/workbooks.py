"""Small tables of every kind, written for a test."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl import Workbook

HEADING = ("Класс", "Фамилия", "Имя", "Отчество", "Дата рождения")
MARIA = ("5А", "Иванова", "Мария", "Петровна", date(2015, 3, 12))
PYOTR = ("5Б", "Ёлкин", "Пётр", "Ильич", date(2015, 11, 2))


def xlsx(path: Path, *rows: Sequence[object], sheet: str = "Ученики") -> Path:
    """A workbook of one sheet; text that looks like a formula stays text."""
    book = Workbook()
    page = book.active
    page.title = sheet
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = page.cell(number, column, value)
            if isinstance(value, str) and not value.startswith("#"):
                cell.data_type = "s"
    book.save(path)
    return path


def sheets_xlsx(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    """A workbook of several sheets."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
    book.save(path)
    return path


def ods(path: Path, *rows: Sequence[str], tail: str = "") -> Path:
    """A LibreOffice table of text; `tail` is put after the rows as it is."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p>'
            "</table:table-cell>"
            for text in row
        )
        + "</table:table-row>"
        for row in rows
    )
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{space}:office:1.0" '
        f'xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Лист1">{cells}{tail}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return path


def repack(path: Path, part: str, old: str, new: str) -> Path:
    """The archive with something replaced in one of its parts."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path
