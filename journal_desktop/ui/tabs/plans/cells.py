"""Cells of the editor: what stands in a column, and what a typed text means there.

Source: domain 7.1. Hours are shown as hours and kept in half hours; a kind of work is shown by its
title and kept by its code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from journal_desktop.commands.plan_parts import NewTopic
from journal_desktop.commands.plan_topics import TopicChange, TopicField
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.plans.values import HALF_HOURS, PlanTopic, hours
from journal_desktop.domain.text_faults import one_line
from journal_desktop.queries.spread import WorkKind


@dataclass(frozen=True, slots=True)
class EditorColumn:
    """A column: its heading, its usual width and the field it writes; None for the number."""

    title: str
    width: int
    field: TopicField | None


COLUMNS: Final = (
    EditorColumn("№", 40, None),
    EditorColumn("Раздел", 150, TopicField.SECTION),
    EditorColumn("Тема урока", 310, TopicField.TOPIC),
    EditorColumn("Часы", 52, TopicField.HALF_HOURS),
    EditorColumn("Вид работы", 120, TopicField.KIND),
    EditorColumn("Домашнее задание", 140, TopicField.HOMEWORK),
    EditorColumn("Ресурсы", 110, TopicField.RESOURCES),
    EditorColumn("Примечание", 110, TopicField.NOTE),
)


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


def change(topic: PlanTopic, column: int, text: str, kinds: Sequence[WorkKind]) -> TopicChange:
    """What a typed text asks for; the value seen goes along, so that nobody's is overwritten.

    Raises:
        Invalid: hours that are no number, an unknown kind of work, or the number of the line.
    """
    field = COLUMNS[column].field
    if field is None:
        raise Invalid("Номера уроков журнал ставит сам.")
    seen = str(getattr(topic, field.name.lower()))
    return TopicChange(topic.id, field, stored(field, text, kinds), seen)


def stored(field: TopicField, text: str, kinds: Sequence[WorkKind]) -> str:
    """The text as the journal keeps it.

    Raises:
        Invalid: hours that are no number, or an unknown kind of work.
    """
    if field is TopicField.HALF_HOURS:
        return str(half_hours(text))
    if field is TopicField.KIND:
        return kind_code(text, kinds)
    return text


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


def new_line(texts: Sequence[str], first: int, kinds: Sequence[WorkKind]) -> NewTopic:
    """A pasted row below the last line; `first` is the column of its first text.

    Raises:
        Invalid: a cell is refused, or the row has no topic.
    """
    found = {
        column.field: stored(column.field, text, kinds)
        for column, text in zip(COLUMNS[first:], texts, strict=False)
        if column.field is not None
    }
    if not one_line(found.get(TopicField.TOPIC, "")):
        raise Invalid("в новой строке нет темы урока")
    return NewTopic(
        found[TopicField.TOPIC],
        int(found.get(TopicField.HALF_HOURS, str(HALF_HOURS))),
        found.get(TopicField.SECTION, ""),
        found.get(TopicField.KIND, ""),
        homework=found.get(TopicField.HOMEWORK, ""),
        resources=found.get(TopicField.RESOURCES, ""),
        note=found.get(TopicField.NOTE, ""),
    )
