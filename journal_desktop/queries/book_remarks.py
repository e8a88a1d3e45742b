"""Remarks on how the journal of a class is kept, as the last pages of the bound journal list them.

Source: R-3.2.3-07, domain 2.2 row 15, 11 A14.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased
from typing_extensions import override

from journal_desktop.access.policy import ClassTarget, Right
from journal_desktop.domain.russian import initials
from journal_desktop.queries.base import Query
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.inspection import RemarkRow
from journal_desktop.store.rows.school import SubjectRow
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class BookRemark:
    """One remark; days are None while that step has not been made.

    `subject` is "" when the whole journal is meant, `post` the inspector's, people are named
    «Иванова М. П.».
    """

    day: date
    purpose: str
    subject: str
    wording: str
    post: str
    inspector: str
    addressee: str
    due: date | None
    read: date | None
    mended: date | None
    lifted: date | None
    reply: str


@dataclass(frozen=True)
class RemarksOfClass(Query[tuple[BookRemark, ...]]):
    """Remarks on a class or on a page of it, in order of their days."""

    right: ClassVar = Right.INSPECTIONS_READ
    class_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return ClassTarget(self.class_id)

    @override
    def answer(self, session: JournalSession) -> tuple[BookRemark, ...]:
        zone = session.context.zone

        def day_of(moment: datetime | None) -> date | None:
            return moment.astimezone(zone).date() if moment else None

        return tuple(
            BookRemark(
                day=row.day,
                purpose=row.purpose,
                subject=subject or "",
                wording=row.wording,
                post=inspector.position,
                inspector=initials(inspector.surname, inspector.name, inspector.patronymic),
                addressee=initials(person.surname, person.name, person.patronymic),
                due=row.due,
                read=day_of(row.read_at),
                mended=day_of(row.mended_at),
                lifted=day_of(row.lifted_at),
                reply=row.reply,
            )
            for row, inspector, person, subject in session.execute(_remarks(self.class_id))
        )


def _remarks(class_id: int) -> Select[*tuple[Any, ...]]:
    remark, inspector, person = RemarkRow, aliased(StaffRow), aliased(StaffRow)
    return (
        select(remark, inspector, person, SubjectRow.title)
        .join(inspector, inspector.id == remark.inspector_id)
        .join(person, person.id == remark.staff_id)
        .outerjoin(PageRow, PageRow.id == remark.page_id)
        .outerjoin(SubjectRow, SubjectRow.id == PageRow.subject_id)
        .where(or_(remark.class_id == class_id, PageRow.class_id == class_id))
        .order_by(remark.day, remark.id)
    )
