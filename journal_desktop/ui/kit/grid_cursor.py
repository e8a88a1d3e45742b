"""Where the current cell goes: steps, edges, Tab and Enter, over one or more views of a model."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QObject

from journal_desktop.ui.kit.grid_model import GridModel

Flag = QItemSelectionModel.SelectionFlag


class GridCursor(QObject):
    """The current cell and the chosen block of a grid, shared by the views that show it."""

    def __init__(self, model: GridModel, selection: QItemSelectionModel) -> None:
        super().__init__(selection)
        self._model = model
        self.selection = selection
        self._anchor = (0, 0)
        self._extending = False
        selection.currentChanged.connect(self._follow)

    @property
    def here(self) -> tuple[int, int]:
        """Row and column of the current cell; (-1, -1) when there is none."""
        index = self.selection.currentIndex()
        return index.row(), index.column()

    def block(self) -> list[tuple[int, int]]:
        """The chosen cells by rows, then columns; the current one when nothing is chosen."""
        chosen = sorted((i.row(), i.column()) for i in self.selection.selectedIndexes())
        return chosen or ([self.here] if self.selection.currentIndex().isValid() else [])

    def corners(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """The current cell's opposite corner of the chosen block, and the current cell."""
        block, here = self.block(), self.here
        rows, columns = [row for row, _ in block], [column for _, column in block]
        across = min(columns, default=0) + max(columns, default=0) - here[1]
        return (min(rows, default=0) + max(rows, default=0) - here[0], across), here

    def to(self, row: int, column: int, *, extend: bool = False) -> None:
        """Make a cell current; `extend` stretches the chosen block from its anchor."""
        row = max(0, min(row, self._model.rowCount() - 1))
        column = max(0, min(column, self._model.columnCount() - 1))
        index = self._model.index(row, column)
        if not index.isValid():
            return
        if not extend:
            self.selection.setCurrentIndex(index, Flag.ClearAndSelect)
            return
        self._extending = True
        block = QItemSelection(self._model.index(*self._anchor), index)
        self.selection.select(block, Flag.ClearAndSelect)
        self.selection.setCurrentIndex(index, Flag.NoUpdate)
        self._extending = False

    def step(self, rows: int, columns: int, *, extend: bool = False) -> None:
        """Move by so many cells, staying inside."""
        row, column = self.here
        self.to(row + rows, column + columns, extend=extend)

    def advance(self, rows: int, columns: int) -> None:
        """Move to the next cell that can be typed into, that way; stay when there is none."""
        row, column = self.here[0] + rows, self.here[1] + columns
        while 0 <= row < self._model.rowCount() and 0 <= column < self._model.columnCount():
            if not self._model.why_locked(row, column):
                self.to(row, column)
                return
            row, column = row + rows, column + columns

    def tab(self, step: int) -> None:
        """Go along the rows over cells that can be typed into; 1 is forward, -1 back."""
        columns = self._model.columnCount()
        place = self.here[0] * columns + self.here[1] + step
        while 0 <= place < self._model.rowCount() * columns:
            if not self._model.why_locked(*divmod(place, columns)):
                self.to(*divmod(place, columns))
                return
            place += step

    def onward(self, step: int) -> None:
        """Go along the rows as Tab does, but only over cells that typing does not pass by."""
        columns = self._model.columnCount()
        place = self.here[0] * columns + self.here[1] + step
        while 0 <= place < self._model.rowCount() * columns:
            if self._takes(*divmod(place, columns)):
                self.to(*divmod(place, columns))
                return
            place += step

    def next_row(self, step: int) -> None:
        """Go to the first cell for typing in the next row, or the row before."""
        row = self.here[0] + step
        if not 0 <= row < self._model.rowCount():
            return
        typed = (at for at in range(self._model.columnCount()) if self._takes(row, at))
        self.to(row, next(typed, self.here[1]))

    def _takes(self, row: int, column: int) -> bool:
        return not self._model.why_locked(row, column) and not self._model.is_passed(row, column)

    def leap(self, rows: int, columns: int, *, extend: bool = False) -> None:
        """Ctrl+arrow: to the edge of what is filled, as in a spreadsheet."""
        row, column = self.here
        last = self._model.rowCount() - 1, self._model.columnCount() - 1

        def inside(at: tuple[int, int]) -> bool:
            return 0 <= at[0] <= last[0] and 0 <= at[1] <= last[1]

        def filled(at: tuple[int, int]) -> bool:
            return bool(self._model.text_at(*at))

        self.to(*_edge((row, column), (rows, columns), inside, filled), extend=extend)

    def _follow(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._extending and current.isValid():
            self._anchor = current.row(), current.column()


Cell = tuple[int, int]


def _edge(
    here: Cell, way: Cell, inside: Callable[[Cell], bool], filled: Callable[[Cell], bool]
) -> Cell:
    """The last cell of a filled run, or the next filled one, or the border."""
    ahead = (here[0] + way[0], here[1] + way[1])
    if not inside(ahead):
        return here
    run = filled(here) and filled(ahead)
    at = here if run else ahead
    while inside(ahead := (at[0] + way[0], at[1] + way[1])):
        if run and not filled(ahead):
            break
        if not run and filled(at):
            break
        at = ahead
    return at
