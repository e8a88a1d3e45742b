"""The lines of a plan as rows of a table; the model never asks the journal."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from journal_desktop.domain.plans.values import PlanTopic
from journal_desktop.ui.tabs.plans.cells import COLUMNS, TOPIC_COLUMN, shown
from journal_desktop.ui.tabs.plans.marks import Mark, Marks
from journal_desktop.ui.tabs.plans.rows import Head, NewRow, TableRow, row_key, table_rows

Index = QModelIndex | QPersistentModelIndex
ROOT: Final = QModelIndex()
NEW_LINE: Final = "Новая тема: наберите её здесь"
_SHUT: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_OPEN: Final = _SHUT | Qt.ItemFlag.ItemIsEditable
_TEXTS: Final = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole})


class TopicModel(QAbstractTableModel):
    """Only rows that differ are told of, so that cursor, heights and an open cell stay."""

    typed = Signal(int, int, str, str)
    """(row, column, text, text seen when the typing began)."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.is_editable = False
        self.topics: tuple[PlanTopic, ...] = ()
        self.rows: tuple[TableRow, ...] = ()
        self._marks: Marks = {}

    def show(self, topics: tuple[PlanTopic, ...], *, editable: bool) -> None:
        """Show these lines."""
        self.is_editable, self.topics = editable, topics
        rows, before = table_rows(topics, editable=editable), self.rows
        first = _same([row_key(row) for row in before], [row_key(row) for row in rows])
        tail = min(len(before), len(rows)) - first
        last = min(
            tail,
            _same(
                [row_key(row) for row in reversed(before)], [row_key(row) for row in reversed(rows)]
            ),
        )
        if first < len(before) - last:
            self.beginRemoveRows(ROOT, first, len(before) - last - 1)
            self.rows = (*before[:first], *before[len(before) - last :])
            self.endRemoveRows()
        kept = self.rows
        if first < len(rows) - last:
            self.beginInsertRows(ROOT, first, len(rows) - last - 1)
            self.rows = (*kept[:first], *rows[first : len(rows) - last], *kept[first:])
            self.endInsertRows()
        old, self.rows = self.rows, rows
        self._tell(number for number, row in enumerate(rows) if row != old[number])

    def show_marks(self, marks: Marks) -> None:
        """Show what is wrong with which cells."""
        before, self._marks = self._marks, marks
        numbers = {place[0] for place in before.keys() | marks.keys() if _at(before, marks, place)}
        self._tell(
            number
            for number, row in enumerate(self.rows)
            if isinstance(row, PlanTopic) and row.number in numbers
        )

    def mark(self, row: int, column: int) -> Mark | None:
        """What is wrong with a cell."""
        topic = self.rows[row]
        return self._marks.get((topic.number, column)) if isinstance(topic, PlanTopic) else None

    def row_of(self, key: Hashable) -> int:
        """The row of a key, such as the id of a line; -1 when it is gone."""
        found = (number for number, row in enumerate(self.rows) if row_key(row) == key)
        return next(found, -1)

    def same_rows(self, topics: Sequence[PlanTopic]) -> bool:
        """Whether these lines would change texts only, no row."""
        wanted = table_rows(topics, editable=self.is_editable)
        return list(map(row_key, wanted)) == list(map(row_key, self.rows))

    def text(self, row: int, column: int) -> str:
        """The text of a cell; a heading has its own in every column."""
        here = self.rows[row]
        if isinstance(here, Head):
            return here.text
        if isinstance(here, NewRow):
            return ""
        return shown(here, column)

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

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
        if not self.is_editable or not index.isValid():
            return _SHUT
        row, column = self.rows[index.row()], index.column()
        if isinstance(row, PlanTopic):
            return _OPEN if COLUMNS[column].field is not None else _SHUT
        return _OPEN if isinstance(row, Head) or column == TOPIC_COLUMN else _SHUT

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role in _TEXTS:
            is_name = isinstance(row, Head) and role == Qt.ItemDataRole.EditRole
            return (
                row.title if isinstance(row, Head) and is_name else self.text(index.row(), column)
            )
        if role == Qt.ItemDataRole.ToolTipRole:
            mark = self.mark(index.row(), column)
            return "\n".join(filter(None, (self.text(index.row(), column), mark and mark.text)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._aloud(row, column)
        return None

    def _aloud(self, row: TableRow, column: int) -> str:
        if isinstance(row, NewRow):
            return NEW_LINE
        if isinstance(row, Head):
            return row.text
        return f"Урок № {row.number}, {COLUMNS[column].title}: {shown(row, column) or 'пусто'}"

    def _tell(self, rows: Iterator[int]) -> None:
        """Tell of changed rows, neighbours together."""
        for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
            numbers = [number for _, number in run]
            last = self.index(numbers[-1], len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(numbers[0], 0), last)


def _same(one: Sequence[object], other: Sequence[object]) -> int:
    """How many at the beginning are the same."""
    pairs = zip(one, other, strict=False)
    found = (number for number, (left, right) in enumerate(pairs) if left != right)
    return next(found, min(len(one), len(other)))


def _at(before: Marks, marks: Marks, place: tuple[int, int]) -> bool:
    return before.get(place) != marks.get(place)
