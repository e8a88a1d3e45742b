"""The library: all plans, those that wait for the deputy, pages that have none."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from journal_desktop.domain.russian import plural, short_date
from journal_desktop.domain.vocabulary import PlanState
from journal_desktop.queries.plan_pages import PlanPage
from journal_desktop.queries.plans import PlanItem
from journal_desktop.ui.kit.columns import keep_widths, restore_widths
from journal_desktop.ui.kit.empty import EmptyState
from journal_desktop.ui.kit.tab import Preferences
from journal_desktop.ui.tabs.plans.filters import Filters
from journal_desktop.ui.tabs.plans.models import LibraryModel, ListModel, PagesModel
from journal_desktop.ui.tabs.plans.reading import Library

_LEAST_PX: Final = 48
_TITLE: Final = 2
_SUBJECT: Final = 1


class Part(IntEnum):
    """The lists of the library, in the order of their tabs."""

    ALL = 0
    REVIEW = 1
    PAGES = 2


class LibraryView(QWidget):
    """Enter or a double click opens a plan, or begins one for a page."""

    opened = Signal(int)
    page_opened = Signal(object)
    """A page without a plan."""
    moved = Signal()
    """Another list or another row is in front."""
    menu_wanted = Signal(QPoint)

    def __init__(self, prefs: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prefs = prefs
        self.library: Library | None = None
        self.parts = QTabBar()
        self.filters = Filters(prefs)
        self.model, self.pages_model = LibraryModel(self), PagesModel(self)
        self.table = self._table(self.model, "Библиотека КТП", _TITLE)
        self.pages = self._table(self.pages_model, "Страницы без КТП", _SUBJECT)
        self.empty = EmptyState()
        self.front = QStackedWidget()
        self._lay_out()
        self._wire()

    @property
    def part(self) -> Part:
        """Which list is in front."""
        return Part(max(0, self.parts.currentIndex()))

    @property
    def waiting(self) -> tuple[PlanItem, ...]:
        """Plans that wait for the deputy."""
        items = self.library.items if self.library else ()
        return tuple(item for item in items if item.state is PlanState.REVIEW)

    def show_library(self, library: Library) -> None:
        """Show the plans as they were read."""
        self.library = library
        self.filters.show_library(library)
        self.parts.setTabText(Part.REVIEW, f"На проверке ({len(self.waiting)})")
        self.parts.setTabText(Part.PAGES, f"Страницы без КТП ({len(library.without_plan)})")
        self._show()

    def show_part(self, part: Part) -> None:
        """Bring a list to the front."""
        self.parts.setCurrentIndex(part)
        self.focus()

    def show_page(self, page_id: int) -> bool:
        """Find a page among those without a plan; False when it is not there."""
        known = self.library.without_plan if self.library else ()
        if page_id not in {page.page_id for page in known}:
            return False
        self.show_part(Part.PAGES)
        if page_id not in {page.page_id for page in self.pages_model.rows}:
            self.filters.clear()
        ids = [page.page_id for page in self.pages_model.rows]
        self._select(self.pages, [ids.index(page_id)])
        return True

    def focus(self) -> None:
        """Give the list in front the keyboard."""
        lists = {Part.PAGES: self.pages}
        shown = lists.get(self.part, self.table)
        (shown if self.front.currentWidget() is shown else self.filters.search).setFocus()

    def chosen(self) -> PlanItem | None:
        """The plan under the cursor."""
        row = self.table.currentIndex().row()
        is_there = self.part is not Part.PAGES and 0 <= row < len(self.model.rows)
        return self.model.rows[row] if is_there else None

    def all_chosen(self) -> tuple[PlanItem, ...]:
        """All plans chosen, from the top."""
        if self.part is Part.PAGES:
            return ()
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return tuple(self.model.rows[row] for row in rows)

    def chosen_page(self) -> PlanPage | None:
        """The page without a plan under the cursor."""
        row = self.pages.currentIndex().row()
        is_there = self.part is Part.PAGES and 0 <= row < len(self.pages_model.rows)
        return self.pages_model.rows[row] if is_there else None

    def _table(self, model: ListModel, name: str, stretched: int) -> QTableView:
        table = QTableView()
        table.setModel(model)
        table.setAccessibleName(name)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.setProperty("role", "lines")
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setTabKeyNavigation(False)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(_LEAST_PX)
        header.setSectionsClickable(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorShown(True)
        widths = [width for _, width in model.columns]
        restore_widths(header, self._prefs, _widths_key(model), widths)
        header.resizeSection(stretched, widths[stretched])  # in a narrow window Qt keeps it so
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        return table

    def _lay_out(self) -> None:
        for title in ("Все КТП", "На проверке", "Страницы без КТП"):
            self.parts.addTab(title)
        self.parts.setDrawBase(False)
        self.parts.setExpanding(False)
        self.parts.setUsesScrollButtons(False)
        self.parts.setElideMode(Qt.TextElideMode.ElideNone)
        self.parts.setAccessibleName("Списки библиотеки")
        for widget in (self.table, self.pages, self.empty):
            self.front.addWidget(widget)
        top = QHBoxLayout()
        top.addWidget(self.parts)
        top.addStretch(1)
        top.addWidget(self.filters.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.filters)
        column.addWidget(self.front, 1)

    def _wire(self) -> None:
        self.parts.currentChanged.connect(self._show)
        self.filters.changed.connect(self._show)
        self.table.activated.connect(lambda at: self.opened.emit(self.model.rows[at.row()].id))
        self.pages.activated.connect(
            lambda at: self.page_opened.emit(self.pages_model.rows[at.row()])
        )
        for table, model in ((self.table, self.model), (self.pages, self.pages_model)):
            header = table.horizontalHeader()
            header.sortIndicatorChanged.connect(self._show)
            header.sectionResized.connect(lambda *_, t=table, m=model: self._keep(t, m))
            table.selectionModel().selectionChanged.connect(self.moved)
            table.customContextMenuRequested.connect(
                lambda at, t=table: self.menu_wanted.emit(t.viewport().mapToGlobal(at))
            )

    def _keep(self, table: QTableView, model: ListModel) -> None:
        if table.isVisible():  # before that Qt only lays the columns out
            keep_widths(table.horizontalHeader(), self._prefs, _widths_key(model))

    def _show(self, *_told: object) -> None:
        """Show the rows wanted of the list in front; the cursor stays on its row."""
        library = self.library
        if library is None:
            return
        self.filters.state.setEnabled(self.part is Part.ALL)
        self.parts.updateGeometry()  # the chosen tab is bold, so that it is wider
        if self.part is Part.PAGES:
            found: Sequence[Any] = self.filters.pages(library.without_plan)
            self._fill(self.pages, self.pages_model, found)
        else:
            whole = self.waiting if self.part is Part.REVIEW else library.items
            found = self.filters.plans(whole, any_state=self.part is Part.REVIEW)
            self._fill(self.table, self.model, found)
        self.filters.count.setText(self._count(library, found))
        if not found:
            self.empty.say(*_nothing(library, self.part, is_set=self.filters.is_set))
            self.front.setCurrentWidget(self.empty)
        self.moved.emit()

    def _fill(self, table: QTableView, model: ListModel, found: Sequence[Any]) -> None:
        header = table.horizontalHeader()
        column, order = header.sortIndicatorSection(), header.sortIndicatorOrder()
        if 0 <= column < len(model.columns):
            falling = order == Qt.SortOrder.DescendingOrder
            found = sorted(found, key=lambda row: model.key(row, column), reverse=falling)
        here = table.currentIndex().row()
        kept = {_id(model.rows[at.row()]) for at in table.selectionModel().selectedRows()}
        model.show(found)
        rows = [row for row, each in enumerate(found) if _id(each) in kept]
        if found:
            self._select(table, rows or [max(0, min(here, len(found) - 1))])
            self.front.setCurrentWidget(table)

    def _select(self, table: QTableView, rows: Sequence[int]) -> None:
        flags = QItemSelectionModel.SelectionFlag
        selection, model = table.selectionModel(), table.model()
        selection.setCurrentIndex(model.index(rows[0], 0), flags.ClearAndSelect | flags.Rows)
        for row in rows[1:]:
            selection.select(model.index(row, 0), flags.Select | flags.Rows)
        table.scrollTo(model.index(rows[0], 0))

    def _count(self, library: Library, found: Sequence[Any]) -> str:
        """«3 КТП из 40, просрочено 2»; «12 страниц без КТП»."""
        if self.part is Part.PAGES:
            pages = plural(len(found), "страница", "страницы", "страниц")
            return f"{len(found)} {pages} без КТП{_late(found)}"
        whole = len(self.waiting if self.part is Part.REVIEW else library.items)
        out_of = f" из {whole}" if len(found) != whole else ""
        return f"{len(found)} КТП{out_of}{_late(found)}"


def _nothing(library: Library, part: Part, *, is_set: bool) -> tuple[str, str]:
    """Why a list is empty and what to do about it."""
    if library.year is None:
        return "Учебного года пока нет", "Его заводят на вкладке «Школа»."
    whole = {
        Part.ALL: library.items,
        Part.REVIEW: [item for item in library.items if item.state is PlanState.REVIEW],
        Part.PAGES: library.without_plan,
    }[part]
    if whole and is_set:
        return "Ничего не найдено", "Измените поиск или отбор над таблицей: «Показать всё» – Esc."
    if part is Part.REVIEW:
        return "На проверке КТП нет", "Здесь стоят КТП, которые учителя отправили завучу."
    if part is Part.PAGES and library.pages:
        return "КТП есть у всех страниц", "Все страницы журнала этого года ведутся по КТП."
    if part is Part.PAGES:
        return "Страниц журнала пока нет", "Они появляются, когда учителю назначают предмет."
    due = f" до {short_date(library.items[0].due, year=True)}" if library.items else ""
    return (
        "КТП этого года пока нет",
        f"Создайте новое (Ctrl+N), загрузите из файла (Ctrl+O) или скопируйте прошлогоднее{due}.",
    )


def _late(found: Sequence[Any]) -> str:
    late = sum(row.is_overdue for row in found)
    return f", просрочено {late}" if late else ""


def _id(row: PlanItem | PlanPage) -> int:
    return row.id if isinstance(row, PlanItem) else row.page_id


def _widths_key(model: ListModel) -> str:
    return "plans.pages.widths" if isinstance(model, PagesModel) else "plans.widths"
