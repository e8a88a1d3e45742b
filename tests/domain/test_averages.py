"""Exact means."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.domain.averages import Weighted, half_up, show_mean, weighted_mean

WEIGHTED = st.builds(
    Weighted, st.integers(1, 5), st.decimals(Decimal("0.01"), Decimal(10), places=2)
)


@pytest.mark.parametrize(
    ("marks", "mean"),
    [
        pytest.param([], None, id="5.7-nothing"),
        pytest.param([Weighted(5, Decimal(0))], None, id="5.5-excursion-weighs-nothing"),
        pytest.param([Weighted(4), Weighted(5)], Fraction(9, 2), id="5.5-weights-off"),
        pytest.param([Weighted(5, Decimal(3)), Weighted(3)], Fraction(9, 2), id="5.5-control"),
        pytest.param([Weighted(5), Weighted(4), Weighted(4)], Fraction(13, 3), id="5.7-thirds"),
        pytest.param(
            [Weighted(5, Decimal("0.1")), Weighted(4, Decimal("0.2"))],
            Fraction(13, 3),
            id="5.7-no-binary-float",
        ),
    ],
)
def test_mean_is_exact(marks, mean):
    assert weighted_mean(marks) == mean


@pytest.mark.parametrize(
    ("mean", "shown"),
    [
        (Fraction(13, 3), "4.33"),
        (Fraction(14, 3), "4.67"),
        (Fraction(4), "4.00"),
        (Fraction("4.495"), "4.50"),
        (Fraction("2.005"), "2.01"),
        (Fraction("4.4949"), "4.49"),
    ],
)
def test_mean_is_shown_to_two_places_half_up(mean, shown):
    assert str(show_mean(mean)) == shown


@pytest.mark.parametrize(
    ("mean", "whole"),
    [("4.5", 5), ("2.5", 3), ("3.5", 4), ("4.496", 4), ("3.75", 4), ("3.4999999", 3)],
)
def test_half_goes_up_and_is_never_rounded_twice(mean, whole):
    assert half_up(Fraction(mean)) == whole


@given(st.lists(WEIGHTED, min_size=1))
def test_mean_lies_between_the_lowest_and_the_highest_mark(marks):
    grades = [mark.grade for mark in marks]
    assert min(grades) <= weighted_mean(marks) <= max(grades)


@given(st.lists(WEIGHTED, min_size=1), st.randoms())
def test_order_of_marks_does_not_matter(marks, random):
    mixed = list(marks)
    random.shuffle(mixed)
    assert weighted_mean(mixed) == weighted_mean(marks)


@given(st.fractions(1, 5))
def test_shown_mean_is_within_half_a_hundredth(mean):
    difference = Fraction(show_mean(mean)) - mean
    assert Fraction(-1, 200) < difference <= Fraction(1, 200)
