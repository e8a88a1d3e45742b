from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Font

from exchange.workbooks import ods, repack, sheets_xlsx, xlsx
from exchange.xls_file import compound, xls
from journal_desktop.domain.errors import BadFile
from journal_desktop.exchange import workbook_guard
from journal_desktop.exchange.cells import Cell, CellError
from journal_desktop.exchange.sheets import Sheet, column_letter, find_heading, read_sheets

ROWS = (("Класс", "Фамилия"), ("5А", "Ёлкин"))


def texts(sheet: Sheet) -> list[tuple[Cell, ...]]:
    return [row.cells for row in sheet.rows]


def test_a_workbook_is_read_with_real_dates_and_row_numbers(tmp_path: Path):
    path = xlsx(tmp_path / "a.xlsx", ("Дата",), (), (date(2015, 3, 12),))
    (sheet,) = read_sheets(path)
    assert sheet.name == "Ученики"
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (1, ("Дата",)),
        (3, (date(2015, 3, 12),)),
    ]


def test_a_libreoffice_table_is_read(tmp_path: Path):
    assert texts(read_sheets(ods(tmp_path / "a.ods", *ROWS))[0]) == list(ROWS)


def test_an_old_binary_workbook_is_read(tmp_path: Path):
    path = tmp_path / "a.xls"
    path.write_bytes(xls(ROWS, "5А"))
    (sheet,) = read_sheets(path)
    assert (sheet.name, texts(sheet)) == ("5А", list(ROWS))


def test_an_old_workbook_that_would_end_the_process_is_only_refused(tmp_path: Path):
    path = tmp_path / "a.xls"
    content = bytearray(xls(ROWS, "5А"))
    content[48:52] = (0x00FFFFF0).to_bytes(4, "little")  # the directory lies beyond the file
    path.write_bytes(content)
    with pytest.raises(BadFile, match=r"a\.xls: книга (повреждена|не читается)"):
        read_sheets(path)


