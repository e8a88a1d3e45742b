"""Columns of the grid: one per lesson, then means and final marks of the periods shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from journal_desktop.domain.russian import month_title
from journal_desktop.domain.spread import (
    LessonColumn,
    LessonState,
    PeriodColumn,
    PeriodKind,
    Spread,
)
from journal_desktop.ui.kit.grid_model import (
    COLUMN_CONTROL,
    COLUMN_FINAL,
    COLUMN_OFF,
    COLUMN_PLAIN,
    COLUMN_TODAY,
    Head,
)
from journal_desktop.ui.kit.theme import COLUMN_PX

MEAN_PX: Final = 46
FINAL_PX: Final = 62
TWO_MARKS_PX: Final = 36


class Sort(Enum):
    """What a column holds."""

    LESSON = "LESSON"
    MEAN = "MEAN"
    FINAL = "FINAL"


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A lesson, the mean of a period, or a final mark of a period."""

    sort: Sort
    lesson: LessonColumn | None = None
    period: PeriodColumn | None = None

    @property
    def key(self) -> tuple[str, int, str]:
        """What stays the same when the page is read again."""
        if self.lesson is not None:
            return (self.sort.value, self.lesson.id, "")
        assert self.period is not None  # noqa: S101 - a column has one or the other
        return (self.sort.value, self.period.period_id, self.period.kind.value)


def columns_of(spread: Spread) -> tuple[GridColumn, ...]:
    """Lessons in order, then the mark of each period.

    One period alone has its mean before the mark; a course without marks has none.
    """
    columns = [GridColumn(Sort.LESSON, lesson=lesson) for lesson in spread.lessons]
    own = [period for period in spread.periods if period.kind is PeriodKind.PERIOD]
    with_means = len(own) == 1 and not spread.title.no_marks
    for period in spread.periods:
        if period.kind is PeriodKind.PERIOD and with_means:
            columns.append(GridColumn(Sort.MEAN, period=period))
        columns.append(GridColumn(Sort.FINAL, period=period))
    return tuple(columns)


def head_of(column: GridColumn, spread: Spread, today: date) -> Head:
    """How the column looks on the screen on that day."""
    if column.lesson is not None:
        lesson = column.lesson
        width = COLUMN_PX if spread.title.max_marks == 1 else TWO_MARKS_PX
        return Head(
            month_title(lesson.day), f"{lesson.day:%d}", _look(lesson, today), width, _sign(lesson)
        )
    period = column.period
    assert period is not None  # noqa: S101 - a column has one or the other
    if column.sort is Sort.MEAN:
        return Head(period.short or period.title, "Ср.", COLUMN_FINAL, MEAN_PX)
    alone = sum(other.kind is PeriodKind.PERIOD for other in spread.periods) == 1
    if period.kind is PeriodKind.PERIOD and alone:
        return Head(period.short or period.title, "Отметка", COLUMN_FINAL, FINAL_PX)
    return Head("" if alone else "Итоги", period.short or period.title, COLUMN_FINAL, MEAN_PX)


def is_control(lesson: LessonColumn) -> bool:
    """Whether the lesson has a control work."""
    return any(work.is_control for work in lesson.works)


def work_titles(lesson: LessonColumn) -> str:
    """Kinds of work of the lesson, in small letters: «контрольная работа»."""
    return " / ".join(work.kind_title.lower() for work in lesson.works)


def _look(lesson: LessonColumn, today: date) -> int:
    if lesson.state is LessonState.CANCELLED:
        return COLUMN_OFF
    if lesson.day == today:
        return COLUMN_TODAY
    return COLUMN_CONTROL if is_control(lesson) else COLUMN_PLAIN


def _sign(lesson: LessonColumn) -> str:
    return next((work.kind_short for work in lesson.works if work.is_control), "")
