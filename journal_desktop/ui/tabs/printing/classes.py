"""«Готовность и печать»: the classes of a year, what they lack, and what to do with them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from journal_desktop.domain.russian import plural
from journal_desktop.ui.kit.elided import ElidedLabel
from journal_desktop.ui.kit.split import Share, SharedSplitter
from journal_desktop.ui.tabs.printing.class_model import (
    GAPS,
    NAME,
    TEACHER,
    ClassFilter,
    ClassModel,
    count_text,
)
from journal_desktop.ui.tabs.printing.gaps import GapsPane
from journal_desktop.ui.tabs.printing.progress import ProgressPanel
from journal_desktop.ui.tabs.printing.reading import ClassLine, Stage

ROW_PX: Final = 26
SHARE: Final = Share(usual=0.34, least=280, most=0.55, kept=520)
WIDTHS: Final = (64, 190, 200, 92, 150, 64)
ALL: Final = "Все состояния"


class ClassTable(QTableView):
    """Rows to choose several of; Enter looks at the one in front."""

    entered_row = Signal()

    def __init__(self, model: ClassFilter) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName("Классы")
        self.setProperty("role", "lines")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSortingEnabled(True)
        self.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(TEACHER, QHeaderView.ResizeMode.Stretch)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit()
        else:
            super().keyPressEvent(event)


class ClassesView(QWidget):
    """Emits what is wanted; asks and prints nothing itself."""

    print_wanted = Signal(bool)
    """Whether as a draft."""
    look_wanted = Signal()
    extract_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ClassModel(self)
        self.rows = ClassFilter(self.model)
        self.table = ClassTable(self.rows)
        self.search = QLineEdit()
        self.stage = QComboBox()
        self.count, self.chosen_text = ElidedLabel(), ElidedLabel()
        self.gaps, self.progress = GapsPane(), ProgressPanel()
        self.print, self.draft = QPushButton("Печатать…"), QPushButton("Черновик…")
        self.look, self.resume = QPushButton("Просмотр"), QPushButton("Продолжить печать")
        self.extract = QPushButton("Выписка…")
        self._lay_out()
        self._connect()

    @property
    def lines(self) -> tuple[ClassLine, ...]:
        """The classes chosen, in the order shown."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return tuple(self.rows.line(row) for row in rows)

    @property
    def current(self) -> ClassLine | None:
        """The class in front."""
        index = self.table.currentIndex()
        return self.rows.line(index.row()) if index.isValid() else None

    def show_lines(self, lines: tuple[ClassLine, ...], *, may_print: bool, may_draft: bool) -> None:
        """Show other classes; the ones chosen stay chosen."""
        kept = {line.class_id for line in self.lines}
        self.model.show_lines(lines)
        for button in (self.print, self.extract):
            button.setVisible(may_print)
        for button in (self.draft, self.look):
            button.setVisible(may_draft)
        here = {line.class_id for line in lines}
        self.choose(kept & here or {line.class_id for line in lines[:1]})
        self._counted()

    def choose(self, class_ids: set[int]) -> None:
        """Choose these classes."""
        selection, first = QItemSelection(), None
        for row in range(self.rows.rowCount()):
            if self.rows.line(row).class_id in class_ids:
                index = self.rows.index(row, 0)
                selection.select(index, index)
                first = first or index
        flags = QItemSelectionModel.SelectionFlag
        chosen = self.table.selectionModel()
        chosen.select(selection, flags.ClearAndSelect | flags.Rows)
        if first is not None:
            chosen.setCurrentIndex(first, flags.NoUpdate)
            self.table.scrollTo(first)
        self._changed()

    def search_now(self) -> None:
        """Ctrl+F."""
        self.search.setFocus()
        self.search.selectAll()

    def _lay_out(self) -> None:
        self._dress()
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.search, 2)
        top.addWidget(self.stage)
        top.addWidget(self.count, 3)
        for button in (self.print, self.draft, self.look, self.extract, self.resume):
            button.setAutoDefault(False)
            foot.addWidget(button)
        foot.addWidget(self.chosen_text, 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self.progress)
        column.addLayout(foot)
        split = SharedSplitter(SHARE)
        split.setHandleWidth(9)
        split.addWidget(left)
        split.addWidget(self.gaps)
        whole = QVBoxLayout(self)
        whole.addWidget(split)
        for layout in (column, whole):
            layout.setContentsMargins(0, 0, 0, 0)

    def _dress(self) -> None:
        self.search.setPlaceholderText("Класс или руководитель   Ctrl+F")
        self.search.setAccessibleName("Найти класс")
        self.search.setClearButtonEnabled(True)
        self.stage.setAccessibleName("Состояние")
        self.stage.addItem(ALL, None)
        for stage in Stage:
            self.stage.addItem(stage.value, stage)
        for label in (self.count, self.chosen_text):
            label.setProperty("role", "soft")
        self.print.setProperty("role", "main")
        self.print.setToolTip("Официальный журнал выбранных классов (Ctrl+P)")
        self.draft.setToolTip("Выбранные классы с пометкой «ЧЕРНОВИК» (Ctrl+Shift+P)")
        self.look.setToolTip("Страницы класса до печати (Enter)")
        self.extract.setToolTip("Часть журнала класса по распоряжению (п. 4.6)")
        self.resume.setToolTip("Допечатать классы прерванной печати")
        self.resume.hide()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._narrow)
        self.stage.currentIndexChanged.connect(self._narrow)
        self.table.selectionModel().selectionChanged.connect(self._changed)
        self.table.selectionModel().currentRowChanged.connect(self._changed)
        self.table.entered_row.connect(self.look.click)
        self.table.clicked.connect(self._clicked)
        self.print.clicked.connect(lambda: self.print_wanted.emit(False))  # noqa: FBT003 - a signal
        self.draft.clicked.connect(lambda: self.print_wanted.emit(True))  # noqa: FBT003 - a signal
        self.look.clicked.connect(self.look_wanted)
        self.extract.clicked.connect(self.extract_wanted)

    def _narrow(self) -> None:
        self.rows.narrow(self.search.text(), self.stage.currentData())
        self._counted()
        self._changed()

    def _counted(self) -> None:
        shown = [self.rows.line(row) for row in range(self.rows.rowCount())]
        lacking = sum(not line.ready.is_ready for line in shown)
        self.count.setText(count_text(len(shown), lacking))

    def _clicked(self) -> None:
        if self.table.currentIndex().column() == GAPS and self.gaps.tree.isVisible():
            self.gaps.tree.setFocus()

    def _changed(self) -> None:
        lines, current = self.lines, self.current
        self.gaps.show_class(current.ready if current else None)
        printable = [line for line in lines if line.printable]
        for button in (self.draft, self.look):
            button.setEnabled(bool(printable))
        self.extract.setEnabled(current is not None and current.printable)
        closed = bool(lines) and all(line.ready.year_is_closed for line in lines)
        self.print.setEnabled(bool(printable) and closed)
        self.chosen_text.setText(_chosen(lines, self.rows.rowCount()))


def _chosen(lines: tuple[ClassLine, ...], shown: int) -> str:
    count = len(lines)
    if count == 0:
        return "Выберите один или несколько классов, Ctrl+A – все."
    if count == shown and count > 1:
        return f"Выбраны все: {count}"
    word = plural(count, "Выбран", "Выбраны", "Выбрано")
    return f"{word} {count} {plural(count, 'класс', 'класса', 'классов')}"
