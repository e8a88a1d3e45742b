"""Lines as they will stand once a deed is written: shown at once, the journal's answer follows.

What only the journal can tell – ids of new lines and of new sections – waits for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from journal_desktop.commands.base import Command
from journal_desktop.commands.plan_topics import (
    ChangeTopics,
    MoveTopics,
    RemoveTopics,
    TopicChange,
    TopicField,
)
from journal_desktop.domain.plans.values import PlanTopic
from journal_desktop.queries.spread import WorkKind

Topics = tuple[PlanTopic, ...]


def after(topics: Topics, commands: Iterable[Command], kinds: Sequence[WorkKind]) -> Topics:
    """The lines after the commands, as far as that is known beforehand."""
    for command in commands:
        if isinstance(command, ChangeTopics):
            topics = _changed(topics, command.changes, kinds)
        elif isinstance(command, RemoveTopics):
            topics = _numbered(one for one in topics if one.id not in command.topic_ids)
        elif isinstance(command, MoveTopics):
            rest = [one for one in topics if one.id not in command.topic_ids]
            at = sum(1 for one in rest if one.number < command.number)
            moved = [one for one in topics if one.id in command.topic_ids]
            topics = _numbered((*rest[:at], *moved, *rest[at:]))
    return topics


def _numbered(topics: Iterable[PlanTopic]) -> Topics:
    return tuple(
        one if one.number == number else replace(one, number=number)
        for number, one in enumerate(topics, 1)
    )


def _changed(
    topics: Sequence[PlanTopic], changes: Iterable[TopicChange], kinds: Sequence[WorkKind]
) -> tuple[PlanTopic, ...]:
    """The lines as they stand once the changes are written; a section nobody knows waits."""
    by_id: dict[int, list[TopicChange]] = {}
    for one in changes:
        by_id.setdefault(one.topic_id, []).append(one)
    sections = {topic.section: topic.section_id for topic in topics if topic.section_id}
    titles = {kind.code: kind.title for kind in kinds}
    return tuple(
        replace(
            topic,
            **{
                name: value
                for one in by_id[topic.id]
                for name, value in _values(one, sections, titles).items()
            },
        )
        if topic.id in by_id
        else topic
        for topic in topics
    )


def _values(
    one: TopicChange, sections: Mapping[str, int | None], titles: Mapping[str, str]
) -> dict[str, Any]:
    if one.field is TopicField.HALF_HOURS:
        return {"half_hours": int(one.text)}
    if one.field is TopicField.KIND:
        return {"kind": one.text, "kind_title": titles.get(one.text, "")}
    if one.field is not TopicField.SECTION:
        return {one.field.name.lower(): one.text}
    known = one.text == "" or one.text in sections
    return {"section": one.text, "section_id": sections.get(one.text)} if known else {}
