"""The validator of plans: R-3.2.5-11, -13, -14, -16; domain 5.5, 7.1–7.3."""

from dataclasses import replace
from datetime import date

import pytest

from journal_desktop.domain.plans.faults import (
    ClassHours,
    forbids_approval,
    mended,
    plan_faults,
)
from journal_desktop.domain.plans.values import (
    PlanTopic,
    StudyHours,
    due_day,
    hours,
    lessons_of,
    study_weeks,
)
from journal_desktop.domain.plans.verdict import Column
from journal_desktop.domain.topics import work_code

FIVE = StudyHours(10, 10)


def lines(*topics, **same):
    return tuple(
        PlanTopic(number, number, topic, section="Раздел", **same)
        for number, topic in enumerate(topics, 1)
    )


def plain(count, **same):
    return lines(*(f"Тема урока {number}" for number in range(1, count + 1)), **same)


def errors(topics, needed=()):
    return [fault for fault in plan_faults(topics, needed) if fault.is_error and fault.number]


def warnings(topics, weekly=10):
    needed = [ClassHours("5А", StudyHours(weekly, weekly))]
    return [fault.text for fault in plan_faults(topics, needed) if not fault.is_error]


@pytest.mark.parametrize(
    ("first", "second", "grade", "expected"),
    [
        (10, 10, 5, "170"),
        (10, 10, 1, "165"),
        (1, 1, 5, "17"),
        (3, 3, 5, "51"),
        (5, 5, 9, "85"),
        (2, 0, 6, "16"),
        (0, 2, 6, "18"),
        (0, 2, 1, "17"),
    ],
    ids=["5 h", "grade 1: 33 weeks", "0.5", "1.5", "2.5", "1/0", "0/1", "0/1 in grade 1"],
)
def test_hours_of_the_study_plan_by_weeks_and_half_years_7_2(first, second, grade, expected):
    assert hours(StudyHours(first, second, study_weeks(grade)).half_hours) == expected


def test_weeks_are_the_schools_where_it_has_set_them():
    assert study_weeks(9, {"9": [16, 17]}) == (16, 17)
    assert study_weeks(8, {"9": [16, 17]}) == (16, 18)
    for nonsense in ({"9": "34"}, {"9": [34]}, {"9": ["16", 18]}, 34, None):
        assert study_weeks(9, nonsense) == (16, 18)


@pytest.mark.parametrize(
    ("setting", "expected"),
    [(None, date(2026, 8, 31)), ([8, 25], date(2026, 8, 25)), ([2, 30], date(2026, 8, 31)),
     (["x", 1], date(2026, 8, 31)), ("31.08", date(2026, 8, 31))],
)  # fmt: skip
def test_plans_are_due_on_31_august_r_3_2_5_10(setting, expected):
    assert due_day(2026, setting) == expected


@pytest.mark.parametrize(
    ("half_hours", "text", "lessons"), [(1, "0,5", 1), (2, "1", 1), (4, "2", 2), (-3, "−1,5", 1)]
)
def test_half_hours_are_told_as_hours(half_hours, text, lessons):
    assert (hours(half_hours), lessons_of(half_hours)) == (text, lessons)


def test_two_hours_too_few_are_told_with_the_difference_r_3_2_5_11():
    (fault,) = plan_faults(plain(168), [ClassHours("5А", FIVE), ClassHours("5Б", FIVE)])
    assert fault.text == (
        "5А, 5Б: по учебному плану 170 ч (5 ч × 34 недели), в КТП 168 ч: не хватает 2 ч "
        "(разница −2, п. 3.2.5)."
    )
    assert forbids_approval([fault])
    assert plan_faults(plain(170), [ClassHours("5А", FIVE)]) == ()


def test_hours_by_half_years_are_told_in_parts_7_2():
    (fault,) = plan_faults(plain(17), [ClassHours("6А", StudyHours(2, 0))])
    assert "16 ч (1 ч × 16 недель + 0 ч × 18 недель), в КТП 17 ч: лишних 1 ч" in fault.text


def test_classes_of_a_parallel_with_other_hours_are_told_apart():
    found = plan_faults(plain(170), [ClassHours("5А", FIVE), ClassHours("5Г", StudyHours(12, 12))])
    assert [fault.text[:3] for fault in found] == ["5Г:"]


def test_an_empty_plan_and_one_for_nobody_are_errors():
    assert [fault.is_error for fault in plan_faults((), [])] == [True]
    assert "сравнить часы не с чем" in plan_faults(plain(3), [])[0].text


@pytest.mark.parametrize(
    ("topic", "proposal"),
    [
        ("Контрольная работа", ""),
        ("Контрольная работа № 1", ""),
        ("контр. раб. 2 Дроби", "Контрольная работа № 2 по теме «Дроби»"),
        ("Контрольная работа по теме «Глагол»", "Контрольная работа № 1 по теме «Глагол»"),
        ('Практическая работа №5 "Периметр"', "Практическая работа № 5 по теме «Периметр»"),
        ("My family", ""),
        ("", ""),
    ],
)
def test_topics_of_a_wrong_form_forbid_approval_r_3_2_5_13_16(topic, proposal):
    (fault,) = errors(lines(topic))
    assert (fault.column, fault.proposal) == (Column.TOPIC, proposal)


