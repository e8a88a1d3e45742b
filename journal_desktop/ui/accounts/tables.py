"""Read-only tables of texts, the same in every dialog about accounts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
)


def texts_table(titles: Sequence[str], name: str) -> QTableWidget:
    """An empty table with these columns; the last one takes what is left."""
    table = QTableWidget(0, len(titles))
    table.setHorizontalHeaderLabels(list(titles))
    table.setAccessibleName(name)
    plain(table)
    return table


def plain(table: QTableView) -> None:
    """Rows are chosen whole, one at a time, and not edited."""
    table.setProperty("role", "list")
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setStretchLastSection(True)


def fill(table: QTableWidget, rows: Sequence[Sequence[str]]) -> None:
    """Show these rows, each column as wide as its texts."""
    table.setRowCount(len(rows))
    for number, texts in enumerate(rows):
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            table.setItem(number, column, item)
    table.horizontalHeader().resizeSections(QHeaderView.ResizeMode.ResizeToContents)
