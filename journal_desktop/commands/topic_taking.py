"""«По КТП»: one key puts the next topic of the plan into a lesson.

Source: R-3.2.5-12, -15.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from journal_desktop.access.policy import Right
from journal_desktop.commands.base import handles
from journal_desktop.commands.lessons import LessonCommand, SetTopic, set_topic
from journal_desktop.commands.plan_links import free_later
from journal_desktop.domain.errors import Invalid
from journal_desktop.queries.lesson_facts import lesson_facts
from journal_desktop.queries.next_topic import next_topic
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True)
class TakeTopic(LessonCommand):
    """Put the plan's topic for this lesson; one that none is bound to gets the next one left.

    The lesson that topic stood on till now is free again.
    """

    right: ClassVar = Right.LESSON_WRITE
    title: ClassVar = "Тема по КТП"
    expected: str


@handles(TakeTopic)
def take_topic(session: JournalSession, cmd: TakeTopic) -> None:
    """Bind the lesson to the topic and write its text; no reason is needed, for it is the plan's.

    Raises:
        Invalid: the page follows no plan, or every topic of it has a lesson.
    """
    lesson_facts(session, cmd.page_id, cmd.lesson_id)
    found = next_topic(session, cmd.page_id, cmd.lesson_id)
    if found is None:
        raise Invalid("В КТП нет темы для этого урока: впишите тему сами (п. 3.2.5).")
    row = session.get_one(LessonRow, cmd.lesson_id, with_for_update=True)
    if row.plan_topic_id != found.topic_id:
        row.plan_topic_id = found.topic_id
        session.flush()
        free_later(session, row)
    set_topic(session, SetTopic(cmd.page_id, cmd.lesson_id, found.text, cmd.expected))