@pytest.mark.parametrize(
    "topic",
    [
        "Контрольная работа № 1 по теме «Глагол»",
        "Анализ контрольной работы",
        "Работа над ошибками",
        "Времена Present Simple и Past Simple",
        "Реакция H2SO4 с металлами",
        "Урок-экскурсия в музей",
    ],
)
def test_good_topics_pass(topic):
    assert errors(lines(topic)) == []


def test_what_a_careless_copy_glued_to_a_topic_is_found_and_cut_off():
    """Both defects of the federal tables: the footer of the table and the column beside."""
    glued = "Карта. Практическая работа «Масштаб» 0,5 ОБЩЕЕ КОЛИЧЕСТВО УРОКОВ ПО ПРОГРАММЕ: 34"
    found = errors(lines(glued))
    assert ["приклеен" in fault.text for fault in found] == [True, True]
    (mend,) = mended(lines(glued))
    assert mend.topic == "Карта. Практическая работа «Масштаб»"
    assert errors(lines(mend.topic)) == []


def test_hours_in_a_topic_are_not_taken_for_stuck_ones_without_need():
    assert plan_faults(lines("Умножение на 0,5 десятичной дроби"), [])[1:] == ()
    doubt = "Практическая работа № 1 по теме «Карта системы географических 0,5 наук»"
    (fault,) = plan_faults(lines(doubt), [])[1:]
    assert not fault.is_error
    assert fault.proposal.endswith("географических наук»")
    assert mended(lines(doubt)) == ()


def test_words_run_together_are_doubted():
    (fault,) = plan_faults(lines("Равнины: Восточно-Европейская, ЗападноСибирская"), [])[1:]
    assert "«ЗападноСибирская» написаны слитно" in fault.text
    assert not fault.is_error
    assert plan_faults(lines("Программа МХАТа и язык PascalABC"), [])[1:] == ()


def test_works_without_numbers_are_numbered_by_their_order():
    topics = lines(
        "Контрольная работа по теме «Дроби»",
        "Лабораторная работа по теме «Клетка»",
        "Контрольная работа по теме «Углы»",
    )
    assert [topic.topic for topic in mended(topics)] == [
        "Контрольная работа № 1 по теме «Дроби»",
        "Лабораторная работа № 1 по теме «Клетка»",
        "Контрольная работа № 2 по теме «Углы»",
    ]


def test_homework_nobody_gave_is_mended_and_links_are_left_alone():
    (topic,) = mended(lines("Дроби", homework="не задано"))
    assert topic.homework == "Без задания"
    assert mended(lines("Дроби", homework="https://example.ru/a 0,5")) == ()


def test_numbers_of_lines_and_of_works_run_without_gaps_7_3():
    gap = (*plain(2), replace(plain(1)[0], number=4))
    assert "не подряд" in plan_faults(gap, [])[1].text
    works = lines(
        "Контрольная работа № 1 по теме «Дроби»",
        "Контрольная работа № 3 по теме «Углы»",
        "Контрольный диктант № 1 по теме «Глагол»",
        "Контрольная работа № 4 по теме «Объём»",
    )
    assert [text for text in warnings(works) if "по порядку" in text] == [
        "«Контрольная работа» здесь № 3, по порядку должна быть № 2."
    ]


@pytest.mark.parametrize(("half_hours", "is_error"), [(0, True), (-2, True), (3, False)])
def test_hours_nobody_gives_are_told(half_hours, is_error):
    faults = plan_faults(lines("Дроби", half_hours=half_hours), [])
    assert [fault.is_error for fault in faults if fault.number] == [is_error]


def control(topics, *numbers):
    return tuple(replace(topic, is_control=topic.number in numbers) for topic in topics)


@pytest.mark.parametrize(
    ("numbers", "weekly", "said"),
    [
        (range(5, 40, 3), 10, "больше 10 %"),
        ((50,), 10, ""),
        ((1,), 10, "на первом уроке"),
        ((100,), 10, "на последнем уроке"),
        ((1, 50, 100), 2, ""),
        ((20, 32), 10, "раньше чем через 2,5 недели после урока № 20"),
        ((20, 33), 10, ""),
        ((20, 22), 2, "раньше чем через 2,5 недели"),
        ((20, 23), 2, ""),
    ],
)
def test_limits_of_control_works_are_warnings_5_5(numbers, weekly, said):
    told = [text for text in warnings(control(plain(100), *numbers), weekly) if "онтрольн" in text]
    assert any(said in text for text in told) if said else told == []


def test_a_control_work_of_three_lessons_and_a_practical_one_of_two_are_told():
    long = control(lines("Итоговая проверка", half_hours=6), 1)
    assert any("больше двух уроков" in text for text in warnings(long, 2))
    practical = lines("Практическая работа № 1 по теме «Углы»", half_hours=4)
    assert any("больше одного урока" in text for text in warnings(practical, 2))


def test_lines_without_a_section_and_repeated_topics_are_warnings():
    bare = tuple(replace(topic, section="") for topic in lines("Дроби", "Дроби."))
    told = warnings(bare)
    assert "Не указан раздел (модуль) у уроков № 1–2." in told
    assert "Тема повторяет предыдущую." in told


@pytest.mark.parametrize(
    ("topic", "code"),
    [
        ("Контрольная работа № 1 по теме «Дроби»", "CTRL"),
        ("к/р № 2", "CTRL"),
        ("Лабораторная работа", "LAB"),
        ("Анализ контрольной работы", ""),
        ("Дроби", ""),
    ],
)
def test_the_kind_of_work_is_read_off_the_topic(topic, code):
    assert work_code(topic) == code
