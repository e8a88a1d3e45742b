"""Keyboard-first grid: typing replaces, a whole entry commits and moves on, names stay in sight."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QItemSelectionModel, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget
from typing_extensions import override

from journal_desktop.ui.kit.grid_cursor import GridCursor
from journal_desktop.ui.kit.grid_edit import COMMANDS, ENTER, CellDelegate
from journal_desktop.ui.kit.grid_glyphs import Glyphs
from journal_desktop.ui.kit.grid_headers import Corner, DatesHeader, NamesHeader
from journal_desktop.ui.kit.grid_model import GridModel, Index, Note
from journal_desktop.ui.kit.grid_paint import CellPainter
from journal_desktop.ui.kit.grid_tiles import Tiles
from journal_desktop.ui.kit.theme import ROW_PX, colours

Key = Qt.Key
ARROWS: Final = {
    Key.Key_Up: (-1, 0),
    Key.Key_Down: (1, 0),
    Key.Key_Left: (0, -1),
    Key.Key_Right: (0, 1),
}
CLEARS: Final = (Key.Key_Delete, Key.Key_Backspace)
Cell = tuple[int, int]
DOWN: Final = (1, 0)
SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
CONTROL: Final = Qt.KeyboardModifier.ControlModifier


class GridView(QTableView):
    """A table edited without the mouse and painted in one pass."""

    editing_ended = Signal()
    """The editor is closed: a postponed refresh may come in."""

    def __init__(
        self, model: GridModel, *, named: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._tiles: Tiles | None = None
        self._glyphs: Glyphs | None = None
        self._had_block = False
        self._passed: tuple[Cell, Cell] | None = None
        self.direction = DOWN
        """Where a whole entry and Enter go: (1, 0) is down, (0, 1) is right."""
        self.onward = False
        """Whether a whole entry goes along the row and on to the next, Enter to the next row."""
        self.setModel(model)
        self.cursor_ = GridCursor(model, self.selectionModel())
        self.delegate = CellDelegate(model, self)
        self.setItemDelegate(self.delegate)
        self._dress(named=named)
        self.delegate.left.connect(self._go_on)
        model.modelReset.connect(self.measure)
        model.dataChanged.connect(self._redraw)
        self.horizontalScrollBar().valueChanged.connect(self._dates.viewport().update)

    def _dress(self, *, named: bool) -> None:
        self.setProperty("role", "grid")
        self.setAccessibleName("Отметки и пропуски" if named else "Итоговые отметки")
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAutoScrollMargin(ROW_PX)
        self._dates = DatesHeader(self._model, self)
        self.setHorizontalHeader(self._dates)
        self._names = NamesHeader(self._model, self)
        self.setVerticalHeader(self._names)
        self._names.setVisible(named)
        self._corner = Corner(self)
        self._corner.setVisible(named)
        self._dates.setDefaultSectionSize(1)

    @property
    def is_editing(self) -> bool:
        """Whether an editor is open."""
        return self.state() == QAbstractItemView.State.EditingState

    @property
    def names_width(self) -> int:
        """Width of the frozen names, 0 when they are not shown."""
        return self._names.width() if self._names.isVisibleTo(self) else 0

    def share(self, cursor: GridCursor) -> None:
        """Use the current cell and the chosen block of another view of the same model."""
        self.setSelectionModel(cursor.selection)
        self.cursor_ = cursor

    def measure(self) -> None:
        """Take the columns' widths and the names' width from the model."""
        for column, head in enumerate(self._model.heads):
            if not self.isColumnHidden(column):
                self.setColumnWidth(column, head.width)
        self._names.measure()
        self._tiles = None
        self._dates.forget()
        self.viewport().update()

    def content_width(self) -> int:
        """Width of the names and all shown columns, in logical pixels."""
        return self.names_width + self._dates.length()

    @override
    def setSelectionModel(self, selectionModel: QItemSelectionModel) -> None:
        super().setSelectionModel(selectionModel)
        selectionModel.currentChanged.connect(self._repaint_cells)
        selectionModel.selectionChanged.connect(self._repaint_chosen)

    @override
    def updateGeometries(self) -> None:
        super().updateGeometries()
        if hasattr(self, "_corner"):
            self._corner.setGeometry(0, 0, self._names.width(), self._dates.height())

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if hint == QAbstractItemDelegate.EndEditHint.EditNextItem:
            self.cursor_.tab(1)
        elif hint == QAbstractItemDelegate.EndEditHint.EditPreviousItem:
            self.cursor_.tab(-1)
        self.editing_ended.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.is_editing:
            return  # QLineEdit lets some keys through; the delegate has already taken them
        if self._reopens(event):
            event.accept()
            return
        if self._moves(event) or self._changes(event):
            event.accept()
        elif self._may_open(event):
            super().keyPressEvent(event)
        else:
            event.ignore()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        self.cursor_.tab(1 if next else -1)
        return True

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        part = event.rect()
        painter.fillRect(part, QColor(colours().paper))
        if not self._model.names or not self._model.heads:
            return
        tiles = self._tiles_now()
        self._paint_rows(painter, tiles, part)
        for note in self._model.notes:
            if not self.isColumnHidden(note.column):
                tiles.painter.paint_note(painter, self._note_box(note), note.text)
        tiles.painter.paint_chosen(painter, self._chosen_boxes())
        here = self.currentIndex()
        if here.isValid() and not self.isColumnHidden(here.column()):
            tiles.painter.paint_current(painter, self.visualRect(here), focused=self.hasFocus())

    def _tiles_now(self) -> Tiles:
        named, ratio = colours(), self.devicePixelRatioF()
        if self._glyphs is None or not self._glyphs.fits(named, ratio):
            self._glyphs, self._tiles = Glyphs(named, ratio), None
        if self._tiles is None:
            cells = CellPainter(self._model, self._glyphs)
            self._tiles = Tiles(cells, self._dates, ROW_PX)
        return self._tiles

    def _paint_rows(self, painter: QPainter, tiles: Tiles, part: QRect) -> None:
        across, down = self._dates.offset(), self._names.offset()
        first = max(0, (part.top() + down) // ROW_PX)
        last = min(len(self._model.names) - 1, (part.bottom() + down) // ROW_PX)
        for number, strip in enumerate(tiles.strips):
            x = strip.left - across
            if x > part.right() or strip.right - across <= part.left():
                continue
            for row in range(first, last + 1):
                painter.drawPixmap(x, row * ROW_PX - down, tiles.picture(row, number))

    def _note_box(self, note: Note) -> QRect:
        x = self._dates.sectionViewportPosition(note.column)
        y = self._names.sectionViewportPosition(note.row)
        return QRect(x, y, self._dates.length() - self._dates.offset() - x, ROW_PX)

    def _chosen_boxes(self) -> list[QRect]:
        chosen = self.selectionModel().selection()
        parts = [chosen.at(number) for number in range(chosen.count())]
        if len(parts) == 1 and parts[0].width() == parts[0].height() == 1:
            return []
        boxes = []
        for part in parts:
            shown = [c for c in range(part.left(), part.right() + 1) if not self.isColumnHidden(c)]
            if shown:
                top, end = (
                    self._model.index(part.top(), shown[0]),
                    self._model.index(part.bottom(), shown[-1]),
                )
                boxes.append(self.visualRect(top) | self.visualRect(end))
        return boxes

    def _moves(self, event: QKeyEvent) -> bool:
        key, pressed = Key(event.key()), event.modifiers()
        extend, control = bool(pressed & SHIFT), bool(pressed & CONTROL)
        row, column = self.cursor_.here
        if key in ARROWS:
            move = self.cursor_.leap if control else self.cursor_.step
            move(*ARROWS[key], extend=extend)
        elif key in ENTER and not control:
            self._enter(-1 if extend else 1)
        elif key == Key.Key_Home:
            self.cursor_.to(0 if control else row, 0, extend=extend)
        elif key == Key.Key_End:
            last = self._model.rowCount() if control else row
            self.cursor_.to(last, self._model.columnCount(), extend=extend)
        elif key in (Key.Key_PageUp, Key.Key_PageDown) and not control:
            page = max(1, self.viewport().height() // ROW_PX - 1)
            self.cursor_.to(
                row + (page if key == Key.Key_PageDown else -page), column, extend=extend
            )
        else:
            return False
        return True

    def _enter(self, step: int) -> None:
        if self.onward:
            self.cursor_.next_row(step)
        else:
            self.cursor_.advance(step * self.direction[0], step * self.direction[1])

    def _changes(self, event: QKeyEvent) -> bool:
        key, typed = Key(event.key()), event.text()
        if key in CLEARS:
            self.fill("")
        elif key == Key.Key_Space:
            self._toggle()
        elif self._is_sign(event) and len(self.cursor_.block()) > 1:
            self.fill(self._model.from_keys(typed))
        else:
            return False
        return True

    def fill(self, text: str) -> None:
        """Write one text into every cell of the chosen block that can take it, as one op."""
        block = self.cursor_.block()
        open_cells = [cell for cell in block if not self._model.why_locked(*cell)]
        if open_cells:
            self._model.put(dict.fromkeys(open_cells, text))
        elif block:
            self._model.refused.emit(self._model.why_locked(*block[0]))

    def _toggle(self) -> None:
        made = {}
        for cell in self.cursor_.block():
            text = self._model.toggled(*cell)
            if text is not None and not self._model.why_locked(*cell):
                made[cell] = text
        if made and self._model.put(made) and len(made) == 1:
            self._go_on(0, 0)

    def _reopens(self, event: QKeyEvent) -> bool:
        """Whether the key belongs to the cell just left by a whole entry; it is opened again."""
        passed, self._passed = self._passed, None
        if passed is None or passed[1] != self.cursor_.here or not self._is_sign(event):
            return False
        text = self._model.grown(*passed[0], event.text())
        if not text:
            return False
        self.cursor_.to(*passed[0])
        self.edit(self.currentIndex())
        self.delegate.go_on_with(text)
        return True

    def _may_open(self, event: QKeyEvent) -> bool:
        """Whether the key may open an editor; a key that cannot fit is refused before that."""
        here = self.cursor_.here
        if here[0] < 0:
            return False
        opens = event.key() == Key.Key_F2 and not event.modifiers()
        if not opens and not self._is_sign(event):
            return not event.matches(QKeySequence.StandardKey.Copy)
        reason = self._model.why_locked(*here)
        if not reason and not opens:
            reason = self._model.refusal(*here, self._model.from_keys(event.text()))
        if reason:
            self._model.refused.emit(reason)
        return not reason

    @staticmethod
    def _is_sign(event: QKeyEvent) -> bool:
        text = event.text()
        return (
            bool(text) and text.isprintable() and text != " " and not event.modifiers() & COMMANDS
        )

    def _go_on(self, rows: int, columns: int) -> None:
        if (rows, columns) == (0, 0) and self.onward:
            self.cursor_.onward(1)
        elif (rows, columns) == (0, 0):
            here = self.cursor_.here
            self.cursor_.advance(*self.direction)
            self._passed = here, self.cursor_.here
        elif rows and self.direction != DOWN and abs(rows) == 1:
            self.cursor_.advance(rows, 0)
        else:
            self.cursor_.advance(rows, columns)
        if self.hasFocus() or self.is_editing:
            self.setFocus()

    def _redraw(self, first: Index, last: Index) -> None:
        if self._tiles is not None:
            rows, columns = (first.row(), last.row() + 1), (first.column(), last.column() + 1)
            self._tiles.drop(range(*rows), range(*columns))
        top = self.rowViewportPosition(first.row())
        height = (last.row() - first.row() + 1) * ROW_PX
        self.viewport().update(0, top, self.viewport().width(), height)

    def _repaint_cells(self, current: Index, previous: Index) -> None:
        for index in (current, previous):
            if index.isValid():
                self.viewport().update(self.visualRect(index).adjusted(-2, -2, 2, 2))
                top = self._names.sectionViewportPosition(index.row())
                self._names.viewport().update(0, top, self._names.width(), ROW_PX)
        self._dates.viewport().update()

    def _repaint_chosen(self) -> None:
        """A block was made or left; single cells are painted with the current one."""
        block = len(self.cursor_.block()) > 1
        if block or self._had_block:
            self.viewport().update()
        self._had_block = block
