"""Lists over all plans of a year, read aside: plan against fact, sheets without an order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from journal_desktop.domain.exports import ExportKind
from journal_desktop.exchange.listing import Listing
from journal_desktop.journal import Journal
from journal_desktop.queries.plan_agreement import SheetsWithoutOrder, WaitingSheet
from journal_desktop.queries.plan_progress import (
    PageProgress,
    PlanProgress,
    ProgressSpans,
    Span,
)
from journal_desktop.queries.school_name import SchoolName
from journal_desktop.ui.kit.newest import Newest
from journal_desktop.ui.kit.saving import Saving, Wanted
from journal_desktop.ui.kit.tab import Desk, Tone
from journal_desktop.ui.kit.tasks import Job
from journal_desktop.ui.tabs.plans.progress_lines import CHARACTERS, HEADS, page_line, total_line
from journal_desktop.ui.tabs.plans.progress_view import ProgressView
from journal_desktop.ui.tabs.plans.waiting import WaitingView

NO_PLAN: Final = "По этой странице КТП не ведётся: по дням смотреть нечего (п. 2.6)."


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read: spans to choose from, the days asked for, the pages."""

    school: str
    spans: tuple[Span, ...]
    days: tuple[date, date]
    pages: tuple[PageProgress, ...]


class Overviews(QObject):
    """Both lists with what is read into them; `open_days` shows a plan by days."""

    def __init__(
        self, desk: Desk, open_days: Callable[[int, int, bool], None], owner: QWidget
    ) -> None:
        super().__init__(owner)
        self._desk, self._open_days = desk, open_days
        self.progress, self.waiting = ProgressView(), WaitingView()
        self.views: tuple[QWidget, ...] = (self.progress, self.waiting)
        self.year_id: int | None = None
        self.saving = Saving(desk, owner)
        self.reading, self.sheets = Newest(desk, self), Newest(desk, self)
        self.reading.loaded.connect(self._show)
        self.sheets.loaded.connect(self.waiting.show_sheets)
        for reader in (self.reading, self.sheets):
            reader.failed.connect(self._complain)
        self.progress.days_wanted.connect(self.read_progress)
        self.progress.opened.connect(self._open_page)
        self.waiting.opened.connect(self._open_sheet)

    def read(self, view: QWidget | None) -> None:
        """Read into the view, when it is one of them."""
        if view is self.progress:
            self.read_progress()
        elif view is self.waiting and self.year_id is not None:
            self.sheets.read(_sheets_job(self._desk.journal, self.year_id))

    def read_progress(self) -> None:
        """Read plan and fact between the chosen days."""
        if self.year_id is not None:
            wanted = self.progress.wanted_days
            self.reading.read(_progress_job(self._desk.journal, self.year_id, wanted))

    def export(self) -> None:
        """Save the list as it is narrowed now; the export is logged (R-1.9-01)."""
        known: _Read | None = self.reading.known
        shown = self.progress.shown
        if known is None or not shown:
            return
        rows = [page_line(page).cells for page in shown]
        listing = Listing(
            "Выполнение учебных программ",
            known.school,
            self._desk.journal.actor.name,
            self._desk.clock(),
            HEADS,
            CHARACTERS,
            self.progress.asked_for,
        )
        whole = (*rows, total_line(shown).cells)
        self.saving.ask(Wanted(ExportKind.PROGRAMME, listing, lambda *_: iter(whole)))

    def _show(self, read: _Read) -> None:
        self.progress.show_progress(read.spans, read.days, read.pages)

    def _open_page(self, page: PageProgress) -> None:
        if page.plan_id is None or page.use_id is None:
            self._complain(NO_PLAN)
        else:
            self._open_days(page.plan_id, page.use_id, False)  # noqa: FBT003 - the topics in front

    def _open_sheet(self, sheet: WaitingSheet) -> None:
        self._open_days(sheet.plan_id, sheet.use_id, True)  # noqa: FBT003 - the sheet in front

    def _complain(self, text: str) -> None:
        self._desk.say(text, Tone.BAD)


def _progress_job(journal: Journal, year_id: int, wanted: Span | tuple[date, date] | None) -> Job:
    def read(_progress: object) -> _Read:
        with journal.snapshot() as ask:
            spans = ask(ProgressSpans(year_id))
            today = journal.now().astimezone(journal.zone).date()
            if isinstance(wanted, tuple):
                days = wanted
            else:
                span = wanted if wanted in spans else spans[0]
                days = (span.begins, max(span.begins, min(span.ends, today)))
            pages = ask(PlanProgress(year_id, *days))
            return _Read(ask(SchoolName()), spans, days, pages)

    return read


def _sheets_job(journal: Journal, year_id: int) -> Job:
    def read(_progress: object) -> tuple[WaitingSheet, ...]:
        return journal.ask(SheetsWithoutOrder(year_id))

    return read
