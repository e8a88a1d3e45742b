"""The editor of a plan: its head, its lines, what is wrong with it.

Source: R-3.2.5-10, -11, -16; domain 7.1–7.3.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal_desktop.commands.base import Command
from journal_desktop.commands.plan_topics import (
    MENDED,
    Mend,
    MendTopics,
)
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.plans.values import PlanTopic
from journal_desktop.domain.plans.verdict import PlanFault
from journal_desktop.domain.vocabulary import PlanState
from journal_desktop.ui.kit.clipboard_table import put_table, table_on
from journal_desktop.ui.kit.pasting import too_long
from journal_desktop.ui.kit.split import Share, SharedSplitter
from journal_desktop.ui.tabs.plans.answers import after
from journal_desktop.ui.tabs.plans.cells import COLUMNS
from journal_desktop.ui.tabs.plans.faults_view import FaultsView
from journal_desktop.ui.tabs.plans.heading import PlanHeading
from journal_desktop.ui.tabs.plans.line_deeds import LineDeeds, rest_of_section
from journal_desktop.ui.tabs.plans.marks import column_of, marks_of
from journal_desktop.ui.tabs.plans.paste_dialog import PasteDialog
from journal_desktop.ui.tabs.plans.pasting import Paster
from journal_desktop.ui.tabs.plans.reading import OpenPlan
from journal_desktop.ui.tabs.plans.rows import Head, TableRow, block, row_key
from journal_desktop.ui.tabs.plans.section_dialog import SectionDialog
from journal_desktop.ui.tabs.plans.table import TopicTable
from journal_desktop.ui.tabs.plans.topic_model import TopicModel
from journal_desktop.ui.tabs.plans.untaken import Untaken, UntakenBar

_EDIT: Final = Qt.ItemDataRole.EditRole
_PASTED_MOST: Final = 2_000_000
"""Letters of a block: a thousand lines with all their columns take less."""
_SHARE = Share(usual=0.22, least=200, most=0.5, kept=420)
Deed = Callable[[LineDeeds], Sequence[Command]]


class PlanEditor(QWidget):
    """Tells what the person wants by `wanted` and `refused`; others write."""

    wanted = Signal(object, object)
    """Commands of one op, and the Untaken they would leave behind, if a cell was typed."""
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open: OpenPlan | None = None
        self.heading = PlanHeading()
        self.model = TopicModel(self)
        self.table = TopicTable(self.model)
        self.untaken = UntakenBar()
        self.faults = FaultsView()
        self._held: OpenPlan | None = None
        self._made: int | None = None
        """How many lines stand above one that was put in and is not read yet."""
        self._lay_out()
        self._wire()

    @property
    def editable(self) -> bool:
        """Whether the plan in front is the person's own draft."""
        return self.model.is_editable

    @property
    def line(self) -> int | None:
        """The number of the line in front; None on a heading or when there is none."""
        row = self.table.currentIndex().row()
        here = self.model.rows[row] if 0 <= row < len(self.model.rows) else None
        return here.number if isinstance(here, PlanTopic) else None

    def go_to_line(self, number: int) -> None:
        """Put the cursor on the line of that number, in the middle of the table."""
        if 1 <= number <= len(self.model.topics):
            table = self.table
            table.go(self.model.row_of(self.model.topics[number - 1].id))
            table.scrollTo(table.currentIndex(), table.ScrollHint.PositionAtCenter)

    def close_plan(self) -> None:
        """Nothing of a plan is shown until another is read."""
        self.open = self._held = None
        self.model.show((), editable=False)
        self.model.show_marks({})
        self.untaken.forget()
        self.faults.wait()

    def show_plan(self, opened: OpenPlan) -> None:
        """Show a plan as it was read; rows do not move under a field that is open."""
        if self.table.is_editing and not self.model.same_rows(opened.plan.topics):
            self._held = opened
            return
        is_first, self._held = self.open is None, None
        self.open = opened
        plan = opened.plan
        editable = plan.item.own and plan.item.state is PlanState.DRAFT
        self.heading.show_plan(plan)
        self.table.cells.kinds = opened.kinds
        self.model.show(plan.topics, editable=editable)
        if opened.faults is not None:
            self.faults.show_faults(opened.faults, editable=editable)
            self.model.show_marks(marks_of(opened.faults))
        if is_first:
            self.table.heights.all_anew()
            self.table.go(0 if plan.topics and self.model.row_of(plan.topics[0].id) == 0 else 1)
        if self._made is not None and plan.topics and not self.table.is_editing:
            at, self._made = min(self._made, len(plan.topics) - 1), None
            self.table.go(self.model.row_of(plan.topics[at].id))

    def keep(self, untaken: Untaken, why: str) -> None:
        """Keep a typed text that was refused."""
        self.untaken.keep(Untaken(untaken.key, untaken.column, untaken.where, untaken.text, why))

    def leftover(self) -> str:
        """What is typed and was not taken, in words."""
        return self.untaken.leftover()

    def settle(self) -> None:
        """Take what is being typed."""
        self.table.settle()

    def _lay_out(self) -> None:
        split = SharedSplitter(_SHARE)
        split.addWidget(self.table)
        split.addWidget(self.faults)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.heading)
        column.addWidget(self.untaken)
        column.addWidget(split, 1)

    def _wire(self) -> None:
        table = self.table
        self.model.typed.connect(self._typed)
        table.filled.connect(lambda: self._ask(lambda deeds: deeds.fill(table.chosen_cells())))
        table.cleared.connect(lambda: self._ask(lambda deeds: deeds.clear(table.chosen_cells())))
        table.inserted.connect(self._insert)
        table.removed.connect(self._remove)
        table.moved.connect(self._move)
        table.sectioned.connect(self._ask_section)
        table.copied.connect(self._copy)
        table.pasted.connect(self._paste)
        table.ended.connect(self._show_held)
        table.cells.refused.connect(self.refused)
        self.untaken.returned.connect(self._type_again)
        self.faults.gone_to.connect(self._to_fault)
        self.faults.mend_one.connect(self._mend_one)
        self.faults.mend_all.connect(self._mend_all)

    def _ask(self, deed: Deed, typed: Untaken | None = None) -> bool:
        """Tell what is wanted of the plan in front; whether it could be asked."""
        if self.open is None or not self.editable:
            self.refused.emit("Правят только свой черновик КТП (п. 3.2.5).")
            return False
        plan_id = self.open.plan.item.id
        try:
            commands = tuple(deed(LineDeeds(plan_id, self.model.rows, self.open.kinds)))
        except Invalid as error:
            self.refused.emit(str(error))
            if typed is not None:
                self.keep(typed, str(error))
            return False
        if commands:
            self._apply(commands)
            self.wanted.emit(commands, typed)
        return bool(commands)

    def _apply(self, commands: Sequence[Command]) -> None:
        """Show changed cells at once; what becomes of rows is shown when it is read again."""
        if self.open is None or self._held is not None:
            return
        topics = after(self.model.topics, commands, self.open.kinds)
        if topics is not self.model.topics:
            self.model.show(topics, editable=True)
            self.heading.show_sum(self.open.plan, topics)

    def _typed(self, row: int, column: int, text: str, seen: str) -> None:
        here = self.model.rows[row]
        untaken = Untaken(row_key(here), column, _where(here, column), text, "")
        self._ask(lambda deeds: deeds.typed(row, column, text, seen), untaken)

    def _insert(self) -> None:
        row = self.table.currentIndex().row()
        above = self._line_from(row)
        if self._ask(lambda deeds: deeds.insert(row)):
            self._made = above

    def _remove(self) -> None:
        rows, column = self.table.chosen_rows(), self.table.currentIndex().column()
        if self._ask(lambda deeds: deeds.remove(rows)):
            here = min(rows[0], len(self.model.rows) - 1)
            is_head = isinstance(self.model.rows[here], Head)
            self.table.go(here + is_head, column)  # the next Ctrl+Del is for a line again

    def _move(self, by: int) -> None:
        rows, column = self.table.chosen_rows(), self.table.currentIndex().column()
        keys = [row_key(self.model.rows[row]) for row in rows]
        if self._ask(lambda deeds: deeds.move(rows, by)):
            self.table.choose([self.model.row_of(key) for key in keys], column)

    def _chosen(self, rows: Sequence[int]) -> list[PlanTopic]:
        plan_id = self.open.plan.item.id if self.open is not None else 0
        return LineDeeds(plan_id, self.model.rows, ()).chosen(rows)

    def _ask_section(self) -> None:
        chosen = self._chosen(self.table.chosen_rows())
        if not chosen or not self.editable:
            self._ask(lambda _deeds: ())
            return
        rest = rest_of_section(self.model.topics, chosen[-1])
        titles = dict.fromkeys(topic.section for topic in self.model.topics if topic.section)
        dialog = SectionDialog(chosen, rest, list(titles), self)
        dialog.accepted.connect(
            lambda: self._ask(lambda deeds: deeds.section(dialog.topic_ids, dialog.title))
        )
        dialog.open()

    def _copy(self) -> None:
        """Put the selection on the clipboard, as a spreadsheet does."""
        rows = block(self.model.rows, self.table.chosen_cells(), self.table.shown_columns())
        if rows:
            QGuiApplication.clipboard().setMimeData(put_table(rows))

    def _paste(self, mime: QMimeData) -> None:
        """One text goes into all the chosen cells at once, a block is shown first."""
        if reason := too_long(mime, _PASTED_MOST):
            self.refused.emit(reason)
            return
        rows = table_on(mime)
        if self.open is None or not self.editable or not rows:
            self._ask(lambda _deeds: ())
            return
        kinds, topics = self.open.kinds, self.model.topics
        if len(rows) == 1 and len(rows[0].texts) == 1:
            self._paste_one(rows[0].texts[0])
            return
        here, columns = self.table.currentIndex(), self.table.shown_columns()
        at = columns.index(here.column()) if here.column() in columns else 0
        pasted = Paster(topics, self._line_from(here.row()), columns[at:], kinds).lay(rows)
        dialog = PasteDialog(pasted, self)
        dialog.accepted.connect(
            lambda: self._ask(lambda deeds: pasted.commands(deeds.plan_id, len(topics)))
        )
        dialog.open()

    def _paste_one(self, text: str) -> None:
        cells = self.table.chosen_cells()
        rows = [(self.model.rows[row], column) for row, column in cells]
        lines = [(row, column) for row, column in rows if isinstance(row, PlanTopic)]
        if lines:
            self._ask(lambda deeds: deeds.spread(text, lines))
        elif cells:
            number, column = cells[0]
            self._typed(number, column, text, str(self.model.index(number, column).data(_EDIT)))

    def _line_from(self, row: int) -> int:
        """Where in the plan the first line at or below the row stands."""
        above = self.model.rows[: max(row, 0)]
        return sum(1 for one in above if isinstance(one, PlanTopic))

    def _show_held(self) -> None:
        if self._held is not None:
            self.show_plan(self._held)

    def _type_again(self, untaken: Untaken) -> None:
        row = self.model.row_of(untaken.key)
        if row < 0 or not self.editable:
            self.refused.emit("Этой строки в КТП больше нет.")
            self.untaken.keep(untaken)
            return
        self.table.setFocus()
        self.table.type_on(row, untaken.column, untaken.text)

    def _to_fault(self, fault: PlanFault) -> None:
        if fault.number is not None and fault.number <= len(self.model.topics):
            topic = self.model.topics[fault.number - 1]
            self.table.go(self.model.row_of(topic.id), column_of(fault))

    def _mend_one(self, fault: PlanFault) -> None:
        if self.open is None or fault.number is None or fault.column not in MENDED:
            return
        topic, plan_id = self.model.topics[fault.number - 1], self.open.plan.item.id
        mend = Mend(topic.id, MENDED[fault.column], fault.proposal)
        self._ask(lambda _deeds: (MendTopics(plan_id, (mend,)),))

    def _mend_all(self) -> None:
        if self.open is not None:
            plan_id = self.open.plan.item.id
            self._ask(lambda _deeds: (MendTopics(plan_id),))


def _where(row: TableRow, column: int) -> str:
    if isinstance(row, PlanTopic):
        return f"Урок № {row.number}, «{COLUMNS[column].title}»"
    return f"Раздел «{row.title}»" if isinstance(row, Head) else "Новая строка"
