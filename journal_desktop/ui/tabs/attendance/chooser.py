"""The line over the tab: year, class, day, which view."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.excuses import day_typed
from journal_desktop.domain.russian import short_date, weekday_short
from journal_desktop.ui.kit.choices import choice_box, fill_box
from journal_desktop.ui.kit.elided import ElidedLabel
from journal_desktop.ui.kit.segments import Segments
from journal_desktop.ui.tabs.attendance.reading import SCHOOL_VIEWS, Reading, View, Wish

DAY_PX: Final = 116
GAP: Final = 8
DATED: Final = (View.DAY, View.SCHOOL, View.TRUANTS)
_SUNDAY: Final = 7


class Chooser(QWidget):
    """Two lists, a day with arrows, the buttons of the views and a line."""

    wished = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.year = choice_box("Учебный год (Alt+Y)", "year")
        self.group = choice_box("Класс (Alt+PgUp, Alt+PgDown)", "class")
        self.day = QLineEdit()
        self.day.setAccessibleName("День")
        self.day.setToolTip("День: 16, 16.11 или 16.11.2026")
        self.day.setFixedWidth(DAY_PX)
        self.before, self.after = QPushButton("‹"), QPushButton("›")
        self.before.setToolTip("Предыдущий день (Alt+←)")
        self.after.setToolTip("Следующий день (Alt+→)")
        self.today = QPushButton("Сегодня")
        self.view = choice_box("Что показать", "view")
        self.segments = Segments(View)
        self.state = ElidedLabel()
        self.state.setProperty("role", "soft")
        self._reading = Reading()
        self._now: date | None = None
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        self.setSizePolicy(policy)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.year)
        row.addWidget(self.group)
        row.addWidget(self.view)
        row.addWidget(self.segments)
        for widget in (self.before, self.day, self.after, self.today):
            row.addWidget(widget)
        row.addWidget(self.state, 1)

    def _connect(self) -> None:
        self.year.activated.connect(self._year_chosen)
        self.group.activated.connect(self._class_chosen)
        self.view.activated.connect(self._view_taken)
        self.day.returnPressed.connect(self._day_typed)
        self.before.clicked.connect(lambda: self.step_day(-1))
        self.after.clicked.connect(lambda: self.step_day(1))
        self.today.clicked.connect(self.to_today)
        self.segments.chosen.connect(lambda view: self.wished.emit(self.wish(view=view)))

    def show_reading(self, reading: Reading, today: date) -> None:
        """Show what was read as the choice made."""
        self._reading, self._now = reading, today
        years = [(year.title, year.id) for year in reading.years]
        fill_box(self.year, years, reading.year.id if reading.year else None)
        groups = [(one.title, one.class_id) for one in reading.classes]
        fill_box(self.group, groups, reading.group.class_id if reading.group else None)
        self.group.setVisible(bool(groups) and reading.view not in SCHOOL_VIEWS)
        fill_box(self.view, [(view.value, view) for view in reading.views], reading.view)
        if reading.views:
            self.segments.mark(reading.view)
        dated = reading.view in DATED and reading.day is not None
        for widget in (self.before, self.day, self.after, self.today):
            widget.setVisible(dated)
        if reading.day is not None:
            self.day.setText(f"{weekday_short(reading.day)}, {short_date(reading.day, year=True)}")
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Buttons of the views where they fit; on a small or enlarged screen one list."""
        views = self._reading.views
        buttons = self.segments.buttons
        shown = [buttons[view] for view in views] if len(views) > 1 else []
        rest = (self.year, self.group, self.before, self.day, self.after, self.today)
        needed = [one.sizeHint().width() for one in (*shown, *rest) if one is not self.day]
        narrow = sum(needed) + DAY_PX + GAP * len(rest) > self.width()
        self.segments.offer(() if narrow else views)
        self.view.setVisible(bool(shown) and narrow)

    def wish(self, view: View | None = None, day: date | None = None) -> Wish:
        """The choice made, with another view or day."""
        now = self._reading
        return Wish(
            now.year.id if now.year else None,
            now.group.class_id if now.group else None,
            day or now.day,
            view or now.view,
        )

    def step_day(self, way: int) -> None:
        """Go to the next or previous day with lessons of the class; of the school, over Sundays."""
        now = self._reading
        if now.day is None or now.year is None:
            return
        if now.view is View.DAY:
            step = now.around[way > 0]
        else:
            step = now.day + timedelta(2 * way if _is_sunday(now.day + timedelta(way)) else way)
        if step is not None and now.year.begins <= step <= now.year.ends:
            self.wished.emit(self.wish(day=step))

    def to_today(self) -> None:
        """Go to today."""
        if self._now is not None:
            self.wished.emit(self.wish(day=self._now))

    def step_class(self, way: int) -> None:
        """Go to the next or previous class."""
        count = self.group.count()
        if count:
            self.group.setCurrentIndex((self.group.currentIndex() + way) % count)
            self._class_chosen()

    def _year_chosen(self) -> None:
        self.wished.emit(Wish(self.year.currentData(), view=self._reading.view))

    def _class_chosen(self) -> None:
        made = self.wish()
        self.wished.emit(Wish(made.year_id, self.group.currentData(), made.day, made.view))

    def _day_typed(self) -> None:
        text = self.day.text().split(",")[-1]
        near = self._reading.day or self._now
        if near is None:
            return
        try:
            day = day_typed(text, near)
        except Invalid as error:
            self.refused.emit(str(error))
            return
        self.wished.emit(self.wish(day=day))

    def _view_taken(self) -> None:
        self.wished.emit(self.wish(view=self.view.currentData()))


def _is_sunday(day: date) -> bool:
    return day.isoweekday() == _SUNDAY
