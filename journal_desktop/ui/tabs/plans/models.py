"""The library and the lines of a plan as rows of tables; the models never ask the journal."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from journal_desktop.domain.plans.values import PlanTopic, hours
from journal_desktop.domain.russian import short_date
from journal_desktop.queries.plans import STATE_TITLES, PlanItem
from journal_desktop.ui.tabs.plans.cells import COLUMNS, shown

Index = QModelIndex | QPersistentModelIndex
ROOT: Final = QModelIndex()
LIBRARY_COLUMNS: Final = (
    ("Предмет", 200),
    ("Класс", 54),
    ("Название", 260),
    ("Автор", 140),
    ("Тем", 50),
    ("Часов", 56),
    ("Состояние", 220),
    ("Ведётся", 170),
)


class LibraryModel(QAbstractTableModel):
    """Plans of a year."""

    items: tuple[PlanItem, ...] = ()

    def show(self, items: tuple[PlanItem, ...]) -> None:
        """Show these plans."""
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.items)

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(LIBRARY_COLUMNS)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return LIBRARY_COLUMNS[section][0]
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return item_texts(self.items[index.row()])[index.column()]
        return None


def item_texts(item: PlanItem) -> tuple[str, ...]:
    """A plan as the cells of a row, in the order of `LIBRARY_COLUMNS`."""
    return (
        item.subject,
        str(item.grade),
        item.title,
        item.author,
        str(item.topics),
        hours(item.half_hours),
        state_text(item),
        ", ".join(use.title for use in item.uses),
    )


def state_text(item: PlanItem) -> str:
    """«утверждено 30.08.2026», «черновик, просрочено с 31.08.2026» (R-3.2.5-10)."""
    state = STATE_TITLES[item.state]
    if item.approved is not None:
        late = ", с опозданием" if item.is_late else ""
        return f"{state} {short_date(item.approved, year=True)}{late}"
    if item.is_overdue:
        return f"{state}, просрочено с {short_date(item.due, year=True)}"
    return state


class TopicModel(QAbstractTableModel):
    """Lines of a plan; a typed text is only told, the journal's answer changes the line."""

    typed = Signal(int, int, str)
    """(row, column, text) of a cell the person has typed."""

    topics: tuple[PlanTopic, ...] = ()
    is_editable = False

    def show(self, topics: tuple[PlanTopic, ...], *, editable: bool) -> None:
        """Show these lines; when their count stays, the cursor stays too."""
        self.is_editable = editable
        if len(topics) == len(self.topics) and topics:
            self.topics = topics
            last = self.index(len(topics) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.topics = topics
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.topics)

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return COLUMNS[section].title
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if self.is_editable and index.isValid() and COLUMNS[index.column()].field is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        wanted = {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.EditRole,
            Qt.ItemDataRole.ToolTipRole,
        }
        if index.isValid() and role in wanted:
            return shown(self.topics[index.row()], index.column())
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or str(value) == self.data(index):
            return False
        self.typed.emit(index.row(), index.column(), str(value))
        return True
