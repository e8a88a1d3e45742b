"""People of a demonstration school, offered with one click."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from journal_desktop.ui.kit.theme import SMALL_PX, TEXT_PX, colours, text_font
from journal_desktop.ui.shell.dress import column, label
from journal_desktop.ui.shell.entrance import DemoPerson

WHAT: Final = Qt.ItemDataRole.UserRole + 1
ROW: Final = 42
PAD: Final = 10


class PeopleList(QWidget):
    """Names with their roles; a click or Enter chooses."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setAccessibleName("Кем войти в демонстрационную школу")
        self.list.setItemDelegate(_TwoLines(self.list))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = column(self, spacing=6)
        layout.addWidget(label("Войти в демонстрационную школу", "heading"))
        layout.addWidget(label("Пароль не нужен: все люди и отметки выдуманы.", "faint", wrap=True))
        layout.addWidget(self.list, stretch=1)
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)

    def offer(self, people: Sequence[DemoPerson]) -> None:
        """Show these people, in their order."""
        self.list.clear()
        for person in people:
            item = QListWidgetItem(person.name, self.list)
            what = ", ".join(person.roles)
            item.setData(WHAT, f"{what} · {person.hint}" if person.hint else what)
            item.setData(Qt.ItemDataRole.UserRole, person)
            item.setToolTip(f"{person.name}: {item.data(WHAT)}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, item.toolTip())

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))


class _TwoLines(QStyledItemDelegate):
    """A name and, under it in small letters, what the person does."""

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, ROW)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        named, rect = colours(), option.rect
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, named.selected)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, named.hover)
        painter.setPen(named.hairline)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        half = rect.height() // 2
        name = QRect(rect.left() + PAD, rect.top() + 2, rect.width() - 2 * PAD, half)
        _line(painter, name, index.data(), TEXT_PX, named.ink)
        _line(painter, name.translated(0, half - 4), index.data(WHAT), SMALL_PX, named.soft)


def _line(painter: QPainter, rect: QRect, text: str, pixels: int, colour: str) -> None:
    painter.setFont(text_font(pixels))
    painter.setPen(colour)
    cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
