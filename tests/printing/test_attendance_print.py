"""Sheets of attendance on paper: the head on every page, wide ones in parts, nothing lost."""

import io
from datetime import date

import pikepdf
import pytest
from pypdfium2 import PdfDocument

from journal_desktop.domain.attendance_tables import AttendanceTable, Head, Line
from journal_desktop.printing.attendance_print import AttendancePaper, attendance_pdf


def paper(columns, rows):
    heads = tuple(Head(f"Группа {n // 9}", f"к{n}", 5, total=n > 8) for n in range(columns))
    lines = tuple(
        Line(str(n), f"Ученик <{n}> & Ко", tuple(f"{n}.{c}" for c in range(columns)))
        for n in range(1, rows + 1)
    )
    total = Line("", "Всего по классу", ("",) * columns, strong=True)
    table = AttendanceTable("Посещаемость 7А класса", ("2026",), heads, (*lines, total))
    return AttendancePaper(table, "МБОУ «Лицей № 10»", "Иванова М. П.", f"{date(2026, 11, 23)}")


def text_of(content):
    document = PdfDocument(content)
    return [document[n].get_textpage().get_text_range() for n in range(len(document))]


@pytest.mark.parametrize(("columns", "rows"), [(10, 6), (30, 45), (46, 34), (120, 10)])
def test_every_cell_is_on_paper_whatever_the_width(columns, rows):
    steps = []
    content = attendance_pdf(paper(columns, rows), lambda *step: steps.append(step))
    pages = text_of(content)
    whole = "\n".join(pages)
    assert all(f"{rows}.{column}" in whole for column in range(columns))
    assert "Ученик <1> & Ко" in whole
    assert f"Лист 1 из {len(pages)}" in pages[0]
    assert "Классный руководитель" in pages[-1]
    assert steps[-1][0] == steps[-1][1]
    with pikepdf.open(io.BytesIO(content)) as document:
        assert document.docinfo["/Title"] == "Посещаемость 7А класса"
