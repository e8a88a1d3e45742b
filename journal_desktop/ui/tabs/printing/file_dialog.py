"""«Дело ведомостей…»: the summary ledgers of a year sewn into a file kept 25 years (R-4.4-01)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.exports import check_purpose
from journal_desktop.domain.files import LEDGERS
from journal_desktop.ui.kit.ask import AskDialog
from journal_desktop.ui.kit.purpose import PurposeBox, known_purposes, remember_purpose
from journal_desktop.ui.kit.tab import Desk
from journal_desktop.ui.tabs.printing.order import FOLDER
from journal_desktop.ui.tabs.printing.order_form import last_folder

WHY: Final = (
    "Ведомости всех классов года подшиваются в дело: обложка, внутренняя опись, лист-заверитель; "
    "том не толще 250 листов (п. 4.4). Каждая ведомость должна быть готова."
)
LEVELS: Final = (("1–11", 1, 11), ("1–4", 1, 4), ("5–9", 5, 9), ("10–11", 10, 11))
WIDE: Final = 560


class FilePart(Enum):
    """What is printed; the name is that of `printing.files.printed.Part`."""

    FILE = "Дело целиком"
    COVER = "Обложка"
    INVENTORY = "Внутренняя опись"
    CERTIFICATION = "Лист-заверитель"


@dataclass(frozen=True, slots=True)
class FileWish:
    """Which file is wanted, into which folder."""

    part: FilePart
    first_grade: int
    last_grade: int
    index: str
    draft: bool
    purpose: str
    folder: Path


class FileDialog(AskDialog):
    """Asks; emits `given` with the FileWish and closes."""

    given = Signal(object)

    def __init__(self, desk: Desk, year: str, parent: QWidget, *, closed: bool) -> None:
        super().__init__("Дело ведомостей", parent, yes="Напечатать в PDF")
        self._desk = desk
        self.say(f"Дело сводных ведомостей за {year} учебный год", WHY)
        self.part, self.level = QComboBox(), QComboBox()
        for part in FilePart:
            self.part.addItem(part.value, part)
        for title, first, last in LEVELS:
            self.level.addItem(title, (first, last))
        self.index = QLineEdit(LEDGERS.index)
        self.draft = QCheckBox("Черновик: пометка на каждом листе")
        self.draft.setChecked(not closed)
        self.draft.setEnabled(closed)
        self.folder = QLineEdit(str(last_folder(desk)))
        self.choose = QPushButton("Выбрать…")
        self.choose.setAutoDefault(False)
        self.purpose = PurposeBox(known_purposes(desk.prefs))
        self._lay_out()
        self.choose.clicked.connect(self._choose_folder)
        edit = self.purpose.lineEdit()
        if edit is not None:
            edit.returnPressed.connect(self.take)  # the box keeps Enter from the button
        self.setMinimumWidth(WIDE)

    @override
    def take(self) -> None:
        if not self.isVisible():
            return  # taken already
        folder = Path(self.folder.text().strip()).expanduser()
        if not self.folder.text().strip() or not folder.is_dir():
            self._refuse("Такой папки нет: выберите существующую.", self.folder)
            return
        if not self.index.text().strip():
            self._refuse("Укажите индекс дела по номенклатуре.", self.index)
            return
        try:
            purpose = check_purpose(self.purpose.currentText())
        except Invalid as error:
            self._refuse(str(error), self.purpose)
            return
        self._desk.prefs.put(FOLDER, str(folder))
        remember_purpose(self._desk.prefs, purpose)
        first, last = self.level.currentData()
        draft, index = self.draft.isChecked(), self.index.text().strip()
        wish = FileWish(self.part.currentData(), first, last, index, draft, purpose, folder)
        self.accept()
        self.given.emit(wish)

    def _refuse(self, fault: str, field: QWidget) -> None:
        self.complain(fault)
        field.setFocus()

    def _lay_out(self) -> None:
        fields = (
            ("Что", self.part),
            ("Классы", self.level),
            ("Индекс дела", self.index),
            ("Папка", self.folder),
            ("Цель", self.purpose),
        )
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for name, field in fields:
            field.setAccessibleName(name)
            if field is self.folder:
                line = QHBoxLayout()
                line.setSpacing(8)
                line.addWidget(self.folder, 1)
                line.addWidget(self.choose)
                form.addRow(name, line)
            else:
                form.addRow(name, field)
        form.addRow("", self.draft)
        self.body.addLayout(form)

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Папка для файлов", self.folder.text())
        if name:
            self.folder.setText(name)
