from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from exchange.workbooks import PYOTR
from journal_desktop.domain.errors import BadFile
from journal_desktop.exchange.problems import Problems
from journal_desktop.exchange.pupils_columns import TITLES
from journal_desktop.exchange.pupils_xlsx import read_pupils
from journal_desktop.exchange.templates import TemplateKind, write_template

TODAY = date(2026, 10, 5)


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "форма.xlsx"
    write_template(TemplateKind.PUPILS, path)
    return path


def fill(form: Path, row: int, values: tuple[object, ...]) -> None:
    book = load_workbook(form)
    for column, value in enumerate(values, start=1):
        book["Ученики"].cell(row, column, value)
    book.save(form)


def test_the_form_shows_every_column_and_marks_those_that_must_be_filled(form: Path):
    sheet = load_workbook(form)["Ученики"]
    assert [cell.value for cell in sheet[4]] == list(TITLES.values())
    colours = {cell.value: cell.fill.start_color.rgb for cell in sheet[4]}
    required = {title for title, colour in colours.items() if colour == colours["Класс"]}
    assert required == {"Класс", "Фамилия", "Имя", "Дата рождения"}
    assert all(cell.comment and cell.comment.text for cell in sheet[4])
    assert sheet.freeze_panes == "A5"


def test_the_untouched_form_holds_no_pupil(form: Path):
    with pytest.raises(BadFile, match="нет ни одного ученика"):
        read_pupils(form, today=TODAY)


def test_the_filled_form_reads_back_without_the_example(form: Path):
    fill(form, 6, PYOTR)
    found = read_pupils(form, today=TODAY)
    assert [row.full_name for row in found.rows] == ["Ёлкин Пётр Ильич"]
    assert found.notes == (
        "форма.xlsx, лист «Ученики», строка 5: строка-пример из формы загрузки пропущена",
        "форма.xlsx: лист «Пояснения» не похож на список, пропущен",
    )


def test_an_example_half_overwritten_by_a_pupil_is_told(form: Path):
    fill(form, 5, PYOTR)
    with pytest.raises(Problems, match="строка 5: в строке остались данные примера"):
        read_pupils(form, today=TODAY)


def test_an_example_wholly_overwritten_by_a_pupil_is_a_pupil(form: Path):
    book = load_workbook(form)
    for cell in book["Ученики"][5]:
        cell.value = None
    book.save(form)
    fill(form, 5, PYOTR)
    (row,) = read_pupils(form, today=TODAY).rows
    assert (row.full_name, row.parents) == ("Ёлкин Пётр Ильич", ())


def test_the_example_is_skipped_even_when_its_age_is_past(form: Path):
    fill(form, 6, (*PYOTR[:4], date(2040, 1, 1)))
    assert len(read_pupils(form, today=date(2050, 1, 1)).rows) == 1


def test_a_file_that_exists_is_left_alone(form: Path):
    before = form.read_bytes()
    with pytest.raises(BadFile, match="такой файл уже есть"):
        write_template(TemplateKind.PUPILS, form)
    assert form.read_bytes() == before


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path):
    with pytest.raises(BadFile, match="сюда нельзя записать"):
        write_template(TemplateKind.PUPILS, tmp_path / "нет" / "форма.xlsx")


def test_another_kind_of_file_is_not_written(tmp_path: Path):
    with pytest.raises(BadFile, match=r"\.xlsx"):
        write_template(TemplateKind.PUPILS, tmp_path / "форма.csv")
    assert not list(tmp_path.iterdir())
