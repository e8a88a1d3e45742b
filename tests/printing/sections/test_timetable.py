"""The timetable on paper: weekdays across, lessons down, each version under its days."""

from datetime import date, timedelta

import pytest

from journal_desktop.printing.sections.timetable import timetable_table
from journal_desktop.queries.book_timetable import BookSlot, ClassTimetable, TimetableVersion
from printing.reading import squeezed
from printing.sections.paper import laid, texts, titles, whole_text

ALGEBRA = BookSlot("Алгебра", "", "")
ENGLISH = tuple(BookSlot("Английский язык", group, "") for group in ("группа 1", "группа 2"))
BEGINS = date(2026, 9, 1)


def version(number, cells):
    begins = BEGINS + timedelta(number * 30)
    return TimetableVersion(begins, begins + timedelta(29), cells)


def test_subgroups_stand_in_one_cell_and_odd_weeks_are_told():
    odd, even = BookSlot("Физика", "", "10"), BookSlot("Химия", "", "01")
    table = timetable_table(
        ClassTimetable(5, (version(0, {(1, 1): (ALGEBRA,), (2, 1): ENGLISH, (3, 3): (odd, even)}),))
    )
    assert titles(table) == ["№ урока", "Понедельник", "Вторник", "Среда", "Четверг", "Пятница"]
    title, first, second, third = (texts(block.lines[0]) for block in table.blocks)
    assert title[0] == "с 01.09.2026 по 30.09.2026"
    assert first == ["1", "Алгебра", "Английский язык (группа 1, группа 2)", "", "", ""]
    assert second == ["2", "", "", "", "", ""], "an empty lesson between two keeps its row"
    assert third[3] == "Физика (нечётные недели)\nХимия (чётные недели)"


@pytest.mark.parametrize(("count", "shown"), [(1, 1), (3, 3), (5, 2)])
def test_more_than_three_versions_are_the_first_and_the_last(count, shown):
    versions = tuple(version(n, {(1, 1): (ALGEBRA,)}) for n in range(count))
    table = timetable_table(ClassTimetable(6, versions))
    heads = [texts(block.lines[0])[0] for block in table.blocks if block.strong]
    assert len(heads) == shown
    assert heads[-1].startswith(f"с {versions[-1].begins:%d.%m.%Y}")
    assert bool(table.notes) == (count > shown)
    if table.notes:
        assert [f"{one.begins:%d.%m.%Y}" in table.notes[0] for one in versions] == [
            False,
            True,
            True,
            True,
            False,
        ]


@pytest.mark.parametrize("landscape", [False, True])
def test_a_full_week_of_long_subjects_lies_on_paper(landscape):
    long = BookSlot("Основы духовно-нравственной культуры народов России", "группа 12", "10")
    cells = {(day, number): (long,) for day in range(1, 7) for number in range(1, 9)}
    pages = laid(timetable_table(ClassTimetable(6, (version(0, cells),))), landscape=landscape)
    assert len(pages) == 1
    assert whole_text(pages).count(squeezed("12, нечётные недели")) == 48


def test_a_class_without_a_timetable_says_so():
    assert "Записейнет" in whole_text(laid(timetable_table(ClassTimetable(5, ()))))
