"""«Учёт печати» as rows of a table: every document, where it is now, on what ground it was made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor
from typing_extensions import override

from journal_desktop.domain.prints import STATE_TITLES
from journal_desktop.domain.russian import short_date
from journal_desktop.domain.vocabulary import PrintState
from journal_desktop.queries.prints import PrintLine
from journal_desktop.ui.kit.theme import colours

Index = QModelIndex | QPersistentModelIndex
ROOT: Final = QModelIndex()
HEADS: Final = (
    "Документ",
    "Состояние",
    "Напечатан",
    "Кто",
    "Листов",
    "Основание",
    "Цель",
    "Отпечаток",
)
TITLE, STATE, AT, WHO, SHEETS, BASIS, PURPOSE, PRINT = range(len(HEADS))
SIGNS: Final = 16
GROUP: Final = 4
CHARACTERS: Final = (44, 24, 18, 22, 8, 34, 40, 24)
"""Widths of an exported list."""


class RegisterModel(QAbstractTableModel):
    """Holds lines as they were read, newest first."""

    def __init__(self, zone: tzinfo | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[PrintLine, ...] = ()
        self._zone = zone

    def show_lines(self, lines: Sequence[PrintLine]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def texts(self, line: PrintLine) -> tuple[str, ...]:
        """The cells of a row."""
        asked = f"{line.purpose}; запросил: {line.requester}" if line.requester else line.purpose
        return (
            f"{line.title} (копия)" if line.is_copy else line.title,
            state_text(line),
            f"{line.at.astimezone(self._zone):%d.%m.%Y %H:%M}",
            line.who,
            str(line.sheets),
            line.basis,
            asked,
            fingerprint(line),
        )

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(HEADS)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.texts(line)[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(column)
        if role == Qt.ItemDataRole.ForegroundRole and line.state is PrintState.DRAFT:
            return QColor(colours().soft)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.title}, {HEADS[column]}: {self.texts(line)[column] or 'нет'}"
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(HEADS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return _aligned(section) if role == Qt.ItemDataRole.TextAlignmentRole else None


def state_text(line: PrintLine) -> str:
    """«прошит 12.06.2026»; a draft has no day of its own."""
    said = STATE_TITLES[line.state]
    if line.state is PrintState.DRAFT:
        return said
    return f"{said} {short_date(line.state_day, year=True)}"


def fingerprint(line: PrintLine) -> str:
    """As the foot of a page says it: sixteen signs by four."""
    signs = line.content[:SIGNS].upper()
    return "-".join(signs[at : at + GROUP] for at in range(0, len(signs), GROUP))


def _aligned(column: int) -> Qt.AlignmentFlag:
    if column == SHEETS:
        return Qt.AlignmentFlag.AlignCenter
    return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
