"""The classroom on the screen: two places are exchanged by dragging, or by Space, arrows, Space."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)
from typing_extensions import override

from journal_desktop.domain.seating import SIDES
from journal_desktop.ui.kit.theme import SMALL_PX, TEXT_PX, colours, text_font
from journal_desktop.ui.tabs.health.seats import FREE, SeatsModel

Key = Qt.Key
PICKS: Final = (Key.Key_Space, Key.Key_Return, Key.Key_Enter)
DESK_PX: Final = 50
AISLE_PX: Final = 14
GAP_PX: Final = 5
SIZE_PX: Final = 44


class SeatsView(QTableView):
    """The plan of a class."""

    def __init__(self, model: SeatsModel) -> None:
        super().__init__()
        self._model = model
        self._picked: QPersistentModelIndex | None = None
        self.setModel(model)
        self.setAccessibleName("План рассадки")
        self.setProperty("role", "grid")
        self.setItemDelegate(_Desk(self))
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setMinimumSectionSize(DESK_PX)
        self.verticalHeader().setSectionsClickable(False)
        model.modelReset.connect(self._put_down)

    @property
    def picked(self) -> QPersistentModelIndex | None:
        """The place that waits for another to be exchanged with."""
        return self._picked

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Key(event.key()) in PICKS and self.currentIndex().isValid():
            self._pick(self.currentIndex())
        elif event.key() == Key.Key_Escape and self._picked is not None:
            self._put_down()
        else:
            super().keyPressEvent(event)

    def _pick(self, index: QModelIndex) -> None:
        if self._picked is None:
            self._picked = QPersistentModelIndex(index)
        else:
            self._model.swap(self._picked, index)
            self._picked = None
        self.viewport().update()

    def _put_down(self) -> None:
        self._picked = None
        self.viewport().update()


class _Desk(QStyledItemDelegate):
    """One place: the name, and the size of the desk under it."""

    def __init__(self, view: SeatsView) -> None:
        super().__init__(view)
        self._view = view

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        named, model = colours(), index.model()
        if not isinstance(model, SeatsModel):
            return
        sitter, side = model.sitter(index), index.column() % SIDES
        left, right = (AISLE_PX, 1) if side == 0 else (1, AISLE_PX)
        box = option.rect.adjusted(left, GAP_PX, -right, -GAP_PX)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        picked = self._view.picked is not None and self._view.picked == index
        ground = named.selected if picked else (named.today if chosen else named.raised)
        painter.fillRect(box, QColor(ground))
        painter.setPen(QPen(QColor(named.accent if chosen or picked else named.border), 1))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
        inner = box.adjusted(8, 4, -8, -4)
        name = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        painter.setFont(text_font(TEXT_PX))
        painter.setPen(QColor(named.ink if sitter else named.faint))
        text = sitter.name if sitter else FREE
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        below = QRect(inner.left(), name.bottom(), inner.width(), inner.height() // 2)
        painter.setFont(text_font(SMALL_PX))
        painter.setPen(QColor(named.soft))
        size = f"мебель {sitter.furniture}" if sitter and sitter.furniture else ""
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, size)
