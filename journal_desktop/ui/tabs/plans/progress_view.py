"""«Выполнение программы»: plan against fact of every page the person may see (O-25, R-2.5-01)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from journal_desktop.queries.plan_progress import PageProgress, Span
from journal_desktop.ui.kit.choices import choice_box, fill_box
from journal_desktop.ui.kit.elided import ElidedLabel
from journal_desktop.ui.kit.empty import EmptyState
from journal_desktop.ui.kit.lines import LinesModel, LinesTable
from journal_desktop.ui.tabs.plans.progress_lines import (
    HEADS,
    WORDS,
    Choice,
    page_line,
    total_line,
    total_text,
)

OWN_DAYS: Final = "Свои даты"
RULE: Final = "Отставание: больше 2 уроков или больше 5 % положенного к сроку, с учётом уплотнения."


class ProgressView(QWidget):
    """Emits the days wanted, and the page whose plan by days is wanted."""

    days_wanted = Signal()
    opened = Signal(object)
    """A PageProgress."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel()
        self.title.setProperty("role", "title")
        self.span = choice_box("Период", "progress_span")
        self.since, self.until = _day_edit("С какого дня"), _day_edit("По какой день")
        self.classes = choice_box("Класс", "progress_class")
        self.teachers = choice_box("Учитель", "progress_teacher")
        self.lagging = QCheckBox("Только отставание")
        self.rule = QLabel(RULE)
        self.rule.setProperty("role", "soft")
        self.rule.setWordWrap(True)
        self.model = LinesModel(HEADS, WORDS)
        self.model.setParent(self)
        self.table = LinesTable(self.model, "Выполнение программы", (9,))
        self.empty = EmptyState()
        self.front = QStackedWidget()
        self.setFocusProxy(self.table)
        self.pages: tuple[PageProgress, ...] = ()
        self.shown: tuple[PageProgress, ...] = ()
        self._days: tuple[date, date] | None = None
        self._lay_out()
        self._connect()
        self._show_own_days()

    def show_progress(
        self, spans: Sequence[Span], days: tuple[date, date], pages: Sequence[PageProgress]
    ) -> None:
        """Show the pages between the days; filters stay as they were chosen."""
        self.pages, self._days = tuple(pages), days
        items: list[tuple[str, Span | None]] = [(span.title, span) for span in spans]
        kept = self.span.currentData() if self.span.count() else spans[0]
        fill_box(self.span, [*items, (OWN_DAYS, None)], kept)
        for edit, day in zip((self.since, self.until), days, strict=True):
            edit.setDate(QDate(day.year, day.month, day.day))
        for box, first, names in (
            (self.classes, "Все классы", [page.class_name for page in pages]),
            (self.teachers, "Все учителя", sorted({page.teacher for page in pages})),
        ):
            known = [(name, name) for name in dict.fromkeys(names) if name]
            chosen = box.currentData() or ""
            fill_box(box, [(first, ""), *known], chosen)
            box.setCurrentIndex(max(0, box.currentIndex()))
        self._show_own_days()
        self._filter()

    @property
    def wanted_days(self) -> Span | tuple[date, date] | None:
        """The chosen period, own days, or None before anything was read."""
        if not self.span.count():
            return None
        span: Span | None = self.span.currentData()
        if span is not None:
            return span
        since, until = _day(self.since), _day(self.until)
        return (since, until) if since <= until else (until, since)

    @property
    def choice(self) -> Choice:
        """What the list is narrowed to."""
        return Choice(
            self.classes.currentData() or "",
            self.teachers.currentData() or "",
            self.lagging.isChecked(),
        )

    @property
    def asked_for(self) -> tuple[str, ...]:
        """The filter in words, for the heading of a file."""
        said = [self.title.text()]
        if self.choice.class_name:
            said.append(f"Класс: {self.choice.class_name}")
        if self.choice.teacher:
            said.append(f"Учитель: {self.choice.teacher}")
        if self.choice.lagging_only:
            said.append("Только отставание")
        return (*said, RULE)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for part in (self.span, self.since, self.until, self.classes, self.teachers):
            bar.addWidget(part)
        bar.addWidget(self.lagging)
        bar.addStretch(1)
        self.front.addWidget(self.table)
        self.front.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addLayout(bar)
        column.addWidget(self.rule)
        column.addWidget(self.front, 1)

    def _connect(self) -> None:
        self.span.activated.connect(self._span_chosen)
        for day in (self.since, self.until):
            day.editingFinished.connect(self._own_day)
        for box in (self.classes, self.teachers):
            box.activated.connect(self._filter)
        self.lagging.toggled.connect(self._filter)
        self.table.activated.connect(self._open)

    def _span_chosen(self) -> None:
        self._show_own_days()
        self.days_wanted.emit()

    def _own_day(self) -> None:
        if self._days != (_day(self.since), _day(self.until)):
            self.days_wanted.emit()

    def _show_own_days(self) -> None:
        for edit in (self.since, self.until):
            edit.setVisible(self.span.count() > 0 and self.span.currentData() is None)

    def _open(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.shown):
            self.opened.emit(self.shown[row])

    def _filter(self) -> None:
        choice = self.choice
        self.shown = tuple(page for page in self.pages if choice.fits(page))
        lines = [page_line(page) for page in self.shown]
        self.model.show_lines([*lines, total_line(self.shown)] if lines else ())
        if self._days is not None:
            since, until = self._days
            days = f"{since:%d.%m.%Y}–{until:%d.%m.%Y}"
            self.title.setText(f"Выполнение программы, {days}")
        self.rule.setText(f"{total_text(self.shown)} {RULE}" if lines else RULE)
        self.front.setCurrentWidget(self.table if lines else self.empty)
        if lines:
            self.table.selectRow(0)
        elif self.pages:
            self.empty.say("Отставания нет", "По выбранному фильтру нет ни одной страницы.")
        else:
            self.empty.say("Страниц журнала нет", "В этом году у вас нет страниц журнала.")


def _day_edit(name: str) -> QDateEdit:
    edit = QDateEdit()
    edit.setDisplayFormat("dd.MM.yyyy")
    edit.setCalendarPopup(True)
    edit.setAccessibleName(name)
    return edit


def _day(edit: QDateEdit) -> date:
    day = edit.date()
    return date(day.year(), day.month(), day.day())
