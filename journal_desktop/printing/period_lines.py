"""What is written under the last lesson of a period and of the year (domain 2.3, 7.5).

«За I четверть: по плану – 40 ч, проведено – 38 ч»; lessons that did not take place, topics studied
on one's own, marks brought from other schools; the arrears of the year, their reason and remedy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from journal_desktop.domain.russian import join_and, ranges, short_date
from journal_desktop.domain.spread import (
    LessonColumn,
    LessonState,
    PeriodColumn,
    PeriodState,
    Spread,
)
from journal_desktop.domain.vocabulary import PlanChange
from journal_desktop.queries.class_foreign import ForeignMark
from journal_desktop.queries.class_programme import Correction, Programme

_LINE: Final = "_" * 40
_FINISHED: Final = frozenset({PeriodState.CLOSED, PeriodState.ARCHIVED})
_REMEDIES: Final[Mapping[PlanChange, str]] = {
    PlanChange.MERGE: "объединения тем уроков",
    PlanChange.RESERVE: "резервных уроков",
    PlanChange.INDEPENDENT: "самостоятельного изучения тем уроков",
    PlanChange.MOVE: "переноса уроков",
    PlanChange.SHIFT: "сдвига уроков",
}


def period_lines(
    spread: Spread, period: PeriodColumn, programme: Programme, foreign: Sequence[ForeignMark]
) -> tuple[str, ...]:
    """The lines of a quarter or half-year; () while lessons of it are still to come.

    A period without a lesson, planned or held, says nothing of hours.
    """
    lessons = [one for one in spread.lessons if period.begins <= one.day <= period.ends]
    if _goes_on(lessons, period):
        return ()
    planned = programme.planned(spread.title.id, period.period_id)
    if planned is None:
        planned = _half_hours(lessons)
    if not lessons and not planned:
        return tuple(foreign_lines(spread, foreign))
    held = _half_hours(_held(lessons))
    return (
        *_cancelled(lessons),
        *_on_ones_own(programme.corrections.get(spread.title.id, ()), period),
        *foreign_lines(spread, foreign),
        f"За {period.title}: по плану – {hours(planned)} ч, проведено – {hours(held)} ч.",
    )


def year_lines(
    spread: Spread, period: PeriodColumn, programme: Programme, foreign: Sequence[ForeignMark]
) -> tuple[str, ...]:
    """The lines of the year; () while lessons are still to come."""
    if _goes_on(spread.lessons, period):
        return ()
    page = spread.title.id
    corrections = programme.corrections.get(page, ())
    planned = programme.of_year.get(page, _half_hours(spread.lessons))
    if not spread.lessons and not planned:
        return tuple(foreign_lines(spread, foreign))
    held = _half_hours(_held(spread.lessons))
    behind = max(planned - held, 0)
    text = (
        f"За год: по программе – {hours(planned)} ч, дано – {hours(held)} ч,"
        f" отставание – {hours(behind)} ч"
    )
    if not behind:
        return (*foreign_lines(spread, foreign), f"{text}. Программа выполнена.")
    return (
        *foreign_lines(spread, foreign),
        f"{text}, причина: {_reasons(spread.lessons, corrections) or _LINE}.",
        f"Программа выполнена за счёт {_remedies(corrections) or _LINE}.",
    )


def foreign_lines(spread: Spread, foreign: Sequence[ForeignMark]) -> Iterator[str]:
    """«Отметки другой организации (*): Крылов Лев – 30.09 «4»; ведомость № 52, …»."""
    names = {pupil.id: pupil.name for pupil in spread.pupils}
    ours = [mark for mark in foreign if mark.pupil_id in names]
    for (pupil, source), marks in groupby(ours, lambda mark: (mark.pupil_id, mark.source)):
        said = ", ".join(_foreign(mark, spread.periods) for mark in marks)
        yield f"Отметки другой организации (*): {names[pupil]} – {said} (ведомость {source})."


def hours(half_hours: int) -> str:
    """Half-hours as hours: «1», «0,5»."""
    whole, half = divmod(half_hours, 2)
    return f"{whole},5" if half else str(whole)


def _foreign(mark: ForeignMark, periods: Sequence[PeriodColumn]) -> str:
    if mark.day is not None:
        return f"{short_date(mark.day)} «{mark.value}»"
    known = (period.title for period in periods if period.period_id == mark.period_id)
    return f"{next(known, 'итоговая')} «{mark.value}»"


def _goes_on(lessons: Iterable[LessonColumn], period: PeriodColumn) -> bool:
    to_come = any(one.state is LessonState.PLANNED for one in lessons)
    return to_come and period.state not in _FINISHED


def _cancelled(lessons: Sequence[LessonColumn]) -> Iterator[str]:
    missed = "; ".join(
        short_date(one.day) + (f" ({one.cancel_reason})" if one.cancel_reason else "")
        for one in lessons
        if one.state is LessonState.CANCELLED
    )
    if missed:
        yield f"Уроки не состоялись: {missed}."


def _on_ones_own(corrections: Sequence[Correction], period: PeriodColumn) -> Iterator[str]:
    studied = "; ".join(
        f"{one.topic} (урок № {one.number} по плану{_by(one)})"
        for one in corrections
        if one.change is PlanChange.INDEPENDENT
        and one.day is not None
        and period.begins <= one.day <= period.ends
    )
    if studied:
        yield f"Изучено самостоятельно: {studied}."


def _by(correction: Correction) -> str:
    return f", приказ {correction.order}" if correction.order else ""


def _reasons(lessons: Sequence[LessonColumn], corrections: Sequence[Correction]) -> str:
    """Each reason once, those of lessons that did not take place first."""
    cancelled = (one.cancel_reason for one in lessons if one.state is LessonState.CANCELLED)
    said = (*cancelled, *(one.reason for one in corrections))
    return "; ".join(dict.fromkeys(_lowered(reason.strip(" .")) for reason in said if reason))


def _lowered(reason: str) -> str:
    return reason[:1].lower() + reason[1:]


def _remedies(corrections: Sequence[Correction]) -> str:
    """«объединения тем уроков № 12–13, 25–26 и переноса уроков № 40»."""
    found = []
    for change, words in _REMEDIES.items():
        own = [one for one in corrections if one.change is change]
        if own:
            found.append(f"{words} № {_numbers(own)}")
    return join_and(found)


def _numbers(corrections: Sequence[Correction]) -> str:
    """Topics that went together are one run, others stand apart."""
    if any(one.other for one in corrections):
        return ", ".join(ranges((one.number, one.other or one.number)) for one in corrections)
    return ranges(one.number for one in corrections)


def _held(lessons: Iterable[LessonColumn]) -> list[LessonColumn]:
    return [one for one in lessons if one.state is LessonState.HELD]


def _half_hours(lessons: Iterable[LessonColumn]) -> int:
    return sum(one.half_hours for one in lessons)
