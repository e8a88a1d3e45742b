"""Empty import forms: a heading, notes, one invented example row that is never imported."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from enum import Enum
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from journal_desktop.domain.errors import BadFile
from journal_desktop.exchange.form_values import Form, FormColumn
from journal_desktop.exchange.ktp_form import ktp_columns
from journal_desktop.exchange.pupils_columns import TITLES
from journal_desktop.exchange.pupils_rows import EXAMPLE, RosterRow
from journal_desktop.exchange.sheets import column_letter

_DATE = "DD.MM.YYYY"
_TEXT = "@"
_ROWS = 1000
_HEADING = 4
_REQUIRED = PatternFill("solid", start_color="FFF2CC")
_OPTIONAL = PatternFill("solid", start_color="E7ECF2")
_LINE = Side(style="thin", color="9AA5B1")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


class TemplateKind(Enum):
    """What a form is for; the value is its name on the command line."""

    PUPILS = "pupils"
    KTP = "ktp"


def write_template(kind: TemplateKind, path: Path) -> None:
    """Write an empty form as xlsx; a file that exists is left alone.

    Raises:
        BadFile: the file exists, or cannot be written there.
    """
    form = _FORMS[kind]
    if path.suffix.lower() != ".xlsx":
        raise BadFile(f"{path.name}: форма пишется в книгу Excel, назовите файл с концом .xlsx.")
    book = Workbook()
    sheet = book.active
    sheet.title = form.sheet
    _fill(sheet, form)
    _explain(book.create_sheet("Пояснения"), form)
    content = io.BytesIO()
    book.save(content)
    try:
        with path.open("xb") as stream:
            stream.write(content.getvalue())
    except FileExistsError as error:
        raise BadFile(
            f"{path.name}: такой файл уже есть, он не изменён; назовите форму иначе."
        ) from error
    except (OSError, ValueError) as error:
        raise BadFile(
            f"{path}: сюда нельзя записать форму ({error}), выберите другую папку."
        ) from error


def _fill(sheet: Worksheet, form: Form) -> None:
    sheet["A1"] = form.title
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A2"] = (
        "Жёлтые столбцы обязательны. Строка-пример под названиями столбцов не загружается, "
        "пишите под ней."
    )
    for n, column in enumerate(form.columns):
        letter = column_letter(n)
        number_format = _DATE if isinstance(column.example, date) else _TEXT
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].number_format = number_format
        _head(sheet[f"{letter}{_HEADING}"], column)
        example = sheet[f"{letter}{_HEADING + 1}"]
        example.value = column.example
        example.font = Font(italic=True, color="808080")
        example.number_format = number_format
        if column.choice:
            choice = DataValidation(type="list", formula1=f'"{",".join(column.choice)}"')
            choice.add(f"{letter}{_HEADING + 1}:{letter}{_HEADING + _ROWS}")
            sheet.add_data_validation(choice)
    sheet.row_dimensions[_HEADING].height = 32
    sheet.freeze_panes = f"A{_HEADING + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _head(cell: Cell, column: FormColumn) -> None:
    cell.value = column.title
    cell.font = Font(bold=True)
    cell.fill = _REQUIRED if column.is_required else _OPTIONAL
    cell.border = _FRAME
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.comment = Comment(column.note, "Классный журнал", height=80, width=260)


def _explain(sheet: Worksheet, form: Form) -> None:
    sheet.append(("Столбец", "Обязателен", "Что писать"))
    for column in form.columns:
        sheet.append((column.title, "да" if column.is_required else "", column.note))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for letter, width in (("A", 38), ("B", 12), ("C", 90)):
        sheet.column_dimensions[letter].width = width


def _pupil_columns(pupil: RosterRow) -> tuple[FormColumn, ...]:
    return tuple(
        FormColumn(
            title,
            _PUPIL_NOTES[field],
            _PUPIL_WIDTHS.get(field, 18),
            _pupil_example(pupil)[field],
            is_required=field in {"class", "surname", "name", "born"},
            choice=("м", "ж") if field == "sex" else (),
        )
        for field, title in TITLES.items()
    )


def _pupil_example(pupil: RosterRow) -> Mapping[str, str | date]:
    first, second = pupil.parents
    return {
        "class": pupil.class_name.title,
        "surname": pupil.surname,
        "name": pupil.name,
        "patronymic": pupil.patronymic,
        "born": pupil.born,
        "sex": "м",
        "file_number": pupil.file_number,
        "address": pupil.address,
        "phone": pupil.phone,
        "parent1_name": first.name.full,
        "parent1_phone": first.phone,
        "parent1_work": first.workplace,
        "parent2_name": second.name.full,
        "parent2_phone": second.phone,
        "parent2_work": second.workplace,
        "enrolled": pupil.enrolled or pupil.born,
        "order_number": pupil.order_number,
        "order_date": pupil.order_date or pupil.born,
        "arrived_from": pupil.arrived_from,
    }


_PUPIL_WIDTHS = {
    "class": 8,
    "sex": 6,
    "born": 14,
    "address": 36,
    "parent1_name": 32,
    "parent1_work": 36,
    "parent2_name": 32,
    "parent2_work": 36,
    "arrived_from": 28,
}
_PUPIL_NOTES = {
    "class": "Класс с буквой: 5А. Класс должен быть заведён в журнале.",
    "surname": "Фамилия, до 80 знаков.",
    "name": "Имя.",
    "patronymic": "Отчество, если оно есть.",
    "born": "Дата рождения: 12.03.2015.",
    "sex": "м или ж. Можно не писать, если пол ясен по отчеству.",
    "file_number": "Номер личного дела: П-1.",
    "address": "Домашний адрес, до 255 знаков.",
    "phone": "Телефон ученика.",
    "parent1_name": "Фамилия, имя, отчество родителя или законного представителя.",
    "parent1_phone": "Телефон первого родителя.",
    "parent1_work": "Место работы и должность первого родителя.",
    "parent2_name": "Фамилия, имя, отчество второго родителя или представителя.",
    "parent2_phone": "Телефон второго родителя.",
    "parent2_work": "Место работы и должность второго родителя.",
    "enrolled": "С какого дня ученик в классе: 01.09.2026.",
    "order_number": "Номер приказа о зачислении: 25-у.",
    "order_date": "Дата приказа о зачислении: 25.08.2026.",
    "arrived_from": "Откуда прибыл: школа или детский сад.",
}
_FORMS = {
    TemplateKind.PUPILS: Form("Список учеников для загрузки", "Ученики", _pupil_columns(EXAMPLE)),
    TemplateKind.KTP: Form("Календарно-тематическое планирование", "КТП", ktp_columns()),
}
