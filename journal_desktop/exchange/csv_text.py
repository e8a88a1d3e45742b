"""CSV and TSV text as rows, whatever stands between the fields."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from journal_desktop.domain.errors import BadFile

_DELIMITERS = (";", "\t", ",", "|")
_SAMPLE = 20
_LONGEST = 10_000
_NAMED = re.compile(r"\s*sep=(.)\r?\n", re.IGNORECASE)


def csv_rows(text: str, file: str) -> list[list[str]]:
    """The rows as a spreadsheet would number them, blank ones included.

    Raises:
        BadFile: quotes that do not close, or a field of a size no person writes.
    """
    named = _NAMED.match(text)  # Excel's own first line «sep=;», which it does not show
    body = text[named.end() :] if named else text
    delimiter = named.group(1) if named else _delimiter(body.splitlines()[: _SAMPLE * 2])
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        line = reader.line_num + bool(named)
        raise BadFile(
            f"{file}, строка {line}: кавычки расставлены неверно или поле слишком длинное, "
            "исправьте строку или сохраните таблицу как книгу Excel."
        ) from error


def _delimiter(lines: Sequence[str]) -> str:
    """The sign that gives the same number of fields, more than one, in most of the first rows."""
    sample = [line[:_LONGEST] for line in lines if line.strip()][:_SAMPLE]
    return max(_DELIMITERS, key=lambda sign: _evenness(sample, sign))


def _evenness(lines: Sequence[str], sign: str) -> tuple[bool, int, int]:
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=sign))
    width, rows = widths.most_common(1)[0] if widths else (0, 0)
    return width > 1, rows, width
