"""Health sheets: dated values; what only medical workers may read is sealed.

Source: R-5.3-01…-03; domain 2.4. A change is a new row with its own `begins`, never an overwrite.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from journal_desktop.store.rows.base import Base, key, ref, text


class HealthSheetRow(Base):
    """What is known about a pupil's health from a day on.

    `sealed` holds health group, diagnosis and certificates, encrypted for medical accounts.
    """

    __tablename__ = "health_sheet"
    __table_args__ = (Index("ix_health_sheet_pupil_id_begins", "pupil_id", "begins"),)
    id: Mapped[int] = key()
    pupil_id: Mapped[int] = ref("pupil")
    year_id: Mapped[int] = ref("school_year", index=True)
    begins: Mapped[date]
    examined: Mapped[date | None]
    height_mm: Mapped[int | None]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    staff_id: Mapped[int] = ref("staff")


class AdviceRow(Base):
    """What a teacher must take into account, without a diagnosis (R-5.3-03)."""

    __tablename__ = "advice"
    __table_args__ = (Index("ix_advice_pupil_id_begins", "pupil_id", "begins"),)
    id: Mapped[int] = key()
    pupil_id: Mapped[int] = ref("pupil")
    year_id: Mapped[int] = ref("school_year", index=True)
    begins: Mapped[date]
    furniture: Mapped[int | None]
    desk_row: Mapped[str] = text(32)
    desk_place: Mapped[str] = text(32)
    seat_conditions: Mapped[str] = text(255)
    limits: Mapped[str] = text(255)
    limits_until: Mapped[date | None]
    wording: Mapped[str] = text(1000)
    staff_id: Mapped[int] = ref("staff")


class PeGroupRow(Base):
    """Physical-education group from–to: class teacher and PE teachers read it."""

    __tablename__ = "pe_group"
    __table_args__ = (Index("ix_pe_group_pupil_id_begins", "pupil_id", "begins"),)
    id: Mapped[int] = key()
    pupil_id: Mapped[int] = ref("pupil")
    year_id: Mapped[int] = ref("school_year", index=True)
    begins: Mapped[date]
    ends: Mapped[date | None]
    name: Mapped[str] = text(32)
    staff_id: Mapped[int] = ref("staff")


class AdviceReadRow(Base):
    """«Ознакомлен»: a teacher has read one advice."""

    __tablename__ = "advice_read"
    __table_args__ = (UniqueConstraint("advice_id", "staff_id"),)
    id: Mapped[int] = key()
    advice_id: Mapped[int] = ref("advice")
    staff_id: Mapped[int] = ref("staff", index=True)
    at: Mapped[datetime]


class HealthFilledRow(Base):
    """«Заполнено на начало года»: the medical worker has gone through the class (R-5.3-02)."""

    __tablename__ = "health_filled"
    id: Mapped[int] = key()
    class_id: Mapped[int] = mapped_column(ForeignKey("class_group.id"), unique=True)
    day: Mapped[date]
    staff_id: Mapped[int] = ref("staff")
    at: Mapped[datetime]


class HealthCountRow(Base):
    """How many pupils each group has, without names, small numbers joined (domain/health_counts).

    `scope` is «school», «grade:5» or «class:12» with the class's id; `kind` is «health», «pe» or
    «furniture». The head reads this table and no other of this module (domain 9.2).
    """

    __tablename__ = "health_count"
    __table_args__ = (UniqueConstraint("year_id", "scope", "kind"),)
    id: Mapped[int] = key()
    year_id: Mapped[int] = ref("school_year")
    scope: Mapped[str] = text(16)
    kind: Mapped[str] = text(16)
    counts: Mapped[str] = text(255)
    day: Mapped[date]
    staff_id: Mapped[int] = ref("staff")


class MedicalKeyRow(Base):
    """The medical key, wrapped for one medical account, or for the safe when `staff_id` is null.

    Outside the audit: an old box would open for an old password for ever.
    """

    __tablename__ = "medical_key"
    id: Mapped[int] = key()
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), unique=True)
    salt: Mapped[str] = text(24)
    nonce: Mapped[str] = text(16)
    box: Mapped[str] = text(64)
    passes: Mapped[int]
    memory: Mapped[int]
    lanes: Mapped[int]
    at: Mapped[datetime]


HEALTH_TABLES: Final = frozenset(
    row.__tablename__
    for row in (
        HealthSheetRow,
        AdviceRow,
        PeGroupRow,
        AdviceReadRow,
        HealthFilledRow,
        HealthCountRow,
    )
)
"""Tables whose changes no auditor reads: the audit is as secret as the data (architecture 5)."""
