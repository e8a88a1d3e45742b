"""Topics by days and lines of the sheet of corrections, in words (domain 7.5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from journal_desktop.domain.cells import short_day
from journal_desktop.domain.plans.wizard import CHANGE_TITLES
from journal_desktop.queries.plan_course import CorrectionLine, DatedTopic
from journal_desktop.ui.kit.lines import Line

DAY_HEADS: Final = ("№", "Тема урока", "По плану", "Сейчас", "Дано", "Изменение")
SHEET_HEADS: Final = ("№", "Тема по плану", "Была", "Стала", "Причина", "Способ", "Приказ")


def day_lines(topics: Sequence[DatedTopic]) -> tuple[Line, ...]:
    """Topics by days; those moved are strong."""
    return tuple(
        Line(
            (
                str(topic.number),
                topic.topic,
                short_day(topic.first_day) if topic.first_day else "–",
                short_day(topic.day) if topic.day else "–",
                short_day(topic.fact) if topic.fact else "",
                CHANGE_TITLES[topic.way] if topic.way else "",
            ),
            topic.first_day != topic.day,
        )
        for topic in topics
    )


def sheet_lines(lines: Sequence[CorrectionLine]) -> tuple[Line, ...]:
    """Lines of «Лист корректировки» (domain 7.5)."""
    return tuple(
        Line(
            (
                str(line.number),
                line.topic,
                short_day(line.day_before) if line.day_before else "–",
                short_day(line.day_after) if line.day_after else "–",
                line.reason,
                line.way,
                line.order or ("нужен приказ" if line.needs_order else ""),
            ),
            line.needs_order,
        )
        for line in lines
    )
