from __future__ import annotations

from itertools import pairwise

import pytest

from journal_desktop.demo.lessons import _merge
from journal_desktop.demo.plans import Item, lesson_items
from journal_desktop.demo.structure import DAILY, SIZES, ClassShape, classes_of, plan_of
from journal_desktop.demo.yearbook import is_control
from journal_desktop.domain.homework import homework_faults
from journal_desktop.domain.topics import has_form, topic_faults

SHAPES = classes_of(2025, SIZES["school"]) + classes_of(2026, SIZES["school"])
COURSES = sorted(
    {
        (line.subject, shape.grade, line.half_hours * (33 if shape.grade == 1 else 34) // 2)
        for shape in SHAPES
        for line in plan_of(shape)
    }
)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: f"{shape.first_year}-{shape.title}")
def test_a_study_plan_fills_the_week_of_its_grade(shape: ClassShape) -> None:
    most = {1: 21, 2: 23, 3: 23, 4: 23, 5: 29, 6: 30, 7: 32, 8: 33, 9: 33, 10: 34, 11: 34}
    hours = sum(line.half_hours for line in plan_of(shape)) / 2
    assert hours == most[shape.grade]
    assert sum(DAILY[int(hours)]) == hours


def test_social_studies_leave_grade_eight_in_2026() -> None:
    before, after = (
        {line.subject for line in plan_of(ClassShape(year, 8, "А"))} for year in (2025, 2026)
    )
    assert before - after == {"obshchestvo"}


def test_hours_of_every_plan_equal_the_study_plan() -> None:
    for subject, grade, total in COURSES:
        assert len(lesson_items(subject, grade, total)) == total, (subject, grade)


def test_topics_and_homework_pass_the_rules_of_the_journal() -> None:
    for course in COURSES:
        for item in lesson_items(*course):
            form = is_control(item.kind) if item.kind else False
            faults = topic_faults(item.topic, item.kind or "ANSWER", needs_form=form)
            assert not faults, (course, item.topic, faults)
            assert not homework_faults(item.homework), (course, item.homework)


def test_works_are_named_in_the_required_form_and_numbered_without_gaps() -> None:
    for course in COURSES:
        numbers: dict[str, list[int]] = {}
        for item in lesson_items(*course):
            if item.kind:
                assert has_form(item.topic), item.topic
                number = int(item.topic.split("№ ")[1].split()[0])
                numbers.setdefault(item.kind, []).append(number)
        for found in numbers.values():
            assert found == list(range(1, len(found) + 1))


def test_control_works_take_at_most_a_tenth_and_never_the_first_or_last_lesson() -> None:
    for course in COURSES:
        items = lesson_items(*course)
        controls = [bool(item.kind) and is_control(item.kind) for item in items]
        assert sum(controls) <= max(1, len(items) // 10), course
        assert not controls[0]
        assert not controls[-1]


def test_no_topic_repeats_the_one_before() -> None:
    for course in COURSES:
        topics = [item.topic for item in lesson_items(*course)]
        repeated = [one for one, other in pairwise(topics) if one == other]
        assert not repeated, course


def test_short_years_merge_plain_neighbours_of_one_section_and_keep_the_works() -> None:
    items = lesson_items("algebra", 7, 102)
    groups = _merge(items, 98)
    assert len(groups) == 98
    assert [number for group in groups for number in group] == list(range(102))
    merged = [group for group in groups if len(group) > 1]
    assert len(merged) == 4
    for first, last in merged:
        assert items[first].section == items[last].section
        assert not items[first].kind
        assert not items[last].kind


def test_long_years_leave_lessons_without_a_plan_topic() -> None:
    items = tuple(Item("Раздел", f"Тема {n}", "", "§ 1") for n in range(3))
    assert _merge(items, 5) == [(0,), (1,), (2,), (), ()]
