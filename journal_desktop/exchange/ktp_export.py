"""A lesson plan as a workbook that loads back into the very same plan.

Source: domain reference 7.1 (title block, form columns), R-1.9-01, R-2.6-01.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from journal_desktop.domain.plans.values import PlanTopic, hours, total
from journal_desktop.domain.russian import short_date
from journal_desktop.domain.topics import work_code
from journal_desktop.exchange.books import TextSheet, write_book
from journal_desktop.exchange.ktp_columns import NO_WORK, TITLES
from journal_desktop.queries.plan_course import DatedTopic
from journal_desktop.queries.plan_papers import PlanPaper
from journal_desktop.queries.plans import STATE_TITLES, Plan

TOTAL: Final = "Итого"
_HEADING: Final = "КАЛЕНДАРНО-ТЕМАТИЧЕСКОЕ ПЛАНИРОВАНИЕ"
_PLANNED, _FACT = "Дата по плану", "Дата по факту"
_WIDTHS: Final = MappingProxyType(
    {"number": 9, "section": 28, "topic": 60, "hours": 10, "homework": 30, "outcomes": 40}
)
_USUAL_WIDTH, _DATE_WIDTH = 22, 14
_OF: Final[Mapping[str, Callable[[PlanTopic], str]]] = MappingProxyType(
    {
        "number": lambda topic: str(topic.number),
        "section": lambda topic: topic.section,
        "topic": lambda topic: topic.topic,
        "hours": lambda topic: hours(topic.half_hours),
        "lesson_type": lambda topic: topic.lesson_type,
        "kind": lambda topic: topic.kind_title or (NO_WORK if work_code(topic.topic) else ""),
        "homework": lambda topic: topic.homework,
        "resources": lambda topic: topic.resources,
        "outcomes": lambda topic: topic.outcomes,
        "note": lambda topic: topic.note,
    }
)


@dataclass(frozen=True, slots=True)
class _Days:
    """The days of one page by topic; nothing where the plan has none."""

    by_topic: Mapping[int, DatedTopic]

    @property
    def titles(self) -> tuple[str, ...]:
        return (_PLANNED, _FACT) if self.by_topic else ()

    def of(self, topic: PlanTopic) -> tuple[str, ...]:
        if not self.by_topic:
            return ()
        dated = self.by_topic.get(topic.id)
        return (_day(dated.day), _day(dated.fact)) if dated else ("", "")


def write_ktp(path: Path, paper: PlanPaper) -> int:
    """Write the plan with its title block; answers how many lines it has.

    Every cell is text, whatever it begins with. The days of a page stand beside its lines where
    `paper` has them; a file loaded back has its days set anew.

    Raises:
        BadFile: another ending than .xlsx, or the folder or the disk does not take it.
    """
    days = _Days({day.topic_id: day for day in paper.days})
    topics = paper.plan.topics
    widths = (
        *(_WIDTHS.get(field, _USUAL_WIDTH) for field in TITLES),
        *(_DATE_WIDTH for _ in days.titles),
    )
    sheet = TextSheet(
        title="КТП",
        above=tuple(_block(paper)),
        columns=(*TITLES.values(), *days.titles),
        widths=widths,
        rows=(*((*_line(topic), *days.of(topic)) for topic in topics), _sum(topics)),
    )
    write_book(path, sheet)
    return len(topics)


def _line(topic: PlanTopic) -> tuple[str, ...]:
    return tuple(_OF[field](topic) for field in TITLES)


def _sum(topics: tuple[PlanTopic, ...]) -> tuple[str, ...]:
    """The row of totals, which the import compares and passes over."""
    told = {"topic": TOTAL, "hours": hours(total(topics))}
    return tuple(told.get(field, "") for field in TITLES)


def _block(paper: PlanPaper) -> Iterator[str]:
    """The title block of 7.1."""
    plan = paper.plan
    item = plan.item
    yield paper.school
    yield _HEADING
    yield item.title
    yield f"Предмет: {item.subject}; класс: {paper.page or item.grade}"
    yield f"Учитель: {paper.teacher}; {plan.year} учебный год"
    yield f"Всего часов: {hours(item.half_hours)}{_weekly(plan)}"
    if item.programme:
        yield f"Программа, УМК: {item.programme}"
    yield _approved(plan)


def _weekly(plan: Plan) -> str:
    weekly = {hours(each.hours.weekly) for each in plan.needed}
    return f"; в неделю: {' / '.join(sorted(weekly))}" if weekly else ""


def _approved(plan: Plan) -> str:
    """«Утверждено 28.08.2026, Кузнецова З. Я., приказ № 12 от …», or the state there is."""
    item = plan.item
    if item.approved is None:
        return f"Состояние: {STATE_TITLES[item.state]}"
    order = f"приказ {plan.order}" if plan.order else ""
    day = short_date(item.approved, year=True)
    return ", ".join(filter(None, (f"Утверждено {day}", plan.approved_by, order)))


def _day(day: date | None) -> str:
    return short_date(day, year=True) if day is not None else ""
