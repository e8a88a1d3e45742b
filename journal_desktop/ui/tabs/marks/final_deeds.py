"""Final columns: the order of a non-attestation, and opening them again after the deadline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import QObject, QTimer

from journal_desktop.access.policy import Right
from journal_desktop.commands.orders import AddNonattestationOrder, AttachOrder
from journal_desktop.commands.reopening import OpenFinals
from journal_desktop.domain.cells import closed_sentence, period_is_closed
from journal_desktop.domain.errors import JournalError
from journal_desktop.domain.marks import ABSENCES
from journal_desktop.domain.spread import PeriodColumn
from journal_desktop.journal import Done
from journal_desktop.queries.orders import NonattestationOrders, OrderItem
from journal_desktop.ui.kit.tab import Desk, Tone
from journal_desktop.ui.kit.tasks import Progress
from journal_desktop.ui.kit.writer import Entry
from journal_desktop.ui.tabs.marks.columns import Sort
from journal_desktop.ui.tabs.marks.grounds import Key, Question
from journal_desktop.ui.tabs.marks.model import SpreadModel
from journal_desktop.ui.tabs.marks.order_dialog import OrderDialog
from journal_desktop.ui.tabs.marks.reopening_dialog import ReopeningDialog
from journal_desktop.ui.tabs.marks.sheet import Sheet
from journal_desktop.ui.tabs.marks.tips import cell_where
from journal_desktop.ui.tabs.marks.view import SpreadView

NOT_A_LETTER: Final = "Приказ указывают только при неаттестации: у, б или н (п. 3.2.5)."
WHY_ORDER: Final = "Неаттестацию оформляют приказом директора: номер и дата (п. 3.2.5)."
NOBODY_WROTE: Final = (
    "Приказов о неаттестации в этом году ещё нет: их записывает секретарь или ответственный за ЭЖ "
    "(п. 3.2.5)."
)
STILL_NONE: Final = (
    "Поставлено без приказа: укажите его до закрытия периода – «Приказ…», F8 (п. 3.2.5)."
)
NOT_OVERDUE: Final = (
    "Срок итоговых отметок на этой странице не истёк: открывать их не нужно (п. 3.2.5)."
)
NOT_YOURS: Final = (
    "Приказ указывает учитель этой страницы, секретарь или ответственный за ЭЖ (п. 3.2.5)."
)
Orders = tuple[OrderItem, ...]


class FinalDeeds(QObject):
    """Asks for orders and hours; writes through the desk."""

    def __init__(self, desk: Desk, model: SpreadModel, view: SpreadView) -> None:
        super().__init__(view)
        self._desk, self._model, self._view = desk, model, view
        self._last_order: int | None = None
        self._dialog: OrderDialog | None = None
        self.periods: Callable[[], tuple[PeriodColumn, ...]] = tuple
        model.order_wanted.connect(self._letter_typed)

    def may_reopen(self) -> bool:
        """Whether the person opens final marks again at all."""
        return self._desk.journal.may(Right.FINALS_REOPEN)

    def order(self) -> None:
        """F8: name the order of the letters chosen in final columns."""
        sheet = self._model.sheet
        cells = [
            cell
            for cell in self._view.cursor_.block()
            if sheet.columns[cell[1]].sort is Sort.FINAL and sheet.shown(*cell) in ABSENCES
        ]
        if reason := self._why_no_order(cells):
            self._desk.say(reason, Tone.WARNING)
            return
        keys = [sheet.key(*cell) for cell in cells]

        def named(order: OrderItem | None) -> None:
            places = self._model.sheet.places()
            here = [places[key] for key in keys if key in places]
            if order is not None and here:
                self._name(here, order)

        def ask(orders: Orders) -> None:
            if not orders and not self._may_add():
                self._desk.say(NOBODY_WROTE, Tone.WARNING)
                return
            letters = {key: sheet.shown(*cell) for key, cell in zip(keys, cells, strict=True)}
            self._ask_order(letters, orders, named, none=False)

        self._read_orders(ask)

    def reopen(self) -> None:
        """Open the final marks of a period whose deadline is past, for some hours."""
        now = self._desk.clock()
        late = [
            period
            for period in self.periods()
            if period.deadline is not None
            and now > period.deadline
            and not period_is_closed(period.state)
        ]
        if not late:
            self._desk.say(NOT_OVERDUE)
            return
        here = self._model.sheet.columns[max(self._view.cursor_.here[1], 0)].period
        wanted = here.period_id if here else None
        dialog = ReopeningDialog(late, self._desk.clock, self._view.window(), wanted)
        dialog.say(_page_words(self._model))
        dialog.ordered.connect(self._open)
        dialog.open()

    def _open(self, period_id: int, hours: int, reason: str) -> None:
        command = OpenFinals(self._model.sheet.spread.title.id, period_id, hours, reason)

        def answered(_done: Done) -> None:
            self._desk.say(f"Итоговые отметки открыты на {hours} ч: {reason}.", Tone.GOOD)

        writer = self._desk.writer
        writer.put(Entry(lambda: writer.work([command], reason), answered, self._failed))

    def _letter_typed(self, question: Question) -> None:
        """у, б or н in a final column: choose its order, or say that there is none yet."""

        def named(order: OrderItem | None) -> None:
            grounds = replace(question.grounds, order=order, order_asked=True)
            self._model.answer(question, grounds)
            if order is None:
                self._desk.say(STILL_NONE, Tone.WARNING)

        def ask(orders: Orders) -> None:
            if orders or self._may_add():
                self._ask_order(question.texts, orders, named, none=True)
            else:
                named(None)

        self._read_orders(ask)

    def _ask_order(
        self,
        letters: Mapping[Key, str],
        orders: Orders,
        named: Callable[[OrderItem | None], None],
        *,
        none: bool,
    ) -> None:
        sheet, today = self._model.sheet, self._desk.clock().date()
        since, may_add = _since(sheet, letters, today), self._may_add()
        dialog = OrderDialog(self._view.window(), today, since, none=none, may_add=may_add)
        dialog.say(_who(sheet, letters), WHY_ORDER)

        def chosen(order: OrderItem | None) -> None:
            self._last_order = order.id if order else self._last_order
            named(order)

        def added(number: str, day: date) -> None:
            self._register(dialog, number, day)

        dialog.chosen.connect(chosen)
        dialog.registered.connect(added)
        dialog.finished.connect(self._back_to_grid)
        self._dialog = dialog
        dialog.show_orders(orders, self._last_order)
        dialog.open()

    def _register(self, dialog: OrderDialog, number: str, day: date) -> None:
        """Write the new order down and choose it."""

        def show(orders: Orders) -> None:
            if self._dialog is dialog:
                newest = max((order.id for order in orders), default=None)
                dialog.number.clear()
                dialog.show_orders(orders, newest)

        def failed(error: JournalError) -> None:
            if self._dialog is dialog:
                dialog.complain(str(error))

        command = AddNonattestationOrder(number, day)
        self._desk.writer.send([command], lambda _done: self._read_orders(show), failed)

    def _name(self, cells: list[tuple[int, int]], order: OrderItem) -> None:
        sheet = self._model.sheet
        if all(self._writes(column) for _, column in cells):
            self._model.name_order(cells, order)
            return
        commands = []
        for cell in cells:
            period = sheet.columns[cell[1]].period
            if period is not None:
                place = sheet.spread.title.id, sheet.pupils[cell[0]].id, period.period_id
                commands.append(AttachOrder(*place, period.kind, sheet.stored(*cell), order.id))
        self._desk.writer.send(commands, lambda _done: None, self._failed)

    def _why_no_order(self, cells: list[tuple[int, int]]) -> str:
        sheet = self._model.sheet
        if not cells:
            return NOT_A_LETTER
        for _, column in cells:
            period = sheet.columns[column].period
            if period is not None and period_is_closed(period.state):
                return closed_sentence(period.title)
        may = self._may_add() or all(self._writes(column) for _, column in cells)
        return "" if may else NOT_YOURS

    def _writes(self, column: int) -> bool:
        period = self._model.sheet.columns[column].period
        return period is not None and self._model.sheet.allowed.final(period)

    def _may_add(self) -> bool:
        return self._desk.journal.may(Right.NONATTESTATION_WRITE)

    def _read_orders(self, take: Callable[[Orders], None]) -> None:
        journal, page_id = self._desk.journal, self._model.sheet.spread.title.id

        def job(_progress: Progress) -> Orders:
            return journal.ask(NonattestationOrders(page_id))

        self._desk.run(job).succeeded.connect(take)

    def _back_to_grid(self) -> None:
        self._dialog = None
        QTimer.singleShot(0, self._view, self._view.open_cell().setFocus)

    def _failed(self, error: JournalError) -> None:
        self._desk.say(str(error), Tone.BAD)


def _who(sheet: Sheet, letters: Mapping[Key, str]) -> str:
    """Who is not attested: «Ёлкин Лев, итог «II четверть»: н», or how many."""
    places = sheet.places()
    if len(letters) == 1:
        ((key, letter),) = letters.items()
        return f"{cell_where(sheet, *places[key])}: {letter}" if key in places else letter
    return f"Не аттестовано обучающихся: {len(letters)}"


def _since(sheet: Sheet, letters: Mapping[Key, str], today: date) -> date:
    """The first day of the period the letters are for; of several, the latest."""
    places = sheet.places()
    periods = (sheet.columns[places[key][1]].period for key in letters if key in places)
    return max((period.begins for period in periods if period is not None), default=today)


def _page_words(model: SpreadModel) -> str:
    title = model.sheet.spread.title
    return f"{title.class_name}, {title.heading}: {title.teacher}"
