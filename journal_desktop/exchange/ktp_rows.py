"""Rows of a lesson plan: lessons, sections, quarters, totals; every cell checked.

Source: domain reference 7.1, R-3.2.5-12.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from journal_desktop.commands.plan_parts import MOST_HALF_HOURS, NewTopic
from journal_desktop.domain.plans.values import HALF_HOURS, hours
from journal_desktop.domain.text_faults import one_line
from journal_desktop.exchange.cells import BadCell, Cell, CellError, as_text, is_blank
from journal_desktop.exchange.ktp_columns import JOINED
from journal_desktop.exchange.problems import Problem
from journal_desktop.exchange.sheets import Heading, Row, column_letter

EXAMPLE: Final = NewTopic(
    "Пример: сложение дробей с одинаковыми знаменателями",
    HALF_HOURS,
    "Обыкновенные дроби",
    "",
    "комбинированный",
    "§ 12, № 345, 347",
    "Библиотека ЦОК",
    "Складывать дроби",
    "",
)
"""The example row of the form, which is never loaded."""

_TOTAL = re.compile(
    r"\s*(?:(?:итого|всего)\s*(?:$|[:.,–—\d-]|(?:по|за|на|в|ч|час\w*|урок\w*)\b)"
    r"|общее\s+(?:кол|число))",
    re.IGNORECASE,
)
"""«Итого за I четверть», «Всего часов»; «Всего прекрасней…» is a topic."""
_PERIOD = re.compile(
    r"\s*(?:[IVХ1-4]{1,3}|перв\w+|втор\w+|трет\w+|четв[её]рт\w+)[\s–-]*(?:я|ая|ое|е|ый)?\s*"
    r"(?:четверть|полугодие|триместр|модуль)\b.*",
    re.IGNORECASE,
)
_SECTION = re.compile(r"\s*(?:раздел|глава|модуль|часть|блок)\b", re.IGNORECASE)
_SECTION_HOURS = re.compile(r"[\s–—:,.-]*\(?\s*\d+(?:[.,]\d+)?\s*(?:ч|час|часа|часов)\.?\s*\)?\s*$")
_HOURS = re.compile(r"(-?\d+(?:[.,]\d+)?)\s*(?:ч|час|часа|часов)?\.?", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,4})\s*(?:[-–—,]\s*(\d{1,4}))?\s*\.?")
_SHOWN: Final = 40


class RowKind(Enum):
    """What a row of the table is."""

    TOPIC = auto()
    SECTION = auto()
    BESIDE = auto()
    """A total, a quarter, an empty line of the form."""


@dataclass(frozen=True, slots=True)
class KtpRow:
    """A line of the plan with its place; `number` is what the file calls it, None for nothing.

    `last` is the second number of «12–13».
    """

    sheet: str
    row: int
    number: int | None
    last: int | None
    line: NewTopic
    kind_text: str = ""


class KtpReader:
    """Reads the rows under one heading; problems and notes gather as it goes."""

    def __init__(self, file: str, sheet: str, heading: Heading, more: Mapping[int, str]) -> None:
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self.rows: list[KtpRow] = []
        self._file, self._sheet, self._heading = file, sheet, heading
        self._more = more
        self._section = ""
        self._numbered = "number" in heading.columns
        self._total: tuple[int, int] | None = None
        self._counted = 0

    def read(self, row: Row) -> None:
        """Take one row in."""
        before = len(self.problems)
        texts = self._texts(row)
        if len(self.problems) > before:
            return
        kind = self._kind(texts, row.number)
        if kind is RowKind.SECTION:
            self._section = section_title(self._only(texts)) or self._section
        elif kind is RowKind.TOPIC and any(texts.values()):
            self._topic(row, texts)

    def _texts(self, row: Row) -> dict[str, str]:
        """Texts by field; several columns of one field one under another."""
        texts: dict[str, str] = {}
        columns = {**{column: field for field, column in self._heading.columns.items()}}
        columns |= self._more
        for column, field in sorted(columns.items()):
            try:
                text = _shown(row.cell(column))
            except BadCell as error:
                self._problem(str(error), row.number, column)
                continue
            if field in JOINED and texts.get(field):
                text = "\n".join(filter(None, (texts[field], text)))
            texts[field] = text
        texts[""] = self._outside(row, set(columns))
        return texts

    def _outside(self, row: Row, columns: set[int]) -> str:
        """The text of a merged row may stand in a column that is not read."""
        first = min(self._heading.titles, default=0)
        for column, cell in enumerate(row.cells):
            if column not in columns and column <= first and isinstance(cell, str):
                return one_line(cell)
        return ""

    def _kind(self, texts: dict[str, str], row: int) -> RowKind:
        told = {name: text for name, text in texts.items() if text}
        first = next(iter(self._words(told)), "")
        if _TOTAL.match(first):
            self._note_total(told.get("hours", ""), first, row)
            return RowKind.BESIDE
        alone = [name for name in told if name != "hours"]
        if len(alone) == 1 and _PERIOD.fullmatch(first):
            return RowKind.BESIDE
        number = told.get("number", "")
        if len(alone) == 1 and self._is_section(alone[0], first, number):
            return RowKind.SECTION
        if not told.keys() - {"number"}:
            return RowKind.BESIDE  # only a number: an empty line of the form
        return RowKind.TOPIC

    def _is_section(self, name: str, text: str, number: str) -> bool:
        """Whether the one text of a row is the title of a section."""
        if name == "topic":
            return self._numbered or bool(_SECTION.match(text))
        return name != "number" or not _NUMBER.fullmatch(number)

    def _words(self, told: Mapping[str, str]) -> list[str]:
        return [text for name, text in told.items() if name != "hours" and text]

    def _only(self, texts: Mapping[str, str]) -> str:
        return self._words(texts)[0]

    def _topic(self, row: Row, texts: dict[str, str]) -> None:
        number, last = self._number(row, texts.get("number", ""))
        half_hours = self._half_hours(row, texts.get("hours", ""), number, last)
        topic = texts.get("topic", "")
        if not topic:
            self._problem("тема не записана, впишите её", row.number, self._column("topic"))
        if topic == EXAMPLE.topic:
            return
        self._section = texts.get("section") or self._section
        line = NewTopic(
            topic=topic,
            half_hours=half_hours,
            section=self._section,
            lesson_type=texts.get("lesson_type", ""),
            homework=texts.get("homework", ""),
            resources=texts.get("resources", ""),
            outcomes=texts.get("outcomes", ""),
            note=texts.get("note", ""),
        )
        kind = texts.get("kind", "")
        self.rows.append(KtpRow(self._sheet, row.number, number, last, line, kind))

    def _number(self, row: Row, text: str) -> tuple[int | None, int | None]:
        if not text:
            return None, None
        found = _NUMBER.fullmatch(text)
        if found is None:
            what = f"«{text[:_SHOWN]}» не номер урока"
            self._problem(what, row.number, self._column("number"))
            return None, None
        return int(found[1]), int(found[2]) if found[2] else None

    def _half_hours(self, row: Row, text: str, number: int | None, last: int | None) -> int:
        """The hours of a line; without any an hour, or one for each number of «12–13»."""
        if not text:
            lessons = last - number + 1 if number and last and last > number else 1
            return lessons * HALF_HOURS
        found = _HOURS.fullmatch(text)
        doubled = float(found[1].replace(",", ".")) * HALF_HOURS if found else 0.0
        if found is None or not doubled.is_integer():
            what = f"«{text[:_SHOWN]}» – не число часов, напишите 1, 2 или 0,5"
            self._problem(what, row.number, self._column("hours"))
        elif not 1 <= doubled <= MOST_HALF_HOURS:
            what = f"часов не может быть {text[:_SHOWN]}: от 0,5 до {hours(MOST_HALF_HOURS)}"
            self._problem(what, row.number, self._column("hours"))
        else:
            return int(doubled)
        return HALF_HOURS

    def _note_total(self, text: str, said: str, row: int) -> None:
        """Keep what a row of totals says, with the hours since the one before it."""
        found = _HOURS.fullmatch(text)
        if found is None:
            what = f"«{said[:_SHOWN]}» – строка итогов, не урок, пропущена"
            self.notes.append(Problem(what, self._file, self._sheet, row))
            return
        has = self._has()
        total = round(float(found[1].replace(",", ".")) * HALF_HOURS)
        self._total, self._counted = (total, has - self._counted), has

    def _has(self) -> int:
        return sum(row.line.half_hours for row in self.rows)

    def finish(self) -> None:
        """Compare the last total with the sum of all lines, or of those since the one before."""
        total, part = self._total or (0, 0)
        has = self._has()
        if self._total is not None and total not in (has, part):
            text = f"в строке «Итого» {hours(total)} ч, а сумма по урокам {hours(has)} ч"
            self.notes.append(Problem(text, self._file, self._sheet))

    def _column(self, field: str) -> int | None:
        return self._heading.columns.get(field)

    def _problem(self, text: str, row: int, column: int | None) -> None:
        place = ""
        if column is not None:
            title = self._heading.titles.get(column, "")
            place = f"«{title}» ({column_letter(column)})" if title else column_letter(column)
        self.problems.append(Problem(text, self._file, self._sheet, row, place))


def names_section(text: str) -> bool:
    """Whether a text begins as titles of sections do: «Раздел 2. Дроби»."""
    return bool(_SECTION.match(text))


def section_title(text: str) -> str:
    """The title of a section without its hours: «Дроби – 12 ч» is «Дроби»."""
    return _SECTION_HOURS.sub("", one_line(text)).strip(" .:")


def numbered_anew(rows: list[KtpRow]) -> Iterator[KtpRow]:
    """Rows whose number is not the next one, by the numbers of the file."""
    expected = None
    for row in rows:
        if row.number is not None and expected is not None and row.number != expected:
            yield row
        if row.number is not None:
            expected = (row.last or row.number) + 1


def with_kind(row: KtpRow, code: str) -> KtpRow:
    """The row with its kind of work known."""
    return replace(row, line=replace(row.line, kind=code))


def _shown(cell: Cell) -> str:
    """What the cell shows; homework and results keep their lines."""
    if isinstance(cell, CellError) or not isinstance(cell, str):
        return as_text(cell)
    return (
        ""
        if is_blank(cell)
        else "\n".join(line for line in map(one_line, cell.splitlines()) if line)
    )
