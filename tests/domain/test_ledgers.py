"""Cells of the summary ledger (domain 3.1, 3.2), what stops it and what is warned of."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.domain.ledgers import (
    LedgerMark,
    LedgerMember,
    LedgerSubject,
    Term,
    fill,
    ledger_rows,
    obstacles,
    warnings,
)
from journal_desktop.domain.spread import Enrolled, PeriodKind

PERIOD, YEAR, EXAM, FINAL = PeriodKind
QUARTERS = (
    Term(10, 0, "Год", date(2025, 9, 1), date(2026, 5, 26)),
    Term(11, 1, "I четверть", date(2025, 9, 1), date(2025, 10, 24)),
    Term(12, 2, "II четверть", date(2025, 11, 5), date(2025, 12, 30)),
    Term(13, 3, "III четверть", date(2026, 1, 12), date(2026, 3, 27)),
    Term(14, 4, "IV четверть", date(2026, 4, 6), date(2026, 5, 26)),
)
HALVES = (
    Term(20, 0, "Год", date(2025, 9, 1), date(2026, 5, 26)),
    Term(21, 1, "I полугодие", date(2025, 9, 1), date(2025, 12, 30)),
    Term(22, 2, "II полугодие", date(2026, 1, 12), date(2026, 5, 26)),
)
ALGEBRA = LedgerSubject(1, "Алгебра", "Иванова М. П.", QUARTERS)
PUPIL = LedgerMember(
    100, "Абрамова Дарья Олеговна", date(2025, 9, 1), decision="Переведена", settled=True
)


def cells(marks, *, subject=ALGEBRA, pupil=PUPIL, grade=7, terms=QUARTERS):
    """The column of one subject of one pupil; `marks` by period id and kind."""
    full = {(pupil.id, subject.id, *place): mark for place, mark in marks.items()}
    ledger = fill(grade, terms, [subject], [pupil], full)
    return [row[0] for row in ledger.pupils[0].cells]


def year_of(value, terms=QUARTERS):
    return {(term.id, PERIOD if term.number else YEAR): LedgerMark(value) for term in terms}


@pytest.mark.parametrize(
    ("grade", "terms", "titles"),
    [
        (1, QUARTERS, ["Год"]),
        (
            5,
            QUARTERS,
            ["I четверть", "II четверть", "III четверть", "IV четверть", "Годовая",
             "Экзамен (ПА)", "Итоговая"],
        ),
        (9, QUARTERS[:1], ["Годовая", "Экзамен (ОГЭ)", "Итоговая"]),
        (10, HALVES, ["I полугодие", "II полугодие", "Годовая", "Экзамен (ПА)", "Итоговая"]),
        (5, (), []),
    ],
)  # fmt: skip
def test_rows_by_level_domain_3_1(grade, terms, titles):
    assert [row.title for row in ledger_rows(grade, terms)] == titles


@pytest.mark.parametrize(
    ("value", "text"),
    [("5", "5"), ("зач", "зач."), ("нез", "незач."), ("осв", "осв."), ("К", "К"), ("н", "н")],
)
def test_signs_domain_3_2(value, text):
    assert cells(year_of(value)) == [text] * 5 + ["–", text]


def test_a_mark_of_another_school_or_class_bears_a_star():
    marks = year_of("4") | {(11, PERIOD): LedgerMark("5", elsewhere=True)}
    assert cells(marks)[:2] == ["5*", "4"]
    marks[11, PERIOD] = LedgerMark("осв", elsewhere=True)
    assert cells(marks)[0] == "осв.*"


def test_every_missing_mark_is_a_gap():
    marks = year_of("4")
    del marks[12, PERIOD]
    ledger = fill(7, QUARTERS, [ALGEBRA], [PUPIL], {(100, 1, *k): m for k, m in marks.items()})
    assert [gap.text for gap in ledger.gaps] == ["Абрамова Дарья Олеговна – Алгебра, II четверть"]
    assert obstacles(ledger, year_is_closed=True) == (
        "Не выставлены отметки (1): Абрамова Дарья Олеговна – Алгебра, II четверть.",
    )


def test_gaps_of_a_pupil_and_period_are_told_together():
    more = [replace(ALGEBRA, id=n, title=f"Предмет {n}") for n in range(2, 5)]
    ledger = fill(1, QUARTERS, more, [PUPIL], {})
    assert obstacles(ledger, year_is_closed=True) == (
        "Не выставлены отметки (3): Абрамова Дарья Олеговна – год, предметов: 3.",
    )


def test_the_total_is_the_year_where_nothing_was_entered_and_there_was_no_exam_domain_5_7():
    assert cells(year_of("4"))[-1] == "4"
    with_exam = year_of("4") | {(10, EXAM): LedgerMark("5")}
    assert cells(with_exam)[-2:] == ["5", ""]
    with_total = with_exam | {(10, FINAL): LedgerMark("5")}
    assert cells(with_total)[-2:] == ["5", "5"]


def test_the_total_of_grade_11_is_entered_for_the_certificate():
    eleventh = replace(ALGEBRA, terms=HALVES)
    column = {"subject": eleventh, "grade": 11, "terms": HALVES}
    assert cells(year_of("4", HALVES), **column) == ["4", "4", "4", "–", ""]
    assert cells(year_of("К", HALVES), **column) == ["К", "К", "К", "–", "К"]
    entered = year_of("4", HALVES) | {(20, FINAL): LedgerMark("5")}
    assert cells(entered, **column)[-1] == "5"


def test_one_who_left_has_the_marks_up_to_then_and_hatching_after():
    left = replace(PUPIL, departed=date(2025, 11, 30))
    assert cells({(11, PERIOD): LedgerMark("4")}, pupil=left) == ["4", *[None] * 6]
    gap = cells({}, pupil=left)
    assert gap == ["", *[None] * 6]


def test_a_pupil_who_moved_has_in_the_old_class_only_its_own_marks():
    moved = replace(PUPIL, departed=date(2025, 11, 30))
    marks = {term: replace(mark, elsewhere=term[0] > 11) for term, mark in year_of("4").items()}
    marks[10, YEAR] = LedgerMark("4", elsewhere=True)
    assert cells(marks, pupil=moved) == ["4", *[None] * 6]


def test_a_subject_of_another_subgroup_is_a_dash():
    group = replace(ALGEBRA, whole=False, members={7: (Enrolled(date(2025, 9, 1)),)})
    assert cells({}, subject=group) == ["–"] * 7


def test_a_member_from_the_middle_of_the_year_has_dashes_before():
    spans = {PUPIL.id: (Enrolled(date(2026, 1, 12)),)}
    group = replace(ALGEBRA, whole=False, members=spans)
    marks = {
        (13, PERIOD): LedgerMark("5"),
        (14, PERIOD): LedgerMark("5"),
        (10, YEAR): LedgerMark("5"),
    }
    assert cells(marks, subject=group) == ["–", "–", "5", "5", "5", "–", "5"]


def test_a_newcomer_brings_marks_of_the_subgroups_subjects_too():
    came = replace(PUPIL, arrived=date(2026, 1, 12))
    group = replace(ALGEBRA, whole=False, members={PUPIL.id: (Enrolled(date(2026, 1, 12)),)})
    assert cells({}, subject=group, pupil=came)[:2] == ["", ""]


def test_a_subject_of_one_half_year_is_a_dash_in_the_other():
    spring = replace(ALGEBRA, hours=(0, 2))
    marks = {
        (13, PERIOD): LedgerMark("5"),
        (14, PERIOD): LedgerMark("5"),
        (10, YEAR): LedgerMark("5"),
    }
    assert cells(marks, subject=spring) == ["–", "–", "5", "5", "5", "–", "5"]


def test_a_subject_marked_by_half_years_stands_where_they_end_domain_5_6():
    halves = replace(ALGEBRA, terms=HALVES)
    marks = {
        (21, PERIOD): LedgerMark("4"),
        (22, PERIOD): LedgerMark("5"),
        (20, YEAR): LedgerMark("5"),
    }
    assert cells(marks, subject=halves) == ["–", "4", "–", "5", "5", "–", "5"]


def test_what_stops_an_official_ledger_r_3_2_4_13():
    open_year = fill(7, QUARTERS, [ALGEBRA], [replace(PUPIL, decision="")], {})
    texts = obstacles(open_year, year_is_closed=False)
    assert texts[0].startswith("Учебный год ещё не закрыт")
    assert "Нет решения педагогического совета: Абрамова Дарья Олеговна." in texts
    unsettled = fill(7, QUARTERS, [ALGEBRA], [replace(PUPIL, settled=False)], {})
    assert any(
        "нет протокола или приказа" in text for text in obstacles(unsettled, year_is_closed=True)
    )
    bare = obstacles(fill(7, (), [], [], {}), year_is_closed=True)
    assert [text.split(":")[0] for text in bare] == [
        "У класса нет учебных периодов", "У класса нет учебного плана",
    ]  # fmt: skip


def test_a_long_list_of_names_is_told_shortly():
    many = [replace(PUPIL, id=n, name=f"Ученик {n}", decision="") for n in range(9)]
    told = obstacles(fill(1, QUARTERS, [ALGEBRA], many, {}), year_is_closed=True)[0]
    assert told.endswith("Ученик 4, ещё 4.")


def test_an_order_before_the_last_lesson_is_a_warning():
    ledger = fill(1, QUARTERS, [ALGEBRA], [replace(PUPIL, ordered=date(2026, 5, 20))], {})
    assert warnings(ledger, date(2026, 5, 26)) == (
        "Приказ о переводе от 20.05.2026 издан раньше последнего урока 26.05.2026.",
    )
    assert warnings(ledger, date(2026, 5, 20)) == ()
    assert warnings(ledger, None) == ()


@given(
    st.dictionaries(
        st.tuples(st.sampled_from([11, 12, 13, 14]), st.just(PERIOD)),
        st.builds(LedgerMark, st.sampled_from(["5", "2", "н", "осв", "зач"]), st.booleans()),
    ),
    st.none() | st.dates(date(2025, 9, 2), date(2026, 5, 25)),
)
def test_a_gap_is_an_empty_cell_and_nothing_else(marks, departed):
    pupil = replace(PUPIL, departed=departed)
    full = {(pupil.id, 1, *place): mark for place, mark in marks.items()}
    ledger = fill(7, QUARTERS, [ALGEBRA], [pupil], full)
    empty = sum(text == "" for row in ledger.pupils[0].cells for text in row)
    assert len(ledger.gaps) == empty
    for term in QUARTERS[1:]:
        if departed and departed < term.begins:
            assert ledger.pupils[0].cells[term.number - 1][0] in {
                None,
                *(m.text for m in marks.values()),
            }
