"""What was printed, what was not and why, and what to do with the files."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from journal_desktop.domain.readiness import Gap
from journal_desktop.domain.russian import plural
from journal_desktop.printing.batch.order import (
    OUTCOME_TITLES,
    BatchReport,
    ClassResult,
    Outcome,
)
from journal_desktop.ui.tabs.printing.gaps import GapTree
from journal_desktop.ui.tabs.printing.order import JOURNALS
from journal_desktop.ui.tabs.printing.running import Ended

HEADS: Final = ("Класс", "Итог", "Файл или причина")
WIDTHS: Final = (70, 190)
SIZE: Final = (760, 420)
ROW_PX: Final = 26
THERE: Final = (Outcome.PRINTED, Outcome.UNCHANGED)
OTHERS: Final = (
    (Outcome.UNCHANGED, "без изменений"),
    (Outcome.NOT_READY, "не готовы"),
    (Outcome.FAILED, "не удалось"),
    (Outcome.NOT_REACHED, "не дошла очередь"),
)


class ReportDialog(QDialog):
    """Stays until it is closed; emits what is wanted."""

    open_wanted = Signal(object)
    """The Path of a file or a folder."""
    printer_wanted = Signal(object)
    """The Path of a file."""
    resume_wanted = Signal()
    paper_wanted = Signal(object)
    """The BatchReport, to be written as a document."""
    go_wanted = Signal(object)
    """The Gap whose place in the journal is wanted."""

    def __init__(self, ended: Ended, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        report = ended.report
        self.results = report.results if report else ()
        stopped = report is not None and report.cancelled
        self.setWindowTitle("Печать прервана" if stopped else "Печать закончена")
        self.ended = ended
        self.heading = QLabel(summary(report, ended.order.document.nouns) if report else "")
        self.heading.setProperty("role", "heading")
        self.heading.setWordWrap(True)
        self.where = QLabel(f"Папка: {ended.order.folder}")
        self.where.setProperty("role", "soft")
        self.where.setWordWrap(True)
        self.table = QTableWidget(0, len(HEADS))
        self.file = QPushButton("Открыть файл")
        self.place = QPushButton("Открыть папку")
        self.printer = QPushButton("На принтер…")
        self.resume = QPushButton("Продолжить печать")
        self.paper = QPushButton("Отчёт в PDF")
        self.gaps = GapTree()
        self._ready = {one.class_id: one for one in report.readiness} if report else {}
        self.close_button = QPushButton("Закрыть")
        self._fill()
        self._lay_out()
        self._connect()
        self._offer()

    @property
    def paths(self) -> tuple[Path, ...]:
        """Files that are there."""
        return tuple(path for path in map(self._path, self.results) if path is not None)

    @property
    def path(self) -> Path | None:
        """The file of the class in front."""
        row = self.table.currentRow()
        return self._path(self.results[row]) if 0 <= row < len(self.results) else None

    @staticmethod
    def _path(result: ClassResult) -> Path | None:
        return result.path if result.outcome in THERE else None

    def _fill(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels(list(HEADS))
        table.setAccessibleName("Итог печати")
        table.setProperty("role", "lines")
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_PX)
        for column, width in enumerate(WIDTHS):
            table.setColumnWidth(column, width)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(len(WIDTHS), QHeaderView.ResizeMode.Stretch)
        rows = [_texts(result) for result in self.results]
        table.setRowCount(len(rows))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                table.setItem(row, column, item)
        table.selectRow(0)

    def _lay_out(self) -> None:
        foot, column = QHBoxLayout(), QVBoxLayout(self)
        for button in (self.file, self.place, self.printer, self.paper, self.resume):
            button.setAutoDefault(False)
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        self.close_button.setDefault(True)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(self.heading)
        column.addWidget(self.where)
        column.addWidget(self.table, 1)
        column.addWidget(self.gaps, 1)
        column.addLayout(foot)
        self.resize(*SIZE)

    def _connect(self) -> None:
        self.table.currentCellChanged.connect(self._offer)
        self.table.cellDoubleClicked.connect(self.file.click)
        self.file.clicked.connect(lambda: self.open_wanted.emit(self.path))
        self.place.clicked.connect(lambda: self.open_wanted.emit(self.ended.order.folder))
        self.printer.clicked.connect(lambda: self.printer_wanted.emit(self.path))
        self.resume.clicked.connect(self._resume)
        self.paper.clicked.connect(lambda: self.paper_wanted.emit(self.ended.report))
        self.gaps.chosen.connect(self._go)
        self.close_button.clicked.connect(self.accept)

    def _offer(self) -> None:
        there = self.path is not None
        self.file.setEnabled(there)
        self.printer.setEnabled(there)
        self.place.setVisible(bool(self.paths))
        self.paper.setVisible(bool(self._ready))
        row = self.table.currentRow()
        class_id = self.results[row].class_id if 0 <= row < len(self.results) else 0
        ready = self._ready.get(class_id)
        self.gaps.setVisible(ready is not None and bool(ready.gaps))
        if ready is not None:
            self.gaps.show_gaps(ready)
        self.resume.setVisible(self.ended.rest is not None)

    def _go(self, gap: Gap) -> None:
        if gap.page_id is not None:
            self.accept()
            self.go_wanted.emit(gap)

    def _resume(self) -> None:
        self.accept()
        self.resume_wanted.emit()


def summary(report: BatchReport, nouns: tuple[str, str, str] = JOURNALS) -> str:
    """«Напечатано: 3 журнала, не готовы: 1, не удалось: 2»."""
    done = len(report.of(Outcome.PRINTED))
    parts = [f"Напечатано: {done} {plural(done, *nouns)}"]
    if not done:
        parts = ["Ничего не напечатано"]
    for outcome, words in OTHERS:
        if count := len(report.of(outcome)):
            parts.append(f"{words}: {count}")
    return ", ".join(parts)


def _texts(result: ClassResult) -> tuple[str, str, str]:
    said = OUTCOME_TITLES[result.outcome]
    if result.outcome is Outcome.PRINTED:
        said = f"✓ {result.sheets} {plural(result.sheets, 'лист', 'листа', 'листов')}"
    there = result.path.name if result.path is not None else result.text
    return result.name, said, there
