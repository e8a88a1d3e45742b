"""«Закрытие периодов и года»: one window beside the journal, pages by rights.

`open_closing(desk, parent)` opens it; it holds something for who reads decisions of the council or
corrections.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QTabWidget, QWidget
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.journal import Journal
from journal_desktop.queries.closing import ClosingYears, YearChoice
from journal_desktop.ui.closing.corrections import CorrectionsPage
from journal_desktop.ui.closing.decisions import DecisionsPage
from journal_desktop.ui.closing.page import ClosingPage
from journal_desktop.ui.closing.periods import PeriodsPage
from journal_desktop.ui.kit.choices import choice_box, fill_box
from journal_desktop.ui.kit.tab import Desk
from journal_desktop.ui.shell.dress import column, label, recast, row

SIZE: Final = (1180, 660)
KEPT: Final = "closing.size"
TAB: Final = "closing.tab"
_WHOLE: Final = object()
"""A target that only «вся школа» covers."""


class ClosingWindow(QDialog):
    """Years above, pages below, one line for what was done or refused."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Закрытие периодов и года")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.desk = desk
        self.years: QComboBox = choice_box("Учебный год", "year")
        self.pages = QTabWidget()
        self.said = label("", "soft", wrap=True)
        self.periods = PeriodsPage(desk) if _reads_school(desk.journal) else None
        self.decisions = DecisionsPage(desk) if desk.journal.may(Right.DECISIONS_READ) else None
        self.corrections = (
            CorrectionsPage(desk) if desk.journal.may(Right.CORRECTIONS_READ) else None
        )
        self._lay_out()
        self._connect()
        task = desk.run(lambda _: desk.journal.ask(ClosingYears()))
        task.succeeded.connect(self._fill_years)

    @property
    def all_pages(self) -> tuple[ClosingPage, ...]:
        """The pages this person has."""
        pages = (self.periods, self.decisions, self.corrections)
        return tuple(page for page in pages if page is not None)

    def _lay_out(self) -> None:
        titles = {
            self.periods: "Периоды и год",
            self.decisions: "Решения педсовета",
            self.corrections: "Исправления",
        }
        for page, title in titles.items():
            if page is not None:
                page.setContentsMargins(0, 8, 0, 0)
                self.pages.addTab(page, title)
        self.pages.setDocumentMode(True)
        self.pages.tabBar().setDrawBase(False)
        top = row()
        top.addWidget(label("Учебный год"))
        top.addWidget(self.years)
        top.addStretch()
        layout = column(self, spacing=8)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addLayout(top)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.said)
        kept = [int(part) for part in self.desk.prefs.get(KEPT).split("x") if part.isdigit()]
        free = self.screen().availableGeometry().size()
        wanted = QSize(*kept) if len(kept) == len(SIZE) else QSize(*SIZE)
        self.resize(wanted.boundedTo(free))
        shown = self.desk.prefs.get(TAB)
        for number in range(self.pages.count()):
            if self.pages.tabText(number) == shown:
                self.pages.setCurrentIndex(number)

    def _connect(self) -> None:
        self.years.currentIndexChanged.connect(self._choose)
        for page in self.all_pages:
            page.told.connect(self._tell)
            page.changed.connect(self._changed)
        if self.periods is not None:
            self.periods.went.connect(self.accept)

    def _fill_years(self, years: tuple[YearChoice, ...]) -> None:
        fill_box(self.years, [(year.title, year.year_id) for year in years], None)
        if years:
            self.years.setCurrentIndex(0)

    def _choose(self, _number: int) -> None:
        year_id = self.years.currentData()
        for page in self.all_pages if year_id is not None else ():
            page.load(year_id)

    def _changed(self) -> None:
        for page in self.all_pages:
            if page is not self.sender():
                page.read()

    def _tell(self, text: str, is_error: bool) -> None:  # noqa: FBT001 - a slot of a signal
        recast(self.said, "error" if is_error else "good")
        self.said.setText(text)

    @override
    def done(self, result: int) -> None:
        self.desk.prefs.put(KEPT, f"{self.width()}x{self.height()}")
        self.desk.prefs.put(TAB, self.pages.tabText(self.pages.currentIndex()))
        super().done(result)


def open_closing(desk: Desk, parent: QWidget) -> ClosingWindow:
    """Open the window over the journal; it goes when it is closed."""
    window = ClosingWindow(desk, parent)
    window.finished.connect(window.deleteLater)
    window.show()
    return window


def _reads_school(journal: Journal) -> bool:
    return journal.may(Right.JOURNAL_READ, _WHOLE)
