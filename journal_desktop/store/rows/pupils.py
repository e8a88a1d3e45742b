"""Pupils, guardians, enrolment by orders, consents, codes and requests.

Source: R-3.1.1-02…-05, R-3.2.4-04/-05/-16, R-7.1-01; domain 2.2 row 6, 5.1 D, 9.
What a teacher may see (name) and what they may not (address, phones) are different tables.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from journal_desktop.domain.vocabulary import (
    CodeState,
    EnrolmentEnd,
    RequestState,
    Sex,
    StudyKind,
)
from journal_desktop.store.rows.base import Base, choice, key, ref, text


class PupilRow(Base):
    """A pupil: name, sex and birth date; never deleted, only departed."""

    __tablename__ = "pupil"
    id: Mapped[int] = key()
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    surname: Mapped[str] = text(80)
    name: Mapped[str] = text(80)
    patronymic: Mapped[str] = text(80)
    sort_key: Mapped[str] = mapped_column(String(400), index=True)
    sex: Mapped[Sex] = choice(Sex, "sex")
    born: Mapped[date]
    file_number: Mapped[str] = text(32)
    """№ личного дела."""


class PupilCardRow(Base):
    """The closed part of a pupil's card: address, phones, notes."""

    __tablename__ = "pupil_card"
    id: Mapped[int] = key()
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupil.id"), unique=True)
    address: Mapped[str] = text(255)
    phone: Mapped[str] = text(64)
    email: Mapped[str] = text(120)
    gosuslugi: Mapped[bool | None]
    """Whether there is an account of Госуслуги; null when not asked (R-3.1.1-04)."""
    special_notes: Mapped[str] = text(1000)


class GuardianRow(Base):
    """A parent or other legal representative."""

    __tablename__ = "guardian"
    id: Mapped[int] = key()
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    surname: Mapped[str] = text(80)
    name: Mapped[str] = text(80)
    patronymic: Mapped[str] = text(80)
    phone: Mapped[str] = text(64)
    workplace: Mapped[str] = text(255)
    gosuslugi: Mapped[bool | None]


class GuardianshipRow(Base):
    """Who represents whom."""

    __tablename__ = "guardianship"
    id: Mapped[int] = key()
    pupil_id: Mapped[int] = ref("pupil", index=True)
    guardian_id: Mapped[int] = ref("guardian", index=True)
    relation: Mapped[str] = text(32)
    is_legal: Mapped[bool]


class EnrolmentRow(Base):
    """A pupil in a class from–to, both by order."""

    __tablename__ = "enrolment"
    id: Mapped[int] = key()
    pupil_id: Mapped[int] = ref("pupil", index=True)
    class_id: Mapped[int] = ref("class_group", index=True)
    begins: Mapped[date]
    ends: Mapped[date | None]
    """The last day on which the pupil belongs to the class."""
    end_kind: Mapped[EnrolmentEnd | None] = choice(EnrolmentEnd, "end_kind")
    arrival_order_id: Mapped[int | None] = ref("school_order")
    arrived_from: Mapped[str] = text(255)
    departure_order_id: Mapped[int | None] = ref("school_order")
    departed_to: Mapped[str] = text(255)


class StudyStateRow(Base):
    """Home study, sanatorium, leave: from–to, by order."""

    __tablename__ = "study_state"
    id: Mapped[int] = key()
    pupil_id: Mapped[int] = ref("pupil", index=True)
    kind: Mapped[StudyKind] = choice(StudyKind, "kind")
    begins: Mapped[date]
    ends: Mapped[date | None]
    order_id: Mapped[int | None] = ref("school_order")


class ExemptionRow(Base):
    """Exempt («осв») from a subject from–to by certificate or order (domain 5.4)."""

    __tablename__ = "exemption"
    id: Mapped[int] = key()
    pupil_id: Mapped[int] = ref("pupil", index=True)
    subject_id: Mapped[int] = ref("subject")
    begins: Mapped[date]
    ends: Mapped[date | None]
    document: Mapped[str] = text(120)
    order_id: Mapped[int | None] = ref("school_order")


class ConsentRow(Base):
    """A written consent; withdrawn ones stay."""

    __tablename__ = "consent"
    id: Mapped[int] = key()
    pupil_id: Mapped[int] = ref("pupil", index=True)
    kind: Mapped[str] = text(32)
    day: Mapped[date]
    signed_by: Mapped[str] = text(255)
    file_ref: Mapped[str] = text(255)
    withdrawn: Mapped[date | None]


class DiaryCodeRow(Base):
    """A diary code of a pupil or of one guardian; only its hash is kept (R-3.1.1-03)."""

    __tablename__ = "diary_code"
    id: Mapped[int] = key()
    pupil_id: Mapped[int] = ref("pupil", index=True)
    guardian_id: Mapped[int | None] = ref("guardian")
    code_hash: Mapped[str] = text(255)
    state: Mapped[CodeState] = choice(CodeState, "state")
    issued: Mapped[date | None]
    issued_to: Mapped[str] = text(255)
    annulled: Mapped[date | None]


class PaperDiaryRow(Base):
    """Declared: cannot use the electronic diary, from–to (R-3.2.4-16, R-6.1-02)."""

    __tablename__ = "paper_diary"
    id: Mapped[int] = key()
    pupil_id: Mapped[int] = ref("pupil", index=True)
    begins: Mapped[date]
    ends: Mapped[date | None]
    reason: Mapped[str] = text(500)
    file_ref: Mapped[str] = text(255)


class InformingRow(Base):
    """Parents were informed about a range of days (R-2.4-01, R-3.2.4-16)."""

    __tablename__ = "informing"
    id: Mapped[int] = key()
    pupil_id: Mapped[int] = ref("pupil", index=True)
    day: Mapped[date]
    covers_from: Mapped[date]
    covers_to: Mapped[date]
    channel: Mapped[str] = text(32)
    staff_id: Mapped[int] = ref("staff")


class CardRequestRow(Base):
    """«Заявка на изменение ПДн» of a class teacher (R-3.2.4-05)."""

    __tablename__ = "card_request"
    id: Mapped[int] = key()
    pupil_id: Mapped[int] = ref("pupil", index=True)
    field: Mapped[str] = text(64)
    old_value: Mapped[str] = text(500)
    new_value: Mapped[str] = text(500)
    source: Mapped[str] = text(64)
    reason: Mapped[str] = text(500)
    state: Mapped[RequestState] = choice(RequestState, "state")
    filed_by: Mapped[int] = ref("staff")
    filed_at: Mapped[datetime]
    answered_by: Mapped[int | None] = ref("staff")
    answered_at: Mapped[datetime | None]
    answer: Mapped[str] = text(500)


class CardCheckRow(Base):
    """«Сверка персональных данных» in a quarter (R-3.2.4-04)."""

    __tablename__ = "card_check"
    id: Mapped[int] = key()
    pupil_id: Mapped[int] = ref("pupil", index=True)
    period_id: Mapped[int] = ref("period")
    day: Mapped[date]
    confirmed: Mapped[bool]
    in_bulk: Mapped[bool]
    staff_id: Mapped[int] = ref("staff")
