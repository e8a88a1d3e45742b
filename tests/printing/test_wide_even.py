"""Tables of like rows: shared out over their pages, grown to them, filled in by hand, joined."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_desktop.printing.book import Book
from journal_desktop.printing.page import MM, Kind
from journal_desktop.printing.paginate import paginate
from journal_desktop.printing.proof import faults
from journal_desktop.printing.wide import TEXT, Block, Head, Signature, Wide, rows_of
from journal_desktop.printing.wide_layout import plan_wide
from printing.year import CERTIFICATION, PAPER, TITLE, TYPE

HEADS = (Head("№", 8), Head("Имя", 40, grow=1, look=TEXT))
FRAME = PAPER.frame(1)


def table(count, **changes):
    lines = [(str(number), f"Абрамова {number}") for number in range(1, count + 1)]
    return replace(Wide("Ведомость", HEADS, rows_of(lines), tallest=6.5), **changes)


def rows(wide):
    """Heights of rows page by page, in points."""
    plan = plan_wide(wide, FRAME, TYPE)
    return [[height for block in page for height in block.heights] for page in plan.pages]


@settings(max_examples=40)
@given(count=st.integers(1, 200), notes=st.booleans(), signed=st.booleans())
def test_pages_are_alike_and_rows_of_one_height_that_never_overflows(count, notes, signed):
    wide = table(
        count,
        notes=("Примечание. " * 20,) if notes else (),
        signatures=(Signature("Директор"),) if signed else (),
    )
    pages = rows(wide)
    assert sum(map(len, pages)) == count
    if not (notes or signed):
        assert max(map(len, pages)) - min(map(len, pages)) <= max(3, count // len(pages) // 8)
    assert len({round(height, 6) for page in pages for height in page}) == 1
    assert max(map(max, pages)) <= 6.5 * MM + 0.01
    assert len(pages) == len(rows(replace(wide, tallest=0.0)))
    book = Book(TITLE, None, (wide,), CERTIFICATION)
    assert faults(paginate(book, PAPER, TYPE), PAPER, TYPE) == ()


def test_a_row_with_more_text_stays_as_high_as_it_is():
    tall = Block((("1", "слово\n" * 6),))
    ((high, *others),) = rows(replace(table(9), blocks=(tall, *table(9).blocks)))
    assert high > 6.5 * MM
    assert {round(height, 6) for height in others} == {round(6.5 * MM, 6)}


def test_rows_for_a_pen_are_as_high_as_asked():
    ((*heights,),) = rows(replace(table(0), blocks=rows_of([("", "")] * 3, lowest=14)))
    assert heights == [14 * MM] * 3


@pytest.mark.parametrize(
    ("first", "second", "pages"),
    [
        (table(3), table(3), 1),
        (table(3), table(60), 3),
        (table(3, signatures=(Signature("Директор"),)), table(3), 2),
        (table(30), table(3), 2),
        (table(3), table(0, blocks=rows_of([("1",) * 4]), further=HEADS, repeated=1), 3),
    ],
    ids=["room", "long", "signed", "full", "opening"],
)
def test_a_joined_table_shares_the_page_only_where_it_stands_whole(first, second, pages):
    book = Book(TITLE, None, (first, replace(second, joined=True)), CERTIFICATION)
    laid = paginate(book, PAPER, TYPE)
    assert faults(laid, PAPER, TYPE) == ()
    own = [page for page in laid[2:] if page.kind not in {Kind.BLANK, Kind.LAST}]
    assert len(own) == pages
