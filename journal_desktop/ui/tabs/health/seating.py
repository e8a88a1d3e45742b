"""«Рассадка»: a plan of the class that fits what the sheet says, to try out, print and write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from journal_desktop.domain.health_entry import Field
from journal_desktop.domain.seating import (
    Room,
    Seat,
    Sitter,
    exchange_hint,
    needs_of,
    outer_rows_swapped,
    plan_faults,
    propose,
    written_plan,
)
from journal_desktop.ui.kit.tasks import Job, Progress, Task
from journal_desktop.ui.tabs.health.seats import SeatsModel
from journal_desktop.ui.tabs.health.seats_view import AISLE_PX, SeatsView
from journal_desktop.ui.tabs.health.sheet import Sheet

FAULTS_SHOWN: Final = 6
DESKS: Final = (5, 6, 7, 8, 9)
SIDE_PX: Final = 300
FITS: Final = "✓ Все условия посадки учтены."
HOW: Final = "Перетащите имя на другое место. С клавиатуры: Пробел, стрелки, Пробел."


class SeatingPanel(QWidget):
    """The classroom with its buttons; writing is for who may write the sheet."""

    written = Signal(object)
    """{(pupil id, Field): text}: rows and desks to write."""

    print_wanted = Signal()

    def __init__(self, run: Callable[[Job], Task], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self._sheet: Sheet | None = None
        self._class_id = 0
        self.model = SeatsModel()
        self.model.setParent(self)
        self.view = SeatsView(self.model)
        self.desks = QComboBox()
        for number in DESKS:
            self.desks.addItem(f"{number} парт в ряду", number)
        self.desks.setCurrentIndex(DESKS.index(Room().desks))
        self.desks.setAccessibleName("Парт в ряду")
        self.suggest = QPushButton("Предложить рассадку")
        self.suggest.setProperty("role", "main")
        self.exchange = QPushButton("Поменять ряды 1 и 3")
        self.back = QPushButton("Как в листе")
        self.write = QPushButton("Записать в лист здоровья")
        self.print = QPushButton("План в PDF…")
        self.faults, self.hint = QLabel(), QLabel()
        for label in (self.faults, self.hint):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setProperty("role", "warning")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        room = QFrame()
        room.setProperty("role", "panel")
        column = QVBoxLayout(room)
        column.setContentsMargins(10, 8, 10, 10)
        column.setSpacing(4)
        board = QLabel("Доска")
        board.setProperty("role", "board")
        board.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(board)
        heads = QHBoxLayout()
        heads.setContentsMargins(AISLE_PX, 0, 0, 0)
        heads.addSpacing(self.view.verticalHeader().sizeHint().width())
        for title in ("Ряд 1 – у окна", "Ряд 2", "Ряд 3 – у стены"):
            label = QLabel(title)
            label.setProperty("role", "soft")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            heads.addWidget(label, 1)
        column.addLayout(heads)
        column.addWidget(self.view, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(9)
        row.addWidget(room, 1)
        row.addWidget(self._side())

    def _side(self) -> QFrame:
        side = QFrame()
        side.setProperty("role", "panel")
        side.setFixedWidth(SIDE_PX)
        column = QVBoxLayout(side)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        how = QLabel(HOW)
        how.setWordWrap(True)
        how.setProperty("role", "soft")
        for widget in (self.desks, self.suggest, self.exchange, self.back, self.write, self.print):
            column.addWidget(widget)
        column.addWidget(how)
        column.addWidget(self.hint)
        column.addWidget(self.faults)
        column.addStretch(1)
        return side

    def _connect(self) -> None:
        self.suggest.clicked.connect(self.propose)
        self.exchange.clicked.connect(self._exchange)
        self.back.clicked.connect(self._from_sheet)
        self.write.clicked.connect(self._write)
        self.print.clicked.connect(self.print_wanted)
        self.desks.activated.connect(self._from_sheet)
        self.model.changed.connect(self._judge)

    @property
    def plan(self) -> dict[Seat, str]:
        """Names by place, for the printer."""
        names = {sitter.pupil_id: sitter.name for sitter in self.model.sitters}
        return {seat: names[pupil] for seat, pupil in self.model.plan.items() if pupil in names}

    @property
    def room(self) -> Room:
        """The classroom as it is set up here."""
        return Room(desks=self.desks.currentData())

    def show_sheet(self, sheet: Sheet, today: date) -> None:
        """Show a class; a plan that is being tried out for the same class stays."""
        place = sheet.reading.place
        class_id = place.class_id if place else 0
        same, self._class_id = class_id == self._class_id, class_id
        tried = same and self._sheet is not None and self.model.plan != self._written(self._sheet)
        self._sheet = sheet
        self.write.setVisible(sheet.writable)
        seated = [row.advice.begins for row in sheet.rows if row.advice.row and row.advice.begins]
        self.hint.setText(exchange_hint(max(seated, default=None), today))
        self.hint.setVisible(bool(self.hint.text()))
        if not tried:
            self._from_sheet()

    def propose(self) -> None:
        """Ask for a plan; finding one takes a moment, so it is done aside."""
        if self._sheet is None:
            return
        sitters, room = _sitters(self._sheet, free=True), self.room
        shown = self._class_id
        self.suggest.setEnabled(False)

        def job(_progress: Progress) -> dict[Seat, int]:
            return propose(sitters, room)

        def take(plan: dict[Seat, int]) -> None:
            if shown == self._class_id:
                self.model.show_plan(sitters, plan, room)

        task = self._run(job)
        task.succeeded.connect(take)
        task.finished.connect(lambda: self.suggest.setEnabled(True))

    def _from_sheet(self) -> None:
        if self._sheet is not None:
            sitters = _sitters(self._sheet, free=False)
            self.model.show_plan(sitters, self._written(self._sheet), self.room)

    def _written(self, sheet: Sheet) -> dict[Seat, int]:
        return written_plan(_sitters(sheet, free=False), self.room)

    def _exchange(self) -> None:
        room = self.room
        self.model.show_plan(self.model.sitters, outer_rows_swapped(self.model.plan, room), room)

    def _write(self) -> None:
        if self._sheet is None:
            return
        texts = {}
        for seat, pupil in self.model.plan.items():
            texts[pupil, Field.ROW] = str(seat.row)
            texts[pupil, Field.PLACE] = str(seat.desk)
        self.written.emit(texts)

    def _judge(self) -> None:
        sitters = [_without_place(sitter) for sitter in self.model.sitters]
        faults = plan_faults(self.model.plan, sitters, self.room)
        shown = [f"• {text}" for text in faults[:FAULTS_SHOWN]]
        if len(faults) > FAULTS_SHOWN:
            shown.append(f"и ещё {len(faults) - FAULTS_SHOWN}")
        self.faults.setText("\n".join(shown) if faults else FITS if self.model.plan else "")


def _sitters(sheet: Sheet, *, free: bool) -> list[Sitter]:
    """Pupils with what their places must give; `free` looks for places anew."""
    made = []
    for row in sheet.rows:
        said = {field: sheet.shown((row.pupil_id, field)) for field in Field}
        sitter = Sitter(
            row.pupil_id,
            row.advice.name,
            int(said[Field.FURNITURE] or 0) or None,
            said[Field.ROW],
            said[Field.PLACE],
            needs_of(said[Field.CONDITIONS]),
        )
        made.append(_without_place(sitter) if free else sitter)
    return made


def _without_place(sitter: Sitter) -> Sitter:
    """The pupil without the row and desk of the plan before; «первые парты» is a need and stays."""
    place = "" if sitter.place.isdigit() else sitter.place
    return Sitter(sitter.pupil_id, sitter.name, sitter.furniture, "", place, sitter.needs)
