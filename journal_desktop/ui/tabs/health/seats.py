"""The classroom as a Qt model: desks down from the board, rows and their sides across."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from journal_desktop.domain.seating import SIDES, Room, Seat, Sitter, swapped

Index = QModelIndex | QPersistentModelIndex
ROOT: Final = QModelIndex()
MIME: Final = "application/x-journal-seat"
FREE: Final = "свободно"


class SeatsModel(QAbstractTableModel):
    """A plan that is changed by exchanging two places."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.room = Room()
        self.plan: dict[Seat, int] = {}
        self._sitters: dict[int, Sitter] = {}

    @property
    def sitters(self) -> tuple[Sitter, ...]:
        """Pupils of the class."""
        return tuple(self._sitters.values())

    def show_plan(self, sitters: Sequence[Sitter], plan: dict[Seat, int], room: Room) -> None:
        """Show another class or plan."""
        self.beginResetModel()
        self.room, self.plan = room, dict(plan)
        self._sitters = {sitter.pupil_id: sitter for sitter in sitters}
        self.endResetModel()
        self.changed.emit()

    def seat(self, index: Index) -> Seat:
        """The place of a cell."""
        row, side = divmod(index.column(), SIDES)
        return Seat(row + 1, index.row() + 1, side)

    def sitter(self, index: Index) -> Sitter | None:
        """Who sits there."""
        pupil = self.plan.get(self.seat(index))
        return None if pupil is None else self._sitters.get(pupil)

    def swap(self, one: Index, other: Index) -> None:
        """Exchange two places."""
        self.plan = swapped(self.plan, self.seat(one), self.seat(other))
        for index in (one, other):
            place = self.index(index.row(), index.column())
            self.dataChanged.emit(place, place)
        self.changed.emit()

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self.room.desks

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self.room.rows * SIDES

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        sitter, seat = self.sitter(index), self.seat(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return sitter.name if sitter else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            who = sitter.name if sitter else FREE
            return f"Ряд {seat.row}, парта {seat.desk}: {who}"
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return f"Парта {section + 1}" if section < self.room.desks else None
        return f"Ряд {section // SIDES + 1}"

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @override
    def mimeTypes(self) -> list[str]:
        return [MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        made = QMimeData()
        if indexes:
            made.setData(MIME, f"{indexes[0].row()},{indexes[0].column()}".encode())
        return made

    @override
    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if not parent.isValid() or not data.hasFormat(MIME):
            return False
        from_row, from_column = map(int, bytes(data.data(MIME).data()).decode().split(","))
        self.swap(self.index(from_row, from_column), parent)
        return False  # the rows stay: nothing is to be removed where it was taken
