"""What keys in the table ask of the journal; every deed is one op.

Source: R-3.2.5-12, domain 7.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from journal_desktop.commands.base import Command
from journal_desktop.commands.plan_parts import NewTopic
from journal_desktop.commands.plan_topics import (
    ChangeTopics,
    InsertTopics,
    MoveTopics,
    NameSection,
    RemoveTopics,
    TopicChange,
    TopicField,
)
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.plans.values import PlanTopic
from journal_desktop.queries.spread import WorkKind
from journal_desktop.ui.tabs.plans.cells import COLUMNS, change, shown
from journal_desktop.ui.tabs.plans.rows import Head, NewRow, TableRow

NEW_TOPIC: Final = "Новая тема"
_ONE_SECTION: Final = (
    "Переставляют строки одного раздела. Раздел целиком переставляют с его заголовка."
)
_NEVER_EMPTY: Final = "Тему и часы не стирают: впишите другие или удалите строку (Ctrl+Del)."
_CLEARED: Final = frozenset({TopicField.TOPIC, TopicField.HALF_HOURS})
"""A line always has a topic and hours: Delete leaves them."""


class LineDeeds:
    """Deeds on the rows of one plan."""

    def __init__(self, plan_id: int, rows: Sequence[TableRow], kinds: Sequence[WorkKind]) -> None:
        self.plan_id, self._rows, self._kinds = plan_id, rows, kinds
        self._topics = [row for row in rows if isinstance(row, PlanTopic)]

    def chosen(self, rows: Sequence[int]) -> list[PlanTopic]:
        """The lines among the rows; of headings alone, the lines under them."""
        found = [self._rows[row] for row in rows]
        lines = [row for row in found if isinstance(row, PlanTopic)]
        if lines:
            return lines
        ids = {one for row in found if isinstance(row, Head) for one in row.topic_ids}
        return [topic for topic in self._topics if topic.id in ids]

    def typed(self, row: int, column: int, text: str, seen: str) -> list[Command]:
        """What a typed text asks for.

        Raises:
            Invalid: the cell does not take it.
        """
        here = self._rows[row]
        if isinstance(here, Head):
            return self._named(here, text, seen)
        if isinstance(here, NewRow):
            return [self._put(len(self._topics) + 1, NewTopic(text))] if text.strip() else []
        one = change(here, column, text, self._kinds, seen)
        return [] if one.text == one.expected else [ChangeTopics(self.plan_id, (one,))]

    def fill(self, cells: Sequence[tuple[int, int]]) -> list[Command]:
        """The topmost chosen cell of each column goes into those below it."""
        above: dict[int, PlanTopic] = {}
        changes = []
        for row, column in cells:
            topic = self._rows[row]
            if not isinstance(topic, PlanTopic) or COLUMNS[column].field is None:
                continue
            first = above.setdefault(column, topic)
            text = shown(first, column)
            if shown(topic, column) != text:
                changes.append(change(topic, column, text, self._kinds))
        return self._changes(changes)

    def spread(self, text: str, cells: Sequence[tuple[PlanTopic, int]]) -> list[Command]:
        """Put one text into all the chosen cells.

        Raises:
            Invalid: a cell does not take it.
        """
        if not text.strip() and any(COLUMNS[column].field in _CLEARED for _, column in cells):
            raise Invalid(_NEVER_EMPTY)
        changes = [change(topic, column, text, self._kinds) for topic, column in cells]
        return self._changes([one for one in changes if one.text != one.expected])

    def clear(self, cells: Sequence[tuple[int, int]]) -> list[Command]:
        """Empty the chosen cells.

        Raises:
            Invalid: only cells that are never empty are chosen.
        """
        changes, kept = [], False
        for row, column in cells:
            topic, field = self._rows[row], COLUMNS[column].field
            if not isinstance(topic, PlanTopic) or field is None:
                continue
            if field in _CLEARED:
                kept = True
            elif shown(topic, column):
                changes.append(change(topic, column, "", self._kinds))
        if kept and not changes:
            raise Invalid(_NEVER_EMPTY)
        return self._changes(changes)

    def move(self, rows: Sequence[int], by: int) -> list[Command]:
        """Past the neighbouring line, into the neighbouring section, a section past another.

        Raises:
            Invalid: lines of several sections.
        """
        lines = self.chosen(rows)
        if not lines:
            return []
        if lines[-1].number - lines[0].number != len(lines) - 1:
            raise Invalid("Переставляют строки, которые идут подряд.")
        if all(isinstance(self._rows[row], Head) for row in rows):
            return self._move_section(lines, by)
        if len({line.section_id for line in lines}) > 1:
            raise Invalid(_ONE_SECTION)
        edge = self._rows.index(lines[0] if by < 0 else lines[-1])
        beyond = self._row(edge + by)
        if isinstance(beyond, Head):
            into = self._line_at(edge + 2 * by)
            return self._into([one.id for one in lines], into.section if into else "")
        if not isinstance(beyond, PlanTopic):
            return []
        number = beyond.number if by < 0 else beyond.number + 1
        return [MoveTopics(self.plan_id, tuple(one.id for one in lines), number)]

    def insert(self, row: int) -> list[Command]:
        """A new line before the one of the row; on a heading, the first one under it."""
        here = self._row(row)
        if isinstance(here, Head):
            here = self._line_at(row + 1)
        if isinstance(here, PlanTopic):
            return [self._put(here.number, NewTopic(NEW_TOPIC, section=here.section))]
        return [self._put(len(self._topics) + 1, NewTopic(NEW_TOPIC))]

    def remove(self, rows: Sequence[int]) -> list[Command]:
        """Take the lines out; a heading alone goes, and its lines join those above it."""
        if rows and all(isinstance(self._rows[row], Head) for row in rows):
            first = self._line_at(rows[0] - 1)
            ids = [one.id for one in self.chosen(rows)]
            return self._into(ids, first.section if first is not None else "")
        ids = [one.id for one in self.chosen(rows)]
        return [RemoveTopics(self.plan_id, tuple(ids))] if ids else []

    def section(self, topic_ids: Sequence[int], title: str) -> list[Command]:
        """Put the lines into a section by its title, a new one when nobody has it."""
        return self._into(topic_ids, title)

    def _named(self, head: Head, text: str, seen: str) -> list[Command]:
        if head.section_id is None:
            return self._into(head.topic_ids, text) if text.strip() else []
        return [NameSection(self.plan_id, head.section_id, text, seen)]

    def _move_section(self, lines: Sequence[PlanTopic], by: int) -> list[Command]:
        edge = lines[0].number - 2 if by < 0 else lines[-1].number
        if not 0 <= edge < len(self._topics):
            return []
        other = self._topics[edge].section_id
        while 0 <= edge < len(self._topics) and self._topics[edge].section_id == other:
            edge += by
        number = edge + 2 if by < 0 else edge + 1
        return [MoveTopics(self.plan_id, tuple(one.id for one in lines), number)]

    def _into(self, topic_ids: Sequence[int], title: str) -> list[Command]:
        changes = [TopicChange(one, TopicField.SECTION, title) for one in topic_ids]
        return self._changes(changes)

    def _changes(self, changes: Sequence[TopicChange]) -> list[Command]:
        return [ChangeTopics(self.plan_id, tuple(changes))] if changes else []

    def _put(self, number: int, line: NewTopic) -> Command:
        return InsertTopics(self.plan_id, number, (line,))

    def _row(self, row: int) -> TableRow | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def _line_at(self, row: int) -> PlanTopic | None:
        here = self._row(row)
        return here if isinstance(here, PlanTopic) else None


def rest_of_section(topics: Sequence[PlanTopic], line: PlanTopic) -> list[PlanTopic]:
    """The lines below one, as far as its section goes on."""
    below = topics[line.number :]
    return list(takewhile(lambda topic: topic.section_id == line.section_id, below))
