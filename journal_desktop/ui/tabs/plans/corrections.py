"""What is asked before the days of a plan are corrected (domain 7.5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QFormLayout, QPlainTextEdit, QSpinBox, QWidget
from typing_extensions import override

from journal_desktop.domain.cells import short_day
from journal_desktop.domain.plans.wizard import CHANGE_TITLES, REASONS, Correction
from journal_desktop.domain.vocabulary import PlanChange
from journal_desktop.queries.plan_course import DatedTopic
from journal_desktop.ui.kit.ask import AskDialog

WIDE_PX = 620
_MOST_LESSONS = 20
_NO_REASON = "Укажите причину корректировки."


class CorrectionDialog(AskDialog):
    """How one topic is corrected, and why (domain 7.5); the gate forbids what is forbidden."""

    given = Signal(object, str)
    """Corrections and the reason."""

    def __init__(self, topic: DatedTopic, after: DatedTopic | None, parent: QWidget) -> None:
        super().__init__("Корректировка КТП", parent, yes="Изменить")
        self._topic, self._after = topic, after
        day = f", {short_day(topic.day)}" if topic.day else ""
        self.say(f"№ {topic.number}. {topic.topic}{day}", "Проведённые уроки не меняются.")
        self.change = QComboBox()
        self.change.setAccessibleName("Способ")
        for change, title in CHANGE_TITLES.items():
            if change is not PlanChange.MERGE or after is not None:
                self.change.addItem(title, change)
        self.day = QDateEdit()
        self.day.setDisplayFormat("dd.MM.yyyy")
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName("Новый день")
        usual = topic.day or topic.first_day
        if usual is not None:
            self.day.setDate(QDate(usual.year, usual.month, usual.day))
        self.lessons = QSpinBox()
        self.lessons.setRange(0, _MOST_LESSONS)
        self.lessons.setValue(1)
        self.lessons.setAccessibleName("Пропустить уроков")
        self.reason = reason_box()
        self.form = QFormLayout()
        self.form.addRow("Способ", self.change)
        self.form.addRow("Новый день", self.day)
        self.form.addRow("Пропустить уроков", self.lessons)
        self.form.addRow("Причина", self.reason)
        self.body.addLayout(self.form)
        self.change.currentIndexChanged.connect(self._show)
        self._show()
        self.change.setFocus()

    @override
    def take(self) -> None:
        reason = self.reason.currentText().strip()
        if not reason:
            self.complain(_NO_REASON)
            return
        self.given.emit((self._correction(),), reason)
        self.accept()

    def _show(self) -> None:
        change = self.change.currentData()
        self.form.setRowVisible(self.day, change is PlanChange.MOVE)
        self.form.setRowVisible(self.lessons, change is PlanChange.SHIFT)
        why = {
            PlanChange.MERGE: f"Обе темы на одном уроке: № {self._topic.number} и "
            f"№ {self._after.number}."
            if self._after
            else "",
            PlanChange.INDEPENDENT: "Нужен приказ: его укажет заместитель директора.",
        }.get(change, "Проведённые уроки не меняются.")
        self.why.setText(why)

    def _correction(self) -> Correction:
        change, topic = self.change.currentData(), self._topic.topic_id
        if change is PlanChange.MERGE and self._after is not None:
            return Correction(change, self._after.topic_id, with_topic=topic)
        if change is PlanChange.MOVE:
            day = self.day.date()
            return Correction(change, topic, day=date(day.year(), day.month(), day.day()))
        if change is PlanChange.SHIFT:
            return Correction(change, topic, lessons=self.lessons.value())
        return Correction(change, topic)


class CompressDialog(AskDialog):
    """What the program proposes so that the plan fits its year; all of it or nothing."""

    given = Signal(object, str)

    def __init__(
        self, proposed: Sequence[Correction], topics: Sequence[DatedTopic], parent: QWidget
    ) -> None:
        super().__init__("Уплотнение КТП", parent, yes="Уплотнить")
        self._proposed = tuple(proposed)
        numbers = {topic.topic_id: topic for topic in topics}
        self.say("Чтобы план поместился в год, программа предлагает:")
        self.list = QPlainTextEdit("\n".join(_told(one, numbers) for one in proposed))
        self.list.setReadOnly(True)
        self.list.setAccessibleName("Предложение")
        self.reason = reason_box()
        form = QFormLayout()
        form.addRow("Причина", self.reason)
        self.body.addWidget(self.list)
        self.body.addLayout(form)
        self.setMinimumWidth(WIDE_PX)
        self.reason.setFocus()

    @override
    def take(self) -> None:
        reason = self.reason.currentText().strip()
        if not reason:
            self.complain(_NO_REASON)
            return
        self.given.emit(self._proposed, reason)
        self.accept()


def reason_box() -> QComboBox:
    """Usual reasons, or one's own words."""
    box = QComboBox()
    box.setEditable(True)
    box.addItems(REASONS)
    box.setCurrentIndex(-1)
    field = box.lineEdit()
    if field is not None:
        field.setPlaceholderText("Выберите или напишите")
    box.setAccessibleName("Причина")
    return box


def _told(one: Correction, topics: dict[int, DatedTopic]) -> str:
    topic = topics[one.topic_id]
    partner = topics.get(one.with_topic) if one.with_topic else None
    tail = f" с № {partner.number} «{partner.topic}»" if partner else ""
    return f"{CHANGE_TITLES[one.change]}: № {topic.number} «{topic.topic}»{tail}"
