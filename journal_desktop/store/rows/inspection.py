"""In-school inspection (ВШК): plan, frozen results, remarks.

Source: R-3.2.3-07…-12; A14.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from journal_desktop.domain.vocabulary import RemarkState
from journal_desktop.store.rows.base import Base, choice, key, ref, text


class InspectionRow(Base):
    """One planned or carried-out inspection; `findings` is a frozen snapshot of its run."""

    __tablename__ = "inspection"
    id: Mapped[int] = key()
    year_id: Mapped[int] = ref("school_year", index=True)
    planned: Mapped[date]
    title: Mapped[str] = text(255)
    purpose: Mapped[str] = text(500)
    inspector_id: Mapped[int] = ref("staff")
    carried_out: Mapped[datetime | None]
    findings: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    report: Mapped[str] = mapped_column(Text)


class RemarkRow(Base):
    """A remark: issued, read, mended, lifted by the inspector; never deleted."""

    __tablename__ = "remark"
    id: Mapped[int] = key()
    inspection_id: Mapped[int | None] = ref("inspection", index=True)
    class_id: Mapped[int | None] = ref("class_group", index=True)
    page_id: Mapped[int | None] = ref("page")
    staff_id: Mapped[int] = ref("staff", index=True)
    inspector_id: Mapped[int] = ref("staff")
    day: Mapped[date]
    purpose: Mapped[str] = text(255)
    wording: Mapped[str] = mapped_column(Text)
    due: Mapped[date | None]
    state: Mapped[RemarkState] = choice(RemarkState, "state")
    read_at: Mapped[datetime | None]
    mended_at: Mapped[datetime | None]
    lifted_at: Mapped[datetime | None]
    reply: Mapped[str] = mapped_column(Text)
