"""Limits on control works of a plan: how many, how often, not at the edges. All are warnings.

Source: domain reference 5.5 (10 %, one in 2.5 weeks, not the first and last lesson), O-23.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from journal_desktop.domain.plans.values import HALF_HOURS, PlanTopic, hours, total
from journal_desktop.domain.plans.verdict import Column, PlanFault
from journal_desktop.domain.topics import work_named

_SHARE: Final = 10
"""Lessons for one lesson of control work."""
_WEEKS_BETWEEN: Final = (5, 2)
"""2.5 weeks as a fraction."""
_LONGEST_CONTROL: Final = 4
_PRACTICAL: Final = "Практическая работа"


def limit_faults(topics: Sequence[PlanTopic], weekly: int) -> Iterator[PlanFault]:
    """Warnings about control works; `weekly` are half hours a week, 0 when unknown."""
    controls = [topic for topic in topics if topic.is_control]
    yield from _share(topics, controls)
    yield from _lengths(topics)
    if weekly > HALF_HOURS:
        yield from _edges(topics)
    if weekly:
        yield from _gaps(topics, weekly)


def _share(topics: Sequence[PlanTopic], controls: Sequence[PlanTopic]) -> Iterator[PlanFault]:
    spent, whole = total(controls), total(topics)
    if spent * _SHARE > whole:
        yield PlanFault(
            None,
            Column.KIND,
            f"На контрольные работы отведено {hours(spent)} ч из {hours(whole)}: "
            "больше 10 % уроков предмета.",
            is_error=False,
        )


def _lengths(topics: Sequence[PlanTopic]) -> Iterator[PlanFault]:
    for topic in topics:
        if topic.is_control and topic.half_hours > _LONGEST_CONTROL:
            text = "Контрольная работа занимает больше двух уроков."
            yield PlanFault(topic.number, Column.HOURS, text, is_error=False)
        elif work_named(topic.topic) == _PRACTICAL and topic.half_hours > HALF_HOURS:
            text = "Практическая работа занимает больше одного урока."
            yield PlanFault(topic.number, Column.HOURS, text, is_error=False)


def _edges(topics: Sequence[PlanTopic]) -> Iterator[PlanFault]:
    for topic, edge in ((topics[0], "первом"), (topics[-1], "последнем")) if topics else ():
        if topic.is_control:
            text = f"Контрольная работа стоит на {edge} уроке года."
            yield PlanFault(topic.number, Column.KIND, text, is_error=False)


def _gaps(topics: Sequence[PlanTopic], weekly: int) -> Iterator[PlanFault]:
    """Control works less than 2.5 weeks apart, counted by the hours between their beginnings."""
    begins = accumulate((topic.half_hours for topic in topics), initial=0)
    weeks, parts = _WEEKS_BETWEEN
    before: tuple[int, int] | None = None
    for topic, begin in zip(topics, begins, strict=False):
        if not topic.is_control:
            continue
        if before is not None and (begin - before[0]) * parts < weekly * weeks:
            text = f"Контрольная работа раньше чем через 2,5 недели после урока № {before[1]}."
            yield PlanFault(topic.number, Column.KIND, text, is_error=False)
        before = begin, topic.number
