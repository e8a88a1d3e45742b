"""A page follows a plan: its days, its lessons, its corrections.

Source: R-2.6-01, R-3.2.5-15, domain 7.1 (several sets of dates), 7.5 (Лист корректировки).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import Right, StaffTarget
from journal_desktop.commands.base import Command, handles
from journal_desktop.commands.plan_links import (
    forget_dates,
    has_dates,
    link_lessons,
    unlink_lessons,
    write_dates,
)
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.plans.course import Course, laid
from journal_desktop.domain.plans.wizard import Correction, corrected, lines
from journal_desktop.domain.text_faults import one_line
from journal_desktop.queries.plan_course import read_course
from journal_desktop.queries.plan_rows import (
    author_target,
    page_target,
    plan_row,
    subject_title,
    use_row,
)
from journal_desktop.queries.plan_rows import use_target as own_use
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow
from journal_desktop.store.rows.plans import (
    LessonPlanRow,
    PlanCorrectionRow,
    PlanUseRow,
)
from journal_desktop.store.rows.school import OrderRow
from journal_desktop.store.session import JournalSession

_LONGEST_REASON: Final = 255
_SHORTEST_REASON: Final = 3
_NO_ORDER: Final = "Такого приказа в журнале нет: его вносит секретарь."


@dataclass(frozen=True)
class FollowPlan(Command):
    """A page follows a plan from now on, its author's page or an own one.

    Who teaches the page has its days set at once; for another's page that teacher sets them.
    """

    right: ClassVar = Right.PLANS_WRITE
    title: ClassVar = "КТП страницы"
    plan_id: int
    page_id: int

    @override
    def target(self, session: JournalSession) -> object:
        if self.page_id in session.context.actor.pages:
            return page_target(session, self.page_id)
        return author_target(session, self.plan_id)


@dataclass(frozen=True)
class UseCommand(Command):
    """A write on a plan as one page follows it, by who teaches the page."""

    right: ClassVar = Right.PLANS_WRITE
    use_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return own_use(session, self.use_id)


@dataclass(frozen=True)
class UnfollowPlan(UseCommand):
    """The page follows the plan no more; nothing of it was given yet."""

    title: ClassVar = "Страница без КТП"

    @override
    def target(self, session: JournalSession) -> object:
        if session.get(PlanUseRow, self.use_id) is None:  # as when the act is taken back
            return StaffTarget(session.context.actor.staff_id)
        return own_use(session, self.use_id)


@dataclass(frozen=True)
class DatePlan(UseCommand):
    """Set the days of all topics to come by lessons and timetable, before any correction."""

    title: ClassVar = "Даты КТП"


@dataclass(frozen=True)
class CorrectPlan(UseCommand):
    """Correct the course; every correction is a line of «Лист корректировки».

    The order may be named later (`AgreeCorrections`): who studies a topic alone does so by order.
    """

    right: ClassVar = Right.PLAN_CORRECTIONS_WRITE
    title: ClassVar = "Корректировка КТП"
    corrections: tuple[Correction, ...]
    reason: str
    order_id: int | None = None


@dataclass(frozen=True)
class AgreeCorrections(Command):
    """The deputy names the order on which the lines of a page's sheet without one rest."""

    right: ClassVar = Right.PLAN_CORRECTIONS_APPROVE
    title: ClassVar = "Согласование корректировки КТП"
    use_id: int
    order_id: int


@handles(FollowPlan)
def follow_plan(session: JournalSession, cmd: FollowPlan) -> None:
    """Bind the page to the plan and set the days."""
    follow(session, plan_row(session, cmd.plan_id), cmd.page_id)


def follow(session: JournalSession, plan: LessonPlanRow, page_id: int) -> None:
    """Bind a page to a plan; who teaches it has its days set.

    Raises:
        Invalid: another year, subject or parallel, or the page follows a plan already.
    """
    page = session.get(PageRow, page_id)
    if page is None:
        raise Invalid("Этой страницы журнала больше нет. Обновите список.")
    _refuse_other(session, plan, page)
    other = session.scalar(
        select(LessonPlanRow.title)
        .join(PlanUseRow, PlanUseRow.plan_id == LessonPlanRow.id)
        .where(PlanUseRow.page_id == page.id)
        .limit(1)
    )
    if other is not None:
        raise Invalid(f"Страница уже ведётся по КТП «{other}»: сначала снимите его.")
    use = PlanUseRow(plan_id=plan.id, page_id=page.id)
    session.add(use)
    session.flush()
    if page.id in session.context.actor.pages:
        _date(session, use)


