"""«По КТП» (F6): the next topic where none is bound, and topics left out told (R-3.2.5-12, -15)."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from journal_desktop.domain.errors import JournalError
from journal_desktop.domain.russian import ranges
from journal_desktop.queries.next_topic import NextTopic, NextTopicOf
from journal_desktop.ui.kit.tab import Desk, Tone
from journal_desktop.ui.tabs.marks.lesson_writes import LessonWrites

NOTHING_LEFT: Final = "В КТП нет темы для этого урока: впишите тему сами (п. 3.2.5)."


class PlanTaking(QObject):
    """Asks the plan aside; the topic of a bound lesson is sent already when it is asked."""

    bound = Signal()
    """A lesson got its topic: the page is to be read again."""

    def __init__(self, desk: Desk, writes: LessonWrites, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._writes = desk, writes
        self._waited: set[int] = set()
        writes.accepted.connect(self._accepted)

    def take(self, page_id: int, lesson_id: int, seen: str, *, is_sent: bool) -> None:
        """Put the next topic unless the bound one is sent; warn of those left out before it."""
        journal = self._desk.journal

        def ask(_progress: object) -> NextTopic | None:
            return journal.ask(NextTopicOf(page_id, lesson_id))

        task = self._desk.run(ask)
        put = partial(self._put, page_id, lesson_id, seen)
        task.succeeded.connect(self._warn if is_sent else put)
        task.failed.connect(self._failed)

    def _put(self, page_id: int, lesson_id: int, seen: str, found: NextTopic | None) -> None:
        if found is None:
            self._desk.say(NOTHING_LEFT, Tone.WARNING)
            return
        self._waited.add(lesson_id)
        self._writes.next_topic(page_id, lesson_id, found.text, seen)
        self._warn(found)

    def _warn(self, found: NextTopic | None) -> None:
        if found is None or not found.skipped:
            return
        taken = f"Тема № {ranges(found.numbers)} взята не по порядку"
        self._desk.say(
            f"{taken}: раньше не даны № {ranges(found.skipped)} (п. 3.2.5). "
            "Порядок тем меняют в КТП по дням.",
            Tone.WARNING,
        )

    def _accepted(self, lesson_id: int, _field: str, _text: str) -> None:
        if lesson_id in self._waited:
            self._waited.discard(lesson_id)
            self.bound.emit()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self._desk.say(str(error), Tone.BAD)
