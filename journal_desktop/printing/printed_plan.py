"""Print a plan or its correction sheet: ask the gate, lay out, write PDF/A, register it.

Source: domain 7.1, 7.5; R-1.9-01, R-2.2-01.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from journal_desktop.commands.base import Command
from journal_desktop.commands.plan_prints import RecordCorrectionPrint, RecordPlanPrint
from journal_desktop.domain.errors import Invalid, JournalError
from journal_desktop.domain.plans.supply import days_text
from journal_desktop.domain.plans.values import PlanTopic, hours
from journal_desktop.domain.russian import short_date
from journal_desktop.journal import Journal
from journal_desktop.printing.book import Column
from journal_desktop.printing.fonts import typefaces
from journal_desktop.printing.pdfa import Imprint, Written, write_pdf
from journal_desktop.printing.plan_papers import PAPER, PlanTable, plan_pages
from journal_desktop.printing.proof import faults
from journal_desktop.queries.plan_course import CorrectionLine, DatedTopic
from journal_desktop.queries.plan_papers import (
    CorrectionPaper,
    CorrectionPaperOf,
    PlanPaper,
    PlanPaperOf,
)
from journal_desktop.queries.plans import STATE_TITLES

Step = Callable[[int, int, str], None]
_TITLE: Final = "КАЛЕНДАРНО-ТЕМАТИЧЕСКОЕ ПЛАНИРОВАНИЕ"
_SHEET: Final = "ЛИСТ КОРРЕКТИРОВКИ календарно-тематического планирования"
_WIDTH: Final = 257
"""Millimetres between the margins; the shares of columns are millimetres too."""
_LINE: Final = "____________________"
_DATE: Final = "Дата «____» __________ 20____ г."
_CORRECTIONS: Final = (
    Column("№ урока по КТП", 15, centred=True),
    Column("Тема по плану", 84),
    Column("Дата по плану", 22, centred=True),
    Column("Дата по факту", 22, centred=True),
    Column("Причина корректировки", 40),
    Column("Способ корректировки", 46),
    Column("Реквизиты приказа", 30),
)


@dataclass(frozen=True, slots=True)
class _PlanColumn:
    """A column of the plan: always there, or only where a line fills it."""

    column: Column
    of: Callable[[PlanTopic, DatedTopic | None], str]
    is_optional: bool = True


def print_plan(
    journal: Journal,
    plan_id: int,
    path: Path,
    progress: Step,
    *,
    use_id: int | None = None,
    purpose: str = "",
) -> Written:
    """Write the plan as PDF/A, with the days of a page when its use is named.

    Raises:
        Refused: the person may not read it.
        BadFile: the folder or the disk does not take the file.
    """
    paper = journal.ask(PlanPaperOf(plan_id, use_id))
    title = f"КТП {paper.plan.item.title}"
    table = plan_table(paper, _signed(journal))
    return _write(journal, table, path, progress, RecordPlanPrint(plan_id, title, purpose))


def print_corrections(
    journal: Journal, use_id: int, path: Path, progress: Step, *, purpose: str = ""
) -> Written:
    """Write «Лист корректировки КТП» of a page as PDF/A.

    Raises:
        Refused: the person may not read it.
        Invalid: nothing was corrected.
        BadFile: the folder or the disk does not take the file.
    """
    paper = journal.ask(CorrectionPaperOf(use_id))
    if not paper.dated.corrections:
        raise Invalid("Корректировок КТП этой страницы не было: печатать нечего.")
    title = f"Лист корректировки КТП {paper.subject} {paper.page}"
    table = correction_table(paper, _signed(journal))
    return _write(journal, table, path, progress, RecordCorrectionPrint(use_id, title, purpose))


def plan_table(paper: PlanPaper, foot: str) -> PlanTable:
    """The plan as values: title block, sections across, every filled column."""
    plan = paper.plan
    days = {day.topic_id: day for day in paper.days}
    cells = [
        tuple(column.of(topic, days.get(topic.id)) for column in _PLAN) for topic in plan.topics
    ]
    shown = [
        n
        for n, column in enumerate(_PLAN)
        if not column.is_optional or any(texts[n] for texts in cells)
    ]
    return PlanTable(
        _stamps(paper),
        tuple(filter(None, _heading(paper))),
        _TITLE,
        _columns(shown),
        tuple(_with_sections(plan.topics, cells, shown)),
        (f"Учитель {_LINE} {paper.teacher}",),
        foot,
    )


def _columns(shown: list[int]) -> tuple[Column, ...]:
    """The columns that are shown; topics take the width the others leave."""
    columns = [_PLAN[n].column for n in shown]
    left = _WIDTH - sum(column.share for column in columns[:1] + columns[2:])
    columns[1] = replace(columns[1], share=max(columns[1].share, left))
    return tuple(columns)


def _heading(paper: PlanPaper) -> tuple[str, ...]:
    """The title block; "" for a line that is not there."""
    item = paper.plan.item
    whose = paper.page or f"{item.grade} класс"
    weekly = " / ".join(dict.fromkeys(hours(each.hours.weekly) for each in paper.plan.needed))
    per_week = f", в неделю {weekly} ч" if weekly else ""
    return (
        paper.school,
        _TITLE,
        f"{item.subject}, {whose}, {paper.plan.year} учебный год",
        f"Учитель: {paper.teacher}",
        f"Всего {hours(item.half_hours)} ч{per_week}",
        f"Программа, УМК: {item.programme}" if item.programme else "",
    )


def correction_table(paper: CorrectionPaper, foot: str) -> PlanTable:
    """The sheet of 7.5 as values, with the account of hours under it."""
    told, reason = paper.progress.hours, paper.progress.reason
    account = (
        f"По плану {hours(told.due)} ч, дано {hours(told.conducted)} ч, "
        f"отставание {hours(max(told.lag, 0))} ч"
    )
    whose = f"Предмет: {paper.subject}   Класс: {paper.page}   Учитель: {paper.teacher}"
    return PlanTable(
        (),
        (paper.school, _SHEET, f"{whose}   {paper.year} учебный год"),
        _SHEET,
        _CORRECTIONS,
        tuple(_correction(line) for line in paper.dated.corrections),
        (
            f"{account} ({reason})." if reason else f"{account}.",
            *_lost(paper),
            f"Учитель {_LINE} {paper.teacher}",
            f"Согласовано: зам. директора {_LINE} / {_LINE} /     {_DATE}",
        ),
        foot,
    )


def _lost(paper: CorrectionPaper) -> tuple[str, ...]:
    """Why the plan had to be corrected: days that fell out, drawn together by their reason."""
    lost = [each for each in paper.dated.supply.changed if each.lessons < 0]
    return (f"Выпали: {days_text(lost)}.",) if lost else ()


def _correction(line: CorrectionLine) -> tuple[str, ...]:
    return (
        str(line.number),
        line.topic,
        _day(line.day_before) or "без урока",
        _day(line.day_after) or "без урока",
        line.reason,
        line.way,
        line.order,
    )


def _stamps(paper: PlanPaper) -> tuple[tuple[str, ...], ...]:
    """РАССМОТРЕНО, СОГЛАСОВАНО, УТВЕРЖДЕНО (domain 7.1)."""
    plan = paper.plan
    approved = plan.approved_at is not None and plan.item.approved is not None
    when = _day(plan.item.approved) if approved else "«____» __________ 20____ г."
    state = f" ({STATE_TITLES[plan.item.state]})" if not approved else ""
    late = f", позже срока {_day(plan.item.due)}" if plan.item.is_late else ""
    return (
        ("РАССМОТРЕНО", "на заседании МО", "протокол № ____ от «____» __________ 20____ г."),
        ("СОГЛАСОВАНО", "зам. директора по УВР", f"{_LINE} {plan.approved_by}".strip()),
        (
            f"УТВЕРЖДЕНО{state}",
            f"приказ {plan.order}" if plan.order else "приказ № ____",
            f"{when}{late}",
        ),
    )


def _with_sections(
    topics: tuple[PlanTopic, ...], cells: list[tuple[str, ...]], shown: list[int]
) -> Iterator[tuple[str, ...]]:
    """Rows of lessons, a row across for each section with its hours."""
    section: int | None = None
    for topic, texts in zip(topics, cells, strict=True):
        if topic.section_id is not None and topic.section_id != section:
            whole = sum(each.half_hours for each in topics if each.section_id == topic.section_id)
            yield (f"{topic.section} – {hours(whole)} ч",)
        section = topic.section_id
        yield tuple(texts[n] for n in shown)


def _kind(topic: PlanTopic) -> str:
    return "\n".join(filter(None, (topic.lesson_type, topic.kind_title)))


def _day(day: date | None) -> str:
    return short_date(day, year=True) if day else ""


def _signed(journal: Journal) -> str:
    made = journal.now().astimezone(journal.zone)
    return f"Напечатано {short_date(made.date(), year=True)}, {journal.actor.name}"


def _write(
    journal: Journal, table: PlanTable, path: Path, progress: Step, record: Command
) -> Written:
    faces = typefaces()
    pages = plan_pages(table, faces)
    if wrong := faults(pages, PAPER, faces):
        raise Invalid(f"Лист не напечатан, разметка не сошлась: {wrong[0]}")
    made = journal.now().astimezone(journal.zone)
    written = write_pdf(pages, path, Imprint(table.title, table.heading[0], made), progress)
    try:
        journal.do(record)
    except JournalError:
        path.unlink(missing_ok=True)
        raise
    return written


_PLAN: Final = (
    _PlanColumn(
        Column("№ урока", 11, centred=True), lambda topic, _: str(topic.number), is_optional=False
    ),
    _PlanColumn(Column("Тема урока", 86), lambda topic, _: topic.topic, is_optional=False),
    _PlanColumn(
        Column("Кол-во часов", 13, centred=True),
        lambda topic, _: hours(topic.half_hours),
        is_optional=False,
    ),
    _PlanColumn(Column("Тип урока, вид контроля", 32), lambda topic, _: _kind(topic)),
    _PlanColumn(
        Column("Дата по плану", 20, centred=True),
        lambda _, dated: _day(dated.day if dated else None),
    ),
    _PlanColumn(
        Column("Дата по факту", 20, centred=True),
        lambda _, dated: _day(dated.fact if dated else None),
    ),
    _PlanColumn(Column("Домашнее задание", 40), lambda topic, _: topic.homework),
    _PlanColumn(Column("ЭОР, оборудование", 34), lambda topic, _: topic.resources),
    _PlanColumn(Column("Планируемые результаты", 46), lambda topic, _: topic.outcomes),
    _PlanColumn(Column("Примечание", 26), lambda topic, _: topic.note),
)
