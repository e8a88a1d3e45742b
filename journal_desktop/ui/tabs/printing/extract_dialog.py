"""«Выписка…»: a part of a class's journal by an order, with «Выписка верна» (R-4.6-01)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
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
from journal_desktop.domain.prints import Basis, parse_basis
from journal_desktop.queries.pages import PageItem, YearItem
from journal_desktop.ui.kit.ask import AskDialog
from journal_desktop.ui.kit.purpose import PurposeBox, known_purposes, remember_purpose
from journal_desktop.ui.kit.tab import Desk
from journal_desktop.ui.tabs.printing.order import FOLDER
from journal_desktop.ui.tabs.printing.order_form import last_folder

WHY: Final = (
    "Распечатка в других случаях – по приказу или распоряжению директора; последний лист "
    "«Выписка верна» заверяют подписью и печатью (п. 4.6)."
)
ALL: Final = "Все предметы"
WIDE: Final = 560


@dataclass(frozen=True, slots=True)
class ExtractWish:
    """Pages and days of the extract, its order, what for, where to; a draft needs no order."""

    page_ids: tuple[int, ...]
    begins: date
    ends: date
    basis: Basis | None
    purpose: str
    folder: Path
    draft: bool


class ExtractDialog(AskDialog):
    """Asks; emits `given` with the ExtractWish and closes."""

    given = Signal(object)

    def __init__(
        self, desk: Desk, name: str, year: YearItem, pages: Sequence[PageItem], parent: QWidget
    ) -> None:
        super().__init__("Выписка из журнала", parent, yes="Напечатать в PDF")
        self._desk = desk
        self.say(f"Выписка из журнала {name}, {year.title} учебный год", WHY)
        self.subject = QComboBox()
        self.subject.addItem(ALL, tuple(page.page_id for page in pages))
        for subject, ids in _by_subject(pages).items():
            self.subject.addItem(subject, ids)
        last = min(year.ends, desk.clock().date())
        self.begins, self.ends = _day(year, year.begins), _day(year, last)
        self.basis, self.requester = QLineEdit(), QLineEdit()
        self.basis.setPlaceholderText("№ 12 от 01.06.2026")
        self.requester.setPlaceholderText("Кто запросил")
        self.draft = QCheckBox("Черновик: без распоряжения, с пометкой на каждом листе")
        self.folder = QLineEdit(str(last_folder(desk)))
        self.choose = QPushButton("Выбрать…")
        self.choose.setAutoDefault(False)
        self.purpose = PurposeBox(known_purposes(desk.prefs))
        self._lay_out()
        self.choose.clicked.connect(self._choose_folder)
        self.draft.toggled.connect(self.basis.setDisabled)
        edit = self.purpose.lineEdit()
        if edit is not None:
            edit.returnPressed.connect(self.take)  # the box keeps Enter from the button
        self.setMinimumWidth(WIDE)

    @override
    def take(self) -> None:
        if not self.isVisible():
            return  # taken already
        try:
            wish = self._wish()
        except Invalid as error:
            self.complain(str(error))
            return
        self._desk.prefs.put(FOLDER, str(wish.folder))
        remember_purpose(self._desk.prefs, wish.purpose)
        self.accept()
        self.given.emit(wish)

    def _wish(self) -> ExtractWish:
        begins, ends = _date(self.begins), _date(self.ends)
        if begins > ends:
            raise Invalid("Первый день выписки позже последнего: поправьте дни.")
        said, requester = self.basis.text().strip(), self.requester.text().strip()
        draft = self.draft.isChecked()
        basis = None if draft else parse_basis(said, requester)
        if basis is None and not draft:
            raise Invalid("Укажите распоряжение: «№ 12 от 01.06.2026» (п. 4.6).")
        text = self.folder.text().strip()
        folder = Path(text).expanduser()
        if not text or not folder.is_dir():
            raise Invalid("Такой папки нет: выберите существующую.")
        purpose = check_purpose(self.purpose.currentText())
        pages: tuple[int, ...] = self.subject.currentData()
        return ExtractWish(pages, begins, ends, basis, purpose, folder, draft)

    def _lay_out(self) -> None:
        fields = (
            ("Предмет", self.subject),
            ("С какого дня", self.begins),
            ("По какой день", self.ends),
            ("Распоряжение", self.basis),
            ("Запросил", self.requester),
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


def _by_subject(pages: Sequence[PageItem]) -> dict[str, tuple[int, ...]]:
    """Pages of each subject: groups of it go together."""
    found: dict[str, tuple[int, ...]] = {}
    for page in pages:
        found[page.subject] = (*found.get(page.subject, ()), page.page_id)
    return found


def _day(year: YearItem, day: date) -> QDateEdit:
    field = QDateEdit()
    field.setDisplayFormat("dd.MM.yyyy")
    field.setCalendarPopup(True)
    field.setDateRange(_qt(year.begins), _qt(year.ends))
    field.setDate(_qt(day))
    return field


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _date(field: QDateEdit) -> date:
    day = field.date()
    return date(day.year(), day.month(), day.day())
