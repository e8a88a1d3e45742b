"""Means and proposals of a pupil, from the cells already on the screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from journal_desktop.domain.averages import Weighted, show_mean, weighted_mean
from journal_desktop.domain.final_marks import Attended, propose
from journal_desktop.domain.marks import grade_of
from journal_desktop.domain.russian import decimal_text
from journal_desktop.domain.spread import Cell, LessonColumn, PeriodCell

ONE = Decimal(1)


def weighted_marks(cells: Iterable[tuple[LessonColumn, Cell]]) -> tuple[Weighted, ...]:
    """Numeric marks with the weights of their works; a work not yet known weighs one."""
    found = []
    for lesson, cell in cells:
        for place, mark in enumerate(cell.marks):
            grade = grade_of(mark)
            if grade is None:
                continue
            work = lesson.works[place] if place < len(lesson.works) else None
            weight = work.weight if work else ONE
            found.append(Weighted(grade, weight, is_control=bool(work and work.is_control)))
    return tuple(found)


def recounted(before: PeriodCell, marks: tuple[Weighted, ...], attended: Attended) -> PeriodCell:
    """The final cell with its mean, count and proposal made anew; its value stays as it is."""
    made = propose(marks, before.need, attended=attended)
    mean = None if made.mean is None else show_mean(made.mean)
    return replace(before, mean=mean, count=made.count, proposed=made.value, why=made.why)


def what_if(marks: tuple[Weighted, ...], grades: Iterable[int]) -> str:
    """What one more mark of weight one would make of the mean: «5 – станет 4,25; 4 – …»."""
    parts = []
    for grade in grades:
        mean = weighted_mean((*marks, Weighted(grade)))
        if mean is not None:
            parts.append(f"{grade} – станет {decimal_text(show_mean(mean))}")
    return "; ".join(parts)


def attended(cells: Iterable[Cell]) -> Attended:
    """How many lessons there were for the pupil and how many of them were missed."""
    absences = [bool(cell.absence) for cell in cells]
    return Attended(len(absences), sum(absences))
