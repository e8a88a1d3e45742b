"""The topic of a lesson: its text, kind of work, the lesson plan, what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from journal_desktop.domain.spread import LessonColumn
from journal_desktop.domain.text_faults import TextFault
from journal_desktop.domain.topics import same_topic, tidy_topic, topic_faults
from journal_desktop.ui.kit.note_edit import NoteEdit
from journal_desktop.ui.tabs.marks.work_kinds import KindChoice, WorkKindBoxes

REASONS: Final = (
    "уплотнение программы",
    "повторение по итогам проверки знаний",
    "отставание из-за праздничных дней",
    "замена урока",
)


LEAST_PX: Final = 90


class TopicForm(QWidget):
    """Editor of the topic with its helpers."""

    left = Signal(str, str)
    """(text, reason) when the editor is left with a changed text."""
    work_chosen = Signal(int, str, str)
    """(number, kind, seen)"""
    resized = Signal()
    plan_asked = Signal()
    """«По КТП» was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lesson: LessonColumn | None = None
        self._writable = False
        self._has_plan = False
        self._proposal = ""
        self.edit = NoteEdit(one_line=True, parent=self)
        self.edit.setPlaceholderText("Тема урока")
        self.edit.setAccessibleName("Тема урока")
        self.fault = _wrapped("warning")
        self.repair = _small("Исправить так")
        self.reason = QComboBox()
        self.reason.setMinimumWidth(LEAST_PX)
        self.kinds = WorkKindBoxes(self)
        self.kind = self.kinds.first
        self.plan = QLabel()
        self.off_plan = _wrapped("faint")
        self.take = _small("По КТП   F6")
        self._lay_out()
        self._wire()

    def open_lesson(
        self, lesson: LessonColumn, kinds: Sequence[KindChoice], seen: str, text: str
    ) -> None:
        """Show another lesson; `text` is what was being typed into it."""
        self._lesson = None
        self.reason.setCurrentText("")
        self.edit.show_stored(seen)
        self.edit.setPlainText(text)
        self.update_lesson(lesson, kinds)

    def update_lesson(self, lesson: LessonColumn, kinds: Sequence[KindChoice]) -> None:
        """Show the same lesson read anew; typed text stays."""
        self._lesson = lesson
        if not self.edit.dirty:
            self.edit.show_stored(lesson.topic)
        self.kinds.show_works(lesson.works, kinds)
        number = f"№ {lesson.plan_number}" if lesson.plan_number else ""
        self.plan.setText(self._without(lesson))
        self.off_plan.setText(lesson.off_plan)
        self.off_plan.setVisible(bool(lesson.off_plan))
        self.take.setText(f"По КТП {number}   F6" if lesson.plan_topic else "Следующая по КТП   F6")
        self.take.setToolTip(lesson.plan_topic or "Первая тема КТП, у которой ещё нет урока")
        self.take.setVisible(self._offers(lesson))
        self._judge()

    def follow_plan(self, *, has_plan: bool) -> None:
        """Whether the page has a plan, though this lesson may have no topic of it."""
        self._has_plan = has_plan

    def _offers(self, lesson: LessonColumn) -> bool:
        return bool(lesson.plan_topic) or (self._has_plan and not lesson.topic)

    def _without(self, lesson: LessonColumn) -> str:
        if lesson.plan_topic:
            return ""
        return "урок без темы КТП" if self._has_plan else "КТП не загружен"

    def set_writable(self, *, writable: bool) -> None:
        """Let the person write, or only read."""
        self._writable = writable
        self.edit.setReadOnly(not writable)
        self.kinds.set_writable(writable=writable)
        self.take.setEnabled(writable and bool(self._lesson and self._offers(self._lesson)))

    def take_plan(self) -> None:
        """Put the topic of the lesson plan and send it."""
        if self.take.isEnabled() and self._lesson is not None and self._lesson.plan_topic:
            self.edit.setPlainText(self._lesson.plan_topic)
            self.commit()

    def commit(self) -> None:
        """Send the topic when it is changed and can be sent."""
        self.edit.commit()

    def settle(self, text: str) -> None:
        """The gate took the text."""
        self.edit.settle(text)
        self._judge()

    def _lay_out(self) -> None:
        column, below = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        self.reason.setEditable(True)
        self.reason.addItems(["", *REASONS])
        self.reason.setAccessibleName("Причина отличия темы от КТП")
        self.plan.setProperty("role", "faint")
        line = self.reason.lineEdit()
        if line is not None:
            line.setPlaceholderText("Тема отличается от КТП: укажите причину (п. 3.2.5)")
        below.setSpacing(6)
        below.addWidget(self.kinds)
        self.plan.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        below.addWidget(self.plan, 1)
        below.addWidget(self.take, alignment=Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.edit)
        column.addWidget(self.off_plan)
        column.addWidget(self.fault)
        column.addWidget(self.repair, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.reason)
        for widget in (self.off_plan, self.fault, self.repair, self.reason):
            widget.hide()
        column.addLayout(below)

    def _wire(self) -> None:
        self.edit.typed.connect(self._judge)
        self.edit.left.connect(self._leave)
        self.repair.clicked.connect(self._repair)
        self.reason.activated.connect(self.commit)
        self.kinds.chosen.connect(self.work_chosen)
        self.take.clicked.connect(self.plan_asked)

    def _leave(self, text: str) -> None:
        topic = tidy_topic(text)
        reason = self.reason.currentText().strip()
        if self._needs_reason(topic) and not reason:
            self._judge()
            return
        self.left.emit(topic, reason)

    def _needs_reason(self, topic: str) -> bool:
        plan = self._lesson.plan_topic if self._lesson else ""
        return bool(plan and topic) and not same_topic(topic, plan)

    def _judge(self) -> None:
        if self._lesson is None:
            return
        topic = self.edit.toPlainText()
        faults = _faults(topic, self._lesson)
        worst = next((fault for fault in faults if fault.is_error), next(iter(faults), None))
        self.fault.setText(worst.text if worst else "")
        self.fault.setVisible(worst is not None)
        self._proposal = worst.proposal if worst else ""
        self.repair.setToolTip(self._proposal)
        self.repair.setVisible(bool(self._proposal) and self._writable)
        self.reason.setVisible(self.edit.dirty and self._needs_reason(tidy_topic(topic)))
        self.resized.emit()

    def _repair(self) -> None:
        self.edit.setPlainText(self._proposal)
        self.commit()


def _faults(topic: str, lesson: LessonColumn) -> list[TextFault]:
    """What is wrong with the topic by the kinds of all works of the lesson, as the gate judges."""
    judged = [(work.kind, work.needs_form) for work in lesson.works] or [("", False)]
    return [
        fault for kind, needs in judged for fault in topic_faults(topic, kind, needs_form=needs)
    ]


def _wrapped(role: str) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label


def _small(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("role", "small")
    return button
