"""The list of actions as a file: its rows are asked for page by page."""

from __future__ import annotations

from journal_desktop.journal import Journal
from journal_desktop.queries.audit_deeds import Deeds
from journal_desktop.queries.audit_filter import AuditFilter
from journal_desktop.ui.kit.saving import MOST, Reading, Rows
from journal_desktop.ui.kit.tasks import Progress
from journal_desktop.ui.tabs.audit.model import COLUMNS, texts_of


def audit_rows(journal: Journal, asked: AuditFilter, *, mine: bool) -> Reading:
    """Rows of the filtered list, asked for page by page."""

    def rows(progress: Progress, before: int | None) -> Rows:
        told = 0
        while told < MOST:
            progress.step(told, MOST, "Выгрузка")
            page = journal.ask(Deeds(asked, before, mine))
            for deed in page.deeds[: MOST - told]:
                yield texts_of(deed)
            told += len(page.deeds)
            before = page.more
            if before is None:
                return

    return rows


def widths() -> tuple[int, ...]:
    """Widths of the columns in characters, as on the screen."""
    return tuple(max(8, pixels // 7) for _, pixels in COLUMNS)
