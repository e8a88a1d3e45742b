"""What a pasted block would do to the lines of a plan: all of it in one op, or nothing.

Source: domain 7.1 (tab-separated paste from Word; headings by their synonyms).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from journal_desktop.commands.base import Command
from journal_desktop.commands.plan_parts import NewTopic
from journal_desktop.commands.plan_topics import (
    ChangeTopics,
    InsertTopics,
    TopicChange,
    TopicField,
)
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.plans.values import LONGEST_PLAN, PlanTopic
from journal_desktop.domain.text_faults import one_line
from journal_desktop.exchange.ktp_columns import DATES, field_of
from journal_desktop.exchange.ktp_rows import names_section, section_title
from journal_desktop.queries.spread import WorkKind
from journal_desktop.ui.kit.clipboard_table import PastedRow
from journal_desktop.ui.tabs.plans.cells import COLUMNS, change, new_line, shown

_OWN_HEAD: Final = re.compile(r"Раздел \d+\. (?P<title>.+)")
_FEW: Final = 2
_BY_NAME: Final = {
    "topic": TopicField.TOPIC,
    "hours": TopicField.HALF_HOURS,
    "section": TopicField.SECTION,
    "kind": TopicField.KIND,
    "lesson_type": TopicField.LESSON_TYPE,
    "homework": TopicField.HOMEWORK,
    "resources": TopicField.RESOURCES,
    "outcomes": TopicField.OUTCOMES,
    "note": TopicField.NOTE,
}
_COLUMN_OF: Final = {
    column.field: number for number, column in enumerate(COLUMNS) if column.field is not None
}


class Difference(NamedTuple):
    """A cell or a line before and after."""

    where: str
    before: str
    after: str


class Refusal(NamedTuple):
    """A text that is not taken, and why."""

    where: str
    text: str
    why: str


@dataclass
class Pasted:
    """What a paste would do; with a refusal nothing is done."""

    changes: list[TopicChange] = field(default_factory=list)
    added: list[NewTopic] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def commands(self, plan_id: int, lines: int) -> tuple[Command, ...]:
        """One op, for a plan of so many lines."""
        found: list[Command] = []
        if self.changes:
            found.append(ChangeTopics(plan_id, tuple(self.changes)))
        if self.added:
            found.append(InsertTopics(plan_id, lines + 1, tuple(self.added)))
        return tuple(found)


class Paster:
    """Lays rows on the lines from one on; rows below the last line become new lines.

    `columns` are the shown columns from the cursor to the right.
    """

    def __init__(
        self,
        topics: Sequence[PlanTopic],
        first: int,
        columns: Sequence[int],
        kinds: Sequence[WorkKind],
    ) -> None:
        self._topics, self._first, self._kinds = topics, first, kinds
        self._columns: list[int | None] = list(columns)
        self._titles = {topic.section for topic in topics}
        self._section: str | None = None
        self._made = Pasted()

    def lay(self, rows: Sequence[PastedRow]) -> Pasted:
        """What pasting these rows would do."""
        made, at = self._made, self._first
        rest = self._without_heading(rows)
        for row in rest:
            if not any(map(str.strip, row.texts)):
                continue
            if (title := self._section_of(row)) is not None:
                self._section = title
                continue
            if at < len(self._topics):
                self._change(self._topics[at], row)
            else:
                self._add(at + 1, row)
            at += 1
        if at > LONGEST_PLAN:
            why = f"в КТП не больше {LONGEST_PLAN} строк, а стало бы {at}"
            made.refused.append(Refusal("КТП", "", why))
        return made

    def _without_heading(self, rows: Sequence[PastedRow]) -> Sequence[PastedRow]:
        """Columns go by the headings where the block has them; their row is not pasted."""
        if not rows:
            return rows
        names = [field_of(one_line(text)) for text in rows[0].texts]
        told = [name for name in names if name]
        is_heading = len(told) >= _FEW if len(names) > 1 else len(rows) > 1 and bool(told)
        if not is_heading or len(set(told)) < len(told):
            return rows
        self._made.notes.append("Строка заголовков не вставляется: столбцы взяты по ней.")
        left = [
            one_line(text)
            for text, name in zip(rows[0].texts, names, strict=True)
            if text.strip() and (not name or name in DATES)
        ]
        if left:
            self._made.notes.append(f"Столбцы, которых в таблице нет: {', '.join(left)}.")
        self._columns = [_COLUMN_OF[_BY_NAME[name]] if name in _BY_NAME else None for name in names]
        return rows[1:]

    def _section_of(self, row: PastedRow) -> str | None:
        """The title of a section, when the row is its heading."""
        told = [text for text in row.texts if text.strip()]
        if len(row.texts) < _FEW or len(told) != 1:
            return None
        if not row.is_wide and not names_section(one_line(told[0])):
            return None
        title = section_title(told[0])
        own = _OWN_HEAD.fullmatch(title)
        return own["title"] if own and title not in self._titles else title

    def _change(self, topic: PlanTopic, row: PastedRow) -> None:
        if self._section is not None and topic.section != self._section:
            self._take(topic, _COLUMN_OF[TopicField.SECTION], self._section)
        for column, text in self._cells(row, f"Урок № {topic.number}"):
            name = COLUMNS[column].field
            is_blank = not text.strip()
            if is_blank and name is TopicField.HALF_HOURS:
                continue
            if is_blank and name is TopicField.TOPIC:
                where = f"Урок № {topic.number}, «{COLUMNS[column].title}»"
                self._made.refused.append(Refusal(where, "", "тема не может быть пустой"))
                continue
            self._take(topic, column, text)

    def _take(self, topic: PlanTopic, column: int, text: str) -> None:
        where = f"Урок № {topic.number}, «{COLUMNS[column].title}»"
        try:
            one = change(topic, column, text, self._kinds)
        except Invalid as error:
            self._made.refused.append(Refusal(where, text, str(error)))
            return
        if one.text != one.expected:
            self._made.changes.append(one)
            self._made.differences.append(Difference(where, shown(topic, column), text.strip()))

    def _add(self, number: int, row: PastedRow) -> None:
        where = f"Новая строка № {number}"
        texts = {
            name: text
            for column, text in self._cells(row, where)
            if (name := COLUMNS[column].field) is not None
        }
        try:
            line = new_line(texts, self._kinds, self._section or "")
        except Invalid as error:
            told = " | ".join(filter(str.strip, row.texts))
            self._made.refused.append(Refusal(where, told, str(error)))
            return
        self._made.added.append(line)
        self._made.differences.append(Difference(where, "", line.topic))

    def _cells(self, row: PastedRow, where: str) -> Iterator[tuple[int, str]]:
        """The cells of a row by their columns; a text beyond the last column is refused."""
        for place, text in enumerate(row.texts):
            if place >= len(self._columns):
                if text.strip():
                    why = "правее этой клетки столько граф нет"
                    self._made.refused.append(Refusal(where, text, why))
                continue
            column = self._columns[place]
            if column is not None and COLUMNS[column].field is not None:
                yield column, text
