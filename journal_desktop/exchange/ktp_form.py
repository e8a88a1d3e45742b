"""The import form of a lesson plan, column by column.

Source: domain reference 7.1.
"""

from __future__ import annotations

from journal_desktop.domain.plans.values import hours
from journal_desktop.exchange.form_values import FormColumn
from journal_desktop.exchange.ktp_columns import TITLES
from journal_desktop.exchange.ktp_rows import EXAMPLE

_WIDTHS = {"number": 8, "section": 28, "topic": 60, "hours": 8, "homework": 30, "outcomes": 40}
_USUAL_WIDTH = 20
_NOTES = {
    "number": "Номер урока по порядку: 1, 2, 3…",
    "section": "Раздел или модуль; у следующих уроков того же раздела можно не повторять.",
    "topic": "Тема по-русски, до 250 знаков. Работы – так: Контрольная работа № 1 по теме «Дроби».",
    "hours": "1, для сдвоенного урока 2, для предмета с половиной часа 0,5. Пусто – 1 час.",
    "lesson_type": "Открытие нового, закрепление, контроль, комбинированный.",
    "kind": "Вид работы из справочника школы: Контрольная работа, КР.",
    "homework": "Задание, которое программа предложит на уроке.",
    "resources": "Электронные ресурсы и оборудование.",
    "outcomes": "Планируемые результаты, УУД.",
    "note": "Примечание.",
}


def ktp_columns() -> tuple[FormColumn, ...]:
    """The columns in the order of the form."""
    example = {
        "number": "1",
        "section": EXAMPLE.section,
        "topic": EXAMPLE.topic,
        "hours": hours(EXAMPLE.half_hours),
        "lesson_type": EXAMPLE.lesson_type,
        "kind": "",
        "homework": EXAMPLE.homework,
        "resources": EXAMPLE.resources,
        "outcomes": EXAMPLE.outcomes,
        "note": "",
    }
    return tuple(
        FormColumn(
            title,
            _NOTES[field],
            _WIDTHS.get(field, _USUAL_WIDTH),
            example[field],
            is_required=field in {"number", "topic"},
        )
        for field, title in TITLES.items()
    )
