from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from journal_desktop.domain.spread import (
    Cell,
    Enrolled,
    LessonState,
    PeriodCell,
    PeriodKind,
    PeriodState,
    Spread,
)
from journal_desktop.printing.class_journal import Content, bind, legend, subject
from journal_desktop.printing.options import BookOptions
from journal_desktop.queries.class_programme import Programme
from printing.year import CERTIFICATION, CONTENT, QUARTERS, TITLE, YEAR, lesson, pupils, spread

_DAYS = (date(2026, 9, 2), date(2026, 10, 23), date(2026, 11, 2))


def _page(**changes: object) -> Spread:
    lessons = [lesson(number, day) for number, day in enumerate(_DAYS, 1)]
    return replace(spread("Алгебра", pupils(2), lessons, QUARTERS[:1]), **changes)


@pytest.mark.parametrize(
    ("cell", "official", "with_late"),
    [
        (Cell(("5",)), "5", "5"),
        (Cell(("4", "5")), "4/5", "4/5"),
        (Cell(("4", "")), "4", "4"),
        (Cell(("", "5")), "/5", "/5"),
        (Cell(("зач",)), "зач.", "зач."),
        (Cell(("нез",)), "незач.", "незач."),
        (Cell(absence="н", confirmed=False), "н", "н"),
        (Cell(("4",), late=True), "4", "4оп"),
        (Cell(late=True), "", "оп"),
    ],
)
def test_cells_print_as_in_5_1_and_lateness_only_when_asked(cell, official, with_late):
    page = _page(cells={(1, 1): cell})
    for late, expected in ((False, official), (True, with_late)):
        first = subject(page, Content(options=BookOptions(late=late))).units[0].lesson
        assert first is not None
        assert first.cells == (expected, "")


def test_final_column_stands_right_after_the_last_lesson_of_its_period():
    units = subject(_page(), CONTENT).units
    assert [[final.short for final in unit.finals] for unit in units] == [[], ["I ч."], []]


def test_year_and_exam_stand_at_the_end_in_the_order_given():
    exam = replace(YEAR, kind=PeriodKind.EXAM, short="Экз.")
    total = replace(YEAR, kind=PeriodKind.FINAL, short="Итог")
    units = subject(_page(periods=(*QUARTERS[:1], YEAR, exam, total)), CONTENT).units
    assert [final.short for final in units[-1].finals] == ["Год", "Экз.", "Итог"]


def test_a_period_before_the_first_lesson_keeps_its_column():
    page = _page(lessons=(lesson(1, _DAYS[2]),))
    units = subject(page, CONTENT).units
    assert units[0].lesson is None
    assert [final.short for final in units[0].finals] == ["I ч."]


def test_a_period_that_has_not_begun_has_no_column_unless_marks_are_there():
    future = replace(QUARTERS[1], state=PeriodState.FUTURE)
    empty = _page(periods=(*QUARTERS[:1], future), period_cells={})
    assert [f.short for unit in subject(empty, CONTENT).units for f in unit.finals] == ["I ч."]
    key = (1, future.period_id, PeriodKind.PERIOD)
    marked = replace(empty, period_cells={key: PeriodCell("5")})
    shorts = [f.short for unit in subject(marked, CONTENT).units for f in unit.finals]
    assert shorts == ["I ч.", "II ч."]


def test_days_outside_enrolment_are_none_and_a_stored_mark_is_never_hidden():
    people = list(pupils(2))
    people[0] = replace(people[0], enrolled=(Enrolled(date(2026, 10, 1)),))
    page = _page(pupils=tuple(people), cells={}, period_cells={})
    cells = [unit.lesson.cells for unit in subject(page, CONTENT).units if unit.lesson]
    assert cells == [(None, ""), ("", ""), ("", "")]
    kept = replace(page, cells={(1, 1): Cell(("5",))})
    first = subject(kept, CONTENT).units[0].lesson
    assert first is not None
    assert first.cells == ("5", "")


def test_cancelled_lesson_has_no_row_and_is_named_with_its_reason():
    off = lesson(2, _DAYS[1], state=LessonState.CANCELLED, cancel_reason="карантин")
    page = _page(lessons=(lesson(1, _DAYS[0]), off))
    first, *rest = subject(page, CONTENT).units
    assert not rest
    assert first.finals[0].summary == (
        "Уроки не состоялись: 23.10 (карантин).",
        "За I четверть: по плану – 2 ч, проведено – 1 ч.",
    )


def test_hours_of_the_plan_come_from_the_plan_when_it_is_known():
    programme = Programme(by_period={(1, 1): 5}, dated=frozenset({1}))
    units = subject(_page(), Content(programme=programme)).units
    assert units[1].finals[0].summary == ("За I четверть: по плану – 2,5 ч, проведено – 2 ч.",)
    assert units[1].finals[0].signature == "Иванова М. П."


def test_year_summary_names_the_arrears_or_says_the_programme_is_done():
    page = _page(periods=(YEAR,))
    done = subject(page, CONTENT).units[-1].finals[0].summary
    assert done == (
        "За год: по программе – 3 ч, дано – 3 ч, отставание – 0 ч. Программа выполнена.",
    )
    content = Content(programme=Programme(of_year={1: 8, 2: 90}))
    behind = subject(page, content).units[-1].finals[0].summary
    assert behind == (
        f"За год: по программе – 4 ч, дано – 3 ч, отставание – 1 ч, причина: {'_' * 40}.",
        f"Программа выполнена за счёт {'_' * 40}.",
    )


def test_substitution_is_named_once():
    for stored in ("Петрова А. С.", "Замена: Петрова А. С."):
        page = _page(lessons=(lesson(1, _DAYS[0], substitution=stored),))
        first = subject(page, CONTENT).units[0].lesson
        assert first is not None
        assert first.note == "Замена: Петрова А. С."


def test_namesakes_get_their_patronymics():
    people = [replace(pupil, name="Иванова Мария") for pupil in pupils(2)]
    names = [line.name for line in subject(_page(pupils=tuple(people)), CONTENT).pupils]
    assert names == [pupil.full_name for pupil in people]


def test_subgroup_is_in_the_title():
    page = spread("Английский язык", (), (), group="группа 1")
    assert subject(page, CONTENT).title == "Английский язык (группа 1)"


def test_legend_tells_both_meanings_of_each_letter_and_lateness_only_when_printed():
    rows = {sign: meanings for sign, *meanings in legend(late=False).rows}
    assert rows["н"] == [
        "отсутствие без уважительной причины",
        "не аттестован без уважительной причины",
    ]
    assert "оп" not in rows
    assert "оп" in {sign for sign, *_ in legend(late=True).rows}


def test_book_keeps_the_order_of_pages():
    book = bind(TITLE, [_page(), spread("Химия", (), ())], CERTIFICATION, CONTENT)
    assert [section.title for section in book.sections] == ["Алгебра", "Химия"]
