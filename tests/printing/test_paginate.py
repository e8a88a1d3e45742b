from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from journal_desktop.domain.spread import Enrolled
from journal_desktop.printing.book import Book, Column, Sheet
from journal_desktop.printing.class_journal import Content
from journal_desktop.printing.page import MM, Frame, Kind, Paper, Pen, is_counted
from journal_desktop.printing.paginate import sheets_of
from journal_desktop.printing.proof import faults
from journal_desktop.printing.sheets import draw_last
from printing.reading import inks, sizes, words
from printing.year import (
    CERTIFICATION,
    PAPER,
    QUARTERS,
    TITLE,
    TYPE,
    book_pages,
    class_7a,
    lesson,
    pupils,
    spread,
)

PAPERS = [
    Paper(landscape=landscape, duplex=duplex, draft=draft)
    for landscape in (False, True)
    for duplex in (False, True)
    for draft in (False, True)
]
_BEGIN = date(2026, 9, 1)


def _lessons(number: int):
    return [lesson(n, _BEGIN + timedelta(n)) for n in range(number)]


@pytest.mark.parametrize("paper", PAPERS, ids=str)
def test_a_whole_year_passes_the_check_before_print_on_every_paper(paper):
    assert faults(book_pages(class_7a(), paper), paper, TYPE) == ()


@pytest.mark.parametrize("people", [0, 1, 34, 40])
@pytest.mark.parametrize("number", [0, 1, 300])
def test_any_number_of_pupils_and_lessons_passes_the_check(people, number):
    pages = book_pages([spread("Алгебра", pupils(people), _lessons(number))])
    assert faults(pages, PAPER, TYPE) == ()
    carried = [one for page in pages if page.kind is Kind.LEFT for one in page.lessons]
    assert carried == list(range(number))
    for page in pages:
        assert min(sizes(page), default=7.0) >= 7


def test_order_of_the_book_and_its_numbers():
    pages = book_pages([spread("Алгебра", pupils(3), _lessons(3))])
    kinds = [page.kind for page in pages]
    assert kinds == [
        Kind.TITLE, Kind.TABLE, Kind.TABLE, Kind.LEFT, Kind.RIGHT, Kind.BLANK, Kind.LAST,
        Kind.BLANK, Kind.STICKERS,
    ]  # fmt: skip
    assert [page.number for page in pages] == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert [page.sheet for page in pages] == [1, None, 2, None, 3, None, None, None, None]


def test_page_number_stands_at_the_top_centre_from_page_two():
    for page in book_pages(class_7a()):
        places = [
            (x, y)
            for run in page.ink.runs
            for x, y, text in run.places
            if text == str(page.number) and y > page.frame.body
        ]
        if page.kind in {Kind.TITLE, Kind.STICKERS}:
            assert places == []
        else:
            [(x, y)] = places
            assert x == page.frame.centre
            assert page.size[1] - y >= 10 * MM


def test_sheet_number_stands_in_the_upper_right_corner_of_fronts_only():
    for page in book_pages(class_7a()):
        marks = [text for text in words(page) if re.fullmatch(r"л\. \d+", text)]
        assert marks == ([f"л. {page.sheet}"] if page.sheet else [])
        assert bool(page.sheet) == (page.number % 2 == 1 and is_counted(page.kind))


def test_binding_field_is_mirrored_in_duplex_and_at_the_left_in_single_sided_print():
    for page in book_pages(class_7a()):
        left, right = page.frame.left, page.size[0] - page.frame.right
        inner, outer = (left, right) if page.number % 2 else (right, left)
        assert inner == pytest.approx(30 * MM)
        assert outer == pytest.approx(10 * MM)
    for page in book_pages(class_7a(), Paper(duplex=False)):
        assert page.frame.left == pytest.approx(30 * MM)
        assert page.sheet == (page.number if is_counted(page.kind) else None)


def test_an_empty_page_is_put_in_where_parity_needs_it():
    many = [spread(f"Предмет {number}", (), ()) for number in range(45)]
    pages = book_pages(many)
    first_left = next(page for page in pages if page.kind is Kind.LEFT)
    before = pages[first_left.number - 2]
    assert first_left.number == 6
    assert before.kind is Kind.BLANK
    assert "Страница оставлена пустой" in set(words(before))
    assert not any(page.kind is Kind.BLANK for page in book_pages(many, Paper(duplex=False)))


def test_contents_name_the_pages_and_teacher_of_each_subject():
    pages = book_pages(class_7a())
    contents = list(words(pages[2]))
    lefts = [page for page in pages if page.kind is Kind.LEFT]
    english = next(page for page in lefts if page.lessons[0] >= 500)
    last = next(page.number for page in reversed(pages) if page.kind is Kind.RIGHT)
    assert contents.index("Алгебра") < contents.index("Английский язык (группа 1)")
    assert "Смирнова Елена Игоревна" in contents
    assert f"4 – {english.number - 1}" in contents
    assert f"{english.number} – {last}" in contents


