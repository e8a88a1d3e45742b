"""Plan against fact: R-2.5-01, O-25."""

import pytest

from journal_desktop.domain.plans.progress import Fulfilment, made_good_text, standing_text, summed
from journal_desktop.domain.vocabulary import PlanChange


@pytest.mark.parametrize(
    ("due", "conducted", "made_good", "lag", "percent", "is_lagging"),
    [
        (0, 0, 0, 0, 100, False),
        (100, 100, 0, 0, 100, False),
        (100, 104, 0, -4, 104, False),
        (200, 196, 0, 4, 98, False),
        (200, 194, 0, 6, 97, True),
        (40, 38, 0, 2, 95, False),
        (38, 36, 0, 2, 95, True),
        (68, 60, 8, 8, 88, False),
        (68, 60, 2, 8, 88, True),
    ],
    ids=[
        "nothing due",
        "all",
        "ahead",
        "two lessons",
        "three",
        "5 %",
        "over 5 %",
        "covered",
        "half",
    ],
)
def test_a_page_lags_by_more_than_two_lessons_or_five_per_cent_o_25(
    due, conducted, made_good, lag, percent, is_lagging
):
    hours = Fulfilment(study=204, plan=204, due=due, conducted=conducted, made_good=made_good)
    assert (hours.lag, hours.percent, hours.is_lagging) == (lag, percent, is_lagging)


@pytest.mark.parametrize(
    ("due", "conducted", "made_good", "said"),
    [
        (100, 100, 0, "по плану"),
        (100, 103, 0, "+1,5 ч, опережение"),
        (200, 196, 0, "−2 ч, в пределах нормы"),
        (200, 194, 0, "−3 ч, отставание"),
        (68, 60, 8, "−4 ч, восполнено"),
        (68, 60, 2, "−4 ч, отставание, не восполнено 3 ч"),
    ],
)
def test_the_lag_is_told_with_its_sign_and_in_words(due, conducted, made_good, said):
    told = Fulfilment(204, 204, due, conducted, made_good)
    assert standing_text(told) == said
    assert summed([told, told]).lag == 2 * told.lag


def test_how_lessons_were_made_good_is_told_as_in_the_journal_7_5():
    ways = [
        (PlanChange.MERGE, 13, 12),
        (PlanChange.RESERVE, 33, None),
        (PlanChange.MERGE, 26, 25),
        (PlanChange.RESERVE, 34, None),
        (PlanChange.INDEPENDENT, 7, None),
    ]
    assert made_good_text(ways) == (
        "за счёт объединения тем уроков № 12–13, 25–26; резерва № 33–34; "
        "самостоятельного изучения тем № 7"
    )
    assert made_good_text([]) == ""
