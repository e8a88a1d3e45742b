"""The grammar of cells and final columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.marks import (
    CellEntry,
    CellRules,
    PeriodRules,
    accepts,
    from_keys,
    from_paste,
    grade_of,
    is_final,
    parse_cell,
    parse_period_mark,
    period_accepts,
    period_is_final,
)
from journal_desktop.domain.spread import Cell

ONE = CellRules()
TWO = CellRules(max_marks=2)
THREE = CellRules(max_marks=3)
CREDIT = CellRules(credit=True)
UNMARKED = CellRules(no_marks=True)
UNMARKED_K = CellRules(no_marks=True, course_sign=True)
PUNCTUAL = CellRules(late=False)
WITH_ONE = CellRules(grades=frozenset("12345"))


@pytest.mark.parametrize(
    ("text", "rules", "canonical"),
    [
        pytest.param("", ONE, "", id="5.1-empty"),
        pytest.param("  ", ONE, "", id="5.1-spaces"),
        pytest.param(" 5 ", ONE, "5", id="5.1-trim"),
        pytest.param("2", ONE, "2", id="5.1A-two"),
        pytest.param("1", WITH_ONE, "1", id="5.1A-one-by-setting"),
        pytest.param("Н", ONE, "н", id="5.1-upper-to-lower"),
        pytest.param("у", ONE, "у", id="R-3.2.5-20-у"),
        pytest.param("Б", UNMARKED, "б", id="A4-absence-without-marks"),
        pytest.param("4/5", TWO, "4/5", id="5.3-two-marks"),
        pytest.param("45", TWO, "4/5", id="5.3-two-digits"),
        pytest.param("4 5", TWO, "4/5", id="5.3-space"),
        pytest.param("4/", TWO, "4", id="5.3-first-work-only"),
        pytest.param("/5", TWO, "/5", id="5.3-second-work-only"),
        pytest.param("543", THREE, "5/4/3", id="5.3-three"),
        pytest.param("о", ONE, "оп", id="A3-short-late"),
        pytest.param("ОП", ONE, "оп", id="A3-late"),
        pytest.param("4о", ONE, "4оп", id="5.4-late-with-mark"),
        pytest.param("оп 4", ONE, "4оп", id="5.4-late-before-mark"),
        pytest.param("4/5оп", TWO, "4/5оп", id="5.4-late-with-two-marks"),
        pytest.param("оп", UNMARKED, "оп", id="A3-late-without-marks"),
        pytest.param("зач", CREDIT, "зач", id="5.1A-credit"),
        pytest.param("Незачёт", CREDIT, "нез", id="5.1A-no-credit"),
        pytest.param("незач.", CREDIT, "нез", id="5.1A-printed-no-credit"),
        pytest.param(
            "зач5", CellRules(credit=True, max_marks=2), "зач/5", id="5.3-credit-and-mark"
        ),
        pytest.param("к", UNMARKED_K, "К", id="A4-course-sign"),
    ],
)
def test_cell_is_read_as_its_canonical_text(text, rules, canonical):
    assert parse_cell(text, rules).text == canonical


@pytest.mark.parametrize(
    ("text", "rules", "says"),
    [
        pytest.param("7", ONE, "Отметки «7» нет", id="5.1-seven"),
        pytest.param("0", ONE, "Отметки «0» нет", id="5.1-zero-is-no-letter"),
        pytest.param("10", ONE, "Отметки «10» нет", id="5.1-ten"),
        pytest.param("1", ONE, "ставьте 2–5", id="5.1A-one-off-by-default"),
        pytest.param("٣", ONE, "Отметки «٣» нет", id="5.1-other-digits"),
        pytest.param("5н", ONE, "противоречие (п. 3.2.5)", id="R-3.2.5-20-mark-and-letter"),
        pytest.param("н/4", TWO, "противоречие", id="5.4-make-up-in-cell-is-off"),
        pytest.param("ун", ONE, "Причина пропуска одна", id="R-3.2.5-20-two-letters"),
        pytest.param("ноп", ONE, "Опоздавший присутствовал", id="5.4-late-and-absent"),
        pytest.param("опоп", ONE, "один раз", id="A3-late-twice"),
        pytest.param("оп", PUNCTUAL, "Опоздания здесь не отмечаются", id="A3-off"),
        pytest.param("45", ONE, "ставится одна отметка", id="5.3-one-only"),
        pytest.param("4/5/3", TWO, "не больше 2 отметок", id="5.3-two-only"),
        pytest.param("/", TWO, "нет отметки", id="5.3-nothing-but-a-slash"),
        pytest.param("5", UNMARKED, "безотметочное", id="R-3.2.5-17-digit"),
        pytest.param("зач", UNMARKED, "безотметочное", id="R-3.2.5-17-credit"),
        pytest.param("К", ONE, "только при безотметочном", id="R-3.2.5-17-К-in-marked"),
        pytest.param("К", UNMARKED, "в итоговой графе", id="A4-К-in-lesson-cell"),
        pytest.param("КК", UNMARKED_K, "одна отметка", id="A4-two-К"),
        pytest.param("зач", ONE, "Зачёт здесь не ставится", id="R-3.2.5-20-credit-off"),
        pytest.param("осв", ONE, "в итоговой графе", id="5.1C-exempt-in-lesson-cell"),
        pytest.param("x", ONE, "принимаются 2–5, у н б, оп", id="5.1-unknown"),
        pytest.param("H", ONE, "Знака «H» нет", id="5.1-look-alike-is-not-typed"),
    ],
)
def test_refusal_names_what_is_wrong(text, rules, says):
    with pytest.raises(Invalid, match=r"^[^\n]+\.$") as refused:
        parse_cell(text, rules)
    assert says in str(refused.value)


def test_refusal_shows_a_long_text_short():
    with pytest.raises(Invalid) as refused:
        parse_cell("мусор " * 1000, ONE)
    assert len(str(refused.value)) < 150


@pytest.mark.parametrize(
    ("text", "rules", "final"),
    [
        pytest.param("", ONE, False, id="nothing"),
        pytest.param("5", ONE, True, id="one-mark"),
        pytest.param("5", TWO, False, id="one-of-two"),
        pytest.param("4/", TWO, False, id="slash-waits"),
        pytest.param("4/5", TWO, True, id="both"),
        pytest.param("45", TWO, True, id="both-without-slash"),
        pytest.param("/5", TWO, True, id="second-place-taken"),
        pytest.param("н", ONE, True, id="absence"),
        pytest.param("n", ONE, False, id="wrong-key"),
        pytest.param("y", ONE, True, id="latin-layout"),
        pytest.param("н", CREDIT, False, id="н-may-become-нез"),
        pytest.param("у", CREDIT, True, id="у-is-whole"),
        pytest.param("нез", CREDIT, True, id="нез"),
        pytest.param("о", ONE, False, id="о-waits-for-п-or-a-mark"),
        pytest.param("оп", TWO, True, id="оп"),
        pytest.param("о5", ONE, True, id="late-then-mark"),
        pytest.param("5о", ONE, False, id="mark-then-о-waits"),
        pytest.param("4оп", TWO, True, id="late-comes-last"),
        pytest.param("7", ONE, False, id="refused"),
        pytest.param("К", UNMARKED_K, True, id="course-sign"),
        pytest.param("н", UNMARKED, True, id="absence-without-marks"),
    ],
)
def test_whole_text_commits_by_itself(text, rules, final):
    assert is_final(text, rules) is final


@pytest.mark.parametrize(
    ("rules", "line"),
    [
        (ONE, "2–5, у н б, оп"),
        (TWO, "2–5, «4/5», у н б, оп"),
        (CREDIT, "2–5, зач, нез, у н б, оп"),
        (UNMARKED, "у н б, оп"),
        (UNMARKED_K, "К, у н б, оп"),
        (PUNCTUAL, "2–5, у н б"),
        (WITH_ONE, "1–5, у н б, оп"),
        (CellRules(grades=frozenset("245")), "2, 4, 5, у н б, оп"),
    ],
)
def test_status_line_lists_what_the_cell_accepts(rules, line):
    assert accepts(rules) == line


@pytest.mark.parametrize(
    ("keys", "typed"),
    [
        ("y", "н"),
        ("Y", "н"),
        ("e", "у"),
        (",", "б"),
        ("<", "б"),
        ("r", "К"),
        ("R", "К"),
        ("к", "К"),
        ("j", "о"),
        ("jg", "оп"),
        ("pfx", "зач"),
        ("ytp", "нез"),
        ("jcd", "осв"),
        ("Н", "н"),
        ("5", "5"),
        ("4.5", "4/5"),
        (".5", "/5"),
        ("4\\5", "4/5"),
        ("pfx.", "зач."),
    ],
)
def test_keys_mean_their_position_in_the_russian_layout(keys, typed):
    assert from_keys(keys) == typed


@pytest.mark.parametrize(
    ("pasted", "meant"),
    [
        ("K", "К"),
        ("y", "у"),
        ("H", "н"),
        ("b", "б"),
        ("Б", "б"),
        ("УП", "у"),
        ("П", "у"),
        ("НП", "н"),
        ("OT", "н"),
        ("O", "оп"),
        ("ОП", "оп"),
        ("OCB", "осв"),
        ("0", "0"),
        ("6", "6"),
        ("5.0", "5"),
        ("4.5", "4.5"),
        ("4, 5", "4/5"),
        ("4 5", "4/5"),
        (" 4 / 5 ", "4/5"),
        ("5 O", "5 о"),
        ("", ""),
    ],
)
def test_pasted_look_alikes_and_aliases_become_our_signs(pasted, meant):
    assert from_paste(pasted) == meant


@pytest.mark.parametrize(
    ("text", "rules", "sign"),
    [
        pytest.param("", PeriodRules(), "", id="5.1C-empty"),
        pytest.param("5", PeriodRules(), "5", id="5.1C-digit"),
        pytest.param("зачёт", PeriodRules(), "зач", id="5.1C-credit"),
        pytest.param("нез", PeriodRules(), "нез", id="5.1C-no-credit"),
        pytest.param("Осв.", PeriodRules(), "осв", id="5.1C-exempt"),
        pytest.param("-", PeriodRules(), "–", id="5.1C-dash"),
        pytest.param("—", PeriodRules(), "–", id="5.1C-long-dash"),
        pytest.param("Н", PeriodRules(), "н", id="R-3.2.5-18-н"),
        pytest.param("к", PeriodRules(no_marks=True), "К", id="R-3.2.5-17-К"),
        pytest.param("осв", PeriodRules(no_marks=True), "осв", id="R-3.2.5-17-exempt"),
        pytest.param("б", PeriodRules(no_marks=True), "б", id="R-3.2.5-17-б"),
    ],
)
def test_final_mark_is_read_as_its_sign(text, rules, sign):
    assert parse_period_mark(text, rules) == sign


@pytest.mark.parametrize(
    ("text", "rules", "says"),
    [
        pytest.param("н/а", PeriodRules(), "причину неаттестации", id="R-3.2.5-18-н/а"),
        pytest.param("К", PeriodRules(), "только при безотметочном", id="R-3.2.5-17-К"),
        pytest.param("4/5", PeriodRules(), "Итог «4/5»", id="5.1C-two-marks"),
        pytest.param("45", PeriodRules(), "Итог «45»", id="5.1C-two-digits"),
        pytest.param("1", PeriodRules(), "принимаются 2–5", id="5.1C-one"),
        pytest.param("оп", PeriodRules(), "Итог «оп»", id="5.1C-late"),
        pytest.param("зач", PeriodRules(credit=False), "Итог «зач»", id="5.1C-credit-off"),
        pytest.param("5", PeriodRules(no_marks=True), "вместо «5»", id="R-3.2.5-17-digit"),
        pytest.param("-", PeriodRules(no_marks=True), "вместо «-»", id="R-3.2.5-17-dash"),
        pytest.param("зач", PeriodRules(no_marks=True), "вместо «зач»", id="R-3.2.5-17-credit"),
        pytest.param("?", PeriodRules(no_marks=True), "принимаются К, осв", id="R-3.2.5-17-other"),
    ],
)
def test_final_column_refuses_with_the_reason(text, rules, says):
    with pytest.raises(Invalid) as refused:
        parse_period_mark(text, rules)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("text", "rules", "final"),
    [
        ("5", PeriodRules(), True),
        ("н", PeriodRules(), False),
        ("н", PeriodRules(credit=False), True),
        ("н", PeriodRules(no_marks=True), True),
        ("y", PeriodRules(no_marks=True), True),
        ("jcd", PeriodRules(), True),
        ("ос", PeriodRules(), False),
        ("", PeriodRules(), False),
    ],
)
def test_whole_final_mark_commits_by_itself(text, rules, final):
    assert period_is_final(text, rules) is final


@pytest.mark.parametrize(
    ("rules", "line"),
    [
        (PeriodRules(), "2–5, зач, нез, осв, у н б, –"),
        (PeriodRules(credit=False), "2–5, осв, у н б, –"),
        (PeriodRules(no_marks=True), "К, осв, у н б"),
    ],
)
def test_status_line_lists_what_the_final_column_accepts(rules, line):
    assert period_accepts(rules) == line


@pytest.mark.parametrize(
    ("mark", "grade"),
    [
        ("5", 5),
        ("1", 1),
        ("6", None),
        ("К", None),
        ("зач", None),
        ("н", None),
        ("", None),
        ("²", None),
    ],
)
def test_only_digits_of_the_scale_are_numeric(mark, grade):
    assert grade_of(mark) == grade


@st.composite
def entries(draw, rules):
    if draw(st.booleans()):
        return CellEntry(absence=draw(st.sampled_from("унб")))
    signs = st.sampled_from(["", *sorted(rules.grades), "зач", "нез"])
    marks = draw(st.lists(signs, max_size=rules.max_marks))
    while marks and not marks[-1]:
        marks.pop()
    return CellEntry(marks=tuple(marks), late=draw(st.booleans()))


RICH = CellRules(max_marks=3, credit=True)


@given(entries(RICH))
def test_canonical_text_reads_back_as_the_same_entry(entry):
    assert parse_cell(entry.text, RICH) == entry


@given(entries(RICH))
def test_entry_and_shown_cell_have_one_text(entry):
    assert Cell(entry.marks, entry.absence, late=entry.late).text == entry.text


@given(entries(RICH))
def test_canonical_text_survives_keys_and_paste(entry):
    assert parse_cell(from_keys(entry.text), RICH) == entry
    assert parse_cell(from_paste(entry.text), RICH) == entry


TYPED = st.text(st.sampled_from("12345670унбопкзаче/ .,yerHK"), max_size=6)
RULES = st.sampled_from([ONE, TWO, THREE, CREDIT, UNMARKED, UNMARKED_K, PUNCTUAL, WITH_ONE])


@given(st.one_of(TYPED, st.text(max_size=12)), RULES)
def test_any_text_is_either_read_or_refused_with_one_sentence(text, rules):
    try:
        entry = parse_cell(text, rules)
    except Invalid as refused:
        assert str(refused).endswith(".")  # noqa: PT017 - both outcomes are right
    else:
        assert parse_cell(entry.text, rules) == entry


@given(TYPED, RULES)
def test_text_is_final_only_when_the_cell_accepts_it(text, rules):
    if is_final(text, rules):
        assert parse_cell(from_keys(text), rules).text


@given(st.text(max_size=8))
def test_keys_read_twice_change_nothing_more(text):
    assert from_keys(from_keys(text)) == from_keys(text)
