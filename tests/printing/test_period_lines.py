from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from journal_desktop.domain.spread import LessonState, PeriodState
from journal_desktop.domain.vocabulary import PlanChange
from journal_desktop.printing.class_journal import Content, subject
from journal_desktop.printing.period_lines import foreign_lines, hours, period_lines, year_lines
from journal_desktop.queries.class_foreign import ForeignMark
from journal_desktop.queries.class_programme import UNKNOWN, Correction, Programme
from printing.year import QUARTERS, YEAR, lesson, pupils, spread

DAYS = (date(2026, 9, 2), date(2026, 10, 23))
OPEN = replace(QUARTERS[0], state=PeriodState.OPEN)


def _page(**changes: object):
    lessons = tuple(lesson(number, day) for number, day in enumerate(DAYS, 1))
    return replace(spread("Алгебра", pupils(2), lessons, (QUARTERS[0], YEAR)), **changes)


def _behind(*corrections: Correction) -> tuple[str, ...]:
    programme = Programme(of_year={1: 8}, corrections={1: corrections})
    return year_lines(_page(), YEAR, programme, ())


@pytest.mark.parametrize(("halves", "text"), [(0, "0"), (1, "0,5"), (2, "1"), (5, "2,5")])
def test_hours_have_a_half(halves, text):
    assert hours(halves) == text


def test_the_hours_of_a_period_are_those_of_its_plan_even_none():
    programme = Programme(by_period={(1, 2): 4}, dated=frozenset({1}))
    [line] = period_lines(_page(), QUARTERS[0], programme, ())
    assert line == "За I четверть: по плану – 0 ч, проведено – 2 ч."


def test_a_period_with_lessons_to_come_is_not_summed_up_unless_it_is_closed():
    to_come = (lesson(1, DAYS[0]), lesson(2, DAYS[1], state=LessonState.PLANNED))
    page = _page(lessons=to_come)
    year = replace(YEAR, state=PeriodState.OPEN)
    assert period_lines(page, OPEN, UNKNOWN, ()) == ()
    assert year_lines(page, year, UNKNOWN, ()) == ()
    assert period_lines(page, QUARTERS[0], UNKNOWN, ()) != ()
    assert period_lines(_page(), OPEN, UNKNOWN, ()) != ()
    [column, *_] = [final for unit in subject(page, Content()).units for final in unit.finals]
    assert column.signature == "Иванова М. П."


def test_arrears_name_their_reasons_once_and_the_topics_that_went_together():
    merged = [
        Correction(PlanChange.MERGE, number, "Тема", number - 1, "Праздничные дни.")
        for number in (13, 26)
    ]
    moved = Correction(PlanChange.MOVE, 40, "Тема", None, "Карантин")
    assert _behind(*merged, moved) == (
        (
            "За год: по программе – 4 ч, дано – 2 ч, отставание – 2 ч,"
            " причина: праздничные дни; карантин."
        ),
        "Программа выполнена за счёт объединения тем уроков № 12–13, 25–26 и переноса уроков № 40.",
    )


def test_a_lesson_that_did_not_take_place_is_the_first_reason():
    off = lesson(3, date(2026, 9, 9), state=LessonState.CANCELLED, cancel_reason="Мороз −38 °C")
    page = _page(lessons=(*_page().lessons, off))
    programme = Programme(of_year={1: 8})
    first, _ = year_lines(page, YEAR, programme, ())
    assert first.endswith("причина: мороз −38 °C.")


def test_unknown_reasons_leave_a_line_to_write_on():
    first, second = _behind()
    assert first.endswith(f"причина: {'_' * 40}.")
    assert second == f"Программа выполнена за счёт {'_' * 40}."


def test_a_subject_without_lessons_and_plan_says_nothing():
    page = _page(lessons=())
    assert period_lines(page, QUARTERS[0], UNKNOWN, ()) == ()
    assert year_lines(page, YEAR, UNKNOWN, ()) == ()


def test_topics_studied_on_ones_own_are_named_with_their_order_in_their_period():
    own = [
        Correction(PlanChange.INDEPENDENT, 12, "Одночлены", None, "", "№ 5 от 01.10.2026", day)
        for day in (date(2026, 10, 5), date(2026, 12, 1), None)
    ]
    programme = Programme(corrections={1: tuple(own)})
    lines = period_lines(_page(), QUARTERS[0], programme, ())
    assert lines[0] == (
        "Изучено самостоятельно: Одночлены (урок № 12 по плану, приказ № 5 от 01.10.2026)."
    )
    assert lines[0].count("Одночлены") == 1


def test_marks_of_other_schools_are_told_by_pupil_and_sheet():
    people = pupils(2)
    source = "№ 52, МБОУ «Школа № 400»"
    marks = [
        ForeignMark(1, people[0].id, date(2026, 9, 30), None, "4", source),
        ForeignMark(1, people[0].id, None, 1, "5", source),
        ForeignMark(1, 777, date(2026, 9, 30), None, "4", source),
    ]
    assert list(foreign_lines(_page(), marks)) == [
        (
            f"Отметки другой организации (*): {people[0].name} – 30.09 «4», I четверть «5»"
            f" (ведомость {source})."
        )
    ]


def test_they_stand_under_their_period_and_with_a_star_in_their_cells():
    people = pupils(2)
    page = _page(cells={}, period_cells={})
    marks = {
        1: [
            ForeignMark(1, people[0].id, DAYS[0], None, "4", "№ 1"),
            ForeignMark(1, people[0].id, DAYS[0], None, "5", "№ 1"),
            ForeignMark(1, people[1].id, date(2027, 2, 1), None, "3", "№ 2"),
            ForeignMark(1, people[1].id, None, 1, "зач", "№ 2"),
        ]
    }
    units = subject(page, Content(foreign=marks)).units
    assert units[0].lesson is not None
    assert units[0].lesson.cells == ("4/5*", "")
    quarter, year = [final for unit in units for final in unit.finals]
    assert quarter.cells == ("", "зач.*")
    assert year.cells == ("", "")
    assert "02.09 «4», 02.09 «5»" in quarter.summary[0]
    assert "01.02 «3»" in year.summary[0]
