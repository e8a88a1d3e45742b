"""Classes, subgroups, study plan, journal pages and who teaches them.

Source: R-1.6-01, R-2.5-01; domain 8.4–8.7. Hours are half hours per week: 5 means 2,5 h.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from journal_desktop.domain.vocabulary import PlanPart, Scheme
from journal_desktop.store.rows.base import Base, choice, key, ref, text


class ClassGroupRow(Base):
    """A class of one school year: «7А»."""

    __tablename__ = "class_group"
    __table_args__ = (UniqueConstraint("year_id", "grade", "letter"),)
    id: Mapped[int] = key()
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    year_id: Mapped[int] = ref("school_year")
    grade: Mapped[int]
    letter: Mapped[str] = text(8)
    profile: Mapped[str] = text(120)
    shift: Mapped[int]
    scheme: Mapped[Scheme] = choice(Scheme, "scheme")
    room_id: Mapped[int | None] = ref("room")


class ClassTeacherRow(Base):
    """Class teacher from–to, by order."""

    __tablename__ = "class_teacher"
    id: Mapped[int] = key()
    class_id: Mapped[int] = ref("class_group", index=True)
    staff_id: Mapped[int] = ref("staff", index=True)
    begins: Mapped[date]
    ends: Mapped[date | None]
    order_id: Mapped[int | None] = ref("school_order")


class StudyPlanRow(Base):
    """Weekly hours of a subject in a class, by half-year (domain 7.2)."""

    __tablename__ = "study_plan"
    __table_args__ = (UniqueConstraint("class_id", "subject_id"),)
    id: Mapped[int] = key()
    class_id: Mapped[int] = ref("class_group")
    subject_id: Mapped[int] = ref("subject")
    half_hours_1: Mapped[int]
    half_hours_2: Mapped[int]
    part: Mapped[PlanPart] = choice(PlanPart, "part")
    advanced: Mapped[bool]
    no_marks: Mapped[bool]
    position: Mapped[int]


class SubgroupRow(Base):
    """A part of a class, or a group across classes when `class_id` is null."""

    __tablename__ = "subgroup"
    id: Mapped[int] = key()
    year_id: Mapped[int] = ref("school_year")
    class_id: Mapped[int | None] = ref("class_group", index=True)
    title: Mapped[str] = text(64)
    division: Mapped[str] = text(64)
    """What divides the class: «английский», «юноши/девушки»; one pupil is in one group of it."""


class SubgroupMemberRow(Base):
    """A pupil in a subgroup from–to."""

    __tablename__ = "subgroup_member"
    __table_args__ = (Index("ix_subgroup_member_subgroup_id", "subgroup_id"),)
    id: Mapped[int] = key()
    subgroup_id: Mapped[int] = ref("subgroup")
    pupil_id: Mapped[int] = ref("pupil", index=True)
    begins: Mapped[date]
    ends: Mapped[date | None]


class PageRow(Base):
    """A journal page: a class or subgroup with one subject for one year."""

    __tablename__ = "page"
    __table_args__ = (UniqueConstraint("class_id", "subgroup_id", "subject_id"),)
    id: Mapped[int] = key()
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    year_id: Mapped[int] = ref("school_year", index=True)
    class_id: Mapped[int | None] = ref("class_group")
    subgroup_id: Mapped[int | None] = ref("subgroup")
    subject_id: Mapped[int] = ref("subject")
    half_hours: Mapped[int]
    no_marks: Mapped[bool]
    max_marks: Mapped[int]
    scheme: Mapped[Scheme | None] = choice(Scheme, "scheme")
    """Overrides the class's scheme, for a one-hour subject marked by half-years (5.6)."""
    position: Mapped[int]


class AssignmentRow(Base):
    """Who teaches a page, from–to."""

    __tablename__ = "assignment"
    id: Mapped[int] = key()
    page_id: Mapped[int] = ref("page", index=True)
    staff_id: Mapped[int] = ref("staff", index=True)
    begins: Mapped[date]
    ends: Mapped[date | None]
    order_id: Mapped[int | None] = ref("school_order")
