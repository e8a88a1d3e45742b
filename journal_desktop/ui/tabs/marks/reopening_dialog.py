"""DEP opens final marks again: which period, for how many hours, why (domain 9.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QSpinBox, QWidget
from typing_extensions import override

from journal_desktop.commands.reopening import LONGEST_HOURS
from journal_desktop.domain.cells import moment_text
from journal_desktop.domain.spread import PeriodColumn
from journal_desktop.ui.kit.ask import AskDialog

HOURS: Final = 24
HOURS_PX: Final = 80
REASONS: Final = (
    "болезнь учителя",
    "исправление по итогам проверки",
    "пересдача",
    "решение педсовета",
)


class ReopeningDialog(AskDialog):
    """Emits `ordered` with the period, the hours and the reason."""

    ordered = Signal(int, int, str)

    def __init__(
        self,
        periods: Sequence[PeriodColumn],
        clock: Callable[[], datetime],
        parent: QWidget,
        wanted: int | None = None,
    ) -> None:
        super().__init__("Итоговые отметки после срока", parent, yes="Открыть")
        self._periods, self._clock = tuple(periods), clock
        self.period = QComboBox()
        for period in self._periods:
            self.period.addItem(period.title, period.period_id)
        self.period.setCurrentIndex(max(self.period.findData(wanted), 0))
        self.state = QLabel()
        self.state.setProperty("role", "soft")
        self.state.setWordWrap(True)
        self.hours = QSpinBox()
        self.hours.setRange(1, LONGEST_HOURS)
        self.hours.setSuffix(" ч")
        self.hours.setValue(HOURS)
        self.hours.setFixedWidth(HOURS_PX)
        self.until = QLabel()
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.addItems(REASONS)
        self.reason.setCurrentText("")
        self._lay_out()
        self.period.currentIndexChanged.connect(self._show)
        self.hours.valueChanged.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        for widget, name in (
            (self.period, "Период"),
            (self.hours, "На сколько часов"),
            (self.reason, "Причина"),
        ):
            widget.setAccessibleName(name)
        line = self.reason.lineEdit()
        if line is not None:
            line.setPlaceholderText("Выберите или напишите")
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow("Период", self.period)
        form.addRow("", self.state)
        form.addRow("Открыть на", self.hours)
        form.addRow("", self.until)
        form.addRow("Причина", self.reason)
        self.body.addLayout(form)

    def _show(self) -> None:
        now, period = self._clock(), self._periods[max(self.period.currentIndex(), 0)]
        until = moment_text(now + timedelta(hours=self.hours.value()))
        self.until.setText(f"Учитель сможет ставить итоговые до {until}")
        past = moment_text(period.deadline.astimezone(now.tzinfo)) if period.deadline else ""
        opened = period.reopened if period.reopened and period.reopened > now else None
        again = f", уже открыто до {moment_text(opened.astimezone(now.tzinfo))}" if opened else ""
        self.state.setText(f"Срок истёк {past}{again} (п. 3.2.5)")

    @override
    def take(self) -> None:
        reason = self.reason.currentText().strip()
        if not reason:
            self.complain("Укажите причину: она остаётся в журнале действий (п. 3.2.5).")
            self.reason.setFocus()
            return
        self.accept()
        self.ordered.emit(self.period.currentData(), self.hours.value(), reason)
