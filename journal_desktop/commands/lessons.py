"""Write what a lesson was about: topic, homework, kinds of work, attendance confirmed.

Source: R-3.2.5-02, -04, -06, -08, -13…-16, R-5.1-01.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import func, select
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.commands.base import Command, handles
from journal_desktop.domain.cells import future_sentence
from journal_desktop.domain.errors import Conflict, Invalid, Refused
from journal_desktop.domain.homework import homework_faults, tidy_homework
from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.text_faults import TextFault, one_line
from journal_desktop.domain.topics import same_topic, tidy_topic, topic_faults
from journal_desktop.queries.lesson_facts import lesson_facts, page_target
from journal_desktop.queries.next_topic import planned_text
from journal_desktop.store.rows.lessons import LessonRow, WorkRow
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
    topic = tidy_topic(cmd.topic)
    row = _lesson(session, cmd)
    if row.topic != cmd.expected:
        raise _changed("Тема уже изменена", row.topic, topic)
    if topic:
        _refuse_form(session, row, topic)
        held(session, row.id)
    row.topic_reason = _why_not_plan(session, row, topic, one_line(cmd.reason))
    row.topic, row.topic_at = topic, _first(session, row.topic_at, topic)


@handles(SetHomework)
def set_homework(session: JournalSession, cmd: SetHomework) -> None:
    """Change the homework; «Без задания» stands alone and is spelled exactly."""
    homework = tidy_homework(cmd.homework)
    row = _lesson(session, cmd)
    if row.homework != cmd.expected:
        raise _changed("Задание уже изменено", row.homework, homework)
    _refuse(homework_faults(homework))
    row.homework, row.homework_at = homework, _first(session, row.homework_at, homework)


@handles(SetWork)
def set_work(session: JournalSession, cmd: SetWork) -> None:
    """Change the kind of one work."""
    facts = lesson_facts(session, cmd.page_id, cmd.lesson_id)
    if not 1 <= cmd.number <= max(facts.max_marks, 1):
        raise Invalid(f"На этой странице работ в уроке: не больше {facts.max_marks} (п. 3.2.5).")
    kind = session.scalar(select(WorkKindRow).filter_by(code=cmd.kind))
    if kind is None:
        raise Invalid(f"Вида работы «{cmd.kind}» нет в справочнике школы.")
    query = select(WorkRow).filter_by(lesson_id=cmd.lesson_id, number=cmd.number)
    row = session.scalar(query.with_for_update())
    before = session.get(WorkKindRow, row.kind_id) if row else None
    if (before.code if before else "") != cmd.expected:
        raise _changed("Вид работы уже изменён", before.title if before else "", kind.title)
    if row is None:
        _refuse_gap(session, cmd)
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


def _refuse_form(session: JournalSession, row: LessonRow, topic: str) -> None:
    kinds = select(WorkKindRow).join(WorkRow).where(WorkRow.lesson_id == row.id)
    for kind in session.scalars(kinds.order_by(WorkRow.number)):
        _refuse(topic_faults(topic, kind.code, needs_form=kind.needs_form))


def _refuse(faults: Iterable[TextFault]) -> None:
    for fault in faults:
        if fault.is_error:
            raise Invalid(fault.text)


def _why_not_plan(session: JournalSession, row: LessonRow, topic: str, reason: str) -> str:
    """Why the topic differs from the plan; "" when it does not (R-3.2.5-15)."""
    plan = planned_text(session, row)
    if not plan or not topic or same_topic(topic, tidy_topic(plan)):
        return ""
    if topic == row.topic:
        reason = reason or row.topic_reason
    if not reason:
        raise Invalid(f"Тема отличается от КТП: укажите причину (п. 3.2.5). По КТП: «{plan}».")
    return reason


def _first(session: JournalSession, entered: datetime | None, text: str) -> datetime | None:
    """The moment of the first entry, which later corrections leave alone (R-3.2.5-02).

    A cleared text is not entered any more: what is written after it counts from its own moment.
    """
    return (entered or session.context.now) if text else None


def _refuse_gap(session: JournalSession, cmd: SetWork) -> None:
    """Works of a lesson are counted without gaps: marks of a cell go to them by place."""
    works = select(func.count()).select_from(WorkRow).filter_by(lesson_id=cmd.lesson_id)
    there = session.scalar(works) or 0
    if cmd.number > there + 1:
        raise Invalid(f"Сначала добавьте в урок работу № {there + 1}: их считают подряд.")


def _changed(what: str, stored: str, typed: str) -> Conflict:
    return Conflict(
        f"{what} другим пользователем: «{stored or 'пусто'}», "
        f"а вы ввели «{typed or 'пусто'}». Ваш текст не записан.",
        stored=stored,
    )
