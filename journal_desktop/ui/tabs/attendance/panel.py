"""Beside the day: how the day stands, what is to be found out, which days wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from journal_desktop.domain.absences import Contradiction, Paper
from journal_desktop.domain.excuses import paper_title
from journal_desktop.domain.russian import plural, short_date, weekday_short
from journal_desktop.ui.tabs.attendance.day_state import DayState, Mode, day_summary

SHOWN_DAYS: Final = 60
SHOWN_ROWS: Final = 7
_VALUE: Final = Qt.ItemDataRole.UserRole


class DayPanel(QFrame):
    """The state of the day, contradictions, the current pupil's documents, days to confirm."""

    confirm_wanted = Signal()
    everybody_wanted = Signal()
    excuse_wanted = Signal()
    contradiction_chosen = Signal(object)
    day_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.summary, self.state = _words("heading"), _words("soft")
        self.confirm = QPushButton("Подтвердить день  (Ctrl+Enter)")
        self.confirm.setProperty("role", "main")
        self.everybody = QPushButton("Все присутствуют  (Ctrl+Shift+Enter)")
        self.pupil, self.papers = _words("heading"), _words("soft")
        self.excuse = QPushButton("Справка или заявление…  (F8)")
        self.doubts_title, self.doubts = _words("heading"), _list("Уточнить")
        self.days_title, self.days = _words("heading"), _list("Не подтверждённые дни")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(7)
        for widget in self._parts():
            column.addWidget(widget)
        column.addStretch(1)
        self._connect()

    def _parts(self) -> tuple[QWidget, ...]:
        return (
            self.summary,
            self.state,
            self.confirm,
            self.everybody,
            self.pupil,
            self.papers,
            self.excuse,
            self.doubts_title,
            self.doubts,
            self.days_title,
            self.days,
        )

    def _connect(self) -> None:
        self.confirm.clicked.connect(self.confirm_wanted)
        self.everybody.clicked.connect(self.everybody_wanted)
        self.excuse.clicked.connect(self.excuse_wanted)
        self.doubts.itemActivated.connect(self._doubt)
        self.doubts.itemClicked.connect(self._doubt)
        self.days.itemActivated.connect(self._day)
        self.days.itemClicked.connect(self._day)

    def show_day(self, state: DayState, waiting: Sequence[date]) -> None:
        """Show another reading."""
        reasons = state.mode is Mode.REASONS
        self.confirm.setVisible(reasons)
        self.excuse.setVisible(reasons)
        self.confirm.setEnabled(
            not state.sheet.confirmed
            and state.sheet.day <= state.today
            and bool(state.sheet.columns)
        )
        days = list(waiting)
        self.days_title.setVisible(bool(days))
        self.days.setVisible(bool(days))
        noun = plural(len(days), "день", "дня", "дней")
        self.days_title.setText(f"Не подтверждено: {len(days)} {noun} (п. 3.2.4)")
        _fill(self.days, [(f"{weekday_short(day)}, {short_date(day)}", day) for day in days])
        self.show_doubts(state)

    def show_doubts(self, state: DayState) -> None:
        """Show what changes with every letter."""
        left = state.doubtful()
        noun = plural(left, "пропуск", "пропуска", "пропусков")
        self.summary.setText(day_summary(state))
        sure = f"✓ День подтверждён: {state.sheet.confirmed}" if state.sheet.confirmed else ""
        doubt = f"Причина не подтверждена: {left} {noun}" if left else ""
        day = state.sheet.day
        later = day > state.today or state.mode is Mode.FACTS
        waits = "" if sure or later else "День ещё не подтверждён"
        self.state.setText("\n".join(filter(None, (sure or waits, doubt))))
        found = state.contradictions()
        self.doubts_title.setVisible(bool(found))
        self.doubts.setVisible(bool(found))
        self.doubts_title.setText(f"Уточните: {len(found)}")
        _fill(self.doubts, [(one.text, one) for one in found])

    def show_pupil(self, state: DayState, row: int, *, own_lesson: bool) -> None:
        """Show the current pupil; «Все присутствуют» belongs to an own lesson."""
        self.everybody.setVisible(own_lesson)
        here = 0 <= row < len(state.pupils)
        self.pupil.setText(state.pupils[row].name if here else "")
        found = [one for one in state.sheet.papers if here and one.pupil_id == state.pupils[row].id]
        self.papers.setText("\n".join(map(_paper_words, found)) or "Документов на этот день нет")
        self.papers.setVisible(here)

    def _doubt(self, item: QListWidgetItem) -> None:
        found = item.data(_VALUE)
        if isinstance(found, Contradiction):
            self.contradiction_chosen.emit(found)

    def _day(self, item: QListWidgetItem) -> None:
        self.day_chosen.emit(item.data(_VALUE))


def _paper_words(paper: Paper) -> str:
    days = short_date(paper.begins)
    if paper.ends != paper.begins:
        days = f"{days}–{short_date(paper.ends)}"
    return f"«{paper.letter}», {paper_title(paper)}, {days}"


def _words(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _list(name: str) -> QListWidget:
    made = QListWidget()
    made.setAccessibleName(name)
    made.setWordWrap(True)
    made.setUniformItemSizes(False)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setTabKeyNavigation(False)
    return made


def _fill(view: QListWidget, lines: Sequence[tuple[str, object]]) -> None:
    view.clear()
    for text, value in lines[:SHOWN_DAYS]:
        item = QListWidgetItem(text)
        item.setData(_VALUE, value)
        item.setToolTip(text)
        view.addItem(item)
    rows = sum(view.sizeHintForRow(row) for row in range(min(view.count(), SHOWN_ROWS)))
    view.setFixedHeight(rows + 2 * view.frameWidth() + 2)
