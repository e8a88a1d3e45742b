"""A plan by the days of one page: planned, now, given; its sheet of corrections (domain 7.5)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from journal_desktop.domain.plans.wizard import Correction
from journal_desktop.domain.russian import ranges
from journal_desktop.queries.plans import Plan
from journal_desktop.ui.kit.choices import choice_box, fill_box
from journal_desktop.ui.kit.elided import ElidedLabel
from journal_desktop.ui.kit.lines import LinesModel, LinesTable
from journal_desktop.ui.tabs.plans.day_lines import DAY_HEADS, SHEET_HEADS, day_lines, sheet_lines
from journal_desktop.ui.tabs.plans.reading import PageCourse

_WORDS: Final = (1, 5)
_SHEET_WORDS: Final = (1, 4, 5)
NO_LESSONS: Final = (
    "У страницы нет ни уроков, ни места в расписании: даты тем появятся, когда расписание внесут."
)


class DaysView(QWidget):
    """Emits what is wanted of a page on its plan."""

    use_wanted = Signal(int)
    date_wanted = Signal()
    correct_wanted = Signal()
    """A correction of the chosen topics."""
    compress_wanted = Signal()
    order_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.use = choice_box("Чей план по дням (Alt+PgDown, Alt+PgUp)", "plan_use")
        self.title = ElidedLabel()
        self.title.setProperty("role", "title")
        self.supply = QLabel()
        self.supply.setWordWrap(True)
        self.supply.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.days_model = LinesModel(DAY_HEADS, _WORDS)
        self.days = LinesTable(self.days_model, "Темы по дням", (1,))
        self.days.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.sheet_model = LinesModel(SHEET_HEADS, _SHEET_WORDS)
        self.sheet = LinesTable(self.sheet_model, "Лист корректировки", (1,))
        self.parts = QTabWidget()
        self.actions_: list[QAction] = []
        self._deeds = QHBoxLayout()
        self.date = self._deed("Проставить даты", "Ctrl+Shift+T", self.date_wanted)
        self.correct = self._deed("Изменить…", "F2", self.correct_wanted)
        self.compress = self._deed("Уплотнить…", "Ctrl+U", self.compress_wanted)
        self.order = self._deed("Указать приказ…", "F8", self.order_wanted)
        self.print = self._deed("Печать листа…", "Ctrl+Shift+L", self.print_wanted)
        for text, keys, step in (
            ("Следующая страница КТП", "Alt+PgDown", 1),
            ("Предыдущая страница КТП", "Alt+PgUp", -1),
        ):
            action = self._act(text, keys)
            action.triggered.connect(lambda _checked=False, by=step: self._step(by))
        self.course: PageCourse | None = None
        self._lay_out()
        self._connect()

    @property
    def chosen(self) -> tuple[int, ...]:
        """Rows of the chosen topics, in order; the current one when none is selected."""
        count = self.days_model.rowCount()
        rows = {index.row() for index in self.days.selectionModel().selectedRows()}
        return tuple(sorted(row for row in rows or {self.days.currentIndex().row()} if row < count))

    @property
    def proposed(self) -> tuple[Correction, ...]:
        """What the program proposes so that the plan fits the year."""
        return self.course.proposed if self.course else ()

    def open_part(self, *, sheet: bool) -> QWidget:
        """Bring the topics or the sheet to the front; the table that takes the keys."""
        self.parts.setCurrentIndex(int(sheet))
        return self.sheet if sheet else self.days

    def show_course(
        self, plan: Plan, course: PageCourse, *, may_write: bool, may_order: bool
    ) -> None:
        """Show the days of a page."""
        row = self.days.currentIndex().row()
        is_other = self.course is None or self.course.dated.use_id != course.dated.use_id
        self.course = course
        item, dated = plan.item, course.dated
        self.title.setText(f"{item.subject}, {item.grade} класс")
        fill_box(self.use, [(use.title, use.id) for use in item.uses], dated.use_id)
        self._show_supply(course)
        self.days_model.show_lines(day_lines(dated))
        self.sheet_model.show_lines(sheet_lines(dated.corrections))
        self.parts.setTabText(1, f"Лист корректировки ({len(dated.corrections)})")
        self._show_row(self._first_open(course) if is_other else row)
        self._offer(self.date, may_write and not dated.corrections)
        self.date.setText("Проставить даты заново" if dated.is_dated else "Проставить даты")
        self._offer(self.correct, may_write and dated.is_dated)
        self._offer(self.compress, may_write and dated.is_dated, bool(course.proposed))
        waiting = any(not line.order for line in dated.corrections)
        self._offer(self.order, may_order, waiting)
        self._offer(self.print, True, bool(dated.corrections))  # noqa: FBT003 - always shown

    def _show_supply(self, course: PageCourse) -> None:
        supply = course.dated.supply
        tail = course.dated.course.tail if course.dated.is_dated else ()
        said = supply.text if supply.given else NO_LESSONS
        if tail and supply.given:
            said = f"{said} Не помещаются в год темы № {ranges(item.number for item in tail)}."
        is_lacking = bool(tail) or (supply.lacking > 0 and not course.dated.is_dated)
        if supply.lacking and not is_lacking:
            said = f"{said} Это восполнено корректировкой: все темы помещаются."
        self.supply.setText(said)
        self.supply.setToolTip("\n".join(each.text for each in supply.changed))
        self.supply.setProperty("role", "warning" if is_lacking else "soft")
        self.supply.style().polish(self.supply)

    @staticmethod
    def _first_open(course: PageCourse) -> int:
        """What may still be corrected begins here."""
        items = course.dated.course.items
        return next((n for n, item in enumerate(items) if not item.given), 0)

    def _show_row(self, row: int) -> None:
        if self.days_model.rowCount():
            index = self.days_model.index(min(max(row, 0), self.days_model.rowCount() - 1), 0)
            self.days.setCurrentIndex(index)
            self.days.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _deed(self, text: str, keys: str, wanted: SignalInstance) -> QPushButton:
        """A button and the key that does the same while the days are in front."""
        button = QPushButton(text)
        button.setToolTip(f"{text.rstrip('…')} ({keys})")
        button.setAutoDefault(False)
        button.clicked.connect(wanted)
        action = self._act(text, keys)
        action.triggered.connect(wanted)
        action.setEnabled(False)
        self._deeds.addWidget(button)
        return button

    def _act(self, text: str, keys: str) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(action)
        self.actions_.append(action)
        return action

    def _step(self, by: int) -> None:
        """The plan by the days of the next or the previous page that follows it."""
        row = self.use.currentIndex() + by
        if 0 <= row < self.use.count():
            self.use_wanted.emit(self.use.itemData(row))

    def _offer(self, button: QPushButton, shown: bool, enabled: bool = True) -> None:  # noqa: FBT001, FBT002 - both plain facts
        button.setVisible(shown)
        button.setEnabled(enabled)
        buttons = (self.date, self.correct, self.compress, self.order, self.print)
        self.actions_[buttons.index(button)].setEnabled(shown and enabled)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.use)
        self._deeds.addStretch(1)
        self.parts.addTab(self.days, "Темы по дням")
        self.parts.addTab(self.sheet, "Лист корректировки")
        self.parts.setDocumentMode(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.supply)
        column.addLayout(self._deeds)
        column.addWidget(self.parts, 1)

    def _connect(self) -> None:
        self.days.activated.connect(self._activated)
        self.use.activated.connect(self._use_chosen)

    def _activated(self) -> None:
        if self.correct.isVisible():
            self.correct_wanted.emit()

    def _use_chosen(self) -> None:
        self.use_wanted.emit(self.use.currentData())
