"""Health sheets of the demonstration school."""

from __future__ import annotations

import pytest

from journal_desktop.demo.school import DemoSchool
from journal_desktop.domain.health import closed_from, furniture_for
from journal_desktop.domain.health_counts import LEAST, UNKNOWN, counts_from
from journal_desktop.store.medical import MedicalKey

KEY = MedicalKey(bytes(range(32)))


def tables(medical: MedicalKey | None) -> dict[str, list]:
    (*_, year) = DemoSchool("class", medical=medical).years()
    return {batch.table: batch.rows for batch in year.batches}


@pytest.fixture(scope="module")
def sealed() -> dict[str, list]:
    return tables(KEY)


def test_closed_values_are_there_with_a_key_and_left_out_without(sealed):
    assert all(closed_from(KEY.open(r.sealed, r.pupil_id)).group for r in sealed["health_sheet"])
    assert {row.sealed for row in tables(None)["health_sheet"]} == {None}


def test_all_but_the_boxes_repeats(sealed):
    again = tables(KEY)
    boxes = [row._replace(sealed=None) for row in sealed["health_sheet"]]
    assert [row._replace(sealed=None) for row in again["health_sheet"]] == boxes
    assert {**again, "health_sheet": []} == {**sealed, "health_sheet": []}


def test_everybody_has_a_desk_by_height_and_a_group(sealed):
    heights = {row.pupil_id: row.height_mm for row in sealed["health_sheet"]}
    desks = {row.pupil_id: row.furniture for row in sealed["advice"]}
    assert desks == {pupil: furniture_for(height) for pupil, height in heights.items()}
    assert {row.pupil_id for row in sealed["pe_group"]} == set(heights)


def test_the_class_is_declared_filled_and_counted_without_small_numbers(sealed):
    assert len(sealed["health_filled"]) == 1
    scopes = {(row.scope.split(":")[0], row.kind) for row in sealed["health_count"]}
    kinds = ("health", "pe", "furniture")
    assert scopes == {(scope, kind) for scope in ("class", "grade", "school") for kind in kinds}
    for row in sealed["health_count"]:
        told = [one for one in counts_from(row.counts) if one.label != UNKNOWN]
        assert row.kind == "furniture" or all(
            one.pupils >= LEAST or one.pupils <= 0 for one in told
        )
