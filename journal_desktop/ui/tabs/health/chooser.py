"""The line over the sheet: year, class or page, which view, and how far the class is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from journal_desktop.domain.russian import plural, short_date
from journal_desktop.ui.kit.choices import choice_box, fill_box
from journal_desktop.ui.kit.elided import ElidedLabel
from journal_desktop.ui.kit.segments import Segments
from journal_desktop.ui.tabs.health.reading import Reading, Wish


class View(Enum):
    """What the tab can show; the value is its button."""

    SHEET = "Лист"
    SEATS = "Рассадка"
    READERS = "Ознакомление"
    COUNTS = "Сводка"


class Chooser(QWidget):
    """Two lists, the buttons of the views and a line."""

    wished = Signal(object)
    view_wished = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.year = choice_box("Учебный год (Alt+Y)", "year")
        self.place = choice_box("Класс или предмет (Alt+PgUp, Alt+PgDown)", "place")
        self.segments = Segments(View)
        self.state = ElidedLabel()
        self.state.setProperty("role", "soft")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.year)
        row.addWidget(self.place)
        row.addWidget(self.segments)
        row.addWidget(self.state, 1)
        self.year.activated.connect(self._year_chosen)
        self.place.activated.connect(self._place_chosen)
        self.segments.chosen.connect(self.view_wished)

    def show_reading(self, reading: Reading, views: Sequence[View], today: date) -> None:
        """Show what was read as the choice made, and the views the person may open."""
        years = [(year.title, year.id) for year in reading.years]
        fill_box(self.year, years, reading.year.id if reading.year else None)
        places = [(place.title, (place.class_id, place.page_id)) for place in reading.places]
        chosen = (reading.place.class_id, reading.place.page_id) if reading.place else None
        fill_box(self.place, places, chosen)
        self.place.setVisible(bool(places))
        self.segments.offer(views)
        self.state.setText(state_line(reading, today))

    def show_view(self, view: View) -> None:
        """Mark the view in front."""
        self.segments.mark(view)

    def step_place(self, step: int) -> None:
        """Go to the next or previous class or page."""
        count = self.place.count()
        if count:
            self.place.setCurrentIndex((self.place.currentIndex() + step) % count)
            self._place_chosen()

    def _year_chosen(self) -> None:
        self.wished.emit(Wish(year_id=self.year.currentData()))

    def _place_chosen(self) -> None:
        class_id, page_id = self.place.currentData()
        self.wished.emit(Wish(self.year.currentData(), class_id, page_id))


def state_line(reading: Reading, today: date) -> str:
    """«24 обучающихся · заполнено на начало года 08.09 · …»."""
    if not reading.rows:
        return ""
    count = len(reading.rows)
    parts = [f"{count} {plural(count, 'обучающийся', 'обучающихся', 'обучающихся')}"]
    sheet = reading.sheet
    if sheet is not None:
        parts.append(filled_words(sheet.filled, sheet.due, today))
    else:
        unread = sum(row.advice.is_notable and row.advice.read_at is None for row in reading.rows)
        notable = sum(row.advice.is_notable for row in reading.rows)
        noun = plural(notable, "рекомендация", "рекомендации", "рекомендаций")
        parts.append(f"{notable} {noun}" + (f", не прочитано {unread}" if unread else ""))
    return " · ".join(parts)


def filled_words(filled: date | None, due: date, today: date) -> str:
    """The state of the class: declared filled, or by when it is due, or late."""
    if filled is not None:
        return f"✓ заполнено на начало года {short_date(filled, year=True)}"
    if today > due:
        return f"не заполнено: срок был {short_date(due)} (п. 5.3)"
    return f"заполнить до {short_date(due)} (п. 5.3)"


def owed_words(reading: Reading) -> str:
    """The reminder of the medical worker: how many classes are not declared filled yet."""
    sheet = reading.sheet
    classes = [line for line in reading.counts or () if line.scope.startswith("class:")]
    left = sum(line.filled is None for line in classes)
    if sheet is None or not left:
        return ""
    noun = plural(left, "класса", "классов", "классов")
    return f"Нет листа здоровья у {left} {noun} · срок {short_date(sheet.due)} (п. 5.3)"
