"""The group for physical education with its days and certificate."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPushButton, QWidget

from journal_desktop.commands.pe_groups import SetPeGroup
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.health import PeGroup
from journal_desktop.domain.health_entry import Field, canonical, day_of
from journal_desktop.domain.russian import short_date
from journal_desktop.queries.health import HealthSheet
from journal_desktop.ui.tabs.health.reading import Row

NOT_CHOSEN: Final = "не указана"


class PeForm(QWidget):
    """Group, from, to, certificate; one button writes all of it as one change."""

    written = Signal(object)
    """A SetPeGroup."""

    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._row: Row | None = None
        self._class_id, self._today, self._year_begins = 0, date.min, date.min
        self.group = QComboBox()
        self.group.setAccessibleName("Физкультурная группа")
        self.group.addItem(NOT_CHOSEN, None)
        for group in PeGroup:
            self.group.addItem(group.value, group)
        self.begins = _field("с, дд.мм", "Действует с")
        self.ends = _field("по, дд.мм", "Последний день")
        self.document = _field("справка №, дата", "Справка об освобождении")
        self.button = QPushButton("Записать")
        self.button.setProperty("role", "small")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(5)
        grid.addWidget(self.group, 0, 0)
        grid.addWidget(self.button, 0, 1)
        grid.addWidget(self.begins, 1, 0)
        grid.addWidget(self.ends, 1, 1)
        grid.addWidget(self.document, 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.button.clicked.connect(self.write)
        self.group.activated.connect(self._chosen)

    def show_row(self, row: Row, sheet: HealthSheet | None, today: date) -> None:
        """Show what is in force; what is being typed for the same pupil is left alone."""
        fields = (self.begins, self.ends, self.document)
        typed = any(field.isModified() for field in fields)
        if self._row is not None and self._row.pupil_id == row.pupil_id and typed:
            self._row = row
            return
        self._row, self._today = row, today
        if sheet is not None:
            self._class_id, self._year_begins = sheet.class_id, sheet.begins
        health = row.health
        self.group.setCurrentIndex(max(0, self.group.findText(row.texts.get(Field.PE, ""))))
        self.begins.setText(_words(health.pe_begins if health else None))
        self.ends.setText(_words(health.pe_ends if health else None))
        self.document.setText(health.document if health else "")
        self._dress()

    def write(self) -> None:
        """Ask for the change to be written."""
        if self._row is None:
            return
        try:
            command = self._command(self._row)
        except Invalid as error:
            self.refused.emit(str(error))
            return
        for field in (self.begins, self.ends, self.document):
            field.setModified(False)
        self.written.emit(command)

    def _command(self, row: Row) -> SetPeGroup:
        kept = row.texts.get(Field.PE, "")
        return SetPeGroup(
            self._class_id,
            row.pupil_id,
            self.group.currentData(),
            PeGroup(kept) if kept else None,
            self._begins(),
            day_of(canonical(Field.LIMITS_UNTIL, self.ends.text(), self._today)),
            self.document.text(),
        )

    def _begins(self) -> date | None:
        """The first day; one without a year is of this school year."""
        day = day_of(canonical(Field.EXAMINED, self.begins.text(), self._today))
        if day is not None and day < self._year_begins:
            return day_of(canonical(Field.LIMITS_UNTIL, self.begins.text(), self._today))
        return day

    def _chosen(self) -> None:
        """Another group begins today and has no last day until one is typed."""
        kept = self._row.texts.get(Field.PE, "") if self._row else ""
        if self.group.currentText() != kept:
            self.begins.setText(short_date(self._today, year=True))
            self.ends.clear()
            self.document.clear()
        self._dress()

    def _dress(self) -> None:
        exempt = self.group.currentData() is PeGroup.EXEMPT
        self.document.setEnabled(exempt)


def _field(placeholder: str, name: str) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(placeholder)
    field.setAccessibleName(name)
    return field


def _words(day: date | None) -> str:
    return short_date(day, year=True) if day else ""
