"""Faults of a plan as marks on cells of the editor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from journal_desktop.commands.plan_topics import TopicField
from journal_desktop.domain.plans.verdict import Column, PlanFault
from journal_desktop.ui.tabs.plans.cells import COLUMNS

_FIELDS: Final = {
    Column.TOPIC: TopicField.TOPIC,
    Column.HOURS: TopicField.HALF_HOURS,
    Column.KIND: TopicField.KIND,
    Column.HOMEWORK: TopicField.HOMEWORK,
    Column.SECTION: TopicField.SECTION,
}


class Mark(NamedTuple):
    """What is wrong with a cell."""

    is_error: bool
    text: str


Marks = Mapping[tuple[int, int], Mark]
"""By number of the line and column."""


def column_of(fault: PlanFault) -> int:
    """The column of the table a fault is in."""
    field = _FIELDS.get(fault.column)
    found = (number for number, column in enumerate(COLUMNS) if field and column.field is field)
    return next(found, 0)


def marks_of(faults: Sequence[PlanFault]) -> dict[tuple[int, int], Mark]:
    """What is wrong with which cell; an error is told before warnings."""
    marks: dict[tuple[int, int], Mark] = {}
    for fault in sorted(faults, key=lambda one: not one.is_error):
        if fault.number is not None:
            place = fault.number, column_of(fault)
            before = marks.get(place)
            text = f"{before.text}\n{fault.text}" if before else fault.text
            marks[place] = Mark(fault.is_error or (before is not None and before.is_error), text)
    return marks
