from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.printing.tables import BODY, Row, break_pages, row

_CELLS = st.lists(st.text(alphabet="ab", min_size=1, max_size=3), max_size=60)


def _row(cells: list[list[str]]) -> Row:
    return row(tuple((text, BODY) for text in cell) for cell in cells)


@given(st.lists(st.lists(_CELLS, min_size=1, max_size=3), max_size=8), st.floats(30, 400))
def test_breaking_rows_over_pages_keeps_every_line_and_the_height(tables, room):
    rows = [_row(cells) for cells in tables]
    pages = break_pages(rows, room)
    for page in pages:
        assert sum(line.height for line in page) <= room + 1e-6
    before = sorted(text for line in rows for cell in line.cells for text, _ in cell)
    after = sorted(text for page in pages for line in page for c in line.cells for text, _ in c)
    assert after == before


def test_a_long_row_goes_on_from_the_line_where_it_stopped():
    lines = [str(number) for number in range(50)]
    pages = break_pages([_row([lines])], 200)
    assert len(pages) > 2
    assert [text for page in pages for line in page for text, _ in line.cells[0]] == lines
