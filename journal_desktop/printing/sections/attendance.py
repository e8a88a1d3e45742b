"""«Сводная ведомость учёта посещаемости» (domain 2.2 row 8, 6.4, R-3.2.4-12)."""

from __future__ import annotations

from collections.abc import Sequence

from journal_desktop.domain.attendance import (
    PeriodSpan,
    PupilAttendance,
    Totals,
    each_of,
    summed,
)
from journal_desktop.domain.russian import decimal_text
from journal_desktop.printing.page import Align, Face
from journal_desktop.printing.sections.counted import Counted
from journal_desktop.printing.sections.missed import shown
from journal_desktop.printing.sections.names import TALLEST, name_head, number_head, shown_names
from journal_desktop.printing.wide import COVERED, Block, Cell, Head, Look, Spot, Wide, rows_of
from journal_desktop.queries.book_calendar import BookCalendar

TITLE = "Сводная ведомость учёта посещаемости"
_NUMBER = Look(align=Align.CENTRE, size=8)
_YEAR = Look(Face.BOLD, Align.CENTRE, 8)
_TOTAL = Look(Face.BOLD, size=8)
_TOTAL_NUMBER = Look(Face.NARROW_BOLD, Align.CENTRE, 7.5)
_COLUMNS = 5
_DAYS = (("всего", 4.5), ("в т. ч. по болезни", 4.5))
_LESSONS = (
    ("всего", 5.4),
    ("в т. ч. по болезни", 5.4),
    ("в т. ч. без уважительной причины", 4.6),
)
"""Titles of columns and their widths in millimetres: four digits must stand in those of lessons."""
_WIDER = 1.2
"""Millimetres by which the columns of the year are wider."""


def attendance_ledger(found: Counted) -> Wide:
    """Pupils down, periods and the year across; the year is the sum of its periods."""
    periods, people = found.calendar.periods, found.attendance.pupils
    names = shown_names(person.pupil for person in people)
    rows = [
        (str(number), name, *_cells(person, totals, found.calendar))
        for number, (name, person, totals) in enumerate(
            zip(names, people, found.pupils, strict=True), 1
        )
    ]
    heads = (
        number_head(),
        name_head(33),
        *(_period_head(period.title, _NUMBER) for period in periods),
        _period_head("Год", _YEAR, _WIDER),
    )
    blocks = (*rows_of(rows), *_class_blocks(found))
    return Wide(TITLE, heads, blocks, tallest=TALLEST)


def _period_head(title: str, look: Look, wider: float = 0.0) -> Head:
    def columns(named: Sequence[tuple[str, float]]) -> tuple[Head, ...]:
        return tuple(
            Head(text, width + wider, grow=0.2, turned=True, look=look) for text, width in named
        )

    groups = (Head("дней", below=columns(_DAYS)), Head("уроков", below=columns(_LESSONS)))
    return Head(title, below=(Head("Пропущено", below=groups),))


def _cells(person: PupilAttendance, totals: Sequence[Totals], calendar: BookCalendar) -> list[Cell]:
    """Hatched in a period that the pupil did not see, empty in one that lies ahead."""
    found: list[Cell] = []
    for period, total in zip(calendar.periods, totals, strict=True):
        if period.begins > calendar.today:
            found += [""] * _COLUMNS
        elif _was_here(person, period):
            found += map(shown, _numbers(total))
        else:
            found += [None] * _COLUMNS
    return [*found, *map(shown, _numbers(summed(totals)))]


def _was_here(person: PupilAttendance, period: PeriodSpan) -> bool:
    return any(
        stay.begins <= period.ends and (stay.ends is None or stay.ends >= period.begins)
        for stay in person.pupil.enrolled
    )


def _numbers(total: Totals) -> tuple[int, ...]:
    """Days, days of illness; lessons, those of illness, those without a good reason."""
    days, lessons = total.days, total.lessons
    return days.total, days.sick, lessons.total, lessons.sick, lessons.truant


def _class_blocks(found: Counted) -> tuple[Block, ...]:
    """«Всего по классу» and «На одного обучающегося»."""
    attendance, calendar = found.attendance, found.calendar
    if not attendance.pupils or not calendar.periods:
        return ()
    spans = [(period.begins, period.ends) for period in calendar.periods]
    totals = [*found.of_class()]
    spans.append((spans[0][0], spans[-1][1]))
    totals.append(summed(totals))
    whole: list[Cell] = []
    average: list[Cell] = []
    for (begins, ends), total in zip(spans, totals, strict=True):
        ahead = begins > calendar.today
        pupils = attendance.on_roll(begins, min(ends, calendar.today))
        for number in _numbers(total):
            whole.append("" if ahead else Spot(shown(number), _TOTAL_NUMBER))
            average.append("" if ahead else Spot(_each(number, pupils), _TOTAL_NUMBER))
    return (
        Block(
            ((Spot("Всего по классу", _TOTAL, across=2), COVERED, *whole),), bound=True, strong=True
        ),
        Block(((Spot("На одного обучающегося", _TOTAL, across=2), COVERED, *average),), bound=True),
    )


def _each(number: int, pupils: int) -> str:
    average = each_of(number, pupils)
    return decimal_text(average) if average else "–"
