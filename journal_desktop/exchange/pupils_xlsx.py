"""Lists of pupils from spreadsheets, checked whole: every problem with its sheet, row and column.

Source: R-1.5-01; domain 2.2 row 6. Cells are only ever text, never carried out as formulas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from journal_desktop.domain.errors import BadFile
from journal_desktop.exchange.cells import BadCell, is_blank
from journal_desktop.exchange.class_names import ClassName, parse_class
from journal_desktop.exchange.person_names import name_key
from journal_desktop.exchange.problems import Problem, refuse_if_any
from journal_desktop.exchange.pupils_columns import FULL_NAME, ORDINAL, TITLES, field_of
from journal_desktop.exchange.pupils_rows import RosterRow, RowReader
from journal_desktop.exchange.sheets import (
    Heading,
    Row,
    Sheet,
    column_letter,
    find_heading,
    read_sheets,
)

_TOTAL = re.compile(r"(?:итого|всего)\b", re.IGNORECASE)
_FEW = 2


@dataclass(frozen=True, slots=True)
class RosterFile:
    """Pupils in the order of the file; `notes` are Russian remarks that do not stop the import."""

    file: str
    rows: tuple[RosterRow, ...]
    notes: tuple[str, ...]


def read_pupils(path: Path, *, today: date) -> RosterFile:
    """Read a list of pupils from every sheet that holds one.

    A sheet without the column «Класс» but named after a class is that class.

    Raises:
        BadFile: not a table, or no list of pupils in it.
        Problems: whatever is wrong with columns and cells, all of it.
    """
    sheets = read_sheets(path)
    lists = _lists(sheets)
    if not lists:
        raise BadFile(
            f"{path.name}: не найдена строка с названиями столбцов, нужны столбцы «Класс», "
            "«Фамилия», «Имя», «Дата рождения»; возьмите готовую форму загрузки."
        )
    scan = _Scan(path.name, today)
    for sheet, heading in lists:
        scan.read(sheet, heading)
    scan.find_repeated()
    refuse_if_any(scan.problems)
    if not scan.rows:
        raise BadFile(f"{path.name}: под названиями столбцов нет ни одного ученика, впишите их.")
    skipped = [sheet.name for sheet in sheets if sheet.rows and sheet not in [s for s, _ in lists]]
    scan.notes += [f"{path.name}: лист «{name}» не похож на список, пропущен" for name in skipped]
    return RosterFile(path.name, tuple(scan.rows), tuple(scan.notes))


def _lists(sheets: Sequence[Sheet]) -> list[tuple[Sheet, Heading]]:
    """Sheets with a heading that names pupils; poor headings count only when there is no better."""
    found = []
    for sheet in sheets:
        heading = find_heading(sheet, field_of, least=1)
        if heading and {"surname", FULL_NAME} & heading.columns.keys():
            found.append((sheet, heading))
    rich = [(sheet, heading) for sheet, heading in found if len(heading.columns) >= _FEW]
    return rich or found


class _Scan:
    """Goes through the sheets, gathering pupils, problems and notes."""

    def __init__(self, file: str, today: date) -> None:
        self.rows: list[RosterRow] = []
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self._file = file
        self._today = today

    def read(self, sheet: Sheet, written: Heading) -> None:
        """Read the pupils under a heading; none when columns are missing."""
        before = len(self.problems)
        heading = self._settle(sheet, written)
        own_class = self._class_of(sheet, heading)
        self._check_columns(sheet, heading)
        if len(self.problems) > before:
            return
        for row in sheet.rows:
            if row.number <= heading.row or self._is_beside(sheet, heading, row):
                continue
            reader = RowReader(self._file, sheet.name, heading, row, self._today)
            pupil = reader.read(own_class)
            self.problems += reader.problems
            self.notes += map(str, reader.notes)
            if pupil and not reader.problems:
                self.rows.append(pupil)

    def find_repeated(self) -> None:
        """Find pupils who stand twice; the same file number is only a note."""
        seen: dict[tuple[str, date], RosterRow] = {}
        files: dict[str, RosterRow] = {}
        for row in self.rows:
            key = name_key(row.surname, row.name, row.patronymic), row.born
            first = seen.setdefault(key, row)
            if first is not row:
                text = f"ученик {row.full_name} уже есть {self._where(first)}, удалите повтор"
                self.problems.append(Problem(text, self._file, row.sheet, row.row))
            owner = files.setdefault(row.file_number, row) if row.file_number else row
            if owner is not row and first is row:
                text = f"№ личного дела {row.file_number} уже есть {self._where(owner)}"
                self.notes.append(str(Problem(text, self._file, row.sheet, row.row)))

    def _where(self, row: RosterRow) -> str:
        sheet = f" листа «{row.sheet}»" if row.sheet else ""
        return f"в строке {row.row}{sheet}"

    def _settle(self, sheet: Sheet, heading: Heading) -> Heading:
        """Give a second set of parent columns to the second parent; tell what is not read."""
        columns = dict(heading.columns)
        for column in heading.repeated:
            field = field_of(heading.titles[column])
            second = field.replace("parent1_", "parent2_")
            if second not in columns:
                columns[second] = column
                continue
            text = f"столбец «{heading.titles[column]}» ({column_letter(column)}) повторяется"
            place = f"({column_letter(columns[field])})"
            text = f"{text}, он уже есть {place}; оставьте один или назовите иначе"
            self.problems.append(Problem(text, self._file, sheet.name, heading.row))
        for column in heading.unknown:
            text = f"столбец «{heading.titles[column]}» ({column_letter(column)}) не загружается"
            self.notes.append(str(Problem(text, self._file, sheet.name, heading.row)))
        return replace(heading, columns=columns)

    def _class_of(self, sheet: Sheet, heading: Heading) -> ClassName | None:
        """The class a sheet is named after, where no column tells the class."""
        if "class" in heading.columns:
            return None
        try:
            return parse_class(sheet.name)
        except BadCell:
            self._missing(sheet, heading, "class", " (или назовите лист именем класса)")
            return None

    def _check_columns(self, sheet: Sheet, heading: Heading) -> None:
        named = {"surname", "name"} if FULL_NAME not in heading.columns else set()
        for field in TITLES:
            if field in named | {"born"} and field not in heading.columns:
                self._missing(sheet, heading, field)

    def _missing(self, sheet: Sheet, heading: Heading, field: str, hint: str = "") -> None:
        text = f"нет столбца «{TITLES[field]}», добавьте его{hint}"
        self.problems.append(Problem(text, self._file, sheet.name, heading.row))

    def _is_beside(self, sheet: Sheet, heading: Heading, row: Row) -> bool:
        """Whether the row holds no pupil: a total, the heading again, or only a number."""
        texts = {
            column: cell.strip() for column, cell in enumerate(row.cells) if isinstance(cell, str)
        }
        told = [texts.get(column, "") for column in heading.titles]
        if told == list(heading.titles.values()):
            return True
        first = next(filter(None, texts.values()), "")
        if _TOTAL.match(first) and len(list(_filled(heading, row))) <= _FEW:
            note = Problem(f"«{first[:40]}» пропущено", self._file, sheet.name, row.number)
            self.notes.append(str(note))
            return True
        return not any(_filled(heading, row))


def _filled(heading: Heading, row: Row) -> Iterator[str]:
    """The fields, the ordinal number apart, in which something is written."""
    return (
        field
        for field, column in heading.columns.items()
        if field != ORDINAL and not is_blank(row.cell(column))
    )
