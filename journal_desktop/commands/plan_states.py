"""The way of a plan: draft, handed in, approved or given back; an approved plan stays as it is.

Source: R-3.2.5-10 (before the year begins), -11 (hours equal the study plan); domain 9.2.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from sqlalchemy import select

from journal_desktop.access.policy import Right
from journal_desktop.commands.base import Command, handles
from journal_desktop.commands.plans import PlanCommand
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.text_faults import one_line
from journal_desktop.domain.vocabulary import PlanState
from journal_desktop.queries.plan_rows import plan_row
from journal_desktop.queries.plans import STATE_TITLES, faults_of, plan_title
from journal_desktop.store.audit import Change
from journal_desktop.store.rows.plans import LessonPlanRow, PlanSectionRow, PlanTopicRow
from journal_desktop.store.rows.school import OrderRow
from journal_desktop.store.session import JournalSession

_SHOWN: Final = 10
_SHORTEST_REMARK: Final = 3
_TEXTS: Final = {"title", "programme", "subject_id", "grade", "year_id"}


@dataclass(frozen=True)
class SubmitPlan(PlanCommand):
    """Hand the plan in to the deputy."""

    title: ClassVar = "КТП на проверку"


@dataclass(frozen=True)
class TakeBackPlan(PlanCommand):
    """Take a plan back that was handed in and is not approved yet."""

    title: ClassVar = "КТП отозвано с проверки"


@dataclass(frozen=True)
class ApprovePlan(Command):
    """Approve a plan; errors of it forbid that. The order is named when there is one."""

    right: ClassVar = Right.PLANS_APPROVE
    title: ClassVar = "Утверждение КТП"
    plan_id: int
    order_id: int | None = None


@dataclass(frozen=True)
class ReturnPlan(Command):
    """Give a plan back to its author to be mended; the remark says why.

    So is an approved plan opened again.
    """

    right: ClassVar = Right.PLANS_APPROVE
    title: ClassVar = "КТП на доработку"
    plan_id: int
    remark: str


@handles(SubmitPlan)
def submit_plan(session: JournalSession, cmd: SubmitPlan) -> None:
    """Hand a draft in; one without a single line is not handed in."""
    plan = _in_state(session, cmd.plan_id, PlanState.DRAFT)
    if session.scalar(select(PlanTopicRow.id).filter_by(plan_id=plan.id).limit(1)) is None:
        raise Invalid("В КТП нет ни одной темы: впишите темы уроков.")
    plan.state, plan.submitted_at = PlanState.REVIEW, session.context.now


@handles(TakeBackPlan)
def take_back(session: JournalSession, cmd: TakeBackPlan) -> None:
    """Make it a draft again."""
    _in_state(session, cmd.plan_id, PlanState.REVIEW).state = PlanState.DRAFT


@handles(ApprovePlan)
def approve_plan(session: JournalSession, cmd: ApprovePlan) -> None:
    """Approve what was handed in.

    Raises:
        Invalid: the hours differ from the study plan, or another error stands; all are told.
    """
    plan = _in_state(session, cmd.plan_id, PlanState.REVIEW)
    errors = [str(fault) for fault in faults_of(session, plan) if fault.is_error]
    if errors:
        rest = len(errors) - _SHOWN
        more = [f"…и ещё ошибок: {rest}"] if rest > 0 else []
        head = f"КТП «{plan_title(session, plan)}» не утверждено, ошибок: {len(errors)}."
        raise Invalid("\n".join([head, *errors[:_SHOWN], *more]))
    if cmd.order_id is not None and session.get(OrderRow, cmd.order_id) is None:
        raise Invalid("Такого приказа в журнале нет: его вносит секретарь.")
    plan.state, plan.order_id = PlanState.APPROVED, cmd.order_id
    plan.approved_at, plan.approved_by = session.context.now, session.context.actor.staff_id
    plan.remark = None  # it was heeded


@handles(ReturnPlan)
def return_plan(session: JournalSession, cmd: ReturnPlan) -> None:
    """Make it a draft with the deputy's remark."""
    remark = one_line(cmd.remark)
    if len(remark) < _SHORTEST_REMARK:
        raise Invalid("Напишите автору, что исправить в КТП.")
    plan = _in_state(session, cmd.plan_id, PlanState.REVIEW, PlanState.APPROVED)
    plan.state, plan.remark = PlanState.DRAFT, remark
    plan.returned_at = session.context.now
    plan.approved_at = plan.approved_by = plan.order_id = None


def _in_state(session: JournalSession, plan_id: int, *states: PlanState) -> LessonPlanRow:
    plan = plan_row(session, plan_id, locked=True)
    if plan.state not in states:
        wanted = " или ".join(STATE_TITLES[state] for state in states)
        raise Refused(
            f"КТП сейчас – «{STATE_TITLES[plan.state]}», а нужно «{wanted}». Обновите страницу."
        )
    return plan


def approved_plan_stands(session: JournalSession, changes: Sequence[Change]) -> None:
    """Only a draft is edited: what was handed in or approved never changes silently.

    The deputy gives it back first, which is written down (R-3.2.5-10, -15). Undo is held to it too.
    """
    for plan_id in set(_edited(session, changes)):
        plan = session.get(LessonPlanRow, plan_id)
        if plan is not None and plan.state is not PlanState.DRAFT:
            raise Refused(
                f"КТП – «{STATE_TITLES[plan.state]}», его не правят: "
                + (
                    "отзовите его с проверки."
                    if plan.state is PlanState.REVIEW
                    else "завуч возвращает его на доработку (п. 3.2.5)."
                )
            )


def _edited(session: JournalSession, changes: Sequence[Change]) -> Iterator[int]:
    """Plans whose lines, sections or names changed."""
    for change in changes:
        if change.entity == LessonPlanRow.__tablename__:
            if change.before is not None and _TEXTS & set(change.after or ()):
                yield change.row_id
        elif change.entity == PlanTopicRow.__tablename__:
            yield _plan_of(change, session.get(PlanTopicRow, change.row_id))
        elif change.entity == PlanSectionRow.__tablename__:
            yield _plan_of(change, session.get(PlanSectionRow, change.row_id))


def _plan_of(change: Change, row: PlanTopicRow | PlanSectionRow | None) -> int:
    """The plan of a line or section; of one taken out its last image tells."""
    return row.plan_id if row is not None else int((change.before or {})["plan_id"])
