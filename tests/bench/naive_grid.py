"""The grid as one first writes it: roles asked one by one, every cell drawn by a delegate."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView
from typing_extensions import override

from journal_desktop.ui.kit.grid_model import (
    INK_BAD,
    TINT_HATCH,
    TINT_NONE,
    Face,
    GridModel,
)
from journal_desktop.ui.kit.theme import ROW_PX, colours, text_font

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Role = Qt.ItemDataRole


class NaiveModel(QAbstractTableModel):
    """The same faces, asked role by role."""

    def __init__(self, source: GridModel) -> None:
        super().__init__()
        self._faces: list[list[Face | None]] = source.faces
        self._heads = [head.label for head in source.heads]
        self._names = [row.name for row in source.names]

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._names)

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    @override
    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        face = self._faces[index.row()][index.column()]
        if face is None:
            return None
        if role == Role.DisplayRole:
            return face.text
        if role == Role.ForegroundRole:
            return QColor(colours().red if face.ink == INK_BAD else colours().ink)
        if role == Role.BackgroundRole and face.tint != TINT_NONE:
            return QColor(colours().hatch if face.tint == TINT_HATCH else colours().changed)
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if role != Role.DisplayRole:
            return None
        across = orientation == Qt.Orientation.Horizontal
        return self._heads[section] if across else self._names[section]

    def tell(self, row: int, column: int) -> None:
        """Say that a cell changed."""
        self.dataChanged.emit(self.index(row, column), self.index(row, column))


class NaiveDelegate(QStyledItemDelegate):
    """Ground, text and frame of one cell."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        ground = index.data(Role.BackgroundRole) or QColor(colours().paper)
        if option.state & QStyle.StateFlag.State_Selected:
            ground = QColor(colours().selected)
        painter.fillRect(option.rect, ground)
        text = index.data(Role.DisplayRole)
        if text:
            painter.setPen(index.data(Role.ForegroundRole))
            painter.setFont(text_font(14))
            painter.drawText(option.rect, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()


def naive_view(model: NaiveModel, source: GridModel, names_px: int) -> QTableView:
    """A table view as the manual shows it, its columns as wide as ours."""
    view = QTableView()
    view.setModel(model)
    view.setItemDelegate(NaiveDelegate(view))
    view.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    view.horizontalHeader().setMinimumSectionSize(1)
    view.horizontalHeader().setFixedHeight(2 * ROW_PX)
    for column, head in enumerate(source.heads):
        view.setColumnWidth(column, head.width)
    view.verticalHeader().setMinimumSectionSize(ROW_PX)
    view.verticalHeader().setDefaultSectionSize(ROW_PX)
    view.verticalHeader().setFixedWidth(names_px)
    return view
