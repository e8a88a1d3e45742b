"""Counts without names, small ones joined (domain 9.2)."""

from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.domain.health_counts import (
    FEW,
    LEAST,
    UNKNOWN,
    Count,
    counted_groups,
    counts_from,
    counts_text,
)

ORDER = ("I", "II", "III", "IV", "V")


def made(**groups):
    return [label for label, number in groups.items() for _ in range(number)]


def test_a_rare_group_is_joined_with_its_neighbour():
    assert counted_groups(made(I=6, II=15, III=3, IV=1), ORDER) == (
        Count("I", 6),
        Count("II", 15),
        Count("III–IV", 4),
        Count("V", 0),
    )


def test_a_class_of_two_tells_only_that_it_is_small():
    assert counted_groups(["I", "V"], ORDER) == (Count("I–V", FEW),)


def test_pupils_without_data_are_told_apart():
    assert counted_groups([*made(II=4), None], ORDER)[-1] == Count(UNKNOWN, 1)


@given(st.lists(st.sampled_from([*ORDER, None]), max_size=60))
def test_no_small_number_is_told_and_nobody_is_lost(groups):
    counts = counted_groups(groups, ORDER)
    known = [one for one in counts if one.label != UNKNOWN]
    assert all(one.pupils in (FEW, 0) or one.pupils >= LEAST for one in known)
    if not any(one.pupils == FEW for one in known):
        assert sum(one.pupils for one in counts) == len(groups)
    assert counts_from(counts_text(counts)) == counts
