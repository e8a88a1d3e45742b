"""Furniture by height, dated values, closed values, conditions (Regulation 5.3, domain 2.4)."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.health import (
    CONDITIONS,
    FURNITURE,
    Closed,
    HealthGroup,
    PeGroup,
    closed_from,
    furniture_after,
    furniture_for,
    in_force,
    join_conditions,
    split_conditions,
)
from journal_desktop.domain.pe_stays import PeStay, change_group, stay_on

BEGIN = date(2026, 9, 1)
DAYS = st.integers(0, 260).map(lambda n: BEGIN + timedelta(n))


@pytest.mark.parametrize(
    ("height_mm", "number"),
    [
        (None, None),
        (950, 1),
        (1000, 1),
        (1150, 1),
        (1151, 2),
        (1300, 2),
        (1301, 3),
        (1450, 3),
        (1451, 4),
        (1600, 4),
        (1601, 5),
        (1750, 5),
        (1751, 6),
        (2150, 6),
    ],
)
def test_furniture_is_over_the_lower_bound_up_to_the_upper_one(height_mm, number):
    assert furniture_for(height_mm) == number


@given(st.integers(1001, 2200))
def test_every_height_lies_inside_its_furniture_and_no_other(height):
    fits = [size.number for size in FURNITURE if size.over < height <= size.up_to]
    assert fits == [furniture_for(height)]


@given(st.integers(900, 2200), st.integers(900, 2200))
def test_a_taller_pupil_never_gets_a_smaller_desk(one, other):
    low, high = sorted((one, other))
    assert furniture_for(low) <= furniture_for(high)


@given(st.none() | st.integers(900, 2200), st.none() | st.integers(900, 2200))
def test_furniture_follows_the_height_unless_it_was_chosen_by_hand(before, now):
    assert furniture_after(furniture_for(before), before, now) == furniture_for(now)
    assert furniture_after(None, before, now) == furniture_for(now)
    by_hand = 1 if furniture_for(before) != 1 else 2
    assert furniture_after(by_hand, before, now) == by_hand


@dataclass(frozen=True)
class Row:
    id: int
    begins: date


@given(st.lists(DAYS, max_size=8), DAYS)
def test_the_value_of_a_day_is_the_last_one_begun_by_then(begun, day):
    rows = [Row(number, at) for number, at in enumerate(begun, start=1)]
    found = in_force(rows, day)
    before = [row for row in rows if row.begins <= day]
    assert (found is None) == (not before)
    if found:
        assert found.begins == max(row.begins for row in before)
        assert found.id == max(row.id for row in before if row.begins == found.begins)


@given(st.none() | st.sampled_from(HealthGroup), st.text(max_size=200))
def test_closed_values_come_back_and_their_length_says_nothing(group, diagnosis):
    said = Closed(group, diagnosis)
    assert closed_from(said.to_bytes()) == said
    assert len(said.to_bytes()) % 256 == 0
    assert len(Closed(group).to_bytes()) == len(Closed(HealthGroup.III, "ОРВИ").to_bytes())


@pytest.mark.parametrize("said", [b"", b"{}", b'{"group":"VI","diagnosis":""}', b"\xff"])
def test_closed_values_of_another_version_are_told(said):
    with pytest.raises(Invalid, match="обновите"):
        closed_from(said)


@given(st.sets(st.sampled_from(CONDITIONS)), st.sampled_from(["", "за второй партой", "а; б"]))
def test_conditions_are_put_together_and_taken_apart(chosen, rest):
    text = join_conditions(tuple(chosen), rest)
    assert split_conditions(text) == (tuple(one for one in CONDITIONS if one in chosen), rest)


CHANGES = st.lists(
    st.tuples(st.none() | st.sampled_from(PeGroup), DAYS, st.none() | st.integers(0, 60)),
    max_size=6,
)


def applied(stays, group, begins, ends):
    change = change_group(stays, group, begins, ends)
    kept = [PeStay(s.id, s.begins, change.ended.get(s.id, s.ends), s.group) for s in stays]
    added = [
        PeStay(len(stays) + number, s.begins, s.ends, s.group)
        for number, s in enumerate(change.added, start=1)
    ]
    return kept + added


@given(CHANGES, DAYS)
def test_a_day_has_one_group_at_most_and_the_past_does_not_change(changes, day):
    stays = []
    for group, begins, length in changes:
        ends = None if length is None else begins + timedelta(length)
        before = stay_on(stays, day)
        stays = applied(stays, group, begins, ends)
        assert sum(stay.holds(day) for stay in stays) <= 1
        found = stay_on(stays, day)
        if day < begins:
            assert (found and found.group) == (before and before.group)
        elif group is None:
            assert found is None
        elif ends is None or day <= ends:
            assert found.group is group


@given(DAYS, st.integers(0, 30))
def test_after_an_exemption_the_former_group_is_in_force_again(day, length):
    stays = applied([], PeGroup.PREPARATORY, BEGIN, None)
    ends = day + timedelta(length)
    stays = applied(stays, PeGroup.EXEMPT, day, ends)
    assert stay_on(stays, ends).group is PeGroup.EXEMPT
    assert stay_on(stays, ends + timedelta(1)).group is PeGroup.PREPARATORY
