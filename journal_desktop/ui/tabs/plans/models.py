"""The library as rows of a table; the model never asks the journal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from journal_desktop.domain.plans.values import hours
from journal_desktop.domain.russian import short_date, sort_key
from journal_desktop.domain.vocabulary import PlanState
from journal_desktop.queries.plan_pages import PlanPage
from journal_desktop.queries.plans import STATE_TITLES, PlanItem

Index = QModelIndex | QPersistentModelIndex
ROOT: Final = QModelIndex()
LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
MIDDLE: Final = Qt.AlignmentFlag.AlignCenter
LIBRARY_COLUMNS: Final = (
    ("Предмет", 190),
    ("Класс", 64),
    ("Название", 180),
    ("Автор", 150),
    ("Состояние", 250),
    ("Ведётся", 170),
    ("Тем", 56),
    ("Часов", 66),
)
PAGE_COLUMNS: Final = (
    ("Класс", 80),
    ("Предмет", 250),
    ("Группа", 150),
    ("Учитель", 220),
    ("Часов в год", 100),
    ("Утвердить до", 190),
)
_NUMBERS: Final = frozenset({"Класс", "Тем", "Часов", "Часов в год"})
Sortable = tuple[int | str, ...]


class ListModel(QAbstractTableModel):
    """A list of the library as rows of texts; a subclass says what its columns are."""

    columns: tuple[tuple[str, int], ...] = ()
    rows: tuple[Any, ...] = ()

    def show(self, rows: Sequence[Any]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def texts(self, row: Any) -> tuple[str, ...]:
        """The cells of a row."""
        raise NotImplementedError

    def key(self, row: Any, column: int) -> Sortable:
        """By what rows are sorted under the heading of a column."""
        return (sort_key(self.texts(row)[column]),)

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._align(section)
        return self.columns[section][0] if role == Qt.ItemDataRole.DisplayRole else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self.texts(self.rows[index.row()])[index.column()]
        return self._align(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _align(self, column: int) -> Qt.AlignmentFlag:
        return MIDDLE if self.columns[column][0] in _NUMBERS else LEFT


class LibraryModel(ListModel):
    """Plans of a year."""

    columns = LIBRARY_COLUMNS
    rows: tuple[PlanItem, ...]

    @override
    def texts(self, row: PlanItem) -> tuple[str, ...]:
        return item_texts(row)

    @override
    def key(self, row: PlanItem, column: int) -> Sortable:
        numbers = {1: row.grade, 6: row.topics, 7: row.half_hours}
        if column in numbers:
            return (numbers[column],)
        if column == _STATE:
            day = row.approved.toordinal() if row.approved else 0
            return (list(PlanState).index(row.state), not row.is_overdue, day)
        return super().key(row, column)


class PagesModel(ListModel):
    """Pages that follow no plan yet."""

    columns = PAGE_COLUMNS
    rows: tuple[PlanPage, ...]

    @override
    def texts(self, row: PlanPage) -> tuple[str, ...]:
        late = ", просрочено" if row.is_overdue else ""
        due = f"{short_date(row.due, year=True)}{late}"
        return (row.class_name, row.subject, row.group, row.teacher, hours(row.half_hours), due)

    @override
    def key(self, row: PlanPage, column: int) -> Sortable:
        if column == 0:
            return (row.grade, row.class_name)
        return (row.half_hours,) if column == _YEAR_HOURS else super().key(row, column)


_STATE: Final = 4
_YEAR_HOURS: Final = 4


def item_texts(item: PlanItem) -> tuple[str, ...]:
    """A plan as the cells of a row, in the order of `LIBRARY_COLUMNS`."""
    return (
        item.subject,
        str(item.grade),
        item.title,
        item.author,
        state_text(item),
        ", ".join(use.title for use in item.uses),
        str(item.topics),
        hours(item.half_hours),
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
