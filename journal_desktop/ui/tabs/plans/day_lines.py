"""Topics by days and lines of the sheet of corrections, in words (domain 7.5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from journal_desktop.domain.plans.course import Course, Item
from journal_desktop.domain.plans.wizard import CHANGE_TITLES, SKIPPED
from journal_desktop.domain.russian import short_date
from journal_desktop.domain.vocabulary import PlanChange
from journal_desktop.queries.plan_course import CorrectionLine, DatedPlan
from journal_desktop.ui.kit.lines import Line

DAY_HEADS: Final = ("№", "Тема урока", "По плану", "Сейчас", "Дано", "Состояние")
SHEET_HEADS: Final = ("№", "Тема по плану", "Была", "Стала", "Причина", "Способ", "Приказ")
GIVEN: Final = "дан"
NO_ROOM: Final = "не помещается в год"


def day_lines(dated: DatedPlan) -> tuple[Line, ...]:
    """Topics by days: given ones faint, those moved or without a lesson strong."""
    numbers = {item.topic_id: item.number for item in dated.course.items}
    return tuple(
        Line(
            (
                str(topic.number),
                topic.topic,
                _day(topic.first_day),
                _day(topic.day),
                short_date(topic.fact, year=True) if topic.fact else "",
                state_text(dated.course, item, numbers, dated=dated.is_dated),
            ),
            not item.given
            and (topic.first_day != topic.day or (dated.is_dated and bool(item.lacking))),
            item.given,
        )
        for topic, item in zip(dated.topics, dated.course.items, strict=True)
    )


def state_text(course: Course, item: Item, numbers: dict[int, int], *, dated: bool = True) -> str:
    """«дан», «Объединение тем с № 12», «не помещается в год»; "" for an ordinary topic to come."""
    way = CHANGE_TITLES[item.way] if item.way else ""
    if item.way is PlanChange.MERGE:
        way = f"{way} с № {numbers.get(item.partner or 0, '')}"
    elif item.way is PlanChange.RESERVE and course.skips:
        way = SKIPPED
    said = [way]
    if item.given:
        said.append(GIVEN if not item.lacking else f"{GIVEN} не весь")
    elif item.lacking and dated:
        said.append(NO_ROOM)
    return ", ".join(filter(None, said))


def sheet_lines(lines: Sequence[CorrectionLine]) -> tuple[Line, ...]:
    """Lines of «Лист корректировки» (domain 7.5)."""
    return tuple(
        Line(
            (
                str(line.number),
                line.topic,
                _day(line.day_before),
                _day(line.day_after),
                line.reason,
                line.way,
                line.order or ("нужен приказ" if line.needs_order else "не указан"),
            ),
            line.needs_order,
        )
        for line in lines
    )


def _day(day: date | None) -> str:
    return short_date(day, year=True) if day else "–"
