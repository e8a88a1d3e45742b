"""The grid of the day with the panel beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from journal_desktop.domain.absences import Contradiction, DayLesson
from journal_desktop.ui.kit.split import Share, SharedSplitter
from journal_desktop.ui.kit.tab import Hint
from journal_desktop.ui.tabs.attendance.day_state import DayState, Mode
from journal_desktop.ui.tabs.attendance.grid import DayGrid
from journal_desktop.ui.tabs.attendance.model import DayModel
from journal_desktop.ui.tabs.attendance.panel import DayPanel

SHARE: Final = Share(usual=0.27, least=290, most=0.42, kept=420)
FOLLOW_MS: Final = 120
REASON_KEYS: Final = (
    ("весь день", "в графе «День»"),
    ("причина всем", "Shift у б н"),
    ("подтвердить", "Ctrl Enter"),
)
FACT_KEYS: Final = (
    ("подсказка", "Пробел"),
    ("все подсказки", "F7"),
    ("все присутствуют", "Ctrl Enter"),
)


class DayView(SharedSplitter):
    """Pupils × lessons; the panel follows the current pupil a moment later."""

    moved = Signal()

    def __init__(self, model: DayModel) -> None:
        super().__init__(SHARE)
        self._model = model
        self._waiting: tuple[date, ...] = ()
        self.grid, self.panel = DayGrid(model), DayPanel()
        frame = QFrame()
        frame.setProperty("role", "panel")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.grid)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self.panel)
        self._later = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self.setHandleWidth(9)
        self.addWidget(frame)
        self.addWidget(scroll)
        self.setFocusProxy(self.grid)
        self.grid.selectionModel().currentChanged.connect(self._moved)
        model.dataChanged.connect(self._later.start)
        self._later.timeout.connect(self._follow)
        self.panel.contradiction_chosen.connect(self._to_contradiction)

    @property
    def is_editing(self) -> bool:
        """Whether an editor is open."""
        return self.grid.is_editing

    @property
    def here(self) -> tuple[int, int]:
        """Row and column of the current cell."""
        return self.grid.cursor_.here

    def show_day(self, state: DayState, waiting: Sequence[date], pupil: int | None) -> None:
        """Show another reading; `pupil` is made current when one is named."""
        kept = self.here
        self._model.show(state)
        self._waiting = tuple(waiting)
        row = state.numbers.get(pupil or 0, max(kept[0], 0))
        column = kept[1] if 0 <= kept[1] < state.width else self._first(state)
        if self.here != (row, column):
            self.grid.cursor_.to(row, column)
        self._follow()

    def lesson(self) -> DayLesson | None:
        """The lesson of the current cell; in a column of subgroups that of the current pupil."""
        row, column = self.here
        if not self._model.has_day or row < 0:
            return None
        return self._model.state.lesson(row, column)

    def hint(self) -> Hint:
        """Where the person is and what is accepted there."""
        row, column = self.here
        if not self._model.has_day or not 0 <= row < len(self._model.state.pupils):
            return Hint()
        state = self._model.state
        lesson = state.lesson(row, column)
        what = f"урок {lesson.number}, {lesson.subject}" if lesson else "весь день"
        keys = {Mode.REASONS: REASON_KEYS, Mode.FACTS: FACT_KEYS, Mode.LOOK: ()}[state.mode]
        return Hint(f"{state.pupils[row].name} · {what}", self._model.accepts(row, column), keys)

    @staticmethod
    def _first(state: DayState) -> int:
        """The first own lesson, or the day's column."""
        if state.mode is not Mode.FACTS:
            return 0
        own = (
            number
            for number, column in enumerate(state.sheet.columns)
            if any(lesson.own for lesson in column.lessons)
        )
        return next(own, 0)

    def _moved(self) -> None:
        """The panel comes after the keys: who types down a column does not wait for it."""
        self._later.start()
        self.moved.emit()

    def _follow(self) -> None:
        if not self._model.has_day:
            return
        state, lesson = self._model.state, self.lesson()
        self.panel.show_day(state, self._waiting)
        self.panel.show_pupil(state, self.here[0], own_lesson=bool(lesson and lesson.own))

    def _to_contradiction(self, found: Contradiction) -> None:
        state = self._model.state
        row = state.numbers.get(found.pupil_id)
        if row is not None:
            self.grid.cursor_.to(row, found.column + state.has_day_column)
            self.grid.setFocus()
