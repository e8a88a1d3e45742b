"""The right page on the screen: lessons in order, one of them open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from journal_desktop.domain.spread import LessonColumn
from journal_desktop.ui.tabs.marks.lesson_card import LessonCard, Opened
from journal_desktop.ui.tabs.marks.lesson_row import LessonRow
from journal_desktop.ui.tabs.marks.sheet import Sheet
from journal_desktop.ui.tabs.marks.work_kinds import KindChoice

TICK_MS = 20_000
ABOVE_PX = 110


class LessonsPanel(QFrame):
    """The list of lessons; the open one has its editors."""

    opened = Signal(int)
    """The lesson was opened by the person."""

    day_changed = Signal()
    """Midnight has passed since the page was read."""

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._clock = clock
        self._sheet: Sheet | None = None
        self._kinds: Sequence[KindChoice] = ()
        self._rows: dict[int, LessonRow] = {}
        self._open_id: int | None = None
        self.card = LessonCard()
        self.summary = QLabel()
        self._lay_out()
        timer = QTimer(self)
        timer.timeout.connect(self.tick)
        timer.start(TICK_MS)

    @property
    def open_id(self) -> int | None:
        """The open lesson."""
        return self._open_id

    def show_sheet(self, sheet: Sheet, kinds: Sequence[KindChoice]) -> None:
        """Show the lessons of a page; the open one stays open when it is there."""
        self._sheet, self._kinds = sheet, kinds
        lessons = sheet.spread.lessons
        ids = [lesson.id for lesson in lessons]
        if ids != list(self._rows):
            self._rebuild(sheet)
        for lesson in lessons:
            self._rows[lesson.id].show_lesson(lesson, sheet.today)
        planned = sum(bool(lesson.plan_topic) for lesson in lessons)
        taken = sum(bool(lesson.plan_topic and lesson.topic) for lesson in lessons)
        self.summary.setText(f"по КТП: {taken} из {planned}" if planned else "КТП не загружен")
        fresh = self._open_id not in self._rows
        if fresh:
            self._open_id = _default(lessons, sheet)
        self._show_open()
        if fresh:
            QTimer.singleShot(0, self.card, self._reveal)

    def open_lesson(self, lesson_id: int) -> None:
        """Open a lesson and bring it into sight."""
        if lesson_id not in self._rows or self._sheet is None:
            return
        if lesson_id != self._open_id:
            self.card.commit()
            self._open_id = lesson_id
            self._show_open()
        QTimer.singleShot(0, self.card, self._reveal)

    def update_open(self) -> None:
        """Marks of the open lesson changed: count the absent anew."""
        if self._sheet is not None and self._open_id is not None:
            self.card.count_absent(self._sheet.absent(self._open_id))

    def _lay_out(self) -> None:
        head, column = QHBoxLayout(), QVBoxLayout(self)
        title = QLabel("Уроки")
        title.setProperty("role", "heading")
        self.summary.setProperty("role", "soft")
        head.setContentsMargins(12, 6, 12, 6)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.summary)
        rule = QFrame()
        rule.setProperty("role", "rule")
        self._list = QWidget()
        self._list.setObjectName("lessons")
        self._places = QVBoxLayout(self._list)
        self._places.setContentsMargins(0, 0, 0, 0)
        self._places.setSpacing(0)
        self._places.addStretch(1)
        self.card.setParent(self._list)
        self.card.hide()
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._list)
        self._scroll.setWidgetResizable(True)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule)
        column.addWidget(self._scroll, 1)

    def _rebuild(self, sheet: Sheet) -> None:
        """Have one row for each lesson; rows made before are used again."""
        self._list.setUpdatesEnabled(False)
        self._places.removeWidget(self.card)
        rows, lessons = list(self._rows.values()), sheet.spread.lessons
        for spare in rows[len(lessons) :]:
            self._places.removeWidget(spare)
            spare.deleteLater()
        for lesson in lessons[len(rows) :]:
            row = LessonRow(lesson, sheet.today, self._list)
            row.clicked.connect(self._pressed)
            self._places.insertWidget(len(rows), row)
            rows.append(row)
        self._rows = {lesson.id: row for lesson, row in zip(lessons, rows, strict=False)}
        self._list.setUpdatesEnabled(True)

    def _show_open(self) -> None:
        if self._sheet is None or self._open_id is None:
            self.card.hide()
            return
        lesson = next(item for item in self._sheet.spread.lessons if item.id == self._open_id)
        self._put_card(list(self._rows).index(self._open_id))
        sheet = self._sheet
        opened = Opened(
            lesson,
            sheet.may_write(lesson),
            sheet.absent(lesson.id),
            self._clock(),
            sheet.spread.title.max_marks,
            any(each.plan_topic for each in sheet.spread.lessons),
        )
        self.card.open_lesson(opened, self._kinds)
        self.card.show()

    def _put_card(self, place: int) -> None:
        """Let the card stand where the row of its lesson was."""
        if self._places.indexOf(self.card) == place:
            return
        self._list.setUpdatesEnabled(False)
        self._places.removeWidget(self.card)
        self._places.insertWidget(place, self.card)
        for lesson_id, row in self._rows.items():
            row.setVisible(lesson_id != self._open_id)
        self._list.setUpdatesEnabled(True)

    def _pressed(self) -> None:
        row = self.sender()
        if isinstance(row, LessonRow):
            lesson_id = row.lesson_id
            self.open_lesson(lesson_id)
            self.opened.emit(lesson_id)

    def _reveal(self) -> None:
        above = max(0, self.card.y() - ABOVE_PX)
        bar = self._scroll.verticalScrollBar()
        bar.setValue(min(above, bar.maximum()))

    def tick(self) -> None:
        """Move the clocks on."""
        now = self._clock()
        self.card.tick(now)
        if self._sheet is not None and self._sheet.today != now.date():
            self.day_changed.emit()


def _default(lessons: Sequence[LessonColumn], sheet: Sheet) -> int | None:
    """Today's lesson, or the last one before today, or the first."""
    past = [lesson for lesson in lessons if lesson.day <= sheet.today]
    today = [lesson for lesson in past if lesson.day == sheet.today]
    chosen = today[:1] or past[-1:] or list(lessons[:1])
    return chosen[0].id if chosen else None
