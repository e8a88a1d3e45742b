"""Plan the import of a production calendar into the part of a year it covers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from journal_desktop.commands.calendar import ImportCalendar, changed_days
from journal_desktop.commands.lesson_making import MakeLessons
from journal_desktop.domain.cells import short_day
from journal_desktop.domain.school_calendar import DayRule, SchoolCalendar
from journal_desktop.domain.vocabulary import DayKind
from journal_desktop.exchange.import_plan import ImportPlan
from journal_desktop.exchange.problems import Problem
from journal_desktop.exchange.production_calendar import CalendarDay, CalendarFile
from journal_desktop.queries.base import Ask
from journal_desktop.queries.pages import YearItem
from journal_desktop.queries.year_calendar import CalendarOf

_KINDS = {DayKind.HOLIDAY: "выходной", DayKind.SHORT: "сокращённый", DayKind.WORKING: "рабочий"}


def plan_calendar(
    ask: Ask, file: CalendarFile, year: YearItem, *, cancel_lessons: bool = False
) -> ImportPlan:
    """Days of the file inside the school year; a working day follows the day off it replaces."""
    calendar = ask(CalendarOf(year.id))
    inside = [day for day in file.days if year.begins <= day.day <= year.ends]
    if not inside:
        text = f"{file.year} год не пересекается с {year.title} учебным годом"
        return ImportPlan((), (Problem(text, file.file),), ())
    rules = tuple(_rule(day, file) for day in inside)
    changed = changed_days(calendar, rules)
    command = ImportCalendar(year.id, rules, cancel_lessons)
    lines = (
        f"Календарь «{file.file}» на {year.title} учебный год",
        f"дней: {len(inside)} (уже есть {len(inside) - len(changed)}, новых {len(changed)})",
        *(f"{short_day(rule.day)}: {_KINDS[rule.kind]}, {rule.title}" for rule in changed),
        *(f"внимание: {note}" for note in (*file.notes, *_notes(calendar, file, inside))),
    )
    if not changed:
        return ImportPlan(lines, (), (command,))
    lessons = MakeLessons(year.id, changed[0].day, changed[-1].day)
    return ImportPlan(lines, (), (command, lessons))


def _rule(day: CalendarDay, file: CalendarFile) -> DayRule:
    follows = None
    if day.kind is DayKind.WORKING:
        moved = (other.day for other in file.days if other.moved_from == day.day)
        follows = next((other.isoweekday() for other in moved), None)
    return DayRule(day.day, day.kind, day.title, follows)


def _notes(
    calendar: SchoolCalendar, file: CalendarFile, inside: list[CalendarDay]
) -> Iterator[str]:
    """What the school has to decide by itself."""
    for day in inside:
        is_free = day.day.isoweekday() > calendar.week_days
        if is_free and day.kind is DayKind.SHORT:
            yield (
                f"{short_day(day.day)} — рабочий день вместо другого, в школе уроков не будет; "
                "если школа учится, назначьте его рабочим и укажите, чьё расписание"
            )
    told = {day.day for day in file.days}
    first, last = date(file.year, 1, 1), date(file.year, 12, 31)
    for rule in calendar.day_rules:
        if rule.day not in told and first <= rule.day <= last:
            yield (
                f"{short_day(rule.day)} ({rule.title or _KINDS[rule.kind]}) в файле нет, "
                "день оставлен как есть"
            )
