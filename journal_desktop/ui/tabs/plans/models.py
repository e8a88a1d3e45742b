"""The library as rows of a table; the model never asks the journal."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from journal_desktop.domain.plans.values import hours
from journal_desktop.domain.russian import short_date
from journal_desktop.queries.plans import STATE_TITLES, PlanItem

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
