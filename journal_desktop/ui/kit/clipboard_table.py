"""A table on the clipboard: of a word processor as HTML, of a spreadsheet as tab-separated text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor, QTextDocument, QTextFrame, QTextTable
from typing_extensions import override

_BREAKS: Final = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\u00a0": " ", "\ufffc": ""})
_CELL: Final = re.compile(
    r'"(?P<quoted>(?:[^"]|"")*)"(?P<end>\t|\n|\Z)|(?P<plain>[^\t\n]*)(?P<stop>\t|\n|\Z)'
)


@dataclass(frozen=True, slots=True)
class PastedRow:
    """Texts of a row; `is_wide` when one cell takes the whole of it."""

    texts: tuple[str, ...]
    is_wide: bool = False


def table_on(mime: QMimeData) -> tuple[PastedRow, ...]:
    """The rows on the clipboard, without empty ones at the end; () when there is no text.

    A table of HTML keeps the breaks inside its cells. What a merged cell covers is empty.
    """
    rows = _of_html(mime.html()) if mime.hasHtml() else ()
    rows = rows or _of_text(mime.text())
    while rows and not any(text.strip() for text in rows[-1].texts):
        rows = rows[:-1]
    return tuple(rows)


def put_table(rows: Sequence[PastedRow]) -> QMimeData:
    """Rows for the clipboard, as word processors and as spreadsheets take them."""
    mime = QMimeData()
    mime.setText("\n".join("\t".join(map(_quoted, row.texts)) for row in rows))
    lines = []
    for row in rows:
        if row.is_wide:
            lines.append(f'<tr><td colspan="{len(row.texts)}">{_escaped(row.texts[0])}</td></tr>')
        else:
            cells = (f"<td>{_escaped(text)}</td>" for text in row.texts)
            lines.append(f"<tr>{''.join(cells)}</tr>")
    mime.setHtml(f'<meta charset="utf-8"><table border="1">{"".join(lines)}</table>')
    return mime


class _Document(QTextDocument):
    """Loads nothing that a pasted page names."""

    @override
    def loadResource(self, kind: int, name: Any) -> Any:
        return None


def _of_html(html: str) -> Sequence[PastedRow]:
    if "<table" not in html.lower():
        return ()
    document = _Document()
    document.setHtml(html)
    table = _table_in(document.rootFrame())
    if table is None:
        return ()
    return [_row(table, row) for row in range(table.rows())]


def _table_in(frame: QTextFrame) -> QTextTable | None:
    """The first table, however deep the page keeps it."""
    for child in frame.childFrames():
        if isinstance(child, QTextTable):
            return child
        if (found := _table_in(child)) is not None:
            return found
    return None


def _row(table: QTextTable, row: int) -> PastedRow:
    texts, is_wide = [], False
    for column in range(table.columns()):
        cell = table.cellAt(row, column)
        if (cell.row(), cell.column()) != (row, column):
            texts.append("")
            continue
        is_wide = is_wide or (cell.columnSpan() == table.columns() > 1)
        cursor = QTextCursor(cell.firstCursorPosition())
        end = cell.lastCursorPosition().position()
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        text = cursor.selectedText().translate(_BREAKS)
        texts.append("\n".join(line.strip() for line in text.split("\n")).strip("\n"))
    return PastedRow(tuple(texts), is_wide)


def _of_text(text: str) -> Sequence[PastedRow]:
    """Tab-separated text; a quoted cell may hold breaks, tabs and doubled quotes."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    rows: list[PastedRow] = []
    cells: list[str] = []
    for found in _CELL.finditer(plain):
        cells.append(_cell(found))
        stop = found["stop"] or found["end"] or ""
        if stop != "\t":
            rows.append(PastedRow(tuple(cells)))
            cells = []
        if not stop:
            break
    return rows


def _cell(found: re.Match[str]) -> str:
    quoted = found["quoted"]
    if quoted is None:
        return found["plain"]
    if {"\n", "\t"} & set(quoted) or '""' in quoted:
        return quoted.replace('""', '"')
    return f'"{quoted}"'  # quotes of the text itself


def _quoted(text: str) -> str:
    if not {"\n", "\t", '"'} & set(text):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _escaped(text: str) -> str:
    return escape(text).replace("\n", "<br>")
