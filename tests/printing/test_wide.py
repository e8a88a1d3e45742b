from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_desktop.printing.book import Book
from journal_desktop.printing.class_journal import legend
from journal_desktop.printing.page import Kind, Page, Paper
from journal_desktop.printing.paginate import paginate
from journal_desktop.printing.proof import faults
from journal_desktop.printing.wide import (
    COVERED,
    STRONG,
    TEXT,
    Block,
    Head,
    Signature,
    Spot,
    Wide,
    rows_of,
)
from journal_desktop.printing.wide_layout import plan_wide
from printing.reading import printed, sizes, squeezed
from printing.year import CERTIFICATION, PAPER, TITLE, TYPE

_SUBJECTS = (
    "Русский язык", "Литература", "Иностранный (английский) язык", "Вероятность и статистика",
    "Основы духовно-нравственной культуры народов России",
)  # fmt: skip
_HEADS = (
    Head("№ п/п", 8),
    Head("Фамилия, имя, отчество", 40, grow=1, look=TEXT),
    Head("Периоды", 22, look=TEXT),
    Head("Предметы", below=tuple(Head(title, 9, turned=True) for title in _SUBJECTS)),
    Head("Решение", 42, look=TEXT),
)
_ROWS = ("I четверть", "II четверть", "Годовая")


def _pupil(number: int, decision: str = "Переведена в 6 класс") -> Block:
    marks = tuple("5" for _ in _SUBJECTS)
    first = (
        Spot(str(number), down=3), Spot(f"Абрамова{number} Дарья Олеговна", down=3), _ROWS[0],
        *marks, Spot(decision, down=3),
    )  # fmt: skip
    rest = tuple((COVERED, COVERED, title, *marks, COVERED) for title in _ROWS[1:])
    return Block((first, *rest))


def _wide(count: int, **changes: object) -> Wide:
    made = Wide("Сводная ведомость", _HEADS, tuple(_pupil(n) for n in range(1, count + 1)))
    return replace(made, **changes)  # type: ignore[arg-type]


def _pages(wide: Wide, paper: Paper = PAPER) -> list[Page]:
    pages = paginate(Book(TITLE, legend(late=False), (wide,), CERTIFICATION), paper, TYPE)
    assert faults(pages, paper, TYPE) == ()
    return [page for page in pages[3:] if page.kind not in (Kind.BLANK, Kind.LAST)]


@pytest.mark.parametrize("landscape", [False, True])
def test_a_block_stands_whole_on_one_page_under_a_repeated_head(landscape):
    pages = printed(_pages(_wide(60), replace(PAPER, landscape=landscape)))
    assert len(pages) > 2
    for page in pages:
        assert page.text.count("Решение") == 1
        own = page.text.count("Абрамова")
        assert [page.text.count(title) for title in _ROWS] == [
            own + page.text.count("II ч"),
            own,
            own,
        ]
    whole = squeezed("".join(page.text for page in pages))
    assert [n for n in range(1, 61) if f"Абрамова{n}Д" not in whole] == []


def test_an_opening_carries_the_same_rows_on_both_pages():
    further = tuple(Head(f"{day:02}", 6) for day in range(1, 26))
    rows = rows_of(
        (str(n), f"Фамилия{n}", *("б" for _ in range(10)), *("у" for _ in range(25)))
        for n in range(1, 71)
    )
    heads = (Head("№", 8), Head("Имя", 40, look=TEXT), *(Head(f"{day}", 6) for day in range(10)))
    wide = Wide("Пропуски", heads, rows, further, repeated=1)
    pages = _pages(wide)
    assert [page.kind for page in pages] == [Kind.LEFT, Kind.RIGHT] * 2
    assert all(page.number % 2 == 0 for page in pages[::2])
    left, right = printed(pages)[:2]
    rows_left = [line for line in left.text.splitlines() if "Фамилия" in line]
    assert len(rows_left) == right.text.count("у" * 1) // 25


def test_nothing_is_cut_and_nothing_is_smaller_than_seven_points():
    long = " ".join(f"слово-{n}" for n in range(300))
    name = "Константинопольский-Преображенский Александр-Мухаммед Магомедрасулович-оглы"
    block = Block(
        (
            ("1", name, "Годовая", "незач.", "зач.", "осв.", "К", "н*", long),
            ("2", Spot("Итого", STRONG, across=7), *[COVERED] * 6, "–"),
        )
    )
    pages = _pages(_wide(0, blocks=(block,)))
    text = squeezed("".join(page.text for page in printed(pages)))
    assert [n for n in range(300) if f"слово-{n}" not in text] == []
    assert squeezed(name) in text
    assert min(min(sizes(page)) for page in pages) >= 7


def test_a_block_higher_than_a_page_goes_on_over_the_next_one():
    decision = "\n".join(f"строка {number}" for number in range(200))
    pages = _pages(_wide(0, blocks=(_pupil(1), _pupil(2, decision), _pupil(3))))
    text = "".join(page.text for page in printed(pages))
    assert [n for n in range(200) if f"строка {n}\r\n" not in text] == []


@pytest.mark.parametrize("count", range(1, 12))
def test_what_stands_under_the_table_is_never_alone_on_a_page(count):
    signatures = tuple(Signature(f"Должность {n}", "И. О. Фамилия") for n in range(3))
    wide = _wide(count, notes=("Примечание.",) * 6, signatures=signatures, seal=True)
    for page in printed(_pages(wide, replace(PAPER, landscape=True))):
        assert "Абрамова" in page.text
    assert "Должность 2" in page.text
    assert "М.П." in page.text


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.integers(1, 90), st.booleans()), max_size=25),
    st.integers(0, 12),
)
def test_every_line_of_every_block_comes_once_and_no_page_is_overfull(blocks, notes):
    made = tuple(
        Block((("1", Spot(" ".join(["слово"] * words), look=TEXT), *[""] * 7),), bound=bound)
        for words, bound in blocks
    )
    frame = Paper(landscape=True).frame(1)
    plan = plan_wide(_wide(0, blocks=made, notes=("Слово. " * 30,) * notes), frame, TYPE)
    room = frame.body - frame.bottom - plan.head_height
    for page in plan.pages:
        assert sum(block.height for block in page) <= room
    found = sum(
        text.count("слово")
        for page in plan.pages
        for block in page
        for cell in block.cells[0]
        for text, _ in cell.lines or ()
    )
    assert found == sum(words for words, _ in blocks)


def test_a_table_without_rows_says_so_and_a_pupil_not_enrolled_is_hatched():
    assert "Записей нет" in printed(_pages(_wide(0)))[0].text
    hatched = Block((("1", "Имя", "Год", None, None, None, None, None, ""),))
    [page] = _pages(_wide(0, blocks=(hatched,)))
    assert sum(rule.grey > 0 for rule in page.ink.rules) == 1
