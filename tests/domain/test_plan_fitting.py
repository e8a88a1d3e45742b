"""How a plan is made to fit its year, and what that would become (domain 7.5)."""

from dataclasses import replace

import pytest

from domain.courses import course, days, place
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.plans.compression import compression, fitting
from journal_desktop.domain.plans.course import Course, Item, laid
from journal_desktop.domain.plans.preview import preview
from journal_desktop.domain.plans.wizard import Correction, corrected
from journal_desktop.domain.vocabulary import PlanChange


def test_compression_cuts_reserve_first_then_merges_soft_neighbours_of_a_section_7_5():
    titles = ["а1", "б1", "в. Закрепление1", "*к1", "г2", "д2", "р2"]
    made = course(titles, 5)
    assert compression(made) == (
        Correction(PlanChange.RESERVE, 7),
        Correction(PlanChange.MERGE, 3, with_topic=2),
    )


def test_a_course_skips_the_topics_of_lost_days_and_merges_none_8_8():
    made = course(list("абвгд"), 3)
    made = replace(made, skips=True, lost=(place(0).day, place(3).day))
    assert compression(made) == (
        Correction(PlanChange.RESERVE, 1),
        Correction(PlanChange.RESERVE, 4),
    )
    assert days(corrected(made, compression(made))) == [[], [1], [2], [], [3]]
    with pytest.raises(Refused, match="не объединяют"):
        corrected(made, [Correction(PlanChange.MERGE, 2, with_topic=1)])


def test_a_topic_that_shares_its_lesson_is_not_cut():
    made = corrected(course(["р1", "б1"], 2), [Correction(PlanChange.MERGE, 2, with_topic=1)])
    with pytest.raises(Refused, match="даётся и другая тема"):
        corrected(made, [Correction(PlanChange.RESERVE, 1)])


def test_compression_leaves_topics_of_two_lessons_and_neighbours_that_were_merged():
    items = tuple(Item(n, n, "т", size) for n, size in enumerate((4, 2, 2, 2), 1))
    made = laid(Course(items, tuple(place(n) for n in range(3))))
    merged = [Correction(PlanChange.MERGE, 3, with_topic=2)]
    assert compression(made) == tuple(merged)


def test_compression_says_how_far_it_gets_and_touches_no_control_work():
    made = course(["*1", "*1", "*2"], 1)
    assert compression(made) == ()
    assert corrected(made, ()).lacking == 2


def test_what_would_become_is_told_before_it_is_done_7_5():
    made = course(["а1", "б1", "к1*", "в1", "г2"], 4, done=1)
    assert [(item.number, item.lacking) for item in made.tail] == [(5, 1)]
    with pytest.raises(Refused, match="из разных разделов"):
        preview(made, [Correction(PlanChange.MERGE, 5, with_topic=4)])
    with pytest.raises(Refused, match="контрольная работа"):
        preview(made, [Correction(PlanChange.MERGE, 3, with_topic=2)])
    told = preview(made, [Correction(PlanChange.INDEPENDENT, 2)])
    said = {move.number: (move.before, move.after) for move in told.moves}
    assert said[2] == ("09.09.2026", "самостоятельно")
    assert said[3] == ("10.09.2026", "09.09.2026")
    assert said[5] == ("не помещается", "11.09.2026")
    assert told.text == "Изменится тем: 4. Освободится 1 урок. Все темы помещаются в год."
    split = preview(made, [Correction(PlanChange.SPLIT, 2)])
    assert split.moves[0].after == "09.09.2026 и 10.09.2026"
    assert split.text.endswith("Займёт ещё 1 урок. Не хватит ещё 2 уроков: без урока № 4–5.")


def test_a_lesson_that_was_lost_is_closed_up_before_anything_is_merged_7_5():
    """Lessons left free by a shift stay free: the proposal is for the course as it stands."""
    whole = course(["а1", "б1", "в1", "г1", "д1"], 5, done=1)
    items = (whole.items[0], replace(whole.items[1], places=()), *whole.items[2:])
    lost = Course(items, whole.places[:1] + whole.places[2:])
    proposed = fitting(lost)
    assert [(each.change, each.topic_id) for each in proposed[:1]] == [(PlanChange.SHIFT, 2)]
    made = corrected(lost, proposed)
    assert made.lacking == 0
    assert [len(proposed), len(made.spare)] == [2, 0]
    shifted = corrected(whole, [Correction(PlanChange.SHIFT, 2, lessons=1)])
    assert {each.change for each in fitting(shifted)} == {PlanChange.MERGE}
    assert [where.lesson_id for where in corrected(shifted, fitting(shifted)).spare] == [2]
    assert fitting(whole) == ()


def test_a_shift_may_begin_with_a_day_7_5():
    made = corrected(course(list("абв"), 6), [Correction(PlanChange.SHIFT, 2, day=place(4).day)])
    assert days(made) == [[1], [4], [5]]
    with pytest.raises(Invalid, match="больше нет"):
        corrected(made, [Correction(PlanChange.SHIFT, 2, day=place(7).day)])
