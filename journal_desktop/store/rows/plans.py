"""Lesson plans (КТП): one library for all classes, several sets of dates.

Source: R-2.6-01, R-3.2.5-10…-16; domain 7.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from journal_desktop.domain.vocabulary import PlanChange, PlanState
from journal_desktop.store.rows.base import Base, choice, key, ref, text


class LessonPlanRow(Base):
    """A plan of a subject for a parallel by an author for a year."""

    __tablename__ = "lesson_plan"
    id: Mapped[int] = key()
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    year_id: Mapped[int] = ref("school_year", index=True)
    subject_id: Mapped[int] = ref("subject")
    grade: Mapped[int]
    author_id: Mapped[int] = ref("staff")
    title: Mapped[str] = text(255)
    programme: Mapped[str] = text(500)
    state: Mapped[PlanState] = choice(PlanState, "state")
    submitted_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[int | None] = ref("staff")
    order_id: Mapped[int | None] = ref("school_order")
    returned_at: Mapped[datetime | None]
    remark: Mapped[str | None] = mapped_column(Text)
    """When and why the deputy gave the plan back last (R-3.2.5-10)."""


class PlanSectionRow(Base):
    """A section of a plan."""

    __tablename__ = "plan_section"
    id: Mapped[int] = key()
    plan_id: Mapped[int] = ref("lesson_plan", index=True)
    position: Mapped[int]
    title: Mapped[str] = text(500)


class PlanTopicRow(Base):
    """One lesson of a plan (domain 7.1); `number` runs 1…N without gaps."""

    __tablename__ = "plan_topic"
    __table_args__ = (Index("ix_plan_topic_plan_id_number", "plan_id", "number"),)
    id: Mapped[int] = key()
    plan_id: Mapped[int] = ref("lesson_plan")
    section_id: Mapped[int | None] = ref("plan_section")
    number: Mapped[int]
    topic: Mapped[str] = mapped_column(Text)
    half_hours: Mapped[int]
    kind_id: Mapped[int | None] = ref("work_kind")
    lesson_type: Mapped[str] = text(120)
    homework: Mapped[str] = mapped_column(Text)
    resources: Mapped[str] = mapped_column(Text)
    outcomes: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)


class PlanUseRow(Base):
    """A plan followed by a page."""

    __tablename__ = "plan_use"
    __table_args__ = (UniqueConstraint("page_id", "plan_id"),)
    id: Mapped[int] = key()
    plan_id: Mapped[int] = ref("lesson_plan", index=True)
    page_id: Mapped[int] = ref("page")


class PlanDateRow(Base):
    """The planned day of one topic for one page."""

    __tablename__ = "plan_date"
    __table_args__ = (UniqueConstraint("use_id", "topic_id"),)
    id: Mapped[int] = key()
    use_id: Mapped[int] = ref("plan_use")
    topic_id: Mapped[int] = ref("plan_topic", index=True)
    first_day: Mapped[date | None]
    day: Mapped[date | None]
    """`first_day` as approved; `day` after corrections."""


class PlanCorrectionRow(Base):
    """A line of «Лист корректировки» (domain 7.5)."""

    __tablename__ = "plan_correction"
    id: Mapped[int] = key()
    use_id: Mapped[int] = ref("plan_use", index=True)
    topic_id: Mapped[int] = ref("plan_topic")
    change: Mapped[PlanChange] = choice(PlanChange, "change")
    day_before: Mapped[date | None]
    day_after: Mapped[date | None]
    with_topic_id: Mapped[int | None] = ref("plan_topic")
    reason: Mapped[str] = text(255)
    order_id: Mapped[int | None] = ref("school_order")
