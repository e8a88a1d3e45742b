"""Timetable slots and lessons; lessons are records, a changed timetable never rewrites them.

Source: R-1.4-01, R-3.2.2-01, R-3.2.5-02…-09/-19; domain 5.3–5.5, 8.3.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index, Numeric, Text, UniqueConstraint, Uuid
from sqlalchemy import text as text_
from sqlalchemy.orm import Mapped, mapped_column

from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.vocabulary import SubstitutionKind
from journal_desktop.store.rows.base import Base, choice, key, ref, text


class SlotRow(Base):
    """A place in the timetable, valid from–to; `weeks` masks week parity: «11», «10», «01»."""

    __tablename__ = "slot"
    id: Mapped[int] = key()
    page_id: Mapped[int] = ref("page", index=True)
    staff_id: Mapped[int | None] = ref("staff", index=True)
    room_id: Mapped[int | None] = ref("room")
    weekday: Mapped[int]
    number: Mapped[int]
    weeks: Mapped[str] = text(8)
    begins: Mapped[date]
    ends: Mapped[date | None]


class LessonRow(Base):
    """A lesson of a page on a day; ends as held or cancelled, never vanishes."""

    __tablename__ = "lesson"
    __table_args__ = (
        Index("ix_lesson_page_id_day", "page_id", "day"),
        Index("ix_lesson_day", "day"),
    )
    id: Mapped[int] = key()
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    page_id: Mapped[int] = ref("page")
    day: Mapped[date]
    number: Mapped[int]
    slot_id: Mapped[int | None] = ref("slot", index=True)
    staff_id: Mapped[int | None] = ref("staff")
    room_id: Mapped[int | None] = ref("room")
    half_hours: Mapped[int]
    state: Mapped[LessonState] = choice(LessonState, "state")
    topic: Mapped[str] = mapped_column(Text)
    topic_reason: Mapped[str] = text(255)
    """Why the topic differs from the lesson plan (R-3.2.5-15)."""
    topic_at: Mapped[datetime | None]
    homework: Mapped[str] = mapped_column(Text)
    homework_at: Mapped[datetime | None]
    homework_for_absent: Mapped[str] = mapped_column(Text)
    plan_topic_id: Mapped[int | None] = ref("plan_topic")
    confirmed_at: Mapped[datetime | None]
    """When attendance was confirmed: «нет отсутствующих» differs from «не заполнено»."""
    confirmed_by: Mapped[int | None] = ref("staff")
    cancel_reason: Mapped[str] = text(255)
    order_id: Mapped[int | None] = ref("school_order")


class LessonLinkRow(Base):
    """A link of the homework: «Сферум» or other (R-3.2.5-07)."""

    __tablename__ = "lesson_link"
    id: Mapped[int] = key()
    lesson_id: Mapped[int] = ref("lesson", index=True)
    kind: Mapped[str] = text(32)
    url: Mapped[str] = text(1000)


class SubstitutionRow(Base):
    """Who gives a lesson instead of its teacher (R-3.2.5-03)."""

    __tablename__ = "substitution"
    id: Mapped[int] = key()
    lesson_id: Mapped[int] = ref("lesson", index=True)
    absent_id: Mapped[int] = ref("staff")
    staff_id: Mapped[int | None] = ref("staff", index=True)
    kind: Mapped[SubstitutionKind] = choice(SubstitutionKind, "kind")
    subject_id: Mapped[int | None] = ref("subject")
    reason: Mapped[str] = text(255)
    order_id: Mapped[int | None] = ref("school_order")
    ended: Mapped[date | None]


class WorkRow(Base):
    """A gradable work of a lesson; each lesson has number 1 (architecture 15.4)."""

    __tablename__ = "work"
    __table_args__ = (
        UniqueConstraint("lesson_id", "number"),
        Index(
            "ix_work_makeup_of",
            "makeup_of",
            sqlite_where=text_("makeup_of is not null"),
            postgresql_where=text_("makeup_of is not null"),
        ),
    )
    id: Mapped[int] = key()
    lesson_id: Mapped[int] = ref("lesson")
    number: Mapped[int]
    kind_id: Mapped[int] = ref("work_kind")
    title: Mapped[str] = text(255)
    weight: Mapped[Decimal | None] = mapped_column(Numeric(4, 2))
    """Overrides the kind's weight."""
    makeup_of: Mapped[int | None] = ref("work")
    """The missed work that this «Отработка» closes (domain 5.4)."""
