"""A lesson plan out of a table or of pasted text, whole or not at all.

Source: R-3.2.5-12, domain reference 7.1: headings by synonyms, merged rows of sections, «Итого»,
notes beside the table, a list of topics without any heading.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from journal_desktop.domain.errors import BadFile
from journal_desktop.domain.plans.values import LONGEST_PLAN
from journal_desktop.domain.text_faults import one_line
from journal_desktop.exchange.cells import BadCell, Cell, as_text, is_blank
from journal_desktop.exchange.ktp_columns import (
    DATES,
    JOINED,
    field_of,
    is_below_heading,
    plain_title,
)
from journal_desktop.exchange.ktp_rows import KtpReader, KtpRow, numbered_anew
from journal_desktop.exchange.problems import Problem, refuse_if_any
from journal_desktop.exchange.sheets import (
    Heading,
    Row,
    Sheet,
    column_letter,
    find_heading,
    read_sheets,
)

PASTED: Final = "вставка"
"""What pasted text is called in messages."""
_FEW: Final = 2
_WORDS: Final = re.compile(r"[А-Яа-яЁё]{3,}")
_MOST: Final = 0.7
_SHOWN_NOTES: Final = 20


@dataclass(frozen=True, slots=True)
class KtpFile:
    """Lines of a plan in the order of the file; `notes` are remarks that do not stop the import."""

    file: str
    rows: tuple[KtpRow, ...]
    notes: tuple[str, ...]


def read_ktp(path: Path) -> KtpFile:
    """Read a plan from a workbook, a csv or a tsv file.

    Raises:
        BadFile: not a table, or no plan in it.
        Problems: whatever is wrong with columns and cells, all of it.
    """
    return _read(read_sheets(path), path.name)


def read_pasted(text: str) -> KtpFile:
    """Read a plan from what was copied in a spreadsheet or a table of a text editor.

    Raises:
        BadFile: nothing in it looks like topics.
        Problems: whatever is wrong with it, all of it.
    """
    rows = tuple(
        Row(number, tuple(cells))
        for number, cells in enumerate(_pasted(text), 1)
        if any(one_line(cell) for cell in cells)
    )
    return _read((Sheet("", rows),), PASTED)


def _pasted(text: str) -> list[list[str]]:
    """Cells between tabs; a cell with lines in it is quoted as spreadsheets do."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True))
    except csv.Error:  # a text editor copies quotes as they are
        return [line.split("\t") for line in text.splitlines()]


def _read(sheets: Sequence[Sheet], file: str) -> KtpFile:
    tables = _tables(sheets)
    if not tables:
        raise BadFile(
            f"{file}: не найден столбец с темами уроков, нужна строка с названиями столбцов: "
            "«№ урока», «Тема урока», «Кол-во часов»; возьмите готовую форму загрузки."
        )
    scan = _Scan(file)
    for sheet, heading in tables:
        scan.table(sheet, heading)
    scan.compare()
    refuse_if_any(scan.problems)
    if not scan.rows:
        raise BadFile(f"{file}: под названиями столбцов нет ни одной темы, впишите их.")
    read = {sheet.name for sheet, _ in tables}
    scan.notes += [
        Problem(f"лист «{sheet.name}» не похож на КТП, пропущен", file)
        for sheet in sheets
        if sheet.rows and sheet.name not in read
    ]
    return KtpFile(file, tuple(scan.rows), _told(scan.notes))


def _tables(sheets: Sequence[Sheet]) -> list[tuple[Sheet, Heading]]:
    """Sheets with a heading; only when none has one, the sheet that is a bare list of topics."""
    headed = [(sheet, heading) for sheet in sheets if (heading := _heading(sheet))]
    if headed:
        return headed
    lists = [(sheet, bare) for sheet in sheets if (bare := _without_heading(sheet))]
    return lists if len(lists) == 1 else []


def _heading(sheet: Sheet) -> Heading | None:
    """The heading of a plan: topics, and something beside them, or topics named exactly so."""
    found = find_heading(sheet, field_of, least=1)
    if found is None:
        return None
    columns = dict(found.columns)
    if "topic" not in columns and "section" in columns:
        columns["topic"] = columns.pop("section")  # «Название раздела» over a list of topics
    enough = len(columns) >= _FEW or _says_topic(found)
    return replace(found, columns=columns) if "topic" in columns and enough else None


def _says_topic(heading: Heading) -> bool:
    """Whether a heading of one column can mean nothing else."""
    return any(plain_title(title) == "тема урока" for title in heading.titles.values())


def _without_heading(sheet: Sheet) -> Heading | None:
    """What the columns of a bare list must be: words are topics, 1, 2, 3… numbers, then hours."""
    width = max((len(row.cells) for row in sheet.rows), default=0)
    columns = [[row.cell(column) for row in sheet.rows] for column in range(width)]
    worded = [n for n, cells in enumerate(columns) if _is_worded(cells)]
    if len(worded) != 1 or len(sheet.rows) < _FEW:
        return None
    fields = {"topic": worded[0]}
    for column, cells in enumerate(columns):
        numbers = [_whole(cell) for cell in cells]
        known = [number for number in numbers if number is not None]
        if column in fields.values() or len(known) < _MOST * len(cells):
            continue
        grows = all(one < other for one, other in pairwise(known))
        name = "number" if grows and column < fields["topic"] and len(known) > 1 else "hours"
        fields.setdefault(name, column)
    return Heading(0, fields, {}, (), ())


