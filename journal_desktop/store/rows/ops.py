"""Who did what: operations, the rows they changed, and the chain that seals them.

Source: R-2.1-01, R-4.7-02, domain 9.4. Append-only: triggers of both engines forbid UPDATE and
DELETE.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from journal_desktop.store.rows.base import Base, key, ref

HEALTH_CHAIN: Final = -1
"""The audit chain of health sheets: only medical workers read its ops (architecture 5)."""


class OpRow(Base):
    """One action of one person.

    `chain` is the journal page the action belongs to, 0 for everything else; `seq` counts from 1
    inside it, and `seal` = SHA-256(previous seal, id, moment, person, digest). `uid` comes from the
    client, so that an action sent twice is carried out once.
    """

    __tablename__ = "op"
    __table_args__ = (
        Index("ix_op_chain_seq", "chain", "seq", unique=True),
        Index("ix_op_staff_id", "staff_id"),
    )
    id: Mapped[int] = key()
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    at: Mapped[datetime]
    offset_min: Mapped[int]
    """Minutes east of UTC at the school, so that local time can be shown for ever."""
    staff_id: Mapped[int | None] = ref("staff")
    role: Mapped[str] = mapped_column(String(8))
    computer: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(80))
    commands: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    undoes: Mapped[int | None] = mapped_column(ForeignKey("op.id"))
    reason: Mapped[str | None] = mapped_column(String(500))
    basis_id: Mapped[int | None] = ref("school_order")
    chain: Mapped[int]
    seq: Mapped[int]
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    seal: Mapped[bytes] = mapped_column(LargeBinary(32))


class ChangeRow(Base):
    """One row touched by an op: its changed columns before and after.

    `before` is null for a new row. `digest` is the SHA-256 of both images, so that images may be
    destroyed lawfully without breaking the chain.
    """

    __tablename__ = "op_change"
    __table_args__ = (Index("ix_op_change_entity_row_id", "entity", "row_id"),)
    clustered = True
    op_id: Mapped[int] = mapped_column(ForeignKey("op.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    entity: Mapped[str] = mapped_column(String(32))
    row_id: Mapped[int]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))


class ChainRow(Base):
    """The head of one chain: how many ops it has and the seal of the last."""

    __tablename__ = "chain"
    clustered = True
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    seal: Mapped[bytes] = mapped_column(LargeBinary(32))


class LoginEventRow(Base):
    """A login, good or refused; a person sees their own (R-3.1.2-01)."""

    __tablename__ = "login_event"
    id: Mapped[int] = key()
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = ref("staff", index=True)
    login: Mapped[str] = mapped_column(String(63))
    computer: Mapped[str] = mapped_column(String(64))
    accepted: Mapped[bool]


class ExportRow(Base):
    """An export or print of personal data: who, what, when, for what (R-1.9-01)."""

    __tablename__ = "export_log"
    id: Mapped[int] = key()
    at: Mapped[datetime]
    staff_id: Mapped[int] = ref("staff")
    kind: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(255))
    purpose: Mapped[str] = mapped_column(String(255))


class BackupRow(Base):
    """A backup and whether it was found good (R-3.2.2-05)."""

    __tablename__ = "backup_log"
    id: Mapped[int] = key()
    at: Mapped[datetime]
    file_name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64))
    checked_at: Mapped[datetime | None]
    good: Mapped[bool | None]
