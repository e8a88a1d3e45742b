"""The school, its year, calendar, bells, subjects and rules.

Source: R-1.6-01, R-3.2.2-01…-03, R-8.1-01; domain 5.5, 5.6, 8.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from journal_desktop.domain.spread import PeriodState
from journal_desktop.domain.vocabulary import DayKind, OrderKind, Scheme, SubjectKind, YearState
from journal_desktop.store.rows.base import Base, choice, key, ref, text


class SchoolRow(Base):
    """The one school of this database; `today` is set in a demonstration school only."""

    __tablename__ = "school"
    id: Mapped[int] = key()
    name: Mapped[str] = text()
    short_name: Mapped[str] = text(80)
    settlement: Mapped[str] = text()
    region: Mapped[str] = text()
    zone: Mapped[str] = text(64)
    kiasuo_url: Mapped[str] = text()
    today: Mapped[date | None]


class RuleRow(Base):
    """A setting of the Regulation with its days of validity, so past years keep their rules."""

    __tablename__ = "rule"
    __table_args__ = (UniqueConstraint("name", "begins"),)
    id: Mapped[int] = key()
    name: Mapped[str] = text(64)
    value: Mapped[Any] = mapped_column(JSON)
    begins: Mapped[date]
    ends: Mapped[date | None]
    order_id: Mapped[int | None] = ref("school_order")


class LegalDocumentRow(Base):
    """One line of «Нормативная база» (R-1.1-01)."""

    __tablename__ = "legal_document"
    id: Mapped[int] = key()
    title: Mapped[str] = text(500)
    number: Mapped[str] = text(64)
    day: Mapped[date | None]
    link: Mapped[str] = text(500)


class OrderRow(Base):
    """An order of the director or a protocol: number and date, always both."""

    __tablename__ = "school_order"
    id: Mapped[int] = key()
    kind: Mapped[OrderKind] = choice(OrderKind, "kind")
    number: Mapped[str] = text(32)
    day: Mapped[date]
    title: Mapped[str] = text(500)


class SchoolYearRow(Base):
    """A school year, 1 September to 31 August; `first_year` 2026 means 2026/2027."""

    __tablename__ = "school_year"
    id: Mapped[int] = key()
    first_year: Mapped[int] = mapped_column(unique=True)
    begins: Mapped[date]
    ends: Mapped[date]
    week_days: Mapped[int]
    state: Mapped[YearState] = choice(YearState, "state")


class PeriodRow(Base):
    """A grading period of a scheme; `number` 0 is the year itself."""

    __tablename__ = "period"
    __table_args__ = (UniqueConstraint("year_id", "scheme", "number"),)
    id: Mapped[int] = key()
    year_id: Mapped[int] = ref("school_year")
    scheme: Mapped[Scheme] = choice(Scheme, "scheme")
    number: Mapped[int]
    title: Mapped[str] = text(32)
    short: Mapped[str] = text(12)
    begins: Mapped[date]
    ends: Mapped[date]
    deadline: Mapped[datetime | None]
    state: Mapped[PeriodState] = choice(PeriodState, "state")


class VacationRow(Base):
    """Vacation days, for some grades only when `grade_from`…`grade_to` say so."""

    __tablename__ = "vacation"
    id: Mapped[int] = key()
    year_id: Mapped[int] = ref("school_year", index=True)
    title: Mapped[str] = text(64)
    begins: Mapped[date]
    ends: Mapped[date]
    grade_from: Mapped[int]
    grade_to: Mapped[int]


class CalendarDayRow(Base):
    """A day that differs from its weekday; a working Saturday may follow Monday's timetable."""

    __tablename__ = "calendar_day"
    __table_args__ = (UniqueConstraint("year_id", "day"),)
    id: Mapped[int] = key()
    year_id: Mapped[int] = ref("school_year")
    day: Mapped[date]
    kind: Mapped[DayKind] = choice(DayKind, "kind")
    title: Mapped[str] = text(120)
    follows_weekday: Mapped[int | None]


class BellScheduleRow(Base):
    """A bell schedule for a shift, grades and days (R-3.2.2-03)."""

    __tablename__ = "bell_schedule"
    id: Mapped[int] = key()
    year_id: Mapped[int] = ref("school_year", index=True)
    title: Mapped[str] = text(80)
    shift: Mapped[int]
    grade_from: Mapped[int]
    grade_to: Mapped[int]
    begins: Mapped[date]
    ends: Mapped[date]
    short_day: Mapped[bool]


class BellRow(Base):
    """Begin and end of one lesson number."""

    __tablename__ = "bell"
    __table_args__ = (UniqueConstraint("schedule_id", "number"),)
    id: Mapped[int] = key()
    schedule_id: Mapped[int] = ref("bell_schedule")
    number: Mapped[int]
    begins: Mapped[time]
    ends: Mapped[time]


class SubjectRow(Base):
    """A subject or course; `max_marks` in one cell is 2 for Russian and literature (5.3)."""

    __tablename__ = "subject"
    id: Mapped[int] = key()
    title: Mapped[str] = mapped_column(String(120), unique=True)
    short: Mapped[str] = text(24)
    area: Mapped[str] = text(120)
    kind: Mapped[SubjectKind] = choice(SubjectKind, "kind")
    position: Mapped[int]
    max_marks: Mapped[int]


class RoomRow(Base):
    """A classroom."""

    __tablename__ = "room"
    id: Mapped[int] = key()
    title: Mapped[str] = mapped_column(String(64), unique=True)
    building: Mapped[str] = text(64)


class WorkKindRow(Base):
    """A kind of work with its weight and terms (domain 5.5)."""

    __tablename__ = "work_kind"
    id: Mapped[int] = key()
    code: Mapped[str] = mapped_column(String(16), unique=True)
    title: Mapped[str] = text(80)
    short: Mapped[str] = text(8)
    weight: Mapped[Decimal] = mapped_column(Numeric(4, 2))
    is_control: Mapped[bool]
    needs_form: Mapped[bool]
    result_days: Mapped[int]
    position: Mapped[int]
