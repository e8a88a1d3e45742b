"""«Учёт печати»: what was printed, where it is now, and its next step (R-4.3-02, R-4.6-01)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from journal_desktop.commands.print_states import STEPS
from journal_desktop.domain.errors import JournalError
from journal_desktop.domain.prints import STATE_TITLES, next_state
from journal_desktop.domain.russian import plural
from journal_desktop.domain.vocabulary import PrintState
from journal_desktop.journal import Done
from journal_desktop.queries.prints import PrintLine
from journal_desktop.ui.kit.elided import ElidedLabel
from journal_desktop.ui.kit.empty import EmptyState
from journal_desktop.ui.kit.tab import Desk, Tone
from journal_desktop.ui.tabs.printing.register_model import (
    BASIS,
    PURPOSE,
    TITLE,
    RegisterModel,
)
from journal_desktop.ui.tabs.printing.step_dialog import StepDialog

ROW_PX: Final = 26
WIDTHS: Final = (240, 150, 128, 140, 60, 190, 200, 160)
NOTHING: Final = ("Ничего не напечатано", "Здесь появятся журналы, напечатанные за этот год.")
NOT_FOUND: Final = ("Таких документов нет", "Измените поиск или покажите черновики.")


class RegisterView(QWidget):
    """Shows lines; a step of some documents is one op."""

    export_wanted = Signal()
    verify_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._all: tuple[PrintLine, ...] = ()
        self.model = RegisterModel(desk.clock().tzinfo, self)
        self.table = _table(self.model)
        self.search, self.drafts = QLineEdit(), QCheckBox("и черновики")
        self.count, self.empty, self.stack = ElidedLabel(), EmptyState(), QStackedWidget()
        self.steps: dict[PrintState, QPushButton] = {}
        self.verify, self.export = QPushButton("Проверить…"), QPushButton("Выгрузить…")
        self.verify.setToolTip("Отпечаток страницы или файл PDF (п. 4.7)")
        self._lay_out()
        self._connect()

    @property
    def lines(self) -> tuple[PrintLine, ...]:
        """The documents chosen."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return tuple(self.model.lines[row] for row in rows)

    def show_lines(self, lines: tuple[PrintLine, ...]) -> None:
        """Show the register of another year, or the same anew; what was chosen stays chosen."""
        kept = {line.id for line in self.lines}
        self._all = lines
        self._narrow()
        chosen = self.table.selectionModel()
        flags = chosen.SelectionFlag
        for row, line in enumerate(self.model.lines):
            if line.id in kept:
                chosen.select(self.model.index(row, 0), flags.Select | flags.Rows)
        self._changed()

    def search_now(self) -> None:
        """Ctrl+F."""
        self.search.setFocus()
        self.search.selectAll()

    def mark(self, state: PrintState) -> None:
        """Ask for the day of the next step of what is chosen."""
        lines = self.lines
        if not lines or {next_state(line.state) for line in lines} != {state}:
            return
        dialog = StepDialog(lines, state, self._desk.clock().date(), self)
        dialog.given.connect(partial(self._send, lines, state))
        dialog.open()

    def _send(self, lines: tuple[PrintLine, ...], state: PrintState, day: date) -> None:
        step = next(one for one in STEPS if one.state is state)
        commands = tuple(step(line.id, day) for line in lines)

        journal = self._desk.journal

        def answered(done: Done) -> None:
            self._desk.say(f"Отмечено: {STATE_TITLES[state]}.", Tone.GOOD)
            self._desk.bus.changed.emit(done.touched, None)

        def refused(error: Exception) -> None:
            if not isinstance(error, JournalError):
                raise error
            self._desk.say(str(error), Tone.BAD)

        task = self._desk.run(
            lambda _progress: journal.do(*commands)
        )  # nobody takes it back, so it passes by what can be undone
        task.succeeded.connect(answered)
        task.failed.connect(refused)

    def _lay_out(self) -> None:
        self.search.setPlaceholderText("Документ, кто, основание   Ctrl+F")
        self.search.setAccessibleName("Найти документ")
        self.search.setClearButtonEnabled(True)
        self.count.setProperty("role", "soft")
        top, foot, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        top.addWidget(self.search, 2)
        top.addWidget(self.drafts)
        top.addWidget(self.count, 3)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        for step in STEPS:
            button = QPushButton(STATE_TITLES[step.state].capitalize() + "…")
            button.setToolTip(f"{step.title} (п. 4.3)")
            button.setVisible(self._desk.journal.may(step.right))
            self.steps[step.state] = button
            foot.addWidget(button)
        foot.addStretch(1)
        for button in (self.verify, self.export):
            foot.addWidget(button)
        for button in (*self.steps.values(), self.verify, self.export):
            button.setAutoDefault(False)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._narrow)
        self.drafts.toggled.connect(self._narrow)
        self.table.selectionModel().selectionChanged.connect(self._changed)
        self.verify.clicked.connect(self.verify_wanted)
        self.export.clicked.connect(self.export_wanted)
        for state, button in self.steps.items():
            deed: Callable[[], None] = partial(self.mark, state)
            button.clicked.connect(deed)

    def _narrow(self) -> None:
        text, drafts = self.search.text().strip().casefold(), self.drafts.isChecked()
        shown = [
            line
            for line in self._all
            if (drafts or line.state is not PrintState.DRAFT)
            and text in " ".join(self.model.texts(line)).casefold()
        ]
        self.model.show_lines(shown)
        if not shown:
            self.empty.say(*(NOT_FOUND if self._all else NOTHING))
        self.stack.setCurrentWidget(self.table if shown else self.empty)
        count = len(shown)
        noun = plural(count, "документ", "документа", "документов")
        self.count.setText(f"{count} {noun}" if count else "")
        self.export.setEnabled(bool(shown))
        self._changed()

    def _changed(self) -> None:
        follows = {next_state(line.state) for line in self.lines}
        for state, button in self.steps.items():
            button.setEnabled(follows == {state})


def _table(model: RegisterModel) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName("Учёт печати")
    table.setProperty("role", "lines")
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW_PX)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    for column in (TITLE, BASIS, PURPOSE):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    return table
