"""The lines of an order: folder, purpose, ground of a reprint, who signs for the director."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import platformdirs
from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from journal_desktop.domain.prints import Basis
from journal_desktop.printing.options import BookOptions
from journal_desktop.ui.kit.purpose import PurposeBox, known_purposes
from journal_desktop.ui.kit.tab import Desk
from journal_desktop.ui.tabs.printing.order import FOLDER

NAMES: Final = ("Папка", "Номер приказа", "Кому выдаётся", "Уполномоченное лицо", "Его приказ")


class OrderForm(QWidget):
    """Fields alone; whether they are right is asked elsewhere."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder = QLineEdit(str(last_folder(desk)))
        self.choose = QPushButton("Выбрать…")
        self.choose.setAutoDefault(False)
        self.purpose = PurposeBox(known_purposes(desk.prefs))
        self.number, self.requester = QLineEdit(), QLineEdit()
        self.signer, self.signs_by = QLineEdit(), QLineEdit()
        self.day = _day_box(desk.clock().date())
        self.to_printer = QCheckBox("Затем сразу на принтер")
        self.to_printer.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        fields = (self.folder, self.number, self.requester, self.signer, self.signs_by)
        for field, name in zip(fields, NAMES, strict=True):
            field.setAccessibleName(name)
        self.number.setPlaceholderText("№")
        self.requester.setPlaceholderText("Кто просит")
        self.signer.setPlaceholderText("И. О. Фамилия")
        self.signs_by.setPlaceholderText("от 01.06.2026 № 12")
        self._place = _beside((self.folder, 1), (self.choose, 0))
        self._ground = _beside((self.number, 1), (QLabel("от"), 0), (self.day, 0))
        self._signing = _beside((self.signer, 1), (QLabel("приказ"), 0), (self.signs_by, 1))
        self._lay_out()
        self.choose.clicked.connect(self._choose_folder)

    @property
    def path(self) -> Path:
        """The folder, which may not be there."""
        return Path(self.folder.text().strip()).expanduser()

    @property
    def has_folder(self) -> bool:
        """Whether the folder is there."""
        return bool(self.folder.text().strip()) and self.path.is_dir()

    @property
    def ground(self) -> Basis | None:
        """The order of a reprint; None where it is not asked for or not filled in."""
        number = self.number.text().strip().removeprefix("№").strip()
        if not number or not self._form.isRowVisible(self._ground):
            return None
        day = self.day.date()
        written = date(day.year(), day.month(), day.day())
        return Basis(number, written, self.requester.text().strip())

    @property
    def authorised(self) -> tuple[str, str]:
        """Who signs instead of the director, and by which order; "" for the director."""
        if not self._form.isRowVisible(self._signing):
            return "", ""
        return self.signer.text().strip(), self.signs_by.text().strip()

    def show_signer(self, options: BookOptions) -> None:
        """Offer who signed the last time."""
        self.signer.setText(options.authorised)
        self.signs_by.setText(options.authorised_by)

    def ask_for(self, *, ground: bool, signer: bool) -> None:
        """Show the lines that matter for this document."""
        for row in (self._ground, self.requester):
            self._form.setRowVisible(row, ground)
        self._form.setRowVisible(self._signing, signer)

    def _lay_out(self) -> None:
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(12)
        self._form.setVerticalSpacing(8)
        self._form.addRow("Папка", self._place)
        self._form.addRow("Цель", self.purpose)
        self._form.addRow("Распоряжение", self._ground)
        self._form.addRow("Кому", self.requester)
        self._form.addRow("За директора", self._signing)
        self._form.addRow("", self.to_printer)

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Папка для файлов", self.folder.text())
        if name:
            self.folder.setText(name)


def _day_box(today: date) -> QDateEdit:
    box = QDateEdit()
    box.setDisplayFormat("dd.MM.yyyy")
    box.setAccessibleName("Дата приказа")
    box.setCalendarPopup(True)
    box.setMaximumDate(QDate(today.year, today.month, today.day))
    box.setDate(box.maximumDate())
    return box


def _beside(*parts: tuple[QWidget, int]) -> QWidget:
    """Widgets of one line; the number is how much of the free room each takes."""
    whole = QWidget()
    line = QHBoxLayout(whole)
    line.setContentsMargins(0, 0, 0, 0)
    for part, stretch in parts:
        line.addWidget(part, stretch)
    return whole


def last_folder(desk: Desk) -> Path:
    """Where the last print went, or the documents of the person."""
    kept = Path(desk.prefs.get(FOLDER) or platformdirs.user_documents_dir())
    return kept if kept.is_dir() else Path.home()
