"""Send a lesson's topic, homework, work and attendance to the writer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from journal_desktop.commands.base import Command
from journal_desktop.commands.lessons import ConfirmAttendance, SetHomework, SetTopic, SetWork
from journal_desktop.commands.topic_taking import TakeTopic
from journal_desktop.domain.errors import Conflict, JournalError
from journal_desktop.journal import Done
from journal_desktop.ui.kit.tab import Desk, Tone

TOPIC = "topic"
HOMEWORK = "homework"
WORK = "work"
ATTENDANCE = "attendance"


class LessonWrites(QObject):
    """Writes of the right page; every answer names the lesson and the field."""

    accepted = Signal(int, str, str)
    """(lesson_id, field, text): the gate took it."""

    refused = Signal(int, str, str)
    """(lesson_id, field, sentence): the typed text stays in its editor."""

    overtaken = Signal()
    """Somebody else changed the lesson: read the page again."""

    def __init__(self, desk: Desk, source: object, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._source = desk, source

    def topic(self, page_id: int, lesson_id: int, text: str, seen: str, reason: str) -> None:
        """Put the topic; `reason` says why it differs from the plan."""
        command = SetTopic(page_id, lesson_id, text, seen, reason)
        self._send(command, lesson_id, TOPIC, text)

    def next_topic(self, page_id: int, lesson_id: int, text: str, seen: str) -> None:
        """Bind the lesson to the next topic of the plan, whose words are `text`, and put it."""
        self._send(TakeTopic(page_id, lesson_id, seen), lesson_id, TOPIC, text)

    def homework(self, page_id: int, lesson_id: int, text: str, seen: str) -> None:
        """Put the homework."""
        self._send(SetHomework(page_id, lesson_id, text, seen), lesson_id, HOMEWORK, text)

    def work(self, page_id: int, lesson_id: int, number: int, kind: str, seen: str) -> None:
        """Choose the kind of a work."""
        self._send(SetWork(page_id, lesson_id, number, kind, seen), lesson_id, WORK, kind)

    def attendance(self, page_id: int, lesson_id: int) -> None:
        """«Все отмечены»."""
        self._send(ConfirmAttendance(page_id, lesson_id), lesson_id, ATTENDANCE, "")

    def _send(self, command: Command, lesson_id: int, field: str, text: str) -> None:
        def answered(_done: Done) -> None:
            self.accepted.emit(lesson_id, field, text)

        self._desk.writer.send([command], answered, self._failed(lesson_id, field), self._source)

    def _failed(self, lesson_id: int, field: str) -> Callable[[JournalError], None]:
        def failed(error: JournalError) -> None:
            self._desk.say(str(error), Tone.BAD)
            self.refused.emit(lesson_id, field, str(error))
            if isinstance(error, Conflict):
                self.overtaken.emit()

        return failed
