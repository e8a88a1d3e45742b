"""The wording of topics."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.domain.topics import (
    WORK_NAMES,
    has_form,
    names_control,
    same_topic,
    tidy_topic,
    topic_faults,
    topic_key,
)


@pytest.mark.parametrize(
    ("topic", "named"),
    [
        ("Контрольная работа № 1 по теме «Глагол»", True),
        ("Итоговая контрольная работа за курс 6 класса", True),
        ("Резервный урок. Контрольная работа по теме «Литосфера – каменная оболочка Земли»", True),
        ("Обобщающее повторение «Южные материки». Контрольная работа", True),
        ("Диктант (Контрольная работа)", True),
        ("Входной контрольный диктант", True),
        ("Анализ контрольной работы", False),
        ("Подготовка к контрольной работе «Литература середины XIX в.»", False),
        ("Работа над ошибками контрольного диктанта", False),
        ("Резервный урок, из них уроков, отведённых на контрольные работы, – не более 17", False),
        ("Урок контроля", False),
    ],
)
def test_a_control_work_is_known_wherever_it_is_named_7_5(topic, named):
    assert names_control(topic) is named


@pytest.mark.parametrize(
    ("topic", "kind"),
    [
        pytest.param("Практическая работа № 5 по теме «Периметр квадрата»", "PRACT", id="sample"),
        pytest.param(
            "Контрольный диктант №2 по теме «Виды предложений по цели высказывания»",
            "DICT_CTRL",
            id="R-3.2.5-16-no-space",
        ),
        pytest.param('Контрольная работа N1 по теме "Дроби".', "CTRL", id="7.3-quotes-and-N"),
        pytest.param("Лабораторная работа # 3 по теме “Сила тока”", "LAB", id="7.3-sharp"),
        pytest.param("Контрольный тест No 4 по теме 'Клетка'", "CTRL_TEST", id="7.3-No"),
        pytest.param("Зачёт № 2 по теме «Дроби»", "CREDIT", id="7.3-credit"),
        pytest.param("Сочинение по теме «Осень»", "COMP", id="7.3-essay-without-number"),
        pytest.param("Контрольное сочинение № 1 по теме «Осень»", "COMP", id="7.3-essay-numbered"),
        pytest.param("Экскурсия по теме «Осенний парк»", "EXC", id="7.3-excursion"),
        pytest.param("Проект по теме «Моя семья»", "PROJECT", id="7.3-project"),
        pytest.param("Контрольная работа № 1 по теме «Язык Python»", "CTRL", id="7.3-latin-term"),
    ],
)
def test_right_form_has_no_faults(topic, kind):
    assert topic_faults(topic, kind, needs_form=True) == ()
    assert has_form(tidy_topic(topic))


@pytest.mark.parametrize(
    "topic",
    [
        pytest.param("Контрольная работа № 1", id="R-3.2.5-16-forbidden-1"),
        pytest.param("Практическая работа № 2", id="R-3.2.5-16-forbidden-2"),
        pytest.param("контрольная работа", id="7.3-bare"),
        pytest.param(" Лабораторная работа №3 .", id="7.3-bare-point"),
        pytest.param("Самостоятельная работа №4", id="7.3-bare-self"),
        pytest.param("Проверочная работа", id="7.3-bare-check"),
        pytest.param('Контрольная работа №1 по теме ""', id="R-3.2.5-16-empty-topic"),
        pytest.param("Контрольная работа № 1 по теме «…»", id="7.3-sample-left-in"),
        pytest.param("Контрольный диктант № 2", id="R-3.2.5-16-bare-dictation"),
        pytest.param("к/р № 1", id="R-3.2.5-16-short"),
        pytest.param("К.р. 2", id="7.3-short-points"),
        pytest.param("кр № 1", id="7.3-short-without-slash"),
        pytest.param("Контр. раб. 1", id="R-3.2.5-16-half-short"),
        pytest.param("Пр. раб. № 3", id="7.3-half-short-practical"),
        pytest.param("л/р по теме «Сила тока»", id="7.3-short-with-topic"),
    ],
)
def test_forbidden_names_are_errors_even_without_a_work(topic):
    (fault,) = topic_faults(topic)
    assert fault.is_error
    assert "(п. 3.2.5)" in fault.text
    assert " по теме «" in fault.text


@pytest.mark.parametrize(
    "topic",
    [
        "Анализ контрольной работы",
        "Работа над ошибками",
        "Дроби",
        "Ср. значение величины",
        "Пр. Невский",
        "Проекты юных техников",
        "Экскурсия в парк",
        "Изложение повествовательного текста",
        "",
        "  ",
    ],
)
def test_ordinary_topics_have_no_faults(topic):
    assert topic_faults(topic) == ()


@pytest.mark.parametrize(
    ("topic", "kind", "proposal"),
    [
        pytest.param(
            "Контрольная работа № 1 «Дроби»",
            "CTRL",
            "Контрольная работа № 1 по теме «Дроби»",
            id="7.3-по-теме-missing",
        ),
        pytest.param(
            "контрольная работа 3. дроби",
            "CTRL",
            "Контрольная работа № 3 по теме «Дроби»",
            id="7.3-number-sign-missing",
        ),
        pytest.param(
            "Контрольная работа № 1 по теме: Дроби",
            "CTRL",
            "Контрольная работа № 1 по теме «Дроби»",
            id="7.3-quotes-missing",
        ),
        pytest.param(
            "Контрольная работа по теме «Дроби» № 2",
            "CTRL",
            "Контрольная работа № 2 по теме «Дроби»",
            id="7.3-number-last",
        ),
        pytest.param(
            "Контрольная работа по теме «Дроби»",
            "CTRL",
            "Контрольная работа № 7 по теме «Дроби»",
            id="7.3-next-number",
        ),
        pytest.param(
            "Дроби",
            "CTRL",
            "Контрольная работа № 7 по теме «Дроби»",
            id="R-3.2.5-14-work-not-named",
        ),
        pytest.param(
            "pH раствора",
            "LAB",
            "Лабораторная работа № 7 по теме «pH раствора»",
            id="7.3-latin-start",
        ),
        pytest.param(
            "Л/р № 3 по теме „Сила тока“",
            "LAB",
            "Лабораторная работа № 3 по теме «Сила тока»",
            id="7.3-short",
        ),
        pytest.param(
            "Контрольная работа № 1 по теме «Рассказ «Муму»»",
            "CTRL",
            "Контрольная работа № 1 по теме «Рассказ „Муму“»",
            id="7.3-inner-quotes",
        ),
        pytest.param(
            "Проект «Моя семья»", "PROJECT", "Проект по теме «Моя семья»", id="7.3-project"
        ),
        pytest.param("Сочинение по картине", "COMP", "", id="7.3-no-guess-from-preposition"),
        pytest.param("Экскурсия", "EXC", "", id="7.3-no-topic-to-propose"),
        pytest.param("Контрольная работа № 1.5", "CTRL", "", id="7.3-odd-number"),
        pytest.param("Изложение текста-описания", "PRES", "", id="7.3-no-guess-from-a-phrase"),
        pytest.param("Выбор кисти", "OWN", "", id="7.3-kind-without-a-name"),
    ],
)
def test_fault_comes_with_the_right_form(topic, kind, proposal):
    fault = topic_faults(topic, kind, needs_form=True, next_number=7)[0]
    assert fault.is_error
    assert fault.proposal == proposal
    assert (proposal or "по теме «") in fault.text


def test_number_is_never_invented():
    (fault,) = topic_faults("Дроби", "CTRL", needs_form=True)
    assert fault.proposal == ""
    assert "Контрольная работа № 1 по теме «…»" in fault.text


def test_careless_name_in_a_lesson_without_a_work_is_a_warning():
    (fault,) = topic_faults("Контрольная работа. Списывание текста")
    assert not fault.is_error


def test_bare_essay_in_a_lesson_without_a_work_is_a_warning():
    (fault,) = topic_faults("Сочинение")
    assert not fault.is_error


def test_another_work_than_the_lesson_has_is_a_warning():
    (fault,) = topic_faults("Зачёт № 2 по теме «Дроби»", "CTRL", needs_form=True)
    assert not fault.is_error
    assert fault.text == "Тема называет работу «Зачёт», а вид работы урока – «Контрольная работа»."


def test_work_of_an_own_kind_may_have_any_name_of_the_list():
    assert topic_faults("Зачёт № 2 по теме «Дроби»", "OWN", needs_form=True) == ()


@pytest.mark.parametrize("topic", ["My family", "Present Simple"])
def test_foreign_topic_is_an_error(topic):
    (fault,) = topic_faults(topic)
    assert fault.is_error
    assert "по-русски" in fault.text


def test_long_topic_is_a_warning():
    (fault,) = topic_faults("Дроби " * 50)
    assert (fault.is_error, "250 знаков" in fault.text) == (False, True)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("  Дроби  и\nстепени ", "Дроби и степени"),
        ('Рассказ "Муму"', "Рассказ «Муму»"),
        ("Роман “Война и мир”", "Роман «Война и мир»"),
        ("Город 'Москва'", "Город «Москва»"),
        ("Don't и O'Neil: апостроф", "Don't и O'Neil: апостроф"),
        ("Задача №5", "Задача № 5"),
        ("Задача №  5", "Задача № 5"),
        ("Азот N2", "Азот N2"),
        ("Контрольная работа N2", "Контрольная работа № 2"),
        ("К/р#2", "К/р № 2"),
    ],
)
def test_topic_is_stored_tidy(text, stored):
    assert tidy_topic(text) == stored


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("Ёлка", "елка", True, id="7.4-ё"),
        pytest.param("А — Б", "А - Б", True, id="7.4-dash"),
        pytest.param("«Муму»", '"Муму"', True, id="7.4-quotes"),
        pytest.param("Дроби  и степени. ", "Дроби и степени", True, id="7.4-spaces-and-point"),
        pytest.param("Работа №5", "Работа № 5", True, id="7.4-number"),
        pytest.param("и\u0306од", "йод", True, id="7.4-NFC"),
        pytest.param("Дроби", "Степени", False, id="7.4-different"),
        pytest.param("Работа № 5", "Работа № 6", False, id="7.4-another-number"),
    ],
)
def test_topics_are_compared_after_normalisation(one, other, same):
    assert same_topic(one, other) is same


SUBJECTS = st.text(st.sampled_from("абвгдеёжзАБВ (),-"), min_size=3, max_size=30).filter(
    lambda subject: sum(sign.isalpha() for sign in subject) >= 3 and "  " not in subject
)


@given(
    st.sampled_from(WORK_NAMES),
    st.integers(1, 99),
    SUBJECTS.map(str.strip).filter(lambda s: len(s) >= 3),
)
def test_every_work_in_the_right_form_is_accepted(name, number, subject):
    assert has_form(f"{name.title} № {number} по теме «{subject}»")


TOPICS = st.one_of(
    st.text(max_size=40),
    st.builds(
        "{} {} {} {}".format,
        st.sampled_from([name.title for name in WORK_NAMES] + ["к/р", "Лаб. раб.", "пр"]),
        st.sampled_from(["", "№ 1", "N2", "3", "№"]),
        st.sampled_from(["", "по теме", "по теме:", ".", "-"]),
        st.sampled_from(
            ["", "«Дроби»", "Дроби", "«Рассказ «Муму»»", '"', "«„»", "абв. №5", "в парке"]
        ),
    ),
)


@given(TOPICS, st.sampled_from(["", "CTRL", "COMP", "OWN"]), st.sampled_from([None, 3]))
def test_proposal_never_needs_another_proposal(topic, kind, next_number):
    for fault in topic_faults(topic, kind, needs_form=bool(kind), next_number=next_number):
        if fault.proposal:
            again = topic_faults(fault.proposal, kind, needs_form=bool(kind))
            assert not any(other.proposal for other in again)
            assert has_form(fault.proposal)


@given(st.text(max_size=60))
def test_tidy_topic_is_tidy_and_the_same_topic(text):
    tidy = tidy_topic(text)
    assert tidy_topic(tidy) == tidy
    assert topic_key(topic_key(tidy)) == topic_key(tidy)
