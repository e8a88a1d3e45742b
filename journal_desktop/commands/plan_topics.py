"""Edit the lines of a plan: put in, paste, change, fill, move, take out, sections.

Source: R-3.2.5-12, domain 7.1. Everything is one op and is undone as one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import ClassVar, Final

from sqlalchemy import select

from journal_desktop.commands.base import handles
from journal_desktop.commands.plan_parts import (
    NewTopic,
    Sections,
    add_topics,
    kind_id,
    kind_ids,
    named_lines,
    plan_lines,
    refuse_hours,
    remove_topics,
    renumber,
    section_name,
)
from journal_desktop.commands.plans import PlanCommand
from journal_desktop.domain.errors import Conflict, Invalid
from journal_desktop.domain.plans.faults import mended, plan_faults
from journal_desktop.domain.plans.values import PlanTopic, hours
from journal_desktop.domain.plans.verdict import Column
from journal_desktop.domain.text_faults import many_lines, one_line
from journal_desktop.queries.plan_rows import NO_PLAN, plan_row, plan_topics_of
from journal_desktop.store.rows.plans import PlanSectionRow, PlanTopicRow
from journal_desktop.store.rows.school import WorkKindRow
from journal_desktop.store.session import JournalSession

_GONE = "Этой строки в КТП больше нет. Обновите страницу."
_LONGEST_TYPE: Final = 120


class TopicField(Enum):
    """A column of the editor; the value is its heading."""

    TOPIC = "Тема урока"
    HALF_HOURS = "Кол-во часов"
    SECTION = "Раздел"
    KIND = "Вид контроля"
    LESSON_TYPE = "Тип урока"
    HOMEWORK = "Домашнее задание"
    RESOURCES = "ЭОР, оборудование"
    OUTCOMES = "Планируемые результаты"
    NOTE = "Примечание"


MENDED: Final = MappingProxyType(
    {Column.TOPIC: TopicField.TOPIC, Column.HOMEWORK: TopicField.HOMEWORK}
)
"""Which column of the editor a ready correction is written to."""


@dataclass(frozen=True, slots=True)
class TopicChange:
    """A new value of one cell; half hours are written as a number, a kind by its code.

    `expected` is what the person saw there, None where it does not matter (fill and paste).
    """

    topic_id: int
    field: TopicField
    text: str
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class Mend:
    """One ready correction as the person saw it: of which line, in which column, what becomes."""

    topic_id: int
    field: TopicField
    proposal: str


@dataclass(frozen=True)
class InsertTopics(PlanCommand):
    """Put lines in before line `number`: one, or all that were pasted."""

    title: ClassVar = "Темы КТП"
    number: int
    topics: tuple[NewTopic, ...]


@dataclass(frozen=True)
class ChangeTopics(PlanCommand):
    """Change cells: one typed, a column filled, a block pasted."""

    title: ClassVar = "Правка КТП"
    changes: tuple[TopicChange, ...]


@dataclass(frozen=True)
class MoveTopics(PlanCommand):
    """Move lines, keeping their order, so that they stand before line `number`."""

    title: ClassVar = "Порядок тем КТП"
    topic_ids: tuple[int, ...]
    number: int


@dataclass(frozen=True)
class RemoveTopics(PlanCommand):
    """Take lines out; those that follow move up."""

    title: ClassVar = "Удаление тем КТП"
    topic_ids: tuple[int, ...]


@dataclass(frozen=True)
class ReplaceTopics(PlanCommand):
    """Take all lines out and put others in: a file loaded once more."""

    title: ClassVar = "Загрузка КТП"
    topics: tuple[NewTopic, ...]


@dataclass(frozen=True)
class MendTopics(PlanCommand):
    """Take every ready correction the validator has, or `only` these (domain 7.3)."""

    title: ClassVar = "Исправление КТП"
    only: tuple[Mend, ...] = ()


@dataclass(frozen=True)
class NameSection(PlanCommand):
    """Give a section another title."""

    title: ClassVar = "Раздел КТП"
    section_id: int
    name: str
    expected: str | None = None
    """The title the person saw, None where it does not matter."""


def tidied(field: TopicField, text: str) -> str:
    """A text as the journal keeps it in a column: without what no reader sees, not too long."""
    return _TIDY.get(field, one_line)(text)


@handles(InsertTopics)
def insert_topics(session: JournalSession, cmd: InsertTopics) -> None:
    """Put lines in; numbers stay without gaps."""
    add_topics(session, plan_row(session, cmd.plan_id, locked=True), cmd.number, cmd.topics)


@handles(ChangeTopics)
def change_topics(session: JournalSession, cmd: ChangeTopics) -> None:
    """Change cells; a value somebody changed meanwhile is a conflict, and nothing is written.

    Only the lines named are read: a plan may have a thousand.
    """
    plan_row(session, cmd.plan_id, locked=True)
    rows = named_lines(session, cmd.plan_id, [change.topic_id for change in cmd.changes])
    writer = _Writer(session, cmd.plan_id)
    for change in cmd.changes:
        if change.topic_id not in rows:
            raise Conflict(_GONE)
    seen = [(change, writer.stored(rows[change.topic_id], change.field)) for change in cmd.changes]
    for change, stored in seen:
        row = rows[change.topic_id]
        if change.expected is not None and stored != change.expected:
            raise Conflict(
                f"Строка № {row.number}: «{change.field.value}» уже изменено, сейчас там "
                f"«{writer.told(change.field, stored) or 'пусто'}». Ваш текст не записан.",
                stored=stored,
            )
        writer.put(row, change)
    session.flush()
    if any(change.field is TopicField.SECTION for change in cmd.changes):
        drop_empty_sections(session, cmd.plan_id)


@handles(MoveTopics)
def move_topics(session: JournalSession, cmd: MoveTopics) -> None:
    """Change the order of lines."""
    plan_row(session, cmd.plan_id, locked=True)
    lines = plan_lines(session, cmd.plan_id)
    moved = [row for row in lines if row.id in cmd.topic_ids]
    if len(moved) != len(set(cmd.topic_ids)):
        raise Conflict(_GONE)
    before = [row for row in lines if row.number < cmd.number and row not in moved]
    after = [row for row in lines if row.number >= cmd.number and row not in moved]
    renumber((*before, *moved, *after))


@handles(RemoveTopics)
def take_out(session: JournalSession, cmd: RemoveTopics) -> None:
    """Take lines out."""
    plan_row(session, cmd.plan_id, locked=True)
    lines = plan_lines(session, cmd.plan_id)
    gone = [row for row in lines if row.id in cmd.topic_ids]
    if len(gone) != len(set(cmd.topic_ids)):
        raise Conflict(_GONE)
    renumber(row for row in lines if row not in gone)
    remove_topics(session, gone)
    drop_empty_sections(session, cmd.plan_id)


@handles(ReplaceTopics)
def replace_topics(session: JournalSession, cmd: ReplaceTopics) -> None:
    """Take all lines out, put the new ones in."""
    plan = plan_row(session, cmd.plan_id, locked=True)
    remove_topics(session, plan_lines(session, cmd.plan_id))
    drop_empty_sections(session, cmd.plan_id)
    add_topics(session, plan, 1, cmd.topics)


@handles(MendTopics)
def mend_topics(session: JournalSession, cmd: MendTopics) -> None:
    """Write the corrected topics and homework."""
    plan_row(session, cmd.plan_id, locked=True)
    rows = {row.id: row for row in plan_lines(session, cmd.plan_id)}
    topics = plan_topics_of(session, cmd.plan_id)
    if cmd.only:
        _mend_some(rows, topics, cmd.only)
        return
    for topic in mended(topics):
        rows[topic.id].topic, rows[topic.id].homework = topic.topic, topic.homework


def _mend_some(
    rows: Mapping[int, PlanTopicRow], topics: Sequence[PlanTopic], only: Sequence[Mend]
) -> None:
    ids = {topic.number: topic.id for topic in topics}
    stand = {
        Mend(ids[fault.number], MENDED[fault.column], fault.proposal)
        for fault in plan_faults(topics, ())
        if fault.number and fault.proposal and fault.column in MENDED
    }
    for wanted in only:
        if wanted not in stand:
            raise Conflict("Строку уже изменили: этого замечания больше нет. Обновите страницу.")
        setattr(rows[wanted.topic_id], wanted.field.name.lower(), wanted.proposal)


@handles(NameSection)
def name_section(session: JournalSession, cmd: NameSection) -> None:
    """Change the title of a section."""
    plan_row(session, cmd.plan_id, locked=True)
    row = session.get(PlanSectionRow, cmd.section_id, with_for_update=True)
    name = section_name(cmd.name)
    if row is None or row.plan_id != cmd.plan_id:
        raise Invalid(NO_PLAN)
    if not name:
        raise Invalid("Назовите раздел.")
    if cmd.expected is not None and row.title != cmd.expected:
        raise Conflict(
            f"Раздел уже переименован, сейчас он «{row.title}». Ваш текст не записан.",
            stored=row.title,
        )
    same = select(PlanSectionRow.id).filter_by(plan_id=cmd.plan_id, title=name)
    if session.scalar(same.where(PlanSectionRow.id != row.id)) is not None:
        raise Invalid(f"Раздел «{name}» в КТП уже есть: перенесите в него строки.")
    row.title = name


def drop_empty_sections(session: JournalSession, plan_id: int) -> None:
    """Sections without lines go."""
    lines = select(PlanTopicRow.section_id).filter_by(plan_id=plan_id).distinct()
    used = set(session.scalars(lines))
    for section in session.scalars(select(PlanSectionRow).filter_by(plan_id=plan_id)):
        if section.id not in used:
            session.delete(section)
    session.flush()


class _Writer:
    """Puts a text into the column it is for."""

    def __init__(self, session: JournalSession, plan_id: int) -> None:
        self._session, self._plan_id = session, plan_id
        self._kinds: dict[str, int] | None = None
        self._sections: Sections | None = None

    def stored(self, row: PlanTopicRow, field: TopicField) -> str:
        """What stands in a cell, as changes name it."""
        if field is TopicField.KIND:
            codes = {kind: code for code, kind in self._known_kinds().items()}
            return codes.get(row.kind_id or 0, "")
        if field is TopicField.SECTION:
            section = self._session.get(PlanSectionRow, row.section_id) if row.section_id else None
            return section.title if section is not None else ""
        return str(getattr(row, field.name.lower()))

    def told(self, field: TopicField, stored: str) -> str:
        """A stored value as the person reads it."""
        if field is TopicField.HALF_HOURS:
            return hours(int(stored))
        if field is TopicField.KIND and stored:
            title = select(WorkKindRow.title).filter_by(code=stored)
            return self._session.scalar(title) or stored
        return stored

    def put(self, row: PlanTopicRow, change: TopicChange) -> None:
        """Write one cell.

        Raises:
            Invalid: hours that are no number, or an unknown kind of work.
        """
        if change.field in _TEXTS:
            setattr(row, change.field.name.lower(), tidied(change.field, change.text))
        elif change.field is TopicField.HALF_HOURS:
            row.half_hours = _half_hours(change.text)
        elif change.field is TopicField.KIND:
            row.kind_id = self._kind(one_line(change.text))
        else:
            row.section_id = self._section(change.text)

    def _kind(self, code: str) -> int | None:
        return kind_id(self._known_kinds(), code)

    def _known_kinds(self) -> dict[str, int]:
        if self._kinds is None:
            self._kinds = kind_ids(self._session)
        return self._kinds

    def _section(self, title: str) -> int | None:
        if not one_line(title):
            return None
        if self._sections is None:
            self._sections = Sections(self._session, self._plan_id)
        return self._sections.of(title)


def _half_hours(text: str) -> int:
    if not text.strip().isdecimal():
        raise Invalid(f"«{text[:20]}» – не число половин часа.")
    refuse_hours(int(text))
    return int(text)


def _type(text: str) -> str:
    return one_line(text)[:_LONGEST_TYPE]


_TIDY: Final[Mapping[TopicField, Callable[[str], str]]] = MappingProxyType(
    {
        TopicField.SECTION: section_name,
        TopicField.LESSON_TYPE: _type,
        TopicField.HOMEWORK: many_lines,
        TopicField.RESOURCES: many_lines,
        TopicField.OUTCOMES: many_lines,
        TopicField.NOTE: many_lines,
    }
)
_TEXTS: Final = frozenset(TopicField) - {
    TopicField.SECTION,
    TopicField.KIND,
    TopicField.HALF_HOURS,
}
