"""What is bound, as values: the title, the sections in order, the certifying sheet.

Source: domain reference 2.2 (sections), 2.3 (the opening of a subject), 2.6 (last sheet).
A cell is the text that is printed; None is a day on which the pupil is not enrolled.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from journal_desktop.printing.wide import Wide


@dataclass(frozen=True, slots=True)
class Title:
    """The title page. `place` is the locality under the school's name, one line each."""

    school: str
    class_name: str
    school_year: str
    class_teacher: str
    place: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson: a column on the left page and a row on the right one.

    `number` counts the lessons of the page, `hours` is ready to print («1», «0,5»), `note` stands
    under the homework («Замена: …»), `cells` are one per pupil, top down.
    """

    id: int
    number: int
    day: date
    hours: str
    topic: str
    homework: str
    note: str
    cells: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Final:
    """A final column and what is written under the last lesson of its period.

    `summary` may be empty; `signature` is the name after the signature line, «» for no line.
    """

    short: str
    cells: tuple[str | None, ...]
    summary: tuple[str, ...] = ()
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A lesson and the final columns right after it; they are never torn apart."""

    lesson: Lesson | None
    finals: tuple[Final, ...] = ()


@dataclass(frozen=True, slots=True)
class PupilLine:
    """A row of the left page; `note` is printed across the days after departure."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """The openings of one subject or subgroup.

    `first` is the number of the first pupil, `id` that of the page in the database.
    """

    title: str
    teacher: str
    pupils: tuple[PupilLine, ...]
    units: tuple[Unit, ...]
    first: int = 1
    id: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a plain table; `share` is its part of the width, whatever the unit."""

    title: str
    share: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A plain table that fills as many pages as it needs; `notes` are paragraphs under it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    teacher: str = ""


Section = Subject | Sheet | Wide


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs the certifying sheet; `basis` is the order that authorises the person."""

    post: str
    name: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Certification:
    """The certifying sheet apart from its count of sheets, which only layout knows.

    `source` is the name of the electronic journal.
    """

    source: str
    signers: tuple[Signer, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """What tells one print from others: the id of the document, the hash of the data, the day.

    `issued` stands beside the fingerprint on every page: «копия», «выписка», "" on the original.
    """

    document: str
    content: str
    printed: date
    issued: str = ""


@dataclass(frozen=True, slots=True)
class Issued:
    """A book that is not the original (R-4.6-01): its word and what the title says under the year.

    With `is_extract` it is a part of the journal, certified by «Выписка верна».
    """

    word: str
    lines: tuple[str, ...]
    is_extract: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """One bound journal: one class, one school year. `legend` is None where it is not wanted.

    `mark` is put when the other parts are there, for it is made of them; `stickers` adds the page
    of stickers for the knot. `issued` is there for what is not the original.
    """

    title: Title
    legend: Sheet | None
    sections: tuple[Section, ...]
    certification: Certification
    mark: Mark | None = None
    stickers: bool = False
    issued: Issued | None = None
