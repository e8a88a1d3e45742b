"""Read-only tables of texts: lists one reads and copies nothing from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView
from typing_extensions import override

from journal_desktop.ui.kit.theme import colours, text_font

Index = QModelIndex | QPersistentModelIndex
ROOT: Final = QModelIndex()
LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
MIDDLE: Final = Qt.AlignmentFlag.AlignCenter
ROW_PX: Final = 26
_MEASURED: Final = 12
_PAD_PX: Final = 20


class Line(NamedTuple):
    """One row as texts; `strong` lines are totals or wait for somebody, `faint` ones are past."""

    cells: tuple[str, ...]
    strong: bool = False
    faint: bool = False


class LinesModel(QAbstractTableModel):
    """Lines of text under headings; `words` are the columns that begin at the left."""

    def __init__(self, heads: Sequence[str], words: Sequence[int] = (0,)) -> None:
        super().__init__()
        self._heads, self._words = tuple(heads), tuple(words)
        self._lines: tuple[Line, ...] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def widest(self, column: int) -> tuple[str, ...]:
        """Texts of the column that may be the widest."""
        texts = {line.cells[column] for line in self._lines}
        return tuple(sorted(texts, key=len, reverse=True)[:_MEASURED])

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return line.cells[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.cells[0]}, {self._heads[column]}: {line.cells[column] or 'нет'}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if column in self._words else MIDDLE
        return _look(line, role)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self._heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if section in self._words else MIDDLE
        return None


def _look(line: Line, role: int) -> Any:
    if role == Qt.ItemDataRole.FontRole and line.strong:
        return text_font(bold=True)
    if role == Qt.ItemDataRole.ForegroundRole and line.faint:
        return QColor(colours().faint)
    return None


class LinesTable(QTableView):
    """A table one reads and copies nothing from."""

    def __init__(self, model: LinesModel, name: str, stretched: Sequence[int]) -> None:
        super().__init__()
        self._lines = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setProperty("role", "lines")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in stretched:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    @override
    def sizeHintForColumn(self, column: int) -> int:
        """The width of the longest texts; asking every cell takes 100 ms for 200 lines."""
        metrics = QFontMetrics(text_font(bold=True))
        texts = self._lines.widest(column)
        return max((metrics.horizontalAdvance(text) for text in texts), default=0) + _PAD_PX
