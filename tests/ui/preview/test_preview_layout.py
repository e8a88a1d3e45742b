"""Where pages stand: one under another, or as in an open book."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.ui.preview.layout import GAP, MOST_ZOOM, Fit, Ground, View

A4 = (595.0, 842.0)


def view(fit: Fit = Fit.WIDTH, zoom: float = 1.0, *, spread: bool = False) -> View:
    return View((1000, 700), 96.0, fit, zoom, spread)


pages = st.lists(st.sampled_from([A4, (842.0, 595.0)]), min_size=1, max_size=40)


@given(pages, st.booleans(), st.sampled_from(list(Fit)), st.floats(0.2, 3))
def test_every_page_has_a_place_of_its_own(sizes, spread, fit, zoom):
    ground = Ground(sizes, view(fit, zoom, spread=spread))
    assert [spot.number for spot in ground.spots] == list(range(len(sizes)))
    for before, after in zip(ground.spots, ground.spots[1:], strict=False):
        below = after.top >= before.top + before.height
        beside = after.top == before.top and after.left >= before.left + before.width
        assert below or beside
    assert all(spot.left >= 0 and spot.left + spot.width <= ground.width for spot in ground.spots)
    last = ground.spots[-1]
    assert last.top + last.height <= ground.height


@given(st.integers(1, 30))
def test_an_open_book_has_even_pages_on_the_left(count):
    ground = Ground([A4] * count, view(spread=True))
    middle = ground.width // 2
    for spot in ground.spots:
        is_left = (spot.number + 1) % 2 == 0
        assert (spot.left + spot.width <= middle + 1) == is_left


def test_pages_of_the_window_s_width_leave_no_bar_across():
    ground = Ground([A4] * 3, view())
    assert ground.width == 1000
    assert ground.spots[0].width == 1000 - 2 * GAP


def test_a_whole_page_fits_into_the_window():
    ground = Ground([A4], view(Fit.PAGE))
    assert ground.spots[0].height <= 700 - 2 * GAP


@pytest.mark.parametrize(("asked", "given"), [(50, MOST_ZOOM), (0.5, 0.5)])
def test_size_stays_within_what_is_offered(asked, given):
    assert Ground([A4], view(Fit.FREE, asked)).zoom == given


def test_only_pages_in_the_stripe_are_seen():
    ground = Ground([A4] * 10, view())
    third = ground.spots[2]
    seen = ground.seen(third.top + 1, third.top + 2)
    assert [spot.number for spot in seen] == [2]
    assert ground.row_at(third.top + 5) == 2
    assert ground.top_of(2) == third.top - GAP


def test_nothing_to_show_takes_no_place():
    ground = Ground([], view())
    assert (ground.spots, ground.rows, ground.top_of(0)) == ([], [], 0)
