from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_desktop.domain.spread import Cell, Enrolled, LessonState
from journal_desktop.printing.class_journal import subject
from journal_desktop.printing.opening import Opening, board, plan
from journal_desktop.printing.page import MM, Paper
from printing.reading import squeezed
from printing.year import CONTENT, PAPER, QUARTERS, TYPE, lesson, pupils, spread

_BEGIN = date(2026, 9, 1)
_SHORT = {"topic": "Тема", "homework": "п. 1"}


def _lessons(number: int, **changes: object):
    return [lesson(n, _BEGIN + timedelta(n), **{**_SHORT, **changes}) for n in range(number)]


def _plan(page, paper: Paper = PAPER) -> list[Opening]:
    shared = board(subject(page, CONTENT), paper, TYPE)
    return plan(shared, paper, TYPE)


def _split(lessons, people=33, paper: Paper = PAPER) -> list[int]:
    openings = _plan(spread("Алгебра", pupils(people), lessons, ()), paper)
    return [len(opening.lessons) for opening in openings]


def _column(openings: list[Opening], place: int) -> str:
    """Texts of one column of the right pages from the first row to the last."""
    rows = (line for opening in openings for line in opening.rows if len(line.cells) > 1)
    return "".join(text for line in rows for text, _ in line.cells[place])


def test_portrait_opening_holds_sixteen_lessons_and_the_rest_goes_on():
    assert _split(_lessons(31)) == [16, 15]


def test_landscape_opening_holds_twenty_seven():
    assert _split(_lessons(27), paper=Paper(landscape=True)) == [27]
    assert _split(_lessons(28), paper=Paper(landscape=True)) == [14, 14]


@pytest.mark.parametrize(("number", "openings"), [(17, [9, 8]), (33, [11, 11, 11]), (48, [16] * 3)])
def test_no_opening_is_left_with_a_lesson_or_two(number, openings):
    assert _split(_lessons(number)) == openings


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 140), st.sampled_from([PAPER, Paper(landscape=True)]))
def test_openings_are_as_few_as_can_be_and_as_full_as_one_another(number, paper):
    counts = _split(_lessons(number), people=3, paper=paper)
    most = max(_split(_lessons(400), people=3, paper=paper))
    assert sum(counts) == number
    assert len(counts) == -(-number // most)
    assert max(counts) - min(counts) < len(counts) or min(counts) * 2 > max(counts)


@pytest.mark.parametrize("people", [24, 30, 34])
def test_both_tables_of_an_opening_end_on_one_line(people):
    page = spread("Алгебра", pupils(people), _lessons(30), ())
    shared = board(subject(page, CONTENT), PAPER, TYPE)
    for opening in plan(shared, PAPER, TYPE):
        right = shared.right_head.height + sum(line.height for line in opening.rows)
        assert right == pytest.approx(shared.grid_height)


def test_final_column_takes_the_place_of_lessons_and_stays_with_the_last_one():
    days = [date(2026, 10, 9) + timedelta(number) for number in range(30)]
    lessons = [lesson(number, day, **_SHORT) for number, day in enumerate(days)]
    openings = _plan(spread("Алгебра", pupils(33), lessons, QUARTERS[:1]))
    assert [len(opening.lessons) for opening in openings] == [16, 14]
    ends = [unit for unit in openings[1].units if unit.finals]
    assert ends == [openings[1].units[0]]
    assert ends[0].lesson is not None
    assert ends[0].lesson.day == date(2026, 10, 25)


def test_long_texts_take_fewer_lessons_on_both_pages():
    openings = _plan(spread("Алгебра", (), _lessons(20, topic="длинная тема " * 40), ()))
    counts = [len(opening.lessons) for opening in openings]
    assert sum(counts) == 20
    assert max(counts) < 10
    for opening in openings:
        assert len(opening.rows) == len(opening.lessons) == len(opening.widths)


def test_no_column_is_left_empty_and_full_openings_reach_the_edge():
    openings = _plan(spread("Алгебра", pupils(33), _lessons(40), ()))
    room = PAPER.frame(1).width - board(_subject(33), PAPER, TYPE).left_fixed
    assert [sum(o.widths) for o in openings[:-1]] == pytest.approx([room] * (len(openings) - 1))
    assert all(width >= 7.2 * MM - 1e-6 for opening in openings for width in opening.widths)


def _subject(people: int):
    return subject(spread("Алгебра", pupils(people), _lessons(1), ()), CONTENT)


def test_a_text_longer_than_a_page_goes_on_and_nothing_of_it_is_lost():
    homework = " ".join(f"задание{number}" for number in range(480))
    assert len(homework) > 5000
    lessons = [*_lessons(2), lesson(7, date(2026, 9, 20), topic="Тема", homework=homework)]
    openings = _plan(spread("Алгебра", pupils(33), lessons, QUARTERS[:1]))
    parts = [opening for opening in openings if opening.lessons[-1].id == 7]
    assert [opening.part for opening in parts] == list(range(len(parts)))
    assert len(parts) > 1
    assert squeezed(_column(parts, 4)) == squeezed(homework)
    assert len(parts[-1].rows[-1].cells) == 1


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.text(alphabet="аб -", max_size=900), st.integers(0, 40)), max_size=40),
    st.booleans(),
)
def test_every_lesson_and_letter_is_on_exactly_one_opening(texts, landscape):
    lessons = [
        lesson(number, _BEGIN + timedelta(number), topic=topic, homework="№ 5 " * repeat)
        for number, (topic, repeat) in enumerate(texts)
    ]
    paper = Paper(landscape=landscape)
    openings = _plan(spread("Алгебра", pupils(5), lessons, ()), paper)
    ids = [one.id for opening in openings if not opening.part for one in opening.lessons]
    assert ids == list(range(len(texts)))
    assert squeezed(_column(openings, 3)) == squeezed("".join(topic for topic, _ in texts))
    assert squeezed(_column(openings, 4)) == "№5" * sum(repeat for _, repeat in texts)


