"""Before a plan is approved: all that is wrong with it, and the order (R-3.2.5-10, -11)."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QComboBox, QFormLayout, QPlainTextEdit, QWidget

from journal_desktop.domain.russian import plural
from journal_desktop.ui.kit.ask import AskDialog
from journal_desktop.ui.kit.choices import choice_box, fill_box
from journal_desktop.ui.tabs.plans.reading import Approval, Judged

_WIDE_PX, _HIGH_PX = 700, 260
_ORDER_LETTERS = 30
NO_ORDER = "Без приказа"


class ApproveDialog(AskDialog):
    """Those with errors cannot be approved and are named; the others go together."""

    def __init__(self, approval: Approval, parent: QWidget) -> None:
        super().__init__("Утверждение КТП", parent, yes="Утвердить")
        self.good = tuple(plan for plan in approval.plans if not plan.errors)
        bad = tuple(plan for plan in approval.plans if plan.errors)
        self.say(_heading(approval), _why(self.good, bad))
        self.text = QPlainTextEdit("\n".join(_told(self.good, bad)))
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Замечания к КТП")
        self.text.setMinimumHeight(_HIGH_PX)
        self.order = choice_box("Приказ об утверждении", "plans_order")
        self.order.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.order.setMinimumContentsLength(_ORDER_LETTERS)
        orders = [(f"{order.text} · {order.title}", order.id) for order in approval.orders]
        fill_box(self.order, [(NO_ORDER, None), *orders], None)
        form = QFormLayout()
        form.addRow("Приказ", self.order)
        self.body.addWidget(self.text)
        self.body.addLayout(form)
        self.yes.setEnabled(bool(self.good))
        self.order.setEnabled(bool(self.good))
        if not self.good:
            self.complain("Утвердить нельзя: исправьте ошибки или верните КТП на доработку.")
        self.setMinimumWidth(_WIDE_PX)
        (self.yes if self.good else self.no).setFocus()

    @property
    def order_id(self) -> int | None:
        """The order the approval rests on."""
        chosen: int | None = self.order.currentData()
        return chosen


def _heading(approval: Approval) -> str:
    if len(approval.plans) == 1:
        item = approval.plans[0].item
        return f"Утвердить КТП «{item.title}»? Автор: {item.author}"
    return f"Утвердить КТП: {len(approval.plans)}"


def _why(good: tuple[Judged, ...], bad: tuple[Judged, ...]) -> str:
    if len(good) + len(bad) == 1:
        return "" if bad else "Ошибок нет, часы – как в учебном плане (п. 3.2.5)."
    told = f"Будет утверждено: {len(good)}."
    return f"{told} С ошибками, останется на проверке: {len(bad)}." if bad else told


def _told(good: tuple[Judged, ...], bad: tuple[Judged, ...]) -> Iterator[str]:
    """Errors first, whole; then what may stay."""
    for plan in bad:
        count = len(plan.errors)
        yield f"{_name(plan)} – {count} {plural(count, 'ошибка', 'ошибки', 'ошибок')}:"
        yield from (f"   {error}" for error in plan.errors)
    for plan in good:
        yield f"{_name(plan)} – можно утвердить"
        yield from (f"   {fault}" for fault in plan.faults)


def _name(plan: Judged) -> str:
    item = plan.item
    return f"{item.title} ({item.author})"
