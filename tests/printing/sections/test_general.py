"""General data: what minimal data leaves out, how orders are told, how it lies on paper."""

from dataclasses import replace
from datetime import date

import pytest

from journal_desktop.domain.vocabulary import EnrolmentEnd, Sex
from journal_desktop.printing.page import Kind
from journal_desktop.printing.sections.general import general_data
from journal_desktop.queries.book_pupils import BookGuardian, BookPupil, BookStay
from printing.reading import squeezed
from printing.sections.paper import laid, texts, titles, whole_text

STAY = BookStay(date(2026, 9, 1), "", "", None, None, "", "")
MOTHER = BookGuardian("Абрамова Елена Юрьевна", "мать", "КрасЗавод, инженер", "+7 111")
FATHER = BookGuardian("Абрамов Пётр Ильич", "отец", "", "+7 222")
PUPIL = BookPupil(
    id=1,
    full_name="Абрамова Дарья Петровна",
    file_number="А-17",
    born=date(2013, 5, 1),
    sex=Sex.FEMALE,
    stays=(STAY,),
    guardians=(MOTHER, FATHER),
    address="ул. Мира, д. 1",
    phone="+7 000",
)


def row(pupil, *, minimal=True, with_sex=False):
    return [
        texts(line)
        for line in general_data([pupil], minimal=minimal, with_sex=with_sex).blocks[0].lines
    ]


def test_minimal_data_has_no_workplace_phone_or_address_152_fz():
    table = general_data([PUPIL], minimal=True, with_sex=False)
    assert table.further == ()
    assert not any(word in " ".join(titles(table)) for word in ("работы", "телефон", "адрес"))
    text = whole_text(laid(table))
    for hidden in (MOTHER.workplace, MOTHER.phone, PUPIL.address, PUPIL.phone):
        assert squeezed(hidden) not in text
    assert squeezed("Абрамова Елена Юрьевна (мать)") in text


def test_whole_data_is_an_opening_with_a_row_for_every_parent():
    table = general_data([PUPIL], minimal=False, with_sex=True)
    pages = laid(table)
    assert [page.kind for page in pages] == [Kind.LEFT, Kind.RIGHT]
    text = whole_text(pages)
    for told in (MOTHER.workplace, MOTHER.phone, FATHER.phone, PUPIL.address, PUPIL.phone):
        assert squeezed(told) in text
    first, second = row(PUPIL, minimal=False, with_sex=True)
    assert first[:6] == [
        "1",
        "Абрамова Дарья Петровна",
        "А-17",
        "01.05.2013",
        "ж",
        "Абрамова Елена Юрьевна (мать)",
    ]
    assert (second[5], second[6]) == ("Абрамов Пётр Ильич (отец)", "+7 222")


def test_sex_is_printed_only_when_asked_for():
    assert "Пол" in titles(general_data([PUPIL], minimal=True, with_sex=True))
    assert "Пол" not in titles(general_data([PUPIL], minimal=True, with_sex=False))


@pytest.mark.parametrize(
    ("changes", "arrived", "left"),
    [
        ({}, "01.09.2026", ""),
        (
            {"arrival_order": "пр. № 60-у от 31.08.2026", "arrived_from": "г. Томск"},
            "01.09.2026, пр. № 60-у от 31.08.2026 (из: г. Томск)",
            "",
        ),
        (
            {
                "ends": date(2026, 10, 1),
                "end_kind": EnrolmentEnd.LEFT,
                "departure_order": "пр. № 45-у от 30.09.2026",
                "departed_to": "г. Канск",
            },
            "01.09.2026",
            "01.10.2026, пр. № 45-у от 30.09.2026 (в: г. Канск)",
        ),
        (
            {"ends": date(2027, 6, 26), "end_kind": EnrolmentEnd.GRADUATED},
            "01.09.2026",
            "26.06.2027 (окончание обучения)",
        ),
        (
            {"ends": date(2026, 11, 3), "end_kind": EnrolmentEnd.MOVED, "departed_to": "7Б"},
            "01.09.2026",
            "03.11.2026 (в: 7Б)",
        ),
        ({"ends": date(2027, 8, 31), "end_kind": EnrolmentEnd.PROMOTED}, "01.09.2026", ""),
    ],
)
def test_movement_is_told_with_day_order_and_place(changes, arrived, left):
    pupil = replace(PUPIL, stays=(replace(STAY, **changes),))
    assert row(pupil)[0][-2:] == [arrived, left]


def test_two_stays_stand_under_one_another():
    gone = replace(STAY, ends=date(2026, 10, 1), end_kind=EnrolmentEnd.LEFT)
    back = replace(STAY, begins=date(2026, 12, 1), arrived_from="г. Канск")
    assert row(replace(PUPIL, stays=(gone, back)))[0][-2:] == [
        "01.09.2026\n01.12.2026 (из: г. Канск)",
        "01.10.2026",
    ]


def test_a_pupil_without_parents_has_a_row():
    (line,) = row(replace(PUPIL, guardians=()))
    assert line[4] == ""


@pytest.mark.parametrize("minimal", [False, True])
@pytest.mark.parametrize("landscape", [False, True])
def test_long_names_and_addresses_wrap_and_nothing_is_cut(landscape, minimal):
    address = ("Красноярский край, Енисейский район, посёлок Подтёсово, " * 6)[:255]
    name = "Долгоимённая-Предолгоимённая Александра-Виктория Константиновна"
    people = [
        replace(PUPIL, full_name=f"{name}{n}", address=address, file_number=f"Д-{n}")
        for n in range(45)
    ]
    pages = laid(general_data(people, minimal=minimal, with_sex=True), landscape=landscape)
    text = whole_text(pages)
    assert [n for n in range(45) if squeezed(f"{name}{n}") not in text] == []
    assert text.count(squeezed(address)) == (0 if minimal else 45)


def test_pages_of_a_table_are_about_equally_full():
    people = [replace(PUPIL, full_name=f"Абрамова Дарья {n}") for n in range(37)]
    pages = laid(general_data(people, minimal=True, with_sex=False))
    counts = [whole_text([page]).count("А-17") for page in pages]
    assert sum(counts) == len(people)
    assert max(counts) - min(counts) <= 3


def test_an_empty_class_says_so():
    table = general_data([], minimal=True, with_sex=False)
    assert "Записейнет" in whole_text(laid(table))
