"""Proposed final marks."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.domain.averages import Weighted, weighted_mean
from journal_desktop.domain.final_marks import (
    MATHEMATICAL,
    STRICT,
    VERY_STRICT,
    Attended,
    TotalRule,
    no_mark_proposal,
    propose,
    propose_certificate,
    propose_total,
    propose_year,
    required_marks,
)

SCALES = st.sampled_from([MATHEMATICAL, STRICT, VERY_STRICT])


def ordinary(text):
    return [Weighted(int(digit)) for digit in text]


def controls(text):
    return [Weighted(int(digit), is_control=True) for digit in text]


@pytest.mark.parametrize(
    ("scale", "mean", "grade"),
    [
        pytest.param(MATHEMATICAL, "4.5", 5, id="5.7-mathematical-5"),
        pytest.param(MATHEMATICAL, "4.496", 4, id="5.7-no-double-rounding"),
        pytest.param(MATHEMATICAL, "3.5", 4, id="5.7-mathematical-4"),
        pytest.param(MATHEMATICAL, "2.5", 3, id="5.7-mathematical-3"),
        pytest.param(MATHEMATICAL, "2.49", 2, id="5.7-mathematical-2"),
        pytest.param(MATHEMATICAL, "1", 2, id="5.7-never-below-2"),
        pytest.param(STRICT, "4.6", 5, id="5.7-strict-5"),
        pytest.param(STRICT, "4.599", 4, id="5.7-strict-4"),
        pytest.param(VERY_STRICT, "4.65", 5, id="5.7-very-strict-5"),
        pytest.param(VERY_STRICT, "4.64", 4, id="5.7-very-strict-4"),
        pytest.param(VERY_STRICT, "2.65", 3, id="5.7-very-strict-3"),
    ],
)
def test_thresholds_take_the_exact_mean(scale, mean, grade):
    assert scale.grade(Fraction(mean)) == grade


@pytest.mark.parametrize(
    ("half_hours", "quarter", "half_year"),
    [
        (1, 3, 5),
        (2, 3, 5),
        (4, 3, 5),
        (5, 5, 7),
        (6, 5, 7),
        (8, 5, 7),
        (9, 5, 7),
        (10, 7, 9),
        (12, 7, 9),
    ],
)
def test_required_marks_follow_the_weekly_hours(half_hours, quarter, half_year):
    assert required_marks(half_hours, half_year=False) == quarter
    assert required_marks(half_hours, half_year=True) == half_year


def test_period_proposal_says_the_mean_and_the_mark():
    proposal = propose(ordinary("554445"), need=5)
    assert (proposal.value, proposal.mean, proposal.count, proposal.need) == (
        "5",
        Fraction(9, 2),
        6,
        5,
    )
    assert proposal.why == "Средний балл 4,50 по 6 отметкам – «5»."
    assert not proposal.flagged


def test_mean_just_below_the_threshold_is_not_lifted_and_says_so():
    marks = [Weighted(5, Decimal("4.96")), Weighted(4, Decimal("5.04"))]
    proposal = propose(marks, need=1)
    assert weighted_mean(marks) == Fraction("4.496")
    assert proposal.value == "4"
    assert proposal.why == "Средний балл чуть ниже 4,50, он не округляется – «4»."


def test_too_few_marks_are_flagged_but_still_proposed():
    proposal = propose(ordinary("5"), need=3)
    assert (proposal.value, proposal.flagged) == ("5", True)
    assert proposal.why == "Средний балл 5,00 по 1 отметке – «5», а отметок нужно не меньше 3."


def test_without_marks_nothing_is_proposed():
    proposal = propose([], need=3)
    assert (proposal.value, proposal.mean, proposal.flagged) == ("", None, True)
    assert proposal.why == "Отметок за период нет."


@pytest.mark.parametrize(
    ("text", "attended", "value"),
    [
        pytest.param("44", Attended(20, 11), "", id="5.7-most-missed-and-few-marks"),
        pytest.param("44", Attended(20, 10), "4", id="5.7-exactly-half-missed"),
        pytest.param("444", Attended(20, 15), "4", id="5.7-most-missed-but-enough-marks"),
    ],
)
def test_mostly_absent_pupil_with_few_marks_is_left_to_a_decision(text, attended, value):
    proposal = propose(ordinary(text), need=3, attended=attended)
    assert proposal.value == value
    assert ("решите вопрос об аттестации" in proposal.why) is (value == "")


@pytest.mark.parametrize(
    ("marks", "value"),
    [
        pytest.param(ordinary("5555555") + controls("54"), "4", id="5.7-half-of-controls"),
        pytest.param(ordinary("5555555") + controls("554"), "5", id="5.7-most-controls"),
        pytest.param(ordinary("5555555"), "5", id="5.7-no-controls"),
        pytest.param(ordinary("3") + controls("222"), "2", id="5.7-never-below-2"),
    ],
)
def test_very_strict_scale_asks_most_control_works_for_the_level(marks, value):
    proposal = propose(marks, need=1, scale=VERY_STRICT)
    assert proposal.value == value


def test_proposal_lowered_by_control_works_says_so():
    proposal = propose(ordinary("55555555") + controls("4"), need=1, scale=VERY_STRICT)
    assert proposal.value == "4"
    assert proposal.why.endswith("большинство контрольных работ ниже.")


def test_course_without_marks_gets_its_sign():
    assert no_mark_proposal().value == "К"


@pytest.mark.parametrize(
    ("periods", "value", "flagged"),
    [
        pytest.param("4455", "5", False, id="5.7-half-up"),
        pytest.param("3444", "4", False, id="5.7-3.75"),
        pytest.param("3344", "4", False, id="5.7-3.5"),
        pytest.param("3343", "3", False, id="5.7-3.25"),
        pytest.param("45", "5", False, id="5.7-half-years"),
        pytest.param("4н55", "5", True, id="5.7-one-quarter-not-attested"),
        pytest.param("нб45", "5", True, id="5.7-two-quarters-are-enough"),
        pytest.param("ннн5", "", True, id="5.7-one-quarter-is-not-enough"),
        pytest.param("у4", "4", True, id="5.7-one-half-year-is-enough"),
        pytest.param("нннн", "", True, id="A13-no-quarter-attested"),
        pytest.param("КККК", "К", False, id="A5-without-marks"),
        pytest.param("К", "К", False, id="A5-year-only"),
        pytest.param("К5", "5", True, id="R-3.2.5-17-К-not-averaged"),
        pytest.param("––––", "", True, id="5.1C-dashes"),
        pytest.param("К–", "", True, id="5.1C-mixed"),
        pytest.param("", "", False, id="no-periods"),
    ],
)
def test_year_is_the_mean_of_its_periods(periods, value, flagged):
    proposal = propose_year(list(periods))
    assert (proposal.value, proposal.flagged) == (value, flagged)


@pytest.mark.parametrize(
    ("periods", "value", "why"),
    [
        (["зач", "зач"], "зач", "Все периоды зачтены."),
        (["зач", "нез"], "нез", "Есть незачтённый период."),
        (["осв", "осв"], "осв", "Освобождение во всех периодах."),
        (["4", "", "5", ""], "", "Итоги выставлены не за все периоды: 2 из 4."),
        (["3", "4", "4", "4"], "4", "Среднее отметок 3, 4, 4, 4 равно 3,75 – «4»."),
        (["н", "4", "4", "5"], "4", "Среднее 4,33 по 3 из 4 периодов – «4», решите сами."),
        (["н", "у"], "", "Не аттестован во всех периодах: нужен приказ."),
    ],
)
def test_year_proposal_says_why(periods, value, why):
    proposal = propose_year(periods)
    assert (proposal.value, proposal.why) == (value, why)


@pytest.mark.parametrize(
    ("year", "exam", "rule", "value"),
    [
        pytest.param("4", "5", TotalRule.MEAN, "5", id="5.7-mean-half-up"),
        pytest.param("3", "4", TotalRule.MEAN, "4", id="5.7-mean"),
        pytest.param("4", "3", TotalRule.YEAR, "4", id="5.7-year"),
        pytest.param("4", "3", TotalRule.EXAM, "3", id="5.7-exam"),
        pytest.param("4", "", TotalRule.EXAM, "4", id="5.7-no-exam"),
        pytest.param("осв", "", TotalRule.MEAN, "осв", id="5.7-exempt"),
        pytest.param("", "", TotalRule.MEAN, "", id="5.7-nothing-yet"),
        pytest.param("4", "зач", TotalRule.MEAN, "", id="5.7-not-numeric"),
        pytest.param("", "4", TotalRule.MEAN, "", id="5.7-exam-only"),
    ],
)
def test_total_is_made_of_year_and_exam(year, exam, rule, value):
    assert propose_total(year, exam, rule).value == value


@pytest.mark.parametrize(
    ("marks", "value"),
    [
        pytest.param("445544", "4", id="5.7-4.33"),
        pytest.param("444555", "5", id="5.7-4.5-goes-up"),
        pytest.param("4445н5", "", id="5.7-not-attested"),
        pytest.param("", "", id="5.7-nothing"),
    ],
)
def test_certificate_of_grade_11_is_the_mean_of_six_marks(marks, value):
    assert propose_certificate(list(marks)).value == value


def test_missing_mark_of_grade_10_is_counted_in_the_sentence():
    proposal = propose_certificate(["4", "", "5"])
    assert proposal.why == "Есть 2 из 3 отметок 10–11 классов."
    assert proposal.flagged


MARKS = st.lists(st.builds(Weighted, st.integers(2, 5), is_control=st.booleans()), min_size=1)


@given(MARKS, SCALES)
def test_proposal_is_a_grade_of_the_scale(marks, scale):
    assert propose(marks, need=3, scale=scale).value in {"2", "3", "4", "5"}


@given(MARKS, SCALES, st.data())
def test_better_mark_never_lowers_the_proposal(marks, scale, data):
    at = data.draw(st.integers(0, len(marks) - 1))
    mark = marks[at]
    better = Weighted(min(mark.grade + 1, 5), mark.weight, is_control=mark.is_control)
    raised = [*marks[:at], better, *marks[at + 1 :]]
    assert propose(raised, 3, scale).value >= propose(marks, 3, scale).value


@given(MARKS)
def test_stricter_scale_never_proposes_more(marks):
    lenient, strict, very = (
        int(propose(marks, 3, scale).value) for scale in (MATHEMATICAL, STRICT, VERY_STRICT)
    )
    assert lenient >= strict >= very


@given(st.lists(st.sampled_from("2345"), min_size=1, max_size=4))
def test_year_lies_between_its_lowest_and_highest_period(periods):
    assert min(periods) <= propose_year(periods).value <= max(periods)
