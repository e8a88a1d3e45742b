"""From the choice of classes to the files: question, preview, print aside, report."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from journal_desktop.access.policy import Right
from journal_desktop.domain.errors import JournalError
from journal_desktop.printing.batch.order import BatchReport
from journal_desktop.ui.kit.opening import open_path
from journal_desktop.ui.kit.tab import Desk, Tone
from journal_desktop.ui.kit.tasks import Progress
from journal_desktop.ui.preview.loading import Looked, Make
from journal_desktop.ui.preview.printer import PrinterFlow
from journal_desktop.ui.preview.window import PreviewWindow
from journal_desktop.ui.tabs.printing.classes import ClassesView
from journal_desktop.ui.tabs.printing.order import Chosen, Document, Habits, Order, remembered
from journal_desktop.ui.tabs.printing.order_dialog import OrderDialog, Wanted
from journal_desktop.ui.tabs.printing.report_dialog import ReportDialog, summary
from journal_desktop.ui.tabs.printing.running import Ended, Running

BUSY = "Печать уже идёт: дождитесь её или остановите."


class PrintFlow(QObject):
    """Holds the dialogs of one tab; a preview is a window of its own."""

    printed = Signal()
    """Something was printed: the register has grown."""
    gap_wanted = Signal(object)
    """The Gap whose place in the journal is wanted."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._owner = desk, owner
        self.running = Running(desk, self)
        self.printer = PrinterFlow(desk, owner)
        self.dialog: OrderDialog | None = None
        self.report: ReportDialog | None = None
        self.preview: PreviewWindow | None = None
        self._rest: Order | None = None
        self.running.ended.connect(self._ended)

    def watch(self, view: ClassesView) -> None:
        """Let the view show how far the print is, stop it and resume it."""
        self.running.began.connect(view.progress.begin)
        self.running.stepped.connect(view.progress.step)
        self.running.ended.connect(view.progress.end)
        self.running.ended.connect(lambda outcome: view.resume.setVisible(outcome.rest is not None))
        view.progress.stopped.connect(self.running.stop)
        view.resume.clicked.connect(self._resume)

    def ask(self, year_id: int, classes: tuple[Chosen, ...], *, draft: bool) -> None:
        """Ask how these classes of a year are to be printed."""
        if self.running.busy:
            self._desk.say(BUSY, Tone.WARNING)
            return
        if self.dialog is not None:
            return
        final = self._desk.journal.may(Right.BOOKS_PRINT)
        wanted = Wanted(year_id, classes, draft)
        dialog = OrderDialog(self._desk, wanted, self._owner.window(), may_be_final=final)
        dialog.ordered.connect(self._start)
        dialog.look.connect(self._look_at)
        dialog.finished.connect(self._asked)
        self.dialog = dialog
        dialog.open()

    def look(self, year_id: int, chosen: Chosen) -> None:
        """Show the pages of a class as they would be printed now."""
        habits = remembered(self._desk.prefs)
        self._show(year_id, chosen, habits)

    def _look_at(self, order: Order) -> None:
        self._show(order.year_id, order.classes[0], order.habits, order.document)

    def _show(
        self,
        year_id: int,
        chosen: Chosen,
        habits: Habits,
        document: Document = Document.JOURNAL,
    ) -> None:
        if self.preview is not None:
            self.preview.close()
        make = _make(self._desk, chosen, habits, document)
        title = f"{document.nouns[0].capitalize()} {chosen.name}"
        window = PreviewWindow(self._desk, title, make, self._owner.window())
        draft = habits.paper.draft
        window.print_wanted.connect(lambda: self._print_seen(year_id, chosen, draft=draft))
        window.finished.connect(self._looked)
        self.preview = window
        window.show()

    def _print_seen(self, year_id: int, chosen: Chosen, *, draft: bool) -> None:
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
        else:
            self.ask(year_id, (chosen,), draft=draft)

    def _start(self, order: Order, *, resume: bool = False) -> None:
        self._rest = None
        self.running.start(order, resume=resume)

    def _resume(self) -> None:
        if self._rest is not None and not self.running.busy:
            self._start(self._rest, resume=True)

    def _ended(self, ended: Ended) -> None:
        """Tell what became of it; a report of its own stays until it is closed."""
        self._rest = ended.rest
        self.printed.emit()
        if ended.report is None:
            return
        self._desk.say(f"{summary(ended.report, ended.order.document.nouns)}.", tone_of(ended))
        report = ReportDialog(ended, self._owner.window())
        report.open_wanted.connect(self._open)
        report.printer_wanted.connect(lambda path: self._to_printer(path, ended.order))
        report.resume_wanted.connect(self._resume)
        report.paper_wanted.connect(self._write_report)
        report.go_wanted.connect(self.gap_wanted)
        report.finished.connect(self._reported)
        self.report = report
        report.open()
        paths = report.paths
        if ended.order.habits.to_printer and len(paths) == 1:
            self._to_printer(paths[0], ended.order)

    def _write_report(self, report: BatchReport) -> None:
        """Put the report beside the journals and open it."""
        journal = self._desk.journal

        def job(progress: Progress) -> Path:
            from journal_desktop.printing.batch.report import (  # noqa: PLC0415 - reportlab is heavy
                write_report,
            )

            return write_report(journal, report, progress.step)

        task = self._desk.run(job)
        task.succeeded.connect(self._open)
        task.failed.connect(self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self._desk.say(str(error), Tone.BAD)

    def _to_printer(self, path: Path | None, order: Order) -> None:
        if path is not None:
            self.printer.ask(path, duplex=order.habits.paper.duplex)

    def _open(self, path: Path | None) -> None:
        if path is not None:
            open_path(self._desk, path)

    def _asked(self) -> None:
        self.dialog = None

    def _looked(self) -> None:
        self.preview = None

    def _reported(self) -> None:
        self.report = None


def tone_of(ended: Ended) -> Tone:
    """Good when everything is there."""
    return Tone.GOOD if ended.rest is None else Tone.WARNING


def _make(desk: Desk, chosen: Chosen, habits: Habits, document: Document) -> Make:
    journal = desk.journal

    def make(progress: Progress) -> Looked:
        from journal_desktop.printing.shown import (  # noqa: PLC0415 - reportlab is heavy
            show_class,
            show_ledger,
        )

        paper, options = habits.paper, habits.options
        if document.letter:
            return show_ledger(journal, chosen.class_id, document.letter, draft=paper.draft)
        return show_class(journal, chosen.class_id, paper, options, progress.step)

    return make
