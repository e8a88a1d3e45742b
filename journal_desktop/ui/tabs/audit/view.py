"""The list of actions with its filters and details; the tab and «Мои действия» both hold one."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from journal_desktop.domain.audit_lines import Deed, Spot, moment_text
from journal_desktop.domain.errors import JournalError
from journal_desktop.queries.audit_choices import ChoicesOf
from journal_desktop.queries.audit_deeds import DeedOf, DeedPage, Deeds
from journal_desktop.ui.kit.split import Share, SharedSplitter
from journal_desktop.ui.kit.tab import Desk, Place, Tone
from journal_desktop.ui.kit.tasks import Progress, while_there
from journal_desktop.ui.tabs.audit.details import DetailsPane
from journal_desktop.ui.tabs.audit.filters import FilterBar
from journal_desktop.ui.tabs.audit.model import COLUMNS, DeedModel
from journal_desktop.ui.tabs.audit.taking_back import TakingBack

WIDTHS: Final = "audit.columns"
SHARE: Final = Share(usual=0.3, least=300, most=0.5)
NEAR_END: Final = 30
"""So many rows before the end the next page is asked for."""
NOTHING: Final = (
    "Таких действий нет. Уберите часть отборов или возьмите больше дней: «Сбросить» показывает всё."
)
NONE_OWN: Final = "Вы ещё ничего не меняли в журнале."
LOOKING: Final = "Ищем…"


class AuditView(QWidget):
    """Asks aside, shows the newest answer only."""

    loaded = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, mine: bool = False) -> None:
        super().__init__(parent)
        self.desk, self.mine, self.school = desk, mine, ""
        self._turn = 0
        self._more: int | None = None
        self._busy = False
        self.filters = FilterBar(desk.clock().date(), mine=mine)
        self.model = DeedModel(self)
        self.table = _table(self.model)
        self.empty = QLabel(LOOKING)
        self.state = QLabel()
        self.earlier = QPushButton("Показать раньше")
        self.details = DetailsPane()
        self.taking_back = TakingBack(desk, self)
        self._lay_out()
        self._wire()
        self._restore_widths()

    @property
    def side(self) -> QVBoxLayout:
        """Where the tab puts its own panel above the details."""
        return self._side

    def load(self) -> None:
        """Ask for the newest actions under the filters."""
        self._turn += 1
        self._more = None
        self._ask(before=None)

    def fill_choices(self) -> None:
        """Ask for what there is to choose from."""
        journal, mine = self.desk.journal, self.mine

        def job(_progress: Progress) -> object:
            return journal.ask(ChoicesOf(mine))

        task = self.desk.run(job)
        task.succeeded.connect(self._offered)
        task.failed.connect(self.failed)

    def narrow_to_place(self, spot: Spot) -> None:
        """Show everything that happened at one place."""
        cell = spot.lesson_id is not None and spot.pupil_id is not None
        words = "Клетка" if cell else "Урок" if spot.lesson_id else "Обучающийся"
        page = None if spot.pupil_id or spot.lesson_id else spot.page_id
        words = words if page is None else "Страница"
        self.filters.narrow_to(words, spot=Spot(page, spot.lesson_id, spot.pupil_id))

    def narrow_to_ops(self, ops: tuple[int, ...], words: str) -> None:
        """Show some actions alone."""
        self.filters.narrow_to(words, ops=ops)

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.filters.text.setFocus()
        self.filters.text.selectAll()

    def current(self) -> Deed | None:
        """The action the person is on."""
        index = self.table.currentIndex()
        return self.model.deeds[index.row()] if index.isValid() else None

    def go(self) -> None:
        """Open the journal at the place of the current action."""
        deed = self.current()
        if deed is not None:
            self._go(deed.spot)

    def keep_widths(self) -> None:
        """Remember how wide the columns are."""
        header = self.table.horizontalHeader()
        sizes = [header.sectionSize(column) for column in range(len(COLUMNS))]
        self.desk.prefs.put(WIDTHS, ",".join(map(str, sizes)))

    def failed(self, error: Exception) -> None:
        """Tell an understandable error in the strip; a bug goes on."""
        self._busy = False
        if not isinstance(error, JournalError):
            raise error
        self.empty.setText(str(error))
        self.desk.say(str(error), Tone.BAD)

    def _lay_out(self) -> None:
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.setProperty("role", "soft")
        self.state.setProperty("role", "soft")
        self.earlier.setProperty("role", "small")
        self.earlier.setAutoDefault(False)
        self.earlier.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.table)
        left, right, foot, column = QWidget(), QWidget(), QHBoxLayout(), QVBoxLayout(self)
        foot.addWidget(self.state)
        foot.addWidget(self.earlier)
        foot.addStretch(1)
        listed, self._side = QVBoxLayout(left), QVBoxLayout(right)
        for layout in (listed, self._side, column):
            layout.setContentsMargins(0, 0, 0, 0)
        listed.addWidget(self._stack, 1)
        listed.addLayout(foot)
        self._side.addWidget(self.details, 3)
        split = SharedSplitter(SHARE)
        split.setHandleWidth(9)
        split.addWidget(left)
        split.addWidget(right)
        column.addWidget(self.filters)
        column.addWidget(split, 1)

    def _wire(self) -> None:
        self.filters.wanted.connect(self.load)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.table.doubleClicked.connect(self.go)
        self.table.verticalScrollBar().valueChanged.connect(self._near_end)
        self.earlier.clicked.connect(self._continue)
        self.details.go_wanted.connect(self._go)
        self.details.past_wanted.connect(self.narrow_to_place)
        self.details.undo_wanted.connect(self.taking_back.ask)
        self.taking_back.done.connect(self.load)
        self.taking_back.failed.connect(self.failed)

    def _ask(self, before: int | None) -> None:
        turn, self._busy = self._turn, True
        journal, query = self.desk.journal, Deeds(self.filters.asked, before, self.mine)
        if before is None and not self.model.deeds:
            self.empty.setText(LOOKING)
        self.state.setText(LOOKING)

        def job(_progress: Progress) -> object:
            return journal.ask(query)

        task = self.desk.run(job)
        task.succeeded.connect(while_there(self, partial(self._take, turn, before)))
        task.failed.connect(self.failed)

    def _take(self, turn: int, before: int | None, page: DeedPage) -> None:
        if turn != self._turn:
            return
        self._busy = False
        self._more = page.more
        if before is None:
            self.model.show(page.deeds)
            self.details.show_deed(None)
        else:
            self.model.add(page.deeds)
        self._say_state(page)
        self.loaded.emit()

    def _say_state(self, page: DeedPage) -> None:
        count = len(self.model.deeds)
        there = self._more is not None
        self._stack.setCurrentWidget(self.table if count else self.empty)
        reached = moment_text(page.reached, self.desk.clock().tzinfo) if page.reached else ""
        nothing = NONE_OWN if self.mine and self.filters.is_open else NOTHING
        self.empty.setText(f"До {reached} таких действий нет." if there else nothing)
        tail = f", просмотрено до {reached}" if there else ""
        self.state.setText(f"Действий: {count}{tail}")
        self.earlier.setVisible(there)

    def _near_end(self, value: int) -> None:
        bar = self.table.verticalScrollBar()
        if value >= bar.maximum() - NEAR_END:
            self._continue()

    def _continue(self) -> None:
        if self._more is not None and not self._busy:
            self._ask(self._more)

    def _chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        deed = self.model.deeds[index.row()] if index.isValid() else None
        self.details.show_deed(deed, undoable=self.taking_back.may(deed))
        if deed is not None and deed.row_count > len(deed.rows):
            self._ask_whole(deed)

    def _ask_whole(self, deed: Deed) -> None:
        journal = self.desk.journal

        def job(_progress: Progress) -> object:
            return journal.ask(DeedOf(deed.op_id))

        def take(whole: Any) -> None:
            now = self.current()
            if now is not None and now.op_id == whole.op_id:
                self.details.show_deed(whole, undoable=self.taking_back.may(whole))

        task = self.desk.run(job)
        task.succeeded.connect(while_there(self, take))
        task.failed.connect(self.failed)

    def _go(self, spot: Spot) -> None:
        if spot.page_id is None and spot.plan_id is not None:
            self.desk.go(Place("plans", plan_id=spot.plan_id))
            return
        if spot.page_id is None:
            self.desk.say("Это действие не на странице журнала: показать негде.", Tone.WARNING)
            return
        place = Place(
            "marks",
            page_id=spot.page_id,
            lesson_id=spot.lesson_id,
            pupil_id=spot.pupil_id,
            period_id=spot.period_id,
        )
        self.desk.go(place)

    def _offered(self, choices: Any) -> None:
        self.school = choices.school
        self.filters.offer(choices)

    def _restore_widths(self) -> None:
        kept = self.desk.prefs.get(WIDTHS).split(",")
        header = self.table.horizontalHeader()
        for column, (_, usual) in enumerate(COLUMNS):
            text = kept[column] if len(kept) == len(COLUMNS) else ""
            header.resizeSection(column, int(text) if text.isdigit() else usual)


def _table(model: DeedModel) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setAlternatingRowColors(True)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(24)
    table.horizontalHeader().setStretchLastSection(True)
    table.horizontalHeader().setHighlightSections(False)
    table.setAccessibleName("Журнал действий")
    return table