def test_a_page_without_lessons_still_has_one_opening():
    assert _plan(spread("Алгебра", pupils(5), (), ())) == [Opening((), (), ())]


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("people", [34, 40])
def test_rows_shrink_for_many_pupils_but_type_stays_seven_points(people, landscape):
    shared = board(_subject(people), Paper(landscape=landscape), TYPE)
    frame = Paper(landscape=landscape).frame(1)
    assert shared.row * people < frame.body - frame.bottom
    assert all(style.size >= 7 for _, style in shared.names)
    assert all(style.size >= 7 for style in shared.marks.values())
    assert shared.row >= 7 * 1.2


def test_a_cell_with_many_marks_widens_its_own_column_only():
    page = spread("Алгебра", pupils(3), _lessons(3), ())
    page = replace(page, cells={(1, 1): Cell(tuple("55555"))})
    narrow, wide, other = _plan(page)[0].widths
    assert narrow == other
    assert wide > narrow


def test_a_name_of_sixty_letters_is_set_whole_at_seven_points():
    name = "Константинопольская-Преображенская Александра-Виктория Иоанна"
    page = spread("Алгебра", [replace(pupils(1)[0], name=name)], _lessons(3), ())
    shared = board(subject(page, CONTENT), PAPER, TYPE)
    [(text, style)] = shared.names
    assert text == name
    assert style.size >= 7
    assert shared.names_width <= PAPER.frame(1).width / 2


def test_notes_of_those_who_left_keep_room_under_the_grid():
    person = replace(pupils(1)[0], enrolled=(Enrolled(_BEGIN, _BEGIN),), note="выбыл")
    people = [*pupils(40)[:39], person]
    page = spread("Алгебра", people, _lessons(1, state=LessonState.HELD), ())
    assert board(subject(page, CONTENT), PAPER, TYPE).row < board(_subject(40), PAPER, TYPE).row
