"""Over the editor: which plan it is, what the deputy says of it, its hours and those needed.

Source: R-3.2.5-10, -11.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from journal_desktop.domain.plans.values import PlanTopic, hours, total
from journal_desktop.queries.plans import Plan
from journal_desktop.ui.kit.elided import ElidedLabel
from journal_desktop.ui.tabs.plans.models import state_text


class PlanHeading(QWidget):
    """Title and state at the left, hours at the right, the remark below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.sum, self.remark = ElidedLabel(), ElidedLabel(), QLabel()
        self.title.setProperty("role", "title")
        self.sum.setProperty("role", "soft")
        self.remark.setProperty("role", "error")
        self.remark.setWordWrap(True)
        line = QHBoxLayout()
        line.addWidget(self.title, 1)
        line.addWidget(self.sum, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self.remark)

    def show_plan(self, plan: Plan) -> None:
        """Tell of a plan as it was read."""
        self.title.setText(f"{plan.item.title} – {state_text(plan.item)}")
        self.remark.setText(f"Замечание завуча: {plan.remark}" if plan.remark else "")
        self.remark.setVisible(bool(plan.remark))
        self.show_sum(plan, plan.topics)

    def show_sum(self, plan: Plan, topics: Sequence[PlanTopic]) -> None:
        """Tell the hours of the lines as they stand."""
        self.sum.setText(sum_text(plan, topics))


def sum_text(plan: Plan, topics: Sequence[PlanTopic]) -> str:
    """«Часов 168 · по учебному плану: 7А 170 (−2)» (R-3.2.5-11)."""
    have = total(topics)
    needed = [
        f"{each.title} {hours(each.hours.half_hours)} ({_difference(have - each.hours.half_hours)})"
        for each in plan.needed
    ]
    told = f" · по учебному плану: {', '.join(needed)}" if needed else ""
    return f"Часов {hours(have)}{told}"


def _difference(half_hours: int) -> str:
    if half_hours == 0:
        return "совпадает"
    return f"+{hours(half_hours)}" if half_hours > 0 else hours(half_hours)
