"""On which order the lines of a sheet of corrections rest, named by the deputy (domain 7.5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from journal_desktop.domain.russian import plural
from journal_desktop.queries.orders import OrderItem
from journal_desktop.queries.plan_course import CorrectionLine
from journal_desktop.ui.kit.ask import AskDialog
from journal_desktop.ui.kit.lines import Line, LinesModel, LinesTable
from journal_desktop.ui.tabs.plans.correction_parts import widen

HEADS: Final = ("№", "Тема по плану", "Способ")
WIDE_PX: Final = 760
LIST_PX: Final = 96
TABLE_PX: Final = 96
NO_ORDERS: Final = (
    "Приказов этого учебного года в журнале нет: приказ вносит секретарь, потом его можно указать."
)
_ROLE: Final = Qt.ItemDataRole.UserRole


class AgreeDialog(AskDialog):
    """Lines without an order, and the orders to choose from; stays until it is written."""

    given = Signal(int)
    """The order's id."""

    def __init__(
        self, lines: Sequence[CorrectionLine], orders: Sequence[OrderItem], parent: QWidget
    ) -> None:
        super().__init__("Приказ о корректировке КТП", parent, yes="Указать приказ")
        waiting = [line for line in lines if not line.order]
        count = len(waiting)
        self.say(
            f"Без приказа {count} {plural(count, 'строка', 'строки', 'строк')} листа корректировки",
            "Выбранный приказ будет указан во всех этих строках и напечатан в листе. "
            "Без приказа нельзя оставить самостоятельное изучение темы.",
        )
        self.model = LinesModel(HEADS, (1, 2))
        self.model.setParent(self)
        self.model.show_lines(
            [Line((str(line.number), line.topic, line.way), line.needs_order) for line in waiting]
        )
        self.table = LinesTable(self.model, "Строки без приказа", (1,))
        self.table.setMinimumHeight(TABLE_PX)
        self.list = QListWidget()
        self.list.setAccessibleName("Приказ")
        self.list.setMinimumHeight(LIST_PX)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for order in orders:
            item = QListWidgetItem(f"{order.text}   {order.title}")
            item.setData(_ROLE, order.id)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.empty = QLabel(NO_ORDERS)
        self.empty.setWordWrap(True)
        self.empty.setProperty("role", "warning")
        for part in (self.table, self.list, self.empty):
            self.body.addWidget(part)
        self.empty.setVisible(not orders)
        self.list.setVisible(bool(orders))
        self.yes.setEnabled(bool(orders))
        self.list.itemDoubleClicked.connect(self.take)
        widen(self, WIDE_PX)
        self.list.setFocus()

    @override
    def take(self) -> None:
        item = self.list.currentItem()
        if item is None:
            self.complain("Выберите приказ из списка.")
            return
        self.yes.setEnabled(False)
        self.given.emit(item.data(_ROLE))

    def refused(self, text: str) -> None:
        """The gate refused it."""
        self.yes.setEnabled(True)
        self.complain(text)
