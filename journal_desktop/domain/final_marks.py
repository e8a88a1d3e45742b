"""From the mean to a proposed final mark; the teacher decides (Regulation 3.2.5, R-3.2.5-21).

Source: domain reference 5.7: thresholds, required number of marks, year and total.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from journal_desktop.domain.averages import Weighted, half_up, show_mean, weighted_mean
from journal_desktop.domain.marks import ABSENCES, COURSE, DASH, EXEMPT, FAILED, PASSED, grade_of
from journal_desktop.domain.russian import decimal_text, plural, short_date

FEWEST_MARKS = 3
"""Below this number a final mark is an error of O-02, not a warning."""
_QUARTERS_NEEDED = 2
_LOWEST = 2
_UNDECIDED = {*ABSENCES, EXEMPT, DASH}


@dataclass(frozen=True, slots=True)
class Scale:
    """The least means for 5, 4 and 3; `by_controls` also asks most control works for the level."""

    title: str
    five: Decimal
    four: Decimal
    three: Decimal
    by_controls: bool = False

    def grade(self, mean: Fraction) -> int:
        """The grade for an exact mean; nothing is rounded on the way."""
        steps = ((5, self.five), (4, self.four), (3, self.three))
        return next((grade for grade, least in steps if mean >= Fraction(least)), _LOWEST)


MATHEMATICAL = Scale("математическая", Decimal("4.5"), Decimal("3.5"), Decimal("2.5"))
STRICT = Scale("строгая", Decimal("4.6"), Decimal("3.6"), Decimal("2.6"))
VERY_STRICT = Scale(
    "очень строгая", Decimal("4.65"), Decimal("3.65"), Decimal("2.65"), by_controls=True
)


class TotalRule(Enum):
    """What the total is made of: the year, the mean of year and exam, or the exam."""

    YEAR = "YEAR"
    MEAN = "MEAN"
    EXAM = "EXAM"


@dataclass(frozen=True, slots=True)
class Attended:
    """Lessons of the pupil in the period and how many of them were missed."""

    lessons: int
    missed: int

    @property
    def mostly_absent(self) -> bool:
        """Whether more than half was missed."""
        return 2 * self.missed > self.lessons


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed final mark, "" when there is nothing to propose.

    `mean` is exact, None without numeric marks; `count` marks there are, `need` are required.
    `why` is one Russian sentence. `flagged` asks for a decision of the teacher.
    """

    value: str
    mean: Fraction | None
    count: int
    need: int
    why: str
    flagged: bool = False


def required_marks(weekly_half_hours: int, *, half_year: bool) -> int:
    """The least number of marks in a quarter or half-year; hours count in halves: 3 is 1,5 h."""
    if weekly_half_hours <= 2 * 2:
        return 5 if half_year else 3
    if weekly_half_hours < 2 * 5:
        return 7 if half_year else 5
    return 9 if half_year else 7


def order_text(number: str, day: date) -> str:
    """An order as it stands beside a mark: «№ 61-у от 23.11.2026»."""
    return f"№ {number} от {short_date(day, year=True)}"


def no_mark_proposal() -> Proposal:
    """«К» of a course without marks (R-3.2.5-17)."""
    return Proposal(COURSE, None, 0, 0, "Обучение безотметочное, ставится «К».")


def propose(
    marks: Sequence[Weighted],
    need: int,
    scale: Scale = MATHEMATICAL,
    attended: Attended | None = None,
) -> Proposal:
    """The mark of a period from its current marks.

    Nothing is proposed without marks, nor to a pupil who missed more than half of the lessons and
    has too few marks: that is a case for у, б or н by order.
    """
    mean = weighted_mean(marks)
    count = len(marks)
    if mean is None:
        return Proposal("", None, count, need, "Отметок за период нет.", flagged=True)
    short = count < need
    if short and attended is not None and attended.mostly_absent:
        why = (
            f"Пропущено {attended.missed} из {attended.lessons} уроков, отметок {count} "
            f"при норме {need}: решите вопрос об аттестации."
        )
        return Proposal("", mean, count, need, why, flagged=True)
    by_mean = scale.grade(mean)
    grade = _held_by_controls(by_mean, marks) if scale.by_controls else by_mean
    why = _mean_sentence(mean, grade, count, need, scale)
    if grade < by_mean:
        why = f"{why[:-1]}: большинство контрольных работ ниже."
    return Proposal(str(grade), mean, count, need, why, flagged=short)


