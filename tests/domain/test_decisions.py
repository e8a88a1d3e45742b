"""Decisions of the council in words: the closed list of domain 3.3, and what marks propose."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.domain.decisions import (
    BY_ORDER,
    MEDALS,
    NEEDS,
    TITLES,
    Facts,
    arrival_text,
    choices,
    decision_text,
    into_class,
    paper_text,
    propose,
    with_papers,
)
from journal_desktop.domain.vocabulary import Decision, Sex

DAY = date(2026, 1, 12)
HIM, HER = Sex.MALE, Sex.FEMALE
DEBT = Facts(debts=("Алгебра", "Физика"), due=date(2027, 5, 25))
GONE = Facts(day=DAY, order="45-у", place="МБОУ СШ № 5")

TEXTS = [
    (Decision.PROMOTED, HER, 5, None, "Переведена в 6 класс"),
    (Decision.PROMOTED, HIM, 1, None, "Переведён во 2 класс"),
    (Decision.PROMOTED, HIM, 10, None, "Переведён в 11 класс"),
    (
        Decision.PROMOTED_COND,
        HIM,
        7,
        DEBT,
        (
            "Переведён в 8 класс условно; академическая задолженность: Алгебра, Физика; "
            "срок ликвидации до 25.05.2027"
        ),
    ),
    (
        Decision.PROMOTED_COND,
        HER,
        1,
        Facts(debts=("Музыка",)),
        "Переведена во 2 класс условно; академическая задолженность: Музыка",
    ),
    (
        Decision.DEBT_CLEARED,
        HER,
        1,
        Facts(cleared="протокол № 3 от 12.10.2026"),
        (
            "Академическая задолженность ликвидирована (протокол № 3 от 12.10.2026); "
            "переведена во 2 класс"
        ),
    ),
    (
        Decision.DEBT_CLEARED,
        HIM,
        7,
        None,
        "Академическая задолженность ликвидирована; переведён в 8 класс",
    ),
    (Decision.REPEAT, HER, 5, None, "Оставлена на повторное обучение"),
    (Decision.REPEAT, HIM, 5, None, "Оставлен на повторное обучение"),
    (Decision.ADAPTED, HIM, 5, None, "Переведён на обучение по адаптированной программе"),
    (
        Decision.ADAPTED,
        HER,
        5,
        Facts(individual=True),
        "Переведена на обучение по индивидуальному учебному плану",
    ),
    (Decision.ADMITTED_GIA, HER, 9, None, "Допущена к государственной итоговой аттестации"),
    (Decision.ADMITTED_GIA, HIM, 9, None, "Допущен к государственной итоговой аттестации"),
    (Decision.NOT_ADMITTED_GIA, HER, 9, None, "Не допущена к ГИА"),
    (
        Decision.GRAD_9,
        HIM,
        9,
        Facts(number="02424000123456"),
        "Окончил основную школу; выдан аттестат об основном общем образовании № 02424000123456",
    ),
    (
        Decision.GRAD_9_HON,
        HER,
        9,
        None,
        "Окончила основную школу; выдан аттестат об основном общем образовании с отличием",
    ),
    (
        Decision.GRAD_11,
        HER,
        11,
        Facts(number="7", medal=MEDALS[0]),
        "Окончила среднюю школу; выдан аттестат о среднем общем образовании № 7",
    ),
    (
        Decision.GRAD_11_HON,
        HIM,
        11,
        Facts(number="7", medal=MEDALS[0]),
        (
            "Окончил среднюю школу; выдан аттестат о среднем общем образовании с отличием № 7, "
            "медаль «За особые успехи в учении» I степени"
        ),
    ),
    (Decision.CERT_ONLY, HIM, 11, None, "Выдана справка об обучении"),
    (Decision.LEFT, HER, 5, GONE, "Выбыла 12.01.2026, приказ № 45-у (МБОУ СШ № 5)"),
    (Decision.LEFT, HIM, 5, Facts(day=DAY), "Выбыл 12.01.2026"),
    (
        Decision.MOVED,
        HER,
        5,
        Facts(day=DAY, order="45-у", place="5Б"),
        "Переведена в 5Б 12.01.2026, приказ № 45-у",
    ),
    (Decision.MOVED, HIM, 5, None, "Переведён в другой класс"),
    (Decision.FAMILY, HER, 5, None, "Переведена на семейное образование"),
    (Decision.FAMILY, HIM, 10, None, "Переведён на самообразование"),
    (Decision.HOME, HIM, 5, Facts(order="9-у"), "Обучение на дому, приказ № 9-у"),
]


@pytest.mark.parametrize(("code", "sex", "grade", "facts", "text"), TEXTS)
def test_the_text_of_a_decision(code, sex, grade, facts, text):
    assert decision_text(code, sex, grade, facts) == text


def test_every_decision_has_its_words():
    assert {line[0] for line in TEXTS} == set(Decision) == set(TITLES)
    assert set(NEEDS) <= set(Decision)


@given(code=st.sampled_from(Decision), sex=st.sampled_from(Sex), grade=st.integers(1, 11))
def test_no_text_leaves_a_gap_or_a_slash(code, sex, grade):
    text = decision_text(code, sex, grade)
    assert text == " ".join(text.split())
    assert not set("(){}/…") & set(text)
    assert text[0].isupper()


@given(grade=st.integers(1, 11))
def test_the_council_chooses_only_what_it_may(grade):
    offered = choices(grade)
    assert len(set(offered)) == len(offered)
    assert not set(offered) & BY_ORDER
    assert (Decision.PROMOTED in offered) == (grade not in (9, 11))
    assert (Decision.GRAD_9 in offered) == (grade == 9)
    assert (Decision.GRAD_11 in offered) == (grade == 11)


def test_the_second_class_has_its_own_preposition():
    assert [into_class(grade) for grade in (2, 3, 11)] == ["во 2 класс", "в 3 класс", "в 11 класс"]


@pytest.mark.parametrize(
    ("grade", "marks", "code", "debts"),
    [
        (5, {"Математика": "4", "Музыка": "осв"}, Decision.PROMOTED, ()),
        (1, {"Математика": "К"}, Decision.PROMOTED, ()),
        (5, {"Б": "2", "В": "н", "А": "5"}, Decision.PROMOTED_COND, ("Б", "В")),
        (5, {"Физкультура": "нез"}, Decision.PROMOTED_COND, ("Физкультура",)),
        (9, {"Алгебра": "3", "Музыка": "зач"}, Decision.GRAD_9, ()),
        (9, {"Алгебра": "5", "Музыка": "зач"}, Decision.GRAD_9_HON, ()),
        (9, {"Алгебра": "2"}, Decision.NOT_ADMITTED_GIA, ("Алгебра",)),
        (11, {"Алгебра": "4"}, Decision.GRAD_11, ()),
        (11, {"Алгебра": "5"}, Decision.GRAD_11_HON, ()),
        (5, {"Математика": "4", "Физика": ""}, None, ()),
        (5, {}, None, ()),
    ],
)  # fmt: skip
def test_what_the_marks_of_the_year_propose(grade, marks, code, debts):
    found = propose(grade, marks)
    assert (found.code, found.debts) == (code, debts)
    assert found.why.endswith(".")


def test_missing_marks_are_named_but_not_all():
    assert propose(5, dict.fromkeys("АБВГ", "")).why == "Нет годовых отметок: А, Б, В и другие."
    assert propose(5, {"А": ""}).why == "Нет годовых отметок: А."


def test_papers_follow_the_decision_as_in_the_ledger():
    papers = (
        paper_text("протокол пс", "9", date(2026, 5, 25)),
        paper_text("приказ", "112-у", date(2026, 5, 26)),
    )
    assert with_papers("Переведена в 6 класс", papers) == (
        "Переведена в 6 класс. Протокол пс от 25.05.2026 № 9, приказ от 26.05.2026 № 112-у"
    )
    assert with_papers("Переведена в 6 класс", ("", "")) == "Переведена в 6 класс"


def test_who_came_during_the_year_is_noted():
    assert arrival_text(HER, GONE) == "Прибыла 12.01.2026, приказ № 45-у (МБОУ СШ № 5)"
