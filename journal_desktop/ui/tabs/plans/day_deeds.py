"""The days of a plan: dated, corrected, agreed, printed (domain 7.5)."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from journal_desktop.access.policy import Right
from journal_desktop.commands.base import Command
from journal_desktop.commands.plan_uses import AgreeCorrections, CorrectPlan, DatePlan
from journal_desktop.domain.errors import JournalError
from journal_desktop.domain.plans.wizard import Correction
from journal_desktop.ui.kit.newest import Newest
from journal_desktop.ui.kit.tab import Desk, Tone
from journal_desktop.ui.tabs.plans.agreeing import AgreeDialog
from journal_desktop.ui.tabs.plans.compress import CompressDialog
from journal_desktop.ui.tabs.plans.corrections import CorrectionDialog
from journal_desktop.ui.tabs.plans.days import DaysView
from journal_desktop.ui.tabs.plans.plan_prints import PlanPrints
from journal_desktop.ui.tabs.plans.reading import OpenPlan, PageCourse, course_job

Asking = CorrectionDialog | CompressDialog | AgreeDialog


class DayDeeds(QObject):
    """What the view of days wants, done; `plan` is the one in front."""

    def __init__(self, desk: Desk, view: DaysView, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._view, self._owner = desk, view, owner
        self._prints = PlanPrints(desk, owner)
        self.plan: OpenPlan | None = None
        self.use_id: int | None = None
        self.dialog: Asking | None = None
        self.courses = Newest(desk, self)
        self.courses.loaded.connect(self._show)
        self.courses.failed.connect(self._complain)
        view.use_wanted.connect(self.read)
        view.date_wanted.connect(self._date)
        view.correct_wanted.connect(self._correct)
        view.compress_wanted.connect(self._compress)
        view.order_wanted.connect(self._order)
        view.print_wanted.connect(self._print_sheet)

    def read(self, use_id: int) -> None:
        """Show the plan by the days of that page."""
        self.use_id = use_id
        if self.plan is not None:
            year_id = self.plan.plan.item.year_id
            self.courses.read(course_job(self._desk.journal, use_id, year_id))

    def again(self, plan: OpenPlan) -> None:
        """The plan was read anew: its days too, where they are shown."""
        self.plan = plan
        if self.use_id in {use.id for use in plan.plan.item.uses}:
            self.read(self.use_id or 0)

    def print_plan(self) -> None:
        """Write the plan as PDF/A, with the days of the page last looked at."""
        if self.plan is not None:
            self._prints.print_plan(self.plan, self.use_id)

    def _show(self, course: PageCourse) -> None:
        if self.plan is not None:
            may = self._desk.journal.may(Right.PLANS_WRITE)
            own = course.dated.page_id in self._own_pages()
            agrees = self._desk.journal.may(Right.PLAN_CORRECTIONS_APPROVE)
            self._view.show_course(self.plan.plan, course, may_write=may and own, may_order=agrees)

    def _own_pages(self) -> frozenset[int]:
        return frozenset(self._desk.journal.actor.pages)

    def _date(self) -> None:
        if self.use_id is not None:
            self._send(DatePlan(self.use_id), "Даты проставлены по расписанию.")

    def _correct(self) -> None:
        course, chosen = self._view.course, self._view.chosen
        if course is None or not chosen:
            return
        items = course.dated.course.items
        given = next((items[row] for row in chosen if items[row].given), None)
        if given is not None:
            self._complain(
                f"Тема № {given.number} уже дана: проведённые уроки не корректируют (п. 3.2.5)."
            )
            return
        whole = course.dated.course
        self._ask(CorrectionDialog(whole, chosen, course.orders, self._owner.window()))

    def _compress(self) -> None:
        course = self._view.course
        if course is not None and course.proposed:
            whole = course.dated.course
            self._ask(CompressDialog(course.proposed, whole, self._owner.window()))

    def _ask(self, dialog: CorrectionDialog | CompressDialog) -> None:
        """Open the dialog; it closes when what it gives is carried out."""

        def carry_out(
            corrections: tuple[Correction, ...], reason: str, order_id: int | None
        ) -> None:
            command = CorrectPlan(self.use_id or 0, corrections, reason, order_id)
            self._send(command, "Записано в лист корректировки.", dialog)

        dialog.given.connect(carry_out)
        self._open(dialog)

    def _order(self) -> None:
        """The order on which the lines of the sheet rest is named by the deputy."""
        course = self._view.course
        if course is None or self.use_id is None:
            return
        use_id = self.use_id
        dialog = AgreeDialog(course.dated.corrections, course.orders, self._owner.window())

        def agree(order_id: int) -> None:
            self._send(AgreeCorrections(use_id, order_id), "Приказ указан.", dialog)

        dialog.given.connect(agree)
        self._open(dialog)

    def _open(self, dialog: Asking) -> None:
        self.dialog = dialog
        dialog.open()

    def _send(self, command: Command, said: str, dialog: Asking | None = None) -> None:
        def answered(_done: object) -> None:
            self._desk.say(said, Tone.GOOD)
            if dialog is not None and isValid(dialog):  # it may have been closed meanwhile
                dialog.accept()
            if self.use_id is not None:
                self.read(self.use_id)

        def failed(error: JournalError) -> None:
            if dialog is not None and isValid(dialog):
                dialog.refused(str(error))
            else:
                self._complain(str(error))

        self._desk.writer.send((command,), answered, failed, self._owner)

    def _print_sheet(self) -> None:
        if self.plan is not None and self.use_id is not None:
            self._prints.print_sheet(self.plan, self.use_id)

    def _complain(self, text: str) -> None:
        self._desk.say(text, Tone.BAD)
