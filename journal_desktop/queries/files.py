"""What a file (дело) of a year says outside its documents, and the files there are already.

Source: R-4.4-01; domain 4.2–4.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import Right, Role
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.spread import year_title
from journal_desktop.domain.vocabulary import YearState
from journal_desktop.queries.base import Query
from journal_desktop.queries.books import signatory
from journal_desktop.store.rows.prints import ArchiveFileRow
from journal_desktop.store.rows.school import SchoolRow, SchoolYearRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class FormedVolume:
    """A volume in the archive."""

    index: str
    number: int
    title: str
    sheets: int


@dataclass(frozen=True, slots=True)
class FileHead:
    """School, year and who forms its files; `formed` are those of the year."""

    school: str
    year_id: int
    first_year: int
    school_year: str
    begins: date
    year_is_closed: bool
    officer: str
    formed: tuple[FormedVolume, ...]


@dataclass(frozen=True)
class FilesOfYear(Query[FileHead]):
    """What the files of a year have in common."""

    right: ClassVar = Right.ARCHIVE_READ
    year_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return None

    @override
    def answer(self, session: JournalSession) -> FileHead:
        year = session.get(SchoolYearRow, self.year_id)
        school = session.scalars(select(SchoolRow)).first()
        if year is None or school is None:
            raise Invalid("Такого учебного года в базе нет. Обновите окно.")
        row = ArchiveFileRow
        found = session.scalars(
            select(row).filter_by(year_id=year.id).order_by(row.index_code, row.volume, row.id)
        )
        return FileHead(
            school=school.name,
            year_id=year.id,
            first_year=year.first_year,
            school_year=year_title(year.first_year),
            begins=year.begins,
            year_is_closed=year.state in {YearState.CLOSED, YearState.ARCHIVED},
            officer=signatory(session, Role.ADM, year).name,
            formed=tuple(
                FormedVolume(one.index_code, one.volume, one.title, one.sheets) for one in found
            ),
        )
