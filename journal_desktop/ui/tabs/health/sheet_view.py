"""The grid of the sheet and the card of the current pupil beside it."""

from __future__ import annotations

from datetime import tzinfo
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from journal_desktop.domain.health_entry import ACCEPTS, Field
from journal_desktop.domain.russian import plural
from journal_desktop.ui.kit.grid import GridView
from journal_desktop.ui.kit.split import Share, SharedSplitter
from journal_desktop.ui.kit.tab import Hint
from journal_desktop.ui.tabs.health.card import AdviceCard
from journal_desktop.ui.tabs.health.medic_card import MedicCard
from journal_desktop.ui.tabs.health.model import HealthModel
from journal_desktop.ui.tabs.health.reading import Row
from journal_desktop.ui.tabs.health.sheet import Sheet

MEDIC_KEYS: Final = (("карточка", "Ctrl E"), ("история", "F4"), ("отменить", "Ctrl Z"))
FOLLOW_MS: Final = 120
TEACHER_KEYS: Final = (("ознакомлен", "Ctrl Enter"),)
NEEDED: Final = {Field.HEIGHT: "рост", Field.GROUP: "группа здоровья", Field.PE: "физк. группа"}


class SheetView(SharedSplitter):
    """Rows of pupils; typing goes along the row and on to the next pupil."""

    moved = Signal()
    acknowledged = Signal()
    past_wanted = Signal()
    command_wanted = Signal(object)

    def __init__(self, model: HealthModel, share: Share) -> None:
        super().__init__(share)
        self._model = model
        self._zone: tzinfo | None = None
        self.grid = GridView(model)
        self.grid.onward = True
        self.grid.setAccessibleName("Лист здоровья")
        self.medic, self.teacher = MedicCard(), AdviceCard()
        self._cards = QStackedWidget()
        self._cards.addWidget(self.teacher)
        self._cards.addWidget(self.medic)
        frame = QFrame()
        frame.setProperty("role", "panel")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.grid)
        self._later = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self.setHandleWidth(9)
        self.addWidget(frame)
        self.addWidget(self._cards)
        self.setFocusProxy(self.grid)
        self._connect()

    def _connect(self) -> None:
        self.grid.selectionModel().currentChanged.connect(self._moved)
        self._model.dataChanged.connect(self._later.start)
        self._later.timeout.connect(self._follow)
        self.teacher.acknowledged.connect(self.acknowledged)
        self.medic.written.connect(self._model.type_in)
        self.medic.past_wanted.connect(self.past_wanted)
        self.medic.pe.written.connect(self.command_wanted)
        self.medic.pe.refused.connect(self._model.refused)

    @property
    def is_editing(self) -> bool:
        """Whether an editor is open."""
        return self.grid.is_editing

    def row(self) -> Row | None:
        """The pupil of the current row."""
        number = self.grid.cursor_.here[0]
        if not self._model.has_sheet or not 0 <= number < len(self._model.sheet.rows):
            return None
        return self._model.sheet.rows[number]

    def show_sheet(self, sheet: Sheet, pupil: int | None, zone: tzinfo | None) -> None:
        """Show another reading; `pupil` is made current when one is named."""
        self._zone = zone
        kept = self.row()
        column = self.grid.cursor_.here[1]
        self._model.show(sheet)
        self._cards.setCurrentWidget(self.medic if sheet.writable else self.teacher)
        wanted = pupil if pupil is not None else (kept.pupil_id if kept else None)
        number = sheet.numbers.get(wanted or 0, 0)
        if self.grid.cursor_.here != (number, column) and sheet.rows:
            self.grid.cursor_.to(number, column if kept and column >= 0 else self._first(sheet))
        self._follow()

    def unfilled(self) -> str:
        """What is missing for «заполнено», in words; "" when nothing is."""
        sheet, missing = self._model.sheet, []
        for field, title in NEEDED.items():
            if sheet.why_locked(field):
                continue
            left = sum(not sheet.shown((row.pupil_id, field)) for row in sheet.rows)
            if left:
                noun = plural(left, "обучающегося", "обучающихся", "обучающихся")
                missing.append(f"{title} – у {left} {noun}")
        return ", ".join(missing)

    def hint(self) -> Hint:
        """Where the person is and what is accepted there."""
        row, column = self.row(), self.grid.cursor_.here[1]
        if row is None:
            return Hint()
        sheet = self._model.sheet
        key = sheet.columns[column].key
        locked = self._model.why_locked(self.grid.cursor_.here[0], column)
        keys = MEDIC_KEYS if sheet.writable else TEACHER_KEYS
        accepts = locked or (ACCEPTS[key] if isinstance(key, Field) else "")
        return Hint(row.advice.name, accepts if sheet.writable else "", keys)

    def to_card(self) -> None:
        """Put the keyboard into the card of the current pupil."""
        self._follow()
        if self._model.has_sheet and self._model.sheet.writable:
            self.medic.wording.setFocus()
        else:
            self.teacher.button.setFocus()

    def settle(self) -> None:
        """Commit what is being typed."""
        if self.grid.is_editing:
            self.grid.setFocus()
        if self._model.has_sheet and self._model.sheet.writable:
            self.medic.commit()

    def _first(self, sheet: Sheet) -> int:
        quick = (number for number, column in enumerate(sheet.columns) if column.quick)
        return next(quick, 0) if sheet.writable else 0

    def _moved(self) -> None:
        """The card comes after the keys: who types along the rows does not wait for it."""
        self._later.start()
        self.moved.emit()

    def _follow(self) -> None:
        row = self.row()
        if row is None:
            return
        sheet = self._model.sheet
        if sheet.writable:
            if self.medic.pupil_id not in (0, row.pupil_id):
                self.medic.commit()
            self.medic.show_row(sheet, self.grid.cursor_.here[0])
        else:
            self.teacher.show_row(row, sheet.reading.readers, self._zone)
