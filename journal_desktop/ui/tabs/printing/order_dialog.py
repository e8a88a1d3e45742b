"""«Печатать…»: which sections, on what paper, where to, what for, on what ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

import platformdirs
from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.exports import check_purpose
from journal_desktop.domain.prints import Basis
from journal_desktop.domain.russian import plural
from journal_desktop.ui.kit.purpose import PurposeBox, known_purposes, remember_purpose
from journal_desktop.ui.kit.tab import Desk
from journal_desktop.ui.tabs.printing.order import (
    FOLDER,
    Chosen,
    Habits,
    Order,
    check_order,
    remember,
    remembered,
)
from journal_desktop.ui.tabs.printing.paper_box import PaperBox
from journal_desktop.ui.tabs.printing.sections_box import SectionsBox

DRAFT: Final = "Черновик: пометка на каждом листе, в учёт печати не входит"
BOOK: Final = "Официальный журнал: в учёт печати, для прошивки и архива"
NO_RIGHT: Final = "Официальный журнал печатает ответственный за ЭЖ (п. 4.3)."
YEAR_OPEN: Final = "Учебный год ещё не закрыт: пока только черновик (п. 4.3)."
AGAIN: Final = (
    "Журнал {names} уже печатался: новый экземпляр выйдет с пометкой «копия» по приказу или "
    "распоряжению директора (п. 4.6)."
)
LEFT_OUT: Final = "Уже напечатаны и здесь пропущены: {names}. Копии печатают отдельно (п. 4.6)."
BESIDE: Final = 340
WIDE: Final = 900


@dataclass(frozen=True, slots=True)
class Wanted:
    """Classes of a year to print; `left_out` are others that were printed before."""

    year_id: int
    classes: tuple[Chosen, ...]
    left_out: tuple[Chosen, ...] = ()


class OrderDialog(QDialog):
    """Asks; emits `ordered` or `look` with the Order and leaves the rest to the tab."""

    ordered = Signal(object)
    look = Signal(object)

    def __init__(
        self,
        desk: Desk,
        wanted: Wanted,
        parent: QWidget,
        *,
        may_be_final: bool,
        draft: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Печать журналов")
        self._desk, self._year_id, self._left_out = desk, wanted.year_id, wanted.left_out
        self._classes = classes = wanted.classes
        habits = remembered(desk.prefs)
        self.heading = _line("heading", _heading(classes))
        self.draft, self.final = QRadioButton(DRAFT), QRadioButton(BOOK)
        self.why = _line("soft", "")
        self.sections = SectionsBox(habits.options)
        self.paper = PaperBox(habits.paper)
        self.folder = QLineEdit(str(_folder(desk)))
        self.choose = QPushButton("Выбрать…")
        self.purpose = PurposeBox(known_purposes(desk.prefs))
        self.number, self.day, self.requester = QLineEdit(), QDateEdit(), QLineEdit()
        self.to_printer = QCheckBox("Затем сразу на принтер")
        self.to_printer.setChecked(habits.to_printer)
        self.error = _line("error", "")
        self.go, self.seen = QPushButton(), QPushButton("Просмотр")
        self._lay_out()
        self._choose_kind(may_be_final=may_be_final, draft=draft)
        self._connect()
        self.purpose.setFocus()

    @property
    def order(self) -> Order:
        """What is filled in now."""
        paper = replace(self.paper.paper, draft=self.draft.isChecked())
        habits = Habits(paper, self.sections.options, self.to_printer.isChecked())
        folder = Path(self.folder.text().strip()).expanduser()
        purpose = self.purpose.currentText()
        return Order(self._year_id, self._classes, folder, purpose, habits, self._ground())

    def _ground(self) -> Basis | None:
        """The order of a reprint, as far as it is filled in."""
        number = self.number.text().strip().removeprefix("№").strip()
        if not number or not self.form.isRowVisible(self._basis):
            return None
        day = self.day.date()
        written = date(day.year(), day.month(), day.day())
        return Basis(number, written, self.requester.text().strip())

    def _choose_kind(self, *, may_be_final: bool, draft: bool) -> None:
        opened = [one.name for one in self._classes if not one.year_is_closed]
        possible = may_be_final and not opened
        self.final.setEnabled(possible)
        self.draft.setChecked(draft or not possible)
        self.final.setChecked(not self.draft.isChecked())
        self._why_not = "" if possible else YEAR_OPEN if may_be_final else NO_RIGHT
        self._kind_changed()

    def _lay_out(self) -> None:
        left, right, both = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        for layout in (left, right):
            layout.setSpacing(10)
        for part in (self.draft, self.final, self.why):
            left.addWidget(part)
        left.addWidget(self.paper)
        left.addLayout(self._form())
        left.addStretch(1)
        right.addWidget(self._scrolled())
        both.setSpacing(16)
        both.addLayout(left, 1)
        both.addLayout(right)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.setSpacing(10)
        layout.addWidget(self.heading)
        layout.addLayout(both, 1)
        layout.addWidget(self.error)
        layout.addWidget(self._buttons())

    def _scrolled(self) -> QScrollArea:
        """On a small or enlarged screen the switches scroll."""
        scroll = QScrollArea()
        scroll.setWidget(self.sections)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setMinimumWidth(BESIDE)
        return scroll

    def _form(self) -> QFormLayout:
        place, basis = QWidget(), QWidget()
        line = QHBoxLayout(place)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.folder, 1)
        line.addWidget(self.choose)
        self.choose.setAutoDefault(False)
        for field, name in (
            (self.folder, "Папка"),
            (self.number, "Номер приказа"),
            (self.requester, "Кому выдаётся"),
        ):
            field.setAccessibleName(name)
        self.number.setPlaceholderText("№")
        self.requester.setPlaceholderText("Кто просит и для чего")
        self.day.setAccessibleName("Дата приказа")
        self.day.setCalendarPopup(True)
        today = self._desk.clock().date()
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        self.day.setDate(self.day.maximumDate())
        ground = QHBoxLayout(basis)
        ground.setContentsMargins(0, 0, 0, 0)
        ground.addWidget(self.number, 1)
        ground.addWidget(QLabel("от"))
        ground.addWidget(self.day)
        self._basis = basis
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(12)
        self.form.setVerticalSpacing(8)
        self.form.addRow("Папка", place)
        self.form.addRow("Цель", self.purpose)
        self.form.addRow("Приказ", basis)
        self.form.addRow("Кому", self.requester)
        self.form.addRow("", self.to_printer)
        return self.form

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        buttons.addButton(self.seen, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        stay = buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        stay.setAutoDefault(False)
        self.seen.setAutoDefault(False)
        self.go.setProperty("role", "main")
        self.go.setDefault(True)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        return buttons

    def _connect(self) -> None:
        self.draft.toggled.connect(self._kind_changed)
        self.choose.clicked.connect(self._choose_folder)
        self.seen.clicked.connect(self._look)
        edit = self.purpose.lineEdit()
        if edit is not None:
            edit.returnPressed.connect(self._take)  # the box keeps Enter from the button
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._take)

    def _kind_changed(self) -> None:
        draft = self.draft.isChecked()
        again = [one.name for one in self._classes if one.printed and not draft]
        for row in (self._basis, self.requester):
            self.form.setRowVisible(row, bool(again))
        self.why.setText(AGAIN.format(names=", ".join(again)) if again else self._why_not)
        if self._left_out and not draft:
            self.why.setText(LEFT_OUT.format(names=", ".join(one.name for one in self._left_out)))
        self.why.setVisible(bool(self.why.text()))
        self.go.setText("Напечатать черновик в PDF" if draft else "Напечатать в PDF")
        self.error.hide()
        self._grow()

    def _grow(self) -> None:
        """Give a line that came the room it needs; nothing is pressed together."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.resize(max(self.width(), WIDE), max(self.height(), self.sizeHint().height()))

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Папка для файлов", self.folder.text())
        if name:
            self.folder.setText(name)

    def _look(self) -> None:
        self.look.emit(self.order)

    def _take(self) -> None:
        if not self.isVisible():
            return  # taken already
        order = self.order
        if not self.folder.text().strip() or not order.folder.is_dir():
            self._complain("Такой папки нет: выберите существующую.", self.folder)
            return
        try:
            order = replace(order, purpose=check_purpose(order.purpose))
        except Invalid as error:
            self._complain(str(error), self.purpose)
            return
        try:
            check_order(order)
        except Invalid as error:
            narrow = "подшивки" in str(error)
            self._complain(str(error), self.paper.binding if narrow else self.number)
            return
        remember(self._desk.prefs, order)
        remember_purpose(self._desk.prefs, order.purpose)
        self.accept()
        self.ordered.emit(order)

    def _complain(self, text: str, field: QWidget) -> None:
        self.error.setText(text)
        self.error.show()
        self._grow()
        field.setFocus()


def _heading(classes: Sequence[Chosen]) -> str:
    count = len(classes)
    if count == 1:
        return f"Журнал {classes[0].name} класса"
    names = ", ".join(one.name for one in classes)
    return f"{count} {plural(count, 'журнал', 'журнала', 'журналов')}, по файлу на класс: {names}"


def _folder(desk: Desk) -> Path:
    kept = Path(desk.prefs.get(FOLDER) or platformdirs.user_documents_dir())
    return kept if kept.is_dir() else Path.home()


def _line(role: str, text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setProperty("role", role)
    label.setVisible(bool(text))
    return label
