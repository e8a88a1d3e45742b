"""«Сведения о количестве уроков, пропущенных обучающимися» (domain 2.2 row 7, R-3.2.4-06).

An opening for every period; one too long for an opening goes on over several, by quarters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from journal_desktop.domain.attendance import (
    LETTERS,
    ByReason,
    PeriodSpan,
    PupilAttendance,
    Totals,
)
from journal_desktop.domain.russian import month_title
from journal_desktop.printing.page import Align, Face
from journal_desktop.printing.sections.counted import Counted
from journal_desktop.printing.sections.names import (
    TALLEST,
    name_head,
    number_head,
    shown_names,
)
from journal_desktop.printing.wide import Block, Cell, Head, Look, Spot, Wide, rows_of
from journal_desktop.queries.book_calendar import BookCalendar

TITLE = "Сведения о количестве уроков, пропущенных обучающимися"
_MOST_DAYS = 66
"""So many days stand on an opening in portrait: 3,9 mm each."""
_LEFT_SHARE = 0.47
"""Part of the days on the left page, where the names are."""
_MISSED = Look(align=Align.CENTRE, size=8)
_SUM = Look(Face.BOLD, Align.CENTRE, 8)
_DAY_WIDTH = 3.8
_TIED = "\u00a0"
_FEW = 4
"""Days of a month that have no room for its whole name."""
_NOTES = (
    (
        "Число пропущенных уроков: б – по болезни, у – по уважительной причине, н – без"
        " уважительной причины. День пропущен, если пропущены все его уроки."
    ),
)


@dataclass(frozen=True, slots=True)
class Part:
    """The days of one opening; `closes` the period whose sums it carries, else None."""

    title: str
    days: tuple[date, ...]
    closes: PeriodSpan | None


def missed_lessons(found: Counted) -> tuple[Wide, ...]:
    """Openings of the periods that have begun."""
    attendance, calendar = found.attendance, found.calendar
    held = {lesson.day for lesson in attendance.lessons}
    names = shown_names(person.pupil for person in attendance.pupils)
    return tuple(
        _opening(found, names, part)
        for period in calendar.periods
        if period.begins <= calendar.today
        for part in parts(period, calendar, held)
    )


def parts(period: PeriodSpan, calendar: BookCalendar, held: set[date]) -> Iterator[Part]:
    """The openings of a period: school days of the class and days on which it had lessons."""
    taught = calendar.calendar.lesson_days(calendar.grade, period.begins, period.ends)
    days = sorted({*taught, *(day for day in held if period.begins <= day <= period.ends)})
    if len(days) <= _MOST_DAYS:
        yield Part(period.title, tuple(days), period)
        return
    chunks = [chunk for own in _by_quarters(days, calendar.quarters) for chunk in _even(own)]
    for number, chunk in enumerate(chunks, 1):
        closes = period if number == len(chunks) else None
        yield Part(f"{period.title}, {_months(chunk)}", chunk, closes)


def _by_quarters(days: Sequence[date], quarters: Sequence[PeriodSpan]) -> Iterator[list[date]]:
    """Days up to the end of each quarter; those after the last one stay with it."""
    ends = [quarter.ends for quarter in quarters]
    for _, members in groupby(days, lambda day: sum(end < day for end in ends[:-1])):
        yield list(members)


def _even(days: Sequence[date]) -> Iterator[tuple[date, ...]]:
    """The days in parts of almost the same length, none longer than an opening."""
    count = -(-len(days) // _MOST_DAYS)
    for number in range(count):
        yield tuple(days[len(days) * number // count : len(days) * (number + 1) // count])


def _months(days: Sequence[date]) -> str:
    first, last = (month_title(day).lower() for day in (days[0], days[-1]))
    return first if first == last else f"{first} – {last}"


def _opening(found: Counted, names: Sequence[str], part: Part) -> Wide:
    people = found.attendance.pupils
    middle = round(len(part.days) * _LEFT_SHARE)
    sums = (_sum_head(),) if part.closes else ()
    rows = [
        (str(place + 1), name, *_row(person, part), *_sums_of(found, place, part))
        for place, (name, person) in enumerate(zip(names, people, strict=True))
    ]
    blocks = rows_of(rows)
    if part.closes and rows:
        total = found.of_class()[found.calendar.periods.index(part.closes)]
        blocks += (Block((_class_line(part, total),), bound=True, strong=True),)
    return Wide(
        f"{TITLE} ({part.title.replace(' ', _TIED)})",
        (number_head(), name_head(40), *_month_heads(part.days[:middle])),
        blocks,
        further=(*_month_heads(part.days[middle:]), *sums),
        repeated=1,
        notes=_NOTES,
        tallest=TALLEST,
    )


def _sum_head() -> Head:
    below = (Head("дней", 8, turned=True, look=_SUM), Head("уроков", 9, turned=True, look=_SUM))
    return Head("Пропущено", below=below)


def _month_heads(days: Sequence[date]) -> tuple[Head, ...]:
    """Groups of days under their months; a narrow group has the month in short."""
    return tuple(
        Head(
            _month(first, len(members)),
            below=tuple(Head(str(day.day), _DAY_WIDTH, grow=0.2, look=_MISSED) for day in members),
        )
        for first, members in _grouped(days)
    )


def _grouped(days: Sequence[date]) -> Iterator[tuple[date, list[date]]]:
    for _, found in groupby(days, lambda day: (day.year, day.month)):
        members = list(found)
        yield members[0], members


def _month(day: date, days: int) -> str:
    """The month, in short over a few days."""
    title = month_title(day)
    return title if days > _FEW else f"{title[:3].lower()}."


def _row(person: PupilAttendance, part: Part) -> Iterator[Cell]:
    missed = {day.day: day.missed for day in person.days if day.missed.total}
    for day in part.days:
        if not person.pupil.present_on(day):
            yield None
        else:
            yield missed_text(missed[day]) if day in missed else ""


def _sums_of(found: Counted, place: int, part: Part) -> tuple[str, ...]:
    return _sums(found.of_pupil(place, part.closes)) if part.closes else ()


def missed_text(missed: ByReason) -> str:
    """«6б», «2у 1н»: in the order of their weight."""
    return " ".join(
        f"{number}{letter}" for letter, number in zip(LETTERS, missed, strict=True) if number
    )


def _sums(total: Totals) -> tuple[str, str]:
    return shown(total.days.total), shown(total.lessons.total)


def shown(number: int) -> str:
    """A number, a dash for none."""
    return str(number) if number else "–"


def _class_line(part: Part, total: Totals) -> tuple[Cell, ...]:
    name = Spot("Всего по классу", Look(Face.BOLD, size=8))
    return ("", name, *("",) * len(part.days), *_sums(total))
