from __future__ import annotations

from collections import Counter

import pytest

from journal_desktop.demo.dice import dice
from journal_desktop.demo.solver import TIMES, Event, Unsolvable, Week, solve
from journal_desktop.demo.timetable import find_clashes
from journal_desktop.demo.yearbook import SlotAt

MOST_A_DAY = {1: 5, 2: 5, 3: 5, 4: 5, 5: 6, 6: 6, 7: 7, 8: 7, 9: 7, 10: 7, 11: 7}


def test_nobody_and_no_room_is_needed_twice_at_one_time(school) -> None:
    assert [find_clashes(book) for book in school.books] == [(), ()]


def test_a_teacher_in_two_places_is_found(school) -> None:
    book = school.books[1]
    page = book.pages[0]
    twin = next(
        other
        for other in book.pages
        if other.worker is page.worker and other.shape == page.shape and other is not page
    )
    slot = page.slots[0]
    twin.slots.append(SlotAt(10**6, slot.weekday, slot.number, slot.weeks))
    try:
        assert find_clashes(book)
    finally:
        twin.slots.pop()


def test_lessons_of_a_week_equal_the_study_plan(school) -> None:
    for book in school.books:
        for page in book.pages:
            halves = sum(2 if slot.weeks == "11" else 1 for slot in page.slots)
            assert halves == page.half_hours


def test_days_have_no_gaps_and_are_not_too_long(school) -> None:
    for book in school.books:
        numbers: dict[tuple, set[int]] = {}
        for page in book.pages:
            for slot in page.slots:
                numbers.setdefault((page.shape, slot.weekday), set()).add(slot.number)
        for (shape, _), found in numbers.items():
            assert found == set(range(1, len(found) + 1))
            assert len(found) <= MOST_A_DAY[shape.grade]


def test_grades_that_may_not_study_after_noon_are_in_the_first_shift(school) -> None:
    shifts = {shape.grade: shape.shift for shape in school.books[1].class_ids}
    assert {grade for grade in (1, 5, 9, 10, 11) if shifts[grade] != 1} == set()
    assert 2 in shifts.values()


def test_subgroups_of_one_class_study_at_once_with_different_teachers(school) -> None:
    pages = [page for page in school.books[1].pages if page.group]
    pairs: dict[tuple, list] = {}
    for page in pages:
        pairs.setdefault((page.shape, page.subject), []).append(page)
    assert {subject for _, subject in pairs} == {"anglijskij", "informatika", "trud"}
    for first, second in pairs.values():
        assert first.worker is not second.worker
        assert {slot[1:] for slot in first.slots} == {slot[1:] for slot in second.slots}
        members = [{place.person.id for place in page.places} for page in (first, second)]
        assert not members[0] & members[1]


def test_half_hour_subjects_take_turns_by_weeks(school) -> None:
    halves = [page for page in school.books[1].pages if page.half_hours == 1]
    weeks = Counter((page.subject, page.slots[0].weeks) for page in halves)
    assert weeks == {("finansy", "10"): 3, ("cherchenie", "01"): 3}


def test_loads_stay_within_a_full_post_and_teachers_keep_their_classes(school) -> None:
    taught = []
    for book in school.books:
        loads: Counter[int] = Counter()
        for page in book.pages:
            loads[page.worker.id] += page.half_hours
        assert max(loads.values()) <= 64
        taught.append(
            {(*page.shape.cohort, page.subject, page.group): page.worker for page in book.pages}
        )
    shared = [key for key in taught[0].keys() & taught[1].keys() if key[2] != "anglijskij"]
    kept = sum(taught[0][key] is taught[1][key] for key in shared)
    assert kept / len(shared) > 0.6


def test_the_solver_repeats_itself() -> None:
    weeks = [
        Week((3, 3, 3, 3, 3), 0, tuple(Event(n % 5, (n % 5,)) for n in range(15))) for _ in range(3)
    ]
    first, second = (solve(weeks, 5, dice("again")) for _ in range(2))
    assert first == second
    busy = Counter(
        (teacher, place)
        for week in first
        for place, event in enumerate(week)
        for teacher in event.teachers
    )
    assert max(busy.values()) == 1


def test_an_impossible_week_is_refused() -> None:
    full = Week((1, 1, 1, 1, 1), 0, tuple(Event(1, (0,)) for _ in range(5)))
    with pytest.raises(Unsolvable):
        solve([full, full], 1, dice("full"), tries=500)


def test_shifts_have_times_of_their_own() -> None:
    morning = Week((7,), 0, tuple(Event(n, (0,)) for n in range(7)))
    evening = Week((6,), 7, tuple(Event(n, (0,)) for n in range(6)))
    assert TIMES == 13
    assert solve([morning, evening], 1, dice("shifts"))
