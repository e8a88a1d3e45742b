"""The editor of a plan: its head, its lines, what is wrong with it.

Source: R-3.2.5-10, -11, -16; domain 7.1–7.3.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from journal_desktop.commands.base import Command
from journal_desktop.commands.plan_parts import NewTopic
from journal_desktop.commands.plan_topics import (
    ChangeTopics,
    InsertTopics,
    MendTopics,
    MoveTopics,
    RemoveTopics,
)
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.plans.values import PlanTopic, hours, total
from journal_desktop.domain.vocabulary import PlanState
from journal_desktop.ui.kit.elided import ElidedLabel
from journal_desktop.ui.kit.split import Share, SharedSplitter
from journal_desktop.ui.tabs.plans.cells import change, new_line, shown
from journal_desktop.ui.tabs.plans.forms import PreviewDialog
from journal_desktop.ui.tabs.plans.models import TopicModel, state_text
from journal_desktop.ui.tabs.plans.reading import OpenPlan
from journal_desktop.ui.tabs.plans.table import TOPIC_COLUMN, TopicTable

_SHARE = Share(usual=0.22, least=200, most=0.5, kept=420)
_NEW_TOPIC = "Новая тема"


class PlanEditor(QWidget):
    """Tells what the person wants by `wanted` and `refused`; the tab writes."""

    wanted = Signal(object)
    """Commands of one op."""
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open: OpenPlan | None = None
        self.heading, self.sum, self.remark = ElidedLabel(), ElidedLabel(), QLabel()
        self.heading.setProperty("role", "title")
        self.sum.setProperty("role", "soft")
        self.remark.setProperty("role", "error")
        self.remark.setWordWrap(True)
        self.model = TopicModel(self)
        self.table = TopicTable(self.model)
        self.faults = QListWidget()
        self.faults.setWordWrap(True)
        self.faults.setAccessibleName("Замечания к КТП")
        self.mend = QPushButton("Исправить")
        self.mend.setToolTip("Принять все готовые исправления (п. 3.2.5)")
        self._lay_out()
        self._wire()

    def show_plan(self, opened: OpenPlan) -> None:
        """Show a plan as it was read."""
        self.open = opened
        plan = opened.plan
        editable = plan.item.own and plan.item.state is PlanState.DRAFT
        self.heading.setText(f"{plan.item.title} – {state_text(plan.item)}")
        self.sum.setText(sum_text(opened))
        self.remark.setText(f"Замечание завуча: {plan.remark}" if plan.remark else "")
        self.remark.setVisible(bool(plan.remark))
        self.model.show(plan.topics, editable=editable)
        self.table.resizeRowsToContents()
        self.faults.clear()
        self.faults.addItems([str(fault) for fault in opened.faults])
        self.mend.setEnabled(editable and any(fault.proposal for fault in opened.faults))

    def _lay_out(self) -> None:
        side = QWidget()
        below = QVBoxLayout(side)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.faults, 1)
        below.addWidget(self.mend)
        split = SharedSplitter(_SHARE)
        split.addWidget(self.table)
        split.addWidget(side)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.sum, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.remark)
        column.addWidget(split, 1)

    def _wire(self) -> None:
        table = self.table
        self.model.typed.connect(self._typed)
        table.filled.connect(self._fill)
        table.moved.connect(self._move)
        table.inserted.connect(self._insert)
        table.removed.connect(self._remove)
        table.pasted.connect(self._paste)
        self.faults.currentRowChanged.connect(self._to_fault)
        self.mend.clicked.connect(
            lambda _checked=False: self._ask(lambda opened: [MendTopics(opened.plan.item.id)])
        )

    def _ask(self, commands: Callable[[OpenPlan], Sequence[Command]]) -> None:
        """Tell what is wanted of the plan in front, unless it is not to be edited."""
        if self.open is None or not self.model.is_editable:
            self.refused.emit("Правят только свой черновик КТП (п. 3.2.5).")
            return
        try:
            wanted = tuple(commands(self.open))
        except Invalid as error:
            self.refused.emit(str(error))
            return
        if wanted:
            self.wanted.emit(wanted)

    def _chosen(self) -> list[PlanTopic]:
        return [self.model.topics[row] for row in self.table.rows()]

    def _typed(self, row: int, column: int, text: str) -> None:
        topic = self.model.topics[row]
        self._ask(
            lambda opened: [
                ChangeTopics(opened.plan.item.id, (change(topic, column, text, opened.kinds),))
            ]
        )

    def _fill(self) -> None:
        """The topmost chosen cell of the column goes into those below it."""
        column, chosen = self.table.currentIndex().column(), self._chosen()

        def commands(opened: OpenPlan) -> list[Command]:
            text = shown(chosen[0], column) if chosen else ""
            changes = tuple(change(topic, column, text, opened.kinds) for topic in chosen[1:])
            return [ChangeTopics(opened.plan.item.id, changes)] if changes else []

        self._ask(commands)

    def _move(self, by: int) -> None:
        chosen = self._chosen()
        if not chosen:
            return
        before = chosen[0].number - 1 if by < 0 else chosen[-1].number + 2
        if not 1 <= before <= len(self.model.topics) + 1:
            return
        ids = tuple(topic.id for topic in chosen)
        self._ask(lambda opened: [MoveTopics(opened.plan.item.id, ids, before)])
        if self.model.is_editable:
            here = self.table.currentIndex()
            self.table.go(here.row() + by, here.column())

    def _insert(self) -> None:
        row = self.table.currentIndex().row()
        here = self.model.topics[row] if row >= 0 else None
        line = NewTopic(_NEW_TOPIC, section=here.section if here else "")
        number = here.number if here else len(self.model.topics) + 1
        self._ask(lambda opened: [InsertTopics(opened.plan.item.id, number, (line,))])

    def _remove(self) -> None:
        ids = tuple(topic.id for topic in self._chosen())
        self._ask(lambda opened: [RemoveTopics(opened.plan.item.id, ids)] if ids else [])

    def _paste(self, text: str) -> None:
        """Into the cells from the cursor on; rows below the last line become new lines."""
        rows = [line.split("\t") for line in text.rstrip("\n").splitlines()]
        if not rows or self.open is None or not self.model.is_editable:
            self._ask(lambda _opened: [])
            return
        commands, refused = self._pasted(self.open, rows)
        if refused:
            PreviewDialog("Вставка в КТП", refused, self, refused=True).open()
        elif commands:
            self.wanted.emit(tuple(commands))

    def _pasted(
        self, opened: OpenPlan, rows: Sequence[Sequence[str]]
    ) -> tuple[list[Command], list[str]]:
        here, plan_id, topics = self.table.currentIndex(), opened.plan.item.id, self.model.topics
        top, first = max(0, here.row()), here.column() if here.isValid() else TOPIC_COLUMN
        changes, added, refused = [], [], []
        for row, texts in enumerate(rows, top):
            try:
                if row >= len(topics):
                    added.append(new_line(texts, first, opened.kinds))
                else:
                    changes += [
                        change(topics[row], column, text, opened.kinds)
                        for column, text in enumerate(texts[: 8 - first], first)
                    ]
            except Invalid as error:
                refused.append(f"Строка {row + 1}: {error}")
        commands: list[Command] = [ChangeTopics(plan_id, tuple(changes))] if changes else []
        if added:
            commands.append(InsertTopics(plan_id, len(topics) + 1, tuple(added)))
        return commands, refused

    def _to_fault(self, row: int) -> None:
        if self.open is not None and 0 <= row < len(self.open.faults):
            number = self.open.faults[row].number
            if number is not None:
                self.table.go(number - 1)


def sum_text(opened: OpenPlan) -> str:
    """«Часов 168 · по учебному плану: 7А 170 (−2)» (R-3.2.5-11)."""
    have = total(opened.plan.topics)
    needed = [
        f"{each.title} {hours(each.hours.half_hours)} ({_difference(have - each.hours.half_hours)})"
        for each in opened.plan.needed
    ]
    told = f" · по учебному плану: {', '.join(needed)}" if needed else ""
    return f"Часов {hours(have)}{told}"


def _difference(half_hours: int) -> str:
    if half_hours == 0:
        return "совпадает"
    return f"+{hours(half_hours)}" if half_hours > 0 else hours(half_hours)
