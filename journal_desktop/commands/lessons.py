"""Write what a lesson was about: topic, homework, kinds of work, attendance confirmed.

Source: R-3.2.5-02, -04, -06, -08, -13…-16, R-5.1-01.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.commands.base import Command, handles
from journal_desktop.domain.cells import future_sentence
from journal_desktop.domain.errors import Conflict, Invalid, Refused
from journal_desktop.domain.homework import homework_faults
from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.topics import same_topic, topic_faults
from journal_desktop.queries.lesson_facts import lesson_facts, page_target
from journal_desktop.store.rows.lessons import LessonRow, WorkRow
from journal_desktop.store.rows.plans import PlanTopicRow
from journal_desktop.store.rows.school import WorkKindRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True)
class LessonCommand(Command):
    """A write on one lesson of a page."""

    page_id: int
    lesson_id: int

    @override
    def target(self, session: JournalSession) -> object:
        return page_target(session, self.page_id, self.lesson_id)


@dataclass(frozen=True)
class SetTopic(LessonCommand):
    """Put or replace the topic; `reason` says why it differs from the lesson plan."""

    right: ClassVar = Right.LESSON_WRITE
    title: ClassVar = "Тема урока"
    topic: str
    expected: str
    reason: str = ""


@dataclass(frozen=True)
class SetHomework(LessonCommand):
    """Put or replace the homework; it may be prepared before the lesson."""

    right: ClassVar = Right.LESSON_WRITE
    title: ClassVar = "Домашнее задание"
    homework: str
    expected: str


@dataclass(frozen=True)
class SetWork(LessonCommand):
    """Choose the kind of work `number` of a lesson; adds the work when there is none yet."""

    right: ClassVar = Right.LESSON_WRITE
    title: ClassVar = "Вид работы"
    number: int
    kind: str
    expected: str


@dataclass(frozen=True)
class ConfirmAttendance(LessonCommand):
    """«Все отмечены»: absences of the lesson are complete (R-3.2.5-04)."""

    right: ClassVar = Right.LESSON_WRITE
    title: ClassVar = "Посещаемость отмечена"


@handles(SetTopic)
def set_topic(session: JournalSession, cmd: SetTopic) -> None:
    """Change the topic; a wrong form is refused with the right one proposed."""
    topic = _tidy(cmd.topic)
    row = _lesson(session, cmd)
    if row.topic != cmd.expected:
        raise _changed("Тема", row.topic)
    kinds = select(WorkKindRow).join(WorkRow).where(WorkRow.lesson_id == row.id)
    for kind in session.scalars(kinds.order_by(WorkRow.number)) if topic else ():
        for fault in topic_faults(topic, kind.code, needs_form=kind.needs_form):
            if fault.is_error:
                raise Invalid(fault.text)
    plan = session.get(PlanTopicRow, row.plan_topic_id) if row.plan_topic_id else None
    differs = plan is not None and bool(topic) and not same_topic(topic, plan.topic)
    if differs and not cmd.reason.strip():
        raise Invalid(
            "Тема отличается от КТП: укажите причину (п. 3.2.5). "
            f"По КТП: «{plan.topic if plan else ''}»."
        )
    row.topic_reason = cmd.reason.strip() if differs else ""
    row.topic, row.topic_at = topic, session.context.now if topic else None
    held(session, row.id)


@handles(SetHomework)
def set_homework(session: JournalSession, cmd: SetHomework) -> None:
    """Change the homework; «Без задания» stands alone and is spelled exactly."""
    homework = cmd.homework.strip()
    row = _lesson(session, cmd)
    if row.homework != cmd.expected:
        raise _changed("Задание", row.homework)
    for fault in homework_faults(homework) if homework else ():
        if fault.is_error:
            raise Invalid(fault.text)
    row.homework, row.homework_at = homework, session.context.now if homework else None


@handles(SetWork)
def set_work(session: JournalSession, cmd: SetWork) -> None:
    """Change the kind of one work."""
    facts = lesson_facts(session, cmd.page_id, cmd.lesson_id)
    if not 1 <= cmd.number <= max(facts.max_marks, 1):
        raise Invalid(f"На этой странице в уроке не больше {facts.max_marks} работ (п. 3.2.5).")
    kind = session.scalar(select(WorkKindRow).filter_by(code=cmd.kind))
    if kind is None:
        raise Invalid(f"Вида работы «{cmd.kind}» нет в справочнике школы.")
    query = select(WorkRow).filter_by(lesson_id=cmd.lesson_id, number=cmd.number)
    row = session.scalar(query.with_for_update())
    before = session.get(WorkKindRow, row.kind_id) if row else None
    if (before.code if before else "") != cmd.expected:
        raise _changed("Вид работы", before.title if before else "")
    if row is None:
        session.add(WorkRow(lesson_id=cmd.lesson_id, number=cmd.number, kind_id=kind.id, title=""))
    else:
        row.kind_id = kind.id


@handles(ConfirmAttendance)
def confirm_attendance(session: JournalSession, cmd: ConfirmAttendance) -> None:
    """Stamp the lesson; a lesson of tomorrow has no attendance yet."""
    row = _lesson(session, cmd)
    if row.day > session.context.today:
        raise Refused(future_sentence(row.day))
    if row.confirmed_at is None:
        row.confirmed_at = session.context.now
        row.confirmed_by = session.context.actor.staff_id
    held(session, row.id)


def held(session: JournalSession, lesson_id: int) -> None:
    """A lesson with something entered by fact was held (R-5.1-01)."""
    row = session.get(LessonRow, lesson_id)
    if row is None or row.state is not LessonState.PLANNED:
        return
    if row.day <= session.context.today:
        row.state = LessonState.HELD


def _lesson(session: JournalSession, cmd: LessonCommand) -> LessonRow:
    lesson_facts(session, cmd.page_id, cmd.lesson_id)
    return session.get_one(LessonRow, cmd.lesson_id, with_for_update=True)


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _changed(what: str, stored: str) -> Conflict:
    return Conflict(
        f"{what} уже изменено другим пользователем: «{stored or 'пусто'}». Ваш текст не записан.",
        stored=stored,
    )