def test_further_sections_are_tables_listed_in_the_contents():
    remarks = Sheet(
        "Замечания по ведению журнала", (Column("№", 1), Column("Дата", 3)), (("1", "02.09"),) * 90
    )
    pages = book_pages([spread("Алгебра", (), ())], content=Content(after=(remarks,)))
    assert faults(pages, PAPER, TYPE) == ()
    assert "6 – 8" in set(words(pages[2]))
    titles = [text for page in pages[5:9] for text in words(page) if "Замечания" in text]
    assert titles == [remarks.title, *[f"{remarks.title} (продолжение)"] * 2]


@pytest.mark.parametrize(
    ("sheets", "text"),
    [
        (1, "1 (один) лист, с № 1 по № 1"),
        (2, "2 (два) листа, с № 1 по № 2"),
        (5, "5 (пять) листов, с № 1 по № 5"),
        (11, "11 (одиннадцать) листов, с № 1 по № 11"),
        (21, "21 (двадцать один) лист, с № 1 по № 21"),
        (22, "22 (двадцать два) листа, с № 1 по № 22"),
        (40, "40 (сорок) листов, с № 1 по № 40"),
        (90, "90 (девяносто) листов, с № 1 по № 90"),
        (101, "101 (сто один) лист, с № 1 по № 101"),
        (111, "111 (сто одиннадцать) листов, с № 1 по № 111"),
        (112, "112 (сто двенадцать) листов, с № 1 по № 112"),
        (142, "142 (сто сорок два) листа, с № 1 по № 142"),
        (200, "200 (двести) листов, с № 1 по № 200"),
    ],
)
def test_certifying_inscription_counts_in_figures_and_words(sheets, text):
    pen = Pen()
    book = Book(TITLE, None, (), CERTIFICATION)
    draw_last(pen, Frame(85, 43, 567, 813, 785, 25), book, sheets, TYPE)
    found = [place[2].replace("\u00a0", " ") for run in pen.ink().runs for place in run.places]
    assert text in found


@pytest.mark.parametrize("duplex", [False, True])
def test_certifying_sheet_counts_the_sheets_before_it(duplex):
    pages = book_pages(class_7a(), Paper(duplex=duplex))
    [last] = [page for page in pages if page.kind is Kind.LAST]
    assert sheets_of(pages) == (last.number // 2 if duplex else last.number - 1)
    assert any(text.startswith(f"{sheets_of(pages)} (") for text in words(last))


def test_note_of_a_pupil_who_left_goes_across_the_row_or_under_the_grid():
    gone = replace(
        pupils(1)[0],
        enrolled=(Enrolled(_BEGIN, date(2026, 9, 12)),),
        note="выбыл 12.09.2026, пр. № 45-у от 11.09.2026",
    )
    for number in (12, 13, 16, 30):
        pages = book_pages([spread("Алгебра", [gone], _lessons(number), ())])
        shown = [text for page in pages for text in words(page) if gone.note in text]
        assert bool(shown) == (number > 12)


def test_title_draft_and_holes_are_as_asked():
    [title, *_] = book_pages(class_7a(), Paper(draft=True))
    assert {"КЛАССНЫЙ ЖУРНАЛ", "7А класса", "2026/2027 учебный год"} <= set(words(title))
    assert "Иванова Мария Петровна" in set(words(title))
    for page in book_pages(class_7a(), Paper(draft=True)):
        assert "ЧЕРНОВИК" in set(words(page))
    for page in book_pages(class_7a(), Paper(holes=False)):
        assert "ЧЕРНОВИК" not in set(words(page))
        for stroke in (s for ink in inks(page) for rule in ink.rules for s in rule.strokes):
            assert page.frame.left - 0.1 <= stroke[0] <= page.frame.right + 0.1


def test_holes_lie_fifteen_millimetres_from_the_binding_edge():
    for paper in (Paper(), Paper(landscape=True)):
        for page in book_pages(class_7a(), paper):
            holes = [
                stroke
                for rule in page.stamps[0].rules
                for stroke in rule.strokes
                if not page.frame.left <= stroke[0] <= page.frame.right
            ]
            assert len(holes) == 8
            middle = {round((x1 + x2) / 2 / MM, 1) for x1, _, x2, _ in holes}
            edge = 15 if page.number % 2 else page.size[0] / MM - 15
            assert middle == {round(edge, 1)}


def test_grid_of_a_class_is_stored_once_for_all_its_full_openings():
    pages = book_pages(
        [spread("Алгебра", pupils(34), _lessons(80)), spread("Химия", pupils(34), _lessons(80))]
    )
    lefts = [page for page in pages if page.kind is Kind.LEFT]
    grids = {page.stamps[-1] for page in lefts}
    assert len(lefts) >= 10
    assert len(grids) <= 3


def test_period_end_is_written_under_its_last_lesson():
    pages = book_pages([spread("Алгебра", pupils(3), _lessons(60), QUARTERS[:1])])
    texts = [text for page in pages if page.kind is Kind.RIGHT for text in words(page)]
    [line] = [text for text in texts if text.startswith("За I четверть")]
    assert line.startswith("За I четверть: по плану – 55 ч, проведено – 55 ч.")
    assert line.endswith("/Иванова М. П./")