def _is_worded(cells: Sequence[Cell]) -> bool:
    filled = [cell for cell in cells if not is_blank(cell)]
    worded = [cell for cell in filled if isinstance(cell, str) and _WORDS.search(cell)]
    return len(filled) >= _MOST * len(cells) and len(worded) >= _MOST * len(filled) > 0


def _whole(cell: Cell) -> int | None:
    try:
        text = as_text(cell)
    except BadCell:
        return None
    return int(text) if re.fullmatch(r"\d{1,4}\.?", text) and text.isdecimal() else None


class _Scan:
    """Goes through the tables, gathering lines, problems and notes."""

    def __init__(self, file: str) -> None:
        self.rows: list[KtpRow] = []
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self._file = file
        self._tables: list[tuple[str, int, list[KtpRow]]] = []

    def table(self, sheet: Sheet, heading: Heading) -> None:
        """Read one table; a heading repeated on a further page is passed over."""
        more = dict(self._repeated(sheet, heading))
        self._unread(sheet, heading)
        if not heading.row:
            self._say("строки с названиями столбцов нет: темы взяты из столбца "
                      f"{column_letter(heading.columns['topic'])}", sheet)  # fmt: skip
        reader, first = KtpReader(self._file, sheet.name, heading, more), heading.row + 1
        for row in sheet.rows:
            if row.number <= heading.row:
                continue
            if not reader.rows and is_below_heading(_strings(row)):
                continue
            again = _heading(Sheet(sheet.name, (row,))) if heading.row else None
            if again is not None:
                self._close(reader, sheet, first)
                heading = replace(again, row=row.number)
                reader, first = KtpReader(self._file, sheet.name, heading, more), row.number
                continue
            reader.read(row)
        self._close(reader, sheet, first)

    def compare(self) -> None:
        """Parts of one plan go on counting; what begins anew is another plan."""
        counted = [table for table in self._tables if table[2]]
        for (_, _, before), (sheet, row, after) in pairwise(counted):
            last = next((each.last or each.number for each in reversed(before) if each.number), 0)
            if after[0].number != last + 1:
                text = "здесь начинается второе КТП: оставьте в файле одно"
                self.problems.append(Problem(text, self._file, sheet, row))
        for each in numbered_anew(self.rows):
            text = f"номер урока {each.number} не следующий по порядку, уроки пронумерованы заново"
            self.notes.append(Problem(text, self._file, each.sheet, each.row))
        begins = self.rows[0].number if self.rows else None
        if begins not in (None, 1):
            text = f"нумерация начинается с {begins}, уроки пронумерованы заново с 1"
            self.notes.append(Problem(text, self._file, self.rows[0].sheet, self.rows[0].row))
        if len(self.rows) > LONGEST_PLAN:
            text = f"строк {len(self.rows)}, а в КТП их не больше {LONGEST_PLAN}"
            self.problems.append(Problem(text, self._file))

    def _close(self, reader: KtpReader, sheet: Sheet, first: int) -> None:
        reader.finish()
        self.rows += reader.rows
        self.problems += reader.problems
        self.notes += reader.notes
        self._tables.append((sheet.name, first, reader.rows))

    def _repeated(self, sheet: Sheet, heading: Heading) -> Iterator[tuple[int, str]]:
        """Columns that stand twice: results may, a second column of topics is a second table."""
        for column in heading.repeated:
            field = field_of(heading.titles[column])
            if field in JOINED:
                yield column, field
            elif field not in DATES:
                text = (
                    f"столбец «{heading.titles[column]}» ({column_letter(column)}) повторяется: "
                    "на листе две таблицы рядом, оставьте одну"
                )
                self.problems.append(Problem(text, self._file, sheet.name, heading.row))

    def _unread(self, sheet: Sheet, heading: Heading) -> None:
        for column in heading.unknown:
            title = heading.titles[column]
            self._say(f"столбец «{title}» ({column_letter(column)}) не загружается", sheet, heading)
        if DATES & heading.columns.keys():
            self._say("даты не загружаются: их ставит программа по расписанию", sheet, heading)

    def _say(self, text: str, sheet: Sheet, heading: Heading | None = None) -> None:
        row = heading.row if heading else None
        self.notes.append(Problem(text, self._file, sheet.name, row))


def _strings(row: Row) -> list[str]:
    found = []
    for cell in row.cells:
        try:
            found.append(as_text(cell))
        except BadCell:
            found.append("#")
    return found


def _told(notes: Sequence[Problem]) -> tuple[str, ...]:
    rest = len(notes) - _SHOWN_NOTES
    more = (f"…и ещё замечаний: {rest}",) if rest > 0 else ()
    return (*map(str, notes[:_SHOWN_NOTES]), *more)
