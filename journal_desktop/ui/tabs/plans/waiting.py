"""Sheets of corrections that wait for an order, for the deputy (domain 7.5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from journal_desktop.queries.plan_agreement import WaitingSheet
from journal_desktop.ui.kit.elided import ElidedLabel
from journal_desktop.ui.kit.empty import EmptyState
from journal_desktop.ui.kit.lines import Line, LinesModel, LinesTable

HEADS: Final = (
    "Класс",
    "Предмет",
    "Учитель",
    "Строк без приказа",
    "Самостоятельно: приказ обязателен",
)


class WaitingView(QWidget):
    """The pages of the school whose sheets have lines without an order."""

    opened = Signal(object)
    """A WaitingSheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel()
        self.title.setProperty("role", "title")
        self.needed = QCheckBox("Только где приказ обязателен")
        self.model = LinesModel(HEADS, (0, 1, 2))
        self.model.setParent(self)
        self.table = LinesTable(self.model, "Листы без приказа", (1,))
        self.empty = EmptyState()
        self.front = QStackedWidget()
        self.setFocusProxy(self.table)
        self.front.addWidget(self.table)
        self.front.addWidget(self.empty)
        self.sheets: tuple[WaitingSheet, ...] = ()
        self.shown: tuple[WaitingSheet, ...] = ()
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.needed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.front, 1)
        self.needed.toggled.connect(self._filter)
        self.table.activated.connect(self._open)

    def show_sheets(self, sheets: Sequence[WaitingSheet]) -> None:
        """Show them; the chosen row stays as near as it can."""
        self.sheets = tuple(sheets)
        self._filter()

    def _filter(self) -> None:
        row = self.table.currentIndex().row()
        only = self.needed.isChecked()
        self.shown = tuple(sheet for sheet in self.sheets if sheet.alone or not only)
        self.model.show_lines([_line(sheet) for sheet in self.shown])
        pages, lines = len(self.shown), sum(sheet.lines for sheet in self.shown)
        self.title.setText(f"Листы корректировки без приказа: страниц {pages}, строк {lines}")
        self.front.setCurrentWidget(self.table if self.shown else self.empty)
        if self.shown:
            self.table.selectRow(max(0, min(row, len(self.shown) - 1)))
        else:
            self.empty.say(
                "Все листы с приказами", "Нет ни одной корректировки, которая ждёт приказа."
            )

    def _open(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.shown):
            self.opened.emit(self.shown[row])


def _line(sheet: WaitingSheet) -> Line:
    name = f"{sheet.class_name} ({sheet.group})" if sheet.class_name and sheet.group else ""
    return Line(
        (
            name or sheet.class_name or sheet.group,
            sheet.subject,
            sheet.teacher,
            str(sheet.lines),
            str(sheet.alone) if sheet.alone else "",
        ),
        bool(sheet.alone),
    )
