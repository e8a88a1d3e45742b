"""Sheets of corrections that wait for an order, for the deputy (domain 7.5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import case, func, select
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.domain.vocabulary import PlanChange
from journal_desktop.queries.base import Query
from journal_desktop.queries.page_teachers import teachers_of
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow, SubgroupRow
from journal_desktop.store.rows.plans import PlanCorrectionRow, PlanUseRow
from journal_desktop.store.rows.school import SubjectRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class WaitingSheet:
    """The sheet of one page with lines that rest on no order.

    `alone` of the `lines` are topics studied alone, which only an order allows.
    """

    use_id: int
    plan_id: int
    class_name: str
    group: str
    subject: str
    teacher: str
    lines: int
    alone: int


@dataclass(frozen=True)
class SheetsWithoutOrder(Query[tuple[WaitingSheet, ...]]):
    """All pages of a year whose sheets have lines without an order, those that need one first."""

    right: ClassVar = Right.PLAN_CORRECTIONS_APPROVE
    year_id: int

    @override
    def answer(self, session: JournalSession) -> tuple[WaitingSheet, ...]:
        line, use, page, group = PlanCorrectionRow, PlanUseRow, PageRow, ClassGroupRow
        alone = func.sum(case((line.change == PlanChange.INDEPENDENT, 1), else_=0))
        query = (
            select(
                use.id,
                use.plan_id,
                page.id,
                group.grade,
                group.letter,
                SubgroupRow.title,
                SubjectRow.title,
                func.count(line.id),
                alone,
            )
            .join(use, use.id == line.use_id)
            .join(page, page.id == use.page_id)
            .join(SubjectRow, SubjectRow.id == page.subject_id)
            .outerjoin(group, group.id == page.class_id)
            .outerjoin(SubgroupRow, SubgroupRow.id == page.subgroup_id)
            .where(page.year_id == self.year_id, line.order_id.is_(None))
            .group_by(
                use.id,
                use.plan_id,
                page.id,
                group.grade,
                group.letter,
                SubgroupRow.title,
                SubjectRow.title,
            )
            .order_by(alone.desc(), group.grade, group.letter, SubjectRow.title, use.id)
        )
        teachers = teachers_of(session, self.year_id, session.context.today)
        return tuple(
            WaitingSheet(
                use_id,
                plan_id,
                f"{grade}{letter}" if grade else "",
                subgroup or "",
                subject,
                ", ".join(teachers.get(page_id, ())),
                int(lines),
                int(single or 0),
            )
            for use_id, plan_id, page_id, grade, letter, subgroup, subject, lines, single in (
                session.execute(query)
            )
        )
