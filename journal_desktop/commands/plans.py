"""Lesson plans as documents: make, copy, name, take away.

Source: R-2.6-01 (one library; a copy for another class or year), R-3.2.5-10, domain 7.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import Right, StaffTarget, may
from journal_desktop.commands.base import Command, handles
from journal_desktop.commands.plan_parts import (
    NewTopic,
    add_topics,
    plan_lines,
    refuse_grade,
    remove_topics,
    tidy_line,
)
from journal_desktop.commands.plan_uses import follow
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.vocabulary import PlanState, YearState
from journal_desktop.queries.plan_rows import (
    author_target,
    plan_row,
    plan_topics_of,
    reading_target,
)
from journal_desktop.store.rows.plans import (
    LessonPlanRow,
    PlanSectionRow,
    PlanTopicRow,
    PlanUseRow,
)
from journal_desktop.store.rows.school import SchoolYearRow, SubjectRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True)
class CreatePlan(Command):
    """Begin a plan; its author is who makes it.

    `uid` is chosen by who asks, so that the new plan is found by it (`PlanIdOf`). `topics` are its
    first lines, as read from a file; all or none are taken. `page_ids` follow it at once.
    """

    right: ClassVar = Right.PLANS_WRITE
    title: ClassVar = "Новое КТП"
    uid: UUID
    year_id: int
    subject_id: int
    grade: int
    name: str
    programme: str = ""
    topics: tuple[NewTopic, ...] = ()
    page_ids: tuple[int, ...] = ()

    @override
    def target(self, session: JournalSession) -> object:
        return StaffTarget(session.context.actor.staff_id)


@dataclass(frozen=True)
class CopyPlan(Command):
    """Copy a plan, one's own or one that an own page follows, as a draft of one's own.

    For the next year or another parallel; `page_ids` follow it at once, with days of their own.
    """

    right: ClassVar = Right.PLANS_WRITE
    title: ClassVar = "Копия КТП"
    uid: UUID
    plan_id: int
    year_id: int
    grade: int
    name: str = ""
    page_ids: tuple[int, ...] = ()

    @override
    def target(self, session: JournalSession) -> object:
        return StaffTarget(session.context.actor.staff_id)


@dataclass(frozen=True)
class PlanCommand(Command):
    """A write on one plan by its author."""

    right: ClassVar = Right.PLANS_WRITE
    plan_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return author_target(session, self.plan_id)


@dataclass(frozen=True)
class NamePlan(PlanCommand):
    """Change the plan's name and its programme (УМК)."""

    title: ClassVar = "Название КТП"
    name: str
    programme: str


@dataclass(frozen=True)
class DeletePlan(PlanCommand):
    """Take away a draft that no page follows."""

    title: ClassVar = "Удаление КТП"

    @override
    def target(self, session: JournalSession) -> object:
        if session.get(LessonPlanRow, self.plan_id) is None:  # as when the act is taken back
            return StaffTarget(session.context.actor.staff_id)
        return author_target(session, self.plan_id)


@handles(CreatePlan)
def create_plan(session: JournalSession, cmd: CreatePlan) -> None:
    """Add a draft with its first lines."""
    subject = session.get(SubjectRow, cmd.subject_id)
    if subject is None:
        raise Invalid("Такого предмета в справочнике школы нет.")
    name = tidy_line(cmd.name) or f"{subject.title}, {cmd.grade} класс"
    plan = _begin(session, cmd, cmd.subject_id, name, cmd.programme)
    add_topics(session, plan, 1, cmd.topics)
    _follow(session, plan, cmd.page_ids)


@handles(CopyPlan)
def copy_plan(session: JournalSession, cmd: CopyPlan) -> None:
    """Add a draft with the same sections and lines, word for word.

    Raises:
        Refused: the person may not read that plan.
    """
    source = plan_row(session, cmd.plan_id)
    if not may(session.context.actor, Right.PLANS_READ, reading_target(session, source.id)):
        raise Refused("Недостаточно прав для просмотра этого КТП (п. 1.9).")
    plan = _begin(
        session, cmd, source.subject_id, tidy_line(cmd.name) or source.title, source.programme
    )
    topics = plan_topics_of(session, source.id)
    lines = tuple(
        NewTopic(
            topic=topic.topic,
            half_hours=topic.half_hours,
            section=topic.section,
            kind=topic.kind,
            lesson_type=topic.lesson_type,
            homework=topic.homework,
            resources=topic.resources,
            outcomes=topic.outcomes,
            note=topic.note,
        )
        for topic in topics
    )
    add_topics(session, plan, 1, lines)
    for row, topic in zip(plan_lines(session, plan.id), topics, strict=True):
        if topic.section_id is None:
            row.section_id = None  # a new line without a section goes into that of the one above
    _follow(session, plan, cmd.page_ids)


@handles(NamePlan)
def name_plan(session: JournalSession, cmd: NamePlan) -> None:
    """Change the head of a plan."""
    plan = plan_row(session, cmd.plan_id, locked=True)
    name = tidy_line(cmd.name)
    if not name:
        raise Invalid("Назовите КТП: «Алгебра, 7 класс, 102 ч».")
    plan.title, plan.programme = name, tidy_line(cmd.programme)


@handles(DeletePlan)
def delete_plan(session: JournalSession, cmd: DeletePlan) -> None:
    """Take away the plan with its lines.

    Raises:
        Refused: a page follows it, or it is no draft.
    """
    plan = plan_row(session, cmd.plan_id, locked=True)
    if plan.state is not PlanState.DRAFT:
        raise Refused("Удалить можно только черновик КТП: утверждённый план хранится.")
    if session.scalar(select(PlanUseRow.id).filter_by(plan_id=plan.id).limit(1)) is not None:
        raise Refused("По этому КТП ведётся страница журнала: сначала снимите его со страницы.")
    remove_topics(session, session.scalars(select(PlanTopicRow).filter_by(plan_id=plan.id)).all())
    for section in session.scalars(select(PlanSectionRow).filter_by(plan_id=plan.id)):
        session.delete(section)
    session.flush()
    session.delete(plan)


def _begin(
    session: JournalSession,
    cmd: CreatePlan | CopyPlan,
    subject_id: int,
    name: str,
    programme: str,
) -> LessonPlanRow:
    refuse_grade(cmd.grade)
    year = session.get(SchoolYearRow, cmd.year_id)
    if year is None:
        raise Invalid("Такого учебного года в журнале нет. Заведите его на вкладке «Школа».")
    if year.state in {YearState.CLOSED, YearState.ARCHIVED}:
        raise Refused("Учебный год закрыт: КТП в нём не составляют (п. 3.2.5).")
    plan = LessonPlanRow(
        uid=cmd.uid,
        year_id=cmd.year_id,
        subject_id=subject_id,
        grade=cmd.grade,
        author_id=session.context.actor.staff_id,
        title=name,
        programme=tidy_line(programme),
        state=PlanState.DRAFT,
    )
    session.add(plan)
    session.flush()
    return plan


def _follow(session: JournalSession, plan: LessonPlanRow, page_ids: tuple[int, ...]) -> None:
    for page_id in page_ids:
        follow(session, plan, page_id)
