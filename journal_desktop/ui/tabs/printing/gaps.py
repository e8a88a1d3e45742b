"""What a class's journal lacks, by teacher; a line leads to its place in the journal."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from journal_desktop.domain.readiness import ClassReadiness, Gap
from journal_desktop.domain.russian import plural
from journal_desktop.ui.kit.theme import text_font

NOTHING: Final = "Выберите класс: здесь будет видно, чего не хватает в его журнале и кто заполняет."
WHOLE: Final = "Всё на месте: журнал можно печатать."
STOPS: Final = "! Без этого официальный журнал не печатают (п. 4.3)"
EDGE_PX: Final = 7
HIGHEST_PX: Final = 4000
OPENED: Final = 12
"""So many lines are shown at once, more teachers stay folded."""


class GapTree(QTreeWidget):
    """Teachers and, under each, what waits for them."""

    chosen = Signal(object)
    """The Gap whose place is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setAccessibleName("Чего не хватает, по учителям")
        self.setProperty("role", "marks")
        self.setWordWrap(True)
        self.setIndentation(14)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Wrapping(self))
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.itemDoubleClicked.connect(self._take)

    @property
    def gap(self) -> Gap | None:
        """The one in the current line."""
        item = self.currentItem()
        held = item.data(0, Qt.ItemDataRole.UserRole) if item is not None else None
        return held if isinstance(held, Gap) else None

    def show_gaps(self, ready: ClassReadiness) -> None:
        """Show other gaps."""
        self.clear()
        shown = 0
        for teacher, gaps in ready.by_teacher():
            count = sum(gap.count for gap in gaps)
            top = QTreeWidgetItem([f"{teacher}: {count}"])
            top.setFont(0, text_font(bold=True))
            for gap in gaps:
                line = QTreeWidgetItem([f"! {gap.text}" if gap.kind.stops else gap.text])
                line.setToolTip(0, f"{gap.text}\n{STOPS}" if gap.kind.stops else gap.text)
                line.setData(0, Qt.ItemDataRole.UserRole, gap)
                top.addChild(line)
            self.addTopLevelItem(top)
            top.setExpanded(shown < OPENED)
            shown += len(gaps)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # words wrap at the new width

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._take(item)
        else:
            super().keyPressEvent(event)

    def _take(self, item: QTreeWidgetItem) -> None:
        gap = item.data(0, Qt.ItemDataRole.UserRole)
        if isinstance(gap, Gap):
            self.chosen.emit(gap)
        else:
            item.setExpanded(not item.isExpanded())


class _Wrapping(QStyledItemDelegate):
    """Rows as high as their words need at the width of the tree."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        depth = 2 if index.parent().isValid() else 1
        wide = self._tree.viewport().width() - depth * self._tree.indentation() - 2 * EDGE_PX
        font = index.data(Qt.ItemDataRole.FontRole) or option.font
        room = QRect(0, 0, max(wide, EDGE_PX), HIGHEST_PX)
        words = QFontMetrics(font).boundingRect(room, Qt.TextFlag.TextWordWrap, index.data())
        return QSize(wide, words.height() + EDGE_PX)


class GapsPane(QFrame):
    """A heading, the tree and the way to the journal."""

    go_wanted = Signal(object)
    """The Gap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.title, self.said = QLabel(), QLabel(NOTHING)
        self.title.setProperty("role", "heading")
        self.said.setProperty("role", "soft")
        self.said.setWordWrap(True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.tree = GapTree()
        self.go = QPushButton("Показать в журнале   Enter")
        self.go.setProperty("role", "small")
        self.go.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        for part in (self.title, self.said):
            column.addWidget(part)
        column.addWidget(self.tree, 100)
        column.addWidget(self.go, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)  # while the tree is hidden, the words stay at the top
        self.show_class(None)
        self.tree.chosen.connect(self._go)
        self.tree.currentItemChanged.connect(self._offer)
        self.go.clicked.connect(lambda: self._go(self.tree.gap))

    def show_class(self, ready: ClassReadiness | None) -> None:
        """Show what a class lacks; None shows what to do."""
        self.title.setText(_title(ready) if ready else "")
        self.title.setVisible(ready is not None)
        gaps = ready.gaps if ready else ()
        if ready is not None:
            self.tree.show_gaps(ready)
        stops = any(gap.kind.stops for gap in gaps)
        self.said.setText((STOPS if stops else "") if gaps else WHOLE if ready else NOTHING)
        self.said.setVisible(bool(self.said.text()))
        self.tree.setVisible(bool(gaps))
        self.go.setVisible(bool(gaps))
        self._offer()

    def _offer(self) -> None:
        gap = self.tree.gap
        self.go.setEnabled(gap is not None and gap.page_id is not None)

    def _go(self, gap: Gap | None) -> None:
        if gap is not None and gap.page_id is not None:
            self.go_wanted.emit(gap)


def _title(ready: ClassReadiness) -> str:
    count = ready.count
    if not count:
        return f"{ready.name} класс"
    said = plural(count, "пробел", "пробела", "пробелов")
    return f"{ready.name} класс: {count} {said}"
