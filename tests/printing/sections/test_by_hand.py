"""Clubs, forms filled in by hand, the place of the health sheet."""

import pytest

from journal_desktop.printing.sections.clubs import clubs_table
from journal_desktop.printing.sections.forms import briefings, fitness, public_life
from journal_desktop.printing.sections.health import health_note, health_table
from journal_desktop.queries.book_courses import (
    CourseOfPupil,
    CoursePupil,
    CoursesOfBook,
    HalfAttended,
)
from journal_desktop.queries.book_health import BookHealthLine
from journal_desktop.queries.book_names import ClassMember
from printing.reading import squeezed
from printing.sections.paper import laid, texts, titles, whole_text

PEOPLE = [ClassMember("Абрамова Дарья", "Абрамова Дарья Петровна"), ClassMember("Белов Пётр", "")]
HELD = HalfAttended(begun=True, member=True, half_hours=31)


def course(title, *halves):
    return CourseOfPupil(title, "Иванова М. П.", halves)


@pytest.mark.parametrize(
    ("half", "text"),
    [
        (HELD, "15,5 ч"),
        (HalfAttended(begun=True, member=True, half_hours=0), "нет"),
        (HalfAttended(begun=True, member=True, half_hours=None), "посещает"),
        (HalfAttended(begun=True, member=False, half_hours=0), "нет"),
        (HalfAttended(begun=False, member=True, half_hours=0), ""),
    ],
)
def test_a_half_year_of_a_course_tells_hours_or_that_there_were_none(half, text):
    pupil = CoursePupil("Абрамова Дарья", "", (course("Шахматы", half, HELD),))
    line = texts(clubs_table(CoursesOfBook("Лицей № 10", (pupil,))).blocks[0].lines[0])
    assert line == ["1", "Абрамова Дарья", "Шахматы", "Лицей № 10", "Иванова М. П.", text, "15,5 ч"]


def test_courses_of_a_pupil_stay_together_and_who_has_none_has_a_row():
    two = CoursePupil("Абрамова Дарья", "", (course("Хор", HELD, HELD), course("Бег", HELD, HELD)))
    none = CoursePupil("Белов Пётр", "", ())
    table = clubs_table(CoursesOfBook("Лицей № 10", (two, none)))
    assert [texts(line)[2] for line in table.blocks[0].lines] == ["Хор", "Бег"]
    assert texts(table.blocks[1].lines[0]) == ["2", "Белов Пётр", "", "", "", "", ""]
    empty = [block for block in table.blocks[2:] if not "".join(texts(block.lines[0]))]
    assert len(empty) == 6


@pytest.mark.parametrize("make", [public_life, fitness, lambda people: briefings(people)[1]])
@pytest.mark.parametrize("landscape", [False, True])
def test_forms_have_the_names_and_spare_rows_whatever_the_class(make, landscape):
    many = [ClassMember(f"{'Я' * 58}{number}", "") for number in range(45)]
    for people in ([], PEOPLE, many):
        table = make(people)
        lines = [texts(block.lines[0]) for block in table.blocks]
        assert len(lines) == len(people) + 3
        assert {"".join(cell or "" for cell in line[2:]) for line in lines} == {""}
        text = whole_text(laid(table, landscape=landscape))
        assert [one.name for one in people if squeezed(one.name) not in text] == []


def test_namesakes_get_their_patronymics():
    people = [ClassMember("Ким Ева", f"Ким Ева {middle}") for middle in ("Ильинична", "Олеговна")]
    names = [texts(block.lines[0])[1] for block in fitness(people).blocks]
    assert names[:2] == ["Ким Ева Ильинична", "Ким Ева Олеговна"]


def test_a_briefing_has_its_number_in_both_tables():
    told, signed = briefings(PEOPLE)
    numbers = [texts(block.lines[0])[0] for block in told.blocks]
    assert titles(signed)[2:] == numbers == [str(number) for number in range(1, 13)]


def test_the_note_says_where_the_health_sheet_is_and_nothing_medical():
    text = whole_text(laid(health_note()))
    assert "Листздоровьяведётсявэлектронномвиде,доступограничен." in text


def test_the_reduced_sheet_has_neither_group_of_health_nor_diagnosis():
    line = BookHealthLine("Абрамова Дарья Петровна", "подготовительная", 4, "1", "Менять позу.")
    table = health_table([line, BookHealthLine("Белов Пётр")])
    assert [texts(block.lines[0]) for block in table.blocks] == [
        ["1", "Абрамова Дарья Петровна", "подготовительная", "4", "1", "Менять позу."],
        ["2", "Белов Пётр", "", "", "", ""],
    ]
    assert not any(word in " ".join(titles(table)).lower() for word in ("диагноз", "группа здор"))
