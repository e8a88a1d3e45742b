"""A plan by the days of one page: planned, now, given; its sheet of corrections (domain 7.5)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from journal_desktop.domain.plans.wizard import Correction
from journal_desktop.queries.plan_course import DatedTopic
from journal_desktop.queries.plans import Plan
from journal_desktop.ui.kit.choices import choice_box, fill_box
from journal_desktop.ui.kit.elided import ElidedLabel
from journal_desktop.ui.kit.lines import LinesModel, LinesTable
from journal_desktop.ui.tabs.plans.day_lines import DAY_HEADS, SHEET_HEADS, day_lines, sheet_lines
from journal_desktop.ui.tabs.plans.reading import PageCourse

_WORDS: Final = (1, 5)
_SHEET_WORDS: Final = (1, 4, 5)


class DaysView(QWidget):
    """Emits what is wanted of a page on its plan."""

    use_wanted = Signal(int)
    date_wanted = Signal()
    correct_wanted = Signal()
    """A correction of the topic in front."""
    compress_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.use = choice_box("Чей план по дням", "plan_use")
        self.title = ElidedLabel()
        self.title.setProperty("role", "title")
        self.supply = QLabel()
        self.supply.setWordWrap(True)
        self.supply.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.days_model = LinesModel(DAY_HEADS, _WORDS)
        self.days = LinesTable(self.days_model, "Темы по дням", (1,))
        self.sheet_model = LinesModel(SHEET_HEADS, _SHEET_WORDS)
        self.sheet = LinesTable(self.sheet_model, "Лист корректировки", (1, 5))
        self.parts = QTabWidget()
        self.date, self.correct = QPushButton("Проставить даты"), QPushButton("Изменить…")
        self.compress = QPushButton("Уплотнить…")
        self.print = QPushButton("Печать листа…")
        self.course: PageCourse | None = None
        self._lay_out()
        self._connect()

    @property
    def current(self) -> DatedTopic | None:
        """The topic in front."""
        row = self.days.currentIndex().row()
        topics = self.course.dated.topics if self.course else ()
        return topics[row] if 0 <= row < len(topics) else None

    @property
    def proposed(self) -> tuple[Correction, ...]:
        """What the program proposes so that the plan fits the year."""
        return self.course.proposed if self.course else ()

    def show_course(self, plan: Plan, course: PageCourse, *, may_write: bool) -> None:
        """Show the days of a page."""
        row = self.days.currentIndex().row()
        self.course = course
        item, dated = plan.item, course.dated
        self.title.setText(f"{item.subject}, {item.grade} класс")
        fill_box(self.use, [(use.title, use.id) for use in item.uses], dated.use_id)
        self.supply.setText(dated.supply.text)
        self.supply.setProperty("role", "warning" if dated.supply.lacking else "soft")
        self.supply.style().polish(self.supply)
        self.days_model.show_lines(day_lines(dated.topics))
        self.sheet_model.show_lines(sheet_lines(dated.corrections))
        self.parts.setTabText(1, f"Лист корректировки ({len(dated.corrections)})")
        if dated.topics:
            self.days.setCurrentIndex(self.days_model.index(max(row, 0), 0))
        self.date.setVisible(may_write and not dated.corrections)
        self.date.setText("Проставить даты заново" if dated.is_dated else "Проставить даты")
        self.correct.setVisible(may_write and dated.is_dated)
        self.compress.setVisible(may_write and dated.is_dated)
        self.compress.setEnabled(bool(course.proposed))
        self.print.setEnabled(bool(dated.corrections))

    def _lay_out(self) -> None:
        top, deeds = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.use)
        for button in (self.date, self.correct, self.compress, self.print):
            deeds.addWidget(button)
        deeds.addStretch(1)
        self.parts.addTab(self.days, "Темы по дням")
        self.parts.addTab(self.sheet, "Лист корректировки")
        self.parts.setDocumentMode(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.supply)
        column.addLayout(deeds)
        column.addWidget(self.parts, 1)

    def _connect(self) -> None:
        self.date.clicked.connect(self.date_wanted)
        self.correct.clicked.connect(self.correct_wanted)
        self.compress.clicked.connect(self.compress_wanted)
        self.print.clicked.connect(self.print_wanted)
        self.use.activated.connect(self._use_chosen)

    def _use_chosen(self) -> None:
        self.use_wanted.emit(self.use.currentData())
