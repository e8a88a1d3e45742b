"""Classes of a year as rows of a table, sorted and narrowed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QColor
from typing_extensions import override

from journal_desktop.domain.prints import STATE_TITLES
from journal_desktop.domain.russian import plural, short_date
from journal_desktop.domain.vocabulary import PrintState
from journal_desktop.ui.kit.theme import colours, text_font
from journal_desktop.ui.tabs.printing.reading import ClassLine, Stage

Index = QModelIndex | QPersistentModelIndex
ROOT: Final = QModelIndex()
HEADS: Final = (
    "Класс",
    "Классный руководитель",
    "Состояние",
    "Не хватает",
    "Последняя печать",
    "Листов",
)
NAME, TEACHER, STATE, GAPS, LAST, SHEETS = range(len(HEADS))
SORTED: Final = Qt.ItemDataRole.UserRole
_MIDDLE: Final = (GAPS, SHEETS)


class ClassModel(QAbstractTableModel):
    """Holds lines as they were read."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[ClassLine, ...] = ()

    def show_lines(self, lines: Sequence[ClassLine]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

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
            return texts(line)[column]
        if role == SORTED:
            return _key(line, index.row(), column)
        return self._dress(line, column, role)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(HEADS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(section)
        return None

    def _dress(self, line: ClassLine, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(column)
        if role == Qt.ItemDataRole.FontRole and column == NAME:
            return text_font(bold=True)
        if role == Qt.ItemDataRole.ForegroundRole and column == STATE:
            named = colours()
            tones = {Stage.LACKS: named.amber, Stage.READY: named.green, Stage.PRINTED: named.ink}
            return QColor(tones.get(line.stage, named.soft))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.ready.name}, {HEADS[column]}: {texts(line)[column] or 'нет'}"
        return None


class ClassFilter(QSortFilterProxyModel):
    """Narrows by a few letters of the class or its teacher and by the stage."""

    def __init__(self, source: ClassModel) -> None:
        super().__init__(source)
        self._source, self._text = source, ""
        self._stage: Stage | None = None
        self.setSourceModel(source)
        self.setSortRole(SORTED)

    def narrow(self, text: str, stage: Stage | None) -> None:
        """Show only what fits; "" and None let everything through."""
        self._text, self._stage = text.strip().casefold(), stage
        self.invalidate()

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        line = self._source.lines[source_row]
        known = f"{line.ready.name} {line.ready.class_teacher}".casefold()
        return self._text in known and self._stage in (None, line.stage)

    def line(self, row: int) -> ClassLine:
        """The class in that row."""
        return self._source.lines[self.mapToSource(self.index(row, 0)).row()]


def texts(line: ClassLine) -> tuple[str, ...]:
    """The cells of a row."""
    count, last = line.ready.count, line.last
    return (
        line.ready.name,
        line.ready.class_teacher or "не назначен",
        line.state,
        str(count) if count else "✓",
        last_text(line),
        str(last.sheets) if last else "",
    )


def last_text(line: ClassLine) -> str:
    """«черновик 27.11.2026», «копия 01.06.2026», "" when never printed."""
    last = line.last
    if last is None:
        return ""
    said = STATE_TITLES[PrintState.DRAFT] if last.state is PrintState.DRAFT else "журнал"
    said = "копия" if last.is_copy else said
    return f"{said} {short_date(last.at.date(), year=True)}"


def count_text(shown: int, lacking: int) -> str:
    """«32 класса · не готовы 5»."""
    said = f"{shown} {plural(shown, 'класс', 'класса', 'классов')}"
    return f"{said} · не готовы: {lacking}" if lacking else said


def _key(line: ClassLine, row: int, column: int) -> Any:
    keys = {
        NAME: row,
        GAPS: line.ready.count,
        LAST: line.last.at.timestamp() if line.last else 0.0,
        SHEETS: line.last.sheets if line.last else 0,
    }
    return keys.get(column, texts(line)[column])


def _aligned(column: int) -> Qt.AlignmentFlag:
    if column in _MIDDLE:
        return Qt.AlignmentFlag.AlignCenter
    return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
