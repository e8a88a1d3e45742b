"""Corrections after closing: the requests of a year and what became of them (domain 5.8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import PageTarget, Right, may
from journal_desktop.domain.corrections import basis_text
from journal_desktop.domain.russian import short_date
from journal_desktop.domain.vocabulary import CorrectionField, RequestState
from journal_desktop.queries.authors import author_of
from journal_desktop.queries.base import Query
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow, SubgroupRow
from journal_desktop.store.rows.closing import CorrectionRow
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.school import OrderRow, PeriodRow, SubjectRow
from journal_desktop.store.rows.views import PupilName
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One request: where, what stood and what should stand, why, by whom.

    `place` is «7А, Алгебра, урок 14.10.2026, Белов Иван»; names are «Иванова М. П.», "" until then.
    """

    id: int
    page_id: int
    field: CorrectionField
    place: str
    old: str
    new: str
    reason: str
    state: RequestState
    asked_by: int
    asked: str
    asked_at: datetime
    allowed: str = ""
    allowed_at: datetime | None = None
    done: str = ""
    done_at: datetime | None = None
    basis: str = ""


@dataclass(frozen=True)
class CorrectionsOf(Query[tuple[CorrectionLine, ...]]):
    """Requests of a year on pages the person reads, in the order they were asked."""

    right: ClassVar = Right.CORRECTIONS_READ
    year_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return None

    @override
    def answer(self, session: JournalSession) -> tuple[CorrectionLine, ...]:
        return tuple(_lines(session, self.year_id))


def _lines(session: JournalSession, year_id: int) -> Iterator[CorrectionLine]:
    actor = session.context.actor
    for found in session.execute(_query(year_id)):
        row, page = found[0], found[1]
        if not may(actor, Right.CORRECTIONS_READ, PageTarget(page.id, page.class_id)):
            continue
        order = found.OrderRow
        basis = order and basis_text(order.title, order.number, short_date(order.day, year=True))
        yield CorrectionLine(
            id=row.id,
            page_id=row.page_id,
            field=row.field,
            place=_place(found),
            old=row.old_value,
            new=row.new_value,
            reason=row.reason,
            state=row.state,
            asked_by=row.asked_by,
            asked=author_of(session, row.asked_by),
            asked_at=row.asked_at,
            allowed=author_of(session, row.allowed_by),
            allowed_at=row.allowed_at,
            done=author_of(session, row.done_by),
            done_at=row.done_at,
            basis=basis or "",
        )


def _query(year_id: int) -> Any:
    row, page = CorrectionRow, PageRow
    return (
        select(
            row,
            page,
            ClassGroupRow.grade,
            ClassGroupRow.letter,
            SubjectRow.title.label("subject"),
            SubgroupRow.title.label("subgroup"),
            LessonRow.day.label("day"),
            PeriodRow.title.label("period"),
            PupilName.surname,
            PupilName.name,
            OrderRow,
        )
        .join(page, page.id == row.page_id)
        .join(SubjectRow, SubjectRow.id == page.subject_id)
        .outerjoin(ClassGroupRow, ClassGroupRow.id == page.class_id)
        .outerjoin(SubgroupRow, SubgroupRow.id == page.subgroup_id)
        .outerjoin(LessonRow, LessonRow.id == row.lesson_id)
        .outerjoin(PeriodRow, PeriodRow.id == row.period_id)
        .outerjoin(PupilName, PupilName.id == row.pupil_id)
        .outerjoin(OrderRow, OrderRow.id == row.basis_id)
        .where(page.year_id == year_id)
        .order_by(row.asked_at, row.id)
    )


def _place(found: Any) -> str:
    owner = f"{found.grade}{found.letter}" if found.grade else ""
    subject = f"{found.subject} ({found.subgroup})" if found.subgroup else found.subject
    when = _when(found.day, found.period)
    pupil = f"{found.surname} {found.name}" if found.surname else ""
    return ", ".join(filter(None, (owner, subject, when, pupil)))


def _when(day: date | None, period: str | None) -> str:
    return f"урок {short_date(day, year=True)}" if day else period or ""
