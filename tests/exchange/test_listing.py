"""A list as a file: whatever stands in a cell, no spreadsheet takes it for a formula."""

import csv
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from school import ZONE

from journal_desktop.domain.errors import BadFile
from journal_desktop.exchange.listing import FORMULA, Listing, harmless, write_listing

MADE = datetime(2026, 11, 23, 12, 5, tzinfo=ZONE)
HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "  =1+1",
    "＝1+1",
    '=HYPERLINK("http://x","y")',
]


def listing(**changed):
    said = {
        "title": "Журнал действий",
        "school": "Лицей № 10",
        "author": "Громова Н. П.",
        "made": MADE,
        "columns": ("Когда", "Что"),
        "widths": (18, 60),
        "notes": ("Класс: 7А",),
    }
    return Listing(**(said | changed))


def sheet_of(path):
    return openpyxl.load_workbook(path).active


def test_a_book_tells_school_name_filter_moment_and_author(tmp_path):
    path = tmp_path / "список.xlsx"
    assert write_listing(path, listing(), [("12:00", "отметка 3 → 4")]) == 1
    sheet = sheet_of(path)
    assert [row[0].value for row in sheet.iter_rows(max_row=4)] == [
        "Лицей № 10",
        "Журнал действий",
        "Класс: 7А",
        "Сформировано 23.11.2026 12:05, Громова Н. П.",
    ]
    assert [cell.value for cell in sheet[6]] == ["Когда", "Что"]
    assert [cell.value for cell in sheet[7]] == ["12:00", "отметка 3 → 4"]
    assert sheet.oddFooter.center.text == "Стр. &P из &N"
    assert sheet.cell(9, 1).value.startswith("Подпись")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_text_in_a_book(tmp_path, text):
    path = tmp_path / "a.xlsx"
    write_listing(path, listing(title=text, author=text, columns=(text, text)), [(text, text)])
    cells = [cell for row in sheet_of(path).iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    told = [cell for cell in cells if cell.value.strip() == text.strip()]
    assert len(told) >= 5
    assert all(cell.quotePrefix for cell in told)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_text_in_a_csv(tmp_path, text):
    path = tmp_path / "a.csv"
    write_listing(path, listing(title=text, notes=(text,)), [(text, "ничего")])
    with path.open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream, delimiter=";") for cell in row]
    assert f"'{text}" in cells
    assert not [cell for cell in cells if cell.lstrip(" ").startswith(FORMULA)]


@given(st.text(max_size=50))
def test_no_text_becomes_a_formula(text):
    assert not harmless(text).lstrip(" ").startswith(FORMULA)


def test_a_text_no_file_takes_is_cleaned_and_cut(tmp_path):
    path = tmp_path / "a.xlsx"
    write_listing(path, listing(), [("\x00\x01тема\x0b", "я" * 40_000)])
    row = sheet_of(path)[7]
    assert (row[0].value, len(row[1].value)) == ("тема", 32_767)


def test_a_title_no_sheet_takes_is_cleaned(tmp_path):
    path = tmp_path / "a.xlsx"
    write_listing(path, listing(title="[]:*?/\\'"), [])
    assert sheet_of(path).title == "Список"


def test_rows_that_fail_leave_the_older_file(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("прежний")

    def rows():
        yield ("1", "2")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_listing(path, listing(), rows())
    assert [each.name for each in tmp_path.iterdir()] == ["a.csv"]
    assert path.read_text() == "прежний"


def test_another_ending_and_a_missing_folder_are_told(tmp_path):
    with pytest.raises(BadFile, match=r"\.xlsx или \.csv"):
        write_listing(tmp_path / "a.doc", listing(), [])
    with pytest.raises(BadFile, match="нельзя записать"):
        write_listing(tmp_path / "нет" / "a.csv", listing(), [])
