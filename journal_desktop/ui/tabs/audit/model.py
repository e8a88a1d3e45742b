"""Actions as rows of a table: newest first, continued when the end is reached."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from journal_desktop.domain.audit_lines import Deed
from journal_desktop.domain.russian import short_date

Index = QModelIndex | QPersistentModelIndex
ROOT: Final = QModelIndex()
COLUMNS: Final = (
    ("Когда", 126),
    ("Кто", 140),
    ("Где", 300),
    ("Что изменено", 200),
    ("Действие", 120),
    ("Причина, основание", 150),
    ("Компьютер", 100),
)
"""Titles and usual widths."""


class DeedModel(QAbstractTableModel):
    """Actions as values; the view asks for more, the model never asks the journal itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.deeds: list[Deed] = []

    def show(self, deeds: tuple[Deed, ...]) -> None:
        """Show other actions."""
        self.beginResetModel()
        self.deeds = list(deeds)
        self.endResetModel()

    def add(self, deeds: tuple[Deed, ...]) -> None:
        """Put earlier actions below."""
        if not deeds:
            return
        first = len(self.deeds)
        self.beginInsertRows(QModelIndex(), first, first + len(deeds) - 1)
        self.deeds += deeds
        self.endInsertRows()

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.deeds)

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return COLUMNS[section][0]
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        deed = self.deeds[index.row()]
        text = texts_of(deed)[index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{COLUMNS[index.column()][0]}: {text or 'пусто'}"
        return None


def texts_of(deed: Deed) -> tuple[str, ...]:
    """One action as the cells of a row, in the order of `COLUMNS`."""
    who = f"{deed.who}, {deed.role}" if deed.role else deed.who
    why = ", ".join(filter(None, (deed.reason, deed.basis)))
    return (
        when_of(deed),
        who,
        deed.where,
        deed.summary,
        title_of(deed),
        why,
        deed.computer,
    )


def when_of(deed: Deed) -> str:
    """The moment as it was at the school then, for ever."""
    local = deed.at + timedelta(minutes=deed.offset_min)
    return f"{short_date(local.date(), year=True)} {local:%H:%M:%S}"


def title_of(deed: Deed) -> str:
    """What was done; an undo says so, an action taken back too."""
    if deed.undoes is not None:
        return f"Отмена: {deed.title.lower()}"
    return f"{deed.title} (отменено)" if deed.undone_by is not None else deed.title