def propose_year(periods: Sequence[str]) -> Proposal:
    """The year from its quarters or half-years: arithmetic mean, the half goes up.

    A period without attestation is left out and flagged when at least two quarters (one half-year)
    have marks; a period not yet marked stops the proposal.
    """
    total = len(periods)
    marked = [mark for mark in periods if mark]
    grades = _grades(marked)
    if len(marked) < total or not total:
        why = f"Итоги выставлены не за все периоды: {len(marked)} из {total}."
        return Proposal("", _mean(grades), len(grades), total, why)
    if not grades:
        return _without_grades(marked)
    mean = _exact(grades)
    needed = 1 if total <= _QUARTERS_NEEDED else _QUARTERS_NEEDED
    if len(grades) < needed:
        why = f"Отметки есть только за {len(grades)} из {total} периодов: решает педсовет."
        return Proposal("", mean, len(grades), total, why, flagged=True)
    value = half_up(mean)
    if len(grades) < total:
        why = (
            f"Среднее {_text(mean)} по {len(grades)} из {total} периодов – «{value}», решите сами."
        )
        return Proposal(str(value), mean, len(grades), total, why, flagged=True)
    shown = ", ".join(map(str, grades))
    why = f"Среднее отметок {shown} равно {_text(mean)} – «{value}»."
    return Proposal(str(value), mean, len(grades), total, why)


def propose_total(year: str, exam: str, rule: TotalRule = TotalRule.MEAN) -> Proposal:
    """The total from the year and the exam (ПА, ОГЭ); without an exam it is the year's mark."""
    if not exam or rule is TotalRule.YEAR:
        return _taken(year, "Итог равен годовой отметке.")
    if rule is TotalRule.EXAM:
        return _taken(exam, "Итог равен отметке за экзамен.")
    grades = _grades([year, exam])
    if len(grades) == len((year, exam)):
        mean = _exact(grades)
        why = f"Среднее года ({year}) и экзамена ({exam}) равно {_text(mean)} – «{half_up(mean)}»."
        return Proposal(str(half_up(mean)), mean, 2, 2, why)
    why = f"Год «{year or '–'}» и экзамен «{exam}» не усредняются: решите сами."
    return Proposal("", None, len(grades), 2, why, flagged=True)


def propose_certificate(marks: Sequence[str]) -> Proposal:
    """«Итог» of grade 11: mean of the half-year and year marks of grades 10 and 11, half up."""
    grades = _grades(marks)
    if len(grades) < len(marks) or not marks:
        why = f"Есть {len(grades)} из {len(marks)} отметок 10–11 классов."
        return Proposal("", _mean(grades), len(grades), len(marks), why, flagged=True)
    mean = _exact(grades)
    counted = f"{len(grades)} {plural(len(grades), 'отметки', 'отметок', 'отметок')}"
    why = f"Среднее {counted} 10–11 классов равно {_text(mean)} – «{half_up(mean)}»."
    return Proposal(str(half_up(mean)), mean, len(grades), len(marks), why)


def _taken(mark: str, why: str) -> Proposal:
    """A proposal that repeats one mark."""
    grades = _grades([mark])
    return Proposal(mark, _mean(grades), len(grades), 1, why)


def _without_grades(marked: Sequence[str]) -> Proposal:
    """The year of a course without numeric marks."""
    total = len(marked)
    kinds = set(marked)
    if kinds == {COURSE}:
        return no_mark_proposal()
    if kinds == {PASSED}:
        return Proposal(PASSED, None, 0, total, "Все периоды зачтены.")
    if kinds <= {PASSED, FAILED}:
        return Proposal(FAILED, None, 0, total, "Есть незачтённый период.", flagged=True)
    if kinds == {EXEMPT}:
        return Proposal(EXEMPT, None, 0, total, "Освобождение во всех периодах.")
    why = "Не аттестован во всех периодах: нужен приказ."
    if not kinds <= _UNDECIDED:
        why = "По таким итогам год не выводится: решите сами."
    return Proposal("", None, 0, total, why, flagged=True)


def _held_by_controls(grade: int, marks: Sequence[Weighted]) -> int:
    """The highest grade up to `grade` that more than half of the control works reach."""
    controls = [mark.grade for mark in marks if mark.is_control]
    while grade > _LOWEST and controls and 2 * sum(c >= grade for c in controls) <= len(controls):
        grade -= 1
    return grade


def _mean_sentence(mean: Fraction, grade: int, count: int, need: int, scale: Scale) -> str:
    """«Средний балл 4,33 по 6 отметкам – «4».»; says when a threshold is missed by a hair."""
    shown = show_mean(mean)
    text = f"Средний балл {decimal_text(shown)} по {count} {_marks_dative(count)} – «{grade}»"
    if scale.grade(Fraction(shown)) > scale.grade(mean):
        text = f"Средний балл чуть ниже {decimal_text(shown)}, он не округляется – «{grade}»"
    return f"{text}, а отметок нужно не меньше {need}." if count < need else f"{text}."


def _marks_dative(count: int) -> str:
    """«по 1 отметке», «по 6 отметкам»."""
    return plural(count, "отметке", "отметкам", "отметкам")


def _grades(marks: Sequence[str]) -> tuple[int, ...]:
    """Numeric marks among final marks."""
    return tuple(grade for grade in map(grade_of, marks) if grade is not None)


def _mean(grades: Sequence[int]) -> Fraction | None:
    """Arithmetic mean; None for nothing."""
    return _exact(grades) if grades else None


def _exact(grades: Sequence[int]) -> Fraction:
    """Arithmetic mean of at least one grade."""
    return Fraction(sum(grades), len(grades))


def _text(mean: Fraction) -> str:
    """The mean as shown: «3,75»."""
    return decimal_text(show_mean(mean))
