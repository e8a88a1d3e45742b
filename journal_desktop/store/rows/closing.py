"""Closing of periods and years: reopening, corrections, decisions, debts.

Source: domain 5.8, 3.3, 9.3; R-3.2.4-13, A22.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from journal_desktop.domain.spread import PeriodKind
from journal_desktop.domain.vocabulary import CorrectionField, Decision, RequestState
from journal_desktop.store.rows.base import Base, choice, key, ref, text


class ReopeningRow(Base):
    """A page opened again after the deadline, until a moment, for a reason (domain 9.3)."""

    __tablename__ = "reopening"
    id: Mapped[int] = key()
    page_id: Mapped[int] = ref("page", index=True)
    period_id: Mapped[int] = ref("period")
    until: Mapped[datetime]
    reason: Mapped[str] = text(500)
    staff_id: Mapped[int] = ref("staff")


class CorrectionRow(Base):
    """A correction after the period was closed: asked, allowed, carried out (domain 5.8)."""

    __tablename__ = "correction"
    id: Mapped[int] = key()
    page_id: Mapped[int] = ref("page", index=True)
    field: Mapped[CorrectionField] = choice(CorrectionField, "field")
    pupil_id: Mapped[int | None] = ref("pupil")
    lesson_id: Mapped[int | None] = ref("lesson")
    period_id: Mapped[int | None] = ref("period")
    kind: Mapped[PeriodKind | None] = choice(PeriodKind, "kind")
    old_value: Mapped[str] = mapped_column(Text)
    new_value: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = text(500)
    basis_id: Mapped[int | None] = ref("school_order")
    state: Mapped[RequestState] = choice(RequestState, "state")
    asked_by: Mapped[int] = ref("staff")
    asked_at: Mapped[datetime]
    allowed_by: Mapped[int | None] = ref("staff")
    allowed_at: Mapped[datetime | None]
    done_by: Mapped[int | None] = ref("staff")
    done_at: Mapped[datetime | None]


class PeriodSealRow(Base):
    """What a page held when its period was closed: the chain's head and the data's hash."""

    __tablename__ = "period_seal"
    __table_args__ = (UniqueConstraint("period_id", "page_id"),)
    id: Mapped[int] = key()
    period_id: Mapped[int] = ref("period")
    page_id: Mapped[int] = ref("page", index=True)
    chain_seq: Mapped[int]
    chain_seal: Mapped[bytes] = mapped_column(LargeBinary(32))
    content: Mapped[bytes] = mapped_column(LargeBinary(32))
    at: Mapped[datetime]


class DecisionRow(Base):
    """The council's decision on a pupil, with protocol and order (domain 3.3)."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("pupil_id", "class_id"),)
    id: Mapped[int] = key()
    pupil_id: Mapped[int] = ref("pupil")
    class_id: Mapped[int] = ref("class_group", index=True)
    code: Mapped[Decision] = choice(Decision, "code")
    wording: Mapped[str] = text(1000)
    protocol_id: Mapped[int | None] = ref("school_order")
    order_id: Mapped[int | None] = ref("school_order")


class DebtRow(Base):
    """Academic debt: subject, term, at most two attempts (A22)."""

    __tablename__ = "debt"
    id: Mapped[int] = key()
    pupil_id: Mapped[int] = ref("pupil", index=True)
    subject_id: Mapped[int] = ref("subject")
    year_id: Mapped[int] = ref("school_year")
    due: Mapped[date]
    first_try: Mapped[date | None]
    second_try: Mapped[date | None]
    cleared: Mapped[date | None]
    value: Mapped[str] = text(8)
    order_id: Mapped[int | None] = ref("school_order")
