"""Marks, absences and final marks: three vocabularies, three tables.

Source: R-2.1-01, R-3.2.5-17…-20; domain 5.1 (the Regulation's trap: у/б/н mean two things).
A mark is never deleted: clearing sets `value` to null, so its history stays one.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy import text as text_
from sqlalchemy.orm import Mapped, mapped_column

from journal_desktop.domain.spread import PeriodKind
from journal_desktop.domain.vocabulary import ExcuseSource
from journal_desktop.store.rows.base import Base, choice, key, ref, text


class MarkRow(Base):
    """The mark of one pupil for one work; null once cleared."""

    __tablename__ = "mark"
    __table_args__ = (UniqueConstraint("work_id", "pupil_id"),)
    id: Mapped[int] = key()
    work_id: Mapped[int] = ref("work")
    pupil_id: Mapped[int] = ref("pupil", index=True)
    value: Mapped[str | None] = mapped_column(String(4))
    entered_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None] = ref("staff")


class CellNoteRow(Base):
    """A teacher's comment on one cell."""

    __tablename__ = "cell_note"
    __table_args__ = (UniqueConstraint("lesson_id", "pupil_id"),)
    id: Mapped[int] = key()
    lesson_id: Mapped[int] = ref("lesson")
    pupil_id: Mapped[int] = ref("pupil", index=True)
    comment: Mapped[str] = text(500)


class AbsenceRow(Base):
    """Absence or lateness at one lesson; `letter` null and not late once cleared."""

    __tablename__ = "absence"
    __table_args__ = (
        UniqueConstraint("lesson_id", "pupil_id"),
        CheckConstraint("letter in ('у', 'б', 'н')", name="letter"),
        CheckConstraint("letter is null or not late", name="letter_or_late"),
        Index(
            "ix_absence_excuse_id",
            "excuse_id",
            sqlite_where=text_("excuse_id is not null"),
            postgresql_where=text_("excuse_id is not null"),
        ),
    )
    id: Mapped[int] = key()
    lesson_id: Mapped[int] = ref("lesson")
    pupil_id: Mapped[int] = ref("pupil", index=True)
    letter: Mapped[str | None] = mapped_column(String(1))
    late: Mapped[bool]
    confirmed: Mapped[bool]
    """Whether the reason is confirmed by the class teacher (A2)."""
    excuse_id: Mapped[int | None] = ref("excuse")
    entered_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None] = ref("staff")


class ExcuseRow(Base):
    """A certificate or request that gives absences of some days their reason (R-7.2-03)."""

    __tablename__ = "excuse"
    id: Mapped[int] = key()
    pupil_id: Mapped[int] = ref("pupil", index=True)
    source: Mapped[ExcuseSource] = choice(ExcuseSource, "source")
    letter: Mapped[str] = mapped_column(String(1))
    begins: Mapped[date]
    ends: Mapped[date]
    number: Mapped[str] = text(64)
    document_day: Mapped[date | None]
    note: Mapped[str] = text(500)
    staff_id: Mapped[int] = ref("staff")


class DayConfirmationRow(Base):
    """The class teacher confirmed a day of the class (R-3.2.4-06)."""

    __tablename__ = "day_confirmation"
    __table_args__ = (UniqueConstraint("class_id", "day"),)
    id: Mapped[int] = key()
    class_id: Mapped[int] = ref("class_group")
    day: Mapped[date]
    staff_id: Mapped[int] = ref("staff")
    at: Mapped[datetime]


class PeriodMarkRow(Base):
    """A final mark, keyed by pupil, subject and period, not by class; null once cleared."""

    __tablename__ = "period_mark"
    __table_args__ = (UniqueConstraint("pupil_id", "subject_id", "period_id", "kind"),)
    id: Mapped[int] = key()
    pupil_id: Mapped[int] = ref("pupil")
    subject_id: Mapped[int] = ref("subject")
    period_id: Mapped[int] = ref("period", index=True)
    kind: Mapped[PeriodKind] = choice(PeriodKind, "kind")
    page_id: Mapped[int | None] = ref("page", index=True)
    value: Mapped[str | None] = mapped_column(String(8))
    reason: Mapped[str] = text(255)
    """Why it differs from the proposal (domain 5.7)."""
    order_id: Mapped[int | None] = ref("school_order")
    """Order of non-attestation (R-3.2.5-18)."""
    is_foreign: Mapped[bool]
    entered_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None] = ref("staff")


class ForeignSheetRow(Base):
    """«Внешняя ведомость» of another school, hospital or sanatorium (R-3.2.4-14/-15)."""

    __tablename__ = "foreign_sheet"
    id: Mapped[int] = key()
    pupil_id: Mapped[int] = ref("pupil", index=True)
    organisation: Mapped[str] = text(255)
    begins: Mapped[date]
    ends: Mapped[date]
    number: Mapped[str] = text(64)
    handed_in: Mapped[date | None]
    accepted_by: Mapped[int | None] = ref("staff")


class ForeignMarkRow(Base):
    """One mark of a foreign sheet: current with a day, or of a period."""

    __tablename__ = "foreign_mark"
    id: Mapped[int] = key()
    sheet_id: Mapped[int] = ref("foreign_sheet", index=True)
    subject_id: Mapped[int] = ref("subject")
    day: Mapped[date | None]
    period_id: Mapped[int | None] = ref("period")
    value: Mapped[str] = mapped_column(String(8))


class ForeignReadRow(Base):
    """A subject teacher has taken note of a foreign sheet."""

    __tablename__ = "foreign_read"
    __table_args__ = (UniqueConstraint("sheet_id", "staff_id"),)
    id: Mapped[int] = key()
    sheet_id: Mapped[int] = ref("foreign_sheet")
    staff_id: Mapped[int] = ref("staff")
    at: Mapped[datetime]
