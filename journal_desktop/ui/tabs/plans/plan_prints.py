"""A plan and its sheet of corrections as PDF: what for, where to, then aside (R-1.9-01)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from journal_desktop.journal import Journal
from journal_desktop.ui.kit.purpose import PurposeDialog
from journal_desktop.ui.kit.tab import Desk
from journal_desktop.ui.kit.tasks import Job, Progress
from journal_desktop.ui.kit.to_file import ToFile
from journal_desktop.ui.tabs.plans.reading import OpenPlan

FOLDER: Final = "plans.folder"


class PlanPrints(ToFile):
    """Prints of the plan in front."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(desk, owner, FOLDER, (".pdf",))

    def print_plan(self, plan: OpenPlan, use_id: int | None) -> None:
        """Write the plan as PDF/A, with the days of the page when one is named."""
        item = plan.plan.item
        self._ask_purpose(item.title, f"КТП {item.title}", (item.id, use_id))

    def print_sheet(self, plan: OpenPlan, use_id: int) -> None:
        """Write «Лист корректировки» of a page as PDF/A."""
        pages = {use.id: use.title for use in plan.plan.item.uses}
        name = f"Лист корректировки {plan.plan.item.subject} {pages.get(use_id, '')}".strip()
        self._ask_purpose(name, name, (None, use_id))

    def _ask_purpose(self, what: str, name: str, which: tuple[int | None, int | None]) -> None:
        dialog = PurposeDialog(what, self._desk.prefs, self._owner)

        def take(purpose: str) -> None:
            path = self.path_for(name)
            if path is not None:
                job = _printing(self._desk.journal, path, which, purpose)
                task = self._desk.begin(job, "Печать")
                task.succeeded.connect(self.done)
                task.failed.connect(self.failed)

        dialog.given.connect(take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _printing(
    journal: Journal, path: Path, which: tuple[int | None, int | None], purpose: str
) -> Job:
    """The plan, or the sheet of corrections of a page."""

    def job(progress: Progress) -> Path:
        from journal_desktop.printing.printed_plan import (  # noqa: PLC0415 - reportlab is heavy
            print_corrections,
            print_plan,
        )

        plan_id, use_id = which
        if plan_id is not None:
            return print_plan(
                journal, plan_id, path, progress.step, use_id=use_id, purpose=purpose
            ).path
        return print_corrections(journal, use_id or 0, path, progress.step, purpose=purpose).path

    return job
