"""The way of a plan so far, in one line: handed in, approved, given back."""

from __future__ import annotations

from datetime import datetime, tzinfo

from journal_desktop.domain.russian import short_date
from journal_desktop.domain.vocabulary import PlanState
from journal_desktop.queries.plans import Plan


def way_text(plan: Plan, zone: tzinfo) -> str:
    """«отправлено 25.08.2026 14:05 · утверждено 28.08.2026, Кузнецова З. Я., приказ № 12 …»."""
    told = []
    state = plan.item.state
    if plan.submitted_at is not None and state is not PlanState.DRAFT:
        told.append(f"отправлено {_moment(plan.submitted_at, zone)}")
    if plan.approved_at is not None and state is PlanState.APPROVED:
        order = f"приказ {plan.order}" if plan.order else ""
        day = short_date(plan.approved_at.astimezone(zone).date(), year=True)
        told.append(", ".join(filter(None, (f"утверждено {day}", plan.approved_by, order))))
    if plan.returned_at is not None and plan.remark:
        told.append(f"возвращено {_moment(plan.returned_at, zone)}")
    pages = ", ".join(use.title for use in plan.item.uses)
    told.append(f"ведётся: {pages}" if pages else "ни одна страница по нему не ведётся")
    if plan.item.programme:
        told.append(plan.item.programme)
    return " · ".join((f"{plan.item.author}, {plan.year}", *told))


def _moment(at: datetime, zone: tzinfo) -> str:
    local = at.astimezone(zone)
    return f"{short_date(local.date(), year=True)} {local:%H:%M}"
