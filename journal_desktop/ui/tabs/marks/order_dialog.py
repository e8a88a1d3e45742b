"""On which order of the director a non-attestation rests (R-3.2.5-18)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from journal_desktop.queries.orders import OrderItem
from journal_desktop.ui.kit.ask import AskDialog

NO_ORDER: Final = "Приказа пока нет"
NOTHING: Final = "Приказов о неаттестации в этом учебном году ещё нет."
LIST_PX: Final = 132
NUMBER_LETTERS: Final = 32
ITEM: Final = Qt.ItemDataRole.UserRole


class OrderDialog(AskDialog):
    """Emits `chosen` with an order or None; `registered` when a new order is to be written down."""

    chosen = Signal(object)
    registered = Signal(str, date)

    def __init__(
        self, parent: QWidget, today: date, since: date, *, none: bool, may_add: bool
    ) -> None:
        super().__init__("Приказ о неаттестации", parent, yes="Указать")
        self._none, self._since = none, since
        self.list = QListWidget()
        self.list.setAccessibleName("Приказ о неаттестации")
        self.list.setFixedHeight(LIST_PX)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = QLabel(NOTHING)
        self.empty.setProperty("role", "soft")
        self.number = QLineEdit()
        self.day = QDateEdit(QDate(today.year, today.month, today.day))
        self.add = QPushButton("Записать приказ")
        self.body.addWidget(self.list)
        self.body.addWidget(self.empty)
        self.body.addWidget(self._new_order(today))
        self._form.setVisible(may_add)
        self.list.itemDoubleClicked.connect(self.take)
        self.add.clicked.connect(self._register)
        self.number.textChanged.connect(self._may_add)

    def show_orders(self, orders: Sequence[OrderItem], wanted: int | None = None) -> None:
        """Offer these orders; the wanted one, else the newest of the period, else none is chosen.

        An order from before the period is about another one: Enter must not take it.
        """
        self.list.clear()
        for order in orders:
            self._item(f"{order.text}   {order.title}", order)
        if self._none:
            self._item(f"{NO_ORDER} – указать до закрытия периода", None)
        self.list.setCurrentRow(self._first_choice(orders, wanted))
        self.empty.setVisible(not orders)
        self.list.setVisible(self.list.count() > 0)
        self.yes.setEnabled(self.list.count() > 0)
        (self.list if self.list.count() else self.number).setFocus()

    @override
    def take(self) -> None:
        item = self.list.currentItem()
        if item is None:
            self.complain("Выберите приказ из списка (п. 3.2.5).")
            return
        order = item.data(ITEM)
        self.accept()
        self.chosen.emit(order)

    def _first_choice(self, orders: Sequence[OrderItem], wanted: int | None) -> int:
        ids = [order.id for order in orders]
        if wanted in ids:
            return ids.index(wanted)
        recent = [row for row, order in enumerate(orders) if order.day >= self._since]
        return recent[0] if recent else len(orders) if self._none else -1

    def _item(self, text: str, order: OrderItem | None) -> None:
        item = QListWidgetItem(text)
        item.setData(ITEM, order)
        self.list.addItem(item)

    def _new_order(self, today: date) -> QWidget:
        self._form = QWidget()
        row = QHBoxLayout(self._form)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.number.setPlaceholderText("№")
        self.number.setAccessibleName("Номер приказа")
        self.number.setMaxLength(NUMBER_LETTERS)
        self.day.setAccessibleName("Дата приказа")
        self.day.setDisplayFormat("dd.MM.yyyy")
        self.day.setCalendarPopup(True)
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        self.add.setAutoDefault(False)
        self.add.setEnabled(False)
        for widget, stretch in (
            (QLabel("Новый приказ №"), 0),
            (self.number, 1),
            (QLabel("от"), 0),
            (self.day, 0),
            (self.add, 0),
        ):
            row.addWidget(widget, stretch)
        return self._form

    def _may_add(self, number: str) -> None:
        """Enter writes a new order down once it has a number."""
        typed = bool(number.strip())
        self.add.setEnabled(typed)
        (self.add if typed else self.yes).setDefault(True)

    def _register(self) -> None:
        day = self.day.date()
        self.complain("")
        self.registered.emit(self.number.text(), date(day.year(), day.month(), day.day()))
