"""Year, class, subject and period above the page, all from the keyboard, and the counts line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from journal_desktop.domain.russian import plural, short_date
from journal_desktop.domain.spread import LessonColumn, LessonState, PeriodKind, Spread
from journal_desktop.queries.pages import PageItem
from journal_desktop.ui.kit.choices import choice_box, fill_box
from journal_desktop.ui.kit.elided import ElidedLabel
from journal_desktop.ui.tabs.marks.finals_note import FinalsNote
from journal_desktop.ui.tabs.marks.reading import WHOLE_YEAR, Reading, Wish

HALF: Final = 2
"""A list may be cut so far on a small screen; opened, it is as wide as it needs."""


class Chooser(QWidget):
    """Four lists and a line; `wished` says what the person chose."""

    wished = Signal(object)

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading: Reading | None = None
        self.year = choice_box("Учебный год (Ctrl+1)", "year")
        self.class_ = choice_box("Класс (Ctrl+2)", "class")
        self.subject = choice_box("Предмет и подгруппа (Ctrl+3)", "subject")
        self.period = choice_box("Период (Ctrl+4)", "period")
        self.counts = ElidedLabel()
        self.counts.setProperty("role", "soft")
        self.finals = FinalsNote(clock, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for box in self.boxes:
            row.addWidget(box)
        row.addWidget(self.counts, 1)
        row.addWidget(self.finals)
        self.year.activated.connect(self._year_chosen)
        self.class_.activated.connect(self._class_chosen)
        self.subject.activated.connect(self._page_chosen)
        self.period.activated.connect(self._page_chosen)

    @property
    def boxes(self) -> tuple[QComboBox, ...]:
        """The lists in order."""
        return self.year, self.class_, self.subject, self.period

    def show_reading(self, reading: Reading, today: date) -> None:
        """Show what was read as the choice made."""
        self._reading = reading
        years = [(item.title, item.id) for item in reading.years]
        fill_box(self.year, years, reading.year.id if reading.year else None)
        page = reading.page
        classes = {_class_key(item): _class_name(item) for item in reading.pages}
        fill_box(
            self.class_, [(n, k) for k, n in classes.items()], _class_key(page) if page else None
        )
        near = [item for item in reading.pages if page and _class_key(item) == _class_key(page)]
        subjects = [(_page_title(item), item.page_id) for item in near]
        fill_box(self.subject, subjects, page.page_id if page else None)
        own = [period for period in reading.periods if period.kind is PeriodKind.PERIOD]
        periods = [(period.title, period.period_id) for period in own]
        chosen = reading.period.period_id if reading.period else WHOLE_YEAR
        fill_box(self.period, [*periods, ("Весь год", WHOLE_YEAR)], chosen)
        self.period.setEnabled(page is not None)
        self.counts.setText(counts_line(reading.spread, today) if reading.spread else "")
        self.finals.show_periods(reading.spread.periods if reading.spread else ())

    def step_page(self, step: int) -> None:
        """Go to the next or previous page of the year."""
        reading = self._reading
        if reading is None or reading.page is None:
            return
        pages = [page for page in reading.pages if page.own] or list(reading.pages)
        ids = [page.page_id for page in pages]
        here = ids.index(reading.page.page_id) if reading.page.page_id in ids else -1
        self._wish(ids[(here + step) % len(ids)])

    def _year_chosen(self) -> None:
        self.wished.emit(Wish(year_id=self.year.currentData()))

    def _class_chosen(self) -> None:
        key, reading = self.class_.currentData(), self._reading
        if reading is None:
            return
        pages = [page for page in reading.pages if _class_key(page) == key]
        same = [page for page in pages if reading.page and page.subject == reading.page.subject]
        own = [page for page in pages if page.own]
        self._wish((same or own or pages)[0].page_id)

    def _page_chosen(self) -> None:
        self._wish(self.subject.currentData())

    def _wish(self, page_id: int | None) -> None:
        period = self.period.currentData()
        self.wished.emit(Wish(self.year.currentData(), page_id, period))


def counts_line(spread: Spread, today: date) -> str:
    """«24 обучающихся · проведено 9 из 26 уроков · следующий: завтра, 3 урок»."""
    pupils = sum(pupil.present_on(today) for pupil in spread.pupils) or len(spread.pupils)
    lessons = [item for item in spread.lessons if item.state is not LessonState.CANCELLED]
    held = sum(item.state is LessonState.HELD for item in lessons)
    noun = plural(pupils, "обучающийся", "обучающихся", "обучающихся")
    parts = [
        f"{pupils} {noun}",
        f"проведено {held} из {len(lessons)} уроков",
        _next(lessons, today),
    ]
    return " · ".join(filter(None, parts))


def _next(lessons: Sequence[LessonColumn], today: date) -> str:
    ahead = [lesson for lesson in lessons if lesson.day > today]
    if not ahead:
        return ""
    lesson = ahead[0]
    when = "завтра" if (lesson.day - today).days == 1 else short_date(lesson.day)
    return f"следующий: {when}, {lesson.number} урок"


def _class_key(page: PageItem) -> str:
    return page.class_name or f"{page.grade}"


def _class_name(page: PageItem) -> str:
    return page.class_name or (f"{page.grade} классы" if page.grade else "Без класса")


def _page_title(page: PageItem) -> str:
    whole, rest = divmod(page.weekly_half_hours, HALF)
    hours = f"{whole},5" if rest else f"{whole}"
    group = f" ({page.group})" if page.group else ""
    return f"{page.subject}{group} · {hours} ч"
