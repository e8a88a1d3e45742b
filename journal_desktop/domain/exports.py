"""Exports of personal data: what kinds there are, and the purpose every one is given for.

Source: R-1.9-01: an export or a print is logged — who, what, when, for what.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.text_faults import one_line

LONGEST: Final = 255
PURPOSES: Final = (
    "Проверка ведения журнала (ВШК)",
    "Педагогический совет",
    "Обращение родителей (законных представителей)",
    "Запрос учредителя или надзорного органа",
    "Служебная проверка",
    "Архивное хранение",
)
"""Purposes offered at first; a person's own ones are remembered beside them."""


class ExportKind(Enum):
    """What was exported; the value is what the log keeps."""

    AUDIT = "audit"
    OWN_ACTIONS = "own_actions"
    EXPORT_LOG = "export_log"
    JOURNAL = "journal"
    CLASS_REPORT = "class_report"
    SCHOOL_REPORT = "school_report"
    PUPILS = "pupils"
    CONTACTS = "contacts"
    PRINTS = "prints"
    PLAN = "plan"
    PROGRAMME = "programme"


EXPORT_TITLES: Final[Mapping[ExportKind, str]] = MappingProxyType(
    {
        ExportKind.AUDIT: "Журнал действий",
        ExportKind.OWN_ACTIONS: "Свои действия",
        ExportKind.EXPORT_LOG: "Журнал выгрузок",
        ExportKind.JOURNAL: "Журнал класса",
        ExportKind.CLASS_REPORT: "Отчёт по классу",
        ExportKind.SCHOOL_REPORT: "Отчёт по школе",
        ExportKind.PUPILS: "Список обучающихся",
        ExportKind.CONTACTS: "Адреса и телефоны",
        ExportKind.PRINTS: "Журнал выдачи распечаток",
        ExportKind.PLAN: "КТП",
        ExportKind.PROGRAMME: "Выполнение программы",
    }
)


def export_title(kind: str) -> str:
    """The kind as a person reads it; one of another version stays as it was written."""
    titles = {each.value: title for each, title in EXPORT_TITLES.items()}
    return titles.get(kind, kind)


def check_purpose(text: str) -> str:
    """The purpose in one line.

    Raises:
        Invalid: there is none, or it is too long for the log.
    """
    purpose = one_line(text)
    if not any(letter.isalpha() for letter in purpose):
        raise Invalid("Укажите цель выгрузки словами: она записывается в журнал (п. 1.9).")
    if len(purpose) > LONGEST:
        raise Invalid(f"Цель выгрузки длиннее {LONGEST} знаков: запишите её короче (п. 1.9).")
    return purpose
