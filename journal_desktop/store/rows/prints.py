"""Printed books, files, media, acts of destruction.

Source: R-4.2-*, R-4.3-*, R-4.4-01, R-4.5-01, R-4.6-01, R-4.7-01; domain 4.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import LargeBinary, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from journal_desktop.domain.vocabulary import PrintState
from journal_desktop.store.rows.base import Base, choice, key, ref, text


class PrintRow(Base):
    """One printed document: basis, sheets, hashes, what became of it."""

    __tablename__ = "print"
    id: Mapped[int] = key()
    kind: Mapped[str] = text(32)
    year_id: Mapped[int] = ref("school_year", index=True)
    class_id: Mapped[int | None] = ref("class_group", index=True)
    title: Mapped[str] = text(255)
    at: Mapped[datetime]
    staff_id: Mapped[int] = ref("staff")
    pages: Mapped[int]
    sheets: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary(32))
    """Hash of the printed data, so that `verify` can compare it with the database."""
    chain_head: Mapped[bytes] = mapped_column(LargeBinary(32))
    basis_id: Mapped[int | None] = ref("school_order")
    purpose: Mapped[str] = text(255)
    is_copy: Mapped[bool]
    state: Mapped[PrintState] = choice(PrintState, "state")
    state_day: Mapped[date]
    file_id: Mapped[int | None] = ref("archive_file")
    uid: Mapped[UUID | None] = mapped_column(Uuid, index=True, unique=True)
    """The id in the code on the first sheet, known before the line of the register is."""
    parts: Mapped[str | None] = mapped_column(Text)
    """JSON: how the document was ordered, and the hash of each part of it."""


class ArchiveFileRow(Base):
    """A file (дело) or its volume: heading, index, sheets, term of keeping."""

    __tablename__ = "archive_file"
    id: Mapped[int] = key()
    year_id: Mapped[int] = ref("school_year", index=True)
    index_code: Mapped[str] = text(32)
    title: Mapped[str] = text(500)
    volume: Mapped[int]
    sheets: Mapped[int]
    keep_years: Mapped[int]
    article: Mapped[str] = text(120)
    begins: Mapped[date | None]
    ends: Mapped[date | None]
    handed_over: Mapped[date | None]
    place: Mapped[str] = text(120)
    act_id: Mapped[int | None] = ref("destruction_act")


class MediumRow(Base):
    """An electronic medium with a copy of the year's package (R-4.2-02)."""

    __tablename__ = "medium"
    id: Mapped[int] = key()
    number: Mapped[str] = mapped_column(String(32), unique=True)
    kind: Mapped[str] = text(64)
    serial: Mapped[str] = text(64)
    year_id: Mapped[int] = ref("school_year", index=True)
    copy_number: Mapped[int]
    recorded: Mapped[date]
    manifest_sha256: Mapped[str] = mapped_column(String(64))
    handed_over: Mapped[date | None]
    accepted_by: Mapped[int | None] = ref("staff")
    place: Mapped[str] = text(120)
    next_check: Mapped[date | None]


class MediumCheckRow(Base):
    """«Контроль целостности» of a medium (R-4.7-01)."""

    __tablename__ = "medium_check"
    id: Mapped[int] = key()
    medium_id: Mapped[int] = ref("medium", index=True)
    day: Mapped[date]
    staff_id: Mapped[int] = ref("staff")
    good: Mapped[bool]
    protocol: Mapped[str] = text(1000)


class MediumLoanRow(Base):
    """A medium given out and brought back (R-4.2-04)."""

    __tablename__ = "medium_loan"
    id: Mapped[int] = key()
    medium_id: Mapped[int] = ref("medium", index=True)
    given: Mapped[date]
    given_to: Mapped[str] = text(255)
    due: Mapped[date | None]
    returned: Mapped[date | None]


class DestructionActRow(Base):
    """«Акт о выделении к уничтожению» (R-4.5-01)."""

    __tablename__ = "destruction_act"
    id: Mapped[int] = key()
    number: Mapped[str] = text(32)
    day: Mapped[date]
    approved: Mapped[date | None]
    destroyed: Mapped[date | None]
    way: Mapped[str] = text(120)