def test_a_locked_workbook_is_told(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(compound("EncryptedPackage", b"secret"))
    with pytest.raises(BadFile, match="закрыта паролем"):
        read_sheets(path)


def test_a_binary_workbook_of_excel_is_read_apart(tmp_path: Path):
    path = tmp_path / "a.xlsb"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", b"")
    with pytest.raises(BadFile, match="книга не читается"):
        read_sheets(path)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_text_tables_are_read_in_any_encoding_with_any_sign(tmp_path: Path, codec: str, sign: str):
    path = tmp_path / "a.csv"
    path.write_bytes("\r\n".join(sign.join(row) for row in ROWS).encode(codec))
    assert texts(read_sheets(path)[0]) == list(ROWS)


def test_the_kind_is_told_by_content_not_by_name(tmp_path: Path):
    wrong = xlsx(tmp_path / "a.xlsx", *ROWS).rename(tmp_path / "a.csv")
    assert texts(read_sheets(wrong)[0]) == list(ROWS)


def test_quoted_fields_may_hold_the_sign_quotes_and_line_ends(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text('Класс;Адрес\n5А;"ул. ""А""; д. 5\nкв. 1"\n\n5Б;x\n', encoding="utf-8")
    (sheet,) = read_sheets(path)
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (1, ("Класс", "Адрес")),
        (2, ("5А", 'ул. "А"; д. 5\nкв. 1')),
        (4, ("5Б", "x")),
    ]


def test_commas_in_the_text_do_not_win_over_semicolons(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("Класс;Адрес\n5А;ул. Мира, 5\n5Б;ул. Мира, 7\n", encoding="utf-8")
    assert texts(read_sheets(path)[0])[1] == ("5А", "ул. Мира, 5")


def test_the_line_that_names_the_sign_is_obeyed_and_not_shown(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("sep=|\nКласс|Имя\n5А|А;Б\n", encoding="utf-8")
    assert texts(read_sheets(path)[0]) == [("Класс", "Имя"), ("5А", "А;Б")]


def test_an_open_quote_is_told_with_its_line(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text('Класс;Имя\n5А;"Анна\n5Б;Пётр\n', encoding="utf-8")
    with pytest.raises(BadFile, match=r"a\.csv, строка \d: кавычки расставлены неверно"):
        read_sheets(path)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7 ...", "документ PDF"),
        (b"{\\rtf1 text}", "документ RTF"),
        (b"<html><table></table></html>", "страница HTML"),
        (b"\xef\xbb\xbf <?xml version='1.0'?><Workbook/>", "страница HTML или XML"),
        (b"\x89PNG\r\n", "картинка"),
        (b"PK\x03\x04 broken", "книга повреждена"),
        (b"abc\0def;ghi", "это не таблица"),
    ],
)
def test_what_is_no_table_is_told_for_what_it_is(tmp_path: Path, content: bytes, what: str):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(BadFile, match=what):
        read_sheets(path)


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(BadFile, match="книга не читается"):
        read_sheets(path)


def test_hidden_sheets_are_not_read(tmp_path: Path):
    book = Workbook()
    book.active.append(["видно"])
    hidden = book.create_sheet("Скрытый")
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    assert [sheet.name for sheet in read_sheets(tmp_path / "a.xlsx")] == ["Sheet"]


def test_errors_of_formulas_are_seen_where_they_stand(tmp_path: Path):
    path = sheets_xlsx(tmp_path / "a.xlsx", Первый=[["а"]], Второй=[["б", "#N/A"], ["#REF!", 5]])
    first, second = read_sheets(path)
    assert texts(first) == [("а",)]
    assert texts(second) == [("б", CellError("#N/A")), (CellError("#REF!"), 5.0)]


def test_a_value_in_the_farthest_cell_is_refused_before_it_takes_the_memory(tmp_path: Path):
    path = sheets_xlsx(tmp_path / "a.xlsx", Л=[["x"]])
    repack(
        path,
        "xl/worksheets/sheet1.xml",
        "</sheetData>",
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
    )
    with pytest.raises(BadFile, match="лист слишком велик"):
        read_sheets(path)


def test_a_far_row_of_cells_without_names_is_refused_too(tmp_path: Path):
    path = sheets_xlsx(tmp_path / "a.xlsx", Л=[list(range(20))])
    repack(
        path,
        "xl/worksheets/sheet1.xml",
        "</sheetData>",
        '<row r="1048576"><c><v>1</v></c></row></sheetData>',
    )
    with pytest.raises(BadFile, match="лист слишком велик"):
        read_sheets(path)


def test_far_cells_that_are_only_formatted_do_no_harm(tmp_path: Path):
    book = Workbook()
    book.active["A1"] = "x"
    book.active["XFD1048576"].font = Font(bold=True)
    book.save(tmp_path / "a.xlsx")
    assert texts(read_sheets(tmp_path / "a.xlsx")[0]) == [("x",)]


def test_a_table_that_repeats_itself_without_measure_is_refused(tmp_path: Path):
    cell = '<table:table-cell table:number-columns-repeated="16000" office:value-type="string">'
    row = f'<table:table-row table:number-rows-repeated="1000">{cell}<text:p>q</text:p>'
    tail = f"{row}</table:table-cell></table:table-row>"
    with pytest.raises(BadFile, match="лист слишком велик"):
        read_sheets(ods(tmp_path / "a.ods", *ROWS, tail=tail))


def test_empty_repetitions_are_harmless(tmp_path: Path):
    cell = '<table:table-cell table:number-columns-repeated="16000"/>'
    tail = f'<table:table-row table:number-rows-repeated="1048000">{cell}</table:table-row>'
    assert texts(read_sheets(ods(tmp_path / "a.ods", *ROWS, tail=tail))[0]) == list(ROWS)


def test_a_bomb_of_an_archive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workbook_guard, "UNPACKED_LIMIT", 1000)
    with pytest.raises(BadFile, match="в распакованном виде"):
        read_sheets(xlsx(tmp_path / "a.xlsx", *ROWS))


@pytest.mark.parametrize(
    ("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (16383, "XFD")]
)
def test_letters_of_columns(column: int, letters: str):
    assert column_letter(column) == letters


def test_the_heading_is_the_row_that_names_the_most(tmp_path: Path):
    rows = [["Школа № 5"], ["Класс"], ["№", "Класс", "Имя", "Класс", "Прочее"], ["1", "5А", "А"]]
    (sheet,) = read_sheets(xlsx(tmp_path / "a.xlsx", *rows))
    known = {"Класс": "class", "Имя": "name"}
    heading = find_heading(sheet, lambda title: known.get(title, ""), least=1)
    assert heading is not None
    assert (heading.row, dict(heading.columns)) == (3, {"class": 1, "name": 2})
    assert (heading.unknown, heading.repeated) == ((0, 4), (3,))
    assert heading.place("name") == "«Имя» (C)"
    assert find_heading(sheet, lambda _: "", least=1) is None


FIELD = st.text(alphabet="абв АБВ123.,\"'|", max_size=8)


@given(st.lists(st.tuples(FIELD, FIELD, FIELD), min_size=1, max_size=8))
def test_a_quoted_table_reads_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
):
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    quoted = [[field.replace('"', '""') for field in row] for row in [("а", "б", "в"), *rows]]
    path.write_text("".join(";".join(f'"{f}"' for f in row) + "\n" for row in quoted), "utf-8")
    expected = [tuple(row) for row in rows if any(field.strip() for field in row)]
    assert texts(read_sheets(path)[0])[1:] == expected
