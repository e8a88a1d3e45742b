from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from journal_desktop.domain.spread import Cell
from journal_desktop.printing.class_journal import Content, bind
from journal_desktop.printing.fingerprint import fingerprint, shown, typed
from journal_desktop.printing.furniture import foot_text
from journal_desktop.printing.options import BookOptions
from journal_desktop.printing.page import Kind, Paper
from journal_desktop.printing.paginate import paginate
from journal_desktop.printing.qr import modules, payload
from printing.reading import words
from printing.year import CERTIFICATION, CONTENT, MARK, TITLE, TYPE, class_7a

SPREADS = class_7a()
BOOK = replace(bind(TITLE, SPREADS, CERTIFICATION, CONTENT), mark=MARK)


def test_equal_data_have_one_fingerprint_whatever_the_database_calls_them():
    again = bind(TITLE, class_7a(), CERTIFICATION, CONTENT)
    assert fingerprint(again) == fingerprint(BOOK)
    moved = tuple(
        replace(page, title=replace(page.title, id=page.title.id + 700)) for page in SPREADS
    )
    other = fingerprint(bind(TITLE, moved, CERTIFICATION, CONTENT))
    assert other.content == fingerprint(BOOK).content
    assert other.parts != fingerprint(BOOK).parts


def test_one_mark_changes_the_fingerprint_and_its_own_part_only():
    algebra, english = SPREADS
    place = next(iter(algebra.cells))
    cells = {**algebra.cells, place: Cell(("2",))}
    other = bind(TITLE, (replace(algebra, cells=cells), english), CERTIFICATION, CONTENT)
    before, after = fingerprint(BOOK), fingerprint(other)
    assert before.content != after.content
    pairs = zip(before.parts, after.parts, strict=True)
    assert [one.title for one, two in pairs if one != two] == ["Алгебра"]


@pytest.mark.parametrize(
    "options", [BookOptions(legend=False), BookOptions(late=True)], ids=["no legend", "late"]
)
def test_what_the_book_holds_is_in_its_fingerprint(options):
    other = bind(TITLE, SPREADS, CERTIFICATION, Content(options=options))
    assert fingerprint(other).content != fingerprint(BOOK).content


def test_strange_signs_have_a_fingerprint_too():
    title = replace(TITLE, class_teacher="a\ud800b 😀\x00")
    assert len(fingerprint(bind(title, (), CERTIFICATION, CONTENT)).content) == 64


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("9F86-D081-884C-7D65", "9f86d081884c7d65"),
        (" 9f86 d081 884c 7d65 ", "9f86d081884c7d65"),
        ("9F86–D081–884С–7D65", "9f86d081884c7d65"),
        ("9F86-D081", "9f86d081"),
        (MARK.content, MARK.content),
        (MARK.document, "7d3c1c526f0e4d0e9a640b6f5a3f2f11"),
        ("9F86-D08", ""),
        ("отпечаток", ""),
        ("", ""),
    ],
)
def test_a_fingerprint_is_understood_as_it_is_typed(text, digits):
    assert typed(text) == digits


def test_what_is_shown_can_be_typed():
    assert MARK.content.startswith(typed(shown(MARK.content)))


@pytest.mark.parametrize("paper", [Paper(), Paper(landscape=True, draft=True)], ids=str)
def test_every_page_bears_the_fingerprint_and_the_first_one_the_code(paper):
    pages = paginate(BOOK, paper, TYPE)
    for page in pages:
        assert list(words(page)).count(foot_text(MARK)) == 1
        assert bool(page.ink.fills) == (page.kind is Kind.TITLE)
    assert f"Документ {MARK.document}" in set(words(pages[0]))
    [last] = [page for page in pages if page.kind is Kind.LAST]
    assert {MARK.content, "Контрольная сумма данных журнала (SHA-256):"} <= set(words(last))
    assert any("01.06.2027" in text for text in words(last))


def test_a_book_without_a_mark_has_neither():
    for page in paginate(replace(BOOK, mark=None), Paper(), TYPE):
        assert not any("Отпечаток" in text or "Документ" in text for text in words(page))
        assert page.ink.fills == ()


def test_the_code_holds_the_document_and_the_hash_and_nothing_else():
    text = payload(MARK)
    assert text == f"JD1:{MARK.document.replace('-', '')}:{MARK.content}".upper()
    rows = modules(text)
    assert {len(row) for row in rows} == {len(rows)}
    finder = [row[:7] for row in rows[:7]]
    assert finder[0] == finder[6] == (True,) * 7
    assert finder[3] == (True, False, True, True, True, False, True)


def test_the_day_of_the_print_is_no_part_of_the_fingerprint():
    later = replace(BOOK, mark=replace(MARK, printed=date(2030, 1, 1)))
    assert fingerprint(later) == fingerprint(BOOK)
