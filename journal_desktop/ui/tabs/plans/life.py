"""The life of a plan: handed in, taken back, approved, given back (R-3.2.5-10, domain 9.2)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from journal_desktop.commands.plan_states import ApprovePlan, ReturnPlan, SubmitPlan, TakeBackPlan
from journal_desktop.domain.russian import plural
from journal_desktop.domain.vocabulary import PlanState
from journal_desktop.queries.plans import PlanItem
from journal_desktop.ui.kit.newest import Newest
from journal_desktop.ui.kit.tab import Desk, Offer, Tone
from journal_desktop.ui.tabs.plans.approve_form import ApproveDialog
from journal_desktop.ui.tabs.plans.forms import RemarkDialog
from journal_desktop.ui.tabs.plans.reading import Approval, approval_job
from journal_desktop.ui.tabs.plans.writes import PlanWrites

_NEXT = "Следующее"


class LifeDeeds(QObject):
    """Steps of one plan, and of several at once where the deputy approves them."""

    next_wanted = Signal()
    """The next plan that waits for the deputy."""

    def __init__(self, desk: Desk, writes: PlanWrites, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._writes, self._owner = desk, writes, owner
        self.approvals = Newest(desk, self)
        self.approvals.loaded.connect(self._ask_approval)
        self.approvals.failed.connect(self._complain)

    def submit(self, item: PlanItem) -> None:
        """Hand the plan in to the deputy."""
        self._writes.send([SubmitPlan(item.id)], f"Отправлено завучу: «{item.title}».")

    def take_back(self, item: PlanItem) -> None:
        """Take it back from the deputy."""
        self._writes.send([TakeBackPlan(item.id)], f"Снова черновик: «{item.title}».")

    def approve(self, items: Sequence[PlanItem]) -> None:
        """Show what is wrong with those that wait, and approve those without errors."""
        waiting = tuple(item.id for item in items if item.state is PlanState.REVIEW)
        if waiting:
            self.approvals.read(approval_job(self._desk.journal, waiting))

    def give_back(self, item: PlanItem) -> None:
        """Give the plan back with a remark."""
        dialog = RemarkDialog(self._owner)

        def take() -> None:
            command = ReturnPlan(item.id, dialog.remark.text())
            self._writes.send([command], f"Возвращено автору: «{item.title}».", offer=self._next())

        dialog.accepted.connect(take)
        dialog.open()

    def _ask_approval(self, approval: Approval) -> None:
        dialog = ApproveDialog(approval, self._owner)

        def take() -> None:
            good = [plan.item for plan in dialog.good]
            commands = [ApprovePlan(item.id, dialog.order_id) for item in good]
            self._writes.send(commands, _approved(good), offer=self._next())

        dialog.accepted.connect(take)
        dialog.open()

    def _next(self) -> Offer:
        return Offer(_NEXT, self.next_wanted.emit)

    def _complain(self, text: str) -> None:
        self._desk.say(text, Tone.BAD)


def next_waiting(waiting: Sequence[PlanItem], order: Sequence[int], here: int | None) -> int | None:
    """The plan after `here` that waits, round the end of the library's `order`; None without one.

    The plan in front is never the next one: it has just been judged.
    """
    ids = {item.id for item in waiting} - {here}
    at = order.index(here) + 1 if here in order else 0
    return next((plan for plan in (*order[at:], *order[:at]) if plan in ids), None)


def _approved(items: Sequence[PlanItem]) -> str:
    if len(items) == 1:
        return f"Утверждено: «{items[0].title}»."
    done = plural(len(items), "Утверждён", "Утверждены", "Утверждены")
    return f"{done} {len(items)} КТП."
