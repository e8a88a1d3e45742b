"""Plan the import of a timetable: what is new, what it means, what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from journal_desktop.commands.timetable import ImportTimetable
from journal_desktop.commands.timetable_rows import weekly_half_hours
from journal_desktop.domain.cells import short_day
from journal_desktop.domain.school_calendar import SchoolCalendar
from journal_desktop.domain.timetable import Slot, lesson_dates
from journal_desktop.exchange.asc_values import TimetableFile
from journal_desktop.exchange.import_plan import ImportPlan, new_of, tally, told
from journal_desktop.exchange.problems import Problem
from journal_desktop.exchange.timetable_parts import Layout
from journal_desktop.queries.base import Ask
from journal_desktop.queries.pages import YearItem
from journal_desktop.queries.timetable_match import Match, match, missing
from journal_desktop.queries.timetable_stock import Stock, TimetableStock
from journal_desktop.queries.year_calendar import CalendarOf

_UNPLACED = 10


def plan_timetable(
    ask: Ask, file: TimetableFile, year: YearItem, *, begins: date | None, create_missing: bool
) -> ImportPlan:
    """Match the timetable to the journal; without problems its command may be carried out."""
    first = begins or year.begins
    stock = ask(TimetableStock(year.id, first))
    layout = Layout(file, stock.classes, odd_names=create_missing)
    if layout.problems:
        return ImportPlan((), tuple(layout.problems), ())
    found = match(stock, layout.placed)
    problems = tuple(
        Problem(text, file.file) for text in found.problems(create_missing=create_missing)
    )
    lines = (
        f"Расписание «{file.file}» на {year.title} учебный год с {short_day(first)}",
        *_counts(found),
        *_lessons(found, ask(CalendarOf(year.id)), first),
        *(f"внимание: {note}" for note in _notes(file, layout.notes, stock, found)),
    )
    command = ImportTimetable(year.id, first, found.placed, create_missing)
    return ImportPlan(lines, problems, (command,))


def _counts(found: Match) -> Iterator[str]:
    lists: tuple[tuple[str, Mapping[Any, int | None]], ...] = (
        ("классов", found.classes),
        ("подгрупп", found.groups),
        ("предметов", found.subjects),
        ("учителей", found.teachers),
        ("кабинетов", found.rooms),
        ("страниц журнала", found.pages),
    )
    for what, names in lists:
        yield tally(what, len(names), new_of(names))
    yield from told("новые классы", [key.title for key in missing(found.classes)])
    yield from told("новые предметы", missing(found.subjects))
    yield from told("новые учителя", [key.title for key in missing(found.teachers)])
    yield from told("новые кабинеты", missing(found.rooms))


def _lessons(found: Match, calendar: SchoolCalendar, first: date) -> Iterator[str]:
    """How many lessons the week and the rest of the year have."""
    by_grade: dict[int, dict[tuple[object, ...], Slot]] = {}
    for each in found.placed:
        at = (each.page, each.weekday, each.number, each.weeks)
        slot = Slot(0, 0, each.weekday, each.number, first, None, each.weeks)
        by_grade.setdefault(each.page.classes[0].grade, {})[at] = slot
    total = sum(
        len(lesson_dates(slots.values(), calendar, grade, first, calendar.ends))
        for grade, slots in by_grade.items()
    )
    yield f"мест в сетке недели: {sum(map(len, by_grade.values()))}"
    yield f"уроков до {short_day(calendar.ends)}: {total}"
    if not calendar.vacations:
        yield "внимание: каникулы года не заведены, уроки будут и в эти дни"


def _notes(file: TimetableFile, own: Sequence[str], stock: Stock, found: Match) -> Iterator[str]:
    yield from file.notes
    yield from own
    if file.unplaced:
        names = [str(each) for each in file.unplaced]
        rest = f" и ещё {len(names) - _UNPLACED}" if len(names) > _UNPLACED else ""
        yield f"не размещено в сетке: {'; '.join(names[:_UNPLACED])}{rest}"
    across = [page.title for page in found.pages if page.is_across]
    yield from told("группы из нескольких классов, их состав впишите сами", across)
    if new_of(found.groups):
        yield f"состав новых подгрупп впишите сами: {new_of(found.groups)}"
    yield from told("часы расписания не равны учебному плану", list(_other_hours(stock, found)))


def _other_hours(stock: Stock, found: Match) -> Iterator[str]:
    """Subjects of the study plan with other weekly hours (R-3.2.2-01)."""
    most: dict[tuple[int, int], tuple[int, str]] = {}
    for page, half_hours in weekly_half_hours(found).items():
        for key in page.classes:
            line = (found.classes[key] or 0, found.subjects[page.subject] or 0)
            if line in stock.plans and half_hours >= most.get(line, (0, ""))[0]:
                most[line] = (half_hours, f"{key.title} {page.subject}")
    for line, (half_hours, title) in most.items():
        if half_hours != stock.plans[line]:
            yield f"{title} {_hours(half_hours)} ч вместо {_hours(stock.plans[line])} ч"


def _hours(half_hours: int) -> str:
    return f"{half_hours // 2}{',5' if half_hours % 2 else ''}"
