"""Exact weighted means of marks; binary floating point never enters.

Source: Regulation 3.2.5 (R-3.2.5-21), domain reference 5.5 (weights), 5.7 (exact arithmetic).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Weighted:
    """A numeric mark 1 to 5 with the weight of its work, 1 when the school uses no weights."""

    grade: int
    weight: Decimal = ONE
    is_control: bool = False


def weighted_mean(marks: Iterable[Weighted]) -> Fraction | None:
    """Σ(mark × weight) / Σ(weight), exact; None when nothing has a weight."""
    total = weights = Fraction(0)
    for mark in marks:
        weight = Fraction(mark.weight)
        total += mark.grade * weight
        weights += weight
    return total / weights if weights else None


def show_mean(mean: Fraction) -> Decimal:
    """The mean to two places, half up, for showing only: thresholds take the exact one."""
    return Decimal((mean * 100 + Fraction(1, 2)) // 1).scaleb(-2)


def half_up(mean: Fraction) -> int:
    """The nearest whole number, the half going up: 7/2 is 4, 5/2 is 3."""
    return (mean + Fraction(1, 2)) // 1
