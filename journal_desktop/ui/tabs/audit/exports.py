"""«Выгрузки и печать»: who exported or printed personal data, when and for what (R-1.9-01)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from journal_desktop.domain.audit_lines import moment_text
from journal_desktop.queries.exports import ExportLine, ExportLog
from journal_desktop.ui.kit.tab import Desk
from journal_desktop.ui.kit.tasks import Progress

HEADS: Final = ("Когда", "Кто", "Вид", "Что выгружено", "Цель")
WIDTHS: Final = (130, 150, 190, 420, 240)
CHARACTERS: Final = (18, 22, 28, 60, 36)
NOTHING: Final = "Выгрузок и печати персональных данных ещё не было (п. 1.9)."


class ExportsView(QWidget):
    """The log of exports, newest first."""

    failed = Signal(Exception)
    filled = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.state = QLabel()
        self.state.setProperty("role", "soft")
        self.table = QTableWidget(0, len(HEADS))
        self.table.setHorizontalHeaderLabels(list(HEADS))
        self.table.setAccessibleName("Выгрузки и печать")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        for column, width in enumerate(WIDTHS):
            header.resizeSection(column, width)
        header.setSectionResizeMode(len(HEADS) - 2, QHeaderView.ResizeMode.Stretch)
        self.lines: tuple[ExportLine, ...] = ()
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.addWidget(self.state)
        column_.addWidget(self.table, 1)

    def load(self) -> None:
        """Ask anew, aside."""
        journal = self._desk.journal

        def job(_progress: Progress) -> object:
            return journal.ask(ExportLog())

        task = self._desk.run(job)
        task.succeeded.connect(self._show)
        task.failed.connect(self.failed)

    def texts(self, line: ExportLine) -> tuple[str, ...]:
        """One line as the cells of a row."""
        when = moment_text(line.at, self._desk.clock().tzinfo)
        return (when, line.who, line.kind, line.what, line.purpose)

    def _show(self, lines: tuple[ExportLine, ...]) -> None:
        self.lines = lines
        self.table.setRowCount(len(lines))
        for row, line in enumerate(lines):
            for column, text in enumerate(self.texts(line)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
        self.state.setText(f"Выгрузок: {len(lines)}" if lines else NOTHING)
        self.filled.emit()
