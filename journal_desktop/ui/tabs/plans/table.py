"""The table of a plan's lines with the keys of a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QMimeData, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)
from typing_extensions import override

from journal_desktop.ui.kit.columns import ChosenColumns
from journal_desktop.ui.tabs.plans.cells import COLUMNS, NUMBER_COLUMN, TOPIC_COLUMN
from journal_desktop.ui.tabs.plans.delegate import TopicDelegate, text_of
from journal_desktop.ui.tabs.plans.heights import ROW_PX, RowHeights
from journal_desktop.ui.tabs.plans.rows import Head
from journal_desktop.ui.tabs.plans.topic_model import TopicModel

_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_NONE: Final = Qt.KeyboardModifier.NoModifier
_LEAST_PX: Final = 40
_TOPIC_LEAST_PX: Final = 220
_SUBMIT: Final = QAbstractItemDelegate.EndEditHint.SubmitModelCache


class TopicTable(QTableView):
    """F2 or typing edits, Enter goes down; the other keys ask by signals."""

    filled = Signal()
    cleared = Signal()
    moved = Signal(int)
    inserted = Signal()
    removed = Signal()
    sectioned = Signal()
    copied = Signal()
    pasted = Signal(QMimeData)
    ended = Signal()
    """A field that was open is closed."""

    def __init__(self, model: TopicModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines, self.cells = model, TopicDelegate(model, self)
        self.setModel(model)
        self.setItemDelegate(self.cells)
        self.heights = RowHeights(self, self._text_at)
        self.setAccessibleName("Темы КТП")
        self.setShowGrid(False)
        self.setTabKeyNavigation(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(_LEAST_PX)
        header.setSectionResizeMode(TOPIC_COLUMN, QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.sectionResized.connect(self._resized)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.columns = ChosenColumns(
            header,
            [column.title for column in COLUMNS],
            [(column.width, column.usual) for column in COLUMNS],
            frozenset({NUMBER_COLUMN, TOPIC_COLUMN}),
        )
        self.columns.changed.connect(self._columns_changed)
        model.rowsInserted.connect(lambda _parent, first, last: self.heights.some(first, last))
        model.dataChanged.connect(
            lambda first, last, _roles: self.heights.some(first.row(), last.row())
        )
        self._deeds: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], object]] = {
            (Qt.Key.Key_D, _CONTROL): self.filled.emit,
            (Qt.Key.Key_C, _CONTROL): self.copied.emit,
            (Qt.Key.Key_V, _CONTROL): self._paste,
            (Qt.Key.Key_G, _CONTROL): self.sectioned.emit,
            (Qt.Key.Key_Up, _ALT): lambda: self.moved.emit(-1),
            (Qt.Key.Key_Down, _ALT): lambda: self.moved.emit(1),
            (Qt.Key.Key_Insert, _NONE): self.inserted.emit,
            (Qt.Key.Key_Delete, _NONE): self.cleared.emit,
            (Qt.Key.Key_Delete, _CONTROL): self.removed.emit,
            (Qt.Key.Key_Return, _NONE): lambda: self.step(1),
            (Qt.Key.Key_Enter, _NONE): lambda: self.step(1),
            (Qt.Key.Key_Return, _SHIFT): lambda: self.step(-1),
        }

    @property
    def is_editing(self) -> bool:
        """Whether a field is open in a cell."""
        return self.cells.opened is not None

    @property
    def typed(self) -> str:
        """What is typed in the open field."""
        return text_of(self.cells.opened)

    def settle(self) -> None:
        """Take what is being typed, as if the person had gone to another cell."""
        editor = self.cells.opened
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def chosen_rows(self) -> list[int]:
        """Rows of the selection, in order."""
        return sorted({index.row() for index in self.selectedIndexes()})

    def chosen_cells(self) -> list[tuple[int, int]]:
        """Cells of the selection that are seen, by row and column."""
        return sorted(
            (index.row(), index.column())
            for index in self.selectedIndexes()
            if not self.isColumnHidden(index.column())
        )

    def shown_columns(self) -> list[int]:
        """Columns that are seen, from the left."""
        header = self.horizontalHeader()
        order = (header.logicalIndex(place) for place in range(header.count()))
        return [column for column in order if not self.isColumnHidden(column)]

    def step(self, by: int) -> None:
        """Go so many rows down in the same column."""
        here = self.currentIndex()
        self.go(here.row() + by, here.column())

    def go(self, row: int, column: int = TOPIC_COLUMN) -> None:
        """Put the cursor there and select the cell."""
        self.choose([row], column)

    def choose(self, rows: list[int], column: int) -> None:
        """Select the cells of a column; the cursor is in the first one."""
        last = self.lines.rowCount() - 1
        seen = column if column >= 0 and not self.isColumnHidden(column) else TOPIC_COLUMN
        kept = [self.lines.index(max(0, min(row, last)), seen) for row in rows]
        if not kept or not kept[0].isValid():
            return
        selection, flag = self.selectionModel(), QItemSelectionModel.SelectionFlag
        selection.setCurrentIndex(kept[0], flag.ClearAndSelect)
        for index in kept[1:]:
            selection.select(index, flag.Select)
        self.scrollTo(kept[0])

    def type_on(self, row: int, column: int, text: str) -> None:
        """Open a cell with a text typed already."""
        self.go(row, column)
        self.edit(self.currentIndex())
        self.cells.go_on(text)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        deed = self._deeds.get((Qt.Key(event.key()), modifiers))
        if deed is None or self.is_editing:
            self.cells.replaces = event.key() != Qt.Key.Key_F2
            super().keyPressEvent(event)
            self._opened()
        else:
            deed()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self._opened()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editable, on_head = self.lines.is_editable, self._on_head()
        removing = "Убрать заголовок раздела" if on_head else "Удалить строки"
        for text, deed, writes in (
            ("Копировать\tCtrl+C", self.copied.emit, False),
            ("Вставить\tCtrl+V", self._paste, True),
            ("Заполнить вниз\tCtrl+D", self.filled.emit, True),
            ("Очистить клетки\tDel", self.cleared.emit, True),
            ("", None, True),
            ("Новая строка выше\tIns", self.inserted.emit, True),
            (f"{removing}\tCtrl+Del", self.removed.emit, True),
            ("Выше\tAlt+↑", lambda: self.moved.emit(-1), True),
            ("Ниже\tAlt+↓", lambda: self.moved.emit(1), True),
            ("", None, True),
            ("В раздел…\tCtrl+G", self.sectioned.emit, True),
        ):
            if deed is None:
                menu.addSeparator()
                continue
            action = menu.addAction(text)
            action.setEnabled(editable or not writes)
            action.triggered.connect(lambda _checked=False, deed=deed: deed())
        menu.popup(event.globalPos())

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self.cells.opened = None
        if hint == _SUBMIT:  # Enter
            self.step(1)
        self.ended.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_topic()

    def _opened(self) -> None:
        """The table selects all of a single line by itself: F2 is for typing on."""
        if not self.cells.replaces:
            self.cells.to_end()
        self.cells.replaces = False

    def _text_at(self, row: int, column: int) -> str:
        return "" if isinstance(self.lines.rows[row], Head) else self.lines.text(row, column)

    def _on_head(self) -> bool:
        chosen = [self.lines.rows[row] for row in self.chosen_rows()]
        return bool(chosen) and all(isinstance(row, Head) for row in chosen)

    def _resized(self, column: int, before: int, after: int) -> None:
        if column != TOPIC_COLUMN:
            self._fit_topic()
        if before and after:
            self.heights.all_anew()

    def _columns_changed(self) -> None:
        self._fit_topic()
        self.heights.all_anew()

    def _fit_topic(self) -> None:
        """The topic takes what the other columns leave."""
        others = sum(self.columnWidth(column) for column in range(len(COLUMNS)))
        others -= self.columnWidth(TOPIC_COLUMN)
        room = max(_TOPIC_LEAST_PX, self.viewport().width() - others)
        if room != self.columnWidth(TOPIC_COLUMN):
            self.setColumnWidth(TOPIC_COLUMN, room)

    def _paste(self) -> None:
        self.pasted.emit(QGuiApplication.clipboard().mimeData())
