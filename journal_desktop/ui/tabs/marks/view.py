"""Two views of one page side by side: lessons that scroll, finals that stay in sight."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollBar, QWidget
from typing_extensions import override

from journal_desktop.ui.kit.grid import DOWN, GridView
from journal_desktop.ui.tabs.marks.model import SpreadModel

RIGHTWARD = (0, 1)
AROUND = 2


class SpreadView(QFrame):
    """The grid of a page: names and lessons on the left, means and final marks beside them."""

    moved = Signal(int, int)
    """The current cell is now at (row, column)."""

    editing_ended = Signal()

    def __init__(self, model: SpreadModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._model = model
        self.lessons = GridView(model, parent=self)
        self.finals = GridView(model, named=False, parent=self)
        self.finals.share(self.lessons.cursor_)
        self.cursor_ = self.lessons.cursor_
        self._edge = QFrame(self)
        self._edge.setProperty("role", "edge")
        self._across = QScrollBar(Qt.Orientation.Horizontal, self)
        self._views = (self.lessons, self.finals)
        self._link_bars()
        for view in self._views:
            view.editing_ended.connect(self.editing_ended)
        model.modelReset.connect(self._arrange)
        self.cursor_.selection.currentChanged.connect(self._follow)
        self.setFocusProxy(self.lessons)

    @property
    def is_editing(self) -> bool:
        """Whether an editor is open in either view."""
        return self.lessons.is_editing or self.finals.is_editing

    def set_direction(self, *, rightward: bool) -> None:
        """Where a whole entry and Enter go."""
        for view in self._views:
            view.direction = RIGHTWARD if rightward else DOWN

    def set_advance(self, *, on: bool) -> None:
        """Whether a complete entry commits by itself."""
        for view in self._views:
            view.delegate.commits_whole = on

    def set_slash(self, *, on: bool) -> None:
        """Whether one mark is whole where two are allowed, «/» bringing the second."""
        self._model.by_slash = on

    def open_cell(self) -> GridView:
        """The view in which the current cell lies."""
        column = self.cursor_.here[1]
        return self.lessons if column < self._lesson_count() else self.finals

    def reveal(self, column: int) -> None:
        """Scroll so that the lesson column is in sight, with two more after it where possible."""
        last = self._lesson_count() - 1
        for target in (min(column + AROUND, last), max(column - AROUND, 0), column):
            self.lessons.scrollTo(self._model.index(max(self.cursor_.here[0], 0), target))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _link_bars(self) -> None:
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.lessons.setHorizontalScrollBarPolicy(off)
        self.lessons.setVerticalScrollBarPolicy(off)
        self.finals.setHorizontalScrollBarPolicy(off)
        inner = self.lessons.horizontalScrollBar()
        inner.rangeChanged.connect(self._take_range)
        inner.valueChanged.connect(self._across.setValue)
        self._across.valueChanged.connect(inner.setValue)
        left, right = self.lessons.verticalScrollBar(), self.finals.verticalScrollBar()
        left.valueChanged.connect(right.setValue)
        right.valueChanged.connect(left.setValue)

    def _take_range(self, least: int, most: int) -> None:
        inner = self.lessons.horizontalScrollBar()
        self._across.setRange(least, most)
        self._across.setPageStep(inner.pageStep())
        self._across.setSingleStep(max(inner.singleStep(), 1))
        self._across.setVisible(most > least)

    def _lesson_count(self) -> int:
        columns = self._model.sheet.columns if self._model.has_page else ()
        return sum(column.lesson is not None for column in columns)

    def _arrange(self) -> None:
        split = self._lesson_count()
        for column in range(self._model.columnCount()):
            self.lessons.setColumnHidden(column, column >= split)
            self.finals.setColumnHidden(column, column < split)
        for view in self._views:
            view.measure()
        self._place()

    def _place(self) -> None:
        inside = self.contentsRect()
        tail = self.finals.content_width()
        rows = self.lessons.verticalHeader().length() + self.lessons.horizontalHeader().height()
        bar = self.finals.verticalScrollBar().sizeHint().width() if rows > inside.height() else 0
        wish = self.lessons.content_width()
        width = max(0, min(wish, inside.width() - tail - bar))
        scrolls = wish > width
        below = self._across.sizeHint().height() if scrolls else 0
        height = inside.height() - below
        self.lessons.setGeometry(inside.x(), inside.y(), width, height)
        self.finals.setGeometry(inside.x() + width, inside.y(), tail + bar, height)
        self._edge.setGeometry(inside.x() + width - 1, inside.y(), 1, min(rows, height))
        self._edge.raise_()
        names = self.lessons.names_width
        self._across.setGeometry(inside.x() + names, inside.y() + height, width - names, below)
        self._across.setVisible(scrolls)

    def _follow(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not current.isValid():
            return
        owner = self.open_cell()
        other = self.finals if owner is self.lessons else self.lessons
        if other.hasFocus():
            owner.setFocus()
        self.moved.emit(current.row(), current.column())
