"""The days of a plan: dated, corrected, printed (domain 7.5)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import platformdirs
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from journal_desktop.access.policy import Right
from journal_desktop.commands.base import Command
from journal_desktop.commands.plan_uses import CorrectPlan, DatePlan
from journal_desktop.domain.errors import JournalError
from journal_desktop.domain.plans.wizard import Correction
from journal_desktop.journal import Journal
from journal_desktop.ui.kit.newest import Newest
from journal_desktop.ui.kit.opening import open_path
from journal_desktop.ui.kit.purpose import PurposeDialog
from journal_desktop.ui.kit.tab import Desk, Offer, Tone
from journal_desktop.ui.kit.tasks import Job, Progress
from journal_desktop.ui.tabs.plans.corrections import CompressDialog, CorrectionDialog
from journal_desktop.ui.tabs.plans.days import DaysView
from journal_desktop.ui.tabs.plans.reading import OpenPlan, PageCourse, course_job

FOLDER: Final = "plans.folder"


class DayDeeds(QObject):
    """What the view of days wants, done; `plan` is the one in front."""

    def __init__(self, desk: Desk, view: DaysView, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._view, self._owner = desk, view, owner
        self.plan: OpenPlan | None = None
        self.use_id: int | None = None
        self.courses = Newest(desk, self)
        self.courses.loaded.connect(self._show)
        self.courses.failed.connect(self._complain)
        view.use_wanted.connect(self.read)
        view.date_wanted.connect(self._date)
        view.correct_wanted.connect(self._correct)
        view.compress_wanted.connect(self._compress)
        view.print_wanted.connect(self._print_sheet)

    def read(self, use_id: int) -> None:
        """Show the plan by the days of that page."""
        self.use_id = use_id
        self.courses.read(course_job(self._desk.journal, use_id))

    def again(self, plan: OpenPlan) -> None:
        """The plan was read anew: its days too, where they are shown."""
        self.plan = plan
        if self.use_id in {use.id for use in plan.plan.item.uses}:
            self.read(self.use_id or 0)

    def print_plan(self) -> None:
        """Write the plan as PDF/A, with the days of the page last looked at."""
        if self.plan is not None:
            item = self.plan.plan.item
            self._ask_purpose(item.title, f"КТП {item.title}.pdf", item.id, None)

    def _show(self, course: PageCourse) -> None:
        if self.plan is not None:
            may = self._desk.journal.may(Right.PLANS_WRITE)
            own = course.dated.page_id in self._own_pages()
            self._view.show_course(self.plan.plan, course, may_write=may and own)

    def _own_pages(self) -> frozenset[int]:
        return frozenset(self._desk.journal.actor.pages)

    def _date(self) -> None:
        if self.use_id is not None:
            self._send(DatePlan(self.use_id), "Даты проставлены по расписанию.")

    def _correct(self) -> None:
        topic, course = self._view.current, self._view.course
        if topic is None or course is None:
            return
        topics = course.dated.topics
        place = topics.index(topic)
        after = topics[place + 1] if place + 1 < len(topics) else None
        dialog = CorrectionDialog(topic, after, self._owner.window())
        dialog.given.connect(self._carry_out)
        dialog.open()

    def _compress(self) -> None:
        course = self._view.course
        if course is not None and course.proposed:
            dialog = CompressDialog(course.proposed, course.dated.topics, self._owner.window())
            dialog.given.connect(self._carry_out)
            dialog.open()

    def _carry_out(self, corrections: tuple[Correction, ...], reason: str) -> None:
        if self.use_id is not None:
            said = "Записано в лист корректировки."
            self._send(CorrectPlan(self.use_id, corrections, reason), said)

    def _send(self, command: Command, said: str) -> None:
        def answered(_done: object) -> None:
            self._desk.say(said, Tone.GOOD)
            if self.use_id is not None:
                self.read(self.use_id)

        def failed(error: JournalError) -> None:
            self._complain(str(error))

        self._desk.writer.send((command,), answered, failed, self._owner)

    def _print_sheet(self) -> None:
        plan, use_id = self.plan, self.use_id
        if plan is not None and use_id is not None:
            pages = {use.id: use.title for use in plan.plan.item.uses}
            name = f"Лист корректировки {plan.plan.item.subject} {pages.get(use_id, '')}".strip()
            self._ask_purpose(name, f"{name}.pdf", None, use_id)

    def _ask_purpose(self, what: str, name: str, plan_id: int | None, use_id: int | None) -> None:
        """What for, where to; then aside (R-1.9-01)."""
        dialog = PurposeDialog(what, self._desk.prefs, self._owner)

        def take(purpose: str) -> None:
            path = self._choose(name)
            if path is not None:
                job = _printing(self._desk.journal, path, (plan_id, use_id), purpose)
                task = self._desk.begin(job, "Печать")
                task.succeeded.connect(self._printed)
                task.failed.connect(self._failed)

        dialog.given.connect(take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose(self, name: str) -> Path | None:
        kept = Path(self._desk.prefs.get(FOLDER) or platformdirs.user_documents_dir())
        folder = kept if kept.is_dir() else Path.home()
        plain = name.replace("/", "-").replace(":", "-")
        chosen, _ = QFileDialog.getSaveFileName(
            self._owner, "Куда записать", str(folder / plain), "Документ PDF (*.pdf)"
        )
        if not chosen:
            return None
        path = Path(chosen).with_suffix(".pdf")
        self._desk.prefs.put(FOLDER, str(path.parent))
        return path

    def _printed(self, path: Path) -> None:
        show = Offer("Открыть", lambda: open_path(self._desk, path))
        self._desk.say(f"Готово: {path.name}", Tone.GOOD, show)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self._complain(str(error))

    def _complain(self, text: str) -> None:
        self._desk.say(text, Tone.BAD)


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
            return print_plan(journal, plan_id, path, progress.step, purpose=purpose).path
        return print_corrections(journal, use_id or 0, path, progress.step, purpose=purpose).path

    return job
