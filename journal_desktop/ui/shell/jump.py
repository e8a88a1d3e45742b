"""«Найти и перейти» (Ctrl+K): pages, tabs and commands by a few letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from journal_desktop.ui.kit.theme import SMALL_PX, TEXT_PX, colours, text_font
from journal_desktop.ui.shell.dress import column, label
from journal_desktop.ui.shell.finding import Target, found

ROOT: Final = QModelIndex()
ROW: Final = 26
PAD: Final = 12
WIDTH: Final = 560
ROWS: Final = 12
MOVES: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class TargetModel(QAbstractListModel):
    """The targets found, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._targets: tuple[Target, ...] = ()

    def show_targets(self, targets: Sequence[Target]) -> None:
        """Show other targets."""
        self.beginResetModel()
        self._targets = tuple(targets)
        self.endResetModel()

    def target(self, row: int) -> Target | None:
        """The target in that row; None outside."""
        return self._targets[row] if 0 <= row < len(self._targets) else None

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self._targets)

    @override
    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        target = self.target(index.row()) if index.isValid() else None
        if target is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return target.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{target.title}, {target.kind}"
        return target if role == Qt.ItemDataRole.UserRole else None


class JumpPopup(QDialog):
    """A field and what it finds; Up and Down choose, Enter goes, Esc leaves."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._window = parent
        self._targets: tuple[Target, ...] = ()
        self.model = TargetModel(self)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Класс, предмет, вкладка или команда")
        self.field.setAccessibleName("Найти и перейти")
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = label("Ничего не найдено", "faint")
        self.nothing.setContentsMargins(PAD, 4, PAD, 10)
        frame = QFrame()
        frame.setProperty("role", "jump")
        inside = column(frame, spacing=0)
        for part in (self.field, self.list, self.nothing):
            inside.addWidget(part)
        outer = column(self)
        outer.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        outer.addWidget(frame)
        self._frame = frame
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._find)
        self.field.returnPressed.connect(self._go)
        self.list.clicked.connect(self._go)

    def offer(self, targets: Sequence[Target]) -> None:
        """Search among these; what is typed already is searched anew."""
        self._targets = tuple(targets)
        self._find()

    def pop_up(self) -> None:
        """Come up over the middle of the window's top, with an empty field."""
        self.field.clear()
        self._find()
        window = self._window
        wide = min(WIDTH, window.width() - 2 * PAD)
        self._frame.setFixedWidth(wide)
        middle = window.mapToGlobal(window.rect().topLeft())
        self.move(middle.x() + (window.width() - wide) // 2, middle.y() + min(72, PAD * 3))
        self.show()
        self.field.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() not in MOVES:
            return False
        self._move(Qt.Key(event.key()))
        return True

    def _move(self, key: Qt.Key) -> None:
        steps = dict(zip(MOVES, (-1, 1, -ROWS, ROWS), strict=True))
        last = self.model.rowCount() - 1
        row = self.list.currentIndex().row() + steps[key]
        self.list.setCurrentIndex(self.model.index(max(0, min(last, row)), 0))

    def _find(self) -> None:
        hits = found(self._targets, self.field.text())
        self.model.show_targets(hits)
        self.list.setCurrentIndex(self.model.index(0, 0))
        self.list.setVisible(bool(hits))
        self.nothing.setVisible(not hits)
        room = (self._window.height() - 140) // ROW
        self.list.setFixedHeight(max(1, min(ROWS, room, len(hits))) * ROW + 2)

    def _go(self) -> None:
        target = self.model.target(self.list.currentIndex().row())
        if target is not None:
            self.hide()
            target.act()


class _Row(QStyledItemDelegate):
    """The title at the left, its kind and key at the right."""

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
        target = index.data(Qt.ItemDataRole.UserRole)
        named, rect = colours(), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, named.selected)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, named.hover)
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        side = f"{target.kind} · {target.key}" if target.key else target.kind
        painter.setFont(text_font(SMALL_PX))
        painter.setPen(named.faint)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, side)
        taken = painter.fontMetrics().horizontalAdvance(side) + PAD
        left = QRect(inner.left(), inner.top(), inner.width() - taken, inner.height())
        painter.setFont(text_font(TEXT_PX))
        painter.setPen(named.ink)
        cut = painter.fontMetrics().elidedText(
            target.title, Qt.TextElideMode.ElideRight, left.width()
        )
        painter.drawText(left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)
