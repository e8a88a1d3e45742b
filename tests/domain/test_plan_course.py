"""Days of a plan and its corrections: domain 7.1, 7.5; every lesson once, order kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.courses import MONDAY, course, days, place
from journal_desktop.domain.errors import Invalid, JournalError, Refused
from journal_desktop.domain.plans.compression import compression
from journal_desktop.domain.plans.course import Course, Item, is_reserve, laid
from journal_desktop.domain.plans.supply import DayOff, Supply, days_off, slot_places
from journal_desktop.domain.plans.wizard import Correction, corrected, lines
from journal_desktop.domain.school_calendar import DayRule, SchoolCalendar, Vacation
from journal_desktop.domain.timetable import Slot
from journal_desktop.domain.vocabulary import DayKind, PlanChange


def test_topics_take_the_lessons_in_their_order():
    made = course(["а1", "б1", "в1"], 4)
    assert days(made) == [[1], [2], [3]]
    assert [where.lesson_id for where in made.spare] == [4]


def test_a_pair_takes_two_lessons_and_two_halves_share_one_7_1():
    sizes = (4, 2, 1, 1, 1, 2)
    items = tuple(Item(n, n, "т", size) for n, size in enumerate(sizes, 1))
    made = laid(Course(items, tuple(place(n) for n in range(1, 8))))
    assert days(made) == [[1, 2], [3], [4], [4], [5], [6]]


def test_the_tail_that_does_not_fit_is_listed():
    made = course(["а1", "б1", "в1"], 2)
    assert [item.number for item in made.tail] == [3]
    assert made.lacking == 1


def test_a_shift_leaves_lessons_free_and_lists_the_tail_7_5():
    made = corrected(course(list("абвг"), 5), [Correction(PlanChange.SHIFT, 2, lessons=2)])
    assert days(made) == [[1], [4], [5], []]
    assert [item.number for item in made.tail] == [4]
    with pytest.raises(Invalid):
        corrected(made, [Correction(PlanChange.SHIFT, 2, lessons=-1)])


def test_a_shift_of_nothing_closes_up_over_a_lost_day():
    before = course(list("абв"), 4)
    without = replace(before, places=before.places[:1] + before.places[2:])
    made = corrected(without, [Correction(PlanChange.SHIFT, 2)])
    assert days(made) == [[1], [3], [4]]


def test_merged_topics_share_a_lesson_and_the_rest_moves_up():
    before = course(list("абвг"), 3)
    made = corrected(before, [Correction(PlanChange.MERGE, 3, with_topic=2)])
    assert days(made) == [[1], [2], [2], [3]]
    assert made.tail == ()
    (line,) = lines(before, made, [Correction(PlanChange.MERGE, 3, with_topic=2)])
    assert (line.day_before, line.day_after) == (place(3).day, place(2).day)


@pytest.mark.parametrize(
    ("titles", "topic", "partner", "kind", "said"),
    [
        (["а1", "б2"], 2, 1, Refused, "разных разделов"),
        (["а1", "б1*"], 2, 1, Refused, "контрольная работа"),
        (["*а1", "б1"], 2, 1, Refused, "контрольная работа"),
        (["а1", "б1", "в1"], 3, 1, Invalid, "не соседние"),
        (["а1", "б1"], 1, 2, Invalid, "перед ней"),
        (["а1", "б1"], 2, 9, Invalid, "больше нет"),
    ],
)
def test_forbidden_merges_7_5(titles, topic, partner, kind, said):
    titles = [title.replace("1*", "*1") for title in titles]
    with pytest.raises(kind, match=said):
        corrected(course(titles, 5), [Correction(PlanChange.MERGE, topic, with_topic=partner)])


def test_a_lesson_never_has_three_topics():
    merge = Correction(PlanChange.MERGE, 2, with_topic=1)
    made = corrected(course(list("абв"), 3), [merge])
    for more in (
        Correction(PlanChange.MERGE, 3, with_topic=1),
        Correction(PlanChange.MERGE, 3, with_topic=2),
        merge,
    ):
        with pytest.raises(Refused):
            corrected(made, [more])


@pytest.mark.parametrize("change", list(PlanChange))
def test_the_past_is_frozen_7_5(change):
    made = course(list("абв"), 4, done=2)
    with pytest.raises(Refused, match="уже дана"):
        corrected(made, [Correction(change, 2, with_topic=1, day=place(4).day)])


def test_only_reserve_and_revision_are_cut_and_no_control_work_7_5():
    made = corrected(course(["а1", "р1", "в1"], 3), [Correction(PlanChange.RESERVE, 2)])
    assert days(made) == [[1], [], [2]]
    with pytest.raises(Refused, match="не резерв"):
        corrected(made, [Correction(PlanChange.RESERVE, 1)])
    with pytest.raises(Refused, match="контрольная"):
        corrected(course(["р*1"], 1), [Correction(PlanChange.RESERVE, 1)])
    with pytest.raises(Refused, match="контрольная"):
        corrected(course(["*1"], 1), [Correction(PlanChange.INDEPENDENT, 1)])


def test_a_topic_studied_alone_takes_no_lesson_and_a_split_one_takes_two():
    made = corrected(
        course(list("абвг"), 5),
        [Correction(PlanChange.INDEPENDENT, 1), Correction(PlanChange.SPLIT, 3)],
    )
    assert days(made) == [[], [1], [2, 3], [4]]
    with pytest.raises(Refused, match="уже скорректирована"):
        corrected(made, [Correction(PlanChange.SPLIT, 3)])
    with pytest.raises(Refused, match="уже скорректирована"):
        corrected(made, [Correction(PlanChange.RESERVE, 1)])


def test_a_moved_topic_keeps_its_day_and_the_others_close_up():
    made = corrected(course(list("абвг"), 6), [Correction(PlanChange.MOVE, 2, day=place(5).day)])
    assert days(made) == [[1], [5], [2], [3]]
    later = corrected(made, [Correction(PlanChange.SHIFT, 3, lessons=2)])
    assert days(later) == [[1], [5], [4], [6]]


@pytest.mark.parametrize(
    ("day", "kind", "said"),
    [(None, Invalid, "Укажите день"), (40, Invalid, "урока этого предмета нет")],
)
def test_a_topic_moves_only_to_a_lesson(day, kind, said):
    wanted = Correction(PlanChange.MOVE, 1, day=day and MONDAY + timedelta(days=day))
    with pytest.raises(kind, match=said):
        corrected(course(list("аб"), 3), [wanted])


def test_a_topic_does_not_move_into_a_lesson_given_or_taken_by_a_moved_one():
    made = course(list("абвг"), 5, done=1)
    with pytest.raises(Refused, match="уже дан"):
        corrected(made, [Correction(PlanChange.MOVE, 2, day=place(1).day)])
    moved = Correction(PlanChange.MOVE, 2, day=place(5).day)
    with pytest.raises(Refused, match="уже дан или занят"):
        corrected(made, [moved, Correction(PlanChange.MOVE, 3, day=place(5).day)])
    wide = course(["а1"], 3, half_hours=4)
    with pytest.raises(Invalid, match="сдвигом"):
        corrected(wide, [Correction(PlanChange.MOVE, 1, day=place(3).day)])


@pytest.mark.parametrize(
    ("topic", "section", "expected"),
    [
        ("Резерв", "", True),
        ("Резервный урок. Повторение", "", True),
        ("Повторение изученного", "", True),
        ("Решение задач", "Резерв", True),
        ("Дроби", "Повторение", False),
        ("Анализ повторения", "", False),
    ],
)
def test_what_counts_as_reserve(topic, section, expected):
    assert is_reserve(topic, section) is expected


changes = st.builds(
    Correction,
    st.sampled_from(PlanChange),
    st.integers(1, 12),
    with_topic=st.integers(1, 12),
    day=st.integers(1, 14).map(lambda n: MONDAY + timedelta(days=n)),
    lessons=st.integers(0, 3),
)
titles = st.lists(
    st.sampled_from(["а1", "а2", "*1", "*2", "р1", "р2", "в. Практикум1"]), min_size=1, max_size=12
)


@given(titles, st.integers(0, 14), st.integers(0, 4), st.lists(changes, max_size=6))
def test_whatever_is_corrected_no_hour_is_lost_and_no_lesson_taken_twice(
    titles, lessons, done, wanted
):
    """Hours conserved, every lesson once, order kept, past frozen, control works there (7.5)."""
    before = made = course(titles, lessons, done=min(done, lessons, len(titles)))
    for each in wanted:
        try:
            made = corrected(made, [each])
        except JournalError:
            continue
    assert [item.topic_id for item in made.items] == [item.topic_id for item in before.items]
    assert [item.half_hours for item in made.items] == [item.half_hours for item in before.items]
    own = [where for item in made.items if item.lessons for where in item.places]
    assert len(own) == len(set(own))
    ordinary = [
        item.places[0] for item in made.items if item.places and item.way is not PlanChange.MOVE
    ]
    assert ordinary == sorted(ordinary)
    frozen = [item for item in before.items if item.given]
    assert [item for item in made.items if item.given] == frozen
    for item in made.items:
        assert not (item.is_control and item.lessons == 0)
        if item.way is PlanChange.MERGE:
            partner = made.items[made.index(item.partner)]
            assert partner.section_id == item.section_id
            assert not partner.is_control
            assert item.places == partner.places[-1:]


@given(titles, st.integers(0, 14))
def test_compression_only_ever_makes_it_fit_better(titles, lessons):
    made = course(titles, lessons)
    proposed = compression(made)
    assert len(proposed) <= made.lacking
    assert corrected(made, proposed).lacking == made.lacking - len(proposed)


@given(st.lists(st.sampled_from([1, 2, 4]), max_size=12), st.integers(0, 30))
def test_laid_again_nothing_moves(sizes, lessons):
    items = tuple(Item(n, n, "т", size) for n, size in enumerate(sizes, 1))
    made = laid(Course(items, tuple(place(n) for n in range(lessons))))
    assert laid(made) == made
    assert all(len(item.places) <= item.lessons for item in made.items)


HOLIDAY = DayRule(date(2026, 11, 4), DayKind.HOLIDAY, "День народного единства")
SATURDAY = DayRule(date(2027, 2, 20), DayKind.WORKING, "за понедельник 22.02", 1)
YEAR = SchoolCalendar(
    date(2026, 9, 1),
    date(2027, 5, 26),
    (
        Vacation("Осенние", date(2026, 10, 24), date(2026, 11, 1)),
        Vacation("Зимние", date(2026, 12, 31), date(2027, 1, 10)),
        Vacation("Весенние", date(2027, 3, 27), date(2027, 4, 4)),
    ),
    (
        HOLIDAY,
        SATURDAY,
        *(
            DayRule(day, DayKind.HOLIDAY, "праздник")
            for day in (date(2027, 2, 22), date(2027, 2, 23), date(2027, 3, 8), date(2027, 5, 3))
        ),
        DayRule(date(2027, 5, 10), DayKind.HOLIDAY, "праздник"),
        DayRule(date(2026, 12, 31), DayKind.HOLIDAY, "в каникулы не считается"),
    ),
)


def slots(*weekdays, weeks="11"):
    return [
        Slot(n, 1, weekday, n, date(2026, 9, 1), weeks=weeks) for n, weekday in enumerate(weekdays)
    ]


def test_a_working_saturday_has_the_lessons_of_the_day_it_follows_8_2():
    found = slot_places(slots(1), YEAR, 7)
    assert date(2027, 2, 20) in {place.day for place in found}
    assert len(found) == 32
    assert [(off.day, off.lessons) for off in days_off(slots(1), YEAR, 7)] == [
        (date(2027, 2, 20), 1),
        (date(2027, 2, 22), -1),
        (date(2027, 3, 8), -1),
        (date(2027, 5, 3), -1),
        (date(2027, 5, 10), -1),
    ]


def test_a_plan_of_170_hours_says_how_many_lessons_are_lacking_and_which_days_were_lost():
    week = slots(1, 2, 3, 4, 5)
    supply = Supply(170, len(slot_places(week, YEAR, 5)), days_off(week, YEAR, 5))
    assert supply.lacking == 0
    short = SchoolCalendar(YEAR.begins, date(2027, 5, 20), YEAR.vacations, YEAR.day_rules)
    supply = Supply(170, len(slot_places(week, short, 5)), days_off(week, short, 5))
    assert supply.text.startswith("По КТП нужно уроков: 170, в году их 166: не хватает 4. Выпали:")
    assert "04.11.2026 (День народного единства)" in supply.text
    assert "Добавлены: 20.02.2027 (за понедельник 22.02)." in supply.text
    assert "31.12.2026" not in supply.text


def test_many_lost_days_are_told_by_their_reason_7_5():
    first = date(2027, 1, 11)
    ill = [DayOff(first + timedelta(n), "карантин", -1) for n in range(24)]
    rare = [DayOff(date(2027, 3, n), f"причина {n}", -2) for n in range(1, 8)]
    text = Supply(170, 100, (*ill, *rare)).text
    assert "карантин – 24 урока (11.01.2027, 12.01.2027, 13.01.2027 и ещё 21 день); " in text
    assert "05.03.2027 (причина 5) – 2 урока; и ещё 4 урока (2 дня)." in text
    assert len(text) < 360
    few = Supply(34, 32, tuple(DayOff(date(2027, 5, n), "майские", -1) for n in (3, 10))).text
    assert few.endswith("Выпали: майские – 2 урока (03.05.2027, 10.05.2027).")


def test_half_an_hour_a_week_is_a_lesson_every_other_week():
    assert len(slot_places(slots(3, weeks="10"), YEAR, 7)) == 17
    double = days_off([*slots(3), Slot(9, 1, 3, 5, date(2026, 9, 1))], YEAR, 7)
    assert double[0].text == "04.11.2026 (День народного единства) – 2 урока"
