"""Which sections the book holds: one switch each, in the order of domain 2.2."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from PySide6.QtWidgets import QCheckBox, QGroupBox, QVBoxLayout, QWidget

from journal_desktop.printing.options import USUAL, BookOptions

INDENT_PX: Final = 22
SWITCHES: Final = (
    ("legend", "Условные обозначения", ""),
    ("timetable", "Расписание уроков", ""),
    ("general_data", "Общие сведения об обучающихся", ""),
    (
        "minimal_data",
        "без мест работы, телефонов и адресов",
        "Минимум персональных данных (152-ФЗ)",
    ),
    ("sex", "с графой «Пол»", ""),
    ("missed_lessons", "Сведения о пропущенных уроках", "По дням, разворот на каждый период"),
    ("attendance_ledger", "Сводная ведомость учёта посещаемости", ""),
    ("marks_ledger", "Сводная ведомость учёта успеваемости", ""),
    ("clubs", "Сведения о занятиях в кружках и секциях", ""),
    ("public_life", "Участие в олимпиадах и общественной жизни", ""),
    ("fitness", "Показатели физической подготовленности", ""),
    ("health_note", "Лист здоровья: только указание", "Что он ведётся в электронном виде"),
    ("health", "Лист здоровья: сведения", "Медицинские данные, только для кого они разрешены"),
    ("briefings", "Учёт инструктажей", ""),
    ("remarks", "Замечания по ведению журнала", ""),
    ("sticker_sheet", "Наклейка на узел прошивки", "Отдельный лист после листа-заверителя"),
    ("late", "Опоздания («оп») в клетках уроков", "В официальном журнале их нет"),
)
"""Field of BookOptions, title, explanation."""
UNDER: Final = {"minimal_data": "general_data", "sex": "general_data"}
"""A switch that says something only when another is on."""


class SectionsBox(QGroupBox):
    """Holds one BookOptions."""

    def __init__(self, options: BookOptions = USUAL, parent: QWidget | None = None) -> None:
        super().__init__("Разделы журнала", parent)
        self.switches: dict[str, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(2)
        for name, title, tip in SWITCHES:
            box = QCheckBox(title)
            box.setToolTip(tip)
            box.setAccessibleName(title)
            self.switches[name] = box
            if name in UNDER:
                line = QVBoxLayout()
                line.setContentsMargins(INDENT_PX, 0, 0, 0)
                line.addWidget(box)
                column.addLayout(line)
            else:
                column.addWidget(box)
        column.addStretch(1)
        self.show_options(options)
        for name, above in UNDER.items():
            self.switches[above].toggled.connect(self.switches[name].setEnabled)

    @property
    def options(self) -> BookOptions:
        """What is switched on."""
        chosen: Any = {name: box.isChecked() for name, box in self.switches.items()}
        return replace(USUAL, **chosen)

    def show_options(self, options: BookOptions) -> None:
        """Set every switch."""
        for name, box in self.switches.items():
            box.setChecked(getattr(options, name))
        for name, above in UNDER.items():
            self.switches[name].setEnabled(self.switches[above].isChecked())
