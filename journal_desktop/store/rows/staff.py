"""Staff, their accounts and dated roles.

Source: R-1.4-02, R-3.1.1-01, R-3.1.2-*, R-3.2.1-01.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from journal_desktop.access.policy import Role
from journal_desktop.domain.vocabulary import AccountState, Sex
from journal_desktop.store.rows.base import Base, choice, key, ref, text


class StaffRow(Base):
    """A person who works at the school; past records stay with the name after dismissal."""

    __tablename__ = "staff"
    id: Mapped[int] = key()
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    surname: Mapped[str] = text(80)
    name: Mapped[str] = text(80)
    patronymic: Mapped[str] = text(80)
    sort_key: Mapped[str] = text(400)
    sex: Mapped[Sex] = choice(Sex, "sex")
    position: Mapped[str] = text(120)
    hired: Mapped[date | None]
    dismissed: Mapped[date | None]
    nondisclosure: Mapped[date | None]
    """Date of the signed non-disclosure obligation (R-3.1.2-05)."""


class AccountRow(Base):
    """The right to log in; the password itself is kept by the engine, never here."""

    __tablename__ = "account"
    id: Mapped[int] = key()
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), unique=True)
    login: Mapped[str] = mapped_column(String(63), unique=True)
    state: Mapped[AccountState] = choice(AccountState, "state")
    must_change: Mapped[bool]
    created_at: Mapped[datetime]


class RoleGrantRow(Base):
    """A role of a person from–to with its order; without one it is listed as baseless."""

    __tablename__ = "role_grant"
    id: Mapped[int] = key()
    staff_id: Mapped[int] = ref("staff", index=True)
    role: Mapped[Role] = choice(Role, "role")
    begins: Mapped[date]
    ends: Mapped[date | None]
    order_id: Mapped[int | None] = ref("school_order")
    data_categories: Mapped[str] = text(255)
    """Personal data the person may process, by the director's list (R-3.1.2-04)."""
