"""History of a lesson's texts and of a final mark: who, when, before and after, why, on what order.

Source: R-2.1-01, R-3.2.5-18, domain 9.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final

from sqlalchemy import ColumnElement, and_, false, or_, select
from typing_extensions import override

from journal_desktop.access.policy import PageTarget, Right
from journal_desktop.domain.audit_lines import ChangeKind, FieldSaid, RowSaid
from journal_desktop.domain.audit_titles import QUIET
from journal_desktop.domain.audit_values import EMPTY
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.russian import initials
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.queries.audit_names import names_of
from journal_desktop.queries.audit_places import Touched
from journal_desktop.queries.audit_words import say_rows
from journal_desktop.queries.base import Query
from journal_desktop.queries.lesson_facts import page_target
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.lessons import LessonLinkRow, SubstitutionRow, WorkRow
from journal_desktop.store.rows.marks import PeriodMarkRow
from journal_desktop.store.rows.ops import ChangeRow, OpRow
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.session import JournalSession

_STAMPS: Final = frozenset({"topic_at", "homework_at", "topic_reason", "confirmed_by", "reason"})
"""Columns told as the moment or the reason of another one."""
_POINTERS: Final = frozenset({"page_id", "lesson_id", "pupil_id", "subject_id", "period_id"})


@dataclass(frozen=True, slots=True)
class PastLine:
    """One change of one text: `what` is «тема»; `before` and `after` as they stood. `at` is UTC."""

    at: datetime
    who: str
    what: str
    before: str
    after: str
    reason: str
    basis: str
    op_id: int


@dataclass(frozen=True)
class LessonHistory(Query[tuple[PastLine, ...]]):
    """Every change of a lesson, its works, links and substitution, newest first."""

    right: ClassVar = Right.JOURNAL_READ
    page_id: int
    lesson_id: int

    @override
    def target(self, session: JournalSession) -> object:
        target = page_target(session, self.page_id, self.lesson_id)
        return PageTarget(target.page_id, target.class_id, self.lesson_id)

    @override
    def answer(self, session: JournalSession) -> tuple[PastLine, ...]:
        places = [("lesson", self.lesson_id)]
        for kind in (WorkRow, LessonLinkRow, SubstitutionRow):
            found = session.scalars(select(kind.id).where(kind.lesson_id == self.lesson_id))
            places += [(kind.__tablename__, row_id) for row_id in found]
        return _lines(session, places)


@dataclass(frozen=True)
class FinalHistory(Query[tuple[PastLine, ...]]):
    """Every change of a final mark, newest first."""

    right: ClassVar = Right.JOURNAL_READ
    page_id: int
    pupil_id: int
    period_id: int
    kind: PeriodKind

    @override
    def target(self, session: JournalSession) -> object:
        page = session.get(PageRow, self.page_id)
        if page is None:
            raise Invalid("Этой страницы журнала больше нет. Обновите окно.")
        return PageTarget(page.id, page.class_id)

    @override
    def answer(self, session: JournalSession) -> tuple[PastLine, ...]:
        subject = select(PageRow.subject_id).where(PageRow.id == self.page_id).scalar_subquery()
        query = select(PeriodMarkRow.id).where(
            PeriodMarkRow.pupil_id == self.pupil_id,
            PeriodMarkRow.subject_id == subject,
            PeriodMarkRow.period_id == self.period_id,
            PeriodMarkRow.kind == self.kind,
        )
        return _lines(session, [("period_mark", row_id) for row_id in session.scalars(query)])


def _lines(session: JournalSession, places: Sequence[tuple[str, int]]) -> tuple[PastLine, ...]:
    mine: list[ColumnElement[bool]] = [
        and_(ChangeRow.entity == entity, ChangeRow.row_id == row_id) for entity, row_id in places
    ]
    query = (
        select(OpRow, ChangeRow, StaffRow)
        .join(ChangeRow, ChangeRow.op_id == OpRow.id)
        .outerjoin(StaffRow, StaffRow.id == OpRow.staff_id)
        .where(or_(false(), *mine))
        .order_by(OpRow.id.desc(), ChangeRow.seq)
    )
    found = session.execute(query).all()
    touched = [Touched(c.entity, c.row_id, c.before, c.after, op.chain) for op, c, _ in found]
    orders = names_of(session, {"school_order": {op.basis_id for op, *_ in found if op.basis_id}})
    lines: list[PastLine] = []
    for row, said in zip(found, say_rows(session, touched), strict=True):
        op, change, person = row[0], row[1], row[2]
        basis = orders.get(("school_order", op.basis_id or 0), "") or _order(said)
        reason = op.reason or _reason(change.after or {})
        who = _name(person)
        lines += [
            PastLine(op.at, who, field.title, field.before, field.after, reason, basis, op.id)
            for field in _told(said)
        ]
    return tuple(lines)


def _name(person: StaffRow | None) -> str:
    return initials(person.surname, person.name, person.patronymic) if person else ""


def _told(said: RowSaid) -> list[FieldSaid]:
    """Columns worth a line; of a new row those that hold something."""
    fields = [field for field in said.fields if field.column not in QUIET | _STAMPS | _POINTERS]
    if said.kind is ChangeKind.CHANGED:
        return fields
    telling = [field for field in fields if EMPTY not in (field.before, field.after)]
    full = [field for field in fields if (field.before, field.after) != (EMPTY, EMPTY)]
    return telling or [field for field in full if "нет" not in (field.before, field.after)]


def _reason(after: dict[str, Any]) -> str:
    said = after.get("reason") or after.get("topic_reason")
    return said if isinstance(said, str) else ""


def _order(said: RowSaid) -> str:
    """The order the row itself names."""
    named = (field.after for field in said.fields if field.column == "order_id")
    found = next(named, EMPTY)
    return "" if found == EMPTY else found
