"""Seating rules of domain 2.4."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_desktop.domain.seating import (
    Need,
    Room,
    Seat,
    Sitter,
    exchange_hint,
    needs_of,
    outer_rows_swapped,
    plan_faults,
    propose,
    swapped,
    written_plan,
)

ROOM = Room()


def sitter(number, **how):
    return Sitter(number, f"Ученик {number}", **how)


def seat_of(plan, pupil):
    return next(seat for seat, sits in plan.items() if sits == pupil)


def test_needs_are_read_from_the_words_of_the_conditions():
    words = "Зрение: первые парты, ближе к окну; В очках постоянно"
    assert needs_of(words) == {Need.VISION, Need.GLASSES}
    assert needs_of("Слух: первые парты") == {Need.HEARING}
    assert needs_of("Не на сквозняке; У стены") == {Need.NO_DRAUGHT, Need.WALL}
    assert needs_of("") == frozenset()


def test_hearing_and_vision_sit_in_front_vision_not_at_the_wall_draught_not_at_the_window():
    sitters = [
        sitter(1, needs=frozenset({Need.HEARING})),
        sitter(2, needs=frozenset({Need.VISION})),
        sitter(3, needs=frozenset({Need.NO_DRAUGHT})),
        sitter(4, needs=frozenset({Need.WALL})),
        *(sitter(number, furniture=3 + number % 3) for number in range(5, 31)),
    ]
    plan = propose(sitters, ROOM)
    assert seat_of(plan, 1).desk <= 2
    assert seat_of(plan, 2).desk <= 2
    assert seat_of(plan, 2).row < 3
    assert seat_of(plan, 3).row != 1
    assert seat_of(plan, 4).row == 3
    assert not [text for text in plan_faults(plan, sitters, ROOM) if "мебель" not in text]


def test_desk_mates_have_desks_of_one_size():
    sitters = [sitter(number, furniture=3 + number % 2) for number in range(1, 25)]
    assert plan_faults(propose(sitters, ROOM), sitters, ROOM) == ()


def test_what_the_sheet_names_is_kept():
    sitters = [sitter(1, row="3", place="4"), *(sitter(n) for n in range(2, 20))]
    seat = seat_of(propose(sitters, ROOM), 1)
    assert (seat.row, seat.desk) == (3, 4)
    assert seat_of(written_plan(sitters, ROOM), 1) == Seat(3, 4, 0)


def test_two_of_one_desk_sit_side_by_side_and_a_third_has_no_place():
    plan = written_plan([sitter(n, row="2", place="1") for n in (1, 2, 3)], ROOM)
    assert plan == {Seat(2, 1, 0): 1, Seat(2, 1, 1): 2}


@settings(max_examples=15)
@given(st.integers(0, 36), st.randoms(use_true_random=False))
def test_everybody_gets_one_place_and_the_same_class_the_same_plan(count, rng):
    sitters = [
        sitter(n, furniture=rng.choice((None, 3, 4, 5)), needs=frozenset(rng.sample(list(Need), 1)))
        for n in range(1, count + 1)
    ]
    plan = propose(sitters, ROOM)
    assert sorted(plan.values()) == list(range(1, count + 1))
    assert plan == propose(sitters, ROOM)


@given(st.sampled_from(ROOM.seats()), st.sampled_from(ROOM.seats()))
def test_a_swap_twice_is_nothing(one, other):
    plan = {Seat(1, 1, 0): 1, Seat(2, 3, 1): 2}
    assert swapped(swapped(plan, one, other), one, other) == plan


def test_outer_rows_change_places_desk_by_desk():
    plan = {Seat(1, 2, 0): 1, Seat(2, 2, 0): 2, Seat(3, 5, 1): 3}
    changed = outer_rows_swapped(plan, ROOM)
    assert changed == {Seat(3, 2, 0): 1, Seat(2, 2, 0): 2, Seat(1, 5, 1): 3}
    assert outer_rows_swapped(changed, ROOM) == plan


@pytest.mark.parametrize(
    ("since", "told"), [(None, False), (date(2026, 9, 5), False), (date(2026, 7, 1), True)]
)
def test_the_exchange_is_reminded_of_twice_a_year(since, told):
    assert bool(exchange_hint(since, date(2026, 11, 23))) is told


def test_faults_say_who_and_what_without_a_word_of_health():
    sitters = [
        sitter(1, needs=frozenset({Need.HEARING}), furniture=3),
        sitter(2, furniture=5),
        sitter(3, place="первые парты", needs=frozenset({Need.WALL, Need.NO_DRAUGHT})),
        sitter(4),
    ]
    plan = {Seat(1, 5, 0): 1, Seat(1, 5, 1): 2, Seat(1, 6, 0): 3}
    said = " ".join(plan_faults(plan, sitters, ROOM))
    assert "Ученик 1: нужны первые парты" in said
    assert "мебель разных номеров" in said
    assert "Без места: Ученик 4" in said
    assert "слух" not in said.lower()