@handles(UnfollowPlan)
def unfollow_plan(session: JournalSession, cmd: UnfollowPlan) -> None:
    """Take the plan off the page with its days; planned lessons lose their topics.

    Raises:
        Refused: topics of it were given, or it was corrected: both are documents.
    """
    use = use_row(session, cmd.use_id, locked=True)
    if any(item.given for item in read_course(session, use).items):
        raise Refused("По этому КТП уже даны уроки: оно остаётся на странице (п. 3.2.5).")
    _refuse_corrected(session, use, "его не снимают со страницы")
    unlink_lessons(session, use)
    forget_dates(session, use)
    session.delete(use)


@handles(DatePlan)
def date_plan(session: JournalSession, cmd: DatePlan) -> None:
    """Set the days anew."""
    use = use_row(session, cmd.use_id, locked=True)
    _refuse_corrected(session, use, "сдвигайте темы мастером")
    _date(session, use)


@handles(CorrectPlan)
def correct_plan(session: JournalSession, cmd: CorrectPlan) -> None:
    """Carry the corrections out in order, write the sheet, the days and the lessons' topics.

    Lines of the sheet written at once stand in the order of the plan, whatever the order of deeds.

    Raises:
        Refused, Invalid: one of them is forbidden; nothing is written (domain 7.5).
    """
    use = use_row(session, cmd.use_id, locked=True)
    reason = _reason(session, cmd)
    if not has_dates(session, use):
        raise Invalid("Сначала проставьте даты КТП: корректируют план, разложенный по дням.")
    before = read_course(session, use)
    after = corrected(before, cmd.corrections)
    told = sorted(
        lines(before, after, cmd.corrections),
        key=lambda line: before.index(line.correction.topic_id) or 0,
    )
    session.add_all(
        PlanCorrectionRow(
            use_id=use.id,
            topic_id=line.correction.topic_id,
            change=line.correction.change,
            day_before=line.day_before,
            day_after=line.day_after,
            with_topic_id=line.correction.with_topic,
            reason=reason,
            order_id=cmd.order_id,
        )
        for line in told
    )
    _put(session, use, after, first=False)


@handles(AgreeCorrections)
def agree(session: JournalSession, cmd: AgreeCorrections) -> None:
    """Write the order on every line that has none."""
    if session.get(OrderRow, cmd.order_id) is None:
        raise Invalid(_NO_ORDER)
    query = select(PlanCorrectionRow).filter_by(use_id=cmd.use_id, order_id=None)
    rows = list(session.scalars(query.with_for_update()))
    if not rows:
        raise Invalid("В листе корректировки нет строк без приказа.")
    for row in rows:
        row.order_id = cmd.order_id


def _date(session: JournalSession, use: PlanUseRow) -> None:
    course = read_course(session, use)
    start = next((n for n, item in enumerate(course.items) if not item.given), len(course.items))
    _put(session, use, laid(course, start), first=True)


def _put(session: JournalSession, use: PlanUseRow, course: Course, *, first: bool) -> None:
    write_dates(session, use, course, first=first)
    link_lessons(session, use, course)
    session.flush()


def _reason(session: JournalSession, cmd: CorrectPlan) -> str:
    """Why, in one line."""
    reason = one_line(cmd.reason)[:_LONGEST_REASON]
    if not cmd.corrections:
        raise Invalid("Выберите темы и способ корректировки.")
    if len(reason) < _SHORTEST_REASON:
        raise Invalid("Укажите причину корректировки: её печатают в листе (п. 3.2.5).")
    if cmd.order_id is not None and session.get(OrderRow, cmd.order_id) is None:
        raise Invalid(_NO_ORDER)
    return reason


def _refuse_other(session: JournalSession, plan: LessonPlanRow, page: PageRow) -> None:
    group = session.get(ClassGroupRow, page.class_id) if page.class_id else None
    told = subject_title(session, page.subject_id)
    differs: Sequence[tuple[bool, str]] = (
        (page.year_id != plan.year_id, "другого учебного года: скопируйте КТП в этот год"),
        (
            page.subject_id != plan.subject_id,
            f"предмета «{told}», а КТП – по предмету «{subject_title(session, plan.subject_id)}»",
        ),
        (group is not None and group.grade != plan.grade, "другой параллели: скопируйте КТП"),
    )
    for is_other, what in differs:
        if is_other:
            raise Invalid(f"Эта страница {what}.")


def _refuse_corrected(session: JournalSession, use: PlanUseRow, hint: str) -> None:
    query = select(PlanCorrectionRow.id).filter_by(use_id=use.id).limit(1)
    if session.scalar(query) is not None:
        raise Refused(f"У КТП этой страницы уже есть лист корректировки: {hint}.")
