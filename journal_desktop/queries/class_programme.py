"""How many hours the pages of a class were to have, and how their lesson plans were corrected.

Source: R-2.6-01, R-3.2.5-10; domain 2.3 (lines that close a period and the year), 7.2, 7.5. Hours
are half-hours. The lesson plan is asked first; where there is none, the study plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Final

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased
from typing_extensions import override

from journal_desktop.access.policy import PageTarget, Right, may
from journal_desktop.domain.final_marks import order_text
from journal_desktop.domain.vocabulary import PlanChange
from journal_desktop.queries.base import Query
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow, StudyPlanRow
from journal_desktop.store.rows.plans import (
    PlanCorrectionRow,
    PlanDateRow,
    PlanTopicRow,
    PlanUseRow,
)
from journal_desktop.store.rows.school import OrderRow, PeriodRow
from journal_desktop.store.session import JournalSession

_WEEKS: Final = (17, 17)
"""Weeks of both half-years (domain 7.2)."""
_FIRST_GRADE_WEEKS: Final = (16, 17)


@dataclass(frozen=True, slots=True)
class Correction:
    """A line of «Лист корректировки»: a topic by its number, `other` the one it went together with.

    `order` is «приказ № …», "" without one; `day` is the day planned before.
    """

    change: PlanChange
    number: int
    topic: str
    other: int | None = None
    reason: str = ""
    order: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """Planned half-hours of pages by period and for the year, and corrections of their plans."""

    by_period: Mapping[tuple[int, int], int] = field(default_factory=dict)
    of_year: Mapping[int, int] = field(default_factory=dict)
    dated: frozenset[int] = frozenset()
    corrections: Mapping[int, tuple[Correction, ...]] = field(default_factory=dict)

    def planned(self, page_id: int, period_id: int) -> int | None:
        """Half-hours of the plan in a period; None where no plan says it."""
        return self.by_period.get((page_id, period_id), 0 if page_id in self.dated else None)


UNKNOWN: Final = Programme()
"""No plan says anything."""


@dataclass(frozen=True)
class ProgrammeOfClass(Query[Programme]):
    """The programme of every page of a class; corrections only for whom they are."""

    right: ClassVar = Right.PLANS_READ
    class_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return PageTarget(0, self.class_id)

    @override
    def answer(self, session: JournalSession) -> Programme:
        dates = self._dates(session)
        totals = {**self._by_study_plan(session), **self._totals(session)}
        corrects = may(session.context.actor, Right.PLAN_CORRECTIONS_READ, self.target(session))
        return Programme(
            by_period={(page, period): halves for page, period, halves in dates},
            of_year=totals,
            dated=frozenset(page for page, _, _ in dates),
            corrections=self._corrections(session) if corrects else {},
        )

    def _dates(self, session: JournalSession) -> list[tuple[int, int, int]]:
        """Page, period, half-hours of the topics whose first day lies in the period."""
        use, day, topic, period = PlanUseRow, PlanDateRow, PlanTopicRow, PeriodRow
        planned = func.coalesce(day.first_day, day.day)
        query: Any = (
            select(use.page_id, period.id, func.sum(topic.half_hours))
            .join(PageRow, PageRow.id == use.page_id)
            .join(day, day.use_id == use.id)
            .join(topic, topic.id == day.topic_id)
            .join(
                period,
                and_(
                    period.year_id == PageRow.year_id,
                    period.number > 0,
                    planned.between(period.begins, period.ends),
                ),
            )
            .where(PageRow.class_id == self.class_id)
            .group_by(use.page_id, period.id)
        )
        return [(page, period, int(halves)) for page, period, halves in session.execute(query)]

    def _totals(self, session: JournalSession) -> dict[int, int]:
        query: Any = (
            select(PlanUseRow.page_id, func.sum(PlanTopicRow.half_hours))
            .join(PageRow, PageRow.id == PlanUseRow.page_id)
            .join(PlanTopicRow, PlanTopicRow.plan_id == PlanUseRow.plan_id)
            .where(PageRow.class_id == self.class_id)
            .group_by(PlanUseRow.page_id)
        )
        return {page: int(halves) for page, halves in session.execute(query)}

    def _by_study_plan(self, session: JournalSession) -> dict[int, int]:
        plan = StudyPlanRow
        same = and_(plan.class_id == PageRow.class_id, plan.subject_id == PageRow.subject_id)
        query = (
            select(PageRow.id, ClassGroupRow.grade, plan.half_hours_1, plan.half_hours_2)
            .join(ClassGroupRow, ClassGroupRow.id == PageRow.class_id)
            .join(plan, same)
            .where(PageRow.class_id == self.class_id)
        )
        return {
            page: year_half_hours(grade, first, second)
            for page, grade, first, second in session.execute(query)
        }

    def _corrections(self, session: JournalSession) -> dict[int, tuple[Correction, ...]]:
        line, other = PlanCorrectionRow, aliased(PlanTopicRow)
        query = (
            select(PlanUseRow.page_id, line, PlanTopicRow, other.number, OrderRow)
            .join(PlanUseRow, PlanUseRow.id == line.use_id)
            .join(PageRow, PageRow.id == PlanUseRow.page_id)
            .join(PlanTopicRow, PlanTopicRow.id == line.topic_id)
            .outerjoin(other, other.id == line.with_topic_id)
            .outerjoin(OrderRow, OrderRow.id == line.order_id)
            .where(PageRow.class_id == self.class_id)
            .order_by(PlanTopicRow.number, line.id)
        )
        found: dict[int, list[Correction]] = defaultdict(list)
        rows: Any = session.execute(query)
        for page, row, topic, number, order in rows:
            found[page].append(
                Correction(
                    change=row.change,
                    number=topic.number,
                    topic=topic.topic,
                    other=number,
                    reason=row.reason,
                    order=order_text(order.number, order.day) if order is not None else "",
                    day=row.day_before,
                )
            )
        return {page: tuple(lines) for page, lines in found.items()}


def year_half_hours(grade: int, first: int, second: int) -> int:
    """Half-hours of a year by those of a week in each half-year (domain 7.2)."""
    weeks = _FIRST_GRADE_WEEKS if grade == 1 else _WEEKS
    return first * weeks[0] + second * weeks[1]
