"""Files (дела): heading, volumes, sheets through the file, words of the term.

Source: domain reference 3.5, 4.2–4.4, 4.8; R-4.4-01. A volume has at most 250 sheets and a document
is never divided between two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from journal_desktop.domain.retention import LEDGER_YEARS
from journal_desktop.domain.russian import plural, short_date

MOST_SHEETS: Final = 250
YEARS: Final = ("год", "года", "лет")


@dataclass(frozen=True, slots=True)
class FileLine:
    """A line of the номенклатура: index, heading, term in years and its article."""

    index: str
    title: str
    years: int
    article: str

    @property
    def term(self) -> str:
        """«Хранить 25 лет, п. 4.4 Положения»."""
        return f"Хранить {self.years} {plural(self.years, *YEARS)}, {self.article}"


LEDGERS: Final = FileLine(
    "04-05",
    "Сводные ведомости учёта успеваемости обучающихся",
    LEDGER_YEARS,
    "п. 4.4 Положения",
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a file with its count of sheets."""

    class_id: int
    title: str
    day: date | None
    sheets: int


@dataclass(frozen=True, slots=True)
class Filed:
    """A document in its volume, from sheet to sheet."""

    document: Document
    first: int
    last: int

    @property
    def range(self) -> str:
        """«1–4», «5» for one sheet."""
        return f"{self.first}–{self.last}" if self.last > self.first else str(self.first)


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume of a file."""

    number: int
    documents: tuple[Filed, ...]

    @property
    def sheets(self) -> int:
        """Without cover, inner inventory and certification sheet (domain 4.3)."""
        return self.documents[-1].last if self.documents else 0


@dataclass(frozen=True, slots=True)
class Dossier:
    """A whole file: who keeps it, what it is called, its end dates and volumes."""

    school: str
    department: str
    line: FileLine
    heading: str
    begins: date
    ends: date
    volumes: tuple[Volume, ...]

    @property
    def dates(self) -> str:
        """«01.09.2025 – 26.06.2026»."""
        return f"{short_date(self.begins, year=True)} – {short_date(self.ends, year=True)}"

    def name(self, volume: Volume) -> str:
        """«ДЕЛО № 04-05, том № 1»."""
        return f"ДЕЛО № {self.line.index}, том № {volume.number}"


def ledgers_heading(line: FileLine, grades: Sequence[int], school_year: str) -> str:
    """«Сводные ведомости … 1–11 классов за 2025/2026 учебный год»."""
    first, last = min(grades), max(grades)
    classes = f"{first}–{last} классов" if first != last else f"{first} классов"
    return f"{line.title} {classes} за {school_year} учебный год"


def volumes(documents: Iterable[Document], most: int = MOST_SHEETS) -> tuple[Volume, ...]:
    """Documents in the order given, numbered through each volume from sheet 1."""
    parts: list[list[Filed]] = []
    for document in documents:
        before = parts[-1][-1].last if parts else most
        if before + document.sheets > most:
            parts.append([])
            before = 0
        parts[-1].append(Filed(document, before + 1, before + document.sheets))
    return tuple(Volume(number, tuple(part)) for number, part in enumerate(parts, 1))
