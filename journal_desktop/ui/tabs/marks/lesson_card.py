"""The opened lesson: topic, kind of work, homework, attendance, with their clocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from journal_desktop.domain.russian import short_date, weekday_short
from journal_desktop.domain.spread import LessonColumn
from journal_desktop.ui.kit.note_edit import NoteEdit
from journal_desktop.ui.kit.theme import colours
from journal_desktop.ui.tabs.marks.clocks import Line, filled_line, homework_line
from journal_desktop.ui.tabs.marks.lesson_row import DATE_PX, EDGE_PX
from journal_desktop.ui.tabs.marks.topic_form import TopicForm
from journal_desktop.ui.tabs.marks.work_kinds import KindChoice

NO_HOMEWORK: Final = "Без задания"
FIELDS: Final = {"topic": "тема", "homework": "домашнее задание"}
SHORT_LETTERS: Final = 60


@dataclass(frozen=True, slots=True)
class Opened:
    """What the card shows: a lesson, whether it may be written, who is absent, the moment."""

    lesson: LessonColumn
    writable: bool
    absent: int
    now: datetime
    max_marks: int = 1
    has_plan: bool = False
    """Whether lessons of the page have topics of a plan."""


class LessonCard(QFrame):
    """Editors of one lesson; typed text that was refused stays, for every lesson apart."""

    topic_left = Signal(int, str, str, str)
    """(lesson_id, text, seen, reason)"""
    homework_left = Signal(int, str, str)
    """(lesson_id, text, seen)"""
    work_chosen = Signal(int, int, str, str)
    """(lesson_id, number, kind, seen)"""
    attendance_confirmed = Signal(int)
    plan_taken = Signal(int, str)
    """(lesson_id, seen): «По КТП»; the topic bound to the lesson, if any, is sent already."""
    resized = Signal()
    refused = Signal(str)
    """Why nothing was pasted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opened: Opened | None = None
        self._drafts: dict[tuple[int, str], tuple[str, str]] = {}
        self.date_label = QLabel()
        self.topic = TopicForm(self)
        self.homework = NoteEdit(one_line=False, parent=self)
        self.homework.setPlaceholderText("Домашнее задание")
        self.homework.setAccessibleName("Домашнее задание")
        self.clock = QLabel()
        self.no_homework = _small_button("Без задания   Ctrl 0", "Записать «Без задания» (Ctrl+0)")
        self.absent = QLabel()
        self.confirm = QPushButton("Все отмечены")
        self.confirm.setProperty("role", "link")
        self.confirm.setToolTip("Подтвердить: отсутствующие отмечены (п. 3.2.5)")
        self.filled = QLabel()
        self.substitution = QLabel()
        self._lay_out()
        self._wire()

    @property
    def lesson(self) -> LessonColumn | None:
        """The opened lesson."""
        return self._opened.lesson if self._opened else None

    def open_lesson(self, opened: Opened, kinds: Sequence[KindChoice]) -> None:
        """Show a lesson; what is being typed into the same lesson stays."""
        before, self._opened = self._opened, opened
        lesson = opened.lesson
        self.topic.kinds.set_room(opened.max_marks)
        self.topic.follow_plan(has_plan=opened.has_plan)
        if before is None or before.lesson.id != lesson.id:
            if before is not None:
                self._keep_drafts(before.lesson.id)
            self.topic.open_lesson(lesson, kinds, *self._draft(lesson.id, "topic", lesson.topic))
            seen, text = self._draft(lesson.id, "homework", lesson.homework)
            self.homework.show_stored(seen)
            self.homework.setPlainText(text)
        else:
            self.topic.update_lesson(lesson, kinds)
            if not self.homework.dirty:
                self.homework.show_stored(lesson.homework)
        self.topic.set_writable(writable=opened.writable)
        self.homework.setReadOnly(not opened.writable)
        self.no_homework.setEnabled(opened.writable)
        self.tick(opened.now)

    def tick(self, now: datetime) -> None:
        """Show the clocks of this moment."""
        if self._opened is None:
            return
        lesson = self._opened.lesson
        day = "сегодня" if lesson.day == now.date() else weekday_short(lesson.day)
        self.date_label.setText(f"<b>{short_date(lesson.day)} · {lesson.number}</b><br>{day}")
        _show(self.clock, homework_line(lesson, now))
        _show(self.filled, filled_line(lesson, now.date()))
        self.substitution.setText(lesson.substitution)
        self.substitution.setVisible(bool(lesson.substitution))
        held = lesson.day <= now.date()
        self.absent.setVisible(held)
        self.count_absent(self._opened.absent)
        self.confirm.setVisible(held)
        self.confirm.setText("Все отмечены ✓" if lesson.confirmed else "Все отмечены")
        self.confirm.setEnabled(self._opened.writable and not lesson.confirmed)

    def count_absent(self, absent: int) -> None:
        """Show how many are absent."""
        self.absent.setText(f"Отсутствуют: {absent} ·")

    def take_plan(self) -> None:
        """F6: the topic of the lesson plan, and its homework where none is written."""
        lesson = self.lesson
        if lesson is None or not self.topic.take.isEnabled():
            return
        seen = self.topic.edit.stored
        self.topic.take_plan()
        self._propose_homework(lesson.plan_homework)
        self.plan_taken.emit(lesson.id, seen)

    def _propose_homework(self, text: str) -> None:
        if text and not self.homework.isReadOnly() and not self.homework.toPlainText().strip():
            self.homework.setPlainText(text)
            self.homework.commit()

    def write_no_homework(self) -> None:
        """Ctrl+0: «Без задания»."""
        if self.no_homework.isEnabled():
            self.homework.setPlainText(NO_HOMEWORK)
            self.homework.commit()

    def commit(self) -> None:
        """Send what is typed, before the window closes or locks."""
        self.topic.commit()
        self.homework.commit()

    def leftover(self) -> str:
        """Topics and homework typed into any lesson and not taken: the words of a question."""
        texts = {place: text for place, (_, text) in self._drafts.items()}
        if self.lesson is not None:
            for field, edit in self._edits():
                if edit.dirty:
                    texts[self.lesson.id, field] = edit.toPlainText()
        return ", ".join(f"{FIELDS[field]} «{_short(text)}»" for (_, field), text in texts.items())

    def accepted(self, lesson_id: int, field: str, text: str) -> None:
        """The gate took a text."""
        self._drafts.pop((lesson_id, field), None)
        if self.lesson is None or self.lesson.id != lesson_id:
            return
        if field == "homework":
            self.homework.settle(text)
        elif field == "topic":
            self.topic.settle(text)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, named = QPainter(self), colours()
        painter.fillRect(self.rect(), QColor(named.control))
        painter.fillRect(QRect(0, 0, 3, self.height()), QColor(named.accent))
        painter.setPen(QColor(named.hairline))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def _lay_out(self) -> None:
        self.date_label.setFixedWidth(DATE_PX)
        self.date_label.setAlignment(Qt.AlignmentFlag.AlignTop)
        grid = QGridLayout(self)
        grid.setContentsMargins(EDGE_PX, 6, EDGE_PX, 8)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.date_label, 0, 0, 6, 1)
        grid.addWidget(self.topic, 0, 1)
        grid.addWidget(self.homework, 1, 1)
        clock_row, last_row = QHBoxLayout(), QHBoxLayout()
        clock_row.addWidget(self.clock, 1)
        clock_row.addWidget(self.no_homework)
        for widget in (self.absent, self.confirm):
            last_row.addWidget(widget, alignment=Qt.AlignmentFlag.AlignTop)
        self.filled.setWordWrap(True)
        self.clock.setWordWrap(True)
        self.clock.setMinimumWidth(1)
        last_row.addStretch(1)
        grid.addLayout(clock_row, 2, 1)
        grid.addLayout(last_row, 3, 1)
        grid.addWidget(self.filled, 4, 1)
        grid.addWidget(self.substitution, 5, 1)
        self.substitution.setWordWrap(True)
        for label in (self.absent, self.substitution):
            label.setProperty("role", "soft")

    def _wire(self) -> None:
        self.topic.left.connect(self._topic_left)
        self.topic.plan_asked.connect(self.take_plan)
        self.topic.work_chosen.connect(self._work_chosen)
        self.topic.resized.connect(self.resized)
        self.homework.left.connect(self._homework_left)
        self.homework.typed.connect(self.resized)
        for _, edit in self._edits():
            edit.refused.connect(self.refused)
        self.no_homework.clicked.connect(self.write_no_homework)
        self.confirm.clicked.connect(self._confirmed)

    def _topic_left(self, text: str, reason: str) -> None:
        if self.lesson is not None:
            self.topic_left.emit(self.lesson.id, text, self.topic.edit.stored, reason)

    def _homework_left(self, text: str) -> None:
        if self.lesson is not None:
            self.homework_left.emit(self.lesson.id, text, self.homework.stored)

    def _work_chosen(self, number: int, kind: str, seen: str) -> None:
        if self.lesson is not None:
            self.work_chosen.emit(self.lesson.id, number, kind, seen)

    def _confirmed(self) -> None:
        if self.lesson is not None:
            self.attendance_confirmed.emit(self.lesson.id)

    def _keep_drafts(self, lesson_id: int) -> None:
        for field, edit in self._edits():
            if edit.dirty:
                self._drafts[lesson_id, field] = (edit.stored, edit.toPlainText())

    def _edits(self) -> tuple[tuple[str, NoteEdit], ...]:
        return (("topic", self.topic.edit), ("homework", self.homework))

    def _draft(self, lesson_id: int, field: str, stored: str) -> tuple[str, str]:
        return self._drafts.pop((lesson_id, field), (stored, stored))


def _small_button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("role", "small")
    button.setToolTip(tip)
    return button


def _short(text: str) -> str:
    """One line of a typed text, cut to what a question can show."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT_LETTERS else f"{line[:SHORT_LETTERS].rstrip()}…"


def _show(label: QLabel, line: Line) -> None:
    label.setText(line.text)
    if label.property("role") != line.mood.value:
        label.setProperty("role", line.mood.value)
        label.style().unpolish(label)
        label.style().polish(label)
