"""Cells of the editor: what stands in a column, and what a typed text means there.

Source: domain 7.1. Hours are shown as hours and kept in half hours; a kind of work is shown by its
title and kept by its code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from journal_desktop.commands.plan_parts import NewTopic
from journal_desktop.commands.plan_topics import TopicChange, TopicField, tidied
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.plans.values import HALF_HOURS, PlanTopic, hours
from journal_desktop.domain.text_faults import one_line
from journal_desktop.queries.spread import WorkKind


@dataclass(frozen=True, slots=True)
class EditorColumn:
    """A column: its heading, its usual width and the field it writes; None for the number.

    `usual` columns are shown until the person chooses others.
    """

    title: str
    width: int
    field: TopicField | None
    usual: bool = True


COLUMNS: Final = (
    EditorColumn("№", 42, None),
    EditorColumn("Тема урока", 380, TopicField.TOPIC),
    EditorColumn("Часы", 52, TopicField.HALF_HOURS),
    EditorColumn("Тип урока", 130, TopicField.LESSON_TYPE, usual=False),
    EditorColumn("Вид работы", 130, TopicField.KIND),
    EditorColumn("Домашнее задание", 150, TopicField.HOMEWORK),
    EditorColumn("ЭОР, оборудование", 130, TopicField.RESOURCES),
    EditorColumn("Планируемые результаты", 180, TopicField.OUTCOMES, usual=False),
    EditorColumn("Примечание", 110, TopicField.NOTE),
    EditorColumn("Раздел", 160, TopicField.SECTION, usual=False),
)
NUMBER_COLUMN: Final = 0
TOPIC_COLUMN: Final = 1
MANY_LINES: Final = frozenset(
    {TopicField.HOMEWORK, TopicField.RESOURCES, TopicField.OUTCOMES, TopicField.NOTE}
)
"""Fields that keep their line breaks."""
LESSON_TYPES: Final = (
    "открытие нового знания",
    "закрепление",
    "контроль",
    "комбинированный",
    "повторение",
)
"""Usual types of a lesson (domain 7.1); others may be typed."""


def shown(topic: PlanTopic, column: int) -> str:
    """The text of a cell."""
    field = COLUMNS[column].field
    if field is None:
        return str(topic.number)
    if field is TopicField.HALF_HOURS:
        return hours(topic.half_hours)
    if field is TopicField.KIND:
        return topic.kind_title
    return str(getattr(topic, field.name.lower()))


def change(
    topic: PlanTopic, column: int, text: str, kinds: Sequence[WorkKind], seen: str | None = None
) -> TopicChange:
    """What a typed text asks for; the value seen goes along, so that nobody's is overwritten.

    `seen` is what stood in the cell when the typing began, what stands there now when None.

    Raises:
        Invalid: hours that are no number, an unknown kind of work, or the number of the line.
    """
    field = COLUMNS[column].field
    if field is None:
        raise Invalid("Номера уроков журнал ставит сам.")
    known = str(getattr(topic, field.name.lower()))
    before = known if seen is None or seen == shown(topic, column) else stored(field, seen, kinds)
    return TopicChange(topic.id, field, stored(field, text, kinds), before)


def stored(field: TopicField, text: str, kinds: Sequence[WorkKind]) -> str:
    """The text as the journal keeps it.

    Raises:
        Invalid: hours that are no number, or an unknown kind of work.
    """
    if field is TopicField.HALF_HOURS:
        return str(half_hours(text))
    if field is TopicField.KIND:
        return kind_code(text, kinds)
    return tidied(field, text)


def half_hours(text: str) -> int:
    """«2», «0,5», «2 ч.» in half hours.

    Raises:
        Invalid: no number of whole or half hours.
    """
    plain = text.strip().lower().removesuffix(".").removesuffix("ч").strip().replace(",", ".")
    whole, _, part = plain.partition(".")
    if not whole.isascii() or not whole.isdecimal() or part not in {"", "0", "5"}:
        raise Invalid(f"«{text[:20]}» – не число часов: пишите 1, 2 или 0,5.")
    return int(whole) * HALF_HOURS + (part == "5")


def kind_code(text: str, kinds: Sequence[WorkKind]) -> str:
    """The code of a kind of work by its title or short name; "" for an ordinary lesson.

    Raises:
        Invalid: the school has no such kind.
    """
    name = one_line(text).lower()
    if not name:
        return ""
    for kind in kinds:
        if name in {kind.title.lower(), kind.short.lower()}:
            return kind.code
    raise Invalid(f"Вида работы «{text[:40]}» в справочнике школы нет.")


def new_line(
    texts: dict[TopicField, str], kinds: Sequence[WorkKind], section: str = ""
) -> NewTopic:
    """A line below the last one, from its texts by field.

    Raises:
        Invalid: a cell is refused, or the row has no topic.
    """
    found = {field: stored(field, text, kinds) for field, text in texts.items() if text.strip()}
    if not one_line(found.get(TopicField.TOPIC, "")):
        raise Invalid("в новой строке нет темы урока")
    return NewTopic(
        found[TopicField.TOPIC],
        int(found.get(TopicField.HALF_HOURS, HALF_HOURS)),
        found.get(TopicField.SECTION, "") or section,
        found.get(TopicField.KIND, ""),
        found.get(TopicField.LESSON_TYPE, ""),
        found.get(TopicField.HOMEWORK, ""),
        found.get(TopicField.RESOURCES, ""),
        found.get(TopicField.OUTCOMES, ""),
        found.get(TopicField.NOTE, ""),
    )
