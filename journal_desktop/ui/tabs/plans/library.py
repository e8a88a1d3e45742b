"""The library of plans with its filters."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from journal_desktop.domain.vocabulary import PlanState
from journal_desktop.queries.plans import STATE_TITLES, PlanItem
from journal_desktop.ui.kit.choices import choice_box, fill_box
from journal_desktop.ui.kit.empty import EmptyState
from journal_desktop.ui.tabs.plans.models import LIBRARY_COLUMNS, LibraryModel, item_texts
from journal_desktop.ui.tabs.plans.reading import Library

_TITLE: Final = 2
_LEAST_PX: Final = 44


class LibraryView(QWidget):
    """Plans of a year; Enter or a double click opens one."""

    year_chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.library: Library | None = None
        self.year = choice_box("Учебный год", "plans_year")
        self.state = choice_box("Состояние КТП", "plans_state")
        states = [("Все состояния", None), *((STATE_TITLES[one], one) for one in PlanState)]
        fill_box(self.state, states, None)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Предмет, класс, автор")
        self.search.setAccessibleName("Найти КТП")
        self.search.setClearButtonEnabled(True)
        self.count = QLabel()
        self.count.setProperty("role", "soft")
        self.model = LibraryModel(self)
        self.table = QTableView()
        self.empty = EmptyState()
        self.front = QStackedWidget()
        self._lay_out()
        self.year.activated.connect(lambda _row: self.year_chosen.emit(self.year.currentData().id))
        self.state.activated.connect(lambda _row: self._filter())
        self.search.textChanged.connect(lambda _text: self._filter())
        self.table.activated.connect(
            lambda index: self.opened.emit(self.model.items[index.row()].id)
        )

    def show_library(self, library: Library) -> None:
        """Show the plans as they were read."""
        self.library = library
        fill_box(self.year, [(year.title, year) for year in library.years], library.year)
        self._filter()

    def chosen(self) -> PlanItem | None:
        """The plan under the cursor."""
        row = self.table.currentIndex().row()
        return self.model.items[row] if 0 <= row < len(self.model.items) else None

    def _lay_out(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName("Библиотека КТП")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.setProperty("role", "lines")
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setTabKeyNavigation(False)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        for number, (_, width) in enumerate(LIBRARY_COLUMNS):
            table.setColumnWidth(number, width)
        header.setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(_LEAST_PX)
        bar = QHBoxLayout()
        for widget in (self.year, self.state):
            bar.addWidget(widget)
        bar.addWidget(self.search, 1)
        bar.addWidget(self.count)
        self.front.addWidget(table)
        self.front.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(bar)
        column.addWidget(self.front, 1)

    def _filter(self) -> None:
        if self.library is None:
            return
        items = self.library.items
        found = tuple(item for item in items if self._fits(item, self.state.currentData()))
        kept = self.chosen()
        self.model.show(found)
        late = sum(item.is_overdue for item in found)
        told = f", просрочено {late}" if late else ""
        self.count.setText(f"КТП: {len(found)} из {len(items)}{told}")
        self.front.setCurrentWidget(self.table if found else self.empty)
        if items:
            self.empty.say("Ничего не найдено", "Измените поиск или состояние над таблицей.")
        else:
            self.empty.say("КТП этого года пока нет", "Создайте новое или загрузите из файла.")
        ids = [item.id for item in found]
        if found:
            self.table.selectRow(ids.index(kept.id) if kept and kept.id in ids else 0)

    def _fits(self, item: PlanItem, state: Any) -> bool:
        texts = " ".join(item_texts(item)).lower()
        words = self.search.text().lower().split()
        return (state is None or item.state is state) and all(word in texts for word in words)
