"""«Прошит», «Подписан», «Опечатан», «Передан в архив»: on which day (R-4.3-02)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QFormLayout, QWidget

from journal_desktop.domain.prints import STATE_TITLES
from journal_desktop.domain.russian import short_date
from journal_desktop.domain.vocabulary import PrintState
from journal_desktop.queries.prints import PrintLine
from journal_desktop.ui.kit.ask import AskDialog


class StepDialog(AskDialog):
    """Asks for the day; emits `given` with it and closes."""

    given = Signal(object)

    def __init__(
        self, lines: Sequence[PrintLine], state: PrintState, today: date, parent: QWidget
    ) -> None:
        said = STATE_TITLES[state]
        super().__init__("Учёт печати", parent, yes=f"Отметить: {said}")
        since = max(line.state_day for line in lines)
        names = ", ".join(line.title for line in lines[:4])
        more = f" и ещё {len(lines) - 4}" if len(lines) > 4 else ""  # noqa: PLR2004 - the names said
        self.say(
            f"{names}{more}: {said}",
            f"Сейчас: {STATE_TITLES[lines[0].state]} {short_date(since, year=True)}. "
            "Назад отметку не переводят (п. 4.3).",
        )
        self.day = QDateEdit()
        self.day.setDisplayFormat("dd.MM.yyyy")
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName("Дата")
        self.day.setDateRange(_qt(since), _qt(max(today, since)))
        self.day.setDate(self.day.maximumDate())
        form = QFormLayout()
        form.addRow("Дата", self.day)
        self.body.addLayout(form)
        self.accepted.connect(self._give)
        self.day.setFocus()

    def _give(self) -> None:
        self.given.emit(self.day.date().toPython())


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
